"""The languages that come with briefpress: what their patterns find, and where a space is kept."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from support.houses import House

from briefpress.checks.evidence.numbers import NumberFinder
from briefpress.checks.evidence.placeholders import PlaceholderFinder
from briefpress.content.typed_dates import read_days
from briefpress.distribute.recipients import COLUMNS
from briefpress.model import scripts
from briefpress.model.brief import Language, find_language
from briefpress.model.cells import Column
from briefpress.model.problems import Problems
from briefpress.page.dates_and_numbers import write_date
from briefpress.page.kept_together import mark_votes
from briefpress.page.languages import read_languages, share_words
from briefpress.page.sentences import capitalise

FILES = Path(__file__).parents[2] / "templates/languages"


def read(tag: str) -> Language:
    """The file of a language."""
    language = read_languages({tag: (FILES / f"{tag}.toml").read_text("utf-8")}, Problems()).get(
        tag
    )
    assert language
    return language


@pytest.mark.parametrize(
    ("tag", "text", "kept"),
    [
        ("en", "on 3 October 2013, 26 November 2024", ["3~October 2013", "26~November"]),
        ("fr", "le 1er mai 2024, n° 12", ["1er~mai 2024", "n°~12"]),
        ("ko", "2024년 12월 8일에, 2014년 유엔", ["2024년 12월~8일에"]),
        ("ko", "임무를 잃는 동안 할 수 있는 것은 등산", ["잃는~동안", "할~수", "는~것은"]),
        ("es", "El 7 de febrero, 12 % y 3 millones", ["7~de~", "~febrero", "12~%", "3~millones"]),
        ("es", "véanse los párrs. 74 a 76, art. 5, núm. 3", ["párrs.~74", "art.~5", "núm.~3"]),
        ("pt", "Em 7 de fevereiro, 1.º de maio, 12 %", ["7~de~", "~fevereiro", "1.º~de", "12~%"]),
        ("pt", "ver p. 5, pp. 6 e 7, n.º 3, cap. 2", ["p.~5", "pp.~6", "n.º~3", "cap.~2"]),
        ("ru", "7 февраля 2014 года 12 %, 3 млн", ["7~февраля", "2014~года", "12~%", "3~млн"]),
        ("ru", "п. 5, пп. 6 и 7, № 2 в главе", ["п.~5", "пп.~6", "и~7", "№~2", "в~главе"]),
        ("ru", "год 2014 и дом", ["и~дом"]),
        ("uk", "7 лютого 2014 року, ст. 5, 3 млн", ["7~лют", "2014~року", ".~5", "3~м"]),
        ("uk", "у з’їзді й на сім’ї б, розд. 2", ["у~з’", "й~на", "на~с", "ї~б", ".~2"]),
        ("it", "2 febbraio, art. 5, p. 12, 3 mln di €", ["2~feb", "t.~5", "p.~1", "3~m", "mln~di"]),
        ("de", "Am 2. Februar 2026, z. B. 3 Mio. Euro", ["2.~Feb", "z.~B.", "3~Mio.", "Mio.~Euro"]),
        ("nl", "2 februari, art. 5 lid 3, 3 mln. €", ["2~feb", "t.~5", "d~3", "3~mln", "mln.~€"]),
        ("de", "S. 5, Art. 12 Abs. 3, § 5, 61 f.", ["S.~5", "t.~12", "Abs.~3", "§~5", "61~f."]),
        ("ru", "Труд за рубежом не ведёт надом мира", ["за~рубежом", "не~ведёт"]),
    ],
)  # fmt: skip
def test_spaces_that_may_not_break(tag: str, text: str, kept: list[str]) -> None:
    """Between a day and its month, a number and its unit, a part and its number; nowhere else."""
    spaced = read(tag).space(f"<p>{text}</p>").replace("\u00a0", "~")
    for one in kept:
        assert one in spaced
    assert spaced.count("~") == len(kept)


def test_a_date_in_chinese_is_one() -> None:
    """No line ends behind its month, as it is typed and as it is spaced again; behind the year one
    may, for lines of a whole date less would gape. In a table it stays whole.
    """
    language = read("zh")
    day = "2024\u2060年4\u2060月\u206026\u2060日"
    assert language.space("2024年4月26日") == language.space(day) == day
    assert write_date(date(2024, 4, 26), "day_short", language).startswith("2024\u2060年\u20604")


def test_no_line_ends_at_a_hyphen_in_portuguese() -> None:
    """Its orthography of 1990 (base XX) repeats there the hyphen on the next line."""
    spaced = read("pt").space("<p>imprime-se, guarda-chuva, 2019-2024, A-3</p>")
    assert spaced == "<p>imprime-\u2060se, guarda-\u2060chuva, 2019-2024, A-3</p>"


def test_no_line_ends_before_a_pronoun_in_french() -> None:
    """It stays with its verb, and `-ci` with its word; a name and a compound may be divided."""
    spaced = read("fr").space("celle-ci, a-t-il dit, Aix-les-Bains, gardes-côtes")
    assert spaced == "celle-\u2060ci, a-\u2060t-\u2060il dit, Aix-les-Bains, gardes-côtes"


@pytest.mark.parametrize(
    ("tag", "cited", "joined"),
    [
        ("zh", "王小明 和 李建国 等, 56, 期 3 (2025)", "王小明和李建国等，56, 第3期 (2025)"),
        ("ko", "김민수 및 이영희, 45, 호 2 (2025)", "김민수 및 이영희, 45, 2호 (2025)"),
        ("ar", "خليل و حداد", "خليل وحداد"),
    ],
)
def test_words_of_a_citation_processor_stand_as_the_language_has_them(
    tag: str, cited: str, joined: str
) -> None:
    """It knows blanks between all words, and the word of a part before its number."""
    assert read(tag).space(cited) == joined


def test_no_line_begins_with_the_sign_of_a_range_in_korean() -> None:
    """`2015년~2023년` is not divided."""
    assert read("ko").space("<p>2015년~2023년</p>") == "<p>2015년\u2060~\u20602023년</p>"


WORDS = {
    "en": "at 9.40~dollars, for 12~years, 5~million people, Article~5, weeks~9 and 10, no.~31",
    "fr": "9~dollars, 3~millions d’euros, article~5, no~31, nº~4, 12~ans",
    "es": "9~dólares, 3~millones de euros, artículo~5, n.º~31, 12~años, 60.º~período",
    "pt": "9~dólares, 3~milhões de euros, artigo~5, n.º~31, 12~anos, 60.ª~sessão",
    "ru": "5~долларов, 3~млн~долл., статья~5, №~31, 12~лет, г.~Нукус, И.~И.~Ким",
    "uk": "5~доларів, 3~млн~грн, стаття~5, №~31, 12~років, м.~Суми, І.~І.~Франко",
    "de": "9,40~Dollar, 5~Millionen Menschen, Artikel~5, Nr.~31, 12~Jahre, 60.~Tagung",
    "ar": "15~000 نسمة",
    "ko": "열~번, 두~배로",
}
SYMBOLS = "5~km, 22~m³/s, 9~hPa, 3~kWh/m², 4~mg/l, 12~hab./km², 9~Mt~CO₂, 3~m~s⁻¹, 40~EUR, 3~×~4"


@pytest.mark.parametrize("tag", WORDS)
def test_a_number_stays_with_what_it_counts(tag: str) -> None:
    """With symbols in every language, with the words of its own, and within a unit; the noun after
    a scale is free.
    """
    text = f"{WORDS[tag]}; {SYMBOLS}"
    spaced = read(tag).space(text.replace("~", " ")).replace("\u202f;", ";")  # as French has it
    assert spaced.replace("\u00a0", "~") == text


def test_a_number_of_thousands_may_part_from_a_long_word() -> None:
    """As one they would leave a gap at the end of a line; a symbol stays with any number."""
    for tag, text in (
        ("en", "190,000 dollars, 5~years, 190,000~km"),
        ("fr", "5\u202f200 hectares"),
    ):
        spaced = read(tag).space(text.replace("~", " ")).replace("\u202f;", ";")  # as French has it
    assert spaced.replace("\u00a0", "~") == text


def test_a_scale_and_a_unit_are_not_taken_for_one_another() -> None:
    """English writes a million with an m, as it does a metre."""
    english = read("en").space
    assert english("186 m m³, 3 m km²") == "186\u00a0million\u00a0m³, 3\u00a0million\u00a0km²"
    assert english("2 m, 5 m people; 186 M m³") == "2\u00a0m, 5\u00a0m people; 186\u00a0M\u00a0m³"


@pytest.mark.parametrize(
    ("tag", "text", "votes"),
    [
        ("es", "Por 11 votos contra 2 y 2 abstenciones", ["11 votos contra 2", "2 abstenciones"]),
        ("es", "con 13 votos a favor, en 2014 en contra", ["13 votos a favor"]),
        ("pt", "Por 11 votos contra 2, 1 abstenção", ["11 votos contra 2", "1 abstenção"]),
        ("it", "11 voti a favore, 2 astensioni", ["11 voti a favore", "2 astensioni"]),
        ("nl", "met 13 tegen 1 stemmen, 2 onthoudingen", ["13 tegen 1", "2 onthoudingen"]),
        ("de", "mit 13 zu 1 Stimmen bei 2 Enthaltungen", ["13 zu 1", "2 Enthaltungen"]),
        ("de", "11 Stimmen dafür, von 9 zu 12 Prozent", ["11 Stimmen dafür"]),
        ("ru", "13 голосов за, 1 воздержавшийся", ["13 голосов за", "1 воздержавшийся"]),
        ("ru", "в 2014 за мир", []),
        ("uk", "11 голосами проти 2, 1 утримався", ["11 голосами проти 2", "1 утримався"]),
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
        ("de", "die |Vereinten Nationen", False),
        ("it", "l’|Organizzazione mondiale della sanità", True),
        ("it", "il |Programma alimentare mondiale", True),
        ("it", "il |Organizzazione mondiale", False),
        ("it", "la |Fondo monetario", False),
        ("it", "dei |Paesi meno avanzati", True),
        ("es", "el |Programa Mundial de Alimentos", True),
        ("es", "el |Oficina del Alto Comisionado", False),  # el ACNUDH
        ("es", "la |Organización Mundial de la Salud", True),
        ("es", "la |Alto Comisionado", False),
        ("es", "los |Naciones Unidas", False),
        ("pt", "o |Programa Alimentar Mundial", True),
        ("pt", "do |Alto-Comissariado", True),
        ("pt", "o |Organização Mundial da Saúde", False),
        ("pt", "a |Comissão Europeia", True),
        ("pt", "na |Fundo das Nações Unidas", False),
        ("fr", "le |Programme alimentaire mondial", True),
        ("fr", "le |Commission européenne", False),
        ("fr", "du |Comité international", True),
    ],
)
def test_a_short_form_is_spelled_out_behind_an_article_alone(
    tag: str, before: str, is_spelled: bool
) -> None:
    """Which agrees with it: the article of a short form may be of another gender. Russian has
    cases and no articles, and in German the cases of the noun itself change with its place: there a
    short form is explained in brackets.
    """
    assert bool(re.search(read(tag).spelled_out, before)) is is_spelled


OPTIONAL = ("countries", "site", "check_page", "review", "recipients", "vote_words")
"""Tables that a house may leave away, and that a language which comes with briefpress has."""
SHARED = (
    *("not_halves", "to_come", "to_come_in_cells", "after_numeral", "plain_capitals"),
    *("ratios", "units", "untitled", "totals", "parts_of_others", "sums_explained"),
    *("not_added", "rises", "falls"),
)
"""The same of [checks]: words that count in texts of all languages."""


@pytest.mark.parametrize("tag", sorted(path.stem for path in FILES.glob("*.toml")))
def test_a_language_that_comes_with_briefpress_has_every_table(tag: str) -> None:
    """A table that a language lacks is told by name; a house's own language may do without."""
    language = read(tag)
    lacking = [f"[{table}]" for table in OPTIONAL if not getattr(language, table)]
    lacking += [f"checks.{name}" for name in SHARED if not getattr(language.checks, name)]
    assert not lacking, f"templates/languages/{tag}.toml lacks {', '.join(lacking)}"


