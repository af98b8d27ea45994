"""Read the files that a brief names, and choose those that its PDF carries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.boundaries import Boundaries, HouseBoundaries
from ..model.brief import Language, Sources, TextFile
from ..model.cells import DataTable
from ..model.contract import BriefFields, Institute
from ..model.fields import walk_blocks
from ..model.map_shapes import Outline
from ..model.maps import Map
from ..model.pictures import COVERS, Crop, printed_name
from ..model.problems import Place, Problems, nearest, nearest_place
from ..model.text import as_text, fold_name, is_file_name
from ..model.walk import InFolder, walk
from .data_files import WORKBOOKS, read_csv
from .facts import divide_cell
from .old_encodings import read_cells
from .read_fields import validate_fields
from .refusal import Refused
from .sources import BOUNDARIES, FACTS, read_text
from .yaml_edits import strip_private
from .yaml_text import Path, read_yaml


def name_beside(sources: Sources, name: str) -> str:
    """Name the file *name* beside institute.yaml as its author does."""
    return f"{sources.institute.name.rpartition('/')[0]}/{name}".removeprefix("/")


def _named_files(fields: BriefFields) -> Iterator[tuple[InFolder, str, Path]]:
    """Every file of its folder that a brief names: which kind, its name, the path of the field."""
    for leaf in walk(fields):
        if kind := leaf.annotation(InFolder):
            yield kind, leaf.value, leaf.path


@dataclass
class DataReader:
    """Reads the data files of a brief, each once."""

    sources: Sources
    places: Mapping[Path, Place]
    problems: Problems
    language: Language
    """In which their authors are likely to write numbers and letters."""
    read: dict[tuple[str, str], DataTable | None] = field(default_factory=dict)
    """By the folder and the name; None of what cannot be read: that was told."""

    def named(self, fields: BriefFields) -> Iterator[tuple[str, DataTable]]:
        """Each table that a block of *fields* shows, as its author calls it."""
        for file, name, path in _named_files(fields):
            if file.kind == "data" and (table := self.table(name, path)):
                yield name, table

    def table(self, name: str, path: Path) -> DataTable | None:
        """The table `returns.csv`, or `returns.xlsx#Sheet name`, which the field *path* names."""
        place = nearest_place(path, self.places)
        folder = _folder(self.sources, place)
        if (folder.label, name) not in self.read:
            self.read[folder.label, name] = self._read(name, folder, place)
        return self.read[folder.label, name]

    def _read(self, name: str, folder: _Folder, place: Place) -> DataTable | None:
        file_name, _, worksheet = _divide(name, folder.files)
        if not _find(file_name, folder, place, self.problems):
            return None
        label, data = f"{folder.label}/{file_name}", folder.files[file_name]
        if file_name.endswith(WORKBOOKS):
            from .workbooks import read_worksheet

            return read_worksheet(label, data, worksheet, place, self.problems)
        if worksheet:
            self.problems.error(place, f"`{file_name}` has no sheets", f"write `data: {file_name}`")
            return None
        if file_name.endswith(".csv"):
            # Whoever read the brief's own folder has told what no text may hold.
            told = self.problems if folder.is_house else Problems()
            text = read_cells(data, label, [self.language], told)
            if text is None:
                return None
            return read_csv(TextFile(label, text), self.problems, locale=self.language.locale)
        self.problems.error(
            place, f"`{file_name}` is no file of data", "save the sheet as CSV UTF-8, .xlsx or .ods"
        )
        return None


class _Folder(NamedTuple):
    """Where the files lie that a field names: the brief's folder, or beside institute.yaml."""

    label: str
    files: Mapping[str, bytes]
    refused: Collection[str]
    """Names of files that cannot be read, which was told."""
    is_house: bool


def _folder(sources: Sources, place: Place) -> _Folder:
    """The folder of the files that a field at *place* names."""
    if place.file in (sources.institute.name, name_beside(sources, FACTS)):
        return _Folder(place.file.rpartition("/")[0], sources.house, (), True)
    return _Folder(sources.folder, sources.files, sources.refused, False)


