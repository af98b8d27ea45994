"""Name the field or the choice that people mean who write it as other tools or languages do."""

from __future__ import annotations

from collections.abc import Collection, Mapping

_FIELDS = {
    field: words.split()
    for field, words in {
        "accessed": "urldate accessdate consulté consultado",
        "alt": "alternative alternativo альтернатива",
        "authors": "author auteur auteurs autor autores autori autore autoren verfasser автор "
        "авторы",
        "begins": "date day start starts when datum termin fecha jour data дата",
        "briefs": "papers documents documentos documenti dokumente unterlagen документы",
        "caption": "légende legende leyenda legenda didascalia bildunterschrift подпись",
        "container-title": "journal journaltitle booktitle newspaper website revue revista журнал",
        "data": "données donnees datos dados dati daten данные",
        "date": "fecha data datum дата",
        "event": "événement evenement evento ereignis событие",
        "issued": "year date année annee año ano anno jahr datum год fecha data дата",
        "items": "agenda topics points tagesordnung ordre punti puntos",
        "keywords": "tags schlagwörter",
        "label": "étiquette etiquette etiqueta etichetta beschriftung rótulo rotulo метка",
        "language": "lang langue idioma lengua língua lingua sprache язык",
        "place": "location venue ort lieu lugar luogo место",
        "published": "date publié fecha publicado pubblicato veröffentlicht datum data "
        "опубликовано",
        "publisher": "institution organization organisation school éditeur editorial editora "
        "editore herausgeber verlag",
        "publisher-place": "address place city location lieu lugar luogo ort local",
        "source": "fuente fonte quelle источник",
        "standfirst": "abstract subtitle summary chapeau chapô résumé resumen resumo subtítulo "
        "sommario sottotitolo vorspann untertitel zusammenfassung",
        "tentative": "provisional preliminary estimate estimated estimates forecast projection "
        "projected provisoire estimations provisorio прогноз оценка",
        "text": "texte texto testo текст",
        "title": "titre título titulo titolo titel заголовок название",
        "unit": "unité unite unidad unidade unità einheit единица",
        "value": "valeur valor valore wert значение",
        "width": "largeur ancho largura larghezza breite ширина",
    }.items()
}
"""Fields as other tools (pandoc, Hugo, Quarto) and other languages call them."""


def find_field(name: str, known: Collection[str]) -> str:
    """Find the one of *known* that is called *name* elsewhere; empty where none is."""
    word = name.casefold()
    return next((one for one, words in _FIELDS.items() if one in known and word in words), "")


_TYPES = {
    "act": "legislation", "blog": "post-weblog", "blogpost": "post-weblog", "case": "legal_case",
    "conference": "paper-conference", "conferencepaper": "paper-conference", "data": "dataset",
    "decree": "legislation", "dissertation": "thesis", "film": "motion_picture",
    "inproceedings": "paper-conference", "journal": "article-journal",
    "journalarticle": "article-journal", "judgment": "legal_case", "law": "legislation",
    "misc": "document", "news": "article-newspaper", "newspaper": "article-newspaper",
    "newspaperarticle": "article-newspaper", "online": "webpage", "other": "document",
    "phdthesis": "thesis", "resolution": "document", "statute": "legislation",
    "techreport": "report", "tweet": "post", "video": "motion_picture", "web": "webpage",
    "website": "webpage", "workingpaper": "report",
    # in French, Spanish, Portuguese, Russian and Arabic; a press release has no type of its own
    "arrêt": "legal_case", "articledepresse": "article-newspaper", "communiqué": "document",
    "comunicado": "document", "decreto": "legislation", "décret": "legislation",
    "entretien": "interview", "entrevista": "interview", "informe": "report",
    "jugement": "legal_case", "ley": "legislation", "libro": "book", "livre": "book",
    "loi": "legislation", "páginaweb": "webpage", "pageweb": "webpage",
    "pressrelease": "document", "rapport": "report", "sentencia": "legal_case",
    "siteweb": "webpage", "sitioweb": "webpage", "tesis": "thesis", "thèse": "thesis",
    "acórdão": "legal_case", "artículo": "article-journal", "artigo": "article-journal",
    "capítulo": "chapter", "chapitre": "chapter", "discours": "speech", "discurso": "speech",
    "jornal": "article-newspaper", "lei": "legislation", "livro": "book",
    "notícia": "article-newspaper", "página": "webpage", "periódico": "article-newspaper",
    "relatório": "report", "site": "webpage", "tese": "thesis", "tratado": "treaty",
    "traité": "treaty", "выступление": "speech", "газета": "article-newspaper",
    "глава": "chapter", "диссертация": "thesis", "договор": "treaty", "доклад": "report",
    "журнал": "article-journal", "закон": "legislation", "интервью": "interview",
    "книга": "book", "отчёт": "report", "отчет": "report", "решениесуда": "legal_case",
    "сайт": "webpage", "статья": "article-journal", "указ": "legislation",
    "أطروحة": "thesis", "اتفاقية": "treaty", "تقرير": "report", "حكم": "legal_case",
    "خطاب": "speech", "صحيفة": "article-newspaper", "فصل": "chapter", "قانون": "legislation",
    "كتاب": "book", "مقابلة": "interview", "مقال": "article-journal", "موقع": "webpage",
}  # fmt: skip
"""Kinds of sources as other tools and people call them, without signs: ours, those of CSL."""


