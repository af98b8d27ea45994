"""Find the markup that is left in set words: what nobody read, and paper would show.

It is looked for in the words as they are set, not as they are typed: code, `\\*` and `&ast;` are
meant as they stand. Callouts of other tools are boxes here; the hint names our way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .prose_reader import UNTYPED, Words

_NAMES = "a|b|i|u|p|br|div|span|font|center|img|em|strong|sub|sup|table|tr|td|th|ul|ol|li|mark|kbd"
_BOXES = "a box stands under `boxes:` in brief.yaml, and {{ boxes.name }} places it"
_LITERAL = "put a backslash before it where it is meant to be printed"


@dataclass(frozen=True)
class Leftover:
    """Markup that is left in a text."""

    line: int
    """The line of the source, from 0."""
    message: str
    hint: str


_NO_TABLE = "write |---|---| under the head of a table, a cell for each column"
_WAYS: tuple[tuple[str, str], ...] = (
    # At the beginning of a line
    (r"(?m)^:::+.*$", _BOXES),
    (r"(?m)^\[!\w+\]", _BOXES),
    (r"(?m)^!!! \w+", _BOXES),
    (r"(?m)^\?\?\?\+? (?:note|info|tip|warning|danger|example|quote|\w+ [\"“])", _BOXES),
    (r"(?m)^\.\. [\w-]+::", _BOXES),
    (r"(?im)^\[\[?_?toc_?\]?\]$", "delete it; the headings lead a reader"),
    (r"(?m)^\[[->!<?*/]\](?=\s)", "a task is [ ] or [x]: write - [x] done; the rest in words"),
    (r"(?m)^\[[ xX]\](?=\s)", "begin the line with `- `: - [ ] to do"),
    (r"(?m)^(?:#[A-Za-z][\w/-]*[ \t]*)+$",
     "write ## and a blank before a heading; a tag stands under `keywords:` in brief.yaml"),
    (r"(?m)^\(@\)(?=\s)", "begin each item with `1. `"),
    (r"(?m)^\|[ \t]+[^|\n]*[^|\s]$(?=\n\|[ \t])|(?<=\n)\|[ \t]+[^|\n]*[^|\s]$",
     "end each line with two blanks, where a line should end"),
    (r"(?m)^#{2,}", "leave an empty line above the heading, and a blank behind the signs"),
    (r"(?m)^\|.*\|[ \t]*$|^\+[-=+]{3,}\+$|^\|={3,}$",
     _NO_TABLE),
    (r"(?m)^[•▪●■◦‣⁃](?=\s)", "begin each item on a line of its own"),
    (r"(?<=[:;])[ \xa0][•▪●■◦‣⁃](?=\s)", "begin each item on a line of its own"),
    (r"(?m)(?<=\n)\d{1,2}\.\d{1,2}\.?(?=\t)",
     "begin each item with `- ` or `1. `, two blanks further in than the item above"),
    (r"(?m)^[✓✔✗✘→⇒➔☐☑☒](?=\s.*\n[✓✔✗✘→⇒➔☐☑☒]\s)", "begin each item with `- `"),
    (r"(?m)^[✅❌⚠⭐⚡\U0001f300-\U0001faff]\ufe0f?(?=\s.*\n[✅❌⚠⭐⚡\U0001f300-\U0001faff]\ufe0f?\s)",
     "begin each item with `- `"),
    (r"(?m)^\*{2,}(?=[ \xa0])", "begin with `- `, two blanks further in than the item above"),
    (r"(?m)\A\.[A-Z][a-z].*[^.\n]$(?=\n)",
     "a caption stands at `caption:` in brief.yaml, and a heading begins with ##"),
    (r"(?m)^@(?:start|end)[a-z]{3,}$", "write what it draws: a figure under `figures:`"),
    (r"(?m)^h[1-6]\. (?=\S)|^(={2,6}) .+ \1$|^={2,6} (?=\S)", "write ## before a heading"),
    (r"(?m)^#\+\w+.*|^:[A-Z_]{2,}:(?=\s|$)|^\.\. \[\w+\]", "a line of another tool: delete it"),
    (r"(?m)^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|quote|source|abstract|\.[a-z][\w-]*)[^\]\n]*\]$",
     _BOXES),
    (r"(?m)^\*\[[^\]\n]+\]:", "a short form stands under `acronyms:` in brief.yaml"),
    (r"(?m)^[^\t\n]+\t[^\t\n].*(?=\n[^\t\n]+\t\S)",
     "write a table with | between its cells, or a CSV file that `tables:` names"),
    (r"(?m)^(\d{1,3})\.\d{1,3}(?=\.? .*\n\1\.\d{1,3}\.? \S)",
     "leave an empty line above the next number, or write a list: both are one paragraph"),
    (r"(?m)(?<=\s)\^[A-Za-z][\w-]{3,}$", "delete it: paper follows no link to a paragraph"),
    # In the place of a name or a citation
    (r"\\(?:newpage|pagebreak|clearpage)\b",
     "write {{ page_break }} in a line of its own, or delete it"),
    (r"\\[a-z]*cite[a-z]*\*?(?:\[[^][\n]*\]){0,2}\{[^{}\n]*\}", "a citation is [@key, p. 5]"),
    (r"\\footnote\{[^{}\n]*\}", "write ^[the note], or [^name] and [^name]: … in a paragraph"),
    (r"\\(?:text(?:bf|it|sc|tt)|emph|underline)\{[^{}\n]*\}", "write *words* or **words**"),
    (r"【[^【】\n]*†[^【】\n]*】|\b(?:(?:file)?cite)?(?:turn\d+[a-z]+\d+)+"
     r"|:?\bcontentReference\[oaicite:\d+\](?:\{index=\d+\})?",
     "a chatbot’s mark of a source, which leads nowhere: look the source up, and cite it: [@key]"),
    (r"#(?:footnote|cite|figure|image|link|emph|strong|table|quote|ref)"
     r"(?=[\[(])(?:\([^()\n]*\))?(?:\[[^\]\n]*\]?)?",
     "a command of another typesetter: write it in Markdown, and a note as ^[the note]"),
    (r"\{/?(?:color|info|note|warning|tip|panel|expand|code|noformat|quote|toc|status|anchor|"
     r"excerpt|column|section)(?:[:|][^{}\n]*)?\}", "a macro of a wiki: delete it"),
    (r"\{\{|\}\}|\{ ?facts\.", "a name stands between two braces each: {{ facts.name }}"),
    (r"\[#[A-Za-z][\w:.-]*\](?!_)|\[@|\[-@[^\[\]\n]*\]?|(?<=[.,;:])@[A-Za-z][\w-]*",
     "a citation is [@key, p. 5]; a note names its author always"),
    (r"(?m)^\{\|.*|^\|[-}](?=\s|$)|^! .*!!.*",
     _NO_TABLE),
    (r"(?<![\w.])@(?:fig|tbl|tab|sec|eq|lst)[-:][\w-]+",
     "{{ figures.name.ref }} names a figure with its number, {{ tables.name.ref }} a table"),
    (r"\{[^\W\d_][^{}\n]*, (?:\d{4}|n\.d\.)[a-z]?(?:, [^{}\n]*)? ?#\d+[^{}\n]*\}"
     r"|\[?CITATION \w+ \\[^\]\n]*\]?",
     "a mark of the program that kept the sources: cite it: [@key]"),
    (r"\b(?:link|xref|footnote|image|include):{1,2}[^\s\[\]]*\[[^\]\n]*\]"
     r"|\[https?://\S+ [^\]\n]*\]",
     "write [words](https://…), and a note as [^name]"),
    (r"(?<!\w)ref\([a-z]+:[\w-]+\)",
     "{{ figures.name.ref }} names a figure with its number, {{ tables.name.ref }} a table"),
    (r"(?<=\w)\\ (?=\w)", "write a blank, or &nbsp; where no line may end"),
    (r"\[fn:[\w-]*\]|(?<!\w)\[#[\w-]*\]_(?!\w)",
     "write [^name] and, in a paragraph of its own, [^name]: …"),
    (r"(?<![\w\]])\[\d{1,3}\]_(?!\w)", "write [^name] and, in a paragraph of its own, [^name]: …"),
    (r"\[\[[^\[\]]+\](?:\[[^\[\]\n]*\])?\]", "write a link with its address: [words](https://…)"),
    (r"!\[|(?<!\w)![\w./-]+\.(?:png|jpe?g|gif|svg|webp)(?:\|[^!\n]*)?!",
     "define the picture under `figures:` in brief.yaml and write {{ figures.name }}"),
    (r"\]\([^()\n]*\)?|\]\s\(https?:", "write [words](https://…), without a blank in the address"),
    (r"\[\^[^\]\n]{0,40}\]?|\^\[", "write [^name] and, in a paragraph of its own, [^name]: …"),
    # Words between marks
    (r"\*\*(?=\S)[^*\n\ue000-\uf8ff]*[^\w\s*\ue000-\uf8ff]\*\*(?=[^\W_])"
     r"|(?<=[^\W_])\*\*(?=[^\w\s*])[^*\n\ue000-\uf8ff]*\*\*(?=[^\W_])",
     "between a sign and a letter it ends no bold words: write the sign outside of them"),
    (r"(?<![\w*])\*\* (?=[^\W\d_])[^*\n]{1,80}[^\W\d_][.,;:!?]? \*\*(?![\w*])",
     "write no blank within the marks: **words**"),
    (r"(?<![\w.)])\*\*(?=[\w\"“(‘\[])|(?<=[^\s\d)])\*\*", f"close it, delete it, or {_LITERAL}"),
    (r"(?<![\w_])__(?=\w)[^_\n]*[^\s_]__(?=[^\W_])", "write **words**, or a blank behind the mark"),
    (r"~~", f"close it, delete it, or {_LITERAL}"),
    (r"==(?=\S)[^=\n]+(?<=\S)==", "nothing is marked on paper; write *words* or **words**"),
    (r"\^\^(?=\S)[^^\n]+(?<=\S)\^\^", "nothing is marked on paper; write *words* or **words**"),
    (r"(?m)^[A-Za-z][\w-]*:: \S.*$", "a line of another tool: delete it"),
    (r"(?<=[^\W_])::(?=\s|$)", "write one colon"),
    (r"(?<![\w|])\|[A-Za-z][\w-]{2,}\|(?![\w|])",
     "another tool puts a text in its place: write that text"),
    (r"<%[^%\n]*%>", "code of another tool: write its result"),
    (r"\{(?:\+\+|--|~~|>>|==)|(?:\+\+|--|~~|<<|==)\}",
     "accept or reject the change, and delete its marks"),
    (r"(?<![\w+])\+\+(?=\w)[^+\n]+(?<=\w)\+\+(?!\w)", "write the words alone, or *words*"),
    (r"(?<=[A-Za-z])~(?=[A-Za-z])|(?<=[a-z]\.)~(?=\w)", "write a blank, or &nbsp;"),
    (r"%%[^%\n]+%%", "a remark stands under `notes:` in brief.yaml, or between <!-- and -->"),
    (r"''+(?=\S)[^'\n]+''+", "write *words* or **words**"),
    (r"`+", f"close the code, write ’ for an apostrophe, or {_LITERAL}"),
    (r"\]\{[^{}\n]*\}|\{:[^{}\n]*\}?|\{[.#][A-Za-z][^{}\n]*\}",
     "a class has no meaning here; delete it; a language is *words*{: lang=fr }"),
    (r"\[/(?:b|i|u|s|url|img|quote|code|color|size|list)\]", "write *words* or **words**"),
    (r"\[[a-z][a-z_-]+ [a-z-]+=[\"“”'‘’][^\]\n]*\]"
     r"|\[/(?:caption|gallery|embed|video|audio|center|left|right|font|table|tr|td|li|ul|ol)\]",
     "a mark of a program for websites: delete it"),
    (rf"</?(?:{_NAMES})(?=[\s/>])|</?[A-Za-z][\w-]*[\s/][^<>\n]*>", "write it in Markdown"),
    (r"&(?:nbsp|amp|lt|gt|quot|shy|[mn]dash|hellip|[lr][sd]quo)\b(?!;)",
     "a letter by its name ends with a semicolon"),
    (r"&[a-z]{3,8}\d{0,2};|&#(?:\d{2,5}|x[0-9a-fA-F]{2,5});",
     "no letter has this name: write the letter"),
    # Formulas, and words of a typesetter
    (r"\$\$|(?<![\w$])\$(?=[^\s\d])[^$\n]*[\\^_={}][^$\n]*(?<!\s)\$(?!\w)"
     r"|(?<![\w$])\$[A-Za-z]\$(?!\w)",
     "write the formula in words and signs: *E* = *mc*^2^"),
    (r"(?<![\w:\\])\\(?:[A-Za-z]{3,}\b\*?|begin|end)(?:\{[^{}\n]*\}?)?",
     "delete it, or write the sign itself"),
    (r"(?<!\w):[a-z][a-z_]+:(?!\w)", "write the sign itself, or the word"),
    (r"\[(?:image|cid|inline image): ?[^\]\n]*\]",
     "a picture of a mail: define it under `figures:`, and write {{ figures.name }}"),
    (r"\{ ?(?:REF|PAGEREF|HYPERLINK|ADDIN|MERGEFIELD) [^{}\n]*\}?"
     r"|Error! (?:Reference source|Bookmark) not (?:found|defined)\.?"
     r"|Fehler! Verweisquelle konnte nicht gefunden werden\.?"
     r"|Erreur\W{1,3}Source du renvoi introuvable\.?"
     r"|¡?Error! No se encuentra el origen de la referencia\.?"
     r"|Erro! (?:Fonte|A origem) d[ea] referência não (?:foi )?encontrada\.?"
     r"|Errore\W{1,3}L['’]origine riferimento non è stata trovata\.?"
     r"|Ошибка! Источник ссылки не найден\.?|Fout! Verwijzingsbron niet gevonden\.?"
     r"|Błąd! Nie można odnaleźć źródła odwołania\.?|Hata! Başvuru kaynağı bulunamadı\.?"
     r"|错误\s?[!！]\s?未找到引用源。?|오류! 참조 원본을 찾을 수 없습니다\.?"
     r"|خطأ! لم يتم العثور على مصدر المرجع\.?"
     r"|ADDIN (?:ZOTERO|EN\.CITE|CSL|Mendeley)\w*(?: CSL_CITATION)?|\{Citation\}",
     "a field of the word processor; write what it stands for"),
)  # fmt: skip
_BULLET = re.compile(r"[•▪●■◦‣⁃]")
_IN_CELL = "a cell holds no list: give each item a row, or part them with semicolons"
_ITEM = "begin each item with `- ` or `1. `"
_AS_TABLE = "write a table with | between its cells, and |---|---| under the head"
_CELL = r"[^\s|]+(?: [^\s|]+)*"
"""Words of a table whose columns are made with blanks."""
_LISTS: tuple[tuple[str, str], ...] = (
    (
        r"(?m)^([-*•·▪●■◦‣⁃])(?=[^\s\d*-].*\n\1[^\s\d*-])",
        "write a blank behind the sign of each item",
    ),
    (r"(?m)^\d{1,2}[.)](?=[^\W\d].*\n\d{1,2}[.)][^\W\d])", "write a blank behind each number"),
    (r"(?m)^(?:o|−|--+)[ \xa0]+(?=\S.*\n(?:o|−|--+)[ \xa0]+\S)", _ITEM),
    (r"(?m)^(?:\d{1,2}(?:[]°º]|[-/](?=\s))|№ ?\d)(?=.*\n(?:\d{1,2}(?:[]°º]|[-/]\s)|№ ?\d))", _ITEM),
    (r"(?m)(?<=\n)(?:a[.)]|[（(][1一][）)])(?=\s\S|(?<=）))", _ITEM),
    (r"(?m)^\.{1,3}(?=[ \xa0][^\W\d].*\n\.{1,3}[ \xa0]\S)", _ITEM),
    (
        rf"(?m)^\d{{1,2}}(?={UNTYPED}[ \xa0]\S.*\n\d{{1,2}}{UNTYPED}[ \xa0]\S)",
        "write it without its backslash, 1. so, and leave an empty line above the list",
    ),
    (r"(?m)^[»›=~](?=[ \xa0][^\W\d].*\n[»›=~][ \xa0][^\W\d])", _ITEM),
    (r"(?m)^[a-z]/(?=\s.*\n[a-z]/\s)", _ITEM),
    (
        r"(?m)^[(（]?[一二三四五六七八九十\d]{1,3}[、）．](?=.*\n[(（]?[一二三四五六七八九十\d]{1,3}[、）．])",
        _ITEM,
    ),
    (
        r"(?m)^[^\s,;]+(?:([,;])[^\s,;]+){2,}$(?=\n[^\s,;]+(?:\1[^\s,;]+){2,}$)",
        "write a table with | between its cells, or a CSV file that `tables:` names",
    ),
    (
        rf"(?m)^{_CELL}(?: {{3,}}{_CELL})+$(?=\n{_CELL}(?: {{3,}}{_CELL})+$)"
        r"|^[^;,\n]*[^\W\d];[^\W\d][^;,\n]*$(?=\n[^;\n]*[^\s;];\d[^;\n]*$)"
        r"|^[^|\n]*\S \| [^|\n]+(?: \| [^|\n]+)*$(?=\n[^|\n]*\S \| \S)",
        _AS_TABLE,
    ),
    (
        r"(?m)^[(（]?[ア-コ][)）．.、 \u3000](?=.*\n[(（]?[ア-コ][)）．.、 \u3000])",
        _ITEM,
    ),
    (
        r"\A[^✗✘✕✖\n][^\n]*\n[✗✘✕✖](?=\s)",
        "begin each item with `- `, and say in words which of them are so and which are not",
    ),
    (r"(?m)^;\S.*(?=\n:\S)", "write the word alone, and `: ` and its meaning in the next line"),
    (r"(?m)^[①-⑳❶-❿](?=.*\n[①-⑳❶-❿])", _ITEM),
    (r"(?m)^[йё]\)(?=\s)", "the letter behind и) is к), and that behind е) ж)"),
    (r"(?m)^(?:[а-яё]\)|[ء-ي][.)-])(?=\s.*\n(?:[а-яё]\)|[ء-ي][.)-])\s)", _ITEM),
    (
        r"(?m)^[가나다라마바사아자차카타파하][.)](?=\s.*\n[가나다라마바사아자차카타파하][.)]\s)",
        _ITEM,
    ),
)
"""Lines that begin as the items of a list do, two of them and more, in one paragraph."""
_UNREAD = tuple((re.compile(pattern), hint) for pattern, hint in _LISTS)
_PATTERNS = tuple((re.compile(pattern), hint) for pattern, hint in _WAYS)
_SIGNS = re.compile(
    r"[\[\]{}*~=`$\\@:&<|!%'+?#•▪●■◦‣⁃.\t^【✓✔✗✘→⇒➔☐☑☒✅❌⚠⭐⚡\U0001f300-\U0001faff]|turn\d|__|Error!|Fehler!"
    r"|Erreur|ADDIN|未找到"
)
_BARE_KEY = re.compile(r"(?<![\w.@/+-])@((?:[0-9][0-9-]*)?[A-Za-z_][A-Za-z0-9_-]*)")


_WITH_YEAR = re.compile(r"[A-Za-z]{2,}[A-Za-z0-9_-]*?[-_]?(?:19|20)\d\d[a-z]?")
"""The key of a source that a library gives, whether it is known or not: no name on a network."""


def find_leftovers(leaf: Words, sources: Collection[str]) -> Iterator[Leftover]:
    """Find the markup that is left in *leaf*; a bare `@key` is one where *sources* have the key."""
    typed = leaf.typed
    patterns = (_UNREAD if "\n" in typed else ()) + (_PATTERNS if _SIGNS.search(typed) else ())
    taken: list[range] = []
    for pattern, hint in patterns:
        line_end = -1
        for match in pattern.finditer(typed):
            if not any(match.start() in one for one in taken):
                taken.append(range(match.start(), match.end() + 1))
                # A table is told on its first line alone.
                if hint not in (_NO_TABLE, _AS_TABLE) or typed[line_end : match.start()] != "\n":
                    is_in_cell = leaf.block in ("td", "th") and _BULLET.search(match[0])
                    way = _IN_CELL if is_in_cell else hint
                    if leaf.block == "td" and set(match[0]) == {"#"}:
                        way = "a spreadsheet writes it for a number that is too wide: write that"
                    yield _leftover(leaf, match.start(), match[0], way)
                line_end = match.end()
    yield from _misread(leaf)
    for match in _BARE_KEY.finditer(typed):
        key = match[1].rstrip("-")
        is_key = key in sources or _WITH_YEAR.fullmatch(key)
        if is_key and not any(match.start() in one for one in taken):
            hint = f"name who says it in the sentence, and cite: [@{key}]"
            yield _leftover(leaf, match.start(), f"@{key}", hint)
    if sources:
        yield from _find_bare_citations(leaf, sources)


_IN_BRACKETS = re.compile(r"([\[(［（【])([^][()［］（）【】@\n]{2,200})[])］）】]")
_SEE = r"(?P<before>(?:[^\W\d_][^\W\d_.]*(?:\.[^\W\d_])?[.,:]*\s+){0,3}[\u3400-\u9fff]{0,4})"
"""Up to three words before a source, as `see also`."""
_PART = r"(?:\s*[,:،，、]\s*(?P<part>\S.*)|\s+(?P<near>\D{1,12}\d.*))?"
_NO_WORD = re.compile(r"[0-9_-]")
"""A sign in a key that is no word."""
_AND = r"(?:and|et|y|e|und|и|و|和|및|&)"


def _find_bare_citations(leaf: Words, sources: Collection[str]) -> Iterator[Leftover]:
    """Find brackets, and notes, that hold keys of *sources* alone, `[who-2025, p. 4]`: citations
    without their @. A key that may be a word, as `sic`, is one only between square brackets and
    before the part of its source.
    """
    typed = leaf.typed
    brackets = [(one[0], one[1], one[2], one.start()) for one in _IN_BRACKETS.finditer(typed)]
    if leaf.block == "note":
        brackets.append((f"^[{typed.strip()}]", "(", typed.strip().rstrip("."), 0))
    for shown, bracket, words, start in brackets:
        if any(key in words for key in sources) and (cites := _cite(words, bracket, sources)):
            message = f"`{shown}` is printed as it stands, and cites no source"
            yield Leftover(leaf.line_of(start), message, f"write [{cites}]")


def _cite(words: str, bracket: str, sources: Collection[str]) -> str:
    """Write *words*, which stand behind *bracket*, as a citation of *sources*; empty where they say
    something else.
    """
    keys = "|".join(re.escape(key) for key in sources if key in words)
    between = rf"\s*[;؛；]\s*|(?:[,،，、]\s*|(?:[,،]?\s+{_AND}\s+))(?=(?:{keys})(?![\w-]))"
    cites = []
    for one in re.split(between, words.strip()):
        cited = re.fullmatch(f"{_SEE}(?P<key>{keys}){_PART}", one)
        if not cited:
            return ""
        part = cited["part"] or cited["near"] or ""
        is_a_part = bracket in "[［【" and any(map(str.isdigit, part))
        if not (_NO_WORD.search(cited["key"]) or is_a_part):
            return ""
        cites.append(f"{cited['before']}@{cited['key']}{', ' * bool(part)}{part}")
    return "; ".join(cites)


def _misread(leaf: Words) -> Iterator[Leftover]:
    """Find what Markdown reads otherwise than it was meant: `50\\,%` of a typesetter is no `50,%`,
    and 2*3*4 no 2 3 4.
    """
    for n, (one, other) in enumerate(pairwise(leaf.tokens)):
        name = _ESCAPED.match(other.content) if one.markup == "&amp;" else None
        if name:
            message = f"`&{name[0]}` is printed as it stands"
            yield Leftover(leaf.lines[n], message, f"write &{name[0]} alone, or the letter itself")
    for token, line in zip(leaf.tokens, leaf.lines, strict=True):
        if token.type == "text_special" and token.markup in ("\\,", "\\;"):
            message = f"`{token.markup}` is printed as `{token.content}`"
            yield Leftover(line, message, "write a blank, or &nbsp; where no line may end")
    opened = -1
    for n, token in enumerate(leaf.tokens):
        if token.type == "text_special" and token.markup in ("\\(", "\\["):
            opened = n
        elif token.type == "text_special" and token.markup in ("\\)", "\\]") and opened >= 0:
            formula = "".join(one.content for one in leaf.tokens[opened : n + 1])
            if re.search(r"[\\^_=]", formula):
                message = f"`{formula}` is printed, and no formula"
                hint = "write the formula in words and signs: *E* = *mc*^2^"
                yield Leftover(leaf.lines[opened], message, hint)
            opened = -1
    for n, (one, other) in enumerate(pairwise(leaf.tokens)):
        opens = other.nesting == 1 and other.markup == "*" and one.type == "text"
        closes = one.nesting == -1 and one.markup == "*" and other.type == "text"
        if (opens and one.content.endswith("*")) or (closes and other.content.startswith("*")):
            message = "a star is printed beside slanting words"
            yield Leftover(leaf.lines[n], message, "write *slanting* or **bold** words")
    for n, token in enumerate(leaf.tokens):
        after = leaf.tokens[n + 1].content[:1] if n + 1 < len(leaf.tokens) else ""
        if token.type == "code_inline" and (
            (link := _LINK.fullmatch(token.content)) and after == "_"
        ):
            message = f"`{token.content}`_ is printed as it stands"
            yield Leftover(leaf.lines[n], message, f"write [{link[1]}]({link[2]})")
        elif token.type == "code_inline" and _RUN.match(token.content):
            message = f"`{token.content}` is printed, and not its result"
            yield Leftover(leaf.lines[n], message, "write the number, or {{ facts.name }}")
        texts = [one.content for one in leaf.tokens[n - 1 : n + 4 : 2] if one.type == "text"]
        if token.type == "em_open" and token.markup == "*" and len(texts) == 3:
            product = "*".join(texts)
            if match := re.search(rf"\d+\*{_FACTOR}\*\d+", product):
                message = f"`{match[0]}` is printed without its stars"
                yield Leftover(leaf.lines[n], message, "write × between the numbers")


_ESCAPED = re.compile(r"(?:amp|lt|gt|nbsp|quot|apos|#\d{2,5}|[mn]dash|hellip|[lr][sd]quo);")
"""The rest of a letter by its name, of which a program has written the first sign by its name."""
_LINK = re.compile(r"(.+?) ?<(https?://[^<>\s]+)>")
"""A link of reStructuredText, between its backticks."""
_RUN = re.compile(r"(?:r|python|\{r\}|\{python\}) \w[\w.]*(?:[($\[]|$)")
"""Code that a notebook runs within a sentence."""
_FACTOR = r"\d[\d.,]*"


def _leftover(leaf: Words, start: int, text: str, hint: str) -> Leftover:
    shown = " ".join(text.split())
    shown = shown if len(shown) < 40 else f"{shown[:39]}…"
    what = f"`{shown}`" if shown.strip("`") else "a backtick"
    return Leftover(leaf.line_of(start), f"{what} is left in the text", hint)
