"""Turn Html into a Pdf, printed: WeasyPrint lays it out and draws it.

The press reads no file and no network: whatever a page names comes out of `Html.assets`.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from ..model.brief import TextFile
from ..model.geometry import Fit, Fitted, Layout, Setting, find_cut
from ..model.page import BASE, Html, Pdf
from ..model.papers import PAPER_SIZES
from ..model.problems import Place, Problem, Problems, Severity
from ..model.scripts import measure_text
from .box_tree import read_layout
from .copyfitting import Extent, LaidOut, fit_copy, guess_setting
from .copyfitting_ahead import Ahead
from .even_lines import tell_headings
from .known_styles import KnownStyles, keep_matches
from .optimum_fit import tell_leaning_words
from .page_budget import set_budget
from .repeated_cells import AGAIN, hide_repeated_cells
from .weasyprint_patches import load

WriteDocument = Callable[[Any], bytes]

REMEMBERED = 100
"""How many pages are remembered, with the settings in which they were tried."""
OTHERS = 0.5
"""How high on a page pictures, tables, heads and notes are, of its width, with which they grow."""
RENUMBERED = 3
"""How often a page is laid out again because its notes got other numbers: usually once."""


class Press:
    """Prints pages, and keeps WeasyPrint's fonts and parsed style sheets between them.

    Keeping them saves 13 to 18 % of a warm build.
    """

    def __init__(self) -> None:
        self._engine = load()
        self._fonts: list[tuple[str, dict[str, bytes], Any]] = []
        self._style_sheets: dict[tuple[str, str], Any] = {}
        self.styles = KnownStyles()
        # By brief and paper. It says where another process may help, and changes no answer.
        self._tried: dict[tuple[str, str], tuple[Setting, ...]] = {}
        # A @counter-style of a sheet holds for the page only if the two share this.
        self.counters = import_module("weasyprint.css.counters").CounterStyle()

    @property
    def has_fonts(self) -> bool:
        """Whether it has loaded those of a page."""
        return bool(self._fonts)

    def print_pdf(
        self, html: Html, write_pdf_ua: WriteDocument, *, has_spare_core: bool = False
    ) -> Pdf:
        """Print *html*; *write_pdf_ua* turns the document that is laid out into a PDF.

        *has_spare_core*: whether another process may help.

        Problems travel in the Pdf: a missing picture is an error, a CSS rule that WeasyPrint does
        not know is a warning with its line. Both come from its log, the only place where it says
        so. A Pdf with an error may have no data; where it has some, it is good for a draft alone.

        Source: https://doc.courtbouillon.org/weasyprint/stable/api_reference.html
        """
        problems, clock = Problems(), _Clock()
        fetcher = self._fetcher(html)
        fonts = self._font_configuration(html, fetcher, problems)
        clock.lap("styles")
        if problems.errors:  # Pango crashes where it has no font
            return _spoiled(html, problems)
        with _log(self._engine, html.slug, problems) as missing:

            def paint(document: Any) -> bytes:
                self._attach(html, document)
                if f'class="{AGAIN}' in html.text:
                    hide_repeated_cells(document)
                return write_pdf_ua(document)

            opened = _OpenPage(self, html, fonts, fetcher, paint, problems, missing)
            clock.lap("html")
            try:
                if html.fit:
                    document, layout, fitted = self._fit(html, html.fit, opened, has_spare_core)
                else:
                    (document, layout), fitted = opened.lay_out(None), None
                clock.lap("layout")
                data = opened.ahead.paint(document)
            except (MemoryError, RecursionError):  # of a page that is too much: workers.py says so
                raise
            except Exception as error:
                if _is_full():  # C code says it in its own ways
                    raise MemoryError from error
                problems.error(
                    Place(f"output/{html.slug}"),
                    f"the press broke on this page: {type(error).__name__}: {error}",
                    "take out what was added last, and send the brief to the developers",
                )
                return _spoiled(html, problems)
            finally:
                opened.ahead.end()
            clock.lap("paint and write")
        if not html.is_read:  # of a page that is read over, a check says it
            _tell_cuts(html.slug, layout, problems)
        _tell_refused(html.slug, fetcher.refused, problems)
        return Pdf(
            slug=html.slug,
            paper=html.paper,
            data=data,
            pages=len(layout.pages),
            html_digest=html.digest,
            layout=layout if html.is_read else Layout(()),
            fitted=fitted,
            missing=tuple(sorted(missing)),
            problems=tuple(problems),
            seconds=clock.seconds,
        )

    def _fit(
        self, html: Html, fit: Fit, opened: _OpenPage, has_spare_core: bool
    ) -> tuple[Any, Layout, Fitted]:
        """Choose the setting of *html*."""
        key, ahead = (html.slug, html.paper), opened.ahead
        extent = _look_over(opened.elements, html.paper)
        last = self._tried.pop(key, None)
        guess = guess_setting(fit, extent)
        if last is None:  # the one that is larger than what is tried first will be asked for
            last = fit.settings[max(0, guess - 1) : guess]
        first = [one for one in last if one in fit.settings[:-1] and one != fit.settings[guess]]
        if has_spare_core and first and sys.platform == "linux":
            ahead.start(fit.settings, fit.pages, first)
        chosen, layout, fitted = fit_copy(fit, extent, ahead.lay_out)
        self._tried[key] = tuple(setting for setting, pages in ahead.tried if pages == fit.pages)
        if len(self._tried) > REMEMBERED:
            del self._tried[next(iter(self._tried))]
        return chosen, layout, fitted

    def _attach(self, html: Html, document: Any) -> None:
        """Put the attachments of *html* into *document*, dated as the page says of itself."""
        dates = [document.metadata.created, document.metadata.modified]
        created, modified = (_day(date or dates[0]) for date in dates)
        # PDF wants the names sorted by their bytes, or a reader that searches does not find them.
        for name in sorted(html.attachments, key=str.encode):
            document.metadata.attachments.append(
                self._engine.Attachment(
                    string=html.attachments[name],
                    url_fetcher=document.url_fetcher,
                    name=name,
                    description=f"content/{name}",
                    created=created,
                    modified=modified,
                    relationship="Data" if name.endswith((".csv", ".xlsx", ".ods")) else "Source",
                )
            )

    def open(self, text: str, fetcher: Any) -> Any:
        """Have WeasyPrint read the *text* of a page, whose assets *fetcher* knows."""
        return self._engine.HTML(string=text, base_url=BASE, url_fetcher=fetcher)

    def _fetcher(self, html: Html) -> Any:
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class Fetcher(URLFetcher):  # type: ignore[misc]
            """Looks an address up among the assets of a page; there is nowhere else to look.

            A `data:` address holds what it leads to.
            """

            def __init__(self) -> None:
                self.refused: list[str] = []
                self._fail_on_errors = False

            def fetch(self, url: str, headers: Any = None) -> Any:
                if url.startswith("data:image/"):  # a picture in a drawing
                    return URLFetcherResponse(url, *_read_data_url(url))
                name = unquote(url.removeprefix(BASE))
                if not url.startswith(BASE) or name not in html.assets:
                    self.refused.append(name)
                    raise ValueError("not part of the page")
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, html.assets[name], {"Content-Type": kind})

        return Fetcher()

    def _font_configuration(self, html: Html, fetcher: Any, problems: Problems) -> Any:
        from weasyprint.text.fonts import FontConfiguration

        faces = html.styles[0]
        files = {name: data for name, data in html.assets.items() if name.startswith("fonts/")}
        for known, known_files, fonts in self._fonts:
            if known == faces.text and known_files == files:
                return fonts
        fonts = FontConfiguration()
        # All fonts, before another process may help: WeasyPrint takes one for known whose file is
        # there, and the file of a font lies in a folder that both share.
        for style in (faces, *(one for one in html.styles[1:] if "@font-face" in one.text)):
            with _log(self._engine, style.name, problems):
                self._engine.CSS(
                    string=style.text, base_url=BASE, url_fetcher=fetcher, font_config=fonts
                )
        if not problems.errors:
            self._fonts.append((faces.text, files, fonts))
        return fonts

    def read_style_sheet(
        self, style: TextFile, fonts: Any, fetcher: Any, problems: Problems
    ) -> Any:
        """Have WeasyPrint read *style*, once; its faults are told each time."""
        key = (style.name, style.text)
        # Fonts that a sheet names are known to the configuration with which it was read: two pages
        # in Chinese name theirs alike, and each has its own letters.
        known = self._style_sheets
        if "@font-face" in style.text:
            known = vars(fonts).setdefault("sheets_with_fonts", {})
        if key not in known:
            faults = Problems()
            with _log(self._engine, style.name, faults):
                style_sheet = self._engine.CSS(
                    string=style.text,
                    base_url=BASE,
                    url_fetcher=fetcher,
                    font_config=fonts,
                    counter_style=self.counters,
                )
            known[key] = style_sheet, faults
        style_sheet, faults = known[key]
        problems.extend(faults)
        return style_sheet


class _Clock:
    """How long each step takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = time.perf_counter()

    def lap(self, step: str) -> None:
        """Keep how long *step* took, which is done: the time since the last one."""
        now = time.perf_counter()
        self.seconds[step] = now - self._start
        self._start = now


