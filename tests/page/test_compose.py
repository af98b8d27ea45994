"""The page: a Brief and a Look become Html, closed, in the language and the style of the house."""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from fontTools.ttLib import TTFont
from support.depth import few
from support.houses import (
    FRENCH_FILES,
    INSTITUTE,
    PROSE,
    ROOT,
    House,
    build_house,
    french_page,
    main_of,
    said,
    text_of,
)
from support.printed import own_file

from briefpress.model.blocks.votes import OUTCOMES
from briefpress.model.changes import Change
from briefpress.model.contract import BriefFields
from briefpress.model.page import Correction
from briefpress.model.problems import Problems, Stopped
from briefpress.page.compose import lay_out, make_dummy_page
from briefpress.page.dates_and_numbers import write_date
from briefpress.page.fonts import chart_fonts, find_faces, font_folder
from briefpress.page.standalone import StandalonePage, lay_out_standalone
from briefpress.page.theme import read_theme, tokens_of

SOURCE = "sources: {report: {type: report, title: A report, issued: 2024}}\n"


def refused(house: House, fields: str = "", prose: str = PROSE) -> str:
    """Give the problems of a brief that is laid out as a draft, or not at all."""
    _, problems = house.page(fields, prose)
    assert problems.errors
    return said(problems)


# ---------------------------------------------------------------------------------------------
# Html is closed


@pytest.mark.long
def test_a_page_names_nothing_that_is_not_in_it(house: House) -> None:
    """Every picture of a page is among its assets, and nothing else is fetched."""
    page = french_page(house)
    named = re.findall(r'\b(?:src|data|poster|srcset)="([^"]*)"', page.text)
    assert sorted(named) == ["charts/cours.svg", "files/carte.svg"]
    assert page.assets.keys() == set(named)
    styles = "".join(style.text for style in page.styles)
    assert not re.search(r"@import|url\(", styles)
    assert not re.search(r"<(link|script|style|iframe|object)\b", page.text)


def test_fonts_are_part_of_a_page() -> None:
    """The faces that the tokens name are files of the page, at the path that the rules name."""
    problems = Problems()
    rules, files = find_faces({"Source Sans Pro": ["400", "700 italic"]}, Path(), {}, problems)
    assert re.findall(r'url\("([^"]*)"\)', rules) == list(files)
    assert list(files) == ["fonts/SourceSansPro-Regular.ttf", "fonts/SourceSansPro-BoldIt.ttf"]
    assert all(data.startswith(b"\x00\x01\x00\x00") for data in files.values())
    assert not problems.found


@pytest.mark.parametrize(
    ("family", "face", "message"),
    [
        ("Comic Sans", "400", "the font `Comic Sans` is not installed"),
        ("Serif", "400", "the font `Serif` is not installed"),
        ("../secret", "400", "the font `../secret` is not installed"),
        ("", "400", "the font `` is not installed"),
        ("Source Sans Pro", "500", "the font `Source Sans Pro` has no face `500`"),
        ("Source Sans Pro", "400 oblique", "the font `Source Sans Pro` has no face `400 oblique`"),
    ],
)
def test_a_font_that_is_not_installed_is_an_error(family: str, face: str, message: str) -> None:
    """A missing family or face is an error of tokens.css; the system's fonts are never asked."""
    problems = Problems()
    assert find_faces({family: [face]}, Path(), {}, problems) == ("", {})
    assert said(problems).startswith(f"styles/tokens.css: error: {message}\n  hint: ")


def font_file(family: str, *, rights: int = 0) -> bytes:
    """A font of another family: the semibold italic of Source Sans Pro under a new name."""
    folder = font_folder("Source Sans Pro") or Path()
    file, font = io.BytesIO(), TTFont(folder / "SourceSansPro-SemiboldIt.ttf")
    for number in (1, 16):
        font["name"].setName(family, number, 3, 1, 0x409)
    font["OS/2"].fsType = rights
    font.save(file)
    return file.getvalue()


def test_a_font_of_the_house_says_itself_what_it_is(tmp_path: Path) -> None:
    """A file in styles/fonts/ is found by the family, weight and slant in it, not by its name."""
    folder = tmp_path / "styles/fonts"
    folder.mkdir(parents=True)
    (folder / "anything.TTF").write_bytes(font_file("House Sans"))
    problems = Problems()
    rules, files = find_faces({"House Sans": ["600 italic"]}, tmp_path, {}, problems)
    assert not problems.found
    assert list(files) == ["fonts/anything.TTF"]
    assert 'font-family: "House Sans"; font-weight: 600; font-style: italic' in rules
    assert chart_fonts(tmp_path, "House Sans") == folder
    assert chart_fonts(tmp_path, "Source Sans Pro") == font_folder("Source Sans Pro")
    find_faces({"House Sans": ["400"]}, tmp_path, {}, problems)
    assert "has no face `400`" in said(problems)
    assert said(problems).endswith("600 italic")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no font", "is no font that can be read"),
        (font_file("House Sans", rights=2), "this font may not be embedded in a PDF"),
    ],
)
def test_a_font_that_cannot_be_used_is_an_error(tmp_path: Path, data: bytes, message: str) -> None:
    """Named by its file."""
    (tmp_path / "styles/fonts").mkdir(parents=True)
    (tmp_path / "styles/fonts/House.ttf").write_bytes(data)
    problems = Problems()
    find_faces({}, tmp_path, {}, problems)
    assert said(problems).startswith(f"styles/fonts/House.ttf: error: {message}\n  hint: ")


@pytest.mark.long
def test_a_logo_stands_in_place_of_the_wordmark(house: House) -> None:
    """It lies beside institute.yaml, and the PDF carries it as well."""
    institute = (house.root / "content/institute.yaml").read_text("utf-8")
    logo = FRENCH_FILES["carte.svg"]
    house.put("../logo.svg", logo)
    house.put("../institute.yaml", institute + "logo: {file: logo.svg, alt: The Institute}\n")
    page, problems = house.page()
    assert page, said(problems)
    assert page.assets["house/logo"] == logo.encode()
    assert page.attachments["logo.svg"] == logo.encode()
    assert '<img src="house/logo" alt="The Institute">' in page.text
    assert 'src="data:image/svg+xml;base64,' in page.in_one_file()
    house.put("../institute.yaml", institute + "logo: {file: lego.svg, alt: The Institute}\n")
    line = institute.count("\n") + 1
    complaint = house.complaints()
    assert complaint.startswith(f"content/institute.yaml:{line}: error: no file `lego.svg` beside")
    assert complaint.endswith("hint: did you mean `logo.svg`?")


@pytest.mark.long
@pytest.mark.parametrize(("paper", "size"), [("a4", "210mm 297mm"), ("letter", "8.5in 11in")])
def test_a_page_is_made_for_its_paper(house: House, paper: str, size: str) -> None:
    """Type first, then the paper, then the brand, the house and the template's own style."""
    page, problems = house.page(paper=paper)
    assert page is not None, said(problems)
    assert (page.paper, f'<body class="{paper}" ' in page.text) == (paper, True)
    assert [style.name for style in page.styles] == [
        "fonts.css", f"{paper}.css", "styles/tokens.css", "styles/base.css",
        "styles/policy-brief.css",
    ]  # fmt: skip
    width, height = size.split()
    assert page.styles[1].text == (
        f"@page {{ size: {size} }}\n@page turned {{ size: {height} {width} }}\n"
        f":root {{ --paper-height: {height} }}\n"
    )


@pytest.mark.long
def test_a_digest_is_of_all_that_a_page_is(house: House) -> None:
    """Another word, another paper, another style or another picture is another digest."""
    house.put("p.svg", FRENCH_FILES["carte.svg"])
    fields = "figures: {f: {image: p.svg, caption: c, alt: a}}\n"

    def digest(prose: str = "", paper: str = "a4") -> str:
        page, problems = house.page(fields, f"{{{{ figures.f }}}}\n{prose}", paper=paper)
        assert page is not None, said(problems)
        return page.digest

    digests = [digest(), digest("\nWord.\n"), digest(paper="letter")]
    house.put("p.svg", FRENCH_FILES["carte.svg"].replace("M0 0", "M1 1"))
    digests.append(digest())
    house.restyle("styles/base.css", "p { color: red }")
    del house.theme
    digests.append(digest())
    assert len(set(digests)) == 5
    assert digest() == digests[-1]


@pytest.mark.deep
@pytest.mark.long
def test_a_page_is_the_same_in_any_folder_and_process(tmp_path: Path) -> None:
    """This process and one with another hash seed, in other folders, lay out the same page to the
    byte.
    """
    program = (
        "import sys; from pathlib import Path\n"
        "from support.houses import build_house, french_page\n"
        "print(french_page(build_house(Path(sys.argv[1]))).digest)"
    )
    folders = [tmp_path / name for name in ("here", "apart")]
    for folder in folders:
        folder.mkdir()
    here = french_page(build_house(folders[0])).digest
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", program, str(folders[1])],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == here


