"""Sources: a folder of content/, read once and known to be sound."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.houses import HEAD, INSTITUTE, House, said

from briefpress.content.sources import find_twins, read_sources, read_text
from briefpress.model.brief import Sources
from briefpress.model.house import find_briefs
from briefpress.model.problems import Problems, Stopped
from briefpress.model.text import as_text

SECRET = "what no brief may print"


def read(house: House, slug: str = "tiny") -> tuple[Sources | None, str]:
    """Read a brief of *house*: its sources, or None, and what its author is told."""
    problems = Problems()
    try:
        return read_sources(house.root / "content", slug, problems), said(problems)
    except Stopped:
        return None, said(problems)


def test_letters_that_are_one_sign_in_a_pdf_stand_apart() -> None:
    """Whoever looks for `finance` finds it, though it was pasted from a PDF."""
    assert as_text("ﬁnance, eﬃcient, ﬂow".encode()) == "finance, efficient, flow"


def test_sources_hold_every_file_by_name(house: House) -> None:
    """The texts, the institute and all other files of the folder are read, and nothing is said."""
    house.put("data.csv", "a,b\n1,2\n")
    house.put("picture.png", b"\x89PNG\xff")
    sources, complaint = read(house)
    assert sources is not None, complaint
    assert complaint == ""
    assert (sources.slug, sources.folder) == ("tiny", "content/tiny")
    assert sources.fields.name == "content/tiny/brief.yaml"
    assert sources.fields.text == HEAD
    assert sources.prose.name == "content/tiny/brief.md"
    assert sources.institute.text == INSTITUTE
    assert sources.files == {"data.csv": b"a,b\n1,2\n", "picture.png": b"\x89PNG\xff"}


@pytest.mark.parametrize("name", [".hidden.csv", "~lock.csv", ".DS_Store"])
def test_what_editors_leave_is_not_read(house: House, name: str) -> None:
    """Hidden files and an office program's lock files are no part of a brief."""
    house.put(name, b"\xff")
    (house.root / "content/tiny/drafts").mkdir()
    sources, complaint = read(house)
    assert sources is not None, complaint
    assert sources.files == {}


@pytest.mark.parametrize(
    "data",
    [b"one\r\ntwo\r\n", b"one\rtwo\r", b"\xef\xbb\xbfone\ntwo\n", b"\xef\xbb\xbfone\r\ntwo\n"],
    ids=["Windows", "old Mac", "byte order mark", "both"],
)
@pytest.mark.parametrize("name", ["brief.md", "data.csv"])
def test_every_editor_is_welcome(house: House, name: str, data: bytes) -> None:
    """Line ends of any system, with or without a byte order mark, are the same text.

    The bytes are kept beside it: an archive gives them back as they were.
    """
    house.put(name, data)
    sources, complaint = read(house)
    assert sources is not None, complaint
    if name == "brief.md":
        assert sources.prose.text == "one\ntwo\n"
        assert sources.prose.data == data
    else:
        assert as_text(sources.files[name]) == "one\ntwo\n"
        assert sources.files[name] == data
    assert sources.content[f"tiny/{name}"] == data


def test_bullets_of_word_are_bullets(house: House) -> None:
    """They are letters of its own fonts of symbols; elsewhere such a letter is refused."""
    house.put("brief.md", "\uf0b7\tone\n\uf0a7\ttwo\n\uf0d8 three\n")
    sources, complaint = read(house)
    assert sources is not None and complaint == ""
    assert sources.prose.text == "•\tone\n▪\ttwo\n➢ three\n"
    house.put("brief.md", "on\uf0b7e\n")
    assert "the hidden character U+F0B7" in read(house)[1]


def test_briefs_are_the_folders_with_fields(house: House) -> None:
    """A brief is a folder of content/ with a brief.yaml; they come sorted."""
    for slug in ("zeta", "alpha", "pictures", "odd"):
        (house.root / "content" / slug).mkdir()
    for slug in ("zeta", "alpha"):
        house.put(f"../{slug}/brief.yaml", HEAD)
    (house.root / "content/odd/brief.yaml").mkdir()
    assert find_briefs(house.root / "content") == ["alpha", "tiny", "zeta"]


