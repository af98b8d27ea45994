"""The check `tag-figures`: a figure says what it shows, and holds its caption."""

from typing import Any

import pikepdf
import pytest
from support.broken import broken, elements, whole
from support.printed_pages import find


@pytest.mark.long
@pytest.mark.parametrize("alt", [None, "", "  "])
def test_a_figure_without_description_is_named_by_its_caption(alt: str | None) -> None:
    """Whether it has none or an empty one, at the place where the caption is written."""

    def breaks(pdf: Any) -> None:
        figure = elements(pdf, "Figure")[1]
        if alt is None:
            del figure.Alt
        else:
            figure.Alt = alt

    (found,) = find("tag-figures", broken(whole(), breaks))
    lacks = "no description" if alt is None else "an empty description"
    assert found.message == f"the figure `Figure 2. Un dessin` has {lacks}, on page 2 of a4"
    assert found.place.file == "content/everything/brief.yaml"
    assert found.hint == "say in `alt:` what it shows"


def test_a_caption_outside_is_found() -> None:
    """A caption beside its figure is read as a paragraph of nothing."""

    def breaks(pdf: Any) -> None:
        captions = [one for one in elements(pdf, "Caption") if str(one.P.S) == "/Figure"]
        figure, above = captions[0].P, captions[0].P.P
        figure.K = pikepdf.Array([kid for kid in figure.K if kid != captions[0]])
        captions[0].P = above
        above.K.append(captions[0])

    (found,) = find("tag-figures", broken(whole(), breaks))
    assert found.message == (
        "the caption `Figure 1. Une image` is not in what it is the caption of, on page 1 of a4"
    )


def test_honest_figures_have_no_finding() -> None:
    """A picture, a drawing, a chart, the caption of a table: each is as it should be."""
    assert not find("tag-figures", whole())


def test_a_text_in_place_of_the_picture_will_do() -> None:
    """ActualText says what a figure shows as well as Alt does."""

    def breaks(pdf: Any) -> None:
        figure = elements(pdf, "Figure")[0]
        del figure.Alt
        figure.ActualText = "670"

    assert not find("tag-figures", broken(whole(), breaks))
