"""Briefs at random: sound ones, broken ones, and real ones with a mistake or two.

    whole()      what an author could have written, without a mistake: it is to be printed
    broken()     the same with mistakes in its fields, its prose, its data, its pictures
    mutated()    one of the real briefs, and one to three slips of the hand

A brief is its files by name; `../institute.yaml` is the institute's.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from support.printed import HOUSE, picture

Files = dict[str, bytes]
Draw = Callable[[st.SearchStrategy[Any]], Any]

INSTITUTE = "../institute.yaml"
REAL = ("dprk", "panel-of-experts")


# ---------------------------------------------------------------------------------------------
# Words

_WORDS = (
    *("rights", "law", "the", "court", "of", "state", "people", "and", "border", "a", "vote"),
    *("report", "treaty", "labour", "asylum", "duty", "in", "30", "2014", "10,000", "12.5", "to"),
    *("non-refoulement", "Genève", "Łódź", "naïve", "œuvre", "CoI", "UN", "co-operation", "§", "€"),
    *("“quoted”", "it's", '"so"', "—", "–", "1–2", "A & B", "x < y", "50 %", "...", "!", "a/b"),
)
_LABELS = ("p. 5", "pp. 12–14", "para. 3", "paras. 74–76", "ch. 2", "7", "art. 9", "")


def _some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _sentence(least: int = 2, most: int = 14) -> st.SearchStrategy[str]:
    words = st.lists(_some(*_WORDS), min_size=least, max_size=most)
    return words.map(lambda said: f"The {' '.join(said)}.")


def _days(first: str = "1990-01-01") -> st.SearchStrategy[str]:
    start = date.fromisoformat(first)
    return st.integers(0, 12_000).map(lambda n: (start + timedelta(n)).isoformat())


def _dates() -> st.SearchStrategy[str]:
    """As exact as a source is: a day, a month, a year."""
    return st.tuples(_days(), _some(10, 7, 4)).map(lambda both: both[0][: both[1]])


_NAMES = ("a", "b2", "c-d", "E_f")
_NUMBERS = st.one_of(st.integers(-999, 10**9).map(str), _some("0", "1.10", "-0.5", "670", "1e3"))


# ---------------------------------------------------------------------------------------------
# Whole briefs


@st.composite
def whole(draw: Draw) -> Files:
    """A brief that has no mistake, and everything that a brief may have, more or less of it."""
    return _write(*draw(_whole_tree()))


@st.composite
def _whole_tree(draw: Draw) -> tuple[dict[str, Any], str, Files, dict[str, Any]]:
    """Its fields, its prose, its other files, and the fields of its institute."""
    files: Files = {}
    sources = {name: draw(_source()) for name in draw(st.sets(_some(*_NAMES), max_size=3))}
    cites = sorted(sources)
    facts = {name: draw(_fact(cites)) for name in draw(st.sets(_some(*_NAMES), max_size=3))}
    texts = _inline(sorted(facts), cites)
    fields: dict[str, Any] = {
        "title": draw(_sentence(2, 6)),
        "standfirst": draw(texts),
        "published": draw(_days()),
        **draw(_optional(texts)),
        "facts": facts,
        "sources": sources,
    }
    blocks = ["{{ facts }}"] if any("label" in fact for fact in facts.values()) else []
    if draw(st.booleans()):
        events = st.fixed_dictionaries(
            {"date": _dates(), "event": texts}, optional=_source_of(cites)
        )
        fields["timeline"] = draw(st.lists(events, min_size=1, max_size=4))
        blocks.append("{{ timeline }}")
    if draw(st.booleans()):
        one = st.fixed_dictionaries(
            {"to": texts, "actions": st.lists(texts, min_size=1, max_size=4)}
        )
        fields["recommendations"] = draw(st.lists(one, min_size=1, max_size=3))
        blocks.append("{{ recommendations }}")
    for kind, make in (("figures", _figure), ("tables", _table), ("boxes", _box)):
        for name in draw(st.sets(_some(*_NAMES), max_size=2)):
            fields.setdefault(kind, {})[name] = draw(make(texts, cites, files))
            blocks.append(f"{{{{ {kind}.{name} }}}}")
    prose = draw(_prose(texts, draw(st.permutations(blocks))))
    return (
        {k: v for k, v in fields.items() if v not in ({}, None)},
        prose,
        files,
        draw(_institute()),
    )


def _optional(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    authors = st.fixed_dictionaries(
        {"name": _some("Ann Lee", "José Núñez")}, optional={"role": _sentence(1, 3)}
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "template": _some("policy-brief", "statement"),
            "short_title": _sentence(1, 3),
            "number": st.integers(1, 999).map(str),
            "updated": _days("2024-01-01"),
            "next_update": _days("2025-01-01"),
            "embargo": _some("2026-12-01T09:00-05:00", "2026-12-01T09:00:30+00:00"),
            "language": _some("en", "fr", "fr-CA"),
            "authors": st.lists(authors, min_size=1, max_size=3),
            "contact": st.fixed_dictionaries(
                {},
                optional={
                    "name": _some("Ann"), "email": _some("a@example.org"),
                    "phone": _some("+41 22 000"), "web": _some("example.org"),
                },
            ),
            "risk_level": _some("current crisis", "imminent risk", "serious concern"),
            "keywords": st.lists(_some(*_WORDS), max_size=4),
            "key_messages": st.lists(texts, max_size=4),
            "acronyms": st.dictionaries(_some("CoI", "UN", "A & B"), _sentence(1, 3), max_size=3),
            "pages": st.integers(20, 60),
            "embed_content": _some("true", "false"),
            "stale_after": _some("6 months", "90 days"),
            "notes": st.one_of(_sentence(), st.lists(_sentence(), max_size=2)),
        },
    )  # fmt: skip


def _institute() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "name": _some("Institute of Tests", "Institut & Söhne"),
            "wordmark": _some(["Institute"], ["Institute", "of <Tests>"]),
            "address": st.lists(_sentence(1, 3), min_size=1, max_size=3),
            "city": _some("Testville", "Genève"),
            "series": _some("Policy brief", {"en": "Policy brief", "fr": "Note de synthèse"}),
        },
        optional={
            "check_at": _some("https://example.org"),
            "citation_style": _some("chicago-notes-bibliography", "apa", "oscola"),
            "time_zones": _some([{"name": "Geneva", "zone": "Europe/Zurich"}]),
            "papers": _some(["a4"], ["letter", "a4"]),
        },
    )


@st.composite
def _inline_text(draw: Draw, facts: list[str], cites: list[str]) -> str:
    said = draw(_sentence())
    for _ in range(draw(st.integers(0, 2))):
        extra = [
            "*stressed*", "**strong**", "`code`", "[a link](https://example.org/a?b=1&c=2)",
            "<https://example.org>", "H<sub>2</sub>O", "<q>said</q>", "*ad hoc*{: lang=la }",
            "[mail](mailto:a@example.org)", "a\\*b", "&amp;", "&eacute;",
            *(f"{{{{ facts.{name} }}}}" for name in facts), "{{ published }}", "{{ title }}",
        ]  # fmt: skip
        said += f" {draw(st.sampled_from(extra))} {draw(_sentence(1, 4))}"
    if cites and draw(st.booleans()):
        parts = [draw(st.sampled_from(cites)) for _ in range(draw(st.integers(1, 2)))]
        keys = "; ".join(f"@{key}, {draw(_some(*_LABELS))}".rstrip(", ") for key in parts)
        said += f"[{keys}]"
    return str(said)


def _inline(facts: list[str], cites: list[str]) -> st.SearchStrategy[str]:
    return _inline_text(facts, cites)


def _source_of(cites: list[str]) -> dict[str, st.SearchStrategy[str]]:
    return {"source": st.sampled_from(cites)} if cites else {}


def _fact(cites: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"value": _NUMBERS},
        optional={
            "show": _sentence(1, 3), "big": _some("670+", "5 500", "1.2 m"),
            "label": _sentence(1, 5), "as_of": _dates(), "stale_after": _some("2 years"),
            **_source_of(cites),
        },
    )  # fmt: skip


def _source() -> st.SearchStrategy[dict[str, Any]]:
    names = st.lists(
        _some({"literal": "UN Office & Co"}, {"family": "Roy", "given": "Aline"}, {"family": "Ø"}),
        min_size=1, max_size=3,
    )  # fmt: skip
    return st.fixed_dictionaries(
        {
            "type": _some("report", "book", "webpage", "article-journal", "treaty", "chapter"),
            "title": _sentence(1, 6),
        },
        optional={
            "author": names, "editor": names, "issued": _dates(), "accessed": _dates(),
            "publisher": _sentence(1, 2), "container-title": _sentence(1, 3),
            "number": _some("A/1", "5"), "volume": _some("12"), "page": _some("1-9", "5"),
            "URL": _some("https://example.org/a-b_c/d?e=f"), "DOI": _some("10.1000/182"),
            "note": _sentence(1, 3), "genre": _some("Policy brief"),
        },
    )  # fmt: skip


_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><title>t</title>'
    '<rect width="90" height="40" fill="#333"/></svg>'
)
_MARKS = ("bar", "line", "point", "area", "tick", "circle")


@st.composite
def _figure(draw: Draw, texts: Any, cites: list[str], files: Files) -> dict[str, Any]:
    fields = {"caption": draw(_sentence(1, 5)), "alt": draw(_sentence(1, 5))}
    fields |= draw(st.fixed_dictionaries({}, optional={"note": texts, **_source_of(cites)}))
    number = len(files)
    if draw(st.booleans()):
        fields["data"] = f"d{number}.csv"
        mark = draw(_some(*_MARKS))
        least = 2 if mark in ("line", "area") else 1  # one point alone has no length
        rows = draw(
            st.lists(
                st.tuples(_days(), st.integers(0, 9999)),
                min_size=least, max_size=5, unique_by=lambda row: row[0],
            )
        )  # fmt: skip
        files[fields["data"]] = _csv([("day", "people"), *rows], ",")
        fields["chart"] = {
            "mark": mark,
            "encoding": {
                "x": {"field": "day", "type": draw(_some("nominal", "temporal", "ordinal"))},
                "y": {"field": "people", "type": "quantitative"},
            },
        }
    else:
        fields["image"] = f"p{number}.{draw(_some('svg', 'png'))}"
        files[fields["image"]] = (
            _DRAWING.encode() if fields["image"].endswith("svg") else picture(60, 24)
        )
    return fields


def _csv(rows: list[Any], delimiter: str) -> bytes:
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


@st.composite
def _table(draw: Draw, texts: Any, cites: list[str], files: Files) -> dict[str, Any]:
    fields: dict[str, Any] = {"caption": draw(_sentence(1, 5))}
    fields |= draw(st.fixed_dictionaries({}, optional={"note": texts, **_source_of(cites)}))
    name = f"t{len(files)}.csv"
    kind = draw(_some("votes", "rows", "data"))
    if kind == "votes":
        numbers = st.integers(0, 15)
        outcome = _some("adopted", "vetoed", "not adopted")
        rows = draw(
            st.lists(
                st.tuples(_days(), _sentence(1, 4), *[numbers] * 3, outcome), min_size=1, max_size=3
            )
        )
        head = ("date", "question", "for", "against", "abstaining", "outcome")
        files[name] = _csv([head, *rows], ",")
        return fields | {"kind": "votes", "data": name}
    width = draw(st.integers(1, 4))
    cell = _some(
        "Chine", "5", "-1.5", "10000", "2014", "2024-02-29", "a, b", "<b>", "1.10", "", "½", '"'
    )
    rows = draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=6))
    heads = [f"Head {n}" for n in range(width)]
    if kind == "rows":
        inside = [[text or "x" for text in row] for row in rows]
        inside = [[re.sub(r"[<>]", "", text) or "x" for text in row] for row in inside]
        return fields | {"columns": heads, "rows": inside}
    rows = [row if any(row) else ("x",) * width for row in rows]
    files[name] = _csv([heads, *rows], draw(_some(",", ";")) if width > 1 else ",")
    return fields | {"data": name}


@st.composite
def _box(draw: Draw, texts: Any, cites: list[str], files: Files) -> Any:
    said = "\n\n".join(draw(st.lists(texts, min_size=1, max_size=2)))
    return draw(_some(said, {"text": said}, {"title": "A title", "text": f"{said}\n\n- a\n- b\n"}))


_WITHIN = (
    "> Said.\n    >\n    > Said again.", "| a | b |\n    | - | - |\n    |   | 2 |", "    code",
    "1. one\n\n    2. two", "More.", "Term\n    :   What it is.", "- - deep",
)  # fmt: skip
"""Blocks that may stand in an item of a list."""
_OWN_HTML = (
    "<table><tr><th>a<th>b<tr><td>1<td>2</table>", "<ul><li>a<li>b</ul>", "<dl><dt>a<dd>b</dl>",
    "<blockquote>a<br>b</blockquote>", "<div><p lang='fr'>Un <q>mot</q>.</p></div>", "<hr>",
    "<pre>a\n  b</pre>", "<p><ins>new</ins> <del>old</del> <s>gone</s> <small>small</small></p>",
    "<ol start='3'><li><p>a</p><p>b</p></li></ol>", "<div></div>", "> ## A point\n> Text.",
)  # fmt: skip


@st.composite
def _prose(draw: Draw, texts: st.SearchStrategy[str], blocks: list[str]) -> str:
    level, notes = 1, 0
    parts: list[str] = []
    blocks = [*blocks]
    for _ in range(draw(st.integers(1, 8))):
        kind = draw(st.integers(0, 11))
        said = draw(texts)
        if kind == 0:
            level = draw(st.integers(2, min(level + 1, 4)))
            parts += [f"{'#' * level} {draw(_sentence(1, 4))}", said]
        elif kind == 1:
            parts.append(f"- {said}\n- {draw(texts)}\n    - {draw(_sentence())}\n        1. deep")
        elif kind == 2:
            parts.append(f"1. {said}\n2. {draw(texts)}")
        elif kind == 3:
            parts.append(f"Term\n:   {said}\n:   Another.")
        elif kind == 4:
            parts.append(f"> {said}\n> {draw(_sentence())}")
        elif kind == 5:
            parts.append(f"| Head | Number |\n| --- | ---: |\n| {draw(_some('a', '*b*'))} | 5 |")
        elif kind == 6:
            notes += 1
            parts.append(f"{said}[^{notes}]\n\n[^{notes}]: {draw(_sentence())}")
        elif kind == 7 and blocks:
            parts.append(blocks.pop())
        elif kind == 8:
            parts.append(draw(_some("---", "    code", "```\ncode <b>\n```", said)))
        elif kind == 9:
            parts.append(f"- {said}\n\n- {draw(texts)}\n\n    {draw(_some(*_WITHIN))}")
        elif kind == 10:
            parts.append(draw(_some(*_OWN_HTML)))
        else:
            parts.append(said)
    parts += blocks
    parts.insert(0, "## The first point")
    return "\n\n".join(parts) + "\n"


# ---------------------------------------------------------------------------------------------
# How it is written


def _write(fields: Any, prose: str, files: Files, institute: Any) -> Files:
    """Write the files of a brief: its fields as YAML or as JSON, which is YAML too."""
    return {
        "brief.yaml": _yaml(fields).encode(errors="surrogatepass"),
        "brief.md": prose.encode(errors="surrogatepass"),
        INSTITUTE: _yaml(institute).encode(errors="surrogatepass"),
        **files,
    }


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes YAML as an author does."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(tree: Any) -> str:
    try:
        text = yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=200)
    except (yaml.YAMLError, ValueError):
        text = json.dumps(tree, ensure_ascii=False)
    return text


# ---------------------------------------------------------------------------------------------
# Mistakes

_JUNK: tuple[Any, ...] = (
    *("", " ", "x", "NO", "010", "1.10", "12:30", "2026-02-30", "0000-00-00", "9999-12-31"),
    "2024-13",
    *("-1", "1e999", "1E-400", "NaN", "Infinity", "0x1F", "9" * 400, "0." + "1" * 400, "٣", "²"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='x"),
    "</title><script>",
    *("{{", "}}", "{{ facts.a }}", "{{ facts.none }}", "{{ figures.a }}", "{% x %}", "{# x #}"),
    "{{ title }}",
    *("[@a]", "[@none, p. 5]", "[@", "@a", "; @a", "a; b", "a, p.", "[^1]", "[^1]: x", "\\"),
    *("\\\\", "*", "`"),
    *("![x](y)", "[a](javascript:alert(1))", "[a](//example.org)", "[a]: x", "file:///etc/passwd"),
    "../x",
    *("a\nb", "a\n\nb", "\n", "- a", "# a", "## a", "> a", "a\n===", "| a |\n| - |\n| b |"),
    *("a\tb", "\u00a0"),
    *("\u202e5 500", "\x00", "\x1b[31m", "\ufeff", "\ue000" + "0\ue001", "\ue003", "\ud800"),
    *("&#xe003;", "&#0;"),
    *("e\u0301", "中文", "ﷺ", "🇺🇳", "\U0010fffd", "a" * 300, "a " * 2000, "<b>" * 20, "(" * 50),
    "[" * 450,
    *("<!-- x -->", "<!--", "<![CDATA[x]]>", "<?x?>", "<!DOCTYPE x>", "<b", "</b>", "</p></main>"),
    "<br/>",
    *("{: onclick=x }", "{: .masthead #top lang=fr }", "<p lang='x\" y'>", "&lt;script&gt;", "&"),
    *("&;", "<>"),
    None, 0, -1, 1.5, True, False, [], {}, [[]], [None], [{}], {"": ""}, {"a": None},
    {"x": {"y": ["z"]}},
    ["a", "b"], [["a"], ["b", "c"]], {"a": {"value": 1}}, {"text": "x"}, {"literal": "x"},
    [1, 2, 3],
)  # fmt: skip
"""Texts that nobody meant to write, and somebody did."""


def junk() -> st.SearchStrategy[Any]:
    """A value that has no business where it stands."""
    return st.one_of(st.sampled_from(_JUNK), st.sampled_from(_JUNK), _letters())


def _letters() -> st.SearchStrategy[str]:
    """Letters and signs of any script; none that is refused before anybody looks at the rest."""
    return st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)


_KEYS = (
    *("titel", "title", "notes", "<<", "", " ", "a b", "source", "data", "image", "chart", "rows"),
    "columns",
    *("kind", "value", "show", "big", "label", "type", "URL", "mark", "encoding", "layer"),
    *("transform", "url"),
    *("field", "a", "0", "\n", "\u202e", "x" * 100, "__class__", "allow", "paper", "template"),
    "language",
)  # fmt: skip


def _spots(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where the values of *tree* stand."""
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    found = [path] if path else []
    for key, value in items:
        found += _spots(value, (*path, key))
    return found


