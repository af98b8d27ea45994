"""Files of spreadsheets and databases: what is data, and what stands around it."""

import pytest
from support.cells import read
from support.houses import House

WORLD_BANK = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-01",\n\n'
    '"Country Name","Country Code","Indicator Name","2019","2020",\n'
    '"Chad","TCD","People","12.5","",\n"Mali","MLI","People","..","11",\n'
)


@pytest.mark.parametrize(
    ("text", "heads", "rows", "lines"),
    [
        ("a,b,,\nx,1,,\ny,2,,\n,,,\n", "a b", ["x 1", "y 2"], (2, 3)),
        ("a,,b\nx,,1\n", "a b", ["x 1"], (2,)),
        ("a,b,\nx,1\ny,2\n", "a b", ["x 1", "y 2"], (2, 3)),
        ("a,b\nx,1,\ny,2,,\n", "a b", ["x 1", "y 2"], (2, 3)),
        ("a,b,,,\nx,1\n", "a b", ["x 1"], (2,)),
        ("sep=;\na;b\nx;1\n", "a b", ["x 1"], (3,)),
        ('"sep=\t"\na\tb\nx\t1\n', "a b", ["x 1"], (3,)),
        ("a|b\nx|1\n", "a b", ["x 1"], (2,)),
        ("a;b\nx, y;1\nz;2\n", "a b", ["x, y 1", "z 2"], (2, 3)),
        ("a;b;c\nx;1,5;2,5\ny;3,5;4\n", "a b c", ["x 1,5 2,5", "y 3,5 4"], (2, 3)),
        ("a,b\n#adm1+name,#affected\nx,1\n", "a b", ["x 1"], (3,)),
        ("a,b,c\n#adm1 +name,,#affected+f\nx,,1\n", "a b c", ["x  1"], (3,)),
        ("People by state\n\na,b\nx,1\ny,2\n", "a b", ["x 1", "y 2"], (4, 5)),
        ("People by state in 2024,\na,b\nx,1\ny,2\n", "a b", ["x 1", "y 2"], (3, 4)),
        ("a,b\nx,1\ny,2\nSource: a made-up office\n", "a b", ["x 1", "y 2"], (2, 3)),
        ("a,b\nx,1\ny,\n\nNote: none of it is real.,\n* provisional,\n", "a b", ["x 1", "y "],
         (2, 3)),
        ("a,b\nx,1\nQuelle: ein Amt,\n", "a b", ["x 1"], (2,)),
        ("a,b\nx,1\ny,2\n\nSource: an office, 2024\n", "a b", ["x 1", "y 2"], (2, 3)),
        ("a,b\nx,1\nSource: others,2", "a b", ["x 1", "Source: others 2"], (2, 3)),
        ("a,b,c\nx,1,2\ny,2,3\nŹródło: urząd, 2024\n", "a b c", ["x 1 2", "y 2 3"], (2, 3)),
        ("a|b|c\n|km²|(US$ m)\nx|1|2\ny|3|4\n", "a|b (km²)|c (US$ m)", ["x 1 2", "y 3 4"],
         (3, 4)),
        ("a|b|c\nUnit|%|\nx|1|2\ny|3|4\n", "a|b (%)|c", ["x 1 2", "y 3 4"], (3, 4)),
        ("a b\u200b,\u200ec\n\u200bx,\u200e1\ny,2\n", "a b|c", ["x 1", "y 2"], (2, 3)),
        ("a,b\n,km\nx,y\nz,w\n", "a b", [" km", "x y", "z w"], (2, 3, 4)),
        ("a,b\nx,1\ny,\n", "a b", ["x 1", "y "], (2, 3)),
        ("a,b\nx,1\nSources of the Nile,\n", "a b", ["x 1", "Sources of the Nile "], (2, 3)),
        ("a\nx\ny\n", "a", ["x", "y"], (2, 3)),
        ('a,b\n="01",x\n="002",y\n', "a b", ["01 x", "002 y"], (2, 3)),
        ("place,people,,money,\n,2023,2024,in,out\nx,1,2,3,4\n",
         "place|people 2023|people 2024|money in|money out", ["x 1 2 3 4"], (3,)),
        ("place,people,,\nplace,men,women,people\nx,1,2,3\n",
         "place|people men|people women|people", ["x 1 2 3"], (3,)),
        ("a,b,c\n,1,2\nx,3,4\n", "a b c", [" 1 2", "x 3 4"], (2, 3)),
        (WORLD_BANK, "Country Name|Country Code|Indicator Name|2019|2020",
         ["Chad TCD People 12.5 ", "Mali MLI People .. 11"], (6, 7)),
        (WORLD_BANK + '\n\n"Data from database: made up"\n"Last Updated: 07/01/2026"\n',
         "Country Name|Country Code|Indicator Name|2019|2020",
         ["Chad TCD People 12.5 ", "Mali MLI People .. 11"], (6, 7)),
    ],
    ids=[
        "ghosts", "a ghost between", "a comma behind the heads", "commas behind the rows",
        "short rows", "sep", "sep of tabs", "bars", "commas in cells", "decimal commas", "HXL",
        "HXL with an open column", "a title", "a title in cells", "a source", "notes",
        "a source in German", "a source with a comma", "a row of others", "one in Polish",
        "units", "units of some",
        "marks without width", "no units over words", "an empty cell at the end", "no note",
        "one column", "zeros that are kept",
        "heads of two rows", "heads of merged cells", "an empty first cell", "World Bank",
        "World Bank with notes",
    ],
)  # fmt: skip
def test_what_is_no_data_is_left_out(
    text: str, heads: str, rows: list[str], lines: tuple[int, ...]
) -> None:
    """Columns without anything, titles, notes, HXL's tags are known; a row keeps its line."""
    table, told = read(text)
    assert table.heads == tuple(heads.split("|" if "|" in heads else " "))
    assert [" ".join(row) for row in table.rows] == rows
    assert table.lines == lines
    assert told == ""


