"""The name of a group of rows is seen once a page, and is there for readers of every row."""

from pathlib import Path

import pypdfium2
import pytest
from support.printed import new_house
from support.printed_pages import proof_of

ROWS = 90


@pytest.mark.long
def test_the_name_of_a_group_is_seen_once_a_page(tmp_path: Path) -> None:
    """In the first of its rows, and again in the first of a page; a copy has it in each."""
    data = b"Region,Place,People\n" + b"".join(
        b"%s,Town %d,7\n" % (b"Uplands" if n < ROWS - 2 else b"Coast", n) for n in range(ROWS)
    )
    table = {"caption": "Towns", "data": "r.csv"}
    house = new_house(tmp_path / "house")
    proof = proof_of(house, "{{ tables.t }}\n", {"r.csv": data}, tables={"t": table})
    pages = pypdfium2.PdfDocument(proof.pdf.data)
    assert len(pages) > 1
    said = 0
    for page in pages:
        text = page.get_textpage()
        picture = page.render(scale=1).to_pil().convert("L")
        search, dark = text.search("Uplands"), []
        while found := search.get_next():
            left, bottom, right, top = text.get_charbox(found[0], loose=True)
            right = text.get_charbox(found[0] + 6, loose=True)[2]
            high = page.get_height()
            seen = picture.crop(
                (int(left), int(high - top) + 2, int(right), int(high - bottom) - 2)
            )
            dark.append(seen.getextrema()[0] < 160)
        assert dark[0] and not any(dark[1:])
        said += len(dark)
    assert said == ROWS - 2