class _OpenPage:
    """A page that WeasyPrint has read, to be laid out in one setting or another."""

    def __init__(
        self, press: Press, html: Html, fonts: Any, fetcher: Any, paint: Callable[[Any], bytes],
        problems: Problems, missing: set[str],
    ) -> None:  # fmt: skip
        self._press, self._html, self._fonts, self._fetcher = press, html, fonts, fetcher
        self._problems = problems
        self._page = press.open(html.text, fetcher)
        self.ahead = Ahead(self._lay_out_within, paint, problems, missing)
        _begin_lists(self.elements)
        tell_headings(self.elements)
        tell_leaning_words(self.elements)
        if re.search("[\uac00-\ud7a3]", html.text):
            _keep_words(self.elements)
        keep_matches(self._page)

    @property
    def elements(self) -> Any:
        """The lxml tree of the page."""
        return self._page.etree_element

    def lay_out(self, setting: Setting | None) -> tuple[Any, Layout]:
        """Lay it out in *setting*, again where its notes get other numbers by that."""
        styles = _resolve_tokens(_set(self._html.styles[1:], setting), self._html.text)
        style_sheets = [
            self._press.read_style_sheet(one, self._fonts, self._fetcher, self._problems)
            for one in styles
        ]
        self._press.styles.use(self._fonts, style_sheets, [one.text for one in styles])
        for times in range(RENUMBERED, -1, -1):
            document = self._page.render(
                stylesheets=style_sheets,
                font_config=self._fonts,
                counter_style=self._press.counters,
                pdf_variant="pdf/a-3a",
            )
            layout = read_layout(document)
            if not times or not number_notes(self.elements, layout):
                break
            keep_matches(self._page)
            self.ahead.forget()  # its child lays out the page as it was
        return document, layout

    def _lay_out_within(self, setting: Setting, pages: int | None) -> LaidOut:
        """Lay it out in *setting*, no further than *pages*; None: however many it needs."""
        set_budget(self._page, pages)
        document, layout = self.lay_out(setting)
        is_whole = not any(any(find_cut(one)) for one in layout.pages)
        return LaidOut(document, layout, is_whole)


