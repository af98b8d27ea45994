"""Scripts that the fonts of a house do not have: their letters, and the fonts that have them.

A font of such a package stands behind the house's own, for the letters that these do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Script:
    """Letters that one font has."""

    name: str
    """As a sentence calls them: `Arabic`."""
    letters: str
    """Its letters as they stand between the brackets of a regular expression."""
    family: str = ""
    """The family of a font that has them; empty where they are in a collection of many scripts."""
    size: float = 1
    """How much larger its letters are printed, to look as large as Latin ones beside them."""
    features: str = ""
    """Its OpenType features that are switched off, as CSS writes them: readers copy words wrong
    that are set with them."""
    lookups: tuple[int, ...] = ()
    """The lookups of its table GSUB that are left out, by number, for the same reason."""
    system: str = ""
    """The package of Debian whose font has them, where it comes as no package of Python."""

    @property
    def package(self) -> str:
        """Name of the package on PyPI; empty where there is none."""
        return "" if self.system else f"fontpkg-{self.family.lower().replace(' ', '-')}"

    @property
    def install(self) -> str:
        """The command that installs the font."""
        return f"apt-get install {self.system}" if self.system else f"pip install {self.package}"

    def find_file(self, weight: str) -> Path | None:
        """Find the font of the system that has them, in *weight*, `400`; None where there is none,
        and where a package has it.
        """
        name = f"{self.family.replace(' ', '')}-{SYSTEM_WEIGHTS[weight]}.ttf"
        return _find_in_system(name) if self.system and self.family else None


_CJK = "fonts-noto-cjk"
"""Chinese, Japanese and Korean letters are many, and no package of Python has them."""
_CORE = "fonts-noto-core"
"""Letters of which one font is a file, and no package of Python has it."""

# Amiri, of the Arabic fonts that were tried, is the one whose words copy right from a PDF, without
# its kerning, which opens gaps behind ر and و that readers take for spaces, and without the lookups
# that draw a letter and a stroke to the next one, of which the stroke copies as nonsense
# (findings/arabic-words-fall-apart-at-a-kern.sh, arabic-letter-copies-as-another-script.sh). They
# are in the feature `rlig`, which also joins lam and alef: without it these stand side by side.
SCRIPTS = (
    Script(
        "Arabic",
        "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        "Amiri",
        1.1,
        '"kern" 0',
        (172, 178, 180, 188),
    ),
    Script("Devanagari", "\u0900-\u097f", "Noto Sans Devanagari"),
    Script("Tamil", "\u0b80-\u0bff", "Noto Sans Tamil"),
    Script("Telugu", "\u0c00-\u0c7f", "Noto Sans Telugu"),
    Script("Thai", "\u0e00-\u0e7f", "Noto Sans Thai"),
    Script("Khmer", "\u1780-\u17ff\u19e0-\u19ff", "Noto Sans Khmer"),
    Script("Hebrew", "\u0590-\u05ff\ufb1d-\ufb4f", "Noto Sans Hebrew", system=_CORE),
    Script("Armenian", "\u0530-\u058f", "Noto Sans Armenian", system=_CORE),
    Script("Georgian", "\u10a0-\u10ff\u1c90-\u1cbf", "Noto Sans Georgian", system=_CORE),
    Script("Ethiopic", "\u1200-\u139f\u2d80-\u2ddf", "Noto Sans Ethiopic", system=_CORE),
    Script("Bengali", "\u0980-\u09ff", "Noto Sans Bengali", system=_CORE),
    Script(
        "Burmese",
        "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
        "Noto Sans Myanmar",
        system=_CORE,
    ),
    Script("Lao", "\u0e80-\u0eff", "Noto Sans Lao", system=_CORE),
    Script("Japanese", "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", system=_CJK),
    Script("Korean", "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff", system=_CJK),
    Script(
        "Chinese",
        "\u2e80-\u2fdf\u3000-\u303f\u3100-\u312f\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
        "\uff01-\uff65\uffe0-\uffee\U00020000-\U0003ffff",
        system=_CJK,
    ),
)

SYMBOLS = (
    "\u203b\u2042\u2103\u2109\u2160-\u216b\u2170-\u217b\u21d0\u21d2\u21d4\u2460-\u257f\u25a1\u25a3-\u25a9"
    "\u25c7\u25cb\u25ce\u25cf\u25d0-\u25d3\u25ef\u2605\u2606\u260e\u2640\u2642\u26a0\u2776-\u277f"
)
"""Signs that the fonts of a house seldom have, and those of Chinese letters do, for the brackets of
a regular expression: ※, Ⅰ, ①, ●, □, ★."""
ALPHABETS = {
    "cyrillic": "абвгдежзиклмнопрстуфхцчшщэюя",
    "large-cyrillic": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "abjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hijai": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "hangul": "가나다라마바사아자차카타파하",
}
"""Letters that count the items of a list, by the class of the list; in Arabic there are two orders.
"""
HANZI = "一二三四五六七八九十"
"""Chinese numbers, 1 to 10; they count the items of a list of the class `hanzi`."""


def letters_of_lists(html: str) -> str:
    """The letters with which the press counts the items of lists in *html*, where they do not stand
    themselves.
    """
    counted = {**ALPHABETS, "hanzi": f"{HANZI}、"}
    return "".join(text for name, text in counted.items() if f'class="{name}"' in html)


UNCASED = "\u0590-\u08ff\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of scripts without capitals, as between the brackets of a regular expression."""


