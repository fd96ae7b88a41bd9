"""The preview in Chromium: it follows the files by itself, switches, and reaches nothing but this computer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Error as PlaywrightError
from previewing import Previewing, save

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
LETTER = "issues/2026-12/letter.md"
LIGHT, DARK = "rgb(245, 240, 234)", "rgb(20, 17, 23)"  # ground.page of templates/theme.yaml
# Elements of the page around the email; the email itself is judged in tests/browser.
BARRIERS = """
async () => (await axe.run(document, {iframes: false})).violations.map(rule =>
  `${rule.id}: ${rule.nodes.map(node => node.html).join(' ')}`)
"""


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address; every request that does not go to this computer fails the test."""
    contexts = []
    outside: list[str] = []

    def open_tab(address: str, width: int = 1280, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, service_workers="block"
        )
        contexts.append(context)

        def allow(route: Any) -> None:
            if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
                route.continue_()
            else:
                outside.append(route.request.url)
                route.abort()

        context.route("**/*", allow)
        page = context.new_page()
        page.set_default_timeout(40_000)
        page.goto(address)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert outside == []


@pytest.fixture
def running(publication: Path, start: Callable[..., Previewing]) -> Previewing:
    return start(publication, "2026-12", "--no-browser")


def until(holds: Callable[[], bool]) -> None:
    """Wait for something; the page's policy keeps Playwright's own way of doing so (eval) out."""
    end = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def email(page: Any) -> Any:
    return page.frame_locator("iframe:not(.coming)")


def email_frame(page: Any) -> Any:
    until(lambda: page.locator("iframe").count() == 1)
    frame = page.query_selector("iframe").content_frame()
    frame.wait_for_load_state()
    return frame


def in_email(page: Any, script: str) -> Any:
    """What a script says inside the email; None while one email takes the place of another."""
    try:
        return email_frame(page).evaluate(script)
    except PlaywrightError:
        return None


def ground(page: Any) -> str:
    color: str = email_frame(page).evaluate("getComputedStyle(document.body).backgroundColor")
    return color


def width(page: Any) -> int:
    pixels: int = email_frame(page).evaluate("innerWidth")
    return pixels


def test_an_email_that_is_slow_to_load_does_not_keep_updates_away(
    publication: Path, running: Previewing, tab: Callable[..., Any]
) -> None:
    page = tab("about:blank")
    waiting: list[Any] = []
    page.route("**/email.html", lambda route: waiting.append(route))
    page.goto(running.page, wait_until="commit")
    until(lambda: page.locator("#status").count() == 1 and bool(waiting))
    page.wait_for_timeout(300)  # the script has run, with a frame that has no page yet
    for route in waiting:
        route.continue_()
    page.unroute("**/email.html")
    letter = (publication / LETTER).read_text("utf-8")
    save(publication / LETTER, letter + "\nA marmalade sentence.\n")
    email(page).get_by_text("A marmalade sentence.").wait_for(state="attached")


def test_an_edit_appears_by_itself_at_the_same_place(
    publication: Path, running: Previewing, start: Callable[..., Previewing], tab: Callable[..., Any]
) -> None:
    page = tab(running.page)
    email_frame(page).evaluate("scrollTo(0, 900)")
    page.evaluate("window.sameDocument = true")
    letter = (publication / LETTER).read_text("utf-8")
    save(publication / LETTER, letter + "\nA marmalade sentence.\n")
    email(page).get_by_text("A marmalade sentence.").wait_for(state="attached")
    until(lambda: in_email(page, "scrollY") == 900)
    assert page.evaluate("window.sameDocument"), "the page itself did not reload"
    assert page.inner_text("#status").startswith("Updated ")

    save(publication / LETTER, letter.replace("title:", "titel:"))
    page.get_by_text("“titel” is not known here.").wait_for()
    assert email(page).get_by_text("A marmalade sentence.").count() == 1
    assert page.get_by_text("last version that could be built").is_visible()

    save(publication / LETTER, letter)
    page.get_by_text("No mistakes found.").or_(page.get_by_text("Please look:")).first.wait_for()
    page.locator("body[data-state=good]").wait_for()
    email(page).get_by_text("A marmalade sentence.").wait_for(state="detached")

    theme = publication / "templates/theme.yaml"
    save(theme, theme.read_text("utf-8").replace('"#f5f0ea"', '"#f4f1ea"'))
    until(lambda: ground(page) == "rgb(244, 241, 234)")
    assert running.stop() == 0
    page.get_by_text("The preview has stopped.").wait_for()
    save(publication / LETTER, letter + "\nA medlar sentence.\n")
    start(publication, "2026-12", "--no-browser", "--port", running.address.rsplit(":", 1)[1])
    email(page).get_by_text("A medlar sentence.").wait_for(state="attached")
    assert page.inner_text("#status").startswith("Updated ")