@pytest.mark.long
def test_the_dummy_page_has_the_styles_that_briefs_share(house: House) -> None:
    """The page that nobody sees has the type and the styles of any brief, to load them."""
    sheet = make_dummy_page(house.theme)
    brief = french_page(house)
    shared = {style.name for style in sheet.styles}
    assert shared - {style.name for style in brief.styles} == set()
    assert {"fonts.css", "styles/tokens.css", "styles/base.css"} <= shared
    assert sheet.assets == house.theme.fonts


# ---------------------------------------------------------------------------------------------
# What a page says of itself


def test_a_page_describes_itself(house: House) -> None:
    """Title, authors, description, keywords and dates stand in its head, for the PDF."""
    head = french_page(house).text.partition("</head>")[0]
    assert '<html lang="fr">' in head
    assert "<title>Les renvois continuent à la frontière</title>" in head
    for name, content in [
        ("author", "Aline Roy"),
        ("author", "Paul Petit"),
        ("description", "Deux lignes sous le titre."),
        ("keywords", "droits, asile"),
        ("dcterms.created", "2024-08-01"),
        ("dcterms.modified", "2024-11-26"),
    ]:
        assert f'<meta name="{name}" content="{content}">' in head


def test_a_brief_without_authors_is_the_institutes(house: House) -> None:
    """Where nobody is named, the institute has written it; no update is no second date."""
    head = house.html().partition("</head>")[0]
    assert '<meta name="author" content="Institute of Tests">' in head
    assert '<meta name="dcterms.modified" content="2024-11-26">' in head


DISC = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
ONE = "authors:\n  - {name: Jo Ash, role: Fellow, affiliation: College"


def byline(text: str) -> str:
    """Give the text under the standfirst of the page *text*."""
    found = re.search('<ul class="byline">.*?</ul>', text, re.DOTALL)
    assert found is not None
    assert text.index("standfirst") < found.start() < text.index("<main")
    return text_of(found[0])


@pytest.mark.long
def test_authors_stand_under_the_standfirst_with_what_they_do(house: House) -> None:
    """Names with positions where all of them are one line; the imprint and the citation have them
    as well."""
    text = house.html(f"{ONE}}}\n  - Bo Elm\n")
    assert byline(text) == "Jo Ash, Fellow, College Bo Elm"
    end = text_of(text[text.index('class="imprint"') :])
    assert "Authors Jo Ash, Fellow, College" in end
    assert "Jo Ash and Bo Elm" in end
    assert "about-authors" not in text


@pytest.mark.long
def test_a_byline_of_many_authors_is_their_names(house: House) -> None:
    """Positions that have no room there are in the imprint."""
    role = "Lecturer in the law of the sea"
    text = house.html(f"authors: [{', '.join(f'{{name: {n}, role: {role}}}' for n in 'ABC')}]\n")
    assert byline(text) == "A B C"
    assert text.count(role) == 3


@pytest.mark.long
def test_the_name_of_an_author_has_the_marks_of_the_language(house: House) -> None:
    """As the suggested citation has them."""
    html = house.html("language: ru\nauthors: ['Коалиция \"Мир\"']\n")
    assert byline(html) == "Коалиция «Мир»"
    assert 'Коалиция "Мир"' not in html


@pytest.mark.parametrize("authors", ["Jo Ash", "[Jo Ash]", "[{name: Jo Ash}]"])
def test_an_author_can_be_a_name_alone(house: House, authors: str) -> None:
    """As a person writes it who has nothing more to say."""
    assert byline(house.html(f"authors: {authors}\n")) == "Jo Ash"


@pytest.mark.parametrize(
    ("authors", "head"), [("Jo Ash", "Author"), ("[Jo Ash, Bo Elm]", "Authors")]
)
def test_the_imprint_counts_the_authors(house: House, authors: str, head: str) -> None:
    """One person is no plural."""
    assert f"<h2>{head}</h2>" in house.html(f"authors: {authors}\n")


def test_authors_are_introduced_at_the_end(house: House) -> None:
    """All of them, where one has a portrait or a text; the imprint does not name them again."""
    house.put("jo.svg", DISC)
    more = "portrait: jo.svg, focus: 60% 30%, bio: Is *here*., email: jo@ash.example"
    text = house.html(
        f"{ONE}, {more}}}\n  - {{name: Bo Elm, role: Guest, email: bo@elm.example}}\n"
    )
    about = text[text.index('class="about-authors"') : text.index('class="imprint"')]
    assert 'src="files/jo.svg" alt="Jo Ash" style="object-position: 60% 30%"' in about
    assert "Is <em>here</em>." in about
    assert text_of(about).endswith("jo@ash.example Bo Elm, Guest")  # that one is no contact
    assert "<h2>About the authors</h2>" in about
    assert "<h2>Authors</h2>" not in text


FUNDING = "funding: Paid by the *Board*.\n"


def test_who_paid_and_what_may_be_copied_stand_in_the_imprint(house: House) -> None:
    """The terms of the institute, unless the brief has some of its own."""
    institute = (house.root / "content/institute.yaml").read_text("utf-8")
    house.put("../institute.yaml", f"{institute}licence: CC BY 4.0\nabout: We are few.\n")
    imprint = text_of(house.html(FUNDING).partition('class="imprint"')[2])
    assert "Licence CC BY 4.0 Funding Paid by the Board." in imprint
    text = text_of(house.html("licence: All rights reserved\n"))
    assert "Licence All rights reserved" in text
    assert "CC BY" not in text and "We are few" not in text and "Funding" not in text


@pytest.mark.long
def test_a_back_page_closes_a_brief(house: House) -> None:
    """About the institute in the language of the brief, who paid, the authors, the imprint."""
    institute = (house.root / "content/institute.yaml").read_text("utf-8")
    about = "about: {en: We are few., fr: Peu nombreux.}"
    house.put("../institute.yaml", f"{institute}{about}\n")
    page = f"back_page: true\n{FUNDING}{ONE}, bio: Is here.}}\n"
    back = text_of(house.html(page).partition('<section class="back-page">')[2])
    order = ["About the institute We are few.", "Funding Paid by the Board.", "About the author",
             "Institute of Tests", "Suggested citation"]  # fmt: skip
    assert sorted(order, key=back.index) == order
    assert back.count("Funding") == 1
    assert "L’institut Peu nombreux." in text_of(house.html(f"{page}language: fr\n"))


def test_a_back_page_has_what_there_is(house: House) -> None:
    """Where nothing stands above the imprint, the brief ends without one."""
    back = house.html(f"back_page: true\n{FUNDING}").partition('<section class="back-page">')[2]
    assert "About the institute" not in back and "Suggested citation" in back
    without = house.html("back_page: true\n")
    assert "back-page" not in without and "Suggested citation" in without


QUESTIONS = "questions: {new: It rains., why: '{{ facts.roofs }} leak.', do: Mend *them*.}\n"


def test_three_questions_stand_above_the_text(house: House) -> None:
    """Beside key messages or in their place; values, and all that a sentence can hold."""
    text = house.html(f"{QUESTIONS}facts: {{roofs: {{value: 12}}}}\n", "{{ facts.roofs }} leak.\n")
    found = re.search('<section class="questions">.*?</section>', text, re.DOTALL)
    assert found is not None
    assert text.index("standfirst") < found.start() < text.index("<main")
    assert text_of(found[0]) == (
        "What is new? It rains. Why does it matter? 12 leak. What should be done? Mend them."
    )
    assert "key-messages" not in text
    assert 'class="questions"' not in house.html()


def test_a_question_without_an_answer_is_told(house: House) -> None:
    """All three, or none."""
    assert (
        "content/tiny/brief.yaml:4: error: the field `do` is missing\n  hint: add `do: …`"
        in house.complaints("questions: {new: It rains., why: Roofs leak.}\n")
    )


QUOTED = "quotes: {q: {text: We have *cousins*., speaker: Ash, width: text}}\n"


@pytest.mark.parametrize("typed", ["We have cousins.", "“We have cousins.”"])
def test_a_quote_has_the_marks_of_its_language_once(house: House, typed: str) -> None:
    """Whether its author has typed some or not; none where nobody speaks."""
    text = house.html(f"quotes: {{q: {{text: {typed}, speaker: Ash}}}}\n", "{{ quotes.q }}\n")
    assert "“We have" in text and text.count("”") == 1
    assert "”" not in house.html("quotes: {q: We have cousins.}\n", "{{ quotes.q }}\n")


