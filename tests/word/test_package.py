"""Word files that are none, or that want to be dangerous."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from support.word import paragraph, word_file, zipped

from briefpress.word import package
from briefpress.word.package import NotWord, open_package, text_of


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a whole Word file"),
        (b"PK\x03\x04 cut off", "not a whole Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "it is of LibreOffice"),
        (zipped({"a.txt": "no document"}), "no text of Word"),
        (zipped({"word/document.xml": "<w:document>"}), "no XML"),
        (zipped({"word/document.xml": "<html/>"}), "no text of Word"),
        (
            zipped({"word/document.xml": "<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>"}),
            "defines names of its own",
        ),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, message: str) -> None:
    """With what is wrong, and what to do in Word."""
    with pytest.raises(NotWord, match=message):
        open_package(data)


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted while it is unpacked, whatever the file says of its size."""
    monkeypatch.setattr(package, "UNPACKED", 1000)
    with pytest.raises(NotWord, match="unpacks to more"):
        open_package(word_file(paragraph("Words.") * 20))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs time, however small."""
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    with pytest.raises(NotWord, match="more than 3 parts"):
        open_package(word_file(paragraph("Words.")))


def test_a_strict_file_is_read_as_any_other() -> None:
    """Its namespaces have other names."""
    with ZipFile(BytesIO(word_file(paragraph("Strict words.")))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for new, old in (
        (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
         b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
         b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ):  # fmt: skip
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    opened = open_package(zipped(parts))
    assert text_of(opened.root(opened.document)) == "Strict words."


def test_relations_lead_to_parts() -> None:
    """From the folder of the part, or from the top."""
    opened = open_package(word_file(paragraph("x")))
    assert opened.document == "word/document.xml"
    assert opened.related(opened.document, "styles") == ["word/styles.xml"]