@pytest.mark.parametrize("tag", sorted(path.stem for path in FILES.glob("*.toml")))
def test_data_may_say_dates_as_its_pages_do(tag: str) -> None:
    """Files of others have months of any language: what a page writes, a cell may hold."""
    language = read(tag)
    unread = {}
    for month in range(1, 13):
        day = date(2024, month, 5)
        for length in ("day", "day_short"):
            pattern = language.dates.get(length, language.dates["day"])
            text = format_date(day, pattern, Locale.parse(language.locale, sep="-"))
            if language.months:
                name = language.months[month - 1].partition("/")[0]
                text = f"5 {name} 2024"
            if day not in read_days(text):
                unread[text] = read_days(text)
    assert not unread, "add these months to briefpress/content/typed_dates.py"


def test_the_head_of_a_column_of_recipients_says_which_it_is() -> None:
    """Lists come in any language of the house, so a head says by itself what its column holds."""
    columns: dict[str, set[str]] = {}
    for path in FILES.glob("*.toml"):
        for column, heads in read(path.stem).recipients.items():
            assert column in COLUMNS, f"{path.name}: [recipients] has no {column}"
            for head in heads:
                columns.setdefault(head, set()).add(column)
        assert {*read(path.stem).recipients} == {*COLUMNS}, path.name
    assert [head for head, of in columns.items() if len(of) > 1] == []


