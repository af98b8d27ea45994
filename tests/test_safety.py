"""Safe to open: whatever a brief asks for, nobody is called and no other file is read.

Each way to ask is tried with an address of the web, at which somebody listens, and with a secret
that lies beside the brief's folder. All go the real way, from content/ to the closed page, which is
all that the press knows. Where a page still names an address of the web, it is printed: a real
worker, a PDF.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pikepdf
import pypdfium2
import pytest
from support.depth import few, some
from support.listener import Listener, listening
from support.printed import add_brief, house_theme, new_house, streams, temporary

from briefpress.distribute.pack import make_pack
from briefpress.distribute.wishes import PackWish
from briefpress.model.brief import Theme
from briefpress.model.page import Html, Pdf
from briefpress.model.problems import Place, Problems, Stopped
from briefpress.press.executors import Executor, give, result
from briefpress.press.workers import Workers, print_page
from briefpress.workflows.build import build
from briefpress.workflows.lay_out import lay_out_brief
from briefpress.workflows.stamps import stamp_draft

# ---------------------------------------------------------------------------------------------
# Ways to ask: `@svg@` is the address of a drawing, and so on


@dataclass(frozen=True)
class Way:
    """A brief that asks for something which is not its own."""

    prose: str = "## A heading\n\nText.\n"
    fields: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    institute: Mapping[str, Any] = field(default_factory=dict)
    yaml: str = ""
    """Lines of brief.yaml that are no JSON."""


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 90 40"><title>it</title>{}<rect width="90" height="40" fill="#333"/></svg>'
)
PACKED = "data:image/svg+xml;base64,"
PLACED = "## A heading\n\n{{ figures.f }}\n"
TABLED = "## A heading\n\n{{ tables.t }}\n"
CITED = "## A heading\n\nText.[@s]\n"


def _drawing(inner: str, head: str = "") -> Way:
    figure = {"image": "p.svg", "caption": "c", "alt": "a"}
    return Way(PLACED, {"figures": {"f": figure}}, {"p.svg": head + SVG.format(inner)})


def _chart(**parts: Any) -> Way:
    bar = {"mark": "bar", "encoding": {"x": {"field": "a", "type": "nominal"}}}
    figure = {"chart": bar | parts, "data": "d.csv", "caption": "c", "alt": "a"}
    return Way(PLACED, {"figures": {"f": figure}}, {"d.csv": "a,b\nx,1\ny,2\n"})


def _figure(**fields: str) -> Way:
    figure = {"image": "p.svg", "caption": "c", "alt": "a"} | fields
    return Way(PLACED, {"figures": {"f": figure}}, {"p.svg": SVG.format("")})


def _table(data: str, text: str = "") -> Way:
    files = {data: text} if text else {}
    return Way(TABLED, {"tables": {"t": {"data": data, "caption": "c"}}}, files)


def _source(**fields: Any) -> Way:
    return Way(CITED, {"sources": {"s": {"type": "report", "title": "A report"} | fields}})


IMG = '<img src="@svg@">'
PROSE = {
    "image": "![x](@svg@)",
    "image by reference": "![x][1]\n\n[1]: @svg@",
    "link": "[x](@html@)",
    "link by reference": "[x][1]\n\n[1]: @html@",
    "link in brackets": "<@html@>",
    "bare address": "See @html@ now.",
    "link as an attachment": "[x](https://example.org){: rel=attachment href=@html@ }",
    "style of an attribute list": "*x*{: style='background: url(@svg@)' src='@svg@' }",
    "class of a heading": "### x {: .x style='content: url(@svg@)' }",
    "img": IMG,
    "img with a set": '<img srcset="@svg@ 2x" alt="x">',
    "img without quotes": "<img src=@svg@>",
    "img in capitals": '<IMG SRC="@svg@">',
    "img with a slash": '<img/src="@svg@"/>',
    "img over two lines": '<img\nsrc="@svg@">',
    "img in a code of HTML": "&lt;img src='@svg@'&gt;",
    "img in a comment": f"<!-- {IMG} -->",
    "img in a processing instruction": f"<?x {IMG} ?>",
    "img in CDATA": f"<![CDATA[{IMG}]]>",
    "img that is never closed": '<img src="@svg@"',
    "img in a note": f"x[^1]\n\n[^1]: {IMG}",
    "img in a table": f"| a |\n| - |\n| {IMG} |",
    "img in a definition": f"a\n:   {IMG}",
    "img in the title of a link": f"[x](https://example.org '{IMG}')",
    "picture": '<picture><source srcset="@svg@"></picture>',
    "object": '<object data="@svg@" type="image/svg+xml">x</object>',
    "embed": '<embed src="@svg@">',
    "iframe": '<iframe src="@html@"></iframe>',
    "iframe with its text": f"<iframe srcdoc='{IMG}'></iframe>",
    "frame": '<frameset><frame src="@html@"></frameset>',
    "link to a style sheet": '<link rel="stylesheet" href="@css@">',
    "link to an attachment": '<link rel="attachment" href="@html@">',
    "link ahead of time": '<link rel="preload prefetch icon" href="@svg@">',
    "import": '<style>@import "@css@";</style>',
    "import by url": "<style>@import url(@css@);</style>",
    "background in a style": "<style>p { background: url(@svg@) }</style>",
    "font in a style": "<style>@font-face { font-family: X; src: url(@css@) }</style>",
    "script": '<script src="@html@"></script>',
    "base": '<base href="@html@"><a href="x">x</a>',
    "refresh": '<meta http-equiv="refresh" content="0; url=@html@">',
    "video": '<video poster="@svg@" src="@svg@"></video>',
    "audio": '<audio src="@svg@"></audio>',
    "input": '<input type="image" src="@svg@">',
    "form": '<form action="@html@"><button>x</button></form>',
    "drawing in prose": '<svg><image href="@svg@" width="9" height="9"/></svg>',
    "use in prose": '<svg><use href="@svg@#a"/></svg>',
    "mathematics": '<math href="@html@"><mi>x</mi></math>',
    "style of an element": '<p style="background: url(@svg@)">x</p>',
    "style of an item": "<ul style='list-style-image: url(@svg@)'><li>x</li></ul>",
    "background of a cell": '<table background="@svg@"><tr><td background="@svg@">x</table>',
    "attachment by a link": '<a rel="attachment" href="@html@" download>x</a>',
    "ping of a link": '<a href="https://example.org" ping="@html@">x</a>',
    "source of a quotation": '<blockquote cite="@html@">x</blockquote><q cite="@html@">x</q>',
    "source of a change": '<ins cite="@html@">x</ins><del cite="@html@">x</del>',
    "include of a template": '{% include "@html@" %}',
    "import of a template": '{% import "@html@" as x %}',
    "name between braces": '{{ "@html@" }}',
    "call between braces": '{{ open("@html@") }}',
    "entity of a document": '<!DOCTYPE x [<!ENTITY x SYSTEM "@html@">]>&x;',
    "style sheet by instruction": '<?xml-stylesheet href="@css@"?>',
    "inclusion by XML": '<xi:include href="@html@" parse="text"/>',
    "include of Markdown": "{! @md@ !}\n\n!include @md@\n\n--8<-- '@md@'",
}
TEXTS: dict[str, dict[str, Any]] = {
    "title": {"title": f"A {IMG}"},
    "title with a drawing": {"title": "A <svg><image href='@svg@'/></svg>"},
    "short title": {"short_title": f"A {IMG}"},
    "standfirst": {"standfirst": f"A {IMG}"},
    "number": {"number": '"><img src="@svg@">'},
    "series": {"series": '"><img src="@svg@">'},
    "keywords": {"keywords": ['"><link rel=stylesheet href="@css@">', IMG]},
    "authors": {"authors": [{"name": '"><img src="@svg@">', "role": IMG}]},
    "contact": {"contact": {"name": IMG, "email": "x@example.org", "phone": IMG, "web": "@html@"}},
    "address of a letter": {"contact": {"email": "x@example.org?attach=@svg@"}},
    "acronyms": {"acronyms": {"Text": f"' style='background: url(@svg@)' {IMG}"}},
    "key messages": {"key_messages": [IMG]},
    "allow": {"allow": {"widow": IMG}},
    "notes": {"notes": IMG},
    "template": {"template": "@html@"},
    "template without its ending": {"template": "@@"},
    "language": {"language": "@toml@"},
    "paper": {"paper": ["@css@"]},
}
WAYS: dict[str, Way] = {
    **{f"prose: {name}": Way(f"## A heading\n\n{text}\n") for name, text in PROSE.items()},
    **{f"field: {name}": Way(fields=fields) for name, fields in TEXTS.items()},
    "field: box": Way("{{ boxes.b }}\n", {"boxes": {"b": {"title": IMG, "text": IMG}}}),
    "field: fact": Way("{{ facts.f }}\n", {"facts": {"f": {"show": IMG}}}),
    "field: fact with a label": Way("{{ facts }}\n", {"facts": {"f": {"value": 1, "label": IMG}}}),
    "field: timeline": Way("{{ timeline }}\n", {"timeline": [{"date": "2024", "event": IMG}]}),
    "field: recommendations": Way(
        "{{ recommendations }}\n", {"recommendations": [{"to": IMG, "actions": [IMG]}]}
    ),
    "field: date of an event": Way(
        "{{ timeline }}\n", {"timeline": [{"date": "@html@", "event": "x"}]}
    ),
    "yaml: include": Way(yaml="number: !include @md@\n"),
    "yaml: object": Way(yaml='number: !!python/object/apply:urllib.request.urlopen ["@html@"]\n'),
    "yaml: module": Way(yaml="number: !!python/module:antigravity x\n"),
    "yaml: tag of elsewhere": Way(yaml="number: !<@html@> x\n"),
    "yaml: schema": Way(yaml="# yaml-language-server: $schema=@html@\n$schema: '@html@'\n"),
    "figure: file": _figure(image="@svg@"),
    "figure: picture": _figure(image="@png@"),
    "figure: file after dots": _figure(image="./@svg@"),
    "figure: alt": _figure(alt='"><img src="@svg@">'),
    "figure: alt without quotes": _figure(alt="' src='@svg@' x='"),
    "figure: caption": _figure(caption=IMG),
    "figure: note": _figure(note=IMG),
    "table: file": _table("@csv@"),
    "table: file after dots": _table("./@csv@"),
    "table: cell": _table("t.csv", "a,b\n<img src=@svg@>,\"<link rel=stylesheet href='@css@'>\"\n"),
    "table: head": _table("t.csv", "<img src=@svg@>,b\n1,2\n"),
    "table: formula": _table("t.csv", 'a,b\n"=WEBSERVICE(""@html@"")","=HYPERLINK(""@html@"")"\n'),
    "table: written": Way(
        TABLED, {"tables": {"t": {"columns": [IMG], "rows": [[IMG]], "caption": IMG}}}
    ),
    "table: question of a vote": Way(
        TABLED,
        {"tables": {"t": {"kind": "votes", "data": "v.csv", "caption": "c"}}},
        {
            "v.csv": "date,question,for,against,abstaining,outcome\n"
            "2024-01-01,<img src=@svg@>,1,2,3,vetoed\n"
        },
    ),
    "chart: url": _chart(url="@csv@"),
    "chart: address of its data": _chart(data={"url": "@csv@"}),
    "chart: map": _chart(data={"url": "@json@", "format": {"type": "topojson", "feature": "x"}}),
    "chart: data of a layer": _chart(layer=[{"data": {"url": "@csv@"}, "mark": "bar"}]),
    "chart: data of a lookup": _chart(
        transform=[{"lookup": "a", "from": {"data": {"url": "@csv@"}, "key": "a", "fields": ["b"]}}]
    ),
    "chart: data sets": _chart(datasets={"x": {"url": "@csv@"}}),
    "chart: image": _chart(mark={"type": "image", "url": "@png@", "width": 9, "height": 9}),
    "chart: image as a channel": _chart(mark="image", encoding={"url": {"value": "@png@"}}),
    "chart: link": _chart(encoding={"href": {"value": "@html@"}}),
    "chart: link of a mark": _chart(mark={"type": "bar", "href": "@html@"}),
    "chart: schema": _chart(**{"$schema": "@json@"}),
    "chart: loader": _chart(usermeta={"embedOptions": {"loader": {"baseURL": "@html@"}}}),
    "chart: map projection": _chart(projection={"type": "mercator", "url": "@json@"}),
    "chart: shapes of the world": _chart(mark="geoshape", data={"url": "@json@"}),
    "chart: configuration": _chart(config={"font": "url(@css@)", "background": "url(@svg@)"}),
    "chart: background": _chart(background="url(@svg@)"),
    "chart: colour": _chart(mark={"type": "bar", "fill": "url(@svg@#a)", "stroke": "url(@svg@)"}),
    "chart: view": _chart(view={"fill": "url(@svg@#a)"}),
    "chart: font": _chart(title={"text": "x", "font": "x; src: url(@css@)"}),
    "chart: title": _chart(title=IMG),
    "chart: description": _chart(description='"/><image href="@svg@"/>', name=IMG),
    "chart: expression": _chart(transform=[{"calculate": "data('@csv@')", "as": "c"}]),
    "chart: expression that is code": _chart(
        transform=[
            {"calculate": "constructor.constructor('return fetch(\"@html@\")')()", "as": "c"}
        ]
    ),
    "chart: expression of an axis": _chart(
        encoding={
            "x": {
                "field": "a",
                "type": "nominal",
                "axis": {"labelExpr": "'<image href=\"@svg@\"/>'"},
            }
        }
    ),
    "chart: parameter": _chart(params=[{"name": "p", "expr": "warn('@html@')"}]),
    "chart: parameter in the page": _chart(params=[{"name": "p", "bind": {"element": "@html@"}}]),
    "chart: its file": Way(
        PLACED,
        {"figures": {"f": {"chart": {"mark": "bar"}, "data": "@csv@", "caption": "c", "alt": "a"}}},
    ),
    "source: address": _source(URL="@html@"),
    "source: number of an object": _source(DOI="@html@"),
    "source: title": _source(title=IMG),
    "source: journal": _source(**{"container-title": IMG, "note": IMG, "publisher": IMG}),
    "source: author": _source(author=[{"literal": IMG}, {"family": IMG, "given": IMG}]),
    "source: locator": Way(
        "x[@s, p. <img src='@svg@'>]\n", {"sources": {"s": {"type": "book", "title": "x"}}}
    ),
    "drawing: image": _drawing('<image href="@svg@" width="9" height="9"/>'),
    "drawing: image, old": _drawing('<image xlink:href="@png@" width="9" height="9"/>'),
    "drawing: image without a prefix": _drawing(
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="@png@"/>'
    ),
    "drawing: image over two lines": _drawing('<image href\n=\n"@png@" width="9" height="9"/>'),
    "drawing: image in codes": _drawing('<image href="&#x2e;&#46;/@png@" width="9" height="9"/>'),
    "drawing: image under a base": _drawing(
        '<g xml:base="@html@"><image href="#x" width="9" height="9"/></g>'
    ),
    "drawing: use": _drawing('<use href="@svg@#a"/>'),
    "drawing: use, old": _drawing('<use xlink:href="@svg@#a"/>'),
    "drawing: foreign": _drawing(
        f'<foreignObject width="9" height="9">{IMG[:-1]}/></foreignObject>'
    ),
    "drawing: import": _drawing("<style>@import url(@css@);</style>"),
    "drawing: import as a string": _drawing('<style>@import "@css@";</style>'),
    "drawing: import in codes": _drawing(r"<style>@\69mport '@css@';</style>"),
    "drawing: style in codes": _drawing(
        r'<rect style="fill: u\72l(@svg@#a)" width="9" height="9"/>'
    ),
    "drawing: style in CDATA": _drawing("<style><![CDATA[rect { fill: ur\\6c (@svg@) }]]></style>"),
    "drawing: style of an element": _drawing(
        '<rect style="fill: url(@svg@#a)" width="9" height="9"/>'
    ),
    "drawing: set of images": _drawing("<style>rect { background: image-set('@svg@' 1x) }</style>"),
    "drawing: fill": _drawing('<rect fill="url(@svg@#a)" width="9" height="9"/>'),
    "drawing: mask and filter": _drawing(
        '<g mask="url(@svg@#a)" filter="url(@svg@#b)"><rect width="9"/></g>'
    ),
    "drawing: marker": _drawing('<path marker-end="url(\'@svg@#a\')" d="M0 0L9 9" stroke="#000"/>'),
    "drawing: filter": _drawing('<filter id="f"><feImage href="@png@"/></filter>'),
    "drawing: font": _drawing("<style>@font-face { font-family: X; src: url(@css@) }</style>"),
    "drawing: font of its own": _drawing('<font-face-uri xlink:href="@svg@#f"/>'),
    "drawing: script": _drawing('<script href="@html@"/>'),
    "drawing: script in itself": _drawing("<script>fetch('@html@')</script>"),
    "drawing: event": _drawing('<rect onload="fetch(\'@html@\')" width="9" height="9"/>'),
    "drawing: link": _drawing('<a href="@html@"><rect width="9" height="9"/></a>'),
    "drawing: animation": _drawing(
        '<image width="9" height="9"><set attributeName="href" to="@png@"/></image>'
    ),
    "drawing: gradient": _drawing(
        '<linearGradient id="g" href="@svg@#a"/><rect fill="url(#g)" width="9" height="9"/>'
    ),
    "drawing: text on a path": _drawing('<text><textPath href="@svg@#a">x</textPath></text>'),
    "drawing: entity": _drawing("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "@md@">]>'),
    "drawing: entity of its subset": _drawing(
        "<text>x</text>", '<!DOCTYPE svg [<!ENTITY % x SYSTEM "@md@"> %x;]>'
    ),
    "drawing: its definition": _drawing("<text>&x;</text>", '<!DOCTYPE svg SYSTEM "@md@">'),
    "drawing: notation": _drawing("", '<!DOCTYPE svg [<!NOTATION x SYSTEM "@md@">]>'),
    "drawing: style sheet": _drawing("", '<?xml-stylesheet type="text/css" href="@css@"?>'),
    "drawing: inclusion": _drawing(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="@md@" parse="text"/>'
    ),
    "drawing: drawing in a drawing": _drawing(
        f'<image width="9" height="9" href="{PACKED}@data:<image href="@svg@" width="9"/>@"/>'
    ),
    "drawing: page in a drawing": _drawing(
        f'<image href="data:text/html,{IMG.replace(chr(34), "")}"/>'
    ),
    "folder: style sheets": Way(
        files=dict.fromkeys(
            ("policy-brief.css", "base.css", "tokens.css"),
            "@import '@css@'; h1 { background: url(@svg@) }",
        )
    ),
    "folder: templates": Way(
        files=dict.fromkeys(
            ("policy-brief.html", "base.html", "boxes.html"), f"{{% include '@html@' %}}{IMG}"
        )
    ),
    "folder: words": Way(
        files={"en.toml": "locale = '@html@'\n", "brief.json": '{"title": "@html@"}'}
    ),
    "institute: name": Way(institute={"name": '"><img src="@svg@">'}),
    "institute: wordmark": Way(institute={"wordmark": [IMG, "<link rel=stylesheet href='@css@'>"]}),
    "institute: address": Way(institute={"address": [IMG, "@html@"]}),
    "institute: contact": Way(institute={"contact": {"name": IMG, "web": "@html@"}}),
    "institute: where copies are checked": Way(institute={"check_at": "@html@"}),
    "institute: citation style": Way(
        CITED,
        {"sources": {"s": {"type": "book", "title": "x"}}},
        institute={"citation_style": "@csl@"},
    ),
    "institute: series": Way(institute={"series": {"en": IMG}}),
    "institute: time zone": Way(
        fields={"embargo": "2026-12-01T09:00-05:00"},
        institute={"time_zones": [{"name": IMG, "zone": "@tz@"}]},
    ),
}

TOKEN = "c4n4ry7f3e"
COLOUR = (19, 87, 155)
"""A colour of the secret picture, and of nothing else."""
KINDS = ("web", "file", "beside", "path")
"""The addresses that are asked for: of the web, of the disk, out of the folder, another."""


def kinds(name: str) -> tuple[str, ...]:
    """The kinds of address to try; in prose, and in HTML, a path is only another address."""
    is_text = name.startswith("prose") or IMG in str(WAYS[name])
    return KINDS[:2] if is_text else KINDS


def _secrets(folder: Path) -> None:
    """Lay the secret into *folder*, in every form that a brief could want."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (40, 40), COLOUR).save(picture, "PNG")
    text = f'<text y="20" font-size="9">{TOKEN}</text>'
    forms: dict[str, str | bytes] = {
        "svg": SVG.format(f'<g id="a">{text}</g>'), "png": picture.getvalue(), "md": TOKEN,
        "csv": f"a,b\n{TOKEN},1\n", "html": f"<p>{TOKEN}</p>", "toml": f'locale = "{TOKEN}"\n',
        "css": f"h1::before {{ content: '{TOKEN}' }}", "csl": f"<style>{TOKEN}</style>",
        "json": json.dumps({"a": TOKEN}), "tz": TOKEN,
    }  # fmt: skip
    for kind, data in forms.items():
        (folder / f"secret.{kind}").write_bytes(data if isinstance(data, bytes) else data.encode())


