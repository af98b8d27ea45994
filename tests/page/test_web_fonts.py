"""Tests of web_fonts.py: a page of the web has the letters of the house's fonts that it shows."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from support.printed import new_house

from briefpress.model.problems import Problems
from briefpress.page.web_fonts import cut_fonts
from briefpress.workflows.lay_out import open_house


@pytest.mark.long
def test_what_is_set_in_capitals_has_them_in_its_font(tmp_path: Path) -> None:
    """The capital of each letter, two of one, and that of Turkish; other text keeps its letters."""
    theme = open_house(new_house(tmp_path / "house"), Problems())
    page = '<html lang="tr"><div class="issue"><b>Informe de país</b></div>'
    page += '<p class="risk">Straße à</p><h2>çok iyi</h2><p>ñu</p></html>'
    regular = [font for rule, font in cut_fonts(theme, page).values() if "weight: 600" in rule]
    assert regular
    for font in regular:
        letters = {chr(one) for one in TTFont(BytesIO(font)).getBestCmap()}
        assert {*"ÍÀSÇİíßñ"} <= letters
        assert "Ñ" not in letters
