"""Turn a list of recipients, as a spreadsheet writes it, into who gets how many copies."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from ..content.data_files import find_divider
from ..content.old_encodings import read_old
from ..model.brief import Language
from ..model.house import DEFAULT_LANGUAGE
from ..model.problems import Place, Problems, Stopped
from ..model.text import as_text, find_hidden, fold_words

MOST = 9999
"""Copies that are made together."""
COLUMNS = ("name", "organisation", "language", "copies", "email", "notes")
"""`notes` are the organiser's alone, in one column or in several."""

PARTS_OF_NAMES = {
    "given": (
        *("first name", "given name", "forename", "prénom", "prenom", "nombre de pila", "vorname"),
        *("primeiro nome", "имя", "الاسم الأول", "名", "nome di battesimo", "imię", "voornaam"),
        *("tên", "nama depan", "jina la kwanza", "نام", "पहला नाम", "όνομα", "שם פרטי", "etunimi"),
        *("keresztnév", "utónév", "křestní jméno"),
        *("nome proprio", "ad", "adı", "ім’я", "förnamn", "fornavn", "jméno", "prenume", "이름"),
    ),
    "between": ("tussenvoegsel", "tussenvoegsels", "отчество", "по батькові"),
    "family": (
        *("last name", "family name", "surname", "nom de famille", "apellido", "apellidos"),
        *("nachname", "familienname", "sobrenome", "apelido", "фамилия", "اسم العائلة", "姓"),
        *("cognome", "nazwisko", "achternaam", "soyad", "soyadı", "прізвище", "efternamn"),
        *("họ", "nama belakang", "jina la ukoo", "نام خانوادگی", "उपनाम", "επώνυμο", "שם משפחה"),
        *("sukunimi", "vezetéknév", "családnév"),
        *("etternavn", "efternavn", "příjmení", "nume de familie", "성"),
    ),
}
"""Heads of the parts of a name, as address books and people have them."""
ADDRESS_BOOKS = {
    "organisation": (
        *(
            "company",
            "organization 1 - name",
            "organization name",
            "firma",
            "société",
            "entreprise",
        ),
        *("empresa", "compañía", "entidad", "società", "azienda", "bedrijf", "şirket", "компания"),
        *("компанія", "会社", "会社名", "公司", "회사", "회사명", "الشركة", "شرکت", "công ty"),
        *(
            "perusahaan",
            "kampuni",
            "εταιρεία",
            "společnost",
            "cég",
            "companie",
            "yritys",
            "företag",
        ),
    ),
    "email": (
        *("e-mail 1 - value", "e-mail 1 - address", "adresse de messagerie", "dirección de e-mail"),
        *("dirección de correo electrónico", "endereço de email", "endereço de e-mail"),
        *("indirizzo di posta elettronica", "indirizzo email", "адрес эл. почты", "e-posta adresi"),
        *("адрес электронной почты", "електронна адреса", "адреса електронної пошти"),
        *("電子メール アドレス", "電子メール", "电子邮件地址", "전자 메일 주소", "이메일 주소"),
        *("عنوان البريد الإلكتروني", "adres email", "e-mailadresse", "e-postadress"),
    ),
    "copies": (
        *("how many copies?", "# copies", "quantidade de cópias", "quantas cópias?", "liczba egz."),
        *("número de ejemplares", "¿cuántos ejemplares?", "combien d’exemplaires ?"),
    ),
    "name": ("your name", "your full name", "display name"),
    "language": ("preferred language", "preferred language:"),
    "notes": (
        *("title", "prefix", "salutation", "suffix", "middle name", "job title", "department"),
        *("organization title", "organization department", "position", "role", "function"),
        *("phone", "telephone", "mobile", "mobile phone", "business phone", "home phone"),
        *("e-mail 1 - label", "phone 1 - label", "phone 1 - value", "labels", "timestamp"),
        *("order #", "order date", "ticket type", "attendee status", "member_rating"),
        *("optin_time", "anrede", "titel", "funktion", "position", "telefon", "abteilung"),
        *("titre", "fonction", "téléphone", "cargo", "puesto", "teléfono", "telefone", "função"),
        *("должность", "телефон", "обращение", "职务", "电话", "称谓", "직위", "직함", "전화"),
        *("carimbo de data/hora", "marca temporal", "horodateur", "zeitstempel"),
        *(
            "informazioni cronologiche",
            "отметка времени",
            "タイムスタンプ",
            "时间戳记",
            "타임스탬프",
        ),
        *("sygnatura czasowa", "zaman damgası", "позначка часу", "tijdstempel", "tidsstämpel"),
        *("tratamiento", "título", "titolo", "tytuł", "posizione", "stanowisko", "görev", "görevi"),
        *("functie", "посада", "직책", "부서", "titulação", "tratamento", "stilling", "befattning"),
        *("département", "service", "departamento", "dział", "bölüm", "отдел", "部署", "部门"),
        *("street", "address", "street address", "city", "town", "postcode", "zip", "zip code"),
        *("postal code", "state", "province", "country", "region", "business street"),
        *("business city", "business postal code", "business country/region", "straße", "plz"),
        *("ort", "stadt", "land", "adresse", "rue", "ville", "code postal", "pays", "dirección"),
        *("calle", "ciudad", "código postal", "país", "endereço", "rua", "cidade", "cep"),
        *("indirizzo", "via", "città", "cap", "paese", "адрес", "город", "страна", "индекс"),
        *("adres", "ulica", "miasto", "kod pocztowy", "kraj", "şehir", "ülke", "posta kodu"),
        *("住所", "郵便番号", "地址", "邮编", "주소", "우편번호", "العنوان", "المدينة", "البلد"),
        *("المنصب", "الهاتف", "اللقب", "役職", "電話", "敬称", "qualifica", "telefono", "unvan"),
    ),
}
"""Heads of Outlook, Google Contacts, Mailchimp and forms that no language has, and what these and
others know of a person, which is the organiser's alone."""
_ONE_OR_MORE = re.compile(
    r"(?:[x×]\s?)?([1-9][0-9]{0,3})(?:[.,]0{1,2})?"
    r"(?:\s?(?:[x×]|cop(?:y|ies|ies?|ias?)|cópias?|ex\.?|exemplaires?|ejemplares|exemplare?"
    r"|экз\.?|шт\.?|прим\.?|stk\.?|stück|adet|egz\.?|bản|eks\.?|eksemplar|nakala|αντίτυπα|kpl|db|ks"
    r"|प्रतियाँ|प्रति|部|份|册|冊|부|نسخة|نسخ|نسخه))?",
    re.IGNORECASE,
)
"""A number of copies, with the word for them."""
_OTHER_LOCALES = (
    *(
        "de",
        "it",
        "nl",
        "pl",
        "tr",
        "uk",
        "ja",
        "vi",
        "id",
        "sw",
        "fa",
        "hi",
        "el",
        "he",
        "cs",
        "hu",
    ),
    *("ro", "fi", "sv", "da", "nb"),
)
"""Languages in which a list may name one, besides those of the house."""
_NAMED_ADDRESS = re.compile(r"^[^<>@]*<([^<>\s]+)>$")
"""A mail address as programs copy it: `Ann Lee <lee@example.org>`."""
_CODE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""The code of a language."""


@dataclass(frozen=True)
class Recipient:
    """A row of the list: who gets how many."""

    name: str
    organisation: str
    language: str
    copies: int
    place: Place
    email: str = ""
    """Where to write to, should the copy be recalled."""
    email_head: str = ""
    """The head of the column that has the addresses, as the list writes it; empty: it has none."""


def read_recipients(
    path: Path, languages: Collection[Language], problems: Problems
) -> list[Recipient]:
    """Read the list of recipients: a CSV file whose first row names its columns.

    Columns: `name`, or a first and a last name, and where wanted `organisation`, `language`,
    `copies`, `email` and `notes`, by these names or by those that one of *languages* has for them.
    A language may be named by its code or in words. A title above the heads, and a row that adds up
    the copies, are no recipients; the row is a warning. Space and line breaks in a cell
    are one space. The file may be divided by commas, semicolons or tabs, and be in UTF-8, UTF-16
    or, with a warning, in the encoding that an Excel in one of *languages* has if nobody asks.

    Problems: a file that is no CSV; a column that nobody knows; a row without a name, with a number
    of copies that is none, with a language that is none, with a hidden character; each on its line.
    Raises `Stopped` where there is an error.
    """
    label = str(path)
    text = _read(path, label, languages, problems)
    for at, character in find_hidden(text):
        line = text.count("\n", 0, at) + 1
        problems.error(
            Place(label, line, at - text.rfind("\n", 0, at)),
            f"a hidden character, U+{ord(character):04X}",
            "delete it, or type the cell anew",
        )
    rows = _below_title([*_split(text, label, problems)], _known_heads(languages))
    problems.stop_on_errors()
    if len(rows) < 2:
        problems.error(Place(label), "no rows under the heads", "add a row for each recipient")
        raise Stopped
    (heads, place), *others = rows
    columns = _find_columns(heads, [row for row, _ in others], languages, place, problems)
    email_head = heads[columns["email"]] if "email" in columns else ""
    recipients = []
    for row, place in others:
        if any(row[len(heads) :]):
            count = f"{len(row)} cell{'s' * (len(row) != 1)}, the first row has {len(heads)}"
            problems.error(place, count, "put a cell in quotation marks where it holds a comma")
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        one = _recipient(cells, languages, place, problems)
        recipients.append(replace(one, email_head=email_head))
    if _adds_up(recipients, languages):
        problems.warning(
            recipients[-1].place,
            f"the row `{recipients[-1].name}` adds up the copies: nobody gets one",
            "delete the row",
        )
        recipients.pop()
    total = sum(one.copies for one in recipients)
    if total > MOST:
        problems.error(Place(label), f"{total} copies, the most is {MOST}", "divide the list")
    problems.stop_on_errors()
    return recipients


def _read(path: Path, label: str, languages: Collection[Language], problems: Problems) -> str:
    """The text of the file, line ends as `\\n`. Raises `Stopped` where it has none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(Place(label), f"cannot be read: {reason}", "check the name")
        raise Stopped from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        problems.error(
            Place(label), "this is a workbook, and no CSV", "open it, and save it as “CSV UTF-8”"
        )
        raise Stopped
    try:
        return as_text(data)
    except UnicodeDecodeError:
        pass
    old = read_old(data, languages)
    if old is None:
        problems.error(Place(label), "this is not UTF-8", "save it as “CSV UTF-8”")
        raise Stopped
    text, encoding, word = old
    problems.warning(
        Place(label),
        f"this is not UTF-8: it was read as {encoding}, `{word}`",
        "look at the names, or save it as “CSV UTF-8”",
    )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, label: str, problems: Problems) -> Iterator[tuple[list[str], Place]]:
    """Give the rows that hold something, each with the line on which it ends."""
    delimiter, text = find_divider(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield cells, Place(label, reader.line_num)
    except csv.Error as error:
        problems.error(
            Place(label, reader.line_num),
            f"this is not CSV: {error}",
            "check the quotation marks",
        )


def _find_columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    languages: Collection[Language],
    place: Place,
    problems: Problems,
) -> Mapping[str, int]:
    """Say where each column stands; one without a head and without a cell is none."""
    known = _known_heads(languages)
    known |= _name_parts([fold_words(head) for head in heads], known)
    columns: dict[str, int] = {}
    listed = f"known: {', '.join(COLUMNS[:-1])}, and notes, which are yours alone"
    for at, head in enumerate(heads):
        column = _find_column(head, known)
        cells = [row[at] for row in rows if at < len(row)]
        if (not head or column is None) and not any(cells):  # a ghost, or room for a signature
            continue
        if column is None and len(cells) > 1 and cells == [str(n + 1) for n in range(len(cells))]:
            continue  # the rows are numbered
        if column is None:
            what = f"unknown column `{head}`" if head else f"column {at + 1} has no name"
            problems.error(place, what, listed)
        elif column == "notes":
            pass
        elif column in columns:
            same = f"`{heads[columns[column]]}` and `{head}`"
            problems.error(place, f"two columns are a {column}: {same}", "rename one to notes")
        else:
            columns[column] = at
    if not {"name", *PARTS_OF_NAMES} & {*columns} and not problems.errors:
        problems.error(place, "no column is called `name`", listed)
    problems.stop_on_errors()
    return columns


