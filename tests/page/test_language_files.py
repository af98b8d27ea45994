"""The languages that come with briefpress: what their patterns find, and where a space is kept."""

import re
from pathlib import Path

import pytest

from briefpress.model.brief import Language
from briefpress.model.problems import Problems
from briefpress.page.languages import read_language
from briefpress.page.votes import mark_votes

FILES = Path(__file__).parents[2] / "templates/languages"


def read(tag: str) -> Language:
    """The file of a language."""
    language = read_language(tag, (FILES / f"{tag}.toml").read_text("utf-8"), Problems())
    assert language
    return language


@pytest.mark.parametrize(
    ("tag", "text", "kept"),
    [
        ("es", "El 7 de febrero, 12 % y 3 millones", ["7~de", "12~%", "3~millones"]),
        ("es", "véanse los párrs. 74 a 76, art. 5, núm. 3", ["párrs.~74", "art.~5", "núm.~3"]),
        ("pt", "Em 7 de fevereiro, 1.º de maio, 12 %", ["7~de", "1.º~de", "12~%"]),
        ("pt", "ver p. 5, pp. 6 e 7, n.º 3, cap. 2", ["p.~5", "pp.~6", "n.º~3", "cap.~2"]),
        ("ru", "7 февраля 2014 года 12 %, 3 млн", ["7~февраля", "2014~года", "12~%", "3~млн"]),
        ("ru", "п. 5, пп. 6 и 7, № 2 в главе", ["п.~5", "пп.~6", "и~7", "№~2", "в~главе"]),
        ("ru", "год 2014 и дом", ["и~дом"]),
    ],
)  # fmt: skip
def test_spaces_that_may_not_break(tag: str, text: str, kept: list[str]) -> None:
    """Between a day and its month, a number and its unit, a part and its number; nowhere else."""
    spaced = read(tag).space(f"<p>{text}</p>").replace("\u00a0", "~")
    for one in kept:
        assert one in spaced
    assert spaced.count("~") == len(kept)


@pytest.mark.parametrize(
    ("tag", "text", "votes"),
    [
        ("es", "Por 11 votos contra 2 y 2 abstenciones", ["11 votos contra 2", "2 abstenciones"]),
        ("es", "con 13 votos a favor, en 2014 en contra", ["13 votos a favor"]),
        ("pt", "Por 11 votos contra 2, 1 abstenção", ["11 votos contra 2", "1 abstenção"]),
        ("ru", "13 голосов за, 1 воздержавшийся", ["13 голосов за", "1 воздержавшийся"]),
        ("ru", "в 2014 за мир", []),
    ],
)  # fmt: skip
def test_results_of_votes(tag: str, text: str, votes: list[str]) -> None:
    """In the words in which the Security Council counts them."""
    marked = mark_votes(f"<body><p>{text}</p>", read(tag).votes)
    assert re.findall(r'<span class="vote">(.*?)</span>', marked) == votes


@pytest.mark.parametrize(
    ("tag", "before", "is_spelled"),
    [
        ("es", "las |Naciones Unidas", True),
        ("es", "de |Naciones Unidas", False),
        ("pt", "nas |Nações Unidas", True),
        ("pt", "de |Nações Unidas", False),
        ("ru", "в |Организация", False),
    ],
)
def test_a_short_form_is_spelled_out_behind_an_article_alone(
    tag: str, before: str, is_spelled: bool
) -> None:
    """Russian has cases and no articles, so a short form there is explained in brackets."""
    assert bool(re.search(read(tag).spelled_out, before)) is is_spelled