def _spoil(draw: Draw, tree: Any) -> None:
    """Make one mistake in *tree*."""
    *above, key = draw(st.sampled_from(_spots(tree)))
    holder = tree
    for step in above:
        holder = holder[step]
    way = draw(st.integers(0, 4))
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder[draw(st.sampled_from(_KEYS))] = holder.pop(key)
    elif way == 2 and isinstance(holder[key], str):
        text, extra = holder[key], str(draw(junk()))
        at = draw(st.integers(0, len(text)))
        holder[key] = text[:at] + extra + text[at:]
    elif way == 3 and isinstance(holder, dict):
        holder[draw(st.sampled_from(_KEYS))] = draw(junk())
    else:
        holder[key] = draw(junk())


@st.composite
def broken(draw: Draw) -> Files:
    """A brief of which half is sound: mistakes in fields, prose, data, pictures, bytes."""
    tree = draw(_whole_tree())
    fields, prose, files, institute = json.loads(json.dumps(tree[0])), tree[1], tree[2], {**tree[3]}
    for _ in range(draw(st.integers(0, 3))):
        if _spots(fields):
            _spoil(draw, fields)
    if draw(st.integers(0, 7)) == 0:
        _spoil(draw, institute)
    for _ in range(draw(st.integers(0, 2))):
        prose = draw(_with_a_construct(prose))
    made = _write(fields, prose, files, institute)
    others = sorted(files)
    if others and draw(st.booleans()):
        name = draw(st.sampled_from(others))
        made[name] = draw(_data(made[name]))
    if draw(st.integers(0, 5)) == 0:
        name = draw(st.sampled_from(sorted(made)))
        made[name] = draw(_slip(made[name]))
    return made


