"""Makes the pictures of the sample issues, and the logo, again from their SVG sources, which stand beside this file.

    python docs/pictures/make.py                  into issues/ and templates/images/
    python docs/pictures/make.py --out build/look  somewhere else, to compare

Needs the ``dev`` extra (playwright) and a Chromium: the system's, or the one that CHROMIUM names.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import yaml
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


class Sample(NamedTuple):
    """A picture: its source, where it goes, the part of the drawing that is kept, and the size in pixels.

    The margin goes where the brush has made the edge of a drawing ragged.
    """

    source: str
    target: str
    box: tuple[int, int, int, int]
    size: tuple[int, int]


SAMPLES = (
    Sample("garden.svg", "issues/2026-12/images/garden.jpg", (20, 20, 1084, 620), (1104, 622)),
    Sample("window.svg", "issues/2026-11/images/window.jpg", (0, 6, 1104, 628), (1104, 622)),
    Sample("teapot.svg", "issues/2026-11/images/teapot.jpg", (10, 10, 550, 550), (540, 540)),
    Sample("wren.svg", "issues/2026-11/images/wren.jpg", (10, 10, 550, 550), (540, 540)),
)
LOGOS = {"light": "templates/images/logo-light.png", "dark": "templates/images/logo-dark.png"}
LOGO_SIZE = (384, 96)
QUALITY = 80
MAX_BYTES = 60_000
BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def draw(browser: Browser, sample: Sample) -> bytes:
    """The picture as a JPEG."""
    page = browser.new_page(viewport={"width": 1104, "height": 640})
    svg = (HERE / sample.source).read_text(encoding="utf-8")
    page.set_content(f'<body style="margin:0">{svg}</body>')
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB").crop(sample.box)
    drawn = drawn.resize(sample.size, Image.Resampling.LANCZOS)
    page.close()
    jpeg = io.BytesIO()
    drawn.save(jpeg, "JPEG", quality=QUALITY, optimize=True)
    return jpeg.getvalue()


def draw_logo(browser: Browser, mode: str) -> bytes:
    """The logo in the theme's colors, light or dark, as a PNG without a background."""
    theme = yaml.safe_load((ROOT / "templates" / "theme.yaml").read_text(encoding="utf-8"))
    svg = (HERE / "logo.svg").read_text(encoding="utf-8")
    svg = svg.replace('"INK"', f'"{theme["ink"]["heading"][mode]}"')
    svg = svg.replace('"ACCENT"', f'"{theme["ground"]["accent"][mode]}"')
    svg = svg.replace('"HALO"', f'"{theme["ground"]["card"][mode]}"')
    page = browser.new_page(viewport={"width": LOGO_SIZE[0], "height": LOGO_SIZE[1]})
    page.set_content(f'<body style="margin:0">{svg}</body>')
    drawn = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.close()
    png = io.BytesIO()
    # 64 colors are enough for two inks and their soft edges, and a third of the bytes.
    drawn.quantize(64, Image.Quantize.FASTOCTREE).save(png, "PNG", optimize=True)
    return png.getvalue()


def save(target: Path, data: bytes) -> None:
    """Write a picture, and say how large it is."""
    if len(data) > MAX_BYTES:
        raise SystemExit(f"{target.name} has {len(data):,} bytes; at most {MAX_BYTES:,} are wanted.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    print(f"{target}: {len(data):,} bytes")


def main() -> None:
    """Draw them all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT, help="the folder of the publication")
    out: Path = parser.parse_args().out
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        for sample in SAMPLES:
            save(out / sample.target, draw(browser, sample))
        for mode, target in LOGOS.items():
            save(out / target, draw_logo(browser, mode))
        browser.close()


if __name__ == "__main__":
    main()
