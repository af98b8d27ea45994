"""Read a date as people and spreadsheets of any language type it: a text in, a `TypedDay` out.

Whether 05/01/2024 is in January or in May is for the column to tell (`column_types.py`).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from ..model.cells import WEEKS, is_missing
from ..model.text import PartialDate
from .numerals import plain_signs


def _fold(text: str) -> str:
    """Write *text* in small letters; İ and ı become i, or Turkish months were lost in capitals."""
    folded = text.casefold().replace("\u0307", "").replace("ı", "i")
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ιανουάριος ιανουαρίου ιαν janúar január януари ژانویه जनवरी tammikuu tammikuuta "
            "oca січ ianuarie ledna leden január січень "
            "gennaio gen styczeń stycznia sty januari січня ינואר "
            "january jan janvier janv januar jänner jän enero ene janeiro январь января янв ocak "
            "يناير كانون_الثاني",
            "φεβρουάριος φεβρουαρίου φεβ február февруари فوریه फ़रवरी फरवरी helmikuu helmikuuta "
            "şub лют februarie února únor február лютий "
            "febbraio luty lutego lut februari лютого פברואר "
            "february feb février févr fév fevrier fev "
            "februar febrero fevereiro февраль февраля фев февр şubat فبراير شباط",
            "μάρτιος μαρτίου μαρ machi mac március märts مارس मार्च maaliskuu maaliskuuta "
            "бер martie maret března březen március marts mrt березень "
            "marca marzec maart березня מרץ "
            "march mar mars märz mär mrz marzo março март марта мар mart مارس آذار",
            "απρίλιος απριλίου απρ aprili április април آوریل अप्रैल huhtikuu huhtikuuta "
            "nis кві квіт aprilie dubna duben április квітень "
            "aprile kwiecień kwietnia kwi квітня אפריל "
            "april apr avril avr abril abr апрель апреля апр nisan أبريل إبريل نيسان",
            "μάιος μαΐου μαϊ május مه मई toukokuu toukokuuta "
            "тра трав května květen május травень "
            "maggio mag maja maj mei травня מאי may mai mayo maio май мая mayıs مايو أيار",
            "ιούνιος ιουνίου ιουν június юни ژوئن जून kesäkuu kesäkuuta "
            "haz чер черв iunie června červen június червень "
            "giugno giu czerwiec czerwca cze червня יוני "
            "june jun juin juni junio junho июнь июня июн haziran يونيو يونيه حزيران",
            "ιούλιος ιουλίου ιουλ julai július юли ژوئیه जुलाई heinäkuu heinäkuuta "
            "tem лип iulie července červenec július липень "
            "luglio lug lipiec lipca lip липня יולי "
            "july jul juillet juil juli julio julho июль июля июл temmuz يوليو يوليه تموز",
            "αύγουστος αυγούστου αυγ agosti ogos ogo augusti اوت अगस्त elokuu elokuuta "
            "ağu сер серп agustus srpna srpen augusztus серпень "
            "sierpień sierpnia sie augustus augusti серпня אוגוסט "
            "august aug août aout agosto ago август августа авг ağustos أغسطس آب",
            "σεπτέμβριος σεπτεμβρίου σεπ septemba септември سپتامبر सितंबर सितम्बर syyskuu syyskuuta "
            "eyl вер septembrie září szeptember вересень "
            "settembre sett wrzesień września wrz вересня ספטמבר "
            "september sep sept septembre septiembre setiembre "
            "set setembro сентябрь сентября сен сент eylül سبتمبر أيلول",
            "οκτώβριος οκτωβρίου οκτ oktoba október октомври اکتبر अक्टूबर अक्तूबर lokakuu lokakuuta "
            "eki жов жовт octombrie října říjen október жовтень "
            "ottobre ott październik października paź жовтня אוקטובר "
            "october oct octobre oktober okt octubre outubro out октябрь октября окт ekim أكتوبر "
            "تشرين_الأول",
            "νοέμβριος νοεμβρίου νοε novemba ноември نوامبر नवंबर नवम्बर marraskuu marraskuuta "
            "kas лис лист noiembrie listopadu листопад "
            "listopad listopada lis листопада נובמבר "
            "november nov novembre noviembre novembro ноябрь ноября нояб ноя kasım نوفمبر "
            "تشرين_الثاني",
            "δεκέμβριος δεκεμβρίου δεκ desemba disember dis декември دسامبر दिसंबर दिसम्बर "
            "joulukuu joulukuuta "
            "ara гру груд decembrie prosince prosinec desember грудень "
            "grudzień grudnia gru грудня דצמבר "
            "december dec décembre déc decembre dezember dez dicembre "
            "diciembre dic dezembro декабрь декабря дек aralık ديسمبر كانون_الأول",
        ),
        1,
    )
    for name in _fold(names).split()
}
_NAMES_OF_TWO_WORDS = re.compile(r"(?<=كانون|تشرين) (?=ال)")
"""Where the name of a month goes on behind a blank."""
# Data of others has words of any language, so these do not stand in the file of one.
_BESIDE_MONTHS = {
    word
    for words in (
        "de del le el den der er st nd rd th º г года р року r roku of",
        "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lunes martes miércoles jueves viernes sábado domingo",
        "segunda terça quarta quinta sexta feira",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد يوم",
        "mo di mi do fr sa so lu ma me je ve",
        "lun mer jeu ven sam dim mié jue vie sáb dom seg ter qua qui sex пн вт ср чт пт сб вс",
    )
    for word in _fold(words).split()
}
_EAST = re.compile(r"([12]\d{3}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?")
"""A date in Chinese, Japanese or Korean."""
_ERA = re.compile(r"(令和|平成|昭和|民[國国])\s?(\d{1,3}|元)(?=年)")
_YEARS_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""The year before the first one of an era, as Japan and Taiwan count: 令和6年 is 2024."""
_CLOCK = (
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}| ?[AaPp]\.?[Mm]\.?)?"
    r"(?: (?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
    r"|,? (?:à |a las |às |в |um )?\d{1,2} ?[h:](?: ?\d{2})?(?: Uhr)?)?"
)
_YEAR_FIRST = re.compile(rf"([12]\d{{3}})([-/]|\. ?)(\d{{1,2}})\2(\d{{1,2}})\.?{_CLOCK}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/ ]|\. ?)(\d{{1,2}})\2([12]\d{{3}}|(?<! )\d{{2}}){_CLOCK}")
_VIETNAMESE = re.compile(
    r"(?:ngày (\d{1,2}) )?tháng (\d{1,2})(?:[/-]| năm |, ?)([12]\d{3})", re.IGNORECASE
)
"""A day or a month in Vietnamese, which counts its months: `tháng 1/2024`."""
_MONTH = re.compile(r"([12]\d{3})(?:[-/]|-?[Mm])(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[/.]([12]\d{3})")
_WEEK_WORD = r"(?:weeks?|semaines?|sem\.?|semanas?|wochen?|kw|недел[яи]|нед\.?|w)"
_WEEK = re.compile(
    rf"([12]\d{{3}})[ \-/]?{_WEEK_WORD} ?(\d{{1,2}})"
    rf"|{_WEEK_WORD} ?(\d{{1,2}})[ \-/,]+(?:of |de )?([12]\d{{3}})",
    re.IGNORECASE,
)
_QUARTERS = (
    r"quarter|quartal|trimestre?|trim\.?|kwarta[lł]|kwartaal|kvartal(?:et)?|čtvrtletí|çeyrek"
)
_NTH = r"(?:st|nd|rd|th|ème|\.?(?:er|o|e|ª|º|°)|-?й|\.)?"
_QUARTER = re.compile(
    rf"(?:{_QUARTERS}|tr\.?|q|t|ç) ?([1-4])(?:[ \-/,]+(?:of |de )?|(?<=\d)')"
    r"'?([12]\d{3}|\d{2})"
    r"|([12]\d{3})[ \-/:.]*(?:(?:q|t|k|kv|ç) ?([1-4])"
    rf"|([1-4]){_NTH} ?(?:q|{_QUARTERS}|квартал|кв\.?))"
    r"|([12]\d{3})[年년]度? ?第?([1-4])(?:/4)? ?(?:季度?|분기|四半期)"
    rf"|([1-4]){_NTH} ?"
    rf"(?:{_QUARTERS}|q|t|квартал|кв\.?)[ \-/]*(?:of |del? |do |du |roku )?"
    r"([12]\d{3}|\d{2})(?: ?(?:г\.|года?|року?|r\.))?",
    re.IGNORECASE,
)
_QUARTERLY = re.compile(
    rf"(?i)(?<![^\W_])(?:{_QUARTERS}|kw(?=\.)|q(?:tr)?|quý|τρίμηνο|квартал|кв\.)(?![^\W_])|季度|분기|四半期"
)
"""A head under which 1/2024 and III/2024 are quarters."""
_HALVES = re.compile(
    r"(?i)(?<![^\W_])(?:half[- ]?years?|half|h|semest(?:er|re)s?|semestral|halbjahre?|hj\.?|"
    r"półrocz[ea]|pololetí|halvår|halfjaar|yarı ?yıl|"
    r"полугоди[ея]|півріччя|εξάμηνο|نصف سنة|نیم‌?سال)"
    r"(?![^\W_])|半年|반기|半期"
)
"""A head under which 1/2024 and 2/2024 are halves of a year, and no months."""
_NUMBERED_QUARTER = re.compile(
    r"([1-4])[./ -]{1,2}((?:19|20)\d\d)|((?:19|20)\d\d)[./ -]{1,2}([1-4])"
)
_ROMAN_NUMBERS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_ROMAN = re.compile(r"(?<![^\W_])(?:I{1,3}|IV)(?![^\W_])")
_HANZI = re.compile("[一二三四](?=季)")
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
"""A day as a spreadsheet counts them, from 1954 to 2091."""
_DATES = re.compile(
    r"(?i:(?<![^\W_])(?:dates?|fechas?|дата|tarihi?|dato|dátum|datums|data e|päivämäärä|pvm|"
    r"tanggal|tarehe|ngày|ημερομηνία|(?:ال)?تاريخ|تاریخ|תאריך|दिनांक|तारीख)(?![^\W_])|datum(?![^\W_]))"
    r"|日期|日付|날짜|일자|วันที่|(?<=[a-z])Date(?![^\W_])"
)
_DAYS = re.compile(
    rf"{_DATES.pattern}|(?i:(?<![^\W_])(?:data|day|tag|jour|día|as[ _]of|time[ _]period)(?![^\W_]))"
)
"""A head under which 20240105 is a day."""
_MONTHLY = re.compile(
    r"(?<![^\W\d_])(?:months?|mois|mes(?:es)?|mês|monate?|месяцы?|місяць|mes[ei]|miesiące?|miesiąc|"
    r"maand(?:en)?|månad(?:er)?|måned(?:er)?|ay|bulan|mwezi|tháng|μήνας|(?:ال)?شهر|ماه|महीना|माह|"
    r"period|time[ _]period)"
    r"(?![^\W\d_])|月|월",
    re.IGNORECASE,
)
"""A head under which 202403 is a month."""
_NUMBERED = re.compile(r"((?:19|20)\d\d)(?:[-/.]|(?=\d\d))(\d{1,2})|(\d{1,2})[-/.]((?:19|20)\d\d)")
"""A month or a week of a year, both in digits: `202409`, `2024-09`, `09.2024`."""
_SHORT_YEAR = re.compile(r"(\d\d)([-/.])(\d\d)\2(\d\d)")
_ENDS_OF_MONTHS = {1, 28, 29, 30, 31}
_EACH = re.compile(r"\b(?:by|per|par|por|pro|je|nach|each)\b", re.IGNORECASE)
"""In a head that counts something on each day."""
_SCHOOL_YEAR = re.compile(r"[12]\d(\d{2})[-/](\d{2})")