@pytest.mark.parametrize(
    ("prose", "is_read"),
    [
        ("We have no cousins.", True),
        ("They said: We have cousins. Then they left.", False),
        ("“We *have* cousins.”[^1]\n\n[^1]: Here.", False),
        ("We had cousins.", True),
    ],
)
def test_a_quote_that_the_text_has_is_not_read_aloud_again(
    house: House, prose: str, is_read: bool
) -> None:
    """A listener hears it where it was said."""
    text = house.html(QUOTED, f"{{{{ quotes.q }}}}\n\n{prose}\n")
    assert ('<aside class="quote">' in text) == is_read
    assert ('<aside class="quote" aria-hidden="true">' in text) != is_read


def test_one_author_is_introduced_as_one(house: House) -> None:
    """Two words of each language."""
    assert "<h2>About the author</h2>" in house.html(f"{ONE}, bio: Is here.}}\n")


def test_a_portrait_that_is_missing_is_told_with_its_line(house: House) -> None:
    """As any other file that a brief names."""
    house.put("jo.svg", DISC)
    assert "content/tiny/brief.yaml:5: error: no file `joe.svg`" in house.complaints(
        "authors:\n  - {name: Jo, portrait: joe.svg}\n"
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ('authors: [{name: "A <b>& \\"B\\""}]', "A &lt;b&gt;&amp; “B”"),
        ("authors: [{name: Jo, role: <script>y</script>}]", "&lt;script&gt;y&lt;/script&gt;"),
        ("keywords: ['\"><script>']", "&#34;&gt;&lt;script&gt;"),
        ("series: A <i>series</i>", "A &lt;i&gt;series&lt;/i&gt;"),
        ("number: <b>1", "&lt;b&gt;1"),
        ("contact: {name: <b>x, phone: '<1>', web: '<2>', email: '<a@b>'}", "&lt;a@b&gt;"),
    ],
)
def test_what_is_no_markdown_is_text(house: House, fields: str, text: str) -> None:
    """Plain fields are escaped wherever a template prints them, in attributes too."""
    # The suggested citation is CSL's, in which `<i>` is markup; it is cleaned, see test_citations.
    html = re.sub('<div class="cite.*?</div>', "", house.html(fields + "\n"), flags=re.DOTALL)
    assert text in html
    assert not re.search(r"<script|<b>&|<b>x|<b>1|<i>series|<1>", html)


@pytest.mark.long
def test_the_title_is_text_where_no_markup_can_stand(house: House) -> None:
    """In the head and the running title emphasis, notes and values are plain text."""
    head = (
        "title: '*Rights* & {{ facts.count }} \"duties\"[@report]'\n"
        "standfirst: 'For **all**.'\npublished: 2024-11-26\n"
    )
    html = house.html(SOURCE + "facts: {count: {value: 1000}}\n", head=head)
    assert "<title>Rights &amp; 1,000 “duties”</title>" in html
    assert 'data-short="Rights &amp; 1,000 “duties”"' in html
    assert 'content="For all."' in html
    assert "<em>Rights</em> &amp; 1,000" in html


# ---------------------------------------------------------------------------------------------
# Values


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        ("facts.count", "10,000"),
        ("facts.shown", "more than <em>5</em>"),
        ("facts.shown.value", "5"),
        ("facts.shown.big", "5+"),
        ("facts.shown.label", "people"),
        ("facts.shown.as_of", "May 2024"),
        ("facts.share", "1.10"),
        ("facts.loss", "−3.5"),
        ("facts.zero", "0"),
        ("published", "26 November 2024"),
        ("updated", "1 December 2024"),
        ("title", "A tiny brief"),
        ("number", "&lt;7&gt;"),
        ("series", "Policy brief"),
    ],
)
def test_a_value_is_printed_where_it_is_named(house: House, named: str, printed: str) -> None:
    """Facts, dates and names come into the text as they read in the language of the brief."""
    fields = """\
number: <7>
updated: 2024-12-01
facts:
  count: {value: 10000}
  shown: {value: 5, show: 'more than *5*', big: 5+, label: people, as_of: 2024-05}
  share: {value: 1.10}
  loss: {value: -3.5}
  zero: {value: 0}
"""
    html, _ = house.page(fields, f"Before {{{{ {named} }}}}, after it.\n\n{{{{ facts }}}}\n")
    assert html is not None
    assert f"<p>Before {printed}, after" in main_of(html.text).replace("\u00a0", " ")


def test_a_fact_is_printed_the_same_everywhere(house: House) -> None:
    """A number that changes in brief.yaml changes in message, text, caption, note and box."""
    fields = """\
facts: {count: {value: NUMBER, label: people}}
key_messages: ['Message of {{ facts.count }}.']
timeline: [{date: 2024, event: 'Event of {{ facts.count }}.'}]
recommendations: [{to: 'All {{ facts.count }}', actions: ['Help {{ facts.count }}.']}]
tables: {t: {columns: ['C {{ facts.count }}'], rows: [['R {{ facts.count }}']], caption: c}}
boxes: {b: {title: 'T {{ facts.count }}', text: 'B {{ facts.count }}.'}}
"""
    blocks = ("facts", "timeline", "recommendations", "tables.t", "boxes.b")
    prose = "Text of {{ facts.count }}.[^1]\n\n[^1]: Note of {{ facts.count }}.\n\n"
    prose += "\n\n".join(f"{{{{ {block} }}}}" for block in blocks)
    old = text_of(main_of(house.html(fields.replace("NUMBER", "670"), prose)))
    new = text_of(main_of(house.html(fields.replace("NUMBER", "671"), prose)))
    assert (old.count("670"), old.count("671")) == (11, 0)
    assert new == old.replace("670", "671")


def test_a_value_can_hold_values(house: House) -> None:
    """A fact that is told with another one is printed whole, up to eight in one another."""
    facts = "".join(f"  f{n}: {{show: 'a{n} {{{{ facts.f{n + 1} }}}}'}}\n" for n in range(7))
    html = house.html(f"facts:\n{facts}  f7: {{value: 8}}\n", "{{ facts.f0 }}\n")
    assert text_of(main_of(html)) == "a0 a1 a2 a3 a4 a5 a6 8"


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"a": "{{ facts.a }}"}, "a"),
        ({"a": "x {{ facts.b }}", "b": "y {{ facts.a }}"}, "a"),
        ({"a": "{{ facts.b }}", "b": "{{ facts.c }}", "c": "{{ facts.a }}"}, "a"),
        ({"a": "{{ facts.b.label }}", "b": "x"}, "a"),
    ],
    ids=["itself", "two", "three", "label"],
)
def test_facts_that_name_each_other_are_an_error(
    house: House, facts: dict[str, str], named: str
) -> None:
    """A value that would never end is an error on the line of one of them."""
    lines = [f"  {name}: {{show: '{show}'}}\n" for name, show in facts.items()]
    fields = "facts:\n" + "".join(lines)
    fields = fields.replace("show: 'x'", "show: 'x', label: '{{ facts.a }}'")
    prose = f"{{{{ facts.{named} }}}}\n" + ("\n{{ facts }}\n" if "label" in fields else "")
    complaint = refused(house, fields, prose)
    assert re.match(r"content/tiny/brief.yaml:[5-7]: error: this value names itself", complaint)


# ---------------------------------------------------------------------------------------------
# Short forms


