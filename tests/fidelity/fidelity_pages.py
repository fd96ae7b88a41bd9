"""The pages that are compared: small pages of MJML, and the sample issues as our builder compiled them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.rendering.lines import break_lines
from newsletter.rendering.mjml import compile_mjml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "pages"
SMALL = {path.stem: path for path in sorted(FOLDER.glob("*.mjml"))}
ISSUES = sorted(path.parent.name for path in (ROOT / "issues").glob("*/issue.yaml"))
NAMES = [*SMALL, *ISSUES]


@dataclass(frozen=True)
class Page:
    """One page of MJML, our HTML of it by face, and the pictures it shows by address."""

    name: str
    mjml: str
    faces: Mapping[str, str]
    pictures: Mapping[str, bytes]


@cache
def page_named(name: str) -> Page:
    """The page of that name; building an issue takes a second, so each is kept."""
    return _issue(name) if name in ISSUES else _small(name)


def _small(name: str) -> Page:
    mjml = SMALL[name].read_text(encoding="utf-8")
    # The line breaks are ours as well, and the only later step that touches what stands between words.
    return Page(name, mjml, {"lines": break_lines(compile_mjml(mjml))}, {"picture.png": _picture()})


def _issue(name: str) -> Page:
    email = Builder(Project(ROOT)).build(name, as_of=date(2026, 11, 20)).draft.email
    faces = {"compiled": compile_mjml(email.mjml), "final": email.html}
    return Page(name, email.mjml, faces, {image.name: image.path.read_bytes() for image in email.images})


@cache
def _picture() -> bytes:
    """Stripes of 1 pixel: a width that is off by a fraction of a pixel shows."""
    image = Image.new("RGB", (400, 160), "#ffffff")
    draw = ImageDraw.Draw(image)
    for x in range(0, 400, 4):
        draw.line([(x, 0), (x, 160)], fill="#4a1f4f")
    draw.rectangle([(0, 0), (399, 159)], outline="#b97a0f", width=3)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
