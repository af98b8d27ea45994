"""Korean is broken between words, and never copies otherwise than it was typed."""

from xml.etree.ElementTree import fromstring, tostring

from briefpress.press.render import _keep_words


def test_a_korean_word_stays_in_one_line() -> None:
    """With the number before it, and behind what is emphasised; other languages are left alone."""
    page = fromstring('<div><p lang="ko">2표 인권 <em>위반</em>의</p><p lang="zh">人权</p></div>')
    _keep_words(page)
    shown = tostring(page, encoding="unicode").replace("\u2060", "~")
    assert '<p lang="ko">2~표 인~권 <em>위~반</em>~의</p><p lang="zh">人权</p>' in shown
