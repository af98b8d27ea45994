"""A chart of a brief, drawn: for tests of what stands on it."""

from xml.etree import ElementTree

from briefpress.model.page import Chart, Refusal
from briefpress.page.charts import draw_chart, prepare_chart
from briefpress.page.fonts import font_folder
from support.houses import House, said

CSV = "date,people\n2023-08-29,80\n2023-10-09,500\n"
SVG = "{http://www.w3.org/2000/svg}"


def prepare(
    house: House, spec: str, csv: str = CSV, tag: str = "en", width: str = "text"
) -> tuple[Chart | None, str]:
    """Prepare the chart of a figure; its specification begins in line 9 of brief.yaml."""
    house.put("d.csv", csv)
    indented = "".join(f"      {line}\n" for line in spec.splitlines())
    fields = f"figures:\n  f:\n    data: d.csv\n    caption: Returns\n    chart:\n{indented}"
    fields += f"    alt: Two bars & more\n    width: {width}\n"
    brief, problems = house.parse(fields, "{{ figures.f }}\n")
    if brief is None:
        return None, said(problems)
    language = house.theme.languages[tag]
    chart = prepare_chart(brief, "f", house.theme.tokens, language, problems)
    return chart, said(problems)


def draw(
    house: House, spec: str, csv: str = CSV, tag: str = "en", width: str = "text"
) -> str | tuple[Refusal, ...]:
    """Draw a chart that has no problem before: its SVG, or why it is refused."""
    chart, complaint = prepare(house, spec, csv, tag, width)
    assert chart is not None, complaint
    drawn = draw_chart(chart, [str(font_folder("Source Sans Pro"))])
    return drawn.decode() if isinstance(drawn, bytes) else drawn


def drawn(house: House, spec: str, csv: str = CSV, tag: str = "en", width: str = "text") -> str:
    """Draw a chart that is not refused."""
    svg = draw(house, spec, csv, tag, width)
    assert isinstance(svg, str), svg
    return svg


def texts(svg: str) -> list[str]:
    """Every text of a drawn chart, a line each."""
    found = []
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        lines = [line.text or "" for line in text.iter(f"{SVG}tspan")]
        found += lines or [text.text or ""]
    return found