def _asking(text: str, base: str) -> str:
    """Put *base* for the addresses of *text*, and pack what stands in a `data:`."""
    text = text.replace("@@", base)
    text = re.sub(r"@(svg|png|md|csv|html|toml|css|csl|json|tz)@", rf"{base}.\1", text)
    if inner := re.search(r"@data:(.*)@", text, re.DOTALL):
        packed = base64.b64encode(SVG.format(inner[1]).encode()).decode()
        text = text.replace(inner[0], packed)
    return text


def _put(house: Path, slug: str, way: Way, base: str) -> None:
    """Write the brief *slug* into *house*; it asks for what begins with *base*."""
    fields = json.loads(_asking(json.dumps(way.fields), base))
    files = {name: _asking(text, base).encode() for name, text in way.files.items()}
    folder = add_brief(house, slug, _asking(way.prose, base), files, **fields)
    if way.yaml:
        head = "title: A title\nstandfirst: Two lines.\npublished: 2024-11-26\n"
        (folder / "brief.yaml").write_text(head + _asking(way.yaml, base), "utf-8")


@dataclass(frozen=True)
class Asked:
    """The outcome of the ways that are tried."""

    ways: Mapping[str, Way]
    pages: Mapping[tuple[str, str], tuple[Html | None, Problems]]
    """By the way and the kind of address: the page that would be printed, and what was told."""
    printed: Mapping[str, tuple[Pdf | None, Problems]]
    """By the way: what was printed, and told, where the page still names an address of the web."""
    listener: Listener


