"""The check `acronym-unexplained`: a short form is spelled out."""

from pathlib import Path

import pytest
from support.printed_pages import brief_of, find, told


@pytest.mark.long
@pytest.mark.parametrize(
    ("prose", "short"),
    [
        ("The OHCHR reports.", "OHCHR"),
        ("Three IDPs flee.", "IDP"),
        ("The CoI finds crimes.", "CoI"),
        ("UNHCR-funded groups fled.", "UNHCR"),
        ("Der GIZ-Bericht sagt es.", "GIZ"),
        ("A non-OECD state.", "OECD"),
    ],
)
def test_a_short_form_that_nobody_explains_is_found(house: Path, prose: str, short: str) -> None:
    """Once, where it is used first; also in the plural, and of both cases."""
    (found,) = told("acronym-unexplained", house, f"## A\n\n{prose} {prose}\n")
    assert found == f"brief.md:3: `{short}` is never spelled out"


@pytest.mark.parametrize(
    "prose",
    [
        "The OHCHR reports; the UN, the USA and NATO listen.",
        "The Panel of Experts (PoE) reports. The PoE ends.",
        "COVID-19, UN-led, an AK-47, an F-16, T-shirts, SARS-CoV-2, CO2-free, A-HRC-25.",
        "OPEN LETTER TO THE COUNCIL. We write.",
        "In [2012] UKSC 4 as in [1979] 2 AC 15 and [2019] EWCA Civ 1182 it was so.",
        "Flight MH370, an MSc, the DOI and the ISBN of a book.",
        "The court (hereinafter “MCTX”) sat; the MCTX rose. Le fonds (ci-après : FXQ) paie.",
        "Resolution A/HRC/RES/55/21, S/PV.7353, Chapter VII, Pope John XXIII.",
        "Ms McDonald and Mr MacLeod of Geneva spoke in English of the vaccine RTS,S.",
    ],
)
def test_what_needs_no_explanation_is_none(house: Path, prose: str) -> None:
    """Those of `acronyms:`, those that everybody knows, spelled out in the text, symbols, names."""
    assert not told(
        "acronym-unexplained", house, prose, acronyms={"OHCHR": "Office of the High Commissioner"}
    )


def test_a_title_in_capitals_is_no_row_of_short_forms(house: Path) -> None:
    """A text that is all capitals has none."""
    assert not told("acronym-unexplained", house, "## THE WAY AHEAD\n\nText.\n")


@pytest.mark.parametrize(
    ("prose", "shorts"),
    [
        ("По оценкам ЕАБР, в ООН и США это НЕ так.", ["ЕАБР"]),
        ("Совет по правам человека (СПЧ) решил. СПЧ ждёт.", []),
        ("Нужен ВЭК (водно-энергетический консорциум).", []),
        ("МКВК (решение принято) молчит.", ["МКВК"]),
        ("Организация труда (далее — МТТ) и центр (далее – «ЦКЗ»). МТТ и ЦКЗ.", []),
    ],
)
def test_a_short_form_in_cyrillic_letters_is_one(
    house: Path, prose: str, shorts: list[str]
) -> None:
    """Those that every Russian reader knows are not told, nor a word that shouts."""
    found = told("acronym-unexplained", house, f"## A\n\n{prose}\n", language="ru")
    assert [one.split("`")[1] for one in found] == shorts


EXPLAINED = [
    "The Intergovernmental Authority on Development (IGAD) met. IGAD met again.",
    "IGAD (the Intergovernmental Authority on Development) met. IGAD met again.",
    "The Intergovernmental Authority on Development, or IGAD, met.",
    "The Intergovernmental Authority on Development (“IGAD”) met.",
    "The Intergovernmental Authority on Development (IGAD, based in Djibouti) met. IGAD left.",
    "- **IGAD**: Intergovernmental Authority on Development\n- IGAD met.",
    "- IGAD – Intergovernmental Authority on Development\n",
    "IGAD\n: Intergovernmental Authority on Development\n\nIGAD met.",
    "| Short | Long |\n| --- | --- |\n| IGAD | Intergovernmental Authority on Development |\n",
    "The Office of the UN High Commissioner for Refugees (UNHCR) helps. UNHCR stays.",
    "Médecins sans frontières (MSF) left, and the Organisation for Migration (OIM) stayed.",
    "The World Food Programme (PAM) helps; the PAM stays.",
    "Internally displaced persons (IDPs) fled. IDPs need help.",
    "A memorandum of understanding (MoU) was signed. The MoU ended.",
    "GAM is global acute malnutrition; GAM rose.",
    "FAO is the Food and Agriculture Organization. FAO met.",
    "CMR stands for the crude mortality rate. The CMR fell.",
    "Le CILSS est le Comité permanent inter-États de lutte contre la sécheresse au Sahel.",
    "OECD (Организация экономического сотрудничества и развития), SCO（上海合作组织）.",
    "The non-governmental Valdorian Union of Teachers (VUT) met; VUT left.",
]
NO_SHORT_FORMS = [
    "Water is H2O; CO2, CH4, N2O, SO2, NOx and PM2.5 are in the air, CO2e as well.",
    "The G20, the G7, M23, the A4 road, Q1, U5 and T2.",
    "COVID-19, SARS-CoV-2, HIV/AIDS and the UN-led talks.",
    "Pope John XXIII, Chapter VII, Part IV, MCMXCIX.",
    "A/HRC/RES/55/21, S/PV.7353, CERD/C/SR.12, ICC-01/04-01/06, CCPR/C/GC/37.",
    "5 MW, 12 GWh, 30 MHz, 40 kW, 3 Mt, 7 MtCO2e, at pH 7.",
    "EUR 5 million, 12 USD, KES 300 and CHF 7.",
    "US$5, NZ$4, RD$5, HK$3, FCFA 5, KSh 7, MZN 5, 5 CVE and 5 million GHS.",
    "The EU27 in FY25 and FY2024.",
    "The NE and SSW, NW of Sarn.",
    "YouTube, TikTok, GitHub, McDonald, MacLeod, LaRue and DiCaprio.",
    "| TOTAL | YES |\n| --- | --- |\n| NO | TBC |\n",
    "| REGION | CASES AND DEATHS |\n| --- | --- |\n| North | 4 |\n",
    "## THE WAY AHEAD\n\nText.",
]


