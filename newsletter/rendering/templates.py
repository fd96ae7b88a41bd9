"""Jinja2 for the email: the environments, what templates may call, and errors with the template's line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from newsletter.model.document import Block
from newsletter.model.errors import TemplateError
from newsletter.model.months import long_date
from newsletter.model.place import Place
from newsletter.model.rich_text import RichText
from newsletter.rendering.calendars import google_link, outlook_link
from newsletter.rendering.colors import Color
from newsletter.rendering.dates import clocks, time_span, weekday_date
from newsletter.rendering.optional_blocks import optional_html, optional_text
from newsletter.rendering.rich_text_html import mark, rich_text_html
from newsletter.rendering.rich_text_plain import rich_text_plain, wrap
from newsletter.rendering.safe_attribute import safe_attribute
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.theme import Theme


class _Environment(jinja2.Environment):
    """Jinja2 with the globals of a template in one plain dict: macros look through a ChainMap ten times slower."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Templates:
    """The templates, for MJML and for plain text.

    Every expression in an MJML template is escaped so that it is safe in text and in attributes alike
    (:func:`safe_attribute`); an undefined name is an error.
    """

    def __init__(self, folders: TemplateFolders, theme: Theme, cache: Path | None = None) -> None:
        self._folders = folders
        self._theme = theme
        self._bytecode = None
        if cache is not None:
            # Compiling the templates takes 50 ms of a single build.
            cache.mkdir(parents=True, exist_ok=True)
            self._bytecode = jinja2.FileSystemBytecodeCache(str(cache), "%s.jinja")

    @cached_property
    def styles(self) -> Markup:
        """``parts/styles.css.j2``, rendered once: it depends on the theme alone."""
        return Markup(self._render(self._mjml, "parts/styles.css.j2", {}))

    def mjml(self, name: str, /, **context: Any) -> str:
        """``<name>.mjml.j2`` rendered.  Raises TemplateError with file and line."""
        return self._render(self._mjml, f"{name}.mjml.j2", context)

    def traced_mjml(self, name: str, /, **context: Any) -> str:
        """The same with ``data-src`` on every MJML tag."""
        return self._render(self._traced, f"{name}.mjml.j2", context)

    def text(self, name: str, /, **context: Any) -> str:
        """``text/<name>.txt.j2`` rendered."""
        return self._render(self._text, f"text/{name}.txt.j2", context)

    def _render(self, environment: jinja2.Environment, name: str, context: Mapping[str, Any]) -> str:
        try:
            return environment.get_template(name).render(context)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError.at(
                self._place(error.name or name, error.lineno, str(error.message)), "templates/syntax",
                _sentence(error), "Compare this line and the one above it with another template.",
            ) from error  # fmt: skip
        except jinja2.TemplateNotFound as error:
            place = self._place_in_template(error, name) or Place(f"templates/{error.name}")
            raise TemplateError.at(
                place, "templates/missing",
                f"There is no template “{error.name}”.", "Restore it, or correct its name.",
            ) from error  # fmt: skip
        except (jinja2.UndefinedError, jinja2.TemplateRuntimeError, TypeError, ValueError, AttributeError) as error:
            at = self._place_in_template(error, name)
            if at is None:
                raise
            if isinstance(error, jinja2.UndefinedError):
                code, remedy = "templates/undefined", "Correct the name, or take it out."
            else:
                code, remedy = "templates/value", "Correct what is written between the braces on this line."
            raise TemplateError.at(at, code, _sentence(error), remedy) from error

    def _place_in_template(self, error: BaseException, name: str) -> Place | None:
        """The innermost template line of a traceback; None where the fault is in our own code."""
        frames = traceback.extract_tb(error.__traceback__)
        inside = [(frame, file) for frame in frames if (file := self._folders.name_of(Path(frame.filename)))]
        if not inside:
            return None
        innermost, file = inside[-1]
        if frames[-1] is not innermost and not isinstance(error, jinja2.TemplateError):
            return None
        return self._place(file, innermost.lineno or 0, str(error))

    def _place(self, name: str, line: int, message: str) -> Place:
        """A line of a template, with the column of the last name that the message quotes."""
        quoted = re.findall(r"['“](\w+)['”]", message)
        column = 0
        if quoted and line:
            lines = self._folders.find(name).read_text(encoding="utf-8", errors="replace").split("\n")
            match = re.search(rf"\b{quoted[-1]}\b", lines[line - 1]) if line <= len(lines) else None
            column = match.start() + 1 if match else 0
        return Place(self._folders.shown(name), line, column)

    @cached_property
    def _mjml(self) -> jinja2.Environment:
        environment = self._environment(autoescape=True, finalize=safe_attribute)
        environment.globals.update(
            theme=self._theme.values,
            logo=self._theme.logo,
            text_width=self._theme.text_width,
            paint=self._paint,
            hue=self._hue,
            dark_rich_text=self._theme.dark_rich_text,
            rich=self._rich,
            at=_at,
            optional=optional_html,
        )
        return environment

    @cached_property
    def _traced(self) -> jinja2.Environment:
        environment = self._mjml.overlay(bytecode_cache=None)
        # Imported here: only a page with a fault is traced.
        from newsletter.rendering.template_trace import TemplateTrace

        environment.add_extension(TemplateTrace)
        return environment

    @cached_property
    def _text(self) -> jinja2.Environment:
        environment = self._environment(autoescape=False)
        environment.globals.update(plain=rich_text_plain, wrap=wrap, optional=optional_text)
        return environment

    def _environment(self, **options: Any) -> jinja2.Environment:
        """What both kinds of templates share: where they stand, no undefined names, no blank lines of blocks."""
        environment = _Environment(
            loader=jinja2.FileSystemLoader(self._folders.folders, encoding="utf-8"),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=self._bytecode,
            **options,
        )
        environment.filters.update(_FILTERS)
        return environment

    def _rich(self, text: RichText, level: int = 3, inset: int = 0, block: Block | None = None) -> Markup:
        """Rich text as HTML with inlined styles.

        ``inset`` is how many pixels narrower than the text column its column is; ``block`` gives language and
        direction where they differ from the issue's.
        """
        width = self._theme.text_width - inset
        runs_left = block is not None and block.direction == "rtl"
        styles = self._theme.mirrored_styles if runs_left else self._theme.styles
        html = rich_text_html(text, styles.root, level, width)
        language = ""
        if block is not None and block.language:
            language = f' lang="{safe_attribute(block.language)}" dir="{block.direction}"'
        return Markup(f'<div class="rich-text"{language}>{html}</div>')

    def _paint(self, also: str = "", at: Place | None = None, line: bool = False, **colors: str) -> Markup:
        """The attributes that color an MJML component, with the classes that dark mode and previews need.

        ``ink``, ``ground`` and ``edge`` name colors of the theme; ``also`` adds classes; ``at`` marks where the
        block came from; with ``line`` the edge is the color of a mj-divider.  One helper sets a color and its
        class together, so that none is left without its dark counterpart.
        """
        attributes = []
        classes = []
        for group, value, name in self._colors(colors):
            border = ("border-color", value) if line else ("border", f"1px solid {value}")
            attribute, setting = border if group == "edge" else (_PROPERTIES[group], value)
            attributes.append(f'{attribute}="{setting}"')
            classes.append(name)
        classes += also.split()
        if at is not None:
            classes.append(f"at={mark(at.file, at.line)}")
        if classes:
            attributes.append(f'css-class="{" ".join(classes)}"')
        return Markup(" ".join(attributes))

    def _hue(self, style: str = "", also: str = "", at: Place | None = None, **colors: str) -> Markup:
        """The same for an HTML tag: its ``class``, its ``style`` with the colors, its mark."""
        declarations = [style] if style else []
        classes = []
        for group, value, name in self._colors(colors):
            border = f"border:1px solid {value}"
            declarations.append(border if group == "edge" else f"{_PROPERTIES[group]}:{value}")
            classes.append(name)
        classes += also.split()
        css_class = f' class="{" ".join(classes)}"' if classes else ""
        return Markup(f'{css_class} style="{safe_attribute(";".join(declarations))}"{_at(at) if at else ""}')

    def _colors(self, colors: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """(group, value, class) of each color, in the order ink, ground, edge."""
        found = []
        for group in ("ink", "ground", "edge"):
            if group in colors:
                value = self._color(group, colors[group]).light
                found.append((group, value, f"{group}-{colors[group].replace('_', '-')}"))
        return found

    def _color(self, group: str, name: str) -> Color:
        known = getattr(self._theme.values, group)
        if name not in type(known).model_fields:
            raise jinja2.TemplateRuntimeError(
                f"there is no {group} “{name}” in theme.yaml; known are {', '.join(type(known).model_fields)}"
            )
        color: Color = getattr(known, name)
        return color


def _at(place: Place) -> Markup:
    """`` data-at="…"`` for an HTML tag of a template."""
    return Markup(f' data-at="{mark(place.file, place.line)}"')


def _sentence(error: BaseException) -> str:
    text = str(getattr(error, "message", None) or error).strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _sentence_case(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _capitals(text: str) -> str:
    """The text in capitals, merge fields as they are."""
    parts = re.split(r"(@@[a-z_]+@@)", text)
    return "".join(part if index % 2 else part.upper() for index, part in enumerate(parts))


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: "Ann, Ben and Cleo"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


_PROPERTIES = {"ink": "color", "ground": "background-color"}

_FILTERS = {
    "capitals": _capitals,
    "sentence": _sentence_case,
    "listed": _listed,
    "long_date": long_date,
    "weekday_date": weekday_date,
    "clocks": clocks,
    "time_span": time_span,
    "google_link": google_link,
    "outlook_link": outlook_link,
}