@pytest.mark.parametrize(
    ("slug", "hint"),
    [
        ("tini", "did you mean `tiny`?"),
        ("sudan", "briefs: tiny"),
        ("..", "briefs: tiny"),
        ("../content/tiny", "did you mean `tiny`?"),
    ],
)
def test_an_unknown_brief_names_the_nearest(house: House, slug: str, hint: str) -> None:
    """A slug that is no brief of content/ is an error that says which there are."""
    sources, complaint = read(house, slug)
    assert sources is None
    assert complaint.startswith(f"content/{slug}: error: no brief `{slug}`")
    assert "hint: " in complaint
    if ".." not in slug:
        assert complaint.endswith(f"hint: {hint}")


def test_a_brief_without_prose_says_where_to_write_it(house: House) -> None:
    """A folder without brief.md is an error."""
    (house.root / "content/tiny/brief.md").unlink()
    assert read(house)[1] == (
        "content/tiny/brief.md: error: the prose is missing\n"
        "  hint: write it in brief.md, in Markdown"
    )


def test_a_house_without_institute_says_so(house: House) -> None:
    """Without institute.yaml nothing is printed, and the author is told which file is missing."""
    (house.root / "content/institute.yaml").unlink()
    assert read(house)[1].startswith(
        "content/institute.yaml: error: cannot be read: no such file or directory"
    )


def test_all_files_are_looked_at_before_reading_stops(house: House) -> None:
    """Three bad files are three errors at once."""
    house.put("a.csv", "\x00")
    house.put("b.csv", "a,b\n1,\x002\n")
    house.put("brief.md", "5 \u202e500")
    complaint = read(house)[1]
    assert [line.split(": ")[0] for line in complaint.splitlines()[::2]] == [
        "content/tiny/a.csv:1:1",
        "content/tiny/b.csv:2:3",
        "content/tiny/brief.md:1:3",
    ]


# ---------------------------------------------------------------------------------------------
# Links


def link_to(target: str) -> Callable[[House], None]:
    """Put a link to *target* into the brief's folder."""

    def put(house: House) -> None:
        (house.root / "content/tiny/picture.png").symlink_to(target)

    return put


@pytest.mark.parametrize(
    "target", ["/etc/hostname", "../institute.yaml", "../../secret.txt", "../other/brief.yaml"]
)
def test_no_link_leads_out_of_the_folder(house: House, target: str) -> None:
    """A symbolic link to anything outside of the brief's folder is refused, and not read."""
    (house.root / "secret.txt").write_text(SECRET)
    (house.root / "content/other").mkdir()
    house.put("../other/brief.yaml", HEAD)
    link_to(target)(house)
    sources, complaint = read(house)
    assert sources is not None and "picture.png" not in sources.files
    assert complaint == (
        "content/tiny/picture.png: error: a link that leads out of the folder\n"
        "  hint: copy the file into the folder"
    )


def test_a_link_inside_the_folder_is_followed(house: House) -> None:
    """Two names for one file of the brief do no harm."""
    house.put("data.csv", "a\n1\n")
    link_to("data.csv")(house)
    sources, complaint = read(house)
    assert sources is not None, complaint
    assert sources.files["picture.png"] == b"a\n1\n"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("picture.png", "a link that leads to itself"),
        ("nowhere.png", "no such file or directory"),
    ],
)
def test_a_link_to_nothing_is_an_error(house: House, target: str, reason: str) -> None:
    """A link that ends nowhere is an error that names it, not a traceback."""
    link_to(target)(house)
    assert read(house)[1].startswith(f"content/tiny/picture.png: error: cannot be read: {reason}")