PLAIN = {
    "name": "Institute", "wordmark": ["Institute"], "address": ["1 Test Street"],
    "city": "Testville", "series": "Policy brief",
}  # fmt: skip


@pytest.fixture(scope="module")
def worker() -> Iterator[Workers]:
    """A worker for all tests: to start one takes longer than most that it prints."""
    with Workers(1) as worker:
        yield worker


@pytest.fixture(scope="module")
def asked(worker: Workers, request: pytest.FixtureRequest) -> Asked:
    """Lay out each way that a test asks for with every kind of address, once; print what would
    still ask the web.
    """
    house = new_house(temporary("safety") / "house")
    tests = [item for item in request.session.items if isinstance(item, pytest.Function)]
    wanted = {item.callspec.params.get("way") for item in tests if hasattr(item, "callspec")}
    ways = {name: way for name, way in WAYS.items() if name in wanted}
    slugs = {name: f"w{number:03}" for number, name in enumerate(ways)}
    for folder in (house, house / "content"):
        _secrets(folder)
    pages = {}
    tasks = {}
    theme = house_theme(house)
    usual = (house / "content/institute.yaml").read_text("utf-8")
    with listening() as listener:
        for name, way in ways.items():
            slug = slugs[name]
            bases = {
                "web": f"{listener.address}/{slug}/secret",
                "file": (house / "secret").as_uri(),
                "beside": "../secret",
                "path": str(house / "secret"),
            }
            for kind in kinds(name):
                said = json.loads(_asking(json.dumps(way.institute), bases[kind]))
                institute = json.dumps(PLAIN | said) if said else usual
                (house / "content/institute.yaml").write_text(institute, "utf-8")
                _put(house, slug, way, bases[kind])
                pages[name, kind] = _lay_out(house, theme, slug, worker)
            page, _ = pages[name, "web"]
            if page and asks_still(page):
                tasks[name] = give(worker, print_page, page)
        printed = {}
        for name, task in tasks.items():
            problems = Problems()
            pdf = result(worker, task, Place(name), problems)
            problems.extend(pdf.problems if pdf else ())
            printed[name] = (pdf, problems)
    return Asked(ways, pages, printed, listener)


