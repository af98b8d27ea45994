"""Korean is broken between words, and never copies otherwise than it was typed."""

from xml.etree.ElementTree import fromstring, tostring

import pytest

from briefpress.press.render import _keep_words


def test_a_korean_word_stays_in_one_line() -> None:
    """With the number before it, and behind what is emphasised; other languages are left alone."""
    page = fromstring('<div><p lang="ko">2표 인권 <em>위반</em>의</p><p lang="zh">人权</p></div>')
    _keep_words(page)
    shown = tostring(page, encoding="unicode").replace("\u2060", "~")
    assert '<p lang="ko">2~표 인~권 <em>위~반</em>~의</p><p lang="zh">人权</p>' in shown


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("공화국(이하 북한)에서", "공~화~국~(~이~하 북~한)~에~서"),
        ("『보고서』를 20%를", "『~보~고~서』~를 20%~를"),
        ("제60차 U.N.은", "제~60~차 U.N.~은"),
        ("한·미 찬성/반대, 끝.", "한~·미 찬~성/반~대, 끝."),
    ],
)
def test_no_particle_is_parted_from_its_word(words: str, kept: str) -> None:
    """Nor a number from what counts it; a line may end behind a stroke or a dot between words."""
    page = fromstring(f"<p>{words}</p>")
    _keep_words(page)
    assert (page.text or "").replace("\u2060", "~") == kept
