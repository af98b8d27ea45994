"""Names of one author, and of several."""

from __future__ import annotations

import pytest

from briefpress.model.names import divide_names


@pytest.mark.parametrize(
    "text",
    [
        "Amina Kessy and John Doe",
        "Amina Kessy et Jean d’Or",
        "María de la Cruz y José Pérez-Gil",
        "Ana de Souza e João d'Ávila",
        "Анна Каренина и А. С. Пушкин",
        "أمينة كيسي و جون دو",
        "Käthe von Moos und Jörg Öst",
        "A. B. Kessy & J. Doe",
        "Kessy; Doe; Roy",
        "Kessy, Amina; Doe, John",
        "王小明；李红",
        "王小明、李红",
        "王伟和李娜",
        "김철수 및 이영희",
        "김철수, 이영희",
        "김철수와 이영희",
        "田中太郎と山田花子",
        "Іван Франко та Леся Українка",
        "Ayşe Kaya ve Ali Can",
        "Per Dahl og Ida Lie",
        "Anna Müller | Bo Elm",
    ],
)
def test_two_people_are_two_authors(text: str) -> None:
    """Between semicolons, and on both sides of an `and` in many languages."""
    assert len(divide_names(text)) == 2 + (text.count(";") == 2)


@pytest.mark.parametrize(
    "text",
    [
        "Amina Kessy",
        "Ministry of Trade and Industry",
        "Food and Agriculture Organization",
        "Ministry of Rural Development and Land Reform",
        "Commission Économique et Sociale Européenne",
        "Instituto Nacional de Estadística y Geografía",
        "Ministério da Agricultura e Desenvolvimento Rural",
        "Министерство промышленности и торговли",
        "وزارة التجارة و الصناعة",
        "Stiftung Wissenschaft und Politik",
        "Save the Children and Oxfam",
        "Global Health and Climate Initiative",
        "Red Derechos Humanos y Medio Ambiente",
        "José Ortega y Gasset",
        "Procter & Gamble",
        "外交部和国防部",
        "李和平",
        "서울대학교 및 연세대학교",
        "国家发展和改革委员会",
    ],
)
def test_a_body_with_and_in_its_name_is_one_author(text: str) -> None:
    """As is a person whose name holds such a word."""
    assert divide_names(text) == []


def test_commas_before_the_last_name_divide_too() -> None:
    """Where each of them is that of a person."""
    assert divide_names("Ana Roy, Bo Elm and Jo Ash") == ["Ana Roy", "Bo Elm", "Jo Ash"]
    assert divide_names("Ana Roy, Dean and Bo Elm") == []