def asks_still(page: Html) -> bool:
    """Whether *page* names an address, or packs a file in which one could be."""
    held = [page.text.encode(), *(style.text.encode() for style in page.styles)]
    held += [data for name, data in page.assets.items() if not name.startswith("fonts/")]
    return any(b"secret" in data or b";base64," in data for data in held)


def _lay_out(
    house: Path, theme: Theme, slug: str, executor: Executor
) -> tuple[Html | None, Problems]:
    """The page that would be printed, and what is told; None where there is none."""
    problems = Problems()
    try:
        laid = lay_out_brief(house, theme, slug, ["a4"], executor, problems)
        return stamp_draft(laid.pages[0], laid.brief, theme, problems), problems
    except Stopped:
        return None, problems


def holds(page: Html) -> bool:
    """Whether the secret is anywhere in *page*."""
    texts = [page.text.encode(), *(style.text.encode() for style in page.styles)]
    return any(map(carries, [*texts, *page.assets.values(), *page.attachments.values()]))


def carries(data: bytes) -> bool:
    """Whether the secret is in *data*: as text, as a picture, or in one that is packed in it."""
    from PIL import Image

    if TOKEN.encode() in data:
        return True
    if data.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")):
        with Image.open(io.BytesIO(data)) as picture:
            pixels = picture.convert("RGB").tobytes()
            return bytes(COLOUR) in [pixels[n : n + 3] for n in range(0, len(pixels), 3)]
    packed = re.findall(rb";base64,([\w+/=]+)", data)
    return any(carries(base64.b64decode(one)) for one in packed)


