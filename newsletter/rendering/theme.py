"""The theme: ``templates/theme.yaml`` and ``templates/rich-text.css``, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import tinycss2
from pydantic import ValidationError

from newsletter.content.validation import validation_findings
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.errors import ContentError, TemplateError
from newsletter.model.fields import FullText, Typed, WholeNumber
from newsletter.rendering.colors import Color, Edges, Grounds, Inks, weak_pairs
from newsletter.rendering.specimen import SpecimenStyles, refuse_sibling_rules


class Fonts(Typed):
    """Font stacks.  Web-safe ones only: no reader's mail program loads a font for us."""

    body: FullText
    heading: FullText


class Sizes(Typed):
    """Text sizes in pixels."""

    body: WholeNumber
    small: WholeNumber
    heading: WholeNumber
    title: WholeNumber


class ThemeValues(Typed):
    """``theme.yaml``.  ``width`` is the email's, ``gutter`` the space beside the text, both in pixels."""

    width: WholeNumber
    gutter: WholeNumber
    fonts: Fonts
    sizes: Sizes
    ink: Inks
    ground: Grounds
    edge: Edges


@dataclass(frozen=True)
class Theme:
    """What an email looks like: values, the rich-text sheet, its inlined styles and their dark counterparts."""

    folder: Path
    values: ThemeValues
    css: str
    styles: SpecimenStyles
    dark_rich_text: tuple[tuple[str, str], ...]

    @property
    def text_width(self) -> int:
        """Width of the text column in pixels."""
        return self.values.width - 2 * self.values.gutter


def read_theme(folder: Path, cache: Path | None = None) -> Theme:
    """Read and check the theme in a templates folder; ``cache`` is a folder for what can be computed again.

    Raises TemplateError: a missing file, an unknown key, a rule that cannot be inlined, two colors that
    cannot be told apart.
    """
    values = _values(folder / "theme.yaml")
    css = _read(folder / "rich-text.css")
    refuse_sibling_rules(css, "templates/rich-text.css")
    colors = _named_colors(values)

    def color(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in colors:
            line = css.count("\n", 0, match.start()) + 1
            raise TemplateError(
                f"templates/rich-text.css:{line}: There is no color “{name}” in theme.yaml. "
                f"Known are {', '.join(sorted(colors))}."
            )
        return colors[name].light

    light = re.sub(r"var\(--([a-z_-]+)\)", color, css)
    return Theme(folder, values, light, SpecimenStyles(light, cache), _dark_rules(css, colors))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"templates/{path.name}: This file cannot be read. ({error})") from None


def _values(path: Path) -> ThemeValues:
    text = read_yaml(_read(path), f"templates/{path.name}")
    if text.root is None or text.findings:
        raise TemplateError("\n".join(map(str, text.findings)) or f"templates/{path.name}: The file is empty.")
    data, places = to_data(text.root, text.lines, f"templates/{path.name}")
    try:
        values = ThemeValues.model_validate(data)
    except ValidationError as error:
        raise TemplateError(str(ContentError(validation_findings(error, places, ThemeValues)))) from None
    weak = weak_pairs(values.ink, values.ground)
    if weak:
        mode, ink, ground, ratio = weak[0]
        place = places.of("ink", ink, mode)
        raise TemplateError(
            f"{place}: The {mode} ink “{ink}” is hard to read on the ground “{ground}” "
            f"(contrast {ratio:.1f}). Choose colors with a contrast of at least 4.5."
        )
    return values


def _named_colors(values: ThemeValues) -> dict[str, Color]:
    """``ink-text``, ``ground-card``, ``edge-line`` … as the style sheet names them."""
    return {
        f"{group}-{name.replace('_', '-')}": getattr(getattr(values, group), name)
        for group in ("ink", "ground", "edge")
        for name in type(getattr(values, group)).model_fields
    }


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
                # The shorthands of borders carry widths too; only the color changes.
                prop = re.sub(r"^(border(?:-(?:left|right|top|bottom))?)$", r"\1-color", item.lower_name)
                declarations.append(f"{prop}: {colors[match.group(1)].dark} !important")
        if declarations:
            rules.append((" ".join(tinycss2.serialize(rule.prelude).split()), "; ".join(declarations)))
    return tuple(rules)
