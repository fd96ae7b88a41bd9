"""Screenshots of one HTML page in every view, and what differs between two of them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageChops

THRESHOLD = 8
"""Of 255, for each channel.  A step that the eye cannot see; a pixel above it counts as different."""

ADDRESS = "http://newsletter.invalid/"


class View(NamedTuple):
    """How wide the window is, and which color scheme the reader prefers."""

    width: int
    scheme: str


VIEWS = [View(width, scheme) for width in (800, 600, 375) for scheme in ("light", "dark")]


class Camera:
    """One page of a browser, used for all screenshots.  It can reach nothing but the HTML and its pictures."""

    def __init__(self, browser: Any) -> None:
        self._html = ""
        self._pictures: Mapping[str, bytes] = {}
        context = browser.new_context(service_workers="block")
        context.route("**/*", self._serve)
        self._page = context.new_page()

    def take(self, html: str, pictures: Mapping[str, bytes]) -> dict[View, bytes]:
        """The whole page as PNG in every view; loaded once."""
        self._html, self._pictures = html, pictures
        self._page.goto(f"{ADDRESS}page.html")
        return {view: self._screenshot(view) for view in VIEWS}

    def close(self) -> None:
        """Close the page and what belongs to it."""
        self._page.context.close()

    def _screenshot(self, view: View) -> bytes:
        self._page.set_viewport_size({"width": view.width, "height": 600})
        self._page.emulate_media(color_scheme=view.scheme)
        png: bytes = self._page.screenshot(full_page=True)
        return png

    def _serve(self, route: Any) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name == "page.html":
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif name in self._pictures:
            route.fulfill(body=self._pictures[name])
        else:
            route.abort()


def differing_pixels(left: bytes, right: bytes) -> Image.Image:
    """Two PNG files: a mask of one byte a pixel, white where they differ.

    Where only one of them has a pixel, the other being shorter or narrower, they differ.
    """
    first, second = (Image.open(io.BytesIO(png)).convert("RGB") for png in (left, right))
    if left == right:  # the usual case, and 0.1 s less for a long page
        return Image.new("L", first.size)
    mask = Image.new("L", (max(first.width, second.width), max(first.height, second.height)), 255)
    box = (0, 0, min(first.width, second.width), min(first.height, second.height))
    red, green, blue = ImageChops.difference(first.crop(box), second.crop(box)).split()
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    mask.paste(strongest.point([0] * (THRESHOLD + 1) + [255] * (255 - THRESHOLD)), box)
    return mask


def count(mask: Image.Image) -> int:
    """How many pixels differ."""
    return mask.histogram()[255]


def write_pictures(folder: Path, stem: str, ours: bytes, npm: bytes, mask: Image.Image) -> list[Path]:
    """Write both screenshots and the difference, in magenta over a pale copy of ours; return the three paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pale = Image.new("RGB", mask.size, "#ffffff")
    picture = Image.open(io.BytesIO(ours)).convert("RGB")
    pale.paste(Image.blend(picture, Image.new("RGB", picture.size, "#ffffff"), 0.7))
    pale.paste("#e6007e", mask=mask)
    paths = [folder / f"{stem}-{what}.png" for what in ("ours", "npm", "difference")]
    for path, png in zip(paths, (ours, npm), strict=False):
        path.write_bytes(png)
    pale.save(paths[-1])
    return paths
