"""Turn templates/ and styles/ into a Theme: templates, styles, words, the brand.

No other module reads them (but `new` copies templates/new/, and the publications page takes its
script). Mistakes of a designer are told here, with their lines, before any page is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ..model.brand import Brand
from ..model.brief import Language, TextFile, Theme
from ..model.css import find_properties, find_unclosed
from ..model.geometry import Fit, Setting
from ..model.house import DEFAULT_LANGUAGE, default_folder, theme_files
from ..model.papers import PAPERS
from ..model.problems import Place, Problems, near, nearest
from ..model.scripts import SCRIPTS
from .languages import ParseAll, parse_all, read_languages, share_words

TOKENS = ("ink", "accent", "muted", "pale", "text", "hairline", "font-text", "font-display")
"""Custom properties that charts and fonts ask for."""
CHOICES = ("masthead", "messages", "headings")
"""Tokens whose value is a name: what it looks like is styles/<token>-<name>.css, and of the name
that the default has, styles/base.css."""
_NEWER = ("font-title", "font-headings", "title-weight", "heading-weight", "heading", "field",
          "on-field", *CHOICES)  # fmt: skip
"""Tokens that a tokens.css of an older house has not: the default's are taken."""
STEPS = 7
"""Between the largest and the smallest setting: 0.14 pt of the text, which nobody sees, each."""
_WORD = re.compile(r"\bword\(\"(\w+)\"\)")
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-z]+|[a-z]+\([^()]*\)")


def read_theme(
    root: Path,
    problems: Problems,
    brand: Brand | None = None,
    parse_languages: ParseAll = parse_all,
) -> Theme:
    """Read templates/ and styles/ of the house *root*; what it has not of its own is the default.

    *brand*: what its brand file says, which is put into the tokens. *parse_languages*: who parses
    the files of languages.

    Problems: a style sheet or a file of words that is broken, with its line; a file that is no
    UTF-8 or cannot be read; a choice that has no style sheet; a colour of the brand in which words
    would be too pale. Raises `Stopped`.
    """
    files = theme_files(root)

    def read(folder: str, suffix: str) -> dict[str, str]:
        """Read the files of *folder* that end in *suffix*: their texts by name, without both."""
        return {
            name.removeprefix(folder).removesuffix(suffix): text
            for name, path in files.items()
            if name.startswith(folder)
            and name.endswith(suffix)
            and (text := _read(name, path, problems)) is not None
        }

    templates = {f"{name}.html": text for name, text in read("templates/", ".html").items()}
    styles = {name: text for name, text in read("styles/", ".css").items() if "/" not in name}
    for name, text in styles.items():
        for line, message, hint in find_unclosed(text):
            problems.error(Place(f"styles/{name}.css", line), message, hint)
    origins: Mapping[str, Place] = {}
    usual = default_folder() / "styles/tokens.css"
    if "tokens" in styles and (brand or files["styles/tokens.css"] != usual):
        # Imported here: most houses have no brand, and the colours of charts take 2 ms.
        from .brand_tokens import put_brand

        default = usual.read_text("utf-8")
        branded = put_brand(styles["tokens"], default, brand, _NEWER, problems)
        styles["tokens"], origins = branded.css, branded.origins
    tokens = _read_tokens(styles.get("tokens", ""), problems)
    _check_choices(tokens, styles, origins, problems)
    texts = read("templates/languages/", ".toml")
    languages = share_words(read_languages(texts, problems, parse_languages))
    _check_words(languages, templates, problems)
    defaults = default_folder() / "styles"
    own = [name for name in styles if files[f"styles/{name}.css"] != defaults / f"{name}.css"]
    if own:
        everything = "\n".join([*styles.values(), *templates.values()])
        set_names = {*tokens, *_SET_BY_US, *_SET.findall(_COMMENT.sub("", everything))}
        fonts = {value.strip("\"'") for name, value in tokens.items() if name.startswith("font-")}
        for name in own:
            _check_names(TextFile(f"styles/{name}.css", styles[name]), set_names, fonts, problems)
    problems.stop_on_errors()
    return Theme(templates, styles, languages, tokens, origins=origins, brand=brand)