ACRONYMS = """\
acronyms:
  CoI: Commission of Inquiry
  UN: United Nations
  UNSC: UN Security Council
  EU: European Union
  EU ETS: EU trade in emissions
  R&D: Research & development
"""
COI = '<abbr title="Commission of Inquiry">CoI</abbr>'


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("The CoI. The CoI.", f"<p>The Commission of Inquiry ({COI}). The {COI}.</p>"),
        ("The Commission of Inquiry (CoI). A CoI.",
         f"<p>The Commission of Inquiry ({COI}). A {COI}.</p>"),
        ("The Commission of Inquiry (CoI).", f"<p>The Commission of Inquiry ({COI}).</p>"),
        ("## The Commission of Inquiry (CoI)", f"<h2>The Commission of Inquiry ({COI})</h2>"),
        ("R&D. R&D.",
         '<p><abbr title="Research &amp; development">R&amp;D</abbr> (Research &amp; development). '
         '<abbr title="Research &amp; development">R&amp;D</abbr>.</p>'),
        ("The inquiry (CoI). A CoI.",
         f"<p>The inquiry ({COI}, Commission of Inquiry). A {COI}.</p>"),
        ("The CoI-led, xCoI, the CoI, CoIs.",
         f"<p>The {COI}-led, xCoI, the Commission of Inquiry ({COI}), {COI}s.</p>"),
        ("## The CoI\n\nThe CoI.",
         f"<h2>The {COI}</h2>\n<p>The Commission of Inquiry ({COI}).</p>"),
        ("[CoI](mailto:CoI@example.org) CoI",
         f'<p><a href="mailto:CoI@example.org">{COI}</a>\u2060<span class="footnote">'
         '<a href="mailto:CoI@example.org">CoI@example.org</a></span>'
         f" {COI} (Commission of Inquiry)</p>"),
        ("The **CoI** and CoI.",
         f"<p>The <strong>Commission of Inquiry ({COI})</strong> and {COI}.</p>"),
        ('<abbr title="x">CoI</abbr> CoI',
         f'<p><abbr title="x">CoI</abbr> {COI} (Commission of Inquiry)</p>'),
        ("UNSC and UN.",
         '<p><abbr title="UN Security Council">UNSC</abbr> (UN Security Council) and '
         '<abbr title="United Nations">UN</abbr> (United Nations).</p>'),
        ("EU ETS.",
         '<p><abbr title="EU trade in emissions">EU ETS</abbr> (EU trade in emissions).</p>'),
    ],
    ids=["first", "spelled out", "at the end", "in a heading", "escaped", "brackets",
         "parts of words", "heading", "link", "bold", "abbr",
         "longest", "longest with a space"],
)  # fmt: skip
def test_a_short_form_is_spelled_out_where_it_is_first_read(
    house: House, prose: str, html: str
) -> None:
    """Once in full, then short with its meaning for those who hear it; in headings always short."""
    made = main_of(house.html(ACRONYMS, prose)).replace("\u00a0", " ")
    assert _no_joiners(made) == _no_joiners(html)


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("people returned", "People returned:"),
        ("m³ a year", "m³ a year:"),
        ("cases & deaths", "Cases &amp; deaths:"),
    ],
)
def test_the_label_of_a_corrected_fact_begins_as_a_sentence_does(
    house: House, label: str, printed: str
) -> None:
    """With a capital, but for a unit; its note has the quotation marks of the language."""
    changes = (Change("returned", label, "670", "671"),)
    correction = Correction(1, date(2024, 11, 26), """The body's "total" was wrong.""", changes)
    page = lay_out(house.brief(), house.theme, "a4", {}, Problems(), correction)
    assert f"<li>{printed} <del" in page.text
    assert "The body’s “total” was wrong." in page.text


def test_a_big_figure_keeps_its_short_form(house: House) -> None:
    """It is spelled out where the text names it, and never in large type."""
    fields = (
        "acronyms: {MCM: million cubic metres}\n"
        "facts: {water: {value: 300, big: 300 MCM, label: of water}}\n"
    )
    html = house.html(fields, "{{ facts }}\n\nIt takes 300 MCM a year.").replace("\u00a0", " ")
    assert "million cubic metres" not in text_of(html.partition('class="big"')[2][:90])
    assert "It takes 300 MCM (million cubic metres) a year" in text_of(html)


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "prose", "text"),
    [
        ("en", "UN officials said.", "UN (United Nations) officials said."),
        ("en", "The UN agreed. UN staff.", "The United Nations (UN) agreed. UN staff."),
        ("en", "the\nUN agreed", "the United Nations (UN) agreed"),
        ("en", "A UN report.", "A United Nations (UN) report."),
        ("en", "UNICEF says.", "UNICEF (United Nations Children’s Fund) says."),
        ("en", "UNICEF (United Nations Children's Fund) says.",
         "UNICEF (United Nations Children’s Fund) says."),
        ("en", "The United Nations Children's Fund (UNICEF) says.",
         "The United Nations Children’s Fund (UNICEF) says."),
        ("en", "An NGO said.", "An NGO (non-governmental organisation) said."),
        ("en", "The NGO said.", "The non-governmental organisation (NGO) said."),
        ("en", "NGOs said. An NGO.", "Non-governmental organisations (NGOs) said. An NGO."),
        ("en", "Two NGOs said.", "Two non-governmental organisations (NGOs) said."),
        ("en", "The NGOs’ staff.", "The non-governmental organisations (NGOs)’ staff."),
        ("en", "Groups (NGOs) said.", "Groups (NGOs, non-governmental organisations) said."),
        ("en", "Many non-governmental organisations (NGOs) said. An NGO.",
         "Many non-governmental organisations (NGOs) said. An NGO."),
        ("en", "An NGO’s staff.", "An NGO (non-governmental organisation)’s staff."),
        ("fr", "Les ONG votent.", "Les organisations non gouvernementales (ONG) votent."),
        ("pt", "As ONGs votam.", "As organizações não governamentais (ONGs) votam."),
        ("es", "Las ONG votan.", "Las organizaciones no gubernamentales (ONG) votan."),
        ("fr", "Entre ONG, les ONU.", "Entre ONG (organisation non gouvernementale), les ONU "
         "(Organisation des Nations unies)."),
        ("fr", "Les 12 ONG.", "Les 12 organisations non gouvernementales (ONG)."),
        ("es", "La ONG vota.", "La organización no gubernamental (ONG) vota."),
        ("en", "CoIs, MPs.", "Commissions of Inquiry (CoIs), members of parliament (MPs)."),
        ("en", "IDP-led work. Two IDPs.", "IDP-led work. Two internally displaced persons (IDPs)."),
        ("en", "Two IDPs.", "Two internally displaced persons (IDPs)."),
        ("en", "Two SEAs.", "Two state enterprise authorities (SEAs)."),
        ("en", "The UN’s staff. The UN.", "The United Nations (UN)’s staff. The UN."),
        ("en", "Its map is UN's.", "Its map is the United Nations (UN)’s."),
        ("en", "OCHA's map.", "The Office for Coordination (OCHA)’s map."),
        ("en", "See OCHA’s map.", "See the Office for Coordination (OCHA)’s map."),
        ("en", "The OCHA’s map.", "The Office for Coordination (OCHA)’s map."),
        ("en", "See HRW’s map.", "See HRW (Human Rights Watch)’s map."),
        ("en", "The *UN* agreed.", "The United Nations (UN) agreed."),
        ("en", "Staff of UNICEF.", "Staff of UNICEF (United Nations Children’s Fund)."),
        ("en", "*The* UN.", "The United Nations (UN)."),
        ("en", "The world body (UN) agreed.", "The world body (UN, United Nations) agreed."),
        ("en", "One of the\n\nUN", "One of the UN (United Nations)"),
        ("fr", "L’ONU et la FAO.", "L’Organisation des Nations unies (ONU) et la FAO (Organisation "
         "pour l’alimentation)."),
        ("fr", "L'UNICEF.", "L’UNICEF (Fonds des Nations unies pour l’enfance)."),
        ("fr", "Le PAM.", "Le Programme alimentaire mondial (PAM)."),
    ],
)  # fmt: skip
def test_a_short_form_is_spelled_out_only_where_the_sentence_stays_right(
    house: House, language: str, prose: str, text: str
) -> None:
    """Where an article is missing, or would be another one, the short form is explained."""
    acronyms = {
        "en": "{UN: United Nations, UNICEF: United Nations Children's Fund, "
        "NGO: non-governmental organisation, OCHA: Office for Coordination, CoI: Commission of "
        "Inquiry, MP: member of parliament, IDP: internally displaced persons, SEA: state "
        "enterprise authority, HRW: Human Rights Watch}",
        "fr": "{ONU: Organisation des Nations unies, FAO: Organisation pour l’alimentation, "
        "UNICEF: Fonds des Nations unies pour l'enfance, PAM: Programme alimentaire mondial, "
        "ONG: organisation non gouvernementale}",
        "pt": "{ONG: organização não governamental}",
        "es": "{ONG: organización no gubernamental}",
    }
    html = house.html(f"language: {language}\nacronyms: {acronyms[language]}\n", prose)
    assert text_of(main_of(html)).replace("\u00a0", " ") == text


