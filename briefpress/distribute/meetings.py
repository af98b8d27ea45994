"""Open a meeting: its file in content/meetings/ → what its pack is to hold, and how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..content.parse import parse_institute, parse_meeting
from ..content.sources import read_institute, read_meeting, read_meeting_file
from ..editions.books import open_ledger
from ..model.brief import Language, Theme, say_unknown_language
from ..model.contract import AgendaItem, Institute, Meeting
from ..model.house import find_briefs
from ..model.problems import Place, Problems, Stopped, nearest
from ..page.citations import set_marks
from ..workflows.lay_out import open_house


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting whose file was read, in the look of its house."""

    house: Path
    name: str
    label: str
    """Its file, from the folder of the house."""
    meeting: Meeting
    places: Mapping[tuple[str | int, ...], Place]
    institute: Institute
    theme: Theme
    language: str
    main: str
    """The paper that the meeting, or else the institute, prints on."""
    paper: str
    """The paper of the pack, which may be another one."""

    def place(self, *path: str | int) -> Place:
        """The line of a field of its file; where that has none, of the field that it stands in."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def word(self, name: str) -> str:
        """A word of the table `[pack]` of its language."""
        return self.theme.language(self.language).pack[name]


def open_meeting(house: Path, name: str, paper: str | None, problems: Problems) -> OpenMeeting:
    """Open content/meetings/*name*.yaml, for a pack on *paper*; None: on the meeting's own.

    Raises `Stopped` where it cannot be read, or speaks a language that nobody has words for.
    """
    content = house / "content"
    theme = open_house(house, problems)
    file = read_meeting(content, name, problems)
    of_house = read_institute(content, problems)
    meeting, places = parse_meeting(file, of_house, problems)
    institute = parse_institute(of_house, problems)
    if problems.errors:  # its papers are told with the rest; else whoever collects them does
        _tell_missing_papers(house, meeting, places, problems)
    problems.stop_on_errors()
    assert institute is not None
    language = meeting.language or institute.language
    if not {language, language.split("-")[0]} & theme.languages.keys():
        problems.error(
            places.get(("language",), Place(f"content/meetings/{name}.yaml")),
            *say_unknown_language(language, theme.languages),
        )
        raise Stopped
    meeting = set_texts(meeting, theme.language(language))
    main = meeting.paper or institute.papers[0]
    return OpenMeeting(
        house, name, file.name, meeting, places, institute, theme, language, main, paper or main
    )


def _tell_missing_papers(
    house: Path, meeting: Meeting, places: Mapping[tuple[str | int, ...], Place], problems: Problems
) -> None:
    """Tell which papers of *meeting* there are not: briefs that nobody wrote, PDFs."""
    content = house / "content"
    slugs = find_briefs(content)
    ledger = open_ledger(house, Problems())
    for number, item in enumerate(meeting.items):
        for n, brief in enumerate(item.briefs):
            path = ("items", number, "briefs", n)
            place = places.get((*path, "brief")) or places.get(path)
            if place and brief.brief not in slugs and not ledger.published(brief.brief):
                hint = nearest(brief.brief, slugs, "briefs")
                problems.error(place, f"no brief `{brief.brief}`", hint)
        for n, pdf in enumerate(item.pdfs):
            if place := places.get(("items", number, "pdfs", n, "file")):
                read_meeting_file(content, pdf.file, place, problems)


def set_texts(meeting: Meeting, language: Language) -> Meeting:
    """Set the quotation marks, apostrophes and spaces of all that the pack of *meeting* prints."""

    def set_text(text: str | None) -> str | None:
        return language.space(set_marks(text, language)) if text else text

    def set_item(item: AgendaItem) -> AgendaItem:
        texts = {"title": set_text(item.title), "note": set_text(item.note)}
        files = [
            one.model_copy(update={"title": set_text(one.title), "source": set_text(one.source)})
            for one in item.pdfs
        ]
        return item.model_copy(update={**texts, "pdfs": files})

    texts = {name: set_text(getattr(meeting, name)) for name in ("title", "body", "place")}
    return meeting.model_copy(update={**texts, "items": [*map(set_item, meeting.items)]})