def _find_column(head: str, known: Mapping[str, str]) -> str | None:
    """Name the column under *head*, which may stand there in two languages: `Nom / Name`."""
    parts = {known.get(fold_words(part)) for part in re.split(r"\s?[/|]\s?", head)} - {None}
    return known.get(fold_words(head)) or (parts.pop() if len(parts) == 1 else None)


def _known_heads(languages: Collection[Language]) -> dict[str, str]:
    """Give what stands under each head that is known, by the head."""
    known = {column: column for column in COLUMNS}
    for column, names in ADDRESS_BOOKS.items():
        known.update((fold_words(name), column) for name in names)
    for language in languages:
        for kind, names in language.recipients.items():
            known.update((fold_words(name), kind) for name in names)
    return known


def _name_parts(heads: Collection[str], known: Mapping[str, str]) -> dict[str, str]:
    """Say which of *heads* are the first and the last name, where there are both: `Nom` beside
    `Prénom` is the last one, `Nombre` beside `Apellidos` the first.
    """
    parts = {fold_words(one): kind for kind, names in PARTS_OF_NAMES.items() for one in names}
    columns = {head: parts[head] for head in heads if head in parts}
    wholes = [head for head in heads if known.get(head) == "name" and head not in columns]
    missing = {"given", "family"} - {*columns.values()}
    if missing == {"given", "family"}:
        return {}
    if columns and not missing:
        return columns
    if columns and len(wholes) == 1:
        return columns | {wholes[0]: missing.pop()}
    return {}