def test_the_imprint_names_the_other_languages(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those who speak them do, each in its language; as this one does, where no font has that.

    A brief that lists none says nothing of it.
    """
    page = house.page("languages: [en, ar, fr]\n")[0]
    assert page is not None
    (said,) = re.findall('<p class="also">(.*?)</p>', page.text)
    assert said == (
        'Also in: <bdi lang="ar" dir="rtl">العربية</bdi> · <bdi lang="fr">Français</bdi>'
    )
    monkeypatch.setattr(scripts, "SYSTEM_FOLDERS", ())
    page = house.page("languages: [en, zh]\n")[0]
    assert page is not None
    assert 'Also in: <bdi lang="en">Chinese</bdi></p>' in page.text
    page = house.page()[0]
    assert page is not None
    assert "Also in" not in page.text


def test_a_language_says_which_capital_a_letter_has() -> None:
    """In Turkish that of i is İ, where a sentence begins; a file without the table says nothing."""
    text = (FILES / "en.toml").read_text("utf-8") + '\n[capitals]\ni = "İ"\n'
    turkish = read_languages({"tr": text}, Problems()).get("tr")
    assert turkish
    assert capitalise("<b>ilk</b> sonuç", turkish) == "<b>İlk</b> sonuç"
    assert turkish.capitalise("sonuç") == "Sonuç"
    assert capitalise("item one", read("en")) == "Item one"


@pytest.mark.long
@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("de", "12.345,5"),
        ("de-CH", "12’345.5"),
        ("pt", "12\u00a0345,5"),
        ("pt-BR", "12.345,5"),
        ("es-CO", "12.345,5"),
        ("es-PE", "12,345.5"),
    ],
)
def test_a_region_writes_numbers_as_it_does(house: House, tag: str, printed: str) -> None:
    """Brazil and Portugal share their words and part at the sign between thousands."""
    fields = f"language: {tag}\nseries: A\nfacts: {{it: {{value: 12345.5}}}}\n"
    assert printed in house.html(fields, "It is {{ facts.it }} so.\n")


def test_a_region_has_words_of_its_own() -> None:
    """A table is a “Tabela” in Brazil and a “Quadro” in Portugal; all else is shared."""
    languages = {"pt": read("pt")}
    words = {tag: find_language(languages, tag) for tag in ("pt", "pt-BR", "pt-AO")}
    tables = {tag: language.words["table"] for tag, language in words.items() if language}
    assert tables == {"pt": "Quadro", "pt-BR": "Tabela", "pt-AO": "Quadro"}
    assert set(read("pt").region_words["pt-BR"]) <= set(read("pt").words)
    firsts = {tag: language.dates["first"] for tag, language in words.items() if language}
    assert firsts == {"pt": "1.º", "pt-BR": "1º", "pt-AO": "1.º"}


def test_french_of_canada_has_a_space_before_a_colon_alone() -> None:
    """None before `;`, `!` and `?`, whether one was typed or not."""
    canada = find_language({"fr": read("fr")}, "fr-CA")
    assert canada is not None
    text = "Oui : «non» ; si ! Quoi? Là: 1 234"
    spaced = "Oui\u00a0: «\u00a0non\u00a0»; si! Quoi? Là\u00a0: 1\u00a0234"
    assert canada.space(text) == spaced


def test_words_of_one_language_count_in_the_texts_of_another() -> None:
    """Its own come first; one that lists none, as a file of an older house, has the others'."""
    english, french = read("en"), read("fr")
    older = replace(french, tag="it", checks=replace(french.checks, ratios=(), units={}))
    shared = share_words({"en": english, "it": older})
    assert shared["it"].checks.ratios == english.checks.ratios
    assert shared["it"].checks.units == english.checks.units
    assert shared["en"].checks.not_halves[0] == english.checks.not_halves[0]
    assert "et" in shared["en"].checks.not_halves
    assert shared["en"].checks.no_marks == english.checks.no_marks == ()


@pytest.mark.parametrize(
    ("tag", "text", "unit"),
    [
        ("en", "67 per cent of them", "%"),
        ("en", "3 percentage points", "point"),
        ("fr", "67 pour cent d’entre eux", "%"),
        ("es", "2 puntos porcentuales", "point"),
        ("es", "30 dólares", "usd"),
        ("pt", "2 pontos percentuais", "point"),
        ("pt", "40 quilômetros", "length"),
        ("ru", "12 процентов", "%"),
        ("ru", "3 процентных пункта", "point"),
        ("ru", "5 миллионов долларов", "usd"),
        ("ru", "40 километров", "length"),
        ("ru", "5 лет", "time"),
        ("ru", "5 летних", ""),
        ("uk", "3 відсоткові пункти", "point"),
        ("uk", "5 років", "time"),
        ("it", "2 punti percentuali", "point"),
        ("it", "per 12 anni", "time"),
        ("nl", "3 procentpunten meer", "point"),
        ("nl", "na 12 jaar", "time"),
        ("de", "3 Prozentpunkte mehr", "point"),
        ("de", "nach 12 Jahren", "time"),
        ("de", "5 Kilometern", "length"),
        ("ar", "خلال 6 سنوات", "time"),
        ("ar", "بمبلغ 30 دولارا", "usd"),
        ("zh", "提高了3个百分点以上", "point"),
        ("zh", "援助500万美元。", "usd"),
        ("ko", "40킬로미터를 걸었다", "length"),
        ("ko", "3퍼센트포인트 올랐다", "point"),
    ],
)
def test_units_in_words(tag: str, text: str, unit: str) -> None:
    """A number and its unit, as the checks compare them."""
    (number,) = NumberFinder(read(tag).checks).find_all(text)
    assert number.unit == unit


@pytest.mark.parametrize(
    ("tag", "text", "to_come"),
    [
        ("es", "Han vuelto XX personas [por confirmar]. TODO cambia.", ["XX", "[por confirmar]"]),
        ("es", "El siglo XX fue corto.", []),
        ("pt", "No século XX [a confirmar o número]", ["[a confirmar o número]"]),
        ("ru", "Вернулись [уточнить число] человек", ["[уточнить число]"]),
        ("uk", "У XX столітті [буде уточнено]", ["[буде уточнено]"]),
        ("fr", "XXX personnes [à compléter]", ["XXX", "[à compléter]"]),
        ("it", "Nel XX secolo, XX persone [da confermare]", ["XX", "[da confermare]"]),
        ("nl", "In de XX eeuw [wordt aangevuld]", ["[wordt aangevuld]"]),
        ("de", "Im XX. Jahrhundert [wird ergänzt]", ["[wird ergänzt]"]),
        ("en", "About XX people came; Article XX of the treaty; TODO", ["XX", "TODO"]),
    ],
)
def test_what_is_still_to_come(tag: str, text: str, to_come: list[str]) -> None:
    """In the words of the language; XX is a numeral where its words say so."""
    assert [*PlaceholderFinder(read(tag).checks).find_in_text(text)] == to_come


def test_a_cell_that_says_all_is_not_to_come() -> None:
    """`Todo` is a word in Spanish and Portuguese, and a note to oneself elsewhere."""
    column = Column("Grupo", "label", ("Todo", "por confirmar"), ("Todo", "por confirmar"))
    assert [*PlaceholderFinder(read("es").checks).find_in_column(column)] == [(1, "por confirmar")]
    assert [*PlaceholderFinder(read("en").checks).find_in_column(column)] == [(0, "Todo")]