def test_an_issue_that_never_built_appears_once_it_is_mended(
    publication: Path, start: Callable[..., Previewing], tab: Callable[..., Any]
) -> None:
    letter = (publication / LETTER).read_text("utf-8")
    save(publication / LETTER, letter.replace("title:", "titel:"))
    page = tab(start(publication, "2026-12", "--no-browser").page)
    assert page.get_by_text("This issue cannot be shown yet.").is_visible()
    assert page.locator("iframe").count() == 0
    assert page.get_by_role("button", name="Phone").count() == 0
    save(publication / LETTER, letter)
    email(page).get_by_role("heading", level=1).wait_for()
    page.get_by_role("button", name="Dark").click()
    assert ground(page) == DARK


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_switches(preview: Previewing, tab: Callable[..., Any], scheme: str) -> None:
    page = tab(preview.page, scheme=scheme)
    email_frame(page)
    assert (ground(page), width(page)) == (LIGHT, 1280)
    assert email_frame(page).evaluate("[...document.images].map(image => image.naturalWidth > 0)").count(True) > 0
    assert email_frame(page).evaluate("[...document.images].every(image => image.complete && image.naturalWidth)")
    button = page.get_by_role("button", name="Dark")
    button.focus()
    page.keyboard.press("Enter")
    assert ground(page) == DARK
    assert button.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Light").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Phone").click()
    assert width(page) == 375
    assert email_frame(page).evaluate("matchMedia('(max-width: 479px)').matches")
    page.get_by_role("button", name="Plain text").click()
    assert page.locator("iframe").is_hidden()
    assert page.get_by_role("region", name="Plain-text part").inner_text().startswith("SAMPLE ISSUE.")

    page.reload()
    page.get_by_role("button", name="Email").click()
    email_frame(page)
    assert (ground(page), width(page)) == (DARK, 375), "kept for the next page"
    page.get_by_role("button", name="Light").click()
    assert ground(page) == LIGHT
    assert email_frame(page).evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_clicks_name_the_source_and_links_stay_closed(preview: Previewing, tab: Callable[..., Any]) -> None:
    page = tab(preview.page)
    before = email_frame(page).url
    email(page).get_by_text("Dear friends").first.click()
    assert page.inner_text("#pointed").startswith("This stands in issues/2026-12/letter.md:")
    email(page).get_by_role("link", name="Unsubscribe").click()
    assert "here it leads nowhere" in page.inner_text("#pointed")
    outside = email(page).locator("a[href^=http]").first
    address = outside.get_attribute("href")
    for click in ({}, {"button": "middle"}, {"modifiers": ["Control"]}):
        outside.click(**click)
        assert page.get_by_role("link", name=address).get_attribute("rel") == "noopener noreferrer"
    outside.focus()
    page.keyboard.press("Enter")
    assert email_frame(page).url == before
    contents = email(page).locator("a[href^='#']:not([href^='#merge'])").first
    contents.click()
    assert email_frame(page).url == before + contents.get_attribute("href"), "the list of contents works"
    assert len(page.context.pages) == 1


def test_nothing_in_the_email_runs_or_leads_out(preview: Previewing, tab: Callable[..., Any]) -> None:
    """What the frame and its policies hold back, by themselves: the links are followed without our script."""
    page = tab(preview.page)
    frame = email_frame(page)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    frame.evaluate(
        """() => {
          document.body.insertAdjacentHTML('beforeend', `<img src="http://outside.invalid/pixel.png">
            <p onclick="document.title = 'run'">Press</p>`);
          const link = document.createElement('link');
          link.rel = 'stylesheet';
          link.href = 'http://outside.invalid/style.css';
          document.head.append(link);
        }"""
    )
    title = frame.title()
    email(page).get_by_text("Press", exact=True).click()
    assert frame.title() == title
    frame.evaluate("location.href = 'http://outside.invalid/'")
    page.wait_for_timeout(300)
    assert sum("outside.invalid" in line for line in said) >= 3, said


@pytest.mark.parametrize("state", ["good", "stale", "never", "text", "index", "unknown"])
def test_axe_finds_no_barrier(
    publication: Path, start: Callable[..., Previewing], tab: Callable[..., Any], state: str
) -> None:
    running = start(publication, "2026-12", "--no-browser")
    address = {"index": running.address, "unknown": f"{running.address}/issues/x"}.get(state, running.page)
    if state == "stale":
        email_frame(tab(address))  # the good build that stays
    if state in ("stale", "never"):
        letter = (publication / LETTER).read_text("utf-8")
        save(publication / LETTER, letter.replace("title:", "titel:"))
        until(lambda: f'data-state="{state}"' in running.client.get(address).text)
    for scheme in ("light", "dark"):
        for width in (375, 1280):
            page = tab(address, width, scheme)
            if state in ("good", "stale"):
                email_frame(page)
                email(page).get_by_text("Dear friends").first.click()
            if state == "text":
                page.get_by_role("button", name="Plain text").click()
            page.evaluate(AXE)
            assert page.evaluate(BARRIERS) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
