"""Pictures of a page, made by the Chromium, Chrome or Edge of this computer."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from newsletter.model.errors import ProjectError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Names under which a browser is looked for on the PATH."""

WIDTH, HEIGHT = 640, 6_000
"""Pixels of the window: an email's width, and a height that most issues do not reach."""

_SECONDS = 60


def browser() -> str:
    """The browser to use.  Raises ProjectError where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise ProjectError(
            "project/no-browser",
            "There is no Chromium or Chrome on this computer's PATH. Install one, or leave out --screenshot.",
        )
    return found


def screenshot(page: Path, picture: Path) -> None:
    """Write ``picture`` (PNG), which shows ``page`` (HTML) down to its end, at most HEIGHT.

    The browser loads nothing from the network.  Raises ProjectError where it makes no picture.
    """
    command = [
        browser(), "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture.absolute()}",
        *(["--no-sandbox"] if _is_root() else []), page.absolute().as_uri(),
    ]  # fmt: skip
    picture.unlink(missing_ok=True)
    # What went wrong is told below: there is no picture.
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    if not picture.is_file():
        raise ProjectError(
            "project/no-screenshot",
            f"The browser made no picture of {page}. Open that file in a browser yourself.",
        )
    _cut(picture)


def _is_root() -> bool:
    """Whether this is the administrator of a Unix, for whom Chromium has no sandbox."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def _cut(picture: Path) -> None:
    """Take off what is empty below the page."""
    from PIL import Image, ImageChops

    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    ground = Image.new("RGB", image.size, image.getpixel((0, image.height - 1)))
    seen = ImageChops.difference(image, ground).getbbox()
    if seen is not None:
        image.crop((0, 0, image.width, seen[3])).save(picture)