def gives_away(data: bytes) -> bool:
    """Whether the secret is in the PDF *data*: as text, in a string or a stream, as a picture."""
    with pypdfium2.PdfDocument(data) as document:
        seen = "".join(page.get_textpage().get_text_bounded() for page in document)
    held = streams(data)
    forms = (TOKEN.encode(), TOKEN.encode("utf-16-be"), TOKEN.encode().hex().encode())
    return TOKEN in "".join(seen.split()) or any(one in held for one in (*forms, bytes(COLOUR) * 8))


_RUNS = {
    *("/GoTo3DView", "/GoToE", "/GoToR", "/Hide", "/ImportData", "/JavaScript", "/Launch"),
    *("/Movie", "/Rendition", "/ResetForm", "/RichMediaExecute", "/SetOCGState", "/Sound"),
    *("/SubmitForm", "/Thread", "/Trans"),
}
"""Actions that run something, open something or send something."""
_CARRIES = {"/AA", "/FFilter", "/JS", "/JavaScript", "/OpenAction", "/PA", "/Ref", "/XFA"}
"""Keys behind which such a thing stands."""


def risks(data: bytes) -> set[str]:
    """List what a reader of the PDF *data* would run, open or send, and stray addresses."""
    found = set()

    def look(one: Any, depth: int = 0) -> None:
        if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
            held = one if isinstance(one, pikepdf.Dictionary) else one.stream_dict
            found.update(_CARRIES.intersection(held.keys()))
            if isinstance(one, pikepdf.Stream) and "/F" in held:
                found.add("a stream elsewhere")
            if held.get("/FS") == "/URL":
                found.add("a file elsewhere")
            if str(held.get("/S")) in _RUNS and "/K" not in held:
                found.add(str(held.S))
            if "/URI" in held and not re.match("https?://|mailto:", str(held.URI)):
                found.add(str(held.URI))
            parts = held.values()
        else:
            parts = one if isinstance(one, pikepdf.Array) else ()
        for part in parts:
            if not getattr(part, "is_indirect", False) and depth < 9:
                look(part, depth + 1)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            look(one)
        look(pdf.Root)
    return found