SHORT = """\
acronyms: {UN: United Nations, UNHCR: Office of the High Commissioner, WFP: World Food Programme}
sources:
  one:
    {type: report, author: [{literal: Office of the High Commissioner}], title: A, issued: 2024}
tables:
  rates: {columns: [A, B], rows: [[1, 2]], caption: Rates, source: one, note: By the UN.}
"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "text"),
    [
        ("{{ tables.rates }}\n\nThe UN met.", "The United Nations (UN) met."),
        ("See.[^n] The UN met.\n\n[^n]: A map of the UN.",
         "See.[A map of the UN.] The United Nations (UN) met."),
        ("The UN met. See.[^n]\n\n[^n]: A map of the UN.",
         "The United Nations (UN) met. See.[A map of the UN.]"),
        ("See.[^n] They met.[^m]\n\n[^n]: A map of the UN.\n\n[^m]: The UN again.",
         "See.[A map of the United Nations (UN).] They met.[The UN again.]"),
        ("See.[^n]\n\n[^n]: Figures of the World Food Programme (WFP), from the WFP.",
         "See.[Figures of the World Food Programme (WFP), from the WFP.]"),
    ],
)  # fmt: skip
def test_what_stands_under_a_figure_or_in_a_note_is_not_the_first_use(
    house: House, prose: str, text: str
) -> None:
    """Who reads the text has read neither; but one that the text never has is told there, once."""
    brief, _ = house.parse(SHORT, prose)
    assert brief is not None
    page, _ = house.lay_out(brief, "a4", Problems())
    assert page is not None
    assert text in text_of(main_of(page.text)).replace("\u00a0", " ").replace(" ]", "]")


def test_a_line_of_sources_names_one_author_in_one_way(house: House) -> None:
    """Short, if the text spells the short form out; the same under each figure."""
    two = SHORT + "  more: {columns: [A, B], rows: [[1, 2]], caption: More, source: one}\n"
    blocks = "{{ tables.rates }}\n\n{{ tables.more }}"
    for prose in (f"UNHCR says.\n\n{blocks}", f"{blocks}\n\nUNHCR says."):
        text = text_of(main_of(house.html(two, f"{prose}\n\nThe UN."))).replace("\u00a0", " ")
        assert text.count("Source: UNHCR, 2024") == 2, text
        assert text.count("UNHCR (Office of the High Commissioner) says.") == 1, text


@pytest.mark.long
def test_the_title_of_a_case_has_its_apostrophe_under_a_timeline_too(house: House) -> None:
    """As in its note: what is set in one place is set in the other."""
    fields = (
        "timeline: [{date: 2024, event: It is void., source: case}]\n"
        'sources:\n  case: {type: legal_case, title: "Sanga Herders\' Union v. Minister", '
        "number: '14', issued: 2025}\n"
    )
    html = main_of(house.html(fields, "So it is.[@case]\n\n{{ timeline }}"))
    assert "Herders’ Union" in html
    assert "Herders' Union" not in html


def _no_joiners(html: str) -> str:
    """*html* without the joiners inside of addresses."""
    return re.sub(r"(?<=[.@/])\u2060", "", html)


def test_what_the_margin_spells_out_the_text_spells_out_too(house: House) -> None:
    """Who reads the text has not read what stands beside it; who reads that may know the text.

    A box is read with the text around it, if it does not stand beside it.
    """
    fields = ACRONYMS + "key_messages: [The CoI and the UNSC.]\n"
    box = "boxes: {b: {text: The CoI. The EU. The EU., width: %s}}\n"
    prose = "The CoI.\n\nThe CoI.\n\n{{ boxes.b }}\n\nThe EU."
    text = text_of(house.html(fields + box % "side", prose))
    assert "The Commission of Inquiry (CoI) and the UN Security Council (UNSC). " in text
    assert " The Commission of Inquiry (CoI). The CoI. The CoI. " in text
    assert text.count("Commission of Inquiry (CoI)") == 2
    assert " The European Union (EU). The EU. The European Union (EU)." in text
    text = text_of(house.html(fields + box % "text", prose))
    assert " The European Union (EU). The EU. The EU." in text


@pytest.mark.parametrize(
    "prose",
    [
        "WFP\n: World Food Programme\n",
        "| a | b |\n|---|---|\n| WFP | World Food Programme |\n",
        "- WFP: World Food Programme\n- x\n",
        "- **WFP** – world food programme of the UN\n",
        "WFP, World Food Programme, and others.\n",
        "The WFP (World Food Programme) says.\n",
        "A World Food Programme, the WFP, of many.\n",
        "The *World Food Programme* (the WFP) says.\n",
        "The World Food Programme, or “WFP”, says.\n",
        "The World Food Programme – known as WFP – says.\n",
    ],
)
def test_a_short_form_that_its_author_explains_is_not_explained_again(
    house: House, prose: str
) -> None:
    """A list of abbreviations typed by hand, beside `acronyms:`, says each once."""
    html = main_of(house.html("acronyms: {WFP: World Food Programme}\n", prose))
    text = text_of(html)
    assert len(re.findall("world food programme", text, re.IGNORECASE)) == 1, text
    assert ">WFP</abbr>" in html


@pytest.mark.parametrize("between", [". The WFP", " grew fast in many years. WFP", ", 2 of 3, WFP"])
def test_a_meaning_in_another_sentence_explains_nothing(house: House, between: str) -> None:
    """Nor one far away."""
    prose = f"The World Food Programme{between} says.\n"
    text = text_of(main_of(house.html("acronyms: {WFP: World Food Programme}\n", prose)))
    assert len(re.findall("World Food Programme", text)) == 2, text


@pytest.mark.long
def test_a_short_form_in_the_head_stays_short(house: House) -> None:
    """Title, metadata and captions have no long forms, and no markup in attributes."""
    head = "title: The CoI today\nstandfirst: The CoI.\npublished: 2024-11-26\n"
    html = house.html(ACRONYMS, "The CoI.", head=head).replace("\u00a0", " ")
    assert "<title>The CoI today</title>" in html
    assert 'data-short="The CoI today"' in html
    assert 'content="The CoI."' in html
    assert f">The {COI} today</h1>" in html
    assert f'<p class="standfirst">The Commission of Inquiry ({COI}).</p>' in html


def test_meanings_are_escaped(house: House) -> None:
    """The meaning of a short form is text, in the sentence and in the attribute."""
    html = main_of(house.html("acronyms: {A: 'x < \"y\" & z'}\n", "A and A.")).replace(
        "\u00a0", " "
    )
    meaning = "x &lt; &quot;y&quot; &amp; z"
    abbr = f'<abbr title="{meaning}">A</abbr>'
    assert html == f"<p>{abbr} ({meaning}) and {abbr}.</p>"


# ---------------------------------------------------------------------------------------------
# Links


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[Report](https://example.org/a/b/)", "example.org/a/b"),
        ("[Write](mailto:a@example.org)", "a@example.org"),
        ("[*Report*](https://example.org/?a=1&b=2)", "example.org/?a=1&b=2"),
    ],
)
def test_the_address_of_a_link_is_printed_in_a_note(house: House, link: str, shown: str) -> None:
    """On paper nobody can click: what a link leads to stands at the foot of the page."""
    page = text_of(main_of(house.html("", f"See {link} there.")))
    assert re.fullmatch(rf"See \w+\[{re.escape(shown)}\] there\.", page)


@pytest.mark.long
@pytest.mark.parametrize(
    "link",
    [
        "<https://example.org/a>",
        "[https://example.org/a/](https://example.org/a/)",
        "[example.org/a](https://example.org/a)",
        "[a@example.org](mailto:a@example.org)",
    ],
)
def test_an_address_is_not_printed_twice(house: House, link: str) -> None:
    """A link whose text is its address needs no note."""
    assert "footnote" not in house.html("", f"See {link} there.")


def test_a_link_in_a_note_has_no_note(house: House) -> None:
    """Notes have no notes: the link stays a link."""
    html = main_of(house.html("", "x[^1]\n\n[^1]: See [this](https://example.org/a).\n"))
    assert html.count("footnote") == 1
    assert '<a href="https://example.org/a">this</a>' in html


# ---------------------------------------------------------------------------------------------
# Blocks


def test_figures_and_tables_are_numbered_as_they_are_read(house: House) -> None:
    """The first that is placed is the first, whatever the order in brief.yaml."""
    fields = """\
tables:
  one: {columns: [a], rows: [[b]], caption: First written}
  two: {columns: [a], rows: [[b]], caption: First placed}
