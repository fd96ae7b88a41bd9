"""The sample email as Chromium shows it: narrow and wide, light and dark, with and without pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from newsletter.build import Build
from newsletter.rendering.marks import with_marks, without_marks
from newsletter.rendering.mjml import compile_mjml
from newsletter.rendering.optional_blocks import without_optional_marks

pytestmark = pytest.mark.browser

ADDRESS = "http://newsletter.invalid/email.html"
VIEWS = [(width, mode) for width in (375, 600) for mode in ("light", "dark")]

# What a reader sees of each text: its words, size, color, and the grounds under it, nearest first.
TEXTS = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, style = getComputedStyle(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!node.textContent.trim() || element.closest('.preheader') || !box.width || !box.height) continue;
    const grounds = [];
    for (let e = element; e; e = e.parentElement) grounds.push(getComputedStyle(e).backgroundColor);
    found.push({text: node.textContent.trim(), size: parseFloat(style.fontSize), color: style.color, grounds,
                inBody: !!element.closest('.rich-text p, .rich-text li')});
  }
  return found;
}
"""
ALT_TEXTS = """
() => [...document.images].filter(image => image.checkVisibility()).map(image => {
  const grounds = [];
  for (let e = image; e; e = e.parentElement) grounds.push(getComputedStyle(e).backgroundColor);
  const style = getComputedStyle(image), box = image.getBoundingClientRect();
  return {text: image.alt, size: parseFloat(style.fontSize), color: style.color, grounds,
          loaded: image.naturalWidth > 0, width: box.width, height: box.height};
})
"""
LINKS = """
() => [...document.links].map(link => {
  const style = getComputedStyle(link), box = link.getBoundingClientRect();
  return {href: link.getAttribute('href'), text: link.textContent.trim(), width: box.width, height: box.height,
          left: box.left, right: box.right,
          seen: link.checkVisibility({opacityProperty: true, visibilityProperty: true}),
          marked: style.textDecorationLine.includes('underline') || style.display !== 'inline'};
})
"""


def channels(color: str) -> list[float]:
    """The parts of ``rgb(1, 2, 3)`` or ``rgba(1, 2, 3, 0.5)``."""
    return [float(part) for part in color[color.index("(") + 1 : -1].split(",")]