OFFICES = {
    "Eurostat": (
        "freq,geo\\TIME_PERIOD\t2022 \t2023 \nA,BE\t12.3 \t: c\nA,BG\t9.1 \t: \n",
        "freq|geo|2022|2023",
        ["A BE 12.3 : c", "A BG 9.1 :"],
    ),
    "GENESIS": (
        "Tabelle: 12411-0001\nDeutschland;;\nStichtag;Personen;Frauen\n31.12.2022;84;42\n"
        "31.12.2023;85;...\n__________;;\nEine Note.;;\n© Statistisches Bundesamt;;\n",
        "Stichtag|Personen|Frauen",
        ["31.12.2022 84 42", "31.12.2023 85 ..."],
    ),
    "SIDRA": (
        '"Tabela 6579"\n"Município";"Ano";\n"";"2020";"2021"\n"Itaúba";"3802";"..."\n'
        '"Fonte: IBGE"\n"Legenda"\n"Símbolo";"Significado"\n"...";"Não disponível"\n',
        "Município|Ano 2020|Ano 2021",
        ["Itaúba 3802 ..."],
    ),
    "UNdata": (
        "Area,Year,Value,Value Footnotes\nChad,2020,12.3,1\nMali,2020,11,\n"
        "footnoteSeqID,Footnote\n1,Estimate.\n",
        "Area|Year|Value|Value Footnotes",
        ["Chad 2020 12.3 1", "Mali 2020 11 "],
    ),
    "HDX, merged heads": (
        "Région;Code;Touchées;;\n;;Femmes;Hommes;Total\n#adm1;#adm1+code;#affected+f;#affected+m;"
        "#affected\nGao;ML07;6;5;11\n",
        "Région|Code|Touchées Femmes|Touchées Hommes|Touchées Total",
        ["Gao ML07 6 5 11"],
    ),
}


@pytest.mark.parametrize("office", OFFICES)
def test_the_tables_of_statistics_offices_are_read(office: str) -> None:
    """Their dimensions, heads of several rows, titles, legends and notes are known."""
    text, heads, rows = OFFICES[office]
    table, told = read(text)
    assert table.heads == tuple(heads.split("|"))
    assert [" ".join(row) for row in table.rows] == rows
    assert told == ""


def test_a_column_without_a_head_is_told() -> None:
    """It may be a ghost of the spreadsheet, or a head that was forgotten."""
    table, told = read("a,,c\nx,5,1\n")
    assert table.heads == ("a", "", "c")
    assert told.startswith("it.csv:1: warning: column 2 has no head\n  hint: write one")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            WORLD_BANK + '"Niger","NER","People","1","2","3","4"\n',
            "it.csv:8: error: 7 cells, line 5 has 6",
        ),
        ("a,b\n1,200,3\n5,6\n", "it.csv:2: error: 3 cells, the first row has 2"),
    ],
)
def test_a_ragged_row_is_told_all_the_same(text: str, message: str) -> None:
    """The table is there, for a draft; the row that has lost its place is an error."""
    assert message in read(text)[1]


SDMX_1 = """\
DATAFLOW,FREQ: Frequency,REF_AREA: Reference area,TIME_PERIOD: Time period,OBS_VALUE: Value
A:FLOW(1.0),A: Annual,PRK: Democratic People's Republic,2023,5.5
A:FLOW(1.0),A: Annual,COD: Congo: the democratic one,2024,6
"""
SDMX_2 = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,REF_AREA,Reference area,"
    "TIME_PERIOD,Time period,OBS_VALUE,Observation value"
)
SDMX_2 += """
dataflow,A:FLOW(1.0),A flow,I,A,Annual,PRK,Democratic People's Republic,2023,,5.5,
dataflow,A:FLOW(1.0),A flow,I,A,Annual,COD,Congo: the democratic one,2024,,6,
"""