CONSTRUCTS = (
    *("## ", "#### ", "# ", "- ", "    ", "\t", "1. ", "> ", ":   ", "| a | b |\n", "| - | - |\n"),
    *("---\n", "```\n"),
    *("*", "**", "`", "_", "~~", "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "[^a b]"),
    "\n\n[^x]: a\n\n    b\n\n",
    *("{{ facts }}", "{{ timeline }}", "\n\n{{ figures.a }}\n\n", "{{ facts.a.big }}"),
    *("{{ facts.a.source }}", "{{}}"),
    *("{{ x.y.z }}", "{{ title", "}}", "\\{{", "\\[@", "[@a]", "[@a, p. 5; see @b2]", "[@a](x)"),
    *("![@a]", "[x @a y]"),
    *("<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<table>", "<td>", "<!--", "-->"),
    *("<brief-note>", "</span>"),
    *("<a href='https://example.org'>", "</a>", "<a href=\"{{ title }}\">"),
    *("<abbr title='{{ facts.a }}'>", "<script>"),
    *("{: lang=fr }", "{: class=x }", "{:", "&#x202e;", "&#57344;", "&nbsp;", "&#", "\\", "\r"),
    *("\u2028", "\x00", "\ue003"),
    *("https://example.org", "<https://example.org>", "[a][b]", "[b]: https://example.org 'x'"),
    *("[b]: <x y>", "  \n"),
    *("Term\n: a\n", "\n===\n", "\n---\n", "*[CoI]: x", "<br>", "<hr/>", "<li>", "CoI", "A & B"),
    *("...", "'", '"', "--"),
)  # fmt: skip


@st.composite
def _with_a_construct(draw: Draw, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    if draw(st.booleans()):  # where Markdown looks for one
        at = text.rfind("\n", 0, at) + 1
    extra: str = draw(st.one_of(st.sampled_from(CONSTRUCTS), junk().map(str)))
    return text[:at] + extra * int(draw(_some(1, 1, 1, 2, 13))) + text[at:]


_DATA = (
    b"", b"\n", b"a", b"a,b\n", b"a,b\n1\n", b'a,b\n"1,2\n', b"a;b\n1;315.000\n",
    b"a;b\n1,5;-2,25\n",
    b"a,b\n2026-02-30,1\n", b"a\n1\n", b"a,a\n1,2\n", b",\n,\n", b"a,b\n" + b"1,2\n" * 500,
    b"a," * 40 + b"\n",
    b"day,people\n2024-01-01,~5\n", b"day,people\nx,\n", b"\xff\xfe", b"a,b\n\x00,1\n",
    b"a\tb\n1\t2\n",
    b"date,question,for,against,abstaining,outcome\n2024-01-01,q,1,2,999,vetoed\n",
    b"date,question,for,against,abstaining,outcome\n2024-01-01,q,\xd9\xa3,2,0,Adopted\n",
    b"date,question,for,against,abstaining,outcome\n2024-01-01,q,\xc2\xb2,2,0,vetoed\n",
    b"day,people\n" + b'"' + b"x" * 140_000 + b'",1\n',
    b"day,people\n9999-12-31,1e400\n0001-01-01,1\n",
    b"<svg/>", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"<svg",
    b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
    b"\x89PNG\r\n\x1a\n",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x0f\x00\x00\x00\x0f\x00\x00\x08\x02\x00\x00\x00",
    b"\xff\xd8\xff\xe0", b"GIF89a", b"%PDF-1.7",
    b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03",
)  # fmt: skip


def _data(data: bytes) -> st.SearchStrategy[bytes]:
    return st.one_of(
        st.sampled_from(_DATA),
        _slip(data),
        st.binary(max_size=60).map(lambda tail: data[:40] + tail),
    )


@st.composite
def _slip(draw: Draw, data: bytes) -> bytes:
    """A slip at the level of bytes: some gone, some more, some twice."""
    at = draw(st.integers(0, len(data)))
    to = min(len(data), at + draw(_some(0, 1, 2, 7, 60)))
    other = draw(
        st.one_of(
            st.binary(max_size=3),
            _some(b"\n", b"\r\n", b" ", b"\t", b":", b"'", b'"', b"\xff", b"#"),
        )
    )
    slip: bytes = draw(
        _some(
            data[:at] + other + data[to:], data[:at] + data[to:], data[:to] + data[at:], data[:at]
        )
    )
    return slip


# ---------------------------------------------------------------------------------------------
# Real briefs


@cache
def real_files(slug: str) -> Mapping[str, bytes]:
    """The files of a real brief."""
    files = {path.name: path.read_bytes() for path in sorted((HOUSE / "content" / slug).iterdir())}
    return files | {INSTITUTE: (HOUSE / "content/institute.yaml").read_bytes()}


@st.composite
def mutated(draw: Draw) -> Files:
    """A real brief with one to three slips, of a byte, a line, a token of YAML, a construct."""
    files = dict(real_files(draw(st.sampled_from(REAL))))
    for _ in range(draw(st.integers(1, 3))):
        name = draw(
            st.sampled_from([*sorted(files), "brief.yaml", "brief.md", "brief.yaml", "brief.md"])
        )
        way = draw(
            st.sampled_from([_slip, _lines, _tokens if name.endswith("yaml") else _constructs])
        )
        files[name] = draw(way(files[name]))
    return files


@st.composite
def _lines(draw: Draw, data: bytes) -> bytes:
    """A line gone, twice, elsewhere, further to the right or to the left."""
    lines = data.splitlines(keepends=True) or [b""]
    at, to = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    line = lines[at]
    match draw(st.integers(0, 4)):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, line)
        case 2:
            lines[at], lines[to] = lines[to], line
        case 3:
            lines[at] = draw(_some(b" ", b"    ", b"\t", b"> ", b"- ", b"# ")) + line
        case 4:
            lines[at] = line[draw(_some(1, 2, 4)) :]
    return b"".join(lines)


_TOKEN = re.compile(rb"[\w\x80-\xff-]+|[^\w\s]|\s+")
_SIGNS = (
    b":", b"- ", b"? ", b"[", b"]", b"{", b"}", b"&a ", b"*a", b"!!int ", b"!x ", b"| ", b">-\n",
    b"'", b'"', b"#",
    b"%", b"@", b"`", b"<<: ", b"---\n", b"...\n", b"~", b"null", b"\n", b"  ", b",",
    b"{{ facts.returned }}",
    b'"\\e"', b'"\\ud800"', b'"\\x00"', b'"\\u202e"', b'"a\\nb"',
)  # fmt: skip


@st.composite
def _tokens(draw: Draw, data: bytes) -> bytes:
    """A token gone, another one in its place, or two of them changed about."""
    tokens = _TOKEN.findall(data) or [b""]
    at, to = (draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
    match draw(st.integers(0, 3)):
        case 0:
            del tokens[at]
        case 1:
            tokens[at] = draw(st.sampled_from(_SIGNS))
        case 2:
            tokens[at], tokens[to] = tokens[to], tokens[at]
        case 3:
            said = str(draw(junk())).encode(errors="surrogatepass")
            tokens[at] = said
    return b"".join(tokens)


@st.composite
def _constructs(draw: Draw, data: bytes) -> bytes:
    text = data.decode(errors="surrogateescape")
    changed: str = draw(_with_a_construct(text))
    return changed.encode(errors="surrogatepass")
