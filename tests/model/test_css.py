"""Style sheets taken apart by tinycss2, and written anew."""

import pytest

from briefpress.model.css import Edit, find_properties, for_classes, rewrite, without_addresses
from briefpress.page.large_print import grow


@pytest.mark.parametrize(
    ("css", "value", "line"),
    [
        (":root { --ink: #14355e; }", "#14355e", 1),
        (":root {\n  --ink:#14355e}", "#14355e", 2),
        (":root {\r\n  --ink : #14355e /* blue */ ;\r\n}", "#14355e", 2),
        (":root { --ink:\n    rgb(1,\n 2, 3)\n}", "rgb(1,\n 2, 3)", 1),
        ('/* --ink: red; */ a { content: "--ink: red"; --ink: blue }', "blue", 1),
        (':root { --font: "A; B"; --ink: "x } y" }', '"x } y"', 1),
    ],
)
def test_a_value_is_found_and_written_anew(css: str, value: str, line: int) -> None:
    """However it is written; all around it, comments too, stays as it is."""
    (one,) = (one for one in find_properties(css) if one.name == "ink")
    assert (one.value, one.line) == (value, line)
    changed = rewrite(css, [Edit(one.start, one.end, "#123456")])
    assert changed == css.replace("\r\n", "\n").replace(value, "#123456")


@pytest.mark.parametrize(
    ("css", "large"),
    [
        ("a { font: 400 10pt/13pt x }", "a { font: 400 16.2pt/21.0pt x }"),
        ("a { font: 10pt/1.3 x }", "a { font: 16.2pt/1.3 x }"),
        ("a { font: 400 var(--size-small)/11pt x }", "a { font: 400 var(--size-small)/17.8pt x }"),
        ("a { --size: 10pt; --size-small: 8pt }", "a { --size: 16.2pt; --size-small: 14pt }"),
        ("a { --sizes: 10pt }", "a { --sizes: 14pt }"),
        ("a { font-size: /* body */ 10pt }", "a { font-size: /* body */ 16.2pt }"),
        ("a { margin: -8pt 10.5pt 1.2pt }", "a { margin: -8pt 14.7pt 1.2pt }"),
        ("a { width: calc(10pt - (4pt + 1mm)) }", "a { width: calc(14pt - (5.6pt + 1mm)) }"),
        ("/* 10pt */ a { content: '10pt'; b: url(10pt.svg) }", ""),
        ("a10pt { grid-area: a-10pt }", ""),
    ],
)
def test_lengths_of_large_print(css: str, large: str) -> None:
    """Type, its lines and distances; nothing in a comment, a text, an address or a name."""
    assert grow(css) == (large or css)


@pytest.mark.parametrize(
    ("css", "clean"),
    [
        ("@import url(x.css); a { b: c }", " a { b: c }"),
        ("@IMPORT 'x;y.css';a{b:c}", "a{b:c}"),
        ('@font-face { src: url("a}b.woff"); font-family: X } a{b:c}', " a{b:c}"),
        ("a { fill: url( 'x.svg#f' ) }", "a { fill: none }"),
        ("a { fill: u\\72l(x.svg) }", "a { fill: none }"),
        ('a { fill: url("a)b.svg") red }', "a { fill: none red }"),
        ("a { fill: url(#here); b: url('#there') }", ""),
        ("a { content: '@import url(x)' } /* url(x) */", ""),
        ("@media print { a { fill: url(x) } }", "@media print { a { fill: none } }"),
        ("@import url(x.css)", ""),
    ],
)
def test_what_would_fetch_is_taken_out(css: str, clean: str) -> None:
    """Rules and addresses, however they are written; what only looks like one stays."""
    assert without_addresses(css) == (clean if clean or css.startswith("@") else css)


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p { margin: 0 }", "p { margin: 0 }\n"),
        (".box { color: red }", ".box { color: red }\n"),
        (".chart { color: red }", ""),
        (".box p, .chart p { color: red }", ".box p, .chart p { color: red }\n"),
        (".box.wide { color: red }", ""),
        (".box:not(.wide) { color: red }", ".box:not(.wide) { color: red }\n"),
        (".box:has(.wide)::before { color: red }", ".box:has(.wide)::before { color: red }\n"),
        ('[title=".wide"] { color: red }', '[title=".wide"] { color: red }\n'),
        ("@media print { .chart { color: red } }", ""),
        (
            "@media print { .chart { top: 0 } .box { top: 0 } }",
            "@media print {\n.box { top: 0 }\n}\n",
        ),
        ("@page { margin: 1.5cm }", "@page { margin: 1.5cm }\n"),
    ],
)
def test_rules_that_no_element_needs_are_left_out(css: str, left: str) -> None:
    """A page has the class `box` alone; what may hold stays as it was written."""
    assert for_classes(css, {"box"}) == left
