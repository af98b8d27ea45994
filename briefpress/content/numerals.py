"""Read a number as people and spreadsheets of any language type it: a text in, a `Numeral` out.

Which sign divides its decimals is for the column to tell (`column_types.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNSEEN = "\u200b\u200e\u200f\u061c\u2060\ufeff"
"""Marks that nobody sees, which programs put around numbers: of direction, of no width."""
_BLANK = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys(UNSEEN),
    }
)
_ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u1040\u17e0\uff10"
"""The first of ten digits: Arabic, Persian, Devanagari, Bengali, Thai, Burmese, Khmer, wide."""
_DIGIT = {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
_SIGNS = str.maketrans({**_DIGIT, "\u066b": ".", "\u066c": ",", "\u066a": "%",
                        "\uff0c": ",", "\uff0e": ".", "\uff05": "%", "\uffe5": "¥",
                        "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
                        "\u2019": "'", "\u02bc": "'", "\u00b4": "'"})  # fmt: skip


def plain_signs(text: str) -> str:
    """Write the digits, blanks and signs of *text*, of any script, as those of a keyboard."""
    return text.translate(_BLANK).translate(_SIGNS)


_CODES = (
    "AED AFN AMD ARS AUD AZN BAM BDT BGN BIF BRL CAD CDF CHF CLP CNY COP CZK DKK DZD EGP ETB EUR "
    "GBP GEL GHS HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JOD JPY KES KHR KPW KRW KZT LBP LKR LYD "
    "MAD MDL MGA MMK MXN MYR MZN NGN NOK NPR NZD PEN PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG "
    "SDR SEK SGD SOS SSP SYP THB TND TRY TWD TZS UAH UGX USD UYU UZS VES VND XAF XDR XOF YER ZAR "
    "ZMW CFA FCFA"
)
_CURRENCY = (
    r"(?:US|AU|CA|NZ|HK|NT|MX|A|C|R|S|J|Z)? ?\$(?:US|CA)?|[€£¥₹₩₽₺₪₴₦₵₫฿₱₸₾₼₡₲]|"
    r"Rs\.?|Rp\.?|Fr\.|kr\.?|zł|Kč|Ft|TL|lei|лв\.?|円|元|圆|원|руб\.?|р\.|грн\.?|тг\.?|сом\.?|"
    r"[KTU][Ss]h\.?|RM|S/\.?|Bs\.?|Gs\.?|Kz|đ|VNĐ|GH₵|[₨₵₭៛₮֏₼৳]|تومان|ریال|ريال|ر\.س\.?|د\.إ\.?|ج\.م\.?|"
    r"د\.ع\.?|د\.أ\.?|ل\.ل\.?|₪|रु\.?|" + "|".join(_CODES.split())
)
_NUMERAL = re.compile(
    rf"(?:(?P<far>{_CURRENCY})\s?(?=\())?"
    rf"(?P<open>\()?\s?(?P<sign>[-+])?\s?(?P<before>%|{_CURRENCY})?\s?(?P<inner>[-+])?"
    rf"(?P<body>[.,]?\d(?:[.,' ]?\d)*)(?:(?P<dash>[.,])(?:-{{1,2}}|–|—))?"
    rf"\s?(?P<after>%|‰|{_CURRENCY})?(?P<behind>-)?\s?(?P<close>\))?(?P<outside>%)?"
)
_WITH_POINT = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+"
    r"|[1-9]\d?(?:,\d{2})+,\d{3})?(?:\.\d+)?"
)
_WITH_COMMA = re.compile(
    r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+)?(?:,\d+)?"
)
_PATTERNS = {".": _WITH_POINT, ",": _WITH_COMMA}
WHOLE_DIGITS = 15
"""Digits of a number before its decimals, at most: what has more names something."""
_DIGITS = 28
"""Digits of a number in all, at most."""


@dataclass(frozen=True)
class Numeral:
    """A number as it is typed, before it is known which sign divides its decimals."""

    body: str
    is_negative: bool
    unit: str
    dash: str = ""
    """The sign before a dash that stands for its decimals, `1.200,–`; mostly empty."""

    def value(self, point: str) -> float | None:
        """The number, where *point* divides its decimals; None where it can be none then."""
        if not _PATTERNS[point].fullmatch(self.body):
            return None
        whole, _, fraction = self.body.partition(point)
        number = float(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}")
        return -number if self.is_negative else number

    @property
    def point(self) -> str:
        """Which sign must divide its decimals; empty where both can, or no sign is there."""
        if self.dash and _PATTERNS[self.dash].fullmatch(self.body):
            return self.dash
        fits = [sign for sign, pattern in _PATTERNS.items() if pattern.fullmatch(self.body)]
        return fits[0] if len(fits) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether it is one number with a point and another with a comma."""
        return not self.point and ("." in self.body or "," in self.body)


def read_numeral(text: str) -> Numeral | None:
    """Read one number with at most one unit, `(1,200) %` or `US$ 3.5`; None where it is none."""
    match = _NUMERAL.fullmatch(plain_signs(text))
    if match is None:
        return None
    body, signs = match["body"], [s for s in (match["sign"], match["inner"], match["behind"]) if s]
    is_bracketed = bool(match["open"])
    if is_bracketed != bool(match["close"]) or len(signs) + is_bracketed > 1:
        return None
    units = match["far"], match["before"], match["after"], match["outside"]
    currencies = [one for one in units if one]
    if match["outside"] and not is_bracketed:
        return None
    if len(currencies) > 1:
        return None
    digits = re.sub("[^0-9]", "", body)
    whole = re.sub("[^0-9]", "", re.split(r"[.,](?=\d*$)", body)[0])
    if len(whole) > WHOLE_DIGITS or len(digits) > _DIGITS or re.match(r"0\d", body):
        return None
    if not any(pattern.fullmatch(body) for pattern in _PATTERNS.values()):
        return None
    if match["sign"] == "+" and len(digits) > 9:  # a telephone number
        return None
    unit = "".join(currencies).strip()
    return Numeral(body, is_bracketed or "-" in signs, unit, match["dash"] or "")
