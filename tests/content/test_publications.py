"""Recent publications: those of the institute or of the brief, each with a cover that prints."""

import io

import pytest
from PIL import Image
from support.houses import House, text_of

from briefpress.content.first_page import HEIGHT

ONE = "{title: The Road, published: 2024-05, number: Note 3, url: 'https://www.example.org/road/'"
OWN = f"back_page: true\npublications:\n- {ONE}}}\n"
YAML, INSTITUTE = "content/tiny/brief.yaml", "content/institute.yaml"


def png(red: int) -> bytes:
    """Give a picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (30, 40), (red, 0, 0)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def shared(house: House) -> House:
    """A house whose institute lists a paper with a cover, in English."""
    institute = (house.root / "content/institute.yaml").read_text("utf-8")
    house.put("../institute.yaml", f"{institute}publications:\n- {ONE}, cover: it.png}}\n")
    house.put("../it.png", png(200))
    return house


def listed(page: str) -> str:
    """The part of a *page* that lists publications."""
    return page.partition('<section class="publications')[2].partition("</section>")[0]


def test_a_paper_without_a_picture_stands_by_its_title(house: House) -> None:
    """Which is the link, and is printed once; its address is short."""
    part = listed(house.html(OWN))
    assert text_of(part.partition(">")[2]) == (
        "Recent publications The Road Note 3 May 2024 example.org/road"
    )
    assert "cover" not in part and part.count("The Road") == 1
    assert '<section class="publications of-1">' in house.html(OWN)
    assert '<a class="addressed" href="https://www.example.org/road/">The Road</a>' in part
    assert "footnote" not in part  # the address stands there already


@pytest.mark.long
def test_a_brief_takes_those_of_the_institute_or_has_its_own(shared: House) -> None:
    """`[]` is none; a brief without a back page takes none, and is not in its own list."""
    assert "files/covers/it.png" in listed(shared.html("back_page: true\n"))
    assert 'class="publications of-1 pictured"' in shared.html("back_page: true\n")
    assert "it.png" not in shared.html(OWN) and "The Road" in listed(shared.html(OWN))
    for fields in ("back_page: true\npublications: []\n", ""):
        brief = shared.brief(fields)
        assert not brief.fields.publications and not brief.files
    own_title = OWN.replace("The Road", "A title").replace("back", "title: A title\nback", 1)
    head = "standfirst: S\npublished: 2024-11-26\n"
    page, problems = shared.page(own_title, head=head)
    assert page is not None and not problems.errors and not listed(page.text)


def test_two_files_of_one_name_are_two(shared: House) -> None:
    """The institute's cover and the brief's picture; the PDF carries both, each in its place."""
    shared.put("it.png", png(10))
    cover = "back_page: true\ncover: {image: it.png, alt: a}\n"
    brief = shared.brief(cover)
    assert brief.files == {"it.png": png(10), "covers/it.png": png(200)}
    assert (brief.content["it.png"], brief.content["tiny/it.png"]) == (png(200), png(10))


def test_a_title_is_in_its_language(shared: House) -> None:
    """That of the institute, on the back page of a brief in another one."""
    part = listed(shared.html("back_page: true\nlanguage: fr\n"))
    assert '<p class="title" lang="en">' in part and '<p lang="en">Note 3</p>' in part
    assert "mai 2024" in part


@pytest.mark.long
def test_the_first_page_of_a_pdf_is_a_cover(house: House) -> None:
    """As a picture of its shape; what is no PDF within is refused."""
    file = io.BytesIO()
    Image.new("RGB", (60, 90), (200, 0, 0)).save(file, "PDF")
    house.put("it.pdf", file.getvalue())
    brief = house.brief(f"back_page: true\npublications:\n- {ONE}, cover: it.pdf}}\n")
    picture = Image.open(io.BytesIO(brief.files["covers/it.pdf"]))
    assert picture.height == HEIGHT and abs(picture.width - HEIGHT * 60 / 90) <= 1
    red, green, _ = picture.getpixel((200, 300))  # type: ignore[misc]
    assert red > 150 > 60 > green
    assert brief.content["tiny/it.pdf"] == file.getvalue()
    house.put("it.pdf", b"%PDF-1.7\nno more")
    told = house.complaints(f"back_page: true\npublications:\n- {ONE}, cover: it.pdf}}\n")
    assert f"{YAML}:6" in told and "first page cannot be drawn" in told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (f"back_page: true\npublications:\n- {ONE}, cover: it.png}}\n", "error: no file `it.png`"),
        (OWN + f"- {ONE}}}\n" * 6, "error: `publications`: 7 publications are too many"),
        (OWN.removeprefix("back_page: true\n"), "warning: `publications` are printed on a back"),
        (OWN.replace("https://www.", ""), "error: "),
    ],
)
def test_faults_are_told(house: House, fields: str, told: str) -> None:
    """A cover that is not there, seven papers, no page for them, an address that is none."""
    complaint = house.complaints(fields)
    assert complaint.startswith(YAML) and told in complaint
    assert "Traceback" not in complaint


def test_a_cover_of_the_institute_is_missing_beside_institute_yaml(shared: House) -> None:
    """Its line is named once."""
    (shared.root / "content/it.png").unlink()
    told = shared.complaints("back_page: true\n")
    assert told.count("it.png") == 1 and told.startswith(INSTITUTE)
