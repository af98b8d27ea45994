"""A template and its values → text; dates_and_numbers.py writes the values.

A template sees what it is given, nothing else; it has no clock and no file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..model.brief import Theme
from ..model.problems import Place, Problems, Stopped, near, nearest
from .dates_and_numbers import ValueWriter

if TYPE_CHECKING:
    from jinja2 import Environment, Undefined
    from jinja2.bccache import Bucket


class Writer(ValueWriter):
    """Fills the templates of a house, with the words, dates and numbers of one language."""

    def __init__(self, theme: Theme, language: str, problems: Problems) -> None:
        """Take the words of *language*, a tag; whoever makes a writer adds to `names` what its
        templates may name.
        """
        super().__init__(theme.language(language))
        self.theme, self.problems = theme, problems
        self.environment = _environment(tuple(theme.templates.items()))
        self.names: dict[str, Any] = {"print": self.print, "arrow": self.language.arrow}

    def count(self, name: str, number: int) -> str:
        """Say how many there are, with the word *name* in the form that the language has for the
        number: `1 error`, `3 errors`.
        """
        from babel import Locale

        form = f"{name}_{Locale.parse(self.locale).plural_form(number)}"
        return f"{number} {self.word(form if form in self.language.words else f'{name}_other')}"

    def render(self, name: str, /, **values: Any) -> str:
        """Fill the template *name*. Raises `Stopped` where it fails; a problem has its line."""
        from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

        failures = (ArithmeticError, AttributeError, LookupError, RecursionError, TemplateError,
                    TypeError, ValueError)  # fmt: skip

        try:
            text = self.environment.get_template(name).render(self.names, **values)
            return self.language.close_up(text)
        except TemplateSyntaxError as error:
            self.problems.error(
                Place(f"templates/{error.name or name}", error.lineno),
                f"the template is broken: {error.message}",
                "see the line, and the tag that opens above it",
            )
        except failures as error:
            place = _template_place(error, name, self.theme.templates)
            message, hint = f"the template fails: {error}", _SEE_VALUES
            if isinstance(error, TemplateNotFound):
                message = f"the template fails: no template `{error.name}`"
                hint = nearest(str(error.name), self.theme.templates, "templates")
            elif isinstance(error, RecursionError):
                message = "the template fails: it takes in itself, without end"
                hint = "see what this line includes or extends, and what that one does"
            elif isinstance(error, UndefinedError):
                message = message.partition("\n")[0]
                if close := _find_meant(str(error), [*self.names, *values]):
                    hint = f"did you mean `{close}`?"
            self.problems.error(place, message, hint)
        raise Stopped

    def missing(self, name: str, *, alone: bool = False) -> Any:
        """Fill the place of *name*, which a draft cannot print, by a mark, or by a box *alone*."""
        from markupsafe import Markup

        return Markup(self.render("parts/missing.html", missing=name, alone=alone))  # noqa: S704

    def lang(self, tag: str) -> Any:
        """The attributes of an element in the language *tag*; its direction, where it is not that
        of the page.
        """
        from markupsafe import Markup

        languages = self.theme.languages
        known = languages.get(tag) or languages.get(tag.split("-")[0])
        direction = known.direction if known else "ltr"
        attributes = Markup('lang="{}"').format(tag)
        if direction != self.language.direction:
            attributes += Markup(' dir="{}"').format(direction)
        return attributes

    def own_name(self, tag: str) -> str:
        """Give the name of the language *tag* among those who speak it, with a capital."""
        return self.language_name(tag, is_own=True)

    def language_name(self, tag: str, *, is_own: bool = False) -> str:
        """Give the name of the language *tag*, with a capital: it stands alone.

        *is_own*: by those who speak it.
        """
        from babel import Locale, UnknownLocaleError

        try:
            locale = Locale.parse(tag, sep="-")
            name = locale.get_display_name(None if is_own else self.locale)
        except (UnknownLocaleError, ValueError):
            name = None
        if not name:
            return tag
        known = self.theme.languages.get(tag) if is_own else self.language
        return known.capitalise(name) if known else name[:1].upper() + name[1:]


_SEE_VALUES = "see which values a template has in templates/README.md"


def _make_unknown() -> type[Undefined]:
    """Make the class of what a template names and is not there: each use of it fails, with a
    message and, in a second line, the names that are there.
    """
    from jinja2 import StrictUndefined
    from jinja2.utils import missing

    class Unknown(StrictUndefined):
        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            owner, name = self._undefined_obj, self._undefined_name
            if self._undefined_hint:
                return str(self._undefined_hint)
            if owner is missing:
                return f"nothing is called `{name}`"
            if isinstance(owner, Mapping):
                return f"nothing is called `{name}` here\n{' '.join(map(str, owner))}"
            known = " ".join(one for one in dir(owner) if not one.startswith("_"))
            return f"no `{name}` in {type(owner).__name__}\n{known}"

    return Unknown


def _find_meant(message: str, values: Collection[str]) -> str:
    """The name that is meant where *message*, of an unknown one, was raised; empty where none is
    like it. *values*: those that the template has.
    """
    wrong = re.search("`(.*?)`", message)
    known = message.partition("\n")[2].split() or values
    return near(wrong[1], known) if wrong else ""


# Compiled once for all pages of a house, and kept in Jinja's own cache between commands (0.04 s).
@lru_cache(maxsize=2)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader
    from jinja2 import pass_context as with_names

    @with_names
    def finalize(names: Mapping[str, Any], value: Any) -> Any:
        return names["print"](value)

    class Cache(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):  # the disk is full
                super().dump_bytecode(bucket)

    texts = dict(templates)
    try:
        cache = Cache()
    except (OSError, RuntimeError):  # no folder for it that is this user's alone
        cache = None
    return Environment(
        # With its name as its file an error says in which template it happened.
        loader=FunctionLoader(lambda name: (texts[name], name, None) if name in texts else None),
        autoescape=True,
        undefined=_make_unknown(),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        bytecode_cache=cache,
    )


def _template_place(error: BaseException, name: str, templates: Collection[str]) -> Place:
    """Find the last line of a template in the error's traceback: Jinja's errors carry none."""
    place = Place(f"templates/{name}")
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in templates:
            place = Place(f"templates/{code.co_filename}", trace.tb_lineno)
        trace = trace.tb_next
    return place
