"""Real mistakes, one each, made on the real briefs by a small change: what `check` has to find.

`python tests/mistakes.py` says of each whether it was found, and how many were.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

from support.houses import theme_of
from support.once import PrintsOnce
from support.printed import HOUSE, in_one_size, new_house, own_file, picture

from briefpress.checks.preflight import Proofreader
from briefpress.checks.table import load
from briefpress.content.parse import parse_brief
from briefpress.content.sources import read_sources
from briefpress.model.geometry import Fit, Setting
from briefpress.model.house import THEME_FOLDERS
from briefpress.model.problems import Problem, Problems
from briefpress.workflows.build import build

DAY = date(2024, 12, 1)
"""On which the briefs are read over: five days after they were published."""


@dataclass(frozen=True)
class Mistake:
    """A change to a file of the house, and the check that finds it."""

    name: str
    check: str
    file: str
    old: str
    """The text that is replaced; empty where *new* is added at the end."""
    new: str
    slug: str = "dprk"
    paper: str = "a4"
    before: tuple[tuple[str, str, str], ...] = ()
    """A change that its author made before, and rightly: file, old, new."""

    def make(self, house: Path) -> None:
        """Make it in *house*."""
        if self.name == "a picture of a few pixels":
            (house / "content/dprk/small.png").write_bytes(picture(200, 80))
            prose = house / _MD
            prose.write_text(prose.read_text("utf-8") + "\n{{ figures.small }}\n", "utf-8")
        for file, old, new in (*self.before, (self.file, self.old, self.new)):
            path = own_file(house, file) if file.startswith(THEME_FOLDERS) else house / file
            text = path.read_text("utf-8")
            assert old in text, f"{self.name}: {file} has no `{old}`"
            path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")

    def found(self, house: Path) -> list[Problem]:
        """Find the problems of *house*, a copy of the real one, after the mistake was made.

        What stands in the text is looked for there alone, which takes a tenth of the time. Of a
        page with several mistakes, the problems are this one's own.
        """
        for number, words in enumerate(TOGETHER):
            if self.name in words:
                return [one for one in _found_together(number) if words[self.name] in one.message]
        self.make(house)
        if load(self.check).find_in_brief:
            problems = Problems()
            sources = read_sources(house / "content", self.slug, problems)
            brief = parse_brief(sources, theme_of(house).languages, problems)
            Proofreader(brief, DAY).read_brief(problems)
            return problems.found
        with self._setting():
            outcomes = build(
                house, [self.slug], [self.paper], PrintsOnce(), None, DAY, writes=False
            )
            return [one for outcome in outcomes for one in outcome.problems]

    def _setting(self) -> AbstractContextManager[None]:
        """Set it in as few layouts as its check needs."""
        if self.check == "page-budget":
            return in_one_size()  # in which a brief must keep its budget
        if self.check == "hole":  # which depends on the setting that a text with it is given
            return nullcontext()
        return _unfitted(self.slug, self.paper)


@cache
def _setting(slug: str, paper: str) -> Setting:
    """The setting in which the brief *slug*, as it is, fills its pages."""
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house", content=True)
        (outcome,) = build(house, [slug], [paper], PrintsOnce(), None, DAY, writes=False)
    fitted = outcome.proofs[0].pdf.fitted
    assert fitted
    return fitted.setting


@contextmanager
def _unfitted(slug: str, paper: str) -> Iterator[None]:
    """Set *slug* as it is set without a mistake; to look for another setting takes four layouts."""
    setting = _setting(slug, paper)
    with patch("briefpress.page.compose.fit_for", lambda pages, _: Fit(pages, (setting,))):
        yield


@cache
def _found_together(number: int) -> list[Problem]:
    """The problems of one page on which all mistakes of `TOGETHER[number]` are made."""
    mistakes = [mistake for mistake in MISTAKES if mistake.name in TOGETHER[number]]
    ((slug, paper),) = {(mistake.slug, mistake.paper) for mistake in mistakes}
    with tempfile.TemporaryDirectory() as folder:
        house = new_house(Path(folder) / "house", content=True)
        for mistake in mistakes:
            mistake.make(house)
        with _unfitted(slug, paper):
            (outcome,) = build(house, [slug], [paper], PrintsOnce(), None, DAY, writes=False)
    return outcome.problems.found


_YAML, _MD, _CSV = "content/dprk/brief.yaml", "content/dprk/brief.md", "content/dprk/returns.csv"
_PANEL, _PANEL_MD = "content/panel-of-experts/brief.yaml", "content/panel-of-experts/brief.md"
_CSS, _STATEMENT = "styles/policy-brief.css", "styles/statement.css"
_HTML = "templates/policy-brief.html"
_TAMIL = "ஹ"
_ALT = """\
    alt: >-
      Bar chart of the people forcibly returned from China on four dates:
      {{ facts.returned_first }} on {{ facts.returned_first.as_of }},
      {{ facts.returned_second }} on {{ facts.returned_second.as_of }},
      {{ facts.returned_largest }} on {{ facts.returned_largest.as_of }} and
      {{ facts.returned_latest }} on {{ facts.returned_latest.as_of }}.
