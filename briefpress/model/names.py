"""Tell the name of one author, a person or a body, from those of several."""

from __future__ import annotations

import re

BODIES = re.compile(
    r"\b(?:nations|bank|council|commission|committee|ministry|office|organi[sz]ation|agency|"
    r"programme|program|fund|institute|university|department|government|assembly|court|cent(?:re|er)|"
    r"association|federation|secretariat|network|foundation|observatory|bureau|authority|division|"
    r"society|statistics|ministère|conseil|banque|comité|ministerio|consejo|banco|comisión|"
    r"ministério|conselho|comissão|université|universidad|universidade)\b",
    re.IGNORECASE,
)
"""Words that no person has for a name, and bodies do."""
_MORE_BODIES = re.compile(
    r"\b(?:initiative|hub|desk|project|task|alliance|coalition|forum|partnership|consortium|"
    r"cluster|services?|section|branch|trust|board|union|league|mission|trade|industry|water|"
    r"health|climate|energy|environment|education|security|development|rights|affairs|policy|"
    r"research|studies|law|justice|peace|women|children|africa|asia|europe|america|pacific|"
    r"derechos|salud|desarrollo|ambiente|recursos|relaciones|estudios|iniciativa|proyecto|"
    r"alianza|saúde|direitos|desenvolvimento|relações|estudos|projeto|aliança|droits|santé|"
    r"développement|affaires|études|projet|réseau|группа|отдел|служба|group|team|unit|school|college|company|partners|centro|instituto|institut|"
    r"secretar[íi]a|fundaci[óo]n|fundação|asociación|associação|organización|organização|"
    r"organisation|direcci[óo]n|direção|direction|programa|universität|gesellschaft|stiftung|"
    r"verband|bundes\w+|\w*ministerium|министерство|комитет|институт|центр|организация|"
    r"агентство|управление|фонд|комиссия|совет)\b"
    r"|\b(?:ال)?(?:وزارة|منظمة|هيئة|مركز|مؤسسة|معهد|لجنة|جمعية|بنك|شبكة|إدارة|مجلس|جامعة)\b",
    re.IGNORECASE,
)
"""Words of teams and themes: a person may be called Law, and two are then not told."""
_BETWEEN = re.compile(
    r"\s+(?:and|et|y|e|и|і|та|و|und|en|i|oraz|og|och|és|și|ve|&|/|\||·|•)\s+|\s*\n\s*"
)
_SEMICOLON = re.compile(r"\s*[;؛；]\s*(?:and\s+)?")
_PARTICLE = r"(?:d[aeiou]s?|del|della|des|la|le|van|von|den|der|ter|ten|bin|ibn|bint|al|el)\s+"
_HAN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤張劉陳楊黃趙吳孫馬羅鄭謝許"
    "韓馮鄧葉蘇呂盧鍾譚陸萬錢嚴佐鈴斎伊渡中小加吉山木清池橋前藤岡後近坂"
)
"""First letters of the family names that most people have, in Chinese and Japanese."""
_HANGUL = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진엄채원"
_NAME_OF_SQUARE = (
    rf"[{_HAN}][\u3400-\u9fff]{{1,3}}(?<![部会局院所司厅省市国社学心委组行署部會廳組])"
    rf"|[{_HANGUL}][\uac00-\ud7af]{{2}}"
)
_BETWEEN_SQUARE = (
    rf"(?:\s*[、·・，,]\s*|\s*(?:和|与|及|與|と|및)\s*|[와과]\s+)(?=(?:{_NAME_OF_SQUARE}))"
)
_SQUARE_NAMES = re.compile(rf"(?:{_NAME_OF_SQUARE})(?:{_BETWEEN_SQUARE}(?:{_NAME_OF_SQUARE}))+")
_LATIN_OR_CYRILLIC = r"(?:[A-ZÀ-ÖØ-ÞĀ-ſЀ-ЯҐ][^\W\d_.]*(?:['’-][^\W\d_]+)*\.?)"
_ARABIC = r"(?!ال)[ء-ي]+"
_PERSON = re.compile(
    rf"{_LATIN_OR_CYRILLIC}(?:\s+(?:{_PARTICLE})*(?:[aA]l-|d['’])?{_LATIN_OR_CYRILLIC}){{1,3}}"
    rf"|{_ARABIC}(?:\s+[ء-ي]+){{1,3}}"
)
"""A first name or initials, and a family name."""


def divide_names(text: str) -> list[str]:
    """Divide *text* into the names of several authors; empty where it is that of one, as a body
    with `and` in its name is.

    Names between semicolons are several; others are where each is that of a person, to look at.
    """
    names = [name for name in _SEMICOLON.split(text.strip()) if name]
    if len(names) > 1:
        return [_in_order(name) for name in names]
    if BODIES.search(text) or _MORE_BODIES.search(text):
        return []
    if _SQUARE_NAMES.fullmatch(text.strip()):
        return re.split(_BETWEEN_SQUARE, text.strip())
    names = _BETWEEN.split(text.strip())
    if len(names) > 1:  # Ana Roy, Bo Elm and Jo Ash
        names = [one for name in names for one in re.split(r",\s+", name.rstrip(","))]
    return names if len(names) > 1 and all(map(_PERSON.fullmatch, names)) else []


def _in_order(name: str) -> str:
    """Write `Roy, Ana` as `Ana Roy`."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def write_names(text: str) -> str:
    """Write the authors that are typed as one *text* as the fields of names: `Roy, Ana; Elm, Bo`
    are two persons, all else may be a body.
    """
    names = [one.strip().split(", ") for one in text.split(";")]
    if len(names) == 1:  # Ana Roy and Bo Elm
        names = [[*one.rsplit(" ", 1)][::-1] for one in divide_names(text)]
    if len(names) > 1 and all(len(one) == 2 for one in names):
        people = [
            f"{{family: {family.title() if family.isupper() else family}, given: {given}}}"
            for family, given in names
        ]
        return f"[{', '.join(people)}]"
    return f'[{{literal: "{text}"}}], or family: and given: of a person'