def _tell_cuts(slug: str, layout: Layout, problems: Problems) -> None:
    """Say once for each page what is not wholly on it."""
    for number, page in enumerate(layout.pages, 1):
        for piece, what in find_cut(page):
            problems.error(
                Place(f"output/{slug}"),
                f"`{piece.text[:40]}` {what} of page {number}",
                "divide or shorten what is too long: a title, a name, an address",
            )
            break


def _tell_refused(slug: str, addresses: Sequence[str], problems: Problems) -> None:
    """Say which *addresses* the page asked for that are no assets of it."""
    for address in addresses:
        problems.error(
            Place(f"output/{slug}"),
            f"`{address}` is asked for and is not part of the page",
            "a page holds what stands in its brief's folder, nothing else",
        )


def _look_over(document: Any, paper: str) -> Extent:
    """Measure the text of *document*, an lxml tree, as copyfitting asks for it."""
    words = " ".join(document.find("body").itertext()).split()
    width, height = PAPER_SIZES[paper].points
    return Extent(measure_text(" ".join(words)), width * (height - OTHERS * width))


def number_notes(document: Any, layout: Layout) -> bool:
    """Number the notes of *document*, an lxml tree, in the order in which they stand in *layout*.

    WeasyPrint counts them in the order of the document; a block beside the text that goes over to
    the next page takes its notes with it, and those of the text before it come first. Where a note
    names another one by its number, `(n 5)`, that follows.

    Gives whether a note got another number, so that the page has to be laid out again.
    """
    elements = [*document.iter()]
    notes = dict.fromkeys(note for page in layout.pages for note in page.notes if note >= 0)
    is_in_order = [*notes] == sorted(notes)
    has_changed = False
    for number, note in enumerate(notes):  # WeasyPrint adds 1
        style = "" if is_in_order else f"counter-set: footnote {number}"
        if elements[note].get("style", "") != style:
            elements[note].set("style", style)
            has_changed = True
    numbers = {f"#{elements[note].get('id')}": str(n) for n, note in enumerate(notes, 1)}
    for link in elements:
        named = numbers.get(link.get("href", "")) if link.get("class") == "note-number" else None
        if named and link.text != named:
            link.text, has_changed = named, True
    return has_changed