"""
    text = text_of(main_of(house.html(fields, "{{ tables.two }}\n\n{{ tables.one }}\n")))
    assert "Table 1. First placed" in text
    assert "Table 2. First written" in text


@pytest.mark.long
def test_a_picture_has_its_text(house: House) -> None:
    """`alt` is the text of the picture, escaped; caption, source and note stand around it."""
    house.put("p.svg", FRENCH_FILES["carte.svg"])
    fields = SOURCE + (
        "figures: {f: {image: p.svg, caption: A *map*, alt: 'The \"border\" <b>', "
        "source: 'report, p. 3', note: Not to scale.}}\n"
    )
    html = main_of(house.html(fields, "{{ figures.f }}\n"))
    assert '<img src="files/p.svg" alt="The &#34;border&#34; &lt;b&gt;">' in html
    assert "A <em>map</em></figcaption>" in html.replace("\u00a0", " ")
    assert text_of(html).endswith("Source: A report, 2024 [A Report (2024), 3.]. Not to scale.")


def test_votes_are_drawn_seat_by_seat(house: House) -> None:
    """Each vote is a box of its colour, and the numbers stand beside them."""
    house.put("v.csv", FRENCH_FILES["votes.csv"])
    fields = "tables: {v: {kind: votes, data: v.csv, caption: Votes}}\n"
    rows = main_of(house.html(fields, "{{ tables.v }}\n")).split("<tr>")[2:]
    for row, (for_, against, abstaining, outcome) in zip(
        rows, [(11, 2, 2, "Adopted"), (13, 1, 1, "Vetoed"), (6, 7, 2, "Not adopted")], strict=True
    ):
        seats = re.findall('<i class="([a-z]+)"></i>', row)
        assert seats == ["for"] * for_ + ["against"] * against + ["abstaining"] * abstaining
        assert text_of(f"<table><tr>{row}").endswith(outcome)


def test_numbers_of_a_table_stand_to_the_right(house: House) -> None:
    """A column of numbers is marked as such, printed in the language; a column of text is not."""
    house.put(
        "t.csv",
        "state,people,rate,code,day\nChina,10000,1.10,007,2024-05-08\nX,5,-2,8,2024-12-24\n",
    )
    fields = "tables: {t: {data: t.csv, caption: c}}\n"
    html = main_of(house.html(fields, "{{ tables.t }}\n"))
    heads = re.findall(r'<th scope="col"( class="number")?>(\w+)</th>', html)
    assert [bool(number) for number, _ in heads] == [False, True, True, False, False]
    cells = [cell.replace("\u00a0", " ") for cell in re.findall(r"<td[^>]*>(.*?)</td>", html)]
    assert cells == [
        "China", "10,000", "1.10", "007", "8 May 2024", "X", "5", "−2", "8", "24 Dec 2024",
    ]  # fmt: skip


@pytest.mark.long
def test_a_figure_names_a_source_and_notes_it_once(house: House) -> None:
    """Under two figures the same source is named twice, and told in one note alone."""
    fields = SOURCE + (
        "tables:\n  a: {columns: [x], rows: [[y]], caption: c, source: report}\n"
        "  b: {columns: [x], rows: [[y]], caption: c, source: report}\n"
    )
    html = main_of(house.html(fields, "{{ tables.a }}\n\n{{ tables.b }}\n"))
    assert html.count("A report,\u00a02024") == 2
    assert html.count("footnote") == 1


@pytest.mark.long
def test_a_source_that_the_text_has_told_needs_no_note_under_a_figure(house: House) -> None:
    """A source that a note above has told is only named."""
    fields = SOURCE + "tables: {a: {columns: [x], rows: [[y]], caption: c, source: report}}\n"
    html = main_of(house.html(fields, "Text.[@report]\n\n{{ tables.a }}\n"))
    assert html.index("footnote") < html.index("<table")
    assert html.count("footnote") == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("report, p. 5", "A report, 2024, p. 5"),
        ("report, pp. 5-7", "A report, 2024, pp. 5–7"),
        ("report, 12", "A report, 2024, p. 12"),
        ("report, annex A", "A report, 2024, annex A"),
        ("report, act 2", "A report, 2024, act 2"),
        ("report, art. 7(1)", "A report, 2024, art. 7(1)"),
        ("report, p. 5; report, p. 7", "A report, 2024, pp. 5, 7"),
        ("report, p. 5; report, paras. 2-3", "A report, 2024, p. 5, paras 2–3"),
        ("report; report, p. 5; report, p. 5", "A report, 2024, p. 5"),
    ],
)
def test_the_part_of_a_source_stands_under_a_figure_whose_source_has_a_note_elsewhere(
    house: House, source: str, line: str
) -> None:
    """The note tells of another page: the line says which one the figures are from."""
    fields = SOURCE + (
        f"tables: {{a: {{columns: [x], rows: [[y]], caption: c, source: '{source}'}}}}\n"
    )
    html = main_of(house.html(fields, "Text.[@report, p. 3]\n\n{{ tables.a }}\n"))
    assert text_of(html).endswith(f"Source: {line}")
    assert html.count("footnote") == 1


@pytest.mark.long
def test_the_part_of_a_source_stands_once_where_it_has_its_note_there(house: House) -> None:
    """The note under the first figure says the page, the line under the second another one."""
    fields = SOURCE + (
        "tables:\n  a: {columns: [x], rows: [[y]], caption: c, source: 'report, p. 5'}\n"
        "  b: {columns: [x], rows: [[y]], caption: c, source: 'report, p. 7'}\n"
    )
    text = text_of(main_of(house.html(fields, "{{ tables.a }}\n\n{{ tables.b }}\n")))
    assert text.count("A report, 2024") == 2
    assert "Source: A report, 2024 [A Report (2024), 5.]" in text
    assert text.endswith("Source: A report, 2024, p. 7")


@pytest.mark.long
@pytest.mark.parametrize(
    ("cited", "end"),
    [
        ("law, art. 21", "art.\u00a021."),
        ("law, arts. 21-23", "arts\u00a021–23."),
        ("law, § 4", "§\u00a04."),
        ("paper", "3\u00a0May 2024."),
    ],
)
def test_a_note_holds_its_dates_and_parts_together(house: House, cited: str, end: str) -> None:
    """No number begins a line."""
    fields = (
        "sources:\n  law: {type: legislation, title: Ports Act, issued: 1988}\n"
        "  paper: {type: article-newspaper, title: A title, container-title: Courier,"
        " issued: 2024-05-03}\n"
    )
    html = main_of(house.html(fields, f"Text.[@{cited}]\n"))
    html = re.sub('<span class="together">(.*?)</span>', r"\1", html)
    (note,) = re.findall(r'<span class="footnote">(.*?)</span>', html)
    assert note.endswith(end), note


@pytest.mark.long
def test_a_style_without_notes_says_the_part_of_a_source_under_a_figure(house: House) -> None:
    """Where the text names author and year, the line has the page as well."""
    house.put("../institute.yaml", INSTITUTE + "citation_style: apa\n")
    fields = SOURCE + (
        "tables: {a: {columns: [x], rows: [[y]], caption: c, source: 'report, p. 5'}}\n"
    )
    html = main_of(house.html(fields, "{{ tables.a }}\n"))
    assert "Source: A report, 2024, p. 5" in text_of(html)


# ---------------------------------------------------------------------------------------------
# Languages

LANGUAGES = read_theme(ROOT, Problems()).languages
TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (ROOT / "templates").rglob("*.html")
}
OF_THE_SITE = {name: text for name, text in TEMPLATES.items() if "/site/" in name}


def test_every_language_has_the_same_words() -> None:
    """Each language has the words, dates and settings of every other; dates in notes may have an
    order of their own.
    """
    english = LANGUAGES["en"]
    for language in LANGUAGES.values():
        plurals = {word for word in {*language.words, *english.words} if word.startswith("error_")}
        assert language.words.keys() - plurals == english.words.keys() - plurals, language.tag
        dates = language.dates.keys() - {"in_notes"}
        assert dates == english.dates.keys(), language.tag
        for table in ("words", "site", "redline", "parts", "pack", "check_page"):
            words = getattr(language, table)
            assert all(words.values()), language.tag
            if table != "words":
                assert words.keys() == getattr(english, table).keys(), language.tag


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_a_language_knows_its_numbers_dates_and_parts(tag: str) -> None:
    """Each number of errors has its form, each month is one for the checks, each part a word."""
    language = LANGUAGES[tag]
    locale = Locale.parse(language.locale.replace("-", "_"))
    forms = {f"error_{locale.plural_form(number)}" for number in range(1, 200)}
    assert forms <= language.words.keys()
    months = {one.casefold() for one in language.checks.months}
    for month in range(1, 13):
        day = date(2024, month, 17)
        for form in ("day", "month", "day_short", "month_short"):
            written = re.findall(r"[^\W\d_]+", write_date(day, form, language).casefold())
            assert months & {*written}, (form, written)
    parts = {"page", "paragraph", "article-locator", "chapter", "section", "volume", "note"}
    assert parts | {"figure", "part", "issue", "line"} <= language.locators.keys()
    assert {"annex", "table", "box", "recommendation"} <= language.own_locators.keys()
    # In a language that has none.
    may_be_empty = {"no_marks", "has_nouns_in_capitals", "doubled_where", "misspelt"}
    checks = {name: it for name, it in vars(language.checks).items() if name not in may_be_empty}
    assert all(checks[name] for name in checks), [name for name in checks if not checks[name]]


def _printed_words() -> set[str]:
    words = {"risk_" + level.replace(" ", "_") for level in _risk_levels()}
    words |= {outcome.replace(" ", "_") for outcome in OUTCOMES}
    return words | _words_in(text for name, text in TEMPLATES.items() if name not in OF_THE_SITE)


def _words_in(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r'\bword\(\s*"(\w+)"\s*\)', text)}


def _risk_levels() -> tuple[str, ...]:
    literal, _ = get_args(BriefFields.model_fields["risk_level"].annotation)
    return get_args(literal)


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_word_of_the_templates_is_in_every_language(tag: str) -> None:
    """Whatever a template prints of itself has a word in each languages/*.toml."""
    words = _printed_words()
    assert len(words) > 20
    assert words <= LANGUAGES[tag].words.keys()
    words = _words_in(OF_THE_SITE.values())
    assert len(words) > 20
    assert words <= LANGUAGES[tag].site.keys()


def test_templates_print_no_word_of_their_own() -> None:
    """Between its tags and names a template holds no letters: every word comes from a language."""
    for name, text in TEMPLATES.items():
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>|&\w+;", " ", text, flags=re.DOTALL)
        assert not re.findall(r"[^\W\d_]+", bare), name


@pytest.mark.long
def test_a_french_brief_is_french(house: House) -> None:
    """Every word that the page adds is French, and no English one is left."""
    page = french_page(house).text
    text = text_of(page.partition("</head>")[2])
    english, french = LANGUAGES["en"].words, LANGUAGES["fr"].words
    unused = {
        *("and_others", "check", "colon", "corrected", "edition", "issued", "references"),
        "summary",
    }
    unused |= {"about_author", "author", "authors"}  # they are two, and introduced
    unused |= {"sources", "law_number"}  # each event has its own; it cites no law
    unused |= {"copy"}  # of a named copy
    unused |= {"continued"}  # its tables end where they begin
    unused |= {"about_institute", "publications"}  # it has no back page
    unused |= {"also_in"}  # it names no other language
    unused |= {"access_summary"}  # of an EPUB
    unused |= {"key"}  # nobody has signed it
    unused |= {"back_to_text", "data", "figure_used", "figures_used", "notes"}  # of a screen
    unused |= {"access_summary", "mail_copy", "mail_edition"}  # of an EPUB and of a mail
    unused |= {"report_number"}  # it has one in its series alone
    unused |= {"situation_report"}  # it is another template's
    unused |= {
        name
        for name in english
        if re.match("class_|cop(y|ies)|embargo|error_|map_|unprintable", name)
    }
    for name in english.keys() - unused:
        if not name.startswith("risk_") or name == "risk_current_crisis":
            assert french[name] in text, name
    said = english.keys() - {"colon"}  # which French sentences hold as well
    words = {english[name] for name in said} - {*french.values()}
    months = "January February March April May June July August September October November December"
    words |= {"and", "Policy brief", "accessed", *months.split()}
    found = re.findall(rf"\b(?:{'|'.join(map(re.escape, words))})\b", text)
    assert not found


@pytest.mark.long
@pytest.mark.parametrize(
    "printed",
    [
        "1er août 2024 · Mis à jour 26 novembre 2024",
        "Note de synthèse 12",
        "Niveau de risque : Crise en cours",
        "Plus de 10 000 personnes.",
        "Mai 2023",  # which begins an entry of a timeline
        "22 déc. 2014",
        "Tableau 1. Trois scrutins",
        "Figure 2. Un diagramme",
        "3 février 2025",
    ],
)
def test_dates_and_numbers_are_french(house: House, printed: str) -> None:
    """Dates, ordinals, thousands and high punctuation are written as in French."""
    assert printed in text_of(french_page(house).text.partition("</head>")[2])


def test_no_line_breaks_before_french_punctuation(house: House) -> None:
    """High punctuation, guillemets and days keep to their word."""
    text = main_of(house.html("language: fr\n", "« Oui » ; non ? Le 7 février : 10 000 fois !\n"))
    assert re.sub("<.*?>", "", text) == (
        "«\u00a0Oui\u00a0»\u202f; non\u202f? Le 7\u00a0février\u00a0: 10\u00a0000 fois\u202f!"
    )


def test_spaces_are_set_in_texts_alone(house: House) -> None:
    """An address that holds a colon or a question mark is left as it is."""
    html = main_of(house.html("language: fr\n", "[Site](https://example.org/a?b=c:d;e) : ici.\n"))
    assert 'href="https://example.org/a?b=c:d;e"' in html


@pytest.mark.long
def test_a_region_of_a_language_has_its_words(house: House) -> None:
    """`fr-CA` without a file of its own is printed with the words of `fr`."""
    html = house.html("language: fr-CA\nkey_messages: [Un.]\n")
    assert '<html lang="fr-CA">' in html
    assert "Messages clés" in html


# ---------------------------------------------------------------------------------------------
# Broken looks


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [
        ("policy-brief.html", "<p>\n{{ brief.titel }}\n", 2,
         "no `titel` in BriefFields\n  hint: did you mean `title`?"),
        ("policy-brief.html", "\n\n{{ nothing }}\n", 3, "nothing is called `nothing`"),
        ("policy-brief.html", "\n\n{{ breif.title }}\n", 3, "did you mean `brief`?"),
        ("policy-brief.html", "{% if brief.title %}\n<p>\n", 2, "the template is broken: "),
        ("policy-brief.html", "<p>\n{{ brief.title }\n", 2, "the template is broken: "),
        ("policy-brief.html", "<p>\n{{ brief.title | uper }}\n", 2, "No filter named 'uper'"),
        ("policy-brief.html", '<p>\n{{ word("nonsense") }}\n', 2,
         "no word `nonsense` in templates/languages/en.toml"),
        ("policy-brief.html", '<p>\n{% include "parts/none.html" %}\n', 2,
         "no template `parts/none.html`"),
        ("policy-brief.html", "<p>\n{{ institute.address[7] }}\n", 2, "the template fails: "),
        ("policy-brief.html", "<p>\n{{ brief.number + 1 }}\n", 2, "the template fails: "),
        ("policy-brief.html", "<p>\n{{ 1 // (brief.facts | length) }}\n", 2, "the template fails"),
        ("policy-brief.html", '<p>\n{% include "policy-brief.html" %}\n', 2,
         "it takes in itself, without end"),
        ("parts/parts.html", "\n{% macro masthead() %}\n{{ brief.titel }}\n{% endmacro %}", 3,
         "no `titel` in BriefFields"),
        ("parts/base.html", '{% import "parts/parts.html" as parts with context %}\n'
         "{% block page %}{% endblock %}\n{{ brief.titel }}", 3,
         "no `titel` in BriefFields"),
        ("blocks/timeline.html", "<ol>\n{% for one in brief.timelin %}{% endfor %}", 2,
         "no `timelin` in BriefFields\n  hint: did you mean `timeline`?"),
        ("blocks/timeline.html", "<ol>\n{% for one in brief.timeline %}\n", 2, "the template is"),
    ],
)  # fmt: skip
def test_an_error_in_a_template_has_its_file_and_line(
    house: House, file: str, text: str, line: int, message: str
) -> None:
    """A designer's mistake is an error in the designer's file, not a traceback or a gap."""
    house.restyle(f"templates/{file}", text)
    fields = "timeline: [{date: 2024, event: x}]\n"
    complaint = refused(house, fields, "{{ timeline }}\n")
    assert complaint.startswith(f"templates/{file}:{line}: error: ")
    assert message in complaint
    assert complaint.count("error:") == 1


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("policy-breif", "did you mean `policy-brief`?"),
        ("xyz", "templates: card, policy-brief, report, sitrep, statement"),
        ("../secret", "templates: card, policy-brief, report, sitrep, statement"),
        ("parts/base", "templates: card, policy-brief, report, sitrep, statement"),
        ("blocks/timeline", "templates: card, policy-brief, report, sitrep, statement"),
    ],
)
def test_an_unknown_template_names_the_nearest(house: House, template: str, hint: str) -> None:
    """A template is one of those that stand in templates/ itself."""
    (house.root / "secret.html").write_text("what no brief may print")
    assert refused(house, f"template: {template}\n") == (
        f"content/tiny/brief.yaml:4: error: no template `{template}`\n  hint: {hint}"
    )


def look_of(house: House) -> str:
    """Give the problems of templates and styles that cannot be read."""
    problems = Problems()
    with pytest.raises(Stopped):
        read_theme(house.root, problems)
    return said(problems)


@pytest.mark.parametrize(
    ("css", "line", "message"),
    [
        (
            "p { color: red }\n\nh1 {\n  color: red;\n\nh2 { color: red }\n",
            3,
            "`{` is never closed",
        ),
        ("@media print {\n  p { color: red }\n", 1, "`{` is never closed"),
        ("p { color: red }\n}\n", 2, "`}` closes nothing"),
        ("/* { \n */ p { content: '}'\n", 2, "`{` is never closed"),
        ("p { width: calc(1pt + 2pt;\n color: red }\n", 1, "`(` is never closed"),
        ("p { color: red }\n/* the rest\nh1 { color: red }\n", 2, "`/*` is never closed"),
        ("p {\n content: 'a;\n}\n", 2, "a quotation is never closed"),
    ],
)
def test_a_brace_that_nobody_closes_is_an_error(
    house: House, css: str, line: int, message: str
) -> None:
    """A style sheet would lose every rule below it in silence; the line of the brace is named."""
    house.restyle("styles/base.css", css)
    assert look_of(house).startswith(f"styles/base.css:{line}: error: {message}")