def _divide(name: str, files: Mapping[str, bytes]) -> tuple[str, str, str]:
    """Divide `returns.xlsx#Sheet name`; a file may have a `#` in its own name."""
    return (name, "", "") if name in files else name.partition("#")


def _find(name: str, folder: _Folder, place: Place, problems: Problems) -> bool:
    """Whether *name* can be read; whoever read the folder has told of what is there and cannot."""
    if name in folder.refused:
        return False
    if name not in folder.files:
        problems.error(
            place,
            f"no file `{name}` in {folder.label}/",
            nearest(name, folder.files, "it holds")
            if folder.files
            else f"put it into {folder.label}/",
        )
    return name in folder.files


def read_own_shapes(
    sources: Sources, fields: BriefFields, places: Mapping[Path, Place], problems: Problems
) -> Iterator[tuple[str, tuple[Outline, ...]]]:
    """Read the shapes of each map of *fields* that has its own, by the name of its figure."""
    for name, figure in fields.figures.items():
        if not isinstance(figure.chart, Map) or figure.chart.shapes is None:
            continue
        from .geojson import read_shapes

        file = figure.chart.shapes
        place = nearest_place(("figures", name, "chart", "shapes"), places)
        if _find(file, _folder(sources, place), place, problems):
            try:
                yield name, read_shapes(sources.files[file], figure.chart.join)
            except Refused as refused:
                problems.error(place, f"`{file}` {refused.fault}", refused.hint)


def read_boundaries(
    sources: Sources, fields: BriefFields, problems: Problems
) -> HouseBoundaries | None:
    """Read what the house has decided; None where there is no such file, or no map that asks.

    Problems: those of a YAML file, and of the shapes that it names.
    """
    if BOUNDARIES not in sources.house:
        return None
    if not any(isinstance(figure.chart, Map) for figure in fields.figures.values()):
        return None
    from .geojson import read_shapes

    data, label = sources.house[BOUNDARIES], f"{sources.folder.rpartition('/')[0]}/{BOUNDARIES}"
    tree, places = read_yaml(TextFile(label, read_text(data, label, problems), data), problems)
    decided = validate_fields(Boundaries, tree, places, problems)
    shapes = {}
    for leaf in walk(decided) if decided else ():
        file, place = leaf.annotation(InFolder), nearest_place(leaf.path, places)
        if file is None:
            continue
        if leaf.value not in sources.house:
            hint = nearest(leaf.value, sources.house, "files there")
            problems.error(place, f"no file `{leaf.value}` beside {BOUNDARIES}", hint)
            continue
        try:
            shapes[leaf.value] = read_shapes(sources.house[leaf.value], None)
        except Refused as refused:
            problems.error(place, f"`{leaf.value}` {refused.fault}", refused.hint)
    return HouseBoundaries(decided, shapes, places) if decided else None


def prepare_logo(
    sources: Sources, institute: Institute, language: str, problems: Problems
) -> bytes:
    """Make the logo that institute.yaml names one that prints; empty where it names none."""
    if institute.logo is None:
        return b""
    name = institute.logo.file
    _, places = read_yaml(sources.institute, Problems())
    place = nearest_place(("logo", "file"), places)
    if name not in sources.house:
        near = nearest(name, sources.house, "files there") if sources.house else "put it there"
        problems.error(place, f"no file `{name}` beside institute.yaml", near)
        return b""
    from .pictures import prepare_picture

    try:
        return prepare_picture(sources.house[name], sources.house, language).data
    except Refused as refused:
        problems.error(place, f"`{name}` {refused.fault}", refused.hint)
        return b""