def _read_data_url(url: str) -> tuple[bytes, dict[str, str]]:
    """Read the bytes of a `data:` address, and its headers."""
    head, _, body = url.removeprefix("data:").partition(",")
    kind, *rest = head.split(";")
    data = b64decode(unquote(body)) if "base64" in rest else unquote_to_bytes(body)
    return data, {"Content-Type": kind}


def _day(date: str | None) -> datetime:
    """Give the day of a page's metadata; of a page that says none, one that is no day of ours."""
    try:
        return datetime.fromisoformat(date or "")
    except ValueError:
        return datetime(1970, 1, 1)


def _begin_lists(document: Any) -> None:
    """Have each list of *document* begin with the number that it says.

    WeasyPrint asks for it only where all that old HTML said of its look is to count.
    """
    for one in document.iter("ol"):
        if one.get("start"):
            one.set("style", f"counter-reset: list-item {int(one.get('start')) - 1}")


_IN_WORD = re.compile(
    # Behind brackets, quotation marks and units as well, where a particle goes on: (이하 북한)에서,
    # 20%를; not behind what parts two words.
    r"(?:(?<=[^\s\u2060\-–—/·ㆍ~〜…,.:;!?、。，：；！？])|(?<=[A-Za-z]\.))(?=[\uac00-\ud7a3])"
    r"|(?<=[\uac00-\ud7a3])(?=[0-9A-Za-z·ㆍ(\[「『《〈“‘])"
)


def _keep_words(document: Any) -> None:
    """Keep each Korean word of *document* in one line, as `word-break: keep-all` of CSS does, which
    WeasyPrint does not know.

    A word joiner has no glyph and is not copied.
    """
    for one in document.iter():
        if one.text and one.tag not in ("style", "title"):
            one.text = _IN_WORD.sub("\u2060", one.text)
        if one.tail:
            # A word may go on behind a fact or what is emphasised: <em>2표</em>였으며.
            before = "".join(one.itertext())[-1:]
            one.tail = _IN_WORD.sub("\u2060", before + one.tail)[len(before) :]