@pytest.mark.parametrize(
    "css", ["/* { */ p { color: red }", "p::before { content: '{' }", 'p { content: "\'}" }', ""]
)
def test_braces_in_texts_and_remarks_are_none(house: House, css: str) -> None:
    """Only braces that open and close rules are counted."""
    house.restyle("styles/base.css", css)
    assert house.theme.styles["base"] == css


def test_a_name_in_a_style_that_nothing_has_is_told(house: House) -> None:
    """A token and a font for which the press takes something else, without a word."""
    names = "color: var(--acent); margin: var(--own, 0) var(--leading)"
    house.restyle(
        "styles/web.css", f"/* --acent:\n*/\np {{ font-family: Comic, serif; {names} }}\n"
    )
    house.restyle("styles/letter.css", 'p { font-family: "Source Serif Pro" }\n')
    problems = Problems()
    read_theme(house.root, problems)
    assert said(problems) == (
        "styles/web.css:3: warning: nothing sets `--acent`, so this has no effect\n"
        "  hint: did you mean `accent`?\n"
        "styles/web.css:3: warning: the page has no font `Comic`, so this is set in another\n"
        "  hint: name it in styles/tokens.css, and write `var(--font-display)` here"
    )


@pytest.mark.parametrize(
    ("toml", "told"),
    few(
        [
            (
                "locale = \n",
                ":1:10: error: the words cannot be read: Invalid value\n"
                "  hint: see how the lines around it are written",
            ),
            (
                'locale = "en-GB"\nlocale = "fr-FR"\n',
                ":2:17: error: the words cannot be read: this name stands twice\n"
                "  hint: delete one",
            ),
            (
                'locale = "en-GB"\n[words]\ncolon = 1\n',
                ": error: the words cannot be read: `charts`, `quotes`, `spaces`, `spelled_out`, "
                "`dates`, `words.and_others`, `redline`, `parts`, `pack`, `locators`, `checks` are "
                "missing; `words.colon` should be a text\n  hint: compare it with en.toml",
            ),
        ]
    ),
)
def test_broken_words_are_an_error(house: House, toml: str, told: str) -> None:
    """A file of words that is no TOML is named with its line, one that lacks parts with them."""
    house.restyle("templates/languages/fr.toml", toml)
    assert look_of(house) == f"templates/languages/fr.toml{told}"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("months = [", "month = [", "`checks.months` is missing"),
        ('first = "1"', "", "`dates.first` is missing"),
        (
            'doubled = ["had", "that", "her"]',
            'doubled = "had"',
            "`checks.doubled` should be a list",
        ),
        ('people = ["people", "persons"]', "people = [1]", "`checks.people` should hold texts"),
        (
            "million = 6,",
            'million = "6",',
            "`checks.powers` should hold powers of ten: million = 6",
        ),
        ("picture_of = '(", "picture_of = '((", "`checks.picture_of` holds a broken pattern: "),
        (
            '"“", "”", ',
            "",
            "`quotes` should hold four marks: opening and closing, double and single",
        ),
        ("['(?<=\\b\\d) ", "['(?<=\\b\\d+) ", "`spaces` holds a broken pattern: look-behind"),
        ('locale = "en', 'csl = "en', "`csl` is called `locale` now: write that in its place"),
        ('page = ["p.",', 'page = ["",', "`locators.page` should hold texts"),
    ],
)
def test_a_fault_in_words_is_named(house: House, old: str, new: str, fault: str) -> None:
    """A key that is missing, and a value of the wrong kind, are said by their name."""
    english = (ROOT / "templates/languages/en.toml").read_text("utf-8")
    assert old in english
    house.restyle("templates/languages/de.toml", english.replace(old, new, 1))
    report = look_of(house)
    assert f"templates/languages/de.toml: error: the words cannot be read: {fault}" in report
    assert report.count("error:") == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("moved = ", "no word `moved` under [redline]"),
        ('key_messages = "messages', "no word `key_messages` under [parts]"),
        ("addendum = ", "no word `addendum` under [pack]"),
    ],
)
def test_a_word_that_another_language_has_is_missed(house: House, line: str, message: str) -> None:
    """A word that a page prints and a language lacks is named with its file."""
    french = (ROOT / "templates/languages/fr.toml").read_text("utf-8")
    kept = [one for one in french.splitlines() if not one.startswith(line)]
    assert len(kept) == len(french.splitlines()) - 1
    house.restyle("templates/languages/fr.toml", "\n".join(kept))
    word = line.partition(" ")[0]
    assert look_of(house) == (
        f"templates/languages/fr.toml: error: {message}\n"
        f'  hint: add a line `{word} = "…"` there; templates/languages/en.toml has it'
    )


