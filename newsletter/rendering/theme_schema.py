"""The JSON Schema of ``theme.yaml``."""

from __future__ import annotations

from newsletter.content.schema_types import Schema, reader, text
from newsletter.content.schemas import json_schema
from newsletter.rendering.colors import HexColor
from newsletter.rendering.theme import ThemeValues

# Blanks around a color are no part of it for the theme either.
_COLOR = text("#[0-9A-Fa-f]{6}", 'Write six digits in quotation marks, such as "#5b2a5e".', "#5b2a5e")


def theme_schema() -> Schema:
    """What ``theme.yaml`` may hold."""
    color = _COLOR | {"pattern": "^#[0-9A-Fa-f]{6}$"}
    return json_schema(ThemeValues, "Theme", more={reader(HexColor): color})
