"""The sources of a brief → its notes, its list of references, the line under a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import Any

from ..model.brief import Brief
from ..model.contract import Name, Source
from ..model.page import Citations
from ..model.problems import Place
from ..model.text import NO_DAY, Citation, Cited, CitedTogether, Mark, PartialDate, plain
from .citation_styles import mark_titles
from .citations import find_style, name_part, set_marks, short, write_citations
from .citeproc import CitationsFailed, RunProcessor
from .fill_templates import Writer
from .full_width_marks import write_full_width
from .right_to_left import isolate_citation, isolate_from_right


class SourceWriter:
    """Writes the sources of one brief, in the citation style of its institute."""

    def __init__(
        self,
        brief: Brief,
        writer: Writer,
        fill: Callable[[str], str],
        mark: Callable[[Mark], str],
    ) -> None:
        """Write them in the words of *writer*; *fill* puts values for the marks in the title of
        the brief, *mark* numbers a citation of the page's own.
        """
        self.brief, self.writer, self.fill, self.mark = brief, writer, fill, mark
        self.language, self.problems = writer.language, writer.problems

    @cached_property
    def citation_style(self) -> str:
        """The file of the institute's style; of an unknown one, of the one that is usual."""
        institute, place = self.brief.institute, Place("content/institute.yaml")
        usual = type(institute).model_fields["citation_style"].default
        return str(
            find_style(institute.citation_style, place, self.problems)
            or find_style(usual, place, self.problems)
        )

    def write(self, run_processor: RunProcessor, citations: Sequence[CitedTogether]) -> Citations:
        """Write *citations*, in the style of the institute; marks stand for them where it fails."""
        sources = self.brief.fields.sources
        known = [
            one._replace(items=tuple(cited for cited in one.items if cited.key in sources))
            for one in citations
        ]
        written = [one for one in known if one.items]
        try:
            made = write_citations(
                self.citation_style,
                self.language,
                sources,
                self._as_source(),
                written,
                run_processor,
            )
        except CitationsFailed as error:
            self.problems.error(
                self.brief.place("sources"),
                f"the notes were not written: {error}",
                "`briefpress doctor` says what is missing; else shorten the sources named last",
            )
            marks = [str(self.writer.missing(f"@{one.items[0].key}")) for one in written]
            made = Citations(True, tuple(marks), (), str(self.writer.missing("suggestion")))
        texts_of_known = iter(made.written)
        texts = []
        for cites, those in zip(citations, known, strict=True):
            unknown = [
                str(self.writer.missing(f"@{one.key}"))
                for one in cites.items
                if one not in those.items
            ]
            text = next(texts_of_known) if those.items else ""
            texts.append(
                self.language.semicolon.join(filter(None, [text.removesuffix("."), *unknown]))
                if unknown
                else text
            )
        return replace(
            made,
            written=tuple(map(self._hold, texts)),
            references=tuple(map(self._hold, made.references)),
            suggestion=self._hold(made.suggestion),
        )

    def _hold(self, entry: str) -> str:
        """Set the spaces of a citation: parts stay with their numbers."""
        entry = self._parts_of_sources.sub("\\1\u00a0", entry)
        entry = self.language.space(entry)
        if self.language.full_width:
            entry = write_full_width(entry)
        if self.language.direction != "rtl":
            return isolate_from_right(entry)
        return isolate_citation(entry, self.language.latin_months)

    @cached_property
    def _parts_of_sources(self) -> re.Pattern[str]:
        """Finds the name of a part of a source, and the space before its number."""
        words = (*self.language.locators.values(), *self.language.own_locators.values())
        parts = "|".join(map(re.escape, sorted({name for one in words for name in one})))
        return re.compile(rf"(?<![^\s(,;])({parts}) (?=\d)")

    def list_references(self, citations: Citations) -> str:
        """Write the list of references; empty where the style has notes alone."""
        from markupsafe import Markup

        entries = [Markup(entry) for entry in citations.references]  # noqa: S704 - cleaned
        return self.writer.render("parts/references.html", entries=entries) if entries else ""

    def _as_source(self) -> Source:
        fields, institute = self.brief.fields, self.brief.institute
        return Source(
            type="report",
            title=plain(self.fill(fields.title.html)),
            author=[Name(literal=a.name) for a in fields.authors] or [Name(literal=institute.name)],
            genre=self.brief.series,
            number=fields.number,
            publisher=institute.name if fields.authors else None,
            **{"publisher-place": institute.city.replace(" ", "\u00a0")},  # type: ignore[arg-type]
            issued=PartialDate(*fields.published.timetuple()[:3])
            if fields.published != NO_DAY
            else None,
        )

    @property
    def short_forms(self) -> dict[str, str]:
        """How the names of authors read where there is little room."""
        institute = self.brief.institute
        short_forms = {meaning: form for form, meaning in self.brief.fields.acronyms.items()}
        return short_forms | {institute.name: institute.wordmark[0]}

    def source_line(self, *citations: Citation | None) -> Any:
        """Name the sources of a figure or a list: each once, and two that read alike as one.

        A source that no note tells of has one here; behind any other stands the part that is meant.
        """
        from markupsafe import Markup

        parts: dict[str, dict[str | None, list[str]]] = {}
        for one in (one for citation in citations if citation for one in citation.items):
            numbers = parts.setdefault(one.key, {}).setdefault(one.label, [])
            if one.locator and one.locator not in numbers:
                numbers.append(one.locator)
        marks: dict[str, str] = {}
        for key, by_label in parts.items():
            source = self.brief.fields.sources.get(key)
            if source is None:
                marks[str(self.writer.missing(f"@{key}"))] = ""
                continue
            cites = [Cited(key, label, ", ".join(it)) for label, it in by_label.items() if it]
            style = self.citation_style
            names = [name_part(one, source.type, style, self.language) for one in cites]
            mark = self.mark(
                Citation(
                    (*cites,) or (Cited(key),),
                    Place(""),
                    only_if_new=True,
                    without_note="".join(f", {escape(name)}" for name in names),
                )
            )
            name = str(escape(set_marks(self.name_in_short(source), self.language)))
            if source.type == "legal_case" and not (source.author or source.editor):
                name = re.sub(r"^[^<>]+?(?=[,，][\s\u00a0]?\d{4}\Z|\Z)", r"<i>\g<0></i>", name)
                name = mark_titles(name, self.language)
            marks[name] = marks.get(name, "") + mark
        named = map("".join, marks.items())
        return Markup(self.language.semicolon.join(named))  # noqa: S704 - escaped

    def name_in_short(self, source: Source) -> str:
        """Name *source* as the line under a figure does; no line has its year alone."""
        between = self.language.words.get("between_authors", " & ")
        name = short(source, self.short_forms, self.writer.word("and_others"), between)
        if self.language.full_width:
            return write_full_width(name)
        return self.language.space(re.sub(r" (?=\d{4}\Z)", "\u00a0", name))
