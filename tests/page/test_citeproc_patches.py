"""What goes wrong in citeproc-py without its patches: a test fails when one is not needed."""

import json
import subprocess
import sys

import pytest
from support.houses import ROOT

CITE = """
import json, sys
from collections import Counter
from briefpress.model import patches
from briefpress.model.contract import Source
from briefpress.model.problems import NOWHERE, Problems
from briefpress.model.text import Cited, CitedTogether
from briefpress.page import citations
if sys.argv[1] == "alone":
    patches.VERSIONS["citeproc"] = "0"
searched = Counter()
from citeproc.model import CitationStylesElement
search = CitationStylesElement.xpath_search
def count(self, expression):
    searched[self, expression] += 1
    return search(self, expression)
CitationStylesElement.xpath_search = count
style = citations.find_style("chicago-notes-bibliography", NOWHERE, Problems())
named = {"title": "A title", "author": [{"family": "Sen", "given": "A."}]}
book = Source.model_validate({"type": "book", "issued": "2023", **named})
article = Source.model_validate({
    "type": "article-newspaper", "issued": "2021-05-03", "container-title": "Paper", **named,
})
cited = [(Cited("article"),), *((Cited("book", label, "2"),) for label in ("chapter", "act"))]
case = Source.model_validate({"type": "legal_case", "title": "Anwel v. Lunmark"})
cited += [(Cited("case", "article-locator", locator),) for locator in ("7(1)", "7(1), 8(2)")]
home = Source.model_validate({"type": "webpage", "title": "Home"})
cited += [(Cited("home"),), (Cited("home", "page", "4"),)]
sources = {"book": book, "article": article, "case": case, "home": home}
clusters = [CitedTogether(one) for one in cited]
written = citations.write_citations(style, "en-GB", sources, book, clusters)
print(json.dumps([*written.written, max(searched.values())]))
"""


def _cite(how: str) -> list[object]:
    """Notes for an article, a chapter and an act, and how often one thing was looked for."""
    done = subprocess.run(
        [sys.executable, "-c", CITE, how], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    cited: list[object] = json.loads(done.stdout)
    return cited


@pytest.fixture(scope="module")
def patched() -> list[object]:
    """With the patches."""
    return _cite("patched")


@pytest.fixture(scope="module")
def alone() -> list[object]:
    """As citeproc-py writes them, as with another version."""
    return _cite("alone")


def test_without_the_patch_a_style_is_searched_for_the_same_again(
    alone: list[object], patched: list[object]
) -> None:
    """citeproc-py alone looks for one thing in a style many times, patched once."""
    assert patched[-1] == 1
    assert isinstance(alone[-1], int) and alone[-1] > 10


def test_without_the_patch_a_label_stands_alone(alone: list[object], patched: list[object]) -> None:
    """An article without an edition reads “Edition”."""
    assert str(patched[0]).endswith("3 May 2021.")
    assert str(alone[0]).endswith("3 May 2021, Edition.")


def test_without_the_patch_a_locator_is_never_numeric(
    alone: list[object], patched: list[object]
) -> None:
    """A chapter is printed as a page."""
    assert str(patched[1]).endswith(", ch. 2.")
    assert str(alone[1]).endswith(", 2.")


def test_without_the_patch_a_term_has_no_short_form(
    alone: list[object], patched: list[object]
) -> None:
    """An act, which has no short form, is printed as a page."""
    assert str(patched[2]).endswith(", act 2.")
    assert str(alone[2]).endswith(", 2.")


def test_without_the_patch_the_parties_of_a_case_are_set_apart_by_a_capital(
    alone: list[object], patched: list[object]
) -> None:
    """The `v.` of a case is a word of its title like any other."""
    assert "Anwel v. Lunmark" in str(patched[3])
    assert "Anwel V. Lunmark" in str(alone[3])


def test_without_the_patch_a_part_of_a_part_is_two(
    alone: list[object], patched: list[object]
) -> None:
    """The first paragraph of article 7 is one article; with article 8 there are two."""
    assert str(patched[3]).endswith("art. 7(1).")
    assert str(alone[3]).endswith("arts 7(1).")
    assert str(patched[4]).endswith("arts 7(1), 8(2).")


def test_without_the_patch_a_title_in_the_place_of_the_author_is_printed_twice(
    alone: list[object], patched: list[object]
) -> None:
    """A page without an author is named by its title, the second time as the first."""
    assert str(patched[6]) == "‘Home’, 4."
    assert str(alone[6]) == "‘Home’, ‘Home’, 4."
