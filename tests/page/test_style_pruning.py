"""A style of CSL without what no source of a brief can reach."""

from typing import Any
from xml.etree import ElementTree

import pytest
from support.pandoc import run_once
from support.printed import HOUSE

from briefpress.model.problems import Place, Problems
from briefpress.model.text import Cited, CitedTogether
from briefpress.page.citation_styles import read_style
from briefpress.page.citations import find_style, prepare_source
from briefpress.page.citeproc import write_in_style
from briefpress.page.style_pruning import prune_style
from briefpress.page.theme import read_theme

STYLE = """<style class="note">
<info><title>A style</title><id>style</id><updated>2026</updated><summary>Long.</summary></info>
<macro name="book"><text variable="publisher"/></macro>
<macro name="law"><text variable="authority"/></macro>
<macro name="listed"><text variable="URL"/></macro>
<macro name="title"><choose>
  <if type="legislation treaty" match="any"><text macro="law"/></if>
  <else-if type="book" variable="publisher" match="any"><text macro="book"/></else-if>
  <else><text variable="title"/></else>
</choose></macro>
<macro name="where"><choose>
  <if type="treaty"><text variable="archive"/></if>
  <else><text variable="DOI"/></else>
</choose></macro>
<citation><layout><text macro="title"/><text macro="where"/></layout></citation>
<bibliography><layout><text macro="listed"/></layout></bibliography>
</style>"""


def pruned(style: str = STYLE, *, has_list: bool = True) -> str:
    """*style* for a brief that cites reports, as text."""
    root = prune_style(ElementTree.fromstring(style), frozenset(["report"]), has_list=has_list)
    return ElementTree.tostring(root, encoding="unicode")


def test_a_branch_that_no_source_takes_is_left_out_with_the_macros_that_it_calls() -> None:
    """A type among several conditions, of which one is enough, may still be answered otherwise."""
    style = pruned()
    assert '"law"' not in style and "authority" not in style and "archive" not in style
    assert '<choose><if type="book" variable="publisher" match="any">' in style
    assert '<macro name="book">' in style
    assert '<else><text variable="title" /></else>' in style
    assert "Long." not in style


def test_what_all_others_do_becomes_the_first_branch() -> None:
    """CSL has no `choose` that begins with `else`: it asks for none of what was left out."""
    where = '<choose><if type="treaty" match="none"><text variable="DOI" /></if></choose>'
    assert where in pruned()


def test_the_list_of_references_goes_where_nobody_wants_it() -> None:
    """It stays where notes say what depends on its order."""
    assert '"listed"' in pruned()
    assert '"listed"' not in pruned(has_list=False) and "bibliography" not in pruned(has_list=False)
    numbered = STYLE.replace('variable="title"', 'variable="citation-number"')
    assert '"listed"' in pruned(numbered, has_list=False)


@pytest.mark.long
@pytest.mark.parametrize("name", ["chicago-notes-bibliography", "apa"])
def test_pandoc_writes_the_same_in_what_is_left(name: str) -> None:
    """Two kinds of sources are cited, one of them twice: nothing that they print was cut away."""
    style = read_style(str(find_style(name, Place(""), Problems())))
    language = read_theme(HOUSE, Problems()).languages["en"]
    sources: list[dict[str, Any]] = [
        {"id": "a", "type": "report", "title": "On the Nile", "author": [{"literal": "The UN"}]},
        {"id": "b", "type": "legal_case", "title": "A v. B", "authority": "ICJ", "number": "7"},
    ]
    data = [prepare_source(one, style, language) for one in sources]
    clusters = [CitedTogether((Cited(key, "page", "4"),)) for key in "aba"]
    kinds = frozenset(one["type"] for one in data)
    has_list = style.get("class") != "note"
    whole, rest = (
        write_in_style(one, language, data, clusters, run_once)
        for one in (style, prune_style(style, kinds, has_list=has_list))
    )
    assert len(ElementTree.tostring(prune_style(style, kinds, has_list=has_list))) < 0.6 * len(
        ElementTree.tostring(style)
    )
    assert rest.citations == whole.citations
    assert rest.references == (whole.references if has_list else {})
