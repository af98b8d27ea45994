"""Citations of Zotero, Mendeley, EndNote and Word: keys, parts, prefixes."""

import base64
import json

import pytest
from support.word import cited, names, paragraph, word_file

from briefpress.word.cited_fields import CitationReader
from briefpress.word.package import open_package

ROY, KIM = "One book", "Another book"


def reader(parts: dict[str, str | bytes] | None = None) -> CitationReader:
    """The citations of a file that has these *parts* besides its text."""
    return CitationReader(open_package(word_file(paragraph("x"), parts=parts)))


def csl(*items: dict[str, object]) -> str:
    """The instruction of a field of Zotero."""
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': items})} "


@pytest.mark.parametrize(
    ("more", "written"),
    [
        ({}, "[@roy-2020]"),
        ({"locator": "5"}, "[@roy-2020, p. 5]"),
        ({"locator": "5-7", "label": "page"}, "[@roy-2020, pp. 5-7]"),
        ({"locator": "74", "label": "paragraph"}, "[@roy-2020, para. 74]"),
        ({"locator": "4", "label": "article"}, "[@roy-2020, art. 4]"),
        ({"prefix": "see ", "locator": "5"}, "[see @roy-2020, p. 5]"),
        ({"locator": "5", "suffix": ", emphasis added"}, "[@roy-2020, p. 5, emphasis added]"),
        ({"prefix": "see; [also] @x"}, "[see, (also) x @roy-2020]"),
        ({"suffix": ", p. 12"}, "[@roy-2020, p. 12]"),
        ({"suffix": ", emphasis added"}, "[@roy-2020 (emphasis added)]"),
        ({"suffix": "(on file with the author)"}, "[@roy-2020 (on file with the author)]"),
        ({"suffix": "(in Kim (ed.), 5)"}, "[@roy-2020 (in Kim (ed.), 5)]"),
        ({"suffix": "annex 5"}, "[@roy-2020]"),
    ],
)
def test_parts_and_prefixes_come_over(more: dict[str, str], written: str) -> None:
    """In the words of a brief, whatever language Word was in."""
    assert reader().read_field(csl(cited(1, "a", ROY, "Roy", **more))) == written


def test_a_source_is_known_by_its_library() -> None:
    """Two libraries count their sources alike; the same source keeps its key."""
    citations = reader()
    both = csl(cited(1, "a", ROY, "Roy"), cited(1, "b", KIM, "Roy"))
    assert citations.read_field(both) == "[@roy-2020; @roy-2020-2]"
    assert citations.read_field(csl(cited(1, "b", KIM, "Roy"))) == "[@roy-2020-2]"
    assert [one["title"] for one in citations.sources.values()] == [ROY, KIM]


def test_mendeley_is_read_in_both_of_its_forms() -> None:
    """As a field, and in the tag of a content control."""
    citations = reader()
    said = {"citationItems": [cited(1, "a", ROY, "Roy", locator="5")]}
    assert citations.read_field(f"ADDIN CSL_CITATION {json.dumps(said)}") == "[@roy-2020, p. 5]"
    packed = base64.b64encode(json.dumps(said).encode()).decode()
    assert citations.read_tag(f"MENDELEY_CITATION_v3_{packed}") == "[@roy-2020, p. 5]"
    assert citations.read_tag("another control") is None


ENDNOTE = """<EndNote><Cite><Author>Roy</Author><Year>2020</Year><RecNum>3</RecNum>
<Pages>5-7</Pages><Prefix>see </Prefix><record><rec-number>3</rec-number><foreign-keys>
<key app="EN" db-id="db1">3</key>
</foreign-keys><ref-type name="Journal Article">17</ref-type><contributors><authors><author>
<style face="normal">Roy, Ana</style></author><author>World Bank,</author></authors></contributors>
<titles><title><style>On rivers</style></title><secondary-title>A Journal</secondary-title></titles>
<volume>3</volume><number>2</number><pages>1-9</pages><dates><year>2020</year></dates>
</record></Cite></EndNote>"""


@pytest.mark.long
@pytest.mark.parametrize("is_apart", [False, True])
def test_endnote_is_read(is_apart: bool) -> None:
    """From the field itself, or from what it carries apart."""
    citations = reader()
    instruction = "ADDIN EN.CITE " + ("" if is_apart else ENDNOTE)
    data = base64.b64encode(ENDNOTE.encode()).decode() if is_apart else ""
    assert citations.read_field(instruction, data) == "[see @roy-2020, pp. 5-7]"
    assert citations.sources["roy-2020"] == {
        "type": "article-journal",
        "title": "On rivers",
        "author": [{"family": "Roy", "given": "Ana"}, {"literal": "World Bank"}],
        "container-title": "A Journal",
        "volume": "3",
        "issue": "2",
        "page": "1-9",
        "issued": "2020",
    }


WORD_SOURCES = f"""<b:Sources {names()}><b:Source><b:Tag>UN14</b:Tag>
<b:SourceType>Report</b:SourceType>
<b:Author><b:Author><b:Corporate>UN Human Rights Council</b:Corporate></b:Author></b:Author>
<b:Title>A/HRC/25/63, the report</b:Title><b:Year>2014</b:Year><b:Month>February</b:Month>
<b:Day>7</b:Day></b:Source><b:Source><b:Tag>Roy20</b:Tag><b:SourceType>Book</b:SourceType><b:Author>
<b:Author><b:NameList><b:Person><b:Last>Roy</b:Last><b:First>Ana</b:First></b:Person></b:NameList>
</b:Author></b:Author><b:Title>On rivers</b:Title><b:Year>2020</b:Year></b:Source></b:Sources>"""


def test_words_own_sources_are_read() -> None:
    """From the file's list, with the tags as keys."""
    citations = reader({"customXml/item1.xml": WORD_SOURCES})
    field = r'CITATION UN14 \p 12 \f "see " \l 1033 \m Roy20 \n'
    assert citations.read_field(field) == "[see @UN14, p. 12; @Roy20]"
    assert citations.sources["UN14"]["author"] == [{"literal": "UN Human Rights Council"}]
    assert citations.sources["UN14"]["issued"] == "2014-02-07"


@pytest.mark.parametrize(
    "instruction",
    ["PAGEREF _x", "ADDIN ZOTERO_ITEM CSL_CITATION {broken", "ADDIN EN.CITE", "CITATION Nobody"],
)
def test_what_cannot_be_read_is_no_citation(instruction: str) -> None:
    """And what Word shows of it stays in the text."""
    assert reader().read_field(instruction) is None