def fit_for(pages: int | None, tokens: Mapping[str, str]) -> Fit | None:
    """Say what copyfitting is to do for a brief of *pages*; None where there is nothing to fit."""
    ranges = [_range(tokens.get(f"{name}-range", "")) for name in ("size", "leading", "space")]
    if pages is None or None in ranges:
        return None
    settings = []
    for n in range(STEPS + 1):
        size, leading, space = (
            round(most - (most - least) * n / STEPS, 2) for least, most in filter(None, ranges)
        )
        settings.append(Setting(size, leading, space))
    return Fit(pages, tuple(settings))


def tokens_of(theme: Theme, template: str) -> Mapping[str, str]:
    """Give the tokens of *theme* for a page of *template*, which may have ranges of its own."""
    css = theme.styles.get(template, "")
    if "-range:" not in css:
        return theme.tokens
    own = {name: value for _, name, value, *_ in find_properties(css) if _is_range(value)}
    return {**theme.tokens, **own}


def _read_tokens(css: str, problems: Problems) -> dict[str, str]:
    tokens: dict[str, str] = {}
    for line, name, value, *_ in find_properties(css):
        place = Place("styles/tokens.css", line)
        if "--" in value and ":" in value:
            problems.error(place, f"the line of `--{name}` has no end", "end it with `;`")
        elif name in TOKENS and not name.startswith("font") and not _COLOUR.fullmatch(value):
            problems.error(place, f"`{value}` is no colour", "write it as #14355e")
        elif name.endswith("-range") and not _is_range(value):
            problems.error(place, f"`{value}` is no range", "write the least first: 9.4pt 10.4pt")
        tokens.setdefault(name, value)
    for name in TOKENS:
        if name not in tokens:
            problems.error(
                Place("styles/tokens.css"), f"`--{name}` is missing", f"add a line `--{name}: …;`"
            )
    return tokens


def _check_choices(
    tokens: Mapping[str, str],
    styles: Mapping[str, str],
    origins: Mapping[str, Place],
    problems: Problems,
) -> None:
    """Ask for the style sheet of each choice."""
    for name in CHOICES:
        value = tokens.get(name, _USUAL[name])
        known = [_USUAL[name], *_names_of_choice(name, styles)]
        if value not in known:
            place = origins.get(name, Place("styles/tokens.css"))
            problems.error(place, f"no {name} `{value}`", nearest(value, known, "there are"))


_USUAL = {"masthead": "rule", "messages": "ground", "headings": "plain"}
"""The choices that styles/base.css shows."""


def _names_of_choice(choice: str, styles: Mapping[str, str]) -> list[str]:
    return [name.removeprefix(f"{choice}-") for name in styles if name.startswith(f"{choice}-")]


def chosen_styles(theme: Theme) -> list[str]:
    """Name the style sheets of what the house has chosen, for the page of a brief."""
    return [f"{name}-{theme.tokens.get(name)}" for name in CHOICES]