def _below_title(
    rows: Sequence[tuple[list[str], Place]], known: Collection[str]
) -> Sequence[tuple[list[str], Place]]:
    """Leave out the lines of one cell above the heads: what the list is, and when it was made."""
    for number, (cells, _) in enumerate(rows[:5]):
        if sum(map(bool, cells)) != 1 or fold_words("".join(cells)) in known:
            return rows[number:]
    return rows


def _adds_up(recipients: Sequence[Recipient], languages: Collection[Language]) -> bool:
    """Whether the last of *recipients* is the sum of the copies of the others, and nobody."""
    if len(recipients) < 2:
        return False
    *others, last = recipients
    return (
        last.copies == sum(one.copies for one in others)
        and not (last.organisation or last.email or last.language)
        and any(one.checks.is_total(last.name) for one in languages)
    )


def _join_name(cells: Mapping[str, str]) -> str:
    """The name of a recipient, of which a list may have the first and the last in two columns."""
    if cells.get("name"):
        return cells["name"]
    given, family = cells.get("given", ""), cells.get("family", "")
    given = f"{given} {cells.get('between', '')}".strip()
    return f"{family}{given}" if _is_han(family) else f"{given} {family}".strip()


def _is_han(name: str) -> bool:
    return bool(re.match("[\u3400-\u9fff\uac00-\ud7a3]", name))