def test_a_brief_is_no_link_to_another_folder(house: House, tmp_path: Path) -> None:
    """The folder of a brief lies in content/ itself."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "brief.yaml").write_text(HEAD)
    (elsewhere / "brief.md").write_text(SECRET)
    (house.root / "content/guest").symlink_to(elsewhere)
    sources, complaint = read(house, "guest")
    assert sources is None
    assert complaint.startswith("content/guest: error: a link that leads out of the folder")


def test_the_institute_is_no_link_out_of_content(house: House, tmp_path: Path) -> None:
    """institute.yaml is held to the same rule."""
    (tmp_path / "secret.txt").write_text(SECRET)
    institute = house.root / "content/institute.yaml"
    institute.unlink()
    institute.symlink_to(tmp_path / "secret.txt")
    assert read(house)[1].startswith(
        "content/institute.yaml: error: a link that leads out of the folder"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_file_is_not_waited_for(house: House) -> None:
    """A named pipe would be read for ever; it is an error."""
    os.mkfifo(house.root / "content/tiny/data.csv")
    assert read(house)[1].startswith("content/tiny/data.csv: error: this is not a file")


# ---------------------------------------------------------------------------------------------
# Limits


@pytest.mark.parametrize("name", ["brief.md", "brief.yaml", "data.csv"])
def test_a_text_of_more_than_200_pages_is_refused(house: House, name: str) -> None:
    """A text above the limit is refused by its size, before it is read."""
    house.put(name, "x" * (1024 * 1024 + 1))
    assert read(house)[1] == (
        f"content/tiny/{name}: error: 1,024 KB are too much, 1,024 KB is the limit\n"
        "  hint: shorten it"
    )


def test_a_picture_above_the_limit_is_refused(house: House) -> None:
    """A huge picture is refused without being read; the hint is one for pictures."""
    with (house.root / "content/tiny/p.png").open("wb") as file:
        file.truncate(33 * 1024 * 1024)  # a sparse file, it takes no room
    assert read(house)[1] == (
        "content/tiny/p.png: error: 33,792 KB are too much, 32,768 KB is the limit\n"
        "  hint: save the picture smaller"
    )


def test_a_folder_holds_a_number_of_files(house: House) -> None:
    """More files than a brief can print are one error, and no other is made up."""
    for number in range(200):
        house.put(f"{number}.txt", "")
    assert read(house)[1] == (
        "content/tiny: error: more than 200 files\n  hint: move out what is not printed"
    )


# ---------------------------------------------------------------------------------------------
# Texts


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff\xfea\x00b", "1:2"),  # UTF-16, cut in the middle of a letter
        (b"one\ntw\xe9\n", "2:3"),  # Latin-1
        ("où\n".encode() + b"\xed\xa0\x80", "2:1"),  # a lone surrogate
        (b"\xef\xbb\xbfab\xc3", "1:3"),  # cut in the middle of a letter
    ],
)
def test_what_is_no_utf8_is_an_error_at_its_place(data: bytes, place: str) -> None:
    """The first byte that is no UTF-8 is named by line and column, counted in letters."""
    problems = Problems()
    assert read_text(data, "brief.md", problems) == ""
    assert said(problems) == (
        f"brief.md:{place}: error: this is not UTF-8\n"
        "  hint: save the file as UTF-8 (in Word: plain text, other encoding, Unicode (UTF-8))"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_however_it_was_saved(encoding: str) -> None:
    """Excel's “Unicode text” has a mark; what other programs write in UTF-16 may have none."""
    problems = Problems()
    text = "Région;Été\nÎle-de-France;5 €\n"
    assert read_text(text.encode(encoding), "d.csv", problems) == text
    assert not said(problems)