def _is_full() -> bool:
    """Whether this process has come near the limit of its memory, where it has one."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return limit != resource.RLIM_INFINITY and used > 0.7 * limit


# The two functions below take style sheets apart by regular expressions, and not by tinycss2 as
# model/css.py does when a theme is read: they run for each layout that copyfitting tries. For the
# sheets of a policy brief they take 0.2 ms, tinycss2 takes 16 ms to read and write them. They
# leave what they do not understand as it is, and WeasyPrint resolves it itself.


def _set(styles: Sequence[TextFile], setting: Setting | None) -> Sequence[TextFile]:
    """Put the values of *setting* for those that the brand gives its tokens."""
    if setting is None:
        return styles
    values = {name: f"{getattr(setting, name):g}pt" for name in ("size", "leading", "space")}
    tokens = re.compile(rf"--({'|'.join(values)})\s*:[^;}}]*;?")

    def put(match: re.Match[str]) -> str:
        # The first one is the brand's; what says otherwise for a paper further down is left out.
        value = values.pop(match[1], None)
        return f"--{match[1]}: {value};" if value else ""

    return [
        TextFile(one.name, tokens.sub(put, _COMMENT.sub(_blank, one.text)))
        if one.name == TOKENS
        else one
        for one in styles
    ]


TOKENS = "styles/tokens.css"
"""Where the brand says how large its text is."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _blank(comment: re.Match[str]) -> str:
    """Leave of *comment* its lines: those of the rules below it stay what they are."""
    return "\n" * comment[0].count("\n")


def _is_whole(value: str) -> bool:
    """Whether *value* is all that is written: no quotation or bracket in it held a `;` or `}`."""
    quotes = value.count('"') % 2 + value.count("'") % 2
    return "\n" not in value and not quotes and value.count("(") == value.count(")")


def _resolve_tokens(styles: Sequence[TextFile], text: str) -> list[TextFile]:
    """Put values for the names of tokens, where `:root` alone gives them one, once.

    WeasyPrint looks them up, and checks the declaration anew, for every element: 8 % of a page.
    """
    css = _COMMENT.sub("", "\n".join(style.text for style in styles))
    given = re.findall(r"--([\w-]+)\s*:", css + text)
    tokens = {
        name: value.strip()
        for block in re.findall(r":root\s*{([^}]*)}", css)
        for name, value in re.findall(r"--([\w-]+)\s*:([^;}]*)", block)
        if given.count(name) == 1 and _is_whole(value.strip())
    }

    def resolve(css: str, depth: int = 4) -> str:
        resolved = re.sub(r"var\(--([\w-]+)\)", lambda match: tokens.get(match[1], match[0]), css)
        return resolved if resolved == css or not depth else resolve(resolved, depth - 1)

    return [TextFile(style.name, resolve(style.text)) for style in styles]


def _spoiled(html: Html, problems: Problems) -> Pdf:
    return Pdf(html.slug, html.paper, b"", 0, html.digest, problems=tuple(problems))


@contextmanager
def _log(engine: Any, name: str, problems: Problems) -> Iterator[set[str]]:
    """Make problems of what WeasyPrint writes to its log while *name* is worked on.

    Gives the characters that no font has: whoever knows the texts can say where they stand.
    """
    missing: set[str] = set()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.msg.startswith(".notdef"):
                missing.add(str(record.args[0]))  # type: ignore[index]
            elif record.levelno >= logging.WARNING:
                message = record.getMessage().replace(BASE, "")
                problems.add(_problem(name, message, record.levelno))

    before = engine.LOGGER.handlers
    engine.LOGGER.handlers = [Listener()]  # a sheet that is parsed for a page is told once
    try:
        yield missing
    finally:
        engine.LOGGER.handlers = before


def _problem(name: str, message: str, level: int) -> Problem:
    if located := re.search(r"^(?:Ignored|Invalid)?.*? at (\d+):(\d+)[,:]?\s*(.*)", message):
        line, column, why = located.groups()
        shown = re.search(r"`([^`]*)`", message)
        place = Place(name, int(line), int(column))
        why = why.rstrip(".") or "it is not understood"
        what = f"`{shown[1]}` has no effect: {why}" if shown else f"no effect: {why}"
        return Problem("warning", place, what, "see which CSS the press knows, or delete it")
    if "Font-face" in message:
        return Problem("error", Place(name), message, "reinstall the font's package")
    severity: Severity = "error" if level >= logging.ERROR else "warning"
    return Problem(severity, Place(name), message.rstrip("."), "see the line that names it")