def _range(value: str) -> tuple[float, float] | None:
    """`9.4pt 10.4pt`, in points."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)pt\s+(\d+(?:\.\d+)?)pt", value)
    return (float(match[1]), float(match[2])) if match else None


def _is_range(value: str) -> bool:
    ends = _range(value)
    return ends is not None and ends[0] <= ends[1]


def _check_words(
    languages: Mapping[str, Language], templates: Mapping[str, str], problems: Problems
) -> None:
    """Ask of each language what others have that the code prints, and what the blocks print."""
    tables: dict[str, dict[str, str]] = {"redline": {}, "parts": {}, "pack": {}, "words": {}}
    """The words that every language needs, table by table, and who says so."""
    for tag, language in sorted(languages.items(), key=lambda one: one[0] != DEFAULT_LANGUAGE):
        for table in ("redline", "parts", "pack"):
            for word in getattr(language, table):
                tables[table].setdefault(word, f"languages/{tag}.toml has it")
    for name, text in templates.items():
        if name.startswith(("blocks/", "parts/missing", "web/")):
            tables["words"] |= {
                word: f"{name} prints it"
                for word in _WORD.findall(text)
                if not _is_misspelt(word, name, text, languages, problems)
            }
    tables["words"]["error_other"] = "parts/folio.html prints it"
    for tag, language in languages.items():
        for table, words in tables.items():
            for word, why in words.items():
                if word not in getattr(language, table):
                    problems.error(
                        Place(f"templates/languages/{tag}.toml"),
                        f"no word `{word}` under [{table}]",
                        f'add a line `{word} = "…"` there; templates/{why}',
                    )


_SET_BY_US = ("paper-height",)
"""Custom properties that `styles_of` sets."""
_SET = re.compile(r"--([\w-]+)\s*:")
_USED = re.compile(r"\bvar\(\s*--([\w-]+)\s*\)")
"""A custom property that a style names without saying what stands in for it."""
_FAMILY = re.compile(r"\bfont-family\s*:\s*([^;}]*)")
_DEFINED = re.compile(r"@font-face\s*\{[^}]*?font-family\s*:\s*([^;}]*)")
_NO_FAMILY = {
    *("inherit", "initial", "unset", "revert", "serif", "sans-serif", "monospace", "cursive"),
    *("fantasy", "system-ui", "math", "emoji", ""),
}
"""Words of CSS that stand where a family could."""


def _check_names(
    sheet: TextFile, set_names: Collection[str], fonts: Collection[str], problems: Problems
) -> None:
    """Warn of what *sheet*, one of the house's own, names and nothing has: tokens, *fonts*.

    The press takes something else for it, and does not say so. *set_names*: the custom properties
    that are set anywhere.
    """
    css = _COMMENT.sub(lambda one: "\n" * one[0].count("\n"), sheet.text)
    for match in _USED.finditer(css):
        if match[1] not in set_names:
            problems.warning(
                Place(sheet.name, css.count("\n", 0, match.start()) + 1),
                f"nothing sets `--{match[1]}`, so this has no effect",
                nearest(match[1], set_names, "set are"),
            )
    families = [
        *(one.family for one in SCRIPTS),
        *fonts,
        *map(_first_family, _DEFINED.findall(css)),
    ]
    known = {family.casefold() for family in families} | _NO_FAMILY
    for match in _FAMILY.finditer(css):
        family = _first_family(match[1])
        if "var(" not in family and family.casefold() not in known:
            problems.warning(
                Place(sheet.name, css.count("\n", 0, match.start()) + 1),
                f"the page has no font `{family}`, so this is set in another",
                "name it in styles/tokens.css, and write `var(--font-display)` here",
            )


_COMMENT = re.compile(r"/\*(?s:.*?)\*/")


def _first_family(value: str) -> str:
    """The family that `font-family: "Inter", sans-serif` asks for first."""
    return value.partition(",")[0].replace("!important", "").strip().strip("\"'")


def _is_misspelt(
    word: str, name: str, text: str, languages: Mapping[str, Language], problems: Problems
) -> bool:
    """Note an error where no language has *word*, which the template *name* prints, and one like
    it is there; whether it was noted.
    """
    known = {one for language in languages.values() for one in language.words}
    if word in known or not (close := near(word, known)):
        return False
    line = text.count("\n", 0, text.index(f'"{word}"')) + 1
    problems.error(
        Place(f"templates/{name}", line), f"no language has the word `{word}`",
        f"did you mean `{close}`? Else add it under [words] of each templates/languages/*.toml",
    )  # fmt: skip
    return True


def _read(name: str, path: Path, problems: Problems) -> str | None:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        problems.error(Place(name), "this is not UTF-8", "save the file as UTF-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(name), f"cannot be read: {reason}", "check the file and your rights")
    return None


def styles_of(theme: Theme, paper: str, *templates: str) -> Iterator[TextFile]:
    """Style sheets of a page, in the order of the cascade: type, paper, brand, house, template."""
    size = PAPERS[paper]
    yield TextFile("fonts.css", theme.font_faces)
    page = (
        f"@page {{ size: {size.width} {size.height} }}\n"
        f"@page turned {{ size: {size.height} {size.width} }}\n"
    )
    yield TextFile(f"{paper}.css", f"{page}:root {{ --paper-height: {size.height} }}\n")
    for style in ("tokens", "base", *templates):
        if style in theme.styles:
            yield TextFile(f"styles/{style}.css", theme.styles[style])
