"""A photo of an iPhone, opened in the browser: upright, without the place where it was taken, and by no page itself."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from open_studio import ISSUE, OpenStudio
from PIL import Image
from playwright.sync_api import expect
from previewing import Studying

from newsletter.content.picture_conversion import converted_picture
from newsletter.studio.server import SCRIPTS

pytestmark = pytest.mark.browser

COLORS = [(200, 30, 30), (30, 160, 30), (30, 30, 200), (230, 210, 40)]
PLACE = b"Rose Garden Lane"


def heic(orientation: int) -> bytes:
    """A photo of four colors, held as ``orientation`` says, which tells where it was taken."""
    pillow_heif = pytest.importorskip("pillow_heif")
    upright = Image.new("RGB", (400, 300))
    for index, color in enumerate(COLORS):
        upright.paste(color, (200 * (index % 2), 150 * (index // 2), 200 * (index % 2) + 200, 150 * (index // 2) + 150))
    turn = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180}
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 9.0, 0.0), 0x1B: PLACE})
    file = pillow_heif.from_pillow(upright.transpose(turn[orientation]) if orientation in turn else upright)
    out = BytesIO()
    file.save(out, exif=exif.tobytes(), quality=90)
    assert PLACE in out.getvalue()
    return out.getvalue()


@pytest.fixture
def without_pillow_heif(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The studio as most people have it: nothing on the computer opens HEIC."""
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "pillow_heif.py").write_text("raise ImportError\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(blocked))


@pytest.mark.usefixtures("without_pillow_heif")
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_a_photo_of_an_iphone_is_opened_by_the_browser(
    run: Callable[..., Studying], publication: Path, tab: Callable[..., Any], orientation: int
) -> None:
    page = tab(f"{run().address}{ISSUE}/sections/letter")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    group = page.locator("fieldset.picture")
    photo = {"name": "IMG_0412.HEIC", "mimeType": "image/heic", "buffer": heic(orientation)}
    group.locator("input[type=file]").set_input_files(photo)
    expect(group.locator(".said")).to_contain_text("Now describe it")
    assert any(url.endswith("/libheif.wasm") for url in asked)
    saved = (publication / "issues/2026-12/images/img-0412.jpg").read_bytes()
    assert PLACE not in saved
    assert b"Exif" not in saved
    with Image.open(BytesIO(saved)) as picture:
        assert picture.size == (400, 300)
        for index, color in enumerate(COLORS):
            pixel = picture.convert("RGB").getpixel((100 + 200 * (index % 2), 75 + 150 * (index // 2)))
            assert isinstance(pixel, tuple)
            assert all(abs(one - other) < 25 for one, other in zip(pixel, color, strict=True))


def test_other_pictures_load_nothing_of_it(running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    page = tab(f"{running.address}{ISSUE}/sections/letter")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    group = page.locator("fieldset.picture")
    group.locator("input[type=file]").set_input_files(publication / "issues/2026-12/images/garden.jpg")
    expect(group.locator(".said")).to_contain_text("Now describe it")
    assert not [url for url in asked if "heic" in url or "wasm" in url]


def test_a_damaged_one_is_said_in_words(running: Studying, tab: Callable[..., Any]) -> None:
    page = tab(f"{running.address}{ISSUE}/sections/letter")
    group = page.locator("fieldset.picture")
    photo = {"name": "IMG_0413.HEIC", "mimeType": "image/heic", "buffer": heic(1)[:900]}
    group.locator("input[type=file]").set_input_files(photo)
    expect(group.locator(".said")).to_contain_text("IMG_0413.HEIC")


def test_only_the_worker_may_run_webassembly_and_it_reaches_nothing_else(studio: OpenStudio) -> None:
    if not SCRIPTS.is_file():
        pytest.skip("The studio's scripts are not built. Type make studio.")
    policy = studio.client.get("/static/built/heic.js").headers["content-security-policy"]
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
    assert "unsafe" not in studio.client.get(ISSUE).headers["content-security-policy"]
    assert "libheif" in studio.client.get("/static/built/libheif-license.txt").text


def test_the_photos_of_these_tests_tell_where_they_were_taken() -> None:
    assert converted_picture(heic(6), "x.heic").done[0] == "The place where it was taken is no longer in the file."
