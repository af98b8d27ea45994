"""The QR code: what a telephone reads is what stands on the page."""

import io

import pytest
import segno

from briefpress.page.qr_code import draw_code


def paths(code: segno.QRCode) -> str:
    """The modules of *code*, as its SVG draws them."""
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=0, dark="#000000", xmldecl=False, nl=False)
    return drawn.getvalue().decode().partition("<path")[2]


def drawn(text: str) -> str:
    """The same of our code."""
    return draw_code(text, "#000000").decode().partition("<path")[2]


@pytest.mark.parametrize("text", ["« Genève »", "£3 million", "帕劳", "북한"])
def test_letters_that_are_not_ascii_are_utf8_and_say_so(text: str) -> None:
    """By itself segno takes another encoding, or none that it names, and readers guess wrongly."""
    right = segno.make_qr(text, error="m", mode="byte", encoding="utf-8", eci=True)
    assert drawn(text) == paths(right)
    assert drawn(text) != paths(segno.make_qr(text, error="m"))


def test_an_address_stays_as_small_as_it_can_be() -> None:
    """ASCII needs no mark of its encoding, which would cost room."""
    address = "https://example.org/#DPRK-1-8F2C91"
    assert drawn(address) == paths(segno.make_qr(address, error="m"))