@dataclass(frozen=True)
class TypedDay:
    """A date as it is typed, before it is known which of its parts is the day."""

    year: int
    first: int
    second: int
    order: str = ""
    """`day` or `month`: what stands first; empty where only the column can tell."""

    def value(self, order: str) -> datetime.date | None:
        """The date, where *order* stands first; None where there is no such day."""
        parts = (self.first, self.second)
        day, month = parts if (self.order or order) == "day" else reversed(parts)
        try:
            return datetime.date(self.year, month, day)
        except ValueError:
            return None

    @property
    def proof(self) -> str:
        """Which of its parts can only be the day, where it shows that: `day` or `month`."""
        fits = [order for order in ("day", "month") if self.value(order)]
        return fits[0] if not self.order and len(fits) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether it is one day with the day first and another with the month first."""
        return not self.order and self.value("day") != self.value("month")


def speaks_of_dates(head: str) -> bool:
    """Whether days stand under *head*, and no counts of each of them."""
    return bool(_DATES.search(head)) and not _EACH.search(head)


def days_under(head: str, texts: Iterable[str]) -> dict[str, TypedDay | None]:
    """Read 20240105 as a day where the *head* says that days stand under it, and as a fault what a
    spreadsheet counted; nothing where most *texts* are neither.
    """
    if not _DAYS.search(head) or _EACH.search(head):
        return {}
    known = {text for text in texts if not is_missing(text)}
    days: dict[str, TypedDay | None] = {}
    for text in known:
        match = _COMPACT.fullmatch(text)
        days[text] = (
            TypedDay(int(match[1]), int(match[2]), int(match[3]), "month") if match else None
        )
    counted = {text for text in known if SERIAL.fullmatch(text)} if _DATES.search(head) else set()
    is_counted = bool(counted) and all(map(read_typed_date, known - counted))
    if not is_counted and sum(map(bool, days.values())) * 2 <= len(days):
        return {}
    return {text: day or read_typed_date(text) for text, day in days.items()}


def periods_under(head: str, texts: Iterable[str]) -> dict[str, TypedDay | None]:
    """Read 2024-09 or 202409 as a week, a month, where the *head* says that such stand under it;
    nothing where not all *texts* are written so. None: there is no such week, no such month.
    """
    is_weekly = WEEKS.search(head) is not None
    if not (is_weekly or _MONTHLY.search(head)) or _EACH.search(head) or re.search(r"\d", head):
        return {}
    periods: dict[str, TypedDay | None] = {}
    for text in set(texts):
        if is_missing(text):
            continue
        match = _NUMBERED.fullmatch(plain_signs(text))
        if match is None:
            return {}
        year, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        if is_weekly:
            periods[text] = _monday(int(year), int(number))
        else:
            is_month = 1 <= int(number) <= 12
            periods[text] = TypedDay(int(year), int(number), 1, "month") if is_month else None
    return periods


def may_begin_with_years(texts: Iterable[str]) -> bool:
    """Whether 24/01/05, 24/02/12 are two days of 2024 as well as those of 2005 and of 2012."""
    matches = [_SHORT_YEAR.fullmatch(plain_signs(text)) for text in texts]
    parts = [(int(one[1]), int(one[3]), int(one[4])) for one in matches if one]
    if len(parts) < len(matches) or any(not 1 <= month <= 12 for _, month, _ in parts):
        return False
    if not all(1 <= last <= 31 for *_, last in parts):
        return False
    first, last = {one for one, *_ in parts}, {one for *_, one in parts}
    return len(last) > len(first) and not first <= _ENDS_OF_MONTHS


_EARLIEST, _LATEST = 1500, 2199
"""Years of our calendar; 1403 is one of the Persian, 2567 one of the Thai."""


def read_typed_date(text: str) -> TypedDay | None:
    """Read a date of our calendar, from 1500 to 2199; None where *text* is none."""
    day = _read_date(plain_signs(text))
    return day if day and _EARLIEST <= day.year <= _LATEST else None


_BEFORE_DATE = re.compile(r"([^\W\d_]{2,13})(?:\.,?|,)?\s+(?=\d)")
_BEHIND_DATE = re.compile(
    r"\s*[(（]?(?:[월화수목금토일](?:요일)?|(?:星期|周|礼拜)?[一二三四五六日天月火水木金土](?:曜日?)?)[)）]?"
)


def _without_weekday(text: str) -> str:
    """Take the day of the week off a date: `Mo., 11.05.2026`, `2026年5月11日（星期一）`."""
    before = _BEFORE_DATE.match(text)
    if before and _fold(before[1]) in _BESIDE_MONTHS:
        return text[before.end() :]
    if (east := _EAST.match(text)) and _BEHIND_DATE.fullmatch(text[east.end() :]):
        return east[0]
    return text


def _in_our_years(text: str) -> str:
    """Write the year of an era as one of our calendar: `令和6年5月1日` is `2024年5月1日`."""
    era = _ERA.match(text)
    if era is None:
        return text
    year = _YEARS_BEFORE[era[1]] + (1 if era[2] == "元" else int(era[2]))
    return f"{year}{text[era.end() :]}"


def _read_date(text: str) -> TypedDay | None:
    text = _without_weekday(_in_our_years(text))
    if match := _EAST.fullmatch(text):
        return TypedDay(int(match[1]), int(match[2]), int(match[3] or 1), "month")
    if match := _VIETNAMESE.fullmatch(text):
        return TypedDay(int(match[3]), int(match[2]), int(match[1] or 1), "month")
    if match := _YEAR_FIRST.fullmatch(text):
        return TypedDay(int(match[1]), int(match[3]), int(match[4]), "month")
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        return TypedDay(_year(match[4]), first, second, "day" if match[2][0] in ". " else "")
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return TypedDay(int(year), int(month), 1, "month")
    if match := _WEEK.fullmatch(text):
        return _monday(int(match[1] or match[4]), int(match[2] or match[3]))
    return _named(text)


def read_days(text: str) -> tuple[datetime.date, ...]:
    """The days that *text* can mean, the one with its day first before the other; none where it is
    no date.
    """
    day = read_typed_date(text.strip())
    days = (day.value("day"), day.value("month")) if day else ()
    return tuple(dict.fromkeys(one for one in days if one))


def read_dates(text: str) -> tuple[PartialDate, ...]:
    """The dates that *text* can mean, as exact as it says: none where its year has not four digits.

    `Nov 2018` is a month, `12 novembre 2018` a day, and 05/06/2018 one of two days.
    """
    text = text.strip()
    if year := _YEAR_IN_WORDS.fullmatch(text):
        return (PartialDate(int(year[1] or year[2])),)
    numbers = re.findall(r"\d+", plain_signs(text))
    if not any(len(one) == 4 for one in numbers) or _WEEK.fullmatch(text):
        return ()
    exact = 2 if len(numbers) < 3 and (len(numbers) == 1 or _is_month(text)) else 3
    return tuple(PartialDate(*(day.year, day.month, day.day)[:exact]) for day in read_days(text))


_YEAR_IN_WORDS = re.compile(
    r"(?:(?:year|ann[ée]e|año|ano|год|سنة|عام)\s+(?:de\s+)?)?([12]\d{3})"
    r"|([12]\d{3})\s*(?:г\.|год[ау]?|年|년)",
    re.IGNORECASE,
)


def _is_month(text: str) -> bool:
    text = plain_signs(text)
    return bool(_MONTH.fullmatch(text) or _EAST.fullmatch(text))


def _monday(year: int, week: int) -> TypedDay | None:
    """The day with which a *week* of ISO 8601 begins: `2025-W39`; None where there is none."""
    try:
        day = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return TypedDay(day.year, day.month, day.day, "month")


_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0901-\u0903\u093c-\u094d])*"
"""A word; in Hindi its vowels are signs, which are no letters."""


def _named(text: str) -> TypedDay | None:
    """A date with the name of its month, in any language of the house: `5 de enero de 2024`."""
    if len(text) > 40:
        return None
    words = re.findall(rf"{_WORD}(?:_{_WORD})?|\d+", _NAMES_OF_TWO_WORDS.sub("_", _fold(text)))
    if not 2 <= len(words) - sum(word in _BESIDE_MONTHS for word in words) <= 3:
        return None
    parts = [word for word in words if word not in _BESIDE_MONTHS]
    months = [n for n, word in enumerate(parts) if word in _MONTHS]
    if len(months) != 1 or sum(part.isdecimal() for part in parts) != len(parts) - 1:
        return None
    month = _MONTHS[parts.pop(months[0])]
    years = [part for part in parts if len(part) == 4]
    if len(parts) == 1:
        return TypedDay(int(years[0]), month, 1, "month") if years else None
    day, year = parts if len(parts[1]) in (2, 4) and len(parts[0]) < 4 else reversed(parts)
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return TypedDay(_year(year), month, int(day), "month")


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def is_school_year(text: str) -> bool:
    """Whether *text* is two years that follow each other, `2023/24`, and no month."""
    years = _SCHOOL_YEAR.fullmatch(text)
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2])


def are_halves(head: str, texts: Iterable[str]) -> bool:
    """Whether 2024-1 and 2/2024 are halves of a year, as the *head* says, and no months."""
    if not _HALVES.search(head):
        return False
    matches = [
        _NUMBERED_QUARTER.fullmatch(plain_signs(one)) for one in texts if not is_missing(one)
    ]
    return bool(matches) and all(one and (one[1] or one[4]) in "12" for one in matches)


def quarters_under(head: str, texts: Iterable[str]) -> dict[str, datetime.date]:
    """Read 1/2024 and III/2024 as quarters where the *head* says that such stand under it; nothing
    where not all *texts* are quarters.
    """
    quarters: dict[str, datetime.date] = {}
    if not _QUARTERLY.search(head) or _EACH.search(head):
        return quarters
    for text in set(texts):
        if is_missing(text):
            continue
        plain = _ROMAN.sub(lambda match: _ROMAN_NUMBERS[match[0]], plain_signs(text), count=1)
        match = _NUMBERED_QUARTER.fullmatch(plain)
        if match:
            year, number = match[2] or match[3], match[1] or match[4]
            quarters[text] = datetime.date(int(year), 3 * int(number) - 2, 1)
        elif quarter := read_quarter(text):
            quarters[text] = quarter
        else:
            return {}
    return quarters


def read_quarter(text: str) -> datetime.date | None:
    """Read a quarter of a year as the day with which it begins; None where *text* is none."""
    text = plain_signs(text)
    if "季" in text:
        text = _HANZI.sub(lambda match: str("一二三四".index(match[0]) + 1), text)
    if "I" in text:  # KW is a week behind other numbers
        text = _ROMAN.sub(lambda match: _ROMAN_NUMBERS[match[0]], text, count=1)
        text = re.sub(r"\bkw\.?(?= )", "kwartał", text)
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    a, year_a, year_b, b, b_q, year_c, c, d, year_d = match.groups()
    return datetime.date(
        _year(year_a or year_b or year_c or year_d), 3 * int(a or b or b_q or c or d) - 2, 1
    )