@pytest.mark.parametrize(
    "text",
    [
        SDMX_1,
        SDMX_2,
        SDMX_1.replace("DATAFLOW", "STRUCTURE,STRUCTURE_ID,ACTION").replace(
            "A:FLOW", "dataflow,A:FLOW"
        ).replace("(1.0)", "(1.0),I"),
        SDMX_2.replace("ACTION,", "").replace(",I,", ","),
    ],
    ids=["1.0, both", "2.0, names", "2.0, both", "2.0, no action"],
)  # fmt: skip
def test_a_label_stands_for_its_code(text: str) -> None:
    """SDMX-CSV gives codes, labels or both: one column each, its code as head, labels in it."""
    table, told = read(text)
    assert table.heads == ("FREQ", "REF_AREA", "TIME_PERIOD", "OBS_VALUE")
    assert table.columns[1].values == ("Democratic People's Republic", "Congo: the democratic one")
    assert [column.kind for column in table.columns[2:]] == ["year", "number"]
    assert told == ""


def test_codes_alone_stay_codes() -> None:
    """SDMX-CSV without labels has nothing else."""
    table, _ = read("DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:F(1.0),PRK,2023,5.5\n")
    assert table.rows == (("PRK", "2023", "5.5"),)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_every_excel_is_welcome(house: House, encoding: str) -> None:
    """“Unicode text” is UTF-16 with tabs, “CSV UTF-8” has a byte order mark."""
    house.put("t.csv", "état\tpeople\r\nChina\t5\r\n".encode(encoding))
    table = house.brief("tables:\n  t: {data: t.csv, caption: c}\n", "{{ tables.t }}\n").data[
        "t.csv"
    ]
    assert (table.heads, table.rows) == (("état", "people"), (("China", "5"),))


T = "tables:\n  t: {data: t.csv, caption: c}\n", "{{ tables.t }}\n"


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "cp1251"])
def test_another_encoding_is_told(house: House, encoding: str) -> None:
    """Letters that the language of the brief does not write show that nobody can know it."""
    text = "страна;people\nЧад;5\n" if encoding == "cp1251" else "año;people\nPerú;5\n"
    house.put("t.csv", text.encode(encoding))
    told = house.complaints(f"language: es\n{T[0]}", T[1])
    assert told.startswith("content/tiny/t.csv:1:")
    assert "error: this is not UTF-8" in told
    assert "CSV UTF-8" in told


@pytest.mark.parametrize(
    ("tag", "encoding", "word"),
    [
        *(("es", "cp1252", "Peñalba"), ("fr", "cp1252", "Hôpital"), ("pt", "cp1252", "São")),
        *(("en", "cp1252", "Côte"), ("ru", "cp1251", "Россия"), ("ar", "cp1256", "السودان")),
        *(("zh", "cp936", "中国"), ("ko", "cp949", "한국")),
    ],
)
def test_a_file_of_an_excel_that_nobody_asked_is_read(
    house: House, tag: str, encoding: str, word: str
) -> None:
    """In the encoding of the language of its brief, with one warning that shows a word of it."""
    house.put("t.csv", f"{word};people\nX;5\n".encode(encoding))
    told = house.complaints(f"language: {tag}\n{T[0]}", T[1])
    name = f"Windows-{encoding[2:]}"
    assert told.startswith(
        f"content/tiny/t.csv: warning: this is not UTF-8: it was read as {name}, `{word}`"
    )
    assert told.count("not UTF-8") == 1
    brief = house.parse(f"language: {tag}\n{T[0]}", T[1])[0]
    assert brief is not None
    assert brief.data["t.csv"].heads[0] == word


def test_heads_that_a_program_made_up_are_no_heads() -> None:
    """pandas calls a column without a head `Unnamed: 0`; a spreadsheet numbers those of a table."""
    table, told = read("Unnamed: 0,Camp,People,Column1\n0,North,5,\n1,South,7,\n")
    assert table.heads == ("", "Camp", "People")
    assert told.startswith("it.csv:1: warning: column 1 has no head")
    assert read("Column1,Column2\nNorth,5\n")[0].heads == ("Column1", "Column2")


def test_commas_of_decimals_divide_no_cells() -> None:
    """Each line has a semicolon and a comma: the head says thousands, the cells have decimals."""
    table, told = read("Регион;Люди, тыс.\nСевер;1 234,5\nЮг;2 345,0\n")
    assert table is not None, told
    assert table.heads == ("Регион", "Люди, тыс.")
    assert table.columns[1].values == (1234.5, 2345.0)


def test_statas_missing_values_are_missing() -> None:
    """It writes `.`, or `.a` to `.z` for the reason."""
    table, told = read("place,n\nA,5\nB,.\nC,.c\nD,7\n")
    assert table is not None, told
    assert table.columns[1].values == (5.0, None, None, 7.0)