def luminance(color: str) -> float:
    # A second implementation on purpose: the theme's own is what is being tested.
    parts = [part / 255 for part in channels(color)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(seen: dict[str, Any]) -> float:
    """Contrast of a text with the first ground under it that is not transparent."""
    ground = next((g for g in seen["grounds"] if channels(g)[3:] != [0]), "rgb(255, 255, 255)")
    assert len(channels(ground)) == 3, "a half-transparent ground cannot be judged here"
    dark, light = sorted((luminance(seen["color"]), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def show(page: Any, built: Build) -> Any:
    """Show the sample email, or other HTML in its place, and return the page."""
    files = {image.name: image.path for image in built.draft.email.images}

    def open_page(width: int, mode: str, html: str | None = None, pictures: bool = True) -> Any:
        def serve(route: Any) -> None:
            name = route.request.url.removeprefix("http://newsletter.invalid/")
            if name == "email.html":
                route.fulfill(body=html or built.draft.email.html, content_type="text/html; charset=utf-8")
            elif pictures and name in files:
                route.fulfill(path=files[name])
            else:
                route.abort()

        page.unroute_all()
        page.route("**/*", serve)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=mode)
        page.goto(ADDRESS)
        return page

    return open_page


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_nothing_has_to_be_scrolled_sideways(show: Any, width: int, mode: str) -> None:
    page = show(width, mode)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    boxes = page.evaluate("[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().right)")
    assert max(boxes) <= width


@pytest.mark.parametrize("width", [375, 600])
def test_text_is_large_enough(show: Any, width: int) -> None:
    texts = show(width, "light").evaluate(TEXTS)
    assert len(texts) > 60
    assert [seen for seen in texts if seen["size"] < 14] == []
    sizes = [seen["size"] for seen in texts if seen["inBody"]]
    assert max(set(sizes), key=sizes.count) == 18
    story = next(seen for seen in texts if seen["text"].startswith("The first appointment lasted"))
    assert story["size"] == 18


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_all_text_can_be_told_from_its_ground(show: Any, width: int, mode: str) -> None:
    texts = show(width, mode).evaluate(TEXTS)
    assert len(texts) > 60
    assert [(seen["text"][:40], round(contrast(seen), 1)) for seen in texts if contrast(seen) < 4.5] == []


@pytest.mark.parametrize(("mode", "brightest", "darkest"), [("light", 1.0, 0.7), ("dark", 0.05, 0.0)])
def test_the_mode_is_followed(show: Any, mode: str, brightest: float, darkest: float) -> None:
    """Every ground but the buttons' is bright in the one and dark in the other."""
    grounds = {seen["grounds"][-2] for seen in show(600, mode).evaluate(TEXTS)}
    grounds |= {next(g for g in seen["grounds"] if channels(g)[3:] != [0]) for seen in show(600, mode).evaluate(TEXTS)}
    assert [g for g in grounds if not darkest <= luminance(g) <= brightest] == []


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_every_link_can_be_seen_and_told(show: Any, width: int, mode: str) -> None:
    links = show(width, mode).evaluate(LINKS)
    assert len(links) > 10
    for link in links:
        assert link["seen"], link
        assert link["text"], link
        assert link["width"] > 0, link
        assert link["height"] > 0, link
        assert link["left"] >= 0, link
        assert link["right"] <= width, link
        assert link["marked"], link


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_alt_text_stands_in_for_blocked_pictures(show: Any, built: Build, width: int, mode: str) -> None:
    page = show(width, mode, pictures=False)
    images = page.evaluate(ALT_TEXTS)
    assert [image["text"] for image in images] == [
        "LMSeAlerts",
        "A painted garden in the evening, with a bench under a tree and a cup of tea on the table",
    ]
    for image in images:
        assert not image["loaded"]
        assert image["size"] >= 14
        assert contrast(image) >= 4.5
        assert image["width"] > 100
        assert image["height"] >= image["size"]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [375, 600])
def test_pictures_fit_their_column(show: Any, width: int) -> None:
    page = show(width, "light")
    logo, image = page.evaluate(ALT_TEXTS)
    assert logo["loaded"]
    assert (logo["width"], logo["height"]) == (192, 48)
    assert image["loaded"]
    assert image["width"] == min(552, width - 48)
    assert image["height"] == pytest.approx(image["width"] * 622 / 1104, abs=1)


@pytest.mark.parametrize(("mode", "shown"), [("light", "light"), ("dark", "dark")])
def test_the_logo_is_swapped_in_dark_mode(show: Any, mode: str, shown: str) -> None:
    seen = show(375, mode).evaluate(
        "[...document.images].filter(i => i.src.includes('/theme/') && i.checkVisibility()).map(i => i.src)"
    )
    assert [source.rpartition("/")[2] for source in seen] == [f"logo-{shown}.png"]


def test_the_preheader_takes_no_room(show: Any) -> None:
    assert show(600, "light").evaluate("document.querySelector('.preheader').getClientRects().length") == 0


def pixels(page: Any) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")


@pytest.mark.parametrize("width", [375, 600])
def test_line_ends_change_no_pixel(show: Any, built: Build, width: int) -> None:
    unbroken = without_optional_marks(without_marks(with_marks(compile_mjml(built.draft.email.mjml))), "html")
    assert unbroken.count("\n") < built.draft.email.html.count("\n") / 2
    with_line_ends, without = pixels(show(width, "light")), pixels(show(width, "light", unbroken))
    assert with_line_ends.size == without.size
    assert ImageChops.difference(with_line_ends, without).getbbox() is None
    spaced = built.draft.email.html.replace("</strong>", " </strong>")
    assert ImageChops.difference(without, pixels(show(width, "light", spaced)).crop((0, 0, *without.size))).getbbox()
