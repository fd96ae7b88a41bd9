"""The studio by keyboard and by mouse, on narrow and wide windows, light and dark, judged by axe-core."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_tabs import BARRIERS
from playwright.sync_api import expect
from previewing import Studying

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
ISSUE = "issues/2026-12"


def test_the_keyboard_alone_is_enough(running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    page = tab(f"{running.address}/{ISSUE}")
    page.locator("#section-story-row .more summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "section-story-up"
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("It is number 1 of 7 now.")
    assert page.evaluate("document.activeElement !== document.body"), "the focus is never lost"
    header = (publication / ISSUE / "issue.yaml").read_text("utf-8")
    assert "  - story\n  - letter\n" in header
    page.locator("#section-story").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What a second opinion changed", level=2).wait_for()
    page.get_by_role("button", name="Add a section").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kinds")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.opens") == "kinds"


def test_sections_are_dragged(running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    page = tab(f"{running.address}/{ISSUE}")
    page.locator("#section-webinars-row").drag_to(
        page.locator("#section-letter-row"), target_position={"x": 40, "y": 4}
    )
    expect(page.locator("#notice")).to_contain_text("It is number 1 of 7 now.")
    assert "  - webinars\n  - letter\n" in (publication / ISSUE / "issue.yaml").read_text("utf-8")


PAGES = [
    "",
    ISSUE,
    f"{ISSUE}/sections/story",
    f"{ISSUE}/sections/news",
    "standing",
    "standing/drugs/trabectedin",
    "nowhere",
]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier(running: Studying, tab: Callable[..., Any], path: str) -> None:
    for width, scheme in ((375, "light"), (1024, "dark"), (1280, "light"), (1280, "dark")):
        page = tab(f"{running.address}/{path}", width, scheme)
        if path == ISSUE:
            page.locator(".thing").first.wait_for(state="attached")
        page.evaluate(AXE)
        assert page.evaluate(BARRIERS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for opener in page.locator("[data-opens]:visible").all():
            opener.click()
            assert page.evaluate(BARRIERS) == []
            page.keyboard.press("Escape")
        page.close()
