"""A data file as a table, for tests of what its cells are."""

from briefpress.content.data_files import read_csv
from briefpress.model.brief import TextFile
from briefpress.model.cells import DataTable
from briefpress.model.problems import Problems
from support.houses import said


def read(text: str, locale: str = "en-GB") -> tuple[DataTable, str]:
    """Read a CSV file of a brief in *locale*; what is told of it."""
    problems = Problems()
    table = read_csv(TextFile("it.csv", text), problems, locale=locale)
    assert table is not None, said(problems)
    return table, said(problems)