def word_edges(word: str) -> tuple[str, str]:
    """Give the regular expressions that keep *word* apart before and behind: it is no part of a
    longer one, nor of a code, `UN-25`; but it may be part of a compound, `IDP-led`, `pro-NGO`.

    Letters of a script without capitals may touch a word of another, `UNHCR的`, and a Chinese,
    Japanese or Korean one may be followed by any: `联大通过`, `국과수는`.
    """
    is_uncased = re.match(f"[{UNCASED}]", word)
    letter = r"\w" if is_uncased else rf"[^\W{UNCASED}]"
    if re.match("[\u3040-\u9fff]", word):  # no space parts these words
        return "", ""
    behind = r"[^\W\uac00-\ud7af]" if re.match("[\uac00-\ud7af]", word) else letter
    return rf"(?<!{letter})(?<![^\W_a-zß-ÿа-яё]-)", rf"(?!{behind}|-(?!\s|\w*[^\W\d_A-ZÀ-ÞА-ЯЁ]))"


def is_in_compound(text: str, start: int, end: int) -> bool:
    """Whether the word of *text* from *start* to *end* is a part of a compound: `IDP-led`."""
    return bool(re.search(r"\w-$", text[max(0, start - 2) : start]) or text[end : end + 1] == "-")


SQUARE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese, Japanese and Korean letters, which stand beside a number without a space, for the
brackets of a regular expression.
"""

FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
"""Letters that are read from the right, and the marks that stand among them, likewise."""

_WIDTHS = (
    (re.compile(f"[{SQUARE}]"), 2.82),
    (re.compile("[\u0400-\u052f]"), 1.16),
    (re.compile(f"[{FROM_RIGHT}]"), 1.14),
    (re.compile("[\u00ad\u200b-\u200f\u2060\u2066-\u2069]"), 0),
)
"""How many Latin letters take as much room as one of these, square, Cyrillic or Arabic, with the
leading of its script, or a mark without width."""


def measure_text(text: str) -> float:
    """Say how many Latin letters take as much room as *text*."""
    if text.isascii():
        return len(text)
    return len(text) + sum((width - 1) * len(one.findall(text)) for one, width in _WIDTHS)


DESIGNS = {"Serif": "Noto Serif CJK", "Sans": "Noto Sans CJK"}
"""Names of the two designs of Chinese, Japanese and Korean letters."""
SYSTEM_WEIGHTS = {"400": "Regular", "700": "Bold"}
SYSTEM_FOLDERS = (
    "/usr/share/fonts/opentype/noto",  # Debian, Ubuntu
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/noto-cjk",  # Arch
    "/usr/share/fonts/noto",
    "/usr/share/fonts/google-noto-cjk",  # Fedora
    "/usr/share/fonts/google-noto",
    "~/.local/share/fonts",  # of one user, who may not install
)
"""Where systems lay the files of fonts that are no packages of Python."""


def find_collection(design: str, weight: str) -> Path | None:
    """Find the file of *design*, `Serif`, in *weight*, `400`; None where it is not installed."""
    return _find_in_system(f"Noto{design}CJK-{SYSTEM_WEIGHTS[weight]}.ttc")


def _find_in_system(name: str) -> Path | None:
    files = (Path(folder).expanduser() / name for folder in SYSTEM_FOLDERS)
    return next((file for file in files if file.is_file()), None)


def find_system_files() -> Iterator[Path]:
    """Find every font file of the system that a page may have."""
    for weight in SYSTEM_WEIGHTS:
        collections = [find_collection(design, weight) for design in DESIGNS]
        yield from filter(None, (*collections, *(one.find_file(weight) for one in SCRIPTS)))


def has_collections() -> bool:
    """Whether every file of both designs is installed."""
    return all(find_collection(one, weight) for one in DESIGNS for weight in SYSTEM_WEIGHTS)


class Unprinted(NamedTuple):
    """Letters of one script, or one character, that no font of the house has."""

    characters: tuple[str, ...]
    message: str
    hint: str


def name_missing(characters: Iterable[str]) -> Iterator[Unprinted]:
    """Say of *characters*, which no font of the house has, which they are, and what to do.

    Those of one script are told together.
    """
    left = dict.fromkeys(characters)
    for script in SCRIPTS:
        those = [one for one in left if re.match(f"[{script.letters}]", one)]
        for one in those:
            del left[one]
        if those:
            hint = f"run `{script.install}`: its font has them"
            yield Unprinted((*those,), f"no font of the house has {_list(script, those)}", hint)
    for one in left:
        is_symbol = re.match(f"[{SYMBOLS}]", one) and not has_collections()
        yield Unprinted(
            (one,),
            f"no font of the house has `{one}` (U+{ord(one):04X})",
            f"run `apt-get install {_CJK}`: its font has it" if is_symbol else _OTHERWISE,
        )


_OTHERWISE = "write it otherwise, or name a font that has it in styles/tokens.css"


def _list(script: Script, those: list[str]) -> str:
    if len(those) == 1:
        return f"`{those[0]}` (U+{ord(those[0]):04X})"
    shown = ", ".join(f"`{one}`" for one in those[:3])
    rest = f" and {len(those) - 3} more" if those[3:] else ""
    return f"the {script.name} letters {shown}{rest}"


APOSTROPHES = "'’‘ʼʻʿʾ`´′"
"""The marks that people type and transliterations write for one: Za'atari, Sanaʿa, M`Bera."""
_TO_ONE = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))


def with_one_apostrophe(text: str) -> str:
    """Write *text* with ’ for any mark that stands for an apostrophe, to compare names."""
    return text.translate(_TO_ONE)