_KINDS = {
    word: kind
    for kind, words in {
        "line": "lines linechart courbe ligne lignes línea líneas linha linhas линия линии خط",
        "bars": "bar barchart column columns columnchart histogram barres colonnes histogramme "
        "barras columnas colunas столбцы столбики столбчатая гистограмма أعمدة",
        "stacked": "stackedbar stackedbars empilé empilées apilado apiladas empilhado empilhadas",
        "share": "pie piechart donut doughnut camembert torta pastel tarta pizza круговая",
        "area": "aire aires área áreas область",
        "dots": "dot dotplot scatter points nuage puntos pontos точки",
        "map": "carte mapa карта خريطة choropleth",
    }.items()
    for word in words.split()
}
"""Kinds of charts as other programs and other languages call them, without signs."""
_WIDTHS = {
    word: width
    for width, words in {
        "page": "full wide fullwidth pleine página страница large",
        "text": "column normal texte texto текст auto",
        "side": "margin sidebar marge margen margem поле narrow small",
    }.items()
    for word in words.split()
}
_RISKS = {
    word: level
    for level, words in {
        "current crisis": "أزمةقائمة crisisencurso criseencours 진행중인위기 "
        "criseemcurso текущийкризис 危机正在发生",
        "imminent risk": "خطروشيك riesgoinminente risqueimminent 임박한위험 "
        "riscoiminente непосредственнаяугроза 风险迫在眉睫",
        "serious concern": "قلقبالغ gravepreocupación vivepréoccupation 심각한우려 "
        "gravepreocupação серьёзнаяобеспокоенность 严重关切",
    }.items()
    for word in words.split()
}
"""Levels of risk as the pages of other languages print them, without signs."""
CHOICES_ELSEWHERE = {
    "type": _TYPES, "kind": _KINDS, "width": _WIDTHS, "risk_level": _RISKS,
}  # fmt: skip
"""Choices of a field as others call them, by the field."""


PARTS_ELSEWHERE = {
    word: part
    for part, words in {
        "page": "pag pagg pagina pagine blz bladzijde hlm hal halaman tr trang uk ukurasa σ σσ σελ "
        "पृ पृष्ठ עמ עמ\u05f3 str strona strony strana stránka sayfa sayfalar sf side sider sidan "
        "sivu sivut oldal seite seiten صفحه صص صفحات ページ 頁",
        "paragraph": "rn rz rdnr randnr randnummer abs absatz ust bod odst",
        "chapter": "kap kapitel rozdz rozdział kapitola bölüm hoofdstuk hfdst capitolo bab κεφ فصل",
        "article-locator": "artikel madde pasal điều άρθρο čl članak ماده",
        "folio": "fl fls",
        "annex": "anhang anlage bijlage allegato załącznik ek lampiran παράρτημα پیوست",
        "table": "tabelle tabel tabella tablo πίνακας جدول",
        "figure": "abb abbildung afb ryc rys şekil gambar hình",
    }.items()
    for word in words.split()
}
"""Parts of a source in languages that have no file, by their names in CSL and ours."""
_PAGES_BY_S = (
    *(
        "az",
        "bs",
        "cs",
        "da",
        "de",
        "fi",
        "hr",
        "is",
        "nb",
        "nn",
        "no",
        "pl",
        "sk",
        "sl",
        "sv",
        "tr",
    ),
)
_LAWS = {"legislation", "bill", "regulation", "legal_case", "treaty", "hearing"}


def is_page_by_s(typed: str, source: object) -> bool:
    """Whether *typed*, `S.` or `s.`, is a page of *source*, as its fields stand in brief.yaml: it
    is in a language that writes pages so, or it says none, the letter is a capital, and it is no
    law, whose sections are cited so.
    """
    if typed.lower().rstrip(".") not in ("s", "ss") or not isinstance(source, Mapping):
        return False
    language = str(source.get("language") or "").lower()[:2]
    if language:
        return language in _PAGES_BY_S
    return typed[0] == "S" and bool(source.get("type")) and source["type"] not in _LAWS