"""
_TOTAL, _TROOPS = "more than {{ facts.returned.value }}", "more than {{ facts.troops.value }}"
_LARGEST = "more than {{ facts.returned_largest.value }}"
_PANEL_VOTE = """\
    show: "{{ facts.panel_for }} in favour, {{ facts.panel_against }} against and \
{{ facts.panel_abstaining }} abstention"
    big: "{{ facts.panel_for }}–{{ facts.panel_against }}–{{ facts.panel_abstaining }}"
"""
_LABELS = (
    (_CSV, "people,precision", "people,label"),
    (_CSV, "500,more than", "500,500+"),
    (_CSV, "60,about", "60,about 60"),
    (_YAML, "          as: label", "          as: not drawn"),
)
"""Labels of the chart that were typed into its file."""


def _dprk(
    name: str,
    check: str,
    file: str,
    old: str,
    new: str,
    paper: str = "a4",
    before: tuple[tuple[str, str, str], ...] = (),
) -> Mistake:
    return Mistake(name, check, file, old, new, "dprk", paper, before)


def _panel(name: str, check: str, file: str, old: str, new: str, paper: str = "a4") -> Mistake:
    return Mistake(name, check, file, old, new, "panel-of-experts", paper)


_MORE = (
    "\n\nThe situation has not changed, and nobody expects that it will before the next meeting."
)

MISTAKES: Sequence[Mistake] = (
    # Facts and sources
    _dprk("a total typed by hand", "fact-retyped", _MD,
          "the total is {{ facts.returned }}", "the total is more than 670"),
    _dprk("a total typed in a key message", "fact-retyped", _YAML,
          "returned {{ facts.returned }} people", "returned more than 670 people"),
    _panel("troops typed by hand", "fact-retyped", _PANEL_MD,
           "sent {{ facts.troops }} troops", "sent more than 10,000 troops"),
    _panel("a vote typed by hand", "fact-retyped", _PANEL_MD,
           "The vote was {{ facts.panel_vote }}, by",
           "The vote was 13 in favour, 1 against and 1 abstention, by"),
    _dprk("a bar of the chart that is not the fact", "fact-disagrees",
          _YAML, "from: returns.csv#date=2023-08-29/people", "value: 90\n    as_of: 2023-08-29"),
    _dprk("a bar whose label is another number", "fact-disagrees",
          _CSV, "500,500+", "500,600+", before=_LABELS),
    _dprk("a vote of the table that is not the fact", "fact-disagrees",
          _YAML, _PANEL_VOTE,
          "    show: 14 in favour, 1 against and 0 abstentions\n    big: 14–1–0\n"),
    _dprk("a zero too many in the alt text", "fact-disagrees", _YAML,
          "{{ facts.returned_largest }} on", "more than 5000 on"),
    _dprk("two digits swapped in a big figure", "fact-disagrees", _YAML,
          'big: "{{ facts.returned.value }}+"', "big: 760+"),
    _dprk("two digits swapped in a sentence", "fact-disagrees", _YAML,
          _TOTAL, "more than 607"),
    _dprk("a big figure of another vote", "fact-disagrees", _YAML,
          "{{ facts.panel_for }}–{{ facts.panel_against }}–", "13–2–"),
    _dprk("a headline with another number", "fact-disagrees", _YAML,
          "title: Abuses continue in the DPRK", "title: 760 people returned to the DPRK"),
    _dprk("a fact without a source", "fact-source", _YAML,
          "    as_of: 2024-10\n    source: rbi-dprk", "    as_of: 2024-10"),
    _dprk("a fact that nothing prints", "unused", _YAML,
          "  troops:\n", "  camps:\n    value: 6\n    source: rbi-dprk\n  troops:\n"),
    _dprk("a source that nothing cites", "unused", _MD, "[@unsc-1718]", ""),
    _dprk("a fact that is too old", "fact-stale", _YAML,
          "pages: 2", "pages: 2\nstale_after: 6 months"),
    _dprk("a source without an author", "source-fields", _YAML,
          "    author: [{literal: UN Human Rights Council}]\n    title-short", "    title-short"),
    _dprk("a source without a date", "source-fields", _YAML, "    issued: 2024-05\n", ""),
    _dprk("a book without a publisher", "source-fields", _YAML,
          "  coi-2014:\n    type: report", "  coi-2014:\n    type: book"),
    _dprk("a quotation without a source", "quotation-source", _MD, "## Risk\n",
          "## Risk\n\nA witness said: “they took everybody who had crossed”. Others agree.\n"),
    _panel("a quotation of its own without a source", "quotation-source", _PANEL_MD,
           "## What should follow\n",
           "## What should follow\n\n> Nobody is left who could observe this.\n"),
    _dprk("an update that is overdue", "next-update", _YAML, "pages: 2",
          "pages: 2\nnext_update: 2024-11-28"),
    _dprk("an update before the brief", "next-update", _YAML, "pages: 2",
          "pages: 2\nnext_update: 2024-10-28"),
    _dprk("a zero lost in the chart", "fact-disagrees",
          _CSV, "500,500+", "50,500+", before=_LABELS),
    _dprk("a bar whose words say more", "fact-disagrees",
          _CSV, "60,about 60", "60,about 90", before=_LABELS),
    _dprk("a vote of the table with two digits swapped", "fact-disagrees",
          _YAML, _PANEL_VOTE,
          "    show: 31 in favour, 1 against and 1 abstention\n    big: 31–1–1\n"),
    _dprk("an abstention too many in the table", "fact-disagrees",
          _YAML, _PANEL_VOTE,
          "    show: 13 in favour, 1 against and 2 abstentions\n    big: 13–1–2\n"),
    _dprk("a zero too many in the alt text of a small bar", "fact-disagrees", _YAML,
          "{{ facts.returned_second }} on", "400 on"),
    _dprk("a zero too many at the end of an alt text", "fact-disagrees", _YAML,
          "{{ facts.returned_latest }} on", "about 600 on"),
    _dprk("a zero lost in a sentence", "fact-disagrees", _YAML,
          _TROOPS, "more than 1,000"),
    _dprk("a zero too many in a big figure", "fact-disagrees", _YAML,
          _TROOPS, f"{_TROOPS}\n    big: 100,000+"),
    _dprk("thousands that are millions", "fact-disagrees", _YAML,
          _TROOPS, "more than 10 million"),
    _dprk("a big figure of another day", "fact-disagrees", _YAML,
          _LARGEST, f"{_LARGEST}\n    big: 600+"),
    _dprk("a sentence with another vote", "fact-disagrees", _YAML,
          "{{ facts.agenda_against }} against", "3 against"),
    _dprk("a zero too many in a key message", "fact-disagrees", _YAML,
          "returned {{ facts.returned }} people", "returned 6,700 people"),
    _dprk("a total typed in a recommendation", "fact-retyped", _YAML,
          "reach all refugees in detention", "reach the 670 people who were returned"),
    _dprk("a date range with a hyphen in a label", "quotes-and-dashes", _YAML,
          "held from 2015 to 2023", "held in 15-23 villages"),
    _dprk("a journal without its name", "source-fields", _YAML,
          "  ohchr-2024:\n    type: report", "  ohchr-2024:\n    type: article-journal"),
    _dprk("a chapter without its book", "source-fields", _YAML,
          "  coi-2014:\n    type: report", "  coi-2014:\n    type: chapter"),
    _dprk("a quotation without a source in a list", "quotation-source", _MD, "## Risk\n",
          "## Risk\n\n- A witness: “they took everybody who had crossed”\n- Others agree.\n"),
    # Text
    _dprk("a short form in a table of a file", "acronym-unexplained",
          "content/dprk/votes.csv", "Renewal of the PoE", "Renewal of the UNSEP"),
    _dprk("a short form in a table of prose", "acronym-unexplained", _MD, "## Risk\n",
          "## Risk\n\n| Source | Covers |\n| --- | --- |\n| KINU | prisons |\n"),
    _dprk("a word twice in a list", "doubled-word", _MD, "## Risk\n",
          "## Risk\n\n- Nobody knows the the number.\n"),
    _dprk("a word twice in a caption", "doubled-word", _YAML,
          "caption: Most of those", "caption: Most of of those"),
    _dprk("an alt text that is the name of a file with spaces", "alt-text", _YAML,
          _ALT, "    alt: chart of returns (2).png\n"),
    _dprk("an alt text of one word", "alt-text", _YAML, _ALT, "    alt: Bars\n"),
    _dprk("a sentence without an end in a list", "long-sentence", _MD, "## Risk\n",
          f"## Risk\n\n- It is {'very, ' * 40}long.\n"),
    _dprk("a title that is a file", "document-title", _YAML,
          "title: Abuses continue in the DPRK as UN sanctions experts lose their mandate",
          "title: final_v3.docx"),
    _dprk("a list that the style hides", "lost-text", _CSS, "",
          ".recommendations li:last-child { display: none }"),
    _dprk("a caption that the style hides", "lost-text", _CSS, "",
          "figcaption { display: none }"),
    _dprk("a word twice", "doubled-word", _MD, "In June Russia", "In June June Russia"),
    _dprk("a word twice, over the end of a line", "doubled-word", _YAML,
          "by repression.\n", "by\n  by repression.\n"),
    _panel("a short form that nobody explains", "acronym-unexplained", _PANEL,
           "  CoI: Commission of Inquiry\n", ""),
    _dprk("a short form in a recommendation", "acronym-unexplained", _YAML,
          "a referral to the International Criminal Court.\n      - Impose",
          "a referral to the ICC.\n      - Impose"),
    _dprk("a short form that is never used", "acronym-unused", _YAML,
          "acronyms:\n", "acronyms:\n  NPT: Non-Proliferation Treaty\n"),
    _dprk("a short form that is used once", "acronym-unused", _YAML,
          "acronyms:\n", "acronyms:\n  ICC: International Criminal Court\n"),
    _dprk("a sentence without an end", "long-sentence", _MD,
          "highest level of government. It named extermination",
          "highest level of government, which until then no body of the United Nations had done in "
          "so many words, and it named extermination"),
    _dprk("a key message without an end", "long-sentence", _YAML,
          "  - Serious violations continue, a decade after a UN inquiry found crimes",
          "  - Serious violations continue, without any sign of an end, in the camps, in the "
          "prisons, in the fields and factories, at the border and abroad, wherever the state has "
          "its hand on people, and that is a decade after a UN inquiry found crimes"),
    _dprk("a hyphen in a range", "quotes-and-dashes", _YAML,
          "from 2015 to 2023", "in 15-23 villages"),
    _dprk("a hyphen for a dash", "quotes-and-dashes", _MD, "international attention, and",
          "international attention - and"),
    _dprk("three full stops", "quotes-and-dashes", _YAML, "    title: Resolution 1718 (2006)",
          "    title: Resolution 1718..."),
    _dprk("a space before a comma", "quotes-and-dashes", _MD, "extermination, murder",
          "extermination , murder"),
    _dprk("no space after a comma", "quotes-and-dashes", _MD, "extermination, murder",
          "extermination,murder"),
    _panel("no space after a full stop", "quotes-and-dashes", _PANEL_MD,
           "drawn closer. In June", "drawn closer.In June"),
    _dprk("an alt text that is empty", "alt-text", _YAML,
          _ALT, "    alt: ''\n"),
    _dprk("an alt text that is a file", "alt-text", _YAML,
          _ALT, "    alt: returns.csv\n"),
    _dprk("an alt text that is the caption", "alt-text", _YAML,
          _ALT, "    alt: >-\n      Most of those returned were sent back on "
          "{{ facts.returned_largest.as_of }}.\n"),
    _dprk("an alt text that says it is a picture", "alt-text", _YAML,
          "      Bar chart of the people", "      Picture of the people"),
    _dprk("six recommendations for one addressee", "many-actions", _YAML,
          "      - Impose targeted sanctions on all those responsible.\n",
          "      - Impose sanctions.\n      - Meet.\n      - Report.\n      - Vote.\n"
          "      - Ask.\n"),
    _dprk("a link that says nothing", "link-text", _MD, "[@hrc-55-21]",
          " See [here](https://undocs.org/A/HRC/RES/55/21)."),
    # Pages
    _dprk("a page too long", "page-budget", _MD, "## Risk\n", f"{_MORE * 8}\n\n## Risk\n"),
    _dprk("a page too long on Letter", "page-budget", _MD, "## Risk\n", f"{_MORE * 3}\n\n## Risk\n",
          "letter"),
    _dprk("a budget that is too small", "page-budget", _YAML, "pages: 2", "pages: 1"),
    _dprk("a budget that is too large", "page-budget", _YAML, "pages: 2", "pages: 5"),
    _dprk("a last page of a few lines", "short-last-page", _CSS, "",
          ".wide, .timeline, .recommendations, main > p ~ p { display: none } "
          "main > h2:last-of-type { break-before: page }"),
    _dprk("a character that no font has", "glyph", _MD, "## Risk\n", f"## Risk {_TAMIL}\n"),
    _dprk("text over the edge", "cut-off", _CSS, "", "main > p { margin-inline-start: -24mm }"),
    _dprk("a box that hides its end", "cut-off", _CSS, "",
          ".recommendations section { height: 20pt; overflow: hidden }"),
    _dprk("a block over another", "covered", _CSS, "",
          ".facts { position: relative; top: -120pt }"),
    _dprk("white sources", "invisible", _CSS, "", ".source { color: #fff }"),
    _dprk("notes of a point", "invisible", _CSS, "", ".footnote { font-size: 1pt }"),
    _dprk("an event that is hidden", "lost-text", _CSS, "",
          ".timeline li:last-child { display: none }"),
    _dprk("messages that the template forgets", "lost-text", _HTML, "<li>{{ message }}</li>", ""),
    _panel("a standfirst that the template forgets", "lost-text", "templates/parts/parts.html",
           '<p class="standfirst">{{ brief.standfirst }}</p>', ""),
    _dprk("a hole in the text", "hole", _CSS, "",
          "main > h2:nth-of-type(5) + .recommendations { margin-top: 90pt }"),
    _dprk("a heading alone", "lone-heading", _CSS, "", ".recommendations { break-before: page }"),
    _panel("lines over all of the page", "long-line", _STATEMENT, "",
           "main > p { margin-inline-end: 0; clear: inline-end }"),
    _dprk("a row of votes alone", "table-row-alone", _CSS, "",
          ".votes tbody tr:last-child { break-before: page !important }"),
    # Print
    _dprk("a picture of a few pixels", "picture-resolution", _YAML, "figures:\n",
          "figures:\n  small: {image: small.png, caption: The border, alt: A river between two "
          "hills, source: rbi-dprk}\n"),
    _dprk("a rule that no printer prints", "hairline", _CSS, "",
          ".facts li { border-top-width: 0.1pt }"),
    _dprk("a folio at the edge", "near-edge", _CSS, "",
          "@page { @bottom-left { margin-left: -16mm } }"),
    _dprk("red on navy, for a grey printer", "grey-contrast", _CSS, "",
          ".key-messages { background: #000040; color: #ff0000 }"),
    _dprk("a page that is mostly dark", "ink-coverage", _CSS, "",
          "main { background: #14355e; color: white }"),
    # Accessibility
    _dprk("grey that is too light", "contrast", "styles/tokens.css",
          "--muted: #556070", "--muted: #8e99a8"),
    _dprk("an accent that is too light", "contrast", "styles/tokens.css",
          "--accent: #ad3b1e", "--accent: #e9967a"),
    _dprk("a heading that skips two levels", "tag-headings", _HTML,
          '<h2>{{ word("key_messages") }}</h2>', '<h4>{{ word("key_messages") }}</h4>'),
    _dprk("a page without a title", "document-title", "templates/parts/base.html",
          "<title>{{ plain(brief.title) }}</title>", "<title></title>"),
    _dprk("a table with a head too few", "tag-tables", "templates/blocks/votes.html",
          """<th scope="col">{{ word("outcome") }}</th>""", ""),
    _dprk("a standfirst read before what stands above it", "reading-order", _CSS, "",
          ".standfirst { position: absolute; top: 0 } .masthead { margin-top: 24mm }"),
)  # fmt: skip

TOGETHER: Sequence[Mapping[str, str]] = (
    {
        "a list that the style hides": "`Impose targeted sanctions",
        "a caption that the style hides": "`Figure 1. ",
        "an event that is hidden": "`October 2024 ",
        "a link that says nothing": "`here`",
        "a character that no font has": "U+0BB9",
        "white sources": "#ffffff on #ffffff",
        "notes of a point": "(1 pt)",
        "a rule that no printer prints": "0.1 pt",
        "a folio at the edge": " 2.0 mm from the edge",
        "red on navy, for a grey printer": "#ff0000 on #000040",
        "a heading that skips two levels": "`Key messages`",
        "a page without a title": "has no title",
        "a table with a head too few": " 6 columns",
        "a standfirst read before what stands above it": "`The weapons programme ",
        "grey that is too light": "#8e99a8 on ",
        "an accent that is too light": "#e9967a on ",
        "a picture of a few pixels": "`small.png`",
    },
    {
        "a title that is a file": "`final_v3.docx`",
        "messages that the template forgets": "`Serious violations ",
        "text over the edge": "runs over the edge",
        "a box that hides its end": "cut off by its box",
        "a page that is mostly dark": " is dark",
        "a heading alone": "`Necessary action` ends",
        "a row of votes alone": "stands alone",
        "a block over another": " is printed on ",
    },
    {
        "a standfirst that the template forgets": "`The experts who ",
        "lines over all of the page": "a line of ",
    },
)
"""Mistakes that are made on one page, which is printed once; the words that its own problem has."""


def main() -> int:
    """Make each mistake, and say whether it was found."""
    missed = 0
    for mistake in MISTAKES:
        with tempfile.TemporaryDirectory() as folder:
            house = new_house(Path(folder) / "house", content=True)
            said = mistake.found(house)
        found = any(one.check == mistake.check for one in said)
        missed += not found
        others = sorted({one.check or one.message for one in said} - {mistake.check})
        print(f"{'found ' if found else 'MISSED'}  {mistake.name} ({mistake.check})", *others)
    print(f"{len(MISTAKES) - missed} of {len(MISTAKES)} mistakes found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(HOUSE))
    sys.exit(main())