@pytest.mark.parametrize("prose", EXPLAINED)
def test_what_a_text_explains_is_none(house: Path, prose: str) -> None:
    """In either order, in brackets or without, in a list or a table, in another language."""
    assert not told("acronym-unexplained", house, f"## A\n\n{prose}")


@pytest.mark.parametrize("prose", NO_SHORT_FORMS)
def test_what_is_no_short_form_is_none(house: Path, prose: str) -> None:
    """Formulas, numerals, symbols, measures, currencies, names, words in capitals."""
    assert not told("acronym-unexplained", house, f"## A\n\n{prose}")


@pytest.mark.parametrize(
    ("prose", "short"),
    [
        ("| Source | Covers |\n| --- | --- |\n| IOM | sites |\n", "IOM"),
        ("- UNHCR\n- others\n", "UNHCR"),
        ("Twelve people died (OCHA).", "OCHA"),
        ("The talks (which IGAD led) ended.", "IGAD"),
        ("### What the AUHIP wants\n\nText.", "AUHIP"),
        ("The R&D budget.", "R&D"),
        ("All DDR funds.", "DDR"),
        ("They met; IGAD (in vain) asked.", "IGAD"),
        ("The EITI’s report.", "EITI"),
        ("> The PoE is gone.", "PoE"),
        ("The GAM is going up fast.", "GAM"),
        ("The CVE programme of 2024.", "CVE"),
    ],
)
def test_one_that_is_not_explained_is_found_anywhere(house: Path, prose: str, short: str) -> None:
    """In a table, a list, brackets, a heading, a quotation."""
    (found,) = told("acronym-unexplained", house, f"## A\n\n{prose}")
    assert f"`{short}` is never spelled out" in found


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("Le XIXe siècle, la IVe République, le IIe sommet.", "fr"),
        ("Las FF. AA., los JJ.OO. y los DD. HH.; US$ 5.", "es"),
        ("自由贸易协定（FTA）。OECD（经济合作与发展组织）。MONUSCO（联合国刚果稳定团）。", "zh"),
        ("자유무역협정(FTA)과 OECD(경제협력개발기구).", "ko"),
        ("منظمة التعاون الإسلامي (OIC) وهيئة «إيغاد» (IGAD).", "ar"),
    ],
)
def test_what_other_languages_explain_is_none(house: Path, prose: str, language: str) -> None:
    """Numerals of French, plurals of Spanish, names in letters that have no capitals."""
    assert not told("acronym-unexplained", house, f"## A\n\n{prose}", language=language)


def test_a_text_without_capitals_is_not_shouted(house: Path) -> None:
    """Its short forms are looked at, though none of its letters is a small one."""
    (found,) = told("acronym-unexplained", house, "## A\n\nECOWAS在场。", language="zh")
    assert "`ECOWAS` is never spelled out" in found


@pytest.mark.long
def test_the_cells_of_a_file_are_looked_at(house: Path) -> None:
    """Where they are printed: as a table."""
    table = {"data": "t.csv", "caption": "Who covers what", "source": "one"}
    csv = b"Source,Covers\nIOM,sites\nNorth,all\n"
    (found,) = told("acronym-unexplained", house, "{{ tables.t }}", {"t.csv": csv},
                    tables={"t": table})  # fmt: skip
    assert found == "t.csv:2: `IOM` is never spelled out"


@pytest.mark.parametrize(
    ("prose", "hint"),
    [
        ("PRMN counts.", "write what it stands for in its place: it is used once"),
        ("PRMN counts.\n\nPRMN ends.", "add it to `acronyms:`, as in PRMN: what it stands for"),
    ],
)
def test_the_hint_is_right_at_once(house: Path, prose: str, hint: str) -> None:
    """One that is used once is not sent to `acronyms:`, where it would be told as used once."""
    (found,) = find("acronym-unexplained", brief_of(house, prose))
    assert found.hint == hint