@pytest.mark.parametrize(
    "text", ["les régions d’été", "– “so” said", "5 €", "где люди", "أين الناس", "Õhtuks ÕÄ Š"]
)
def test_letters_that_were_read_in_another_encoding_are_told(text: str) -> None:
    """A program took UTF-8 for Windows-1252 and saved it so; in itself each text is sound."""
    garbled = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )
    problems = Problems()
    read_text(f"One\n{garbled}\n".encode(), "d.csv", problems)
    assert re.search(r"^d\.csv:2:\d+: error: `\S+` was `\S+` once", said(problems))
    read_text(f"{text}. IRMÃ “SÃO” Ã»".encode(), "d.csv", problems := Problems())
    assert not said(problems)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", ""),
        ("\x0c", ""),
        ("\x1b", ""),
        ("\x7f", ""),
        ("\x85", ""),
        ("\u2028", " (line separator)"),
        ("\ufeff", " (zero width no-break space)"),
        ("\ufffd", " (replacement character)"),
        ("\uffff", ""),
        *((chr(code), None) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
        ("\ue000", ""),
        ("\uf8ff", ""),
        ("\U000f0000", ""),
        ("\U0010fffd", ""),
    ],
)
def test_hidden_characters_are_named(character: str, name: str | None) -> None:
    """A character that no reader sees is an error with its number, its name and its place."""
    problems = Problems()
    read_text(f"one\ntwo{character}three".encode(), "brief.md", problems)
    (problem,) = problems
    assert str(problem.place) == "brief.md:2:4"
    assert problem.message.startswith(f"the hidden character U+{ord(character):04X}")
    if name is not None:
        assert problem.message.endswith(f"{ord(character):04X}{name}")


def test_a_line_end_of_a_word_processor_parts_the_words() -> None:
    """The sign for its new line is an error, and no letter is joined to the next."""
    problems = Problems()
    assert read_text(b"one.\x0bTwo", "brief.md", problems) == "one. Two"
    assert [one.hint for one in problems] == ["write a new line: a word processor ended one there"]


@pytest.mark.parametrize(
    "number", ["&#x202E;", "&#8238;", "&#X202e", "&#57344;", "&#0;", "&#1;", "&#xD800;"]
)
@pytest.mark.parametrize("name", ["brief.md", "brief.yaml", "data.csv"])
def test_hidden_characters_are_found_by_their_number(name: str, number: str) -> None:
    """A character that no text may hold is refused too where it is written as HTML can write it."""
    problems = Problems()
    read_text(f"one\ntwo {number} &#xE9;".encode(), name, problems)
    (problem,) = problems
    assert str(problem.place) == f"{name}:2:5"
    assert problem.message.startswith("the hidden character U+")


@pytest.mark.parametrize(
    "text", ["é ü ß", "한국어", "العربية", "😀", "a\tb", "10\u00a0000", "soft\u00adhyphen"]
)
def test_every_script_is_welcome(text: str) -> None:
    """Letters of any language, tabs, hard spaces and soft hyphens are text."""
    problems = Problems()
    assert read_text(text.encode(), "brief.md", problems) == text
    assert not problems.found


@pytest.mark.parametrize(
    ("slug", "other"),
    [("a.letter", "a"), ("A", "a"), ("gro\u0308\u00dfe", "gr\u00f6sse"), ("e\u0301", "\u00e9"),
     ("a.a4", "A"), ("a.booklet", "a"), ("a.2-up", "a"), ("stra\u00dfe", "strasse")],
)  # fmt: skip
def test_two_briefs_whose_pdfs_have_one_name_are_told(slug: str, other: str) -> None:
    """On some disk, or on some paper, one would be written over the other."""
    assert [*find_twins(slug, [other, slug, "b"])] == [other]


@pytest.mark.parametrize(
    ("slug", "other"), [("a.v2", "a"), ("ab", "a"), ("a-letter", "a"), ("letter", "a"), ("a", "a")]
)
def test_other_names_are_no_twins(slug: str, other: str) -> None:
    """They are told from one another on every disk."""
    assert [*find_twins(slug, [other, slug])] == []


def test_a_twin_is_not_printed(house: House) -> None:
    """The error names both, and the other brief is read as it was."""
    shutil.copytree(house.root / "content/tiny", house.root / "content/tiny.letter")
    assert read(house)[0] is not None
    sources, told = read(house, "tiny.letter")
    assert sources is None
    assert "`tiny.letter` and `tiny` may be one file in output/" in told