def prepare_pictures(
    sources: Sources,
    fields: BriefFields,
    places: Mapping[Path, Place],
    language: str,
    problems: Problems,
) -> Iterator[tuple[str, bytes]]:
    """Make each picture that *fields* name one that prints, by its name on the page."""
    parts: dict[Path, Crop | None] = {path: block.part for path, block in walk_blocks(fields)}
    for leaf in walk(fields):
        file, name, place = leaf.annotation(InFolder), leaf.value, nearest_place(leaf.path, places)
        folder = _folder(sources, place)
        if (
            not file
            or file.kind not in ("picture", "cover")
            or not _find(name, folder, place, problems)
        ):
            continue
        from .pictures import prepare_cover, prepare_picture  # 10 ms, for a brief with pictures

        part = parts.get(leaf.path[:2])
        prepare = prepare_cover if file.kind == "cover" else prepare_picture
        try:
            picture = prepare(folder.files[name], folder.files, language, part)
        except Refused as refused:
            problems.error(place, f"`{name}` {refused.fault}", refused.hint)
            continue
        if picture.remark:
            problems.warning(place, f"`{name}` {picture.remark[0]}", picture.remark[1])
        yield f"{COVERS}{name}" if file.kind == "cover" else printed_name(name, part), picture.data


# ---------------------------------------------------------------------------------------------
# What the PDF carries


def choose_carried(
    sources: Sources,
    institute: Institute,
    fields: BriefFields,
    boundaries: HouseBoundaries | None,
    places: Mapping[Path, Place],
    facts: bytes,
    problems: Problems,
) -> dict[str, bytes]:
    """Choose what the PDF carries: the texts, without what is for colleagues, and the named files.

    A file that nothing names stays in its folder. *facts*: those of the house that it prints.

    Problems: a name that not every system can write.
    """
    content = sources.content
    below = sources.folder.rpartition("/")[2]
    carried = {
        "institute.yaml": strip_private(sources.institute, problems),
        f"{below}/{sources.fields.base}": strip_private(sources.fields, problems),
        f"{below}/{sources.prose.base}": sources.prose.data,
    }
    if sources.words:
        carried[f"{below}/{sources.words.base}"] = strip_private(sources.words, problems)
    if institute.logo and institute.logo.file in sources.house:
        carried[institute.logo.file] = _without_remarks(sources.house[institute.logo.file])
    if boundaries:
        decided = sources.house[BOUNDARIES]
        text = TextFile(BOUNDARIES, as_text(decided), decided)
        carried[BOUNDARIES] = strip_private(text, problems)
        carried |= {name: sources.house[name] for name in boundaries.shapes}
    if facts:
        carried[FACTS] = facts
    texts = (sources.fields, sources.prose, sources.words)
    known = {text.base: places[()] for text in texts if text}
    if not is_file_name(below):
        problems.error(Place(sources.folder), *_not_a_name(below))
    for file, named, path in _named_files(fields):
        table = (
            divide_cell(named, {**sources.house, **sources.files})[0]
            if file.kind == "cell"
            else named
        )
        place = nearest_place(path, places)
        folder = _folder(sources, place)
        name = _divide(table, folder.files)[0]
        if folder.is_house and name in folder.files and is_file_name(name):
            carried[name] = _without_remarks(folder.files[name])
        if folder.is_house or name not in folder.files or name in known:
            continue
        if not is_file_name(name):
            problems.error(place, *_not_a_name(name))
        elif twin := next((one for one in known if fold_name(one) == fold_name(name)), None):
            problems.error(
                place, f"`{name}` and `{twin}` are one name on Windows", "rename one of them"
            )
        known[name] = place
        carried[f"{below}/{name}"] = _without_remarks(content[f"{below}/{name}"])
    return carried


def _without_remarks(data: bytes) -> bytes:
    if not data.startswith(b"\xff\xd8"):  # of a JPEG
        return data
    from .pictures import without_remarks

    return without_remarks(data)


def _not_a_name(name: str) -> tuple[str, str]:
    return (
        f"`{name}` is no file name on every system, so the PDF cannot carry it",
        "rename it with letters, digits, spaces, - and _, or say `embed_content: false`",
    )