def _find_language(text: str, languages: Collection[Language]) -> str:
    """The code of the language that *text* names: `fr`, `en_GB`, `French`, `français`; *text* as it
    is where it names none.
    """
    from babel import Locale

    code = text.replace("_", "-")
    if (
        re.fullmatch(_CODE, code)
        and code.split("-")[0].lower() in Locale(DEFAULT_LANGUAGE).languages
    ):
        return code
    named = fold_words(text)
    for locale in (DEFAULT_LANGUAGE, *(one.locale for one in languages), *_OTHER_LOCALES):
        names = Locale.parse(locale, sep="-").languages
        for tag, name in names.items():
            is_short = text[3:].endswith(".") and fold_words(name).startswith(named)
            if "_" not in tag and (is_short or fold_words(name) == named):
                return str(tag)
    return text


def _recipient(
    cells: Mapping[str, str], languages: Collection[Language], place: Place, problems: Problems
) -> Recipient:
    name, language = _join_name(cells), cells.get("language", "")
    if language:
        language = _find_language(language, languages)
    if not name:
        problems.error(place, "no name", "write whom this copy is for, or delete the row")
    if language and not re.fullmatch(_CODE, language):
        problems.error(
            place, f"`{language[:40]}` is no language", "write its code: en, fr, ko, pt-BR"
        )
    number = normalize("NFKC", cells.get("copies", "") or "1")
    number = re.sub(r"\d", lambda digit: str(int(digit[0])), number)  # ٢
    # A spreadsheet writes 2 as 2.0 where a column once held a decimal.
    match = _ONE_OR_MORE.fullmatch(number)
    if match is None:
        digits = re.search(r"[1-9][0-9]{0,3}(?![0-9.,])", number)
        hint = f"write it in digits alone: {digits[0] if digits else 2}"
        problems.error(place, f"`{number[:40]}` is no number of copies", hint)
    copies = int(match[1]) if match else 0
    email = _NAMED_ADDRESS.sub(r"\1", cells.get("email", "").removeprefix("mailto:"))
    if email and not re.fullmatch(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+", email):
        problems.error(
            place, f"`{email[:60]}` is no mail address", "write one alone: name@example.org"
        )
    return Recipient(name, cells.get("organisation", ""), language, copies, place, email)