def test_a_word_that_a_block_prints_is_missed_in_each_language(house: House) -> None:
    """A block whose template asks for a word that no language has is an error before any page."""
    house.restyle("templates/blocks/boxes.html", '<aside>{{ word("aside") }} {{ it.text }}</aside>')
    assert look_of(house) == "\n".join(
        f"templates/languages/{tag}.toml: error: no word `aside` under [words]\n"
        '  hint: add a line `aside = "…"` there; templates/blocks/boxes.html prints it'
        for tag in sorted(LANGUAGES)
    )


def test_a_misspelt_word_in_a_template_is_one_error(house: House) -> None:
    """It is told where it stands, and not in the file of each language."""
    house.restyle("templates/blocks/boxes.html", '<aside>\n{{ word("figuer") }} {{ it.text }}')
    assert look_of(house).startswith(
        "templates/blocks/boxes.html:2: error: no language has the word `figuer`\n"
        "  hint: did you mean `figure`?"
    )


@pytest.mark.long
def test_a_block_without_its_template_is_an_error_on_every_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever deletes a template is told at the next page, whether that places the block or not."""
    for folder in ("templates", "styles"):
        shutil.copytree(ROOT / folder, house.root / folder)
    monkeypatch.setattr("briefpress.model.house.default_folder", lambda: house.root)
    (house.root / "templates/blocks/boxes.html").unlink()
    page, problems = house.page()
    assert page is None
    assert said(problems).startswith(
        "templates/blocks/boxes.html: error: no template prints the block `boxes`"
    )


@pytest.mark.parametrize(
    "name", ["templates/policy-brief.html", "templates/languages/fr.toml", "styles/base.css"]
)
def test_a_look_is_utf8(house: House, name: str) -> None:
    """A template, a style or words in another encoding are an error with the file's name."""
    own_file(house.root, name).write_bytes(b"caf\xe9")
    assert look_of(house).startswith(f"{name}")


@pytest.mark.long
def test_a_new_language_is_a_file(house: House) -> None:
    """Words in templates/languages/de.toml make German briefs possible, without any code."""
    english = (ROOT / "templates/languages/en.toml").read_text("utf-8")
    german = english.replace("Key messages", "Kernaussagen").replace('"en-GB"', '"de-DE"')
    house.restyle("templates/languages/de.toml", german)
    fields = "language: de\nseries: Bericht\nkey_messages: [Eins.]\n"
    html = house.html(
        f"{fields}facts: {{a: {{value: 10000.5}}}}\n", "{{ facts.a }} Leute, {{ published }}.\n"
    )
    assert "Kernaussagen" in html
    assert "10.000,5 Leute" in text_of(html)
    assert "26 November 2024" in text_of(html)


@pytest.mark.parametrize(
    ("first", "last", "language", "printed"),
    [
        ("2025-09-08", "2025-09-08", "en", "8 September 2025"),
        ("2025-09-08", "2025-09-12", "en", "8–12 September 2025"),
        ("2025-09-08", "2025-10-08", "en", "8 September – 8 October 2025"),
        ("2025-12-30", "2026-01-08", "en", "30 December 2025 – 8 January 2026"),
        ("2025-09-01", "2025-09-12", "fr", "1er–12 septembre 2025"),
    ],
)
def test_what_two_dates_share_is_said_once(
    house: House, first: str, last: str, language: str, printed: str
) -> None:
    """On the cover of a pack."""
    theme = replace(house.theme, templates={"it.html": "{{ dates(first, last) }}"})
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    sheet = StandalonePage("it.html", "it", "a4", language, "pack")
    html = lay_out_standalone(sheet, days, theme, Problems())
    assert html.text.replace("\u00a0", " ") == printed


def test_a_template_may_have_ranges_of_its_own(house: House) -> None:
    """The sizes that its sheet names hold for its pages, and for no other template's."""
    house.restyle("styles/letter.css", ":root { --size-range: 11pt 12pt; --ink: #000000 }\n")
    own, usual = (tokens_of(house.theme, name) for name in ("letter", "policy-brief"))
    assert own == {**usual, "size-range": "11pt 12pt"}


def test_the_stop_of_a_fact_ends_its_sentence(house: House) -> None:
    """`30,4 Mio.` before a full stop has one; before another mark it keeps its own."""
    fields = "facts: {f: {value: 3, show: 3 Mio.}}\n"
    text = text_of(
        main_of(house.html(fields, "It is {{ facts.f }}. Then {{ facts.f }}, as said.\n"))
    )
    assert text == "It is 3 Mio. Then 3 Mio., as said."