@pytest.mark.long
@pytest.mark.parametrize("way", some(WAYS, range(0, len(WAYS), 3)))
def test_nobody_is_called_and_no_secret_is_told(asked: Asked, way: str) -> None:
    """Nobody hears of it, the secret is on no page, and the author gets a page or a word."""
    for kind in kinds(way):
        page, problems = asked.pages[way, kind]
        assert page or problems.errors, "no page, and not a word"
        check_words(problems)
        assert not (page and holds(page)), f"{kind}: it holds the secret"
    if way in asked.printed:
        page, _ = asked.pages[way, "web"]
        assert page
        assert not [path for path in asked.listener.heard if path.startswith(f"/{page.slug}/")]
        pdf, problems = asked.printed[way]
        assert pdf or problems.errors, "no page, and not a word"
        check_words(problems)
        if pdf:
            assert not gives_away(pdf.data), "it holds the secret"
            assert not risks(pdf.data)


def check_words(problems: Problems) -> None:
    """Each has a hint, none tells the secret, and none is a fault of ours."""
    for problem in problems:
        assert problem.message
        assert problem.hint
        assert TOKEN not in str(problem)
        assert "broke on this page" not in problem.message
        assert not problem.place.file.startswith(("templates/", "styles/")), str(problem)


@pytest.mark.long
def test_nobody_was_called_at_all(asked: Asked) -> None:
    """Not even a connection that says nothing reached the listener."""
    tried = sorted(asked.pages)
    assert tried == sorted((name, kind) for name in asked.ways for kind in kinds(name))
    assert len(asked.printed) > len(asked.ways) / 5, "nothing is printed that asks for anything"
    assert (asked.listener.heard, asked.listener.calls) == ([], 0)


