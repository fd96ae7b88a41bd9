"""The theme: ``templates/theme.yaml`` and ``templates/rich-text.css``, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import tinycss2
from pydantic import ValidationError

from newsletter.content.validation import validation_findings
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.errors import TemplateError
from newsletter.model.fields import FullText, Typed, WholeNumber
from newsletter.model.finding import has_errors
from newsletter.model.place import Place, Places
from newsletter.rendering.colors import Color, Edges, Grounds, Inks, weak_pairs
from newsletter.rendering.logo import Logo, LogoPictures, read_logo
from newsletter.rendering.specimen import SpecimenStyles, refuse_sibling_rules
from newsletter.rendering.template_folders import TemplateFolders


class Fonts(Typed):
    """Font stacks.  Web-safe ones only: no reader's mail program loads a font for us."""

    body: FullText
    """Fonts of the text, the best one first; every computer has them."""
    heading: FullText
    """Fonts of headings, the best one first."""


class Sizes(Typed):
    """Text sizes in pixels."""

    body: WholeNumber
    """Size of the text."""
    small: WholeNumber
    """Size of small print."""
    heading: WholeNumber
    """Size of a section's heading."""
    title: WholeNumber
    """Size of the issue's title."""


class ThemeValues(Typed):
    """``theme.yaml``.  ``width`` is the email's, ``gutter`` the space beside the text, both in pixels."""

    width: WholeNumber
    """How wide the email is, in pixels."""
    gutter: WholeNumber
    """The space left and right of the text, in pixels."""
    logo: Logo | None = None
    fonts: Fonts
    sizes: Sizes
    ink: Inks
    ground: Grounds
    edge: Edges


@dataclass(frozen=True)
class Theme:
    """What an email looks like: values, the rich-text sheet, its inlined styles and their dark counterparts."""

    folders: TemplateFolders
    values: ThemeValues
    logo: LogoPictures | None
    css: str
    styles: SpecimenStyles
    mirrored_styles: SpecimenStyles
    dark_rich_text: tuple[tuple[str, str], ...]

    @property
    def text_width(self) -> int:
        """Width of the text column in pixels."""
        return self.values.width - 2 * self.values.gutter


def read_theme(folders: TemplateFolders, cache: Path | None = None) -> Theme:
    """Read and check the theme; ``cache`` is a folder for what can be computed again.

    Raises TemplateError: a missing file, an unknown key, a rule that cannot be inlined, two colors that
    cannot be told apart.
    """
    values, places = _values(*_read(folders, "theme.yaml"))
    logo = read_logo(values.logo, folders, places) if values.logo else None
    css, sheet = _read(folders, "rich-text.css")
    refuse_sibling_rules(css, sheet)
    colors = _named_colors(values)

    def color(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in colors:
            line, column = css.count("\n", 0, match.start()) + 1, match.start(1) - css.rfind("\n", 0, match.start())
            raise TemplateError.at(
                Place(sheet, line, column), "templates/unknown-color",
                f"There is no color “{name}” in theme.yaml.", f"Known are {', '.join(sorted(colors))}.",
            )  # fmt: skip
        return colors[name].light

    light = re.sub(r"var\(--([a-z_-]+)\)", color, css)
    return Theme(
        folders,
        values,
        logo,
        light,
        SpecimenStyles(light, cache),
        SpecimenStyles(mirrored(light), cache),
        _dark_rules(css, colors),
    )


def _read(folders: TemplateFolders, name: str) -> tuple[str, str]:
    """The text of a file, and how messages name it."""
    path, shown = folders.find(name), folders.shown(name)
    try:
        return path.read_text(encoding="utf-8-sig"), shown
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError.at(
            Place(shown), "templates/unreadable",
            f"This file cannot be read. ({error})", "Save it again as UTF-8 text, or restore it.",
        ) from None  # fmt: skip


def _values(source: str, file: str) -> tuple[ThemeValues, Places]:
    text = read_yaml(source, file)
    if has_errors(text.findings):
        raise TemplateError(text.findings)
    if text.root is None:
        raise TemplateError.at(Place(file), "templates/empty", "The file is empty.", "Restore it.")
    data, places = to_data(text.root, text.lines, file)
    try:
        values = ThemeValues.model_validate(data)
    except ValidationError as error:
        raise TemplateError(validation_findings(error, places, ThemeValues)) from None
    weak = weak_pairs(values.ink, values.ground)
    if weak:
        mode, ink, ground, ratio = weak[0]
        place = places.of_value("ink", ink, mode)
        raise TemplateError.at(
            place, "templates/contrast",
            f"The {mode} ink “{ink}” is hard to read on the ground “{ground}” (contrast {ratio:.1f}).",
            "Choose colors with a contrast of at least 4.5.",
        )  # fmt: skip
    return values, places


def _named_colors(values: ThemeValues) -> dict[str, Color]:
    """``ink-text``, ``ground-card``, ``edge-line`` … as the style sheet names them."""
    return {
        f"{group}-{name.replace('_', '-')}": getattr(getattr(values, group), name)
        for group in ("ink", "ground", "edge")
        for name in type(getattr(values, group)).model_fields
    }


_SIDE = re.compile(r"\b(left|right)\b")
_FOUR_SIDES = re.compile(r"((?:margin|padding)\s*:\s*)([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;!}]+)")


def mirrored(css: str) -> str:
    """The style sheet for text that runs from right to left: left and right changed places."""
    css = _SIDE.sub(lambda side: "right" if side.group() == "left" else "left", css)
    return _FOUR_SIDES.sub(r"\1\2 \5 \4 \3", css)


def _dark_rules(css: str, colors: dict[str, Color]) -> tuple[tuple[str, str], ...]:
    """For each rule of the sheet that sets a color: its selector, and the declarations for dark mode."""
    rules = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        declarations = []
        for item in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
            if item.type != "declaration":
                continue
            match = re.search(r"var\(--([a-z_-]+)\)", tinycss2.serialize(item.value))
            if match:
                # The shorthands of borders carry widths too; only the color changes, on whichever side it is.
                prop = re.sub(r"^border(?:-(?:left|right|top|bottom))?$", "border-color", item.lower_name)
                declarations.append(f"{prop}:{colors[match.group(1)].dark}!important")
        if declarations:
            rules.append((" ".join(tinycss2.serialize(rule.prelude).split()), ";".join(declarations)))
    return tuple(rules)
