"""What is handed over looks like what was built: Chromium shows both the same, pixel by pixel."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsletter.build import Build
from newsletter.delivery.package import packaged
from newsletter.delivery.pictures import packed_pictures, with_addresses

pytestmark = pytest.mark.browser

ADDRESS = "http://newsletter.invalid/email.html"
# Only the words of the footer differ: the tags themselves, and links that some services do not have.
WITHOUT_FOOTER = "() => document.querySelectorAll('.no-print').forEach(cell => cell.remove())"


@pytest.fixture
def picture_of(page: Any) -> Callable[[str, dict[str, Path]], bytes]:
    def take(html: str, files: dict[str, Path]) -> bytes:
        def answer(route: Any) -> None:
            name = route.request.url.removeprefix(ADDRESS.rpartition("/")[0] + "/")
            if route.request.url == ADDRESS:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif name in files:
                route.fulfill(path=files[name])
            else:
                route.abort()

        page.unroute_all()
        page.route("**/*", answer)
        page.set_viewport_size({"width": 640, "height": 800})
        page.goto(ADDRESS)
        page.evaluate(WITHOUT_FOOTER)
        assert page.evaluate("() => [...document.images].every(image => image.naturalWidth > 0)")
        picture: bytes = page.screenshot(full_page=True)
        return picture

    return take


@pytest.mark.parametrize("name", ["campaign_monitor", "mailchimp", "listmonk"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_an_export_looks_like_the_build(built: Build, page: Any, picture_of: Any, name: str, mode: str) -> None:
    page.emulate_media(color_scheme=mode)
    draft = built.draft
    before = picture_of(draft.email.html, {image.name: image.path for image in draft.email.images})
    package = packaged(draft, name)
    # listmonk unpacks the comments before it sends.
    html = re.sub(r"\{\{ Safe `(.*?)` \}\}", r"\1", package.html, flags=re.DOTALL)
    files = {picture.address: picture.image.path for picture in package.pictures}
    after = picture_of(html, files)
    assert after == before
    moved = with_addresses(html, {picture.address: "gone.png" for picture in packed_pictures(draft.email.images)})
    assert moved != html  # the pictures of the export are its own files