# ---------------------------------------------------------------------------------------------
# A PDF of somebody else


def _action(kind: str, **parts: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), **parts)


def _elsewhere(address: str) -> pikepdf.Dictionary:
    """A file that a reader would fetch from *address*."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, FS=pikepdf.Name.URL, F=pikepdf.String(address)
    )


def _linked(pdf: Any, action: Any, **parts: Any) -> None:
    page = pdf.pages[0].obj
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[10, 10, 90, 40], P=page, **parts
    )
    if action is not None:
        link.A = action
    page.Annots = pikepdf.Array([pdf.make_indirect(link)])


def _carried(pdf: Any, kind: str, **parts: Any) -> None:
    _linked(pdf, None)
    annotation = pdf.pages[0].obj.Annots[0]
    annotation.Subtype = pikepdf.Name("/" + kind)
    for name, value in parts.items():
        annotation[f"/{name}"] = value


def _streamed(pdf: Any, address: str, **parts: Any) -> None:
    """Draw a form whose stream stands at *address*."""
    form = pdf.make_stream(b"0 0 9 9 re f")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
    for name, value in parts.items():
        form[f"/{name}"] = value
    pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _script(address: str) -> pikepdf.Dictionary:
    return _action("JavaScript", JS=pikepdf.String(f"app.launchURL('{address}')"))


def _named(pdf: Any, address: str) -> None:
    names = pikepdf.Array([pikepdf.String("x"), _script(address)])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def _outlined(pdf: Any, address: str) -> None:
    item = pikepdf.OutlineItem("x", action=_action("Launch", F=_elsewhere(address)))
    with pdf.open_outline() as outline:
        outline.root.append(item)


def _filled(pdf: Any, address: str) -> None:
    _carried(pdf, "Widget", FT=pikepdf.Name.Btn, T=pikepdf.String("x"),
             A=_action("SubmitForm", F=_elsewhere(address)),
             AA=pikepdf.Dictionary(E=_script(address)))  # fmt: skip
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pdf.pages[0].obj.Annots)


FOREIGN: dict[str, Callable[[Any, str], object]] = {
    "opens with a script": lambda pdf, to: setattr(pdf.Root, "OpenAction", _script(to)),
    "opens an address": lambda pdf, to: setattr(
        pdf.Root, "OpenAction", _action("URI", URI=pikepdf.String(to))
    ),
    "runs when it is printed": lambda pdf, to: setattr(
        pdf.Root, "AA", pikepdf.Dictionary(WP=_script(to))
    ),
    "runs when a page is shown": lambda pdf, to: setattr(
        pdf.pages[0].obj, "AA", pikepdf.Dictionary(O=_script(to))
    ),
    "script by its name": _named,
    "script in an address": lambda pdf, to: _linked(
        pdf, _action("URI", URI=pikepdf.String(f"javascript:fetch('{to}')"))
    ),
    "address of the disk": lambda pdf, to: _linked(
        pdf, _action("URI", URI=pikepdf.String("file:///etc/passwd"))
    ),
    "address before": lambda pdf, to: _linked(
        pdf, None, PA=_action("URI", URI=pikepdf.String(f"javascript:fetch('{to}')"))
    ),
    "what follows a link": lambda pdf, to: _linked(
        pdf, _action("URI", URI=pikepdf.String("https://example.org/"), Next=_script(to))
    ),
    "program": lambda pdf, to: _linked(pdf, _action("Launch", F=pikepdf.String("/bin/sh"))),
    "other file": lambda pdf, to: _linked(
        pdf, _action("GoToR", F=_elsewhere(to), D=pikepdf.Array([0, pikepdf.Name.Fit]))
    ),
    "file in a file": lambda pdf, to: _linked(
        pdf, _action("GoToE", F=_elsewhere(to), D=pikepdf.String("x"))
    ),
    "form that is sent": lambda pdf, to: _linked(pdf, _action("SubmitForm", F=_elsewhere(to))),
    "form": _filled,
    "data that are taken": lambda pdf, to: _linked(pdf, _action("ImportData", F=_elsewhere(to))),
    "sound": lambda pdf, to: _linked(pdf, _action("Sound", Sound=pdf.make_stream(b"x"))),
    "film": lambda pdf, to: _carried(pdf, "Movie", Movie=pikepdf.Dictionary(F=_elsewhere(to))),
    "screen": lambda pdf, to: _carried(pdf, "Screen", A=_action("Rendition", JS=to)),
    "attached file": lambda pdf, to: _carried(pdf, "FileAttachment", FS=_elsewhere(to)),
    "bookmark": _outlined,
    "stream elsewhere": lambda pdf, to: _streamed(
        pdf, to, F=_elsewhere(to), FFilter=pikepdf.Array()
    ),
    "page of another file": lambda pdf, to: _streamed(
        pdf, to, Ref=pikepdf.Dictionary(F=_elsewhere(to), Page=0)
    ),
    "file that belongs to it": lambda pdf, to: setattr(
        pdf.Root, "AF", pikepdf.Array([pdf.make_indirect(_elsewhere(to))])
    ),
}  # fmt: skip


def _foreign(way: str, address: str) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    FOREIGN[way](pdf, address)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def packed(worker: Workers) -> tuple[set[str], bytes, Listener]:
    """One pack of all of them: what it would do, its bytes, and who was called."""
    house = new_house(temporary("foreign papers") / "house")
    folder = house / "content/meetings"
    folder.mkdir()
    problems = Problems()
    with listening() as listener:
        papers = []
        for number, way in enumerate(FOREIGN):
            (folder / f"{number}.pdf").write_bytes(_foreign(way, f"{listener.address}/p{number}/"))
            papers.append({"file": f"{number}.pdf", "title": way})
        meeting: dict[str, Any] = {"title": "A session", "place": "Geneva", "begins": "2025-09-08"}
        meeting["items"] = [{"title": "Item", "pdfs": papers}]
        (folder / "meeting.yaml").write_text(json.dumps(meeting), "utf-8")
        pack = make_pack(
            house, "meeting", worker, problems, PackWish(), now=datetime(2024, 12, 3, tzinfo=UTC)
        )
    assert pack is not None, "\n".join(map(str, problems))
    data = (house / pack.file).read_bytes()
    return risks(data), data, listener


@pytest.mark.long
@pytest.mark.parametrize("way", few(FOREIGN, 5))
def test_a_foreign_paper_brings_nothing_that_runs_or_calls(
    packed: tuple[set[str], bytes, Listener], way: str
) -> None:
    """Actions that would run, open or send something stay behind when a pack is made."""
    alone = risks(_foreign(way, "http://127.0.0.1:9/here/"))
    assert alone, "this paper is harmless, the test cannot fail"
    found, data, listener = packed
    assert not found & alone
    assert f"{listener.address}/p{[*FOREIGN].index(way)}/".encode() not in streams(data)
    assert (listener.heard, listener.calls) == ([], 0)


@pytest.mark.long
def test_no_foreign_paper_left_anything(packed: tuple[set[str], bytes, Listener]) -> None:
    """Nor does the pack as a whole hold anything of the kind."""
    assert not packed[0]


# ---------------------------------------------------------------------------------------------
# Could the tests above fail?


def _fetch(address: str) -> int:
    with urlopen(address) as answer:
        return int(answer.status)


_PRINT_WITHOUT_A_WALL = """
import sys
from weasyprint import HTML
for html in sys.argv[1:]:
    HTML(string=html).write_pdf()
