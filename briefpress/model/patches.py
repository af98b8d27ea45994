"""The changes to other libraries while they run, and their private names that are used: one table.

A patch is made in one version and known to be right in that one alone. With another version it
stands aside: the page is printed all the same, with what the table says in *without*, and `doctor`
says so. On the day a library needs a patch no longer, its *test* fails: then the patch goes.

docs/patches.md is made from it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Patch:
    """Something that is changed in another library, or used of it by a private name."""

    library: str
    """As it is imported: `weasyprint`."""
    changed: str
    """The function or class that it changes, by its own name."""
    without: str
    """The damage where the patch is missing, in a sentence."""
    upstream: str
    """The issue there; empty where none is known."""
    test: str
    """The test that fails when the library no longer needs the patch."""


VERSIONS = {
    "weasyprint": "70.0",
    "pydyf": "0.13.0",
    "cffi": "2.1.1",
    "cssselect2": "0.10.1",
    "python": "3.11, 3.12, 3.13",
}
"""The one version of each library that its patches are made for; of Python, each of its lines."""
_WEASYPRINT = "tests/press/test_weasyprint_patches.py::test_"
_QUICK = "tests/press/test_quick_layout.py::test_"
_COLUMNS = "tests/press/test_columns.py::test_"
_PAINTING = "tests/press/test_painting.py::test_without_the_patch_"
_WORKERS = "tests/press/test_workers.py::test_"

PATCHES = (
    Patch(
        "weasyprint",
        "`ctypes.util.find_library`, while it is imported",
        "The import starts up to 55 processes (gcc, ld, ldconfig) for names that the loader does "
        "not have, before it tries the name that it has: 0.2 s.",
        "https://github.com/Kozea/WeasyPrint/issues/1125",
        _WEASYPRINT + "a_plain_import_asks_for_libraries_by_names_that_are_not_there",
    ),
    Patch(
        "weasyprint",
        "`fontTools`, while it is imported",
        "The import loads fontTools, which only variable fonts, WOFF and a machine without "
        "libharfbuzz-subset need: 0.08 s.",
        "https://github.com/Kozea/WeasyPrint/issues/2073",
        _WEASYPRINT + "a_plain_import_loads_fonttools",
    ),
    Patch(
        "weasyprint",
        "`layout.make_all_pages`",
        "A text that copyfitting finds too long is laid out to its end: a quarter of a layout.",
        "",
        "tests/press/test_too_long.py::test_without_the_patch_a_text_is_laid_out_to_its_end",
    ),
    Patch(
        "weasyprint",
        "`layout.block._linebox_layout`",
        "Where the second line of a paragraph does not fit, notes of this page are moved to the "
        "next one to make room for it; `footnote-policy: line` is not asked.",
        "https://github.com/Kozea/WeasyPrint/issues/2432",
        "tests/press/test_footnote_area.py::"
        "test_without_the_patch_a_note_leaves_the_page_that_calls_it",
    ),
    Patch(
        "weasyprint",
        "`layout.block._out_of_flow_layout`; `float_layout`, `block_level_layout` and `make_page` "
        "of `layout.page`",
        "A block beside the text runs into the notes that are called further down; one that breaks "
        "on the last page loses its end, and one that does not fit takes the text after it along.",
        "https://github.com/Kozea/WeasyPrint/issues/2459",
        "tests/press/test_side_column.py::test_without_the_patch_a_block_runs_into_the_notes",
    ),
    Patch(
        "weasyprint",
        "`layout.block.block_container_layout`, `_in_flow_layout`",
        "Where nothing is left to stand beside the text, a third of the page stays white, and a "
        "line of a note has 120 characters; where a figure does not fit, the page has a hole.",
        "",
        _COLUMNS + "without_the_patch_the_margin_stays_white",
    ),
    Patch(
        "weasyprint",
        "`layout.block.block_container_layout`, for tables",
        "A table that goes over to the next page repeats its head and not its caption: nothing "
        "there says which table it is.",
        "",
        "tests/press/test_table_continued.py::test_without_the_patch_a_caption_stands_where_the_table_"
        "begins",
    ),
    Patch(
        "weasyprint",
        "`layout.block.columns_layout`",
        "Blocks that do not break, as the recommendations, are stacked in two columns: the rules "
        "over them stand on different lines, and they are laid out a dozen times until the columns "
        "are as high as each other, which is 10 % of a brief's layout.",
        "",
        "tests/press/test_rows.py::test_without_the_patch_rules_stand_on_different_lines",
    ),
    Patch(
        "weasyprint",
        "`layout.block.table_wrapper_width`",
        "A table that nearly fills its column ends a little before its edge, and a small one has "
        "no air between its columns.",
        "",
        "tests/press/test_table_widths.py::test_without_the_patch_a_table_has_no_air",
    ),
    Patch(
        "weasyprint",
        "`layout.block.block_container_layout`, for titles",
        "The last line of a title, or of a standfirst, may be one short word.",
        "",
        "tests/press/test_even_lines.py::test_without_the_patch_a_last_line_is_short",
    ),
    Patch(
        "weasyprint",
        "`layout.block.block_container_layout`, for paragraphs",
        "One or two Chinese letters stand alone in the last line of a paragraph.",
        "",
        "tests/press/test_last_lines.py::"
        "test_one_or_two_chinese_letters_are_drawn_into_the_lines_above",
    ),
    Patch(
        "weasyprint",
        "`layout.block._linebox_layout`, for paragraphs",
        "A paragraph is not broken as a whole: its last line may be one word, and a line gapes "
        "where what comes next does not fit. `text-wrap: pretty` is not known.",
        "",
        "tests/press/test_optimum_fit.py::test_without_the_patch_last_lines_are_short",
    ),
    Patch(
        "weasyprint",
        "`layout.inline.split_text_box` and `split_inline_box`",
        "The first word of an abbreviation, a reference or a title in italics in a note breaks "
        "between two letters, without a hyphen, where it would fit the next line.",
        "",
        "tests/press/test_whole_words.py::test_without_the_patch_a_word_breaks_in_its_midst",
    ),
    Patch(
        "weasyprint",
        "`text.line_break.split_first_line`, for a text that ends in a space",
        "Such a text, as before a reference, an abbreviation or a word in italics, may end a line "
        "after its first word: one word stands alone in a line, or one in each of two.",
        "",
        "tests/press/test_end_spaces.py::test_without_the_patch_a_word_stands_alone_in_its_line",
    ),
    Patch(
        "weasyprint",
        "`layout.inline.justify_line`",
        "A justified line that is read from the right begins beside the edge of its column, by the "
        "space at its end and by what the spaces of two fonts differ.",
        "",
        "tests/press/test_end_spaces.py::test_without_the_patch_lines_from_the_right_are_uneven",
    ),
    Patch(
        "weasyprint",
        "`layout.inline.justify_line`, `text.line_break.Layout.set_text`",
        "A justified line of Chinese letters, which has no spaces, ends before the edge of its "
        "column.",
        "",
        "tests/press/test_square_lines.py::test_without_the_patch_chinese_lines_are_uneven",
    ),
    Patch(
        "weasyprint",
        "`layout.block._in_flow_layout`, `layout.layout_backgrounds`, for what closes a page",
        "The imprint stands under the text, wherever that ends, and above the notes.",
        "",
        _COLUMNS + "without_the_patch_the_imprint_stands_under_the_text",
    ),
    Patch(
        "weasyprint",
        "`pdf.tags._build_box_tree`",
        "Nothing says which tag stands for which element of the page: notes are no Note, foreign "
        "phrases have no language, nested lists stand beside their item, captions outside their "
        "figure. The PDF is tagged and does not claim PDF/UA.",
        "https://github.com/Kozea/WeasyPrint/issues/2482",
        _WEASYPRINT + "without_the_patch_a_note_is_no_note",
    ),
    Patch(
        "weasyprint",
        "`pdf.stream.Stream.add_pattern`",
        "A gradient in a drawing is a pattern of tiles that end where the shape ends. By rounding, "
        "Poppler (Evince, Okular, CUPS) needs a second tile, and then draws them too small: at "
        "some sizes half of the shape stays white.",
        "",
        _WEASYPRINT + "without_the_patch_a_gradient_is_half_white",
    ),
    Patch(
        "weasyprint",
        "`text.line_break.split_first_line`",
        "Half of the lines of a layout are broken anew at the same place, and most of those of the "
        "layouts that copyfitting tries: a fifth of a page's time.",
        "",
        _QUICK + "without_the_patch_a_line_is_broken_again",
    ),
    Patch(
        "weasyprint",
        "`layout.preferred.inline_line_widths`",
        "How wide the words of a cell, or of a box afloat, are is worked out word by word in each "
        "layout, from all the text behind each word: 5 % of a brief that is printed again.",
        "",
        _QUICK + "without_the_patch_a_word_is_measured_again",
    ),
    Patch(
        "weasyprint",
        "`layout.inline.inline_min_content_width`, `avoid_collisions`",
        "Beside a float the first word of each line is measured, with each way to hyphenate it, to "
        "see whether it has room: 8 % of a page's time.",
        "",
        _QUICK + "without_the_patch_each_first_word_beside_a_float_is_measured",
    ),
    Patch(
        "weasyprint",
        "`layout.inline.avoid_collisions`, of a line beside nothing",
        "What stands beside a line is looked for, and its sides, before the line is set and after "
        "it: 3 % of a page's time, as next to all have nothing beside them.",
        "",
        _QUICK + "without_the_patch_a_line_beside_nothing_goes_the_long_way",
    ),
    Patch(
        "weasyprint",
        "`text.line_break.can_break_text`",
        "Pango is asked again and again whether a line may end between the same two letters: 2 % "
        "of a page's time, 4 % of one with many notes.",
        "",
        _QUICK + "without_the_patch_two_letters_are_asked_for_again",
    ),
    Patch(
        "weasyprint",
        "`formatting_structure.boxes.ParentBox.page_values`",
        "Before a block is laid out, it is asked for the pages on which it begins and ends; both "
        "are asked of its first and of its last child, which doubles with each level: 2 % of a "
        "page's time.",
        "",
        _QUICK + "without_the_patch_all_children_are_asked_for_their_page",
    ),
    Patch(
        "weasyprint",
        "`formatting_structure.boxes.Box.is_in_normal_flow`",
        "A box of the flow is asked whether it is any of five other things, forty times for each "
        "box of a page: 4 % of its time.",
        "",
        _QUICK + "without_the_patch_a_box_in_the_flow_is_asked_for_all_else",
    ),
    Patch(
        "weasyprint",
        "`layout.block.collapse_margin`",
        "Margins that collapse are copied and gone through three times: 1 % of a page's time.",
        "",
        _QUICK + "without_the_patch_margins_are_gone_through_three_times",
    ),
    Patch(
        "weasyprint",
        "`text.line_break.strut`",
        "How high a line is at least is looked up for each box by the text of fourteen properties: "
        "2 % of a page's time.",
        "",
        _QUICK + "without_the_patch_a_strut_is_asked_for_again",
    ),
    Patch(
        "weasyprint",
        "`text.line_break.Layout.setup`",
        "Pango is told the font, the language and the features of a style again for each text that "
        "is set or painted in it, and what it was told of features is not freed: 3 % of a page's "
        "time.",
        "",
        _QUICK + "without_the_patch_a_look_is_described_again",
    ),
    Patch(
        "weasyprint",
        "`layout.percent.resolve_percentages`",
        "Nineteen lengths are resolved for each box and each time that it is laid out, though next "
        "to none is a percentage: 5 % of a page's time.",
        "",
        _QUICK + "without_the_patch_lengths_are_resolved_again",
    ),
    Patch(
        "weasyprint",
        "`css.ComputedStyle.__missing__`",
        "A property that no rule declares goes all the way of one that is: 5 % of a page's time.",
        "",
        _QUICK + "without_the_patch_an_undeclared_property_goes_the_long_way",
    ),
    Patch(
        "weasyprint",
        "`__missing__` and `copy` of `css.ComputedStyle` and `css.AnonymousStyle`",
        "What each property of a style comes to, a hundred of them, is found again for each layout "
        "and each page that is set in the same style sheets: 12 % of a layout.",
        "",
        _QUICK + "without_the_patch_a_value_is_worked_out_for_each_page",
    ),
    Patch(
        "weasyprint",
        "`css.validation.compile_selector_list`",
        "Each setting of copyfitting has its selectors compiled anew, which a setting does not "
        "change: 3 % of what a new process takes for a page.",
        "",
        _QUICK + "without_the_patch_a_selector_is_compiled_for_each_setting",
    ),
    Patch(
        "weasyprint",
        "`css.StyleFor.__init__`, `set_computed_styles` and `__call__`",
        "Six styles are made for each element, of a note's call and the like, though next to none "
        "is a note; and each setting of copyfitting has all rules matched anew: 6 % of its time.",
        "",
        _QUICK + "without_the_patch_each_element_has_a_style_for_its_note",
    ),
    Patch(
        "weasyprint",
        "`layout.LayoutContext._update_footnote_area`, `layout.block._in_flow_layout`",
        "Each note that comes to a page has all its notes laid out anew: with fourteen a page, "
        "half of its time.",
        "",
        _QUICK + "without_the_patch_notes_are_laid_out_for_each_new_one",
    ),
    Patch(
        "weasyprint",
        "`stacking._dispatch`; `draw.draw_block_level` and `draw_inline_level`",
        "What floats is painted before all text, what is positioned after it: a copy of the whole "
        "page begins with the key messages, and is in another order than the tags.",
        "",
        _PAINTING + "what_floats_is_painted_first",
    ),
    Patch(
        "weasyprint",
        "`draw.text.draw_first_line`",
        "Letters are spaced by kerning, which readers take for the space between words: a search "
        "for a label finds nothing.",
        "",
        _PAINTING + "a_label_comes_apart",
    ),
    Patch(
        "weasyprint",
        "`formatting_structure.boxes.TextBox.process_text_transform`",
        "What a style sets in capitals is capitals in the tags, and a screen reader may spell it.",
        "",
        _PAINTING + "capitals_forget_what_they_stand_for",
    ),
    Patch(
        "weasyprint",
        "`svg.text`",
        "Letters of a drawing are set one by one: those of an Arabic word are not joined, and the "
        "word runs backwards.",
        "",
        _PAINTING + "a_word_of_a_drawing_falls_apart",
    ),
    Patch(
        "pydyf",
        "`Object.data`, of each object of a PDF",
        "Each object is turned into bytes, and compressed, twice: for the file, and for the digest "
        "that identifies it. 6 % of a page's time.",
        "",
        _WEASYPRINT + "without_the_patch_an_object_is_made_into_bytes_twice",
    ),
    Patch(
        "pydyf",
        "`PDF.page_references`, for a tag that names its page",
        "Each tag has the names of all pages written anew: of 200 pages, 5 % of the time.",
        "",
        _WEASYPRINT + "without_the_patch_all_pages_are_named_for_each_tag",
    ),
    Patch(
        "cffi",
        "`cparser.Parser._parse`",
        "Each type of C that a press uses for the first time is read after the names of all 66 "
        "others: 0.04 s of a new process.",
        "",
        _QUICK + "without_the_patch_a_type_is_read_after_all_others",
    ),
    Patch(
        "cssselect2",
        "`Matcher.match`, and the lists of its selectors by their private names",
        "Each setting of copyfitting, and each page of which a word was changed, has all rules "
        "matched against all elements anew, though values or words alone are others: 5 % of a "
        "brief that is printed again.",
        "",
        _QUICK + "without_the_patch_rules_are_matched_anew_in_each_setting_and_page",
    ),
    Patch(
        "python",
        "`concurrent.futures.ProcessPoolExecutor`: its processes, its thread and its two queues, "
        "by their private names",
        "Where a worker is killed while it sends a page, this process waits for the rest of the "
        "page for ever: it holds the other end of the pipe itself.",
        "",
        _WORKERS + "without_the_patch_half_an_answer_is_waited_for",
    ),
    Patch(
        "python",
        "`concurrent.futures.ProcessPoolExecutor`: whether it starts processes one by one, by a "
        "private name",
        "Where a worker dies while another is started, the command ends in a traceback, or waits "
        "for the new one for ever.",
        "",
        _WORKERS + "a_worker_may_die_while_another_is_started",
    ),
    Patch(
        "python",
        "`re._compiler.compile`; its `_code`, `_parser` and `_sre`",
        "The 950 patterns of a command are compiled in each process: a fifth of its processor "
        "time.",
        "",
        "tests/model/test_kept_patterns.py::test_without_the_patch_each_process_compiles_them",
    ),
    Patch(
        "python",
        "`re._MAXCACHE`",
        "A process that prints a second brief compiles 190 patterns again that it had compiled "
        "for the first: Python remembers 512, and a brief takes more than twice as many.",
        "",
        "tests/model/test_kept_patterns.py::test_without_the_patch_a_process_forgets_patterns",
    ),
)
"""Every patch."""


def is_known(library: str) -> bool:
    """Whether the installed *library* is the version that its patches are made for.

    Told by the name of a folder, without importing it or 9 ms of metadata.
    """
    if library == "python":
        return "{}.{}".format(*sys.version_info) in VERSIONS["python"].split(", ")
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return False
    package = f"{library}-{VERSIONS[library]}.dist-info"
    return (Path(spec.origin).parents[1] / package).is_dir()


def standing_aside() -> Iterator[Patch]:
    """Give each patch that is not made, as another version of its library is installed."""
    unknown = {library for library in VERSIONS if not is_known(library)}
    yield from (patch for patch in PATCHES if patch.library in unknown)