"""
"""The doings of WeasyPrint where nobody stands in its way."""


CAREFREE = {
    "image": '<img src="{}">',
    "style": '<p style="background: url({})">x</p>',
    "import": "<style>@import url({});</style>",
    "drawing": '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
    "attachment": '<link rel="attachment" href="{}">',
}


@pytest.mark.long
def test_the_listener_hears_whoever_calls(worker: Workers) -> None:
    """A worker can call it, and the ways above do call where the press has no wall."""
    with listening() as listener:
        assert worker.submit(_fetch, f"{listener.address}/plain").result() == 200
        pages = [way.format(f"{listener.address}/{name}") for name, way in CAREFREE.items()]
        # Not with the fonts of the house alone, which the press of this process sees to.
        env = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
        subprocess.run([sys.executable, "-c", _PRINT_WITHOUT_A_WALL, *pages], check=True, env=env)
    assert {*listener.heard} == {f"/{name}" for name in ("plain", *CAREFREE)}
    assert listener.calls >= len(listener.heard)


def _own(name: str) -> dict[str, Any]:
    """Fields of a brief that shows its own file *name*."""
    if name.endswith("csv"):
        return {"tables": {"f": {"data": name, "caption": "c"}}}
    return {"figures": {"f": {"image": name, "caption": "c", "alt": "a"}}}


@pytest.mark.long
@pytest.mark.parametrize("carries", ["true", "false"])
@pytest.mark.parametrize("name", ["secret.svg", "secret.png", "secret.csv"])
def test_the_secret_is_found_where_it_may_be_told(
    name: str, carries: str, worker: Workers, tmp_path: Path
) -> None:
    """In the brief's own folder the same files are printed, and found: as text and as a picture."""
    _secrets(tmp_path)
    house = new_house(tmp_path / "house")
    files = {name: (tmp_path / name).read_bytes()}
    kind = "tables" if name.endswith("csv") else "figures"
    add_brief(house, "it", f"{{{{ {kind}.f }}}}\n", files, embed_content=carries, **_own(name))
    (outcome,) = build(house, ["it"], ["a4"], worker)
    page, _ = _lay_out(house, house_theme(house), "it", worker)
    assert not outcome.problems.errors, "\n".join(map(str, outcome.problems))
    assert gives_away((house / outcome.written[0].file).read_bytes())
    assert page and holds(page)
