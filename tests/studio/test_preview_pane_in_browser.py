"""The preview pane in Chromium: words appear while they are typed, views are remembered, nothing in an email runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_tabs import BARRIERS, open_tabs
from playwright.sync_api import expect
from previewing import Studying, save

from newsletter.studio.server import SCRIPTS

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
ISSUE = "issues/2026-12"
STORY = f"{ISSUE}/sections/story"
EMAIL = 'iframe[title="The email"]:not(.coming)'
LIGHT, DARK = "rgb(245, 240, 234)", "rgb(20, 17, 23)"  # ground.page of templates/theme.yaml


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    yield from open_tabs(browser)


@pytest.fixture
def running(publication: Path, tmp_path: Path) -> Iterator[Studying]:
    if not SCRIPTS.is_file():
        reason = "The studio's scripts are not built. Type make studio."
        if os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    studying = Studying(publication, "--no-browser", XDG_STATE_HOME=str(tmp_path / "state"))
    yield studying
    studying.close()


def opened(tab: Callable[..., Any], running: Studying, path: str = STORY, width: int = 1440, **more: Any) -> Any:
    page = tab(f"{running.address}/{path}", width, **more)
    if width < 1240:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(email(page).locator("h1")).to_contain_text("December 2026")
    return page


def email(page: Any) -> Any:
    return page.frame_locator(EMAIL)


def ground(page: Any) -> Any:
    return expect(email(page).locator(".ground-page").first)


def choose(page: Any, name: str, value: str) -> None:
    page.locator(f"#preview select[name={name}]").select_option(value)


def tick(page: Any, words: str) -> None:
    page.locator(".preview-more summary").click()
    # What a click into the email asked for may arrive only now, and closes the menu.
    for _ in range(50):
        if page.get_by_label(words).is_visible():
            break
        page.wait_for_timeout(100)
        page.locator(".preview-more").evaluate("menu => { menu.open = true; }")
    page.get_by_label(words).click()
    page.keyboard.press("Escape")


def scrolled(page: Any) -> float:
    position: float = page.locator(EMAIL).evaluate("frame => frame.contentWindow.scrollY")
    return position


def test_words_appear_while_they_are_typed_and_the_frame_stays(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = opened(tab, running)
    title = email(page).locator("h2#story")
    expect(title).to_be_in_viewport()
    page.locator(EMAIL).evaluate("frame => { frame.contentDocument.body.dataset.same = 'yes'; }")
    email(page).locator("h2#story").evaluate("heading => { heading.mine = true; }")
    before = scrolled(page)
    assert before > 0
    held: list[Any] = []
    page.route(
        "**/sections/story", lambda route: held.append(route) if route.request.method == "PUT" else route.continue_()
    )
    page.get_by_label("Title", exact=True).fill("Typed just now")
    expect(title).to_have_text("Typed just now")
    assert "Typed just now" not in (publication / ISSUE / "story.md").read_text("utf-8"), (
        "it is shown before it is saved"
    )
    assert scrolled(page) == before
    assert title.evaluate("heading => heading.mine") is True, "only what differs is exchanged"
    expect(page.locator("#save-state")).to_contain_text("Saving")
    held[0].continue_()
    expect(page.locator("#save-state")).to_contain_text("Saved at")
    expect(title).to_have_text("Typed just now")


def test_two_browsers_in_two_sections_see_what_the_other_saved(running: Studying, tab: Callable[..., Any]) -> None:
    ann, ben = opened(tab, running), opened(tab, running, f"{ISSUE}/sections/letter")
    ann.get_by_label("Title", exact=True).fill("From Ann")
    ben.get_by_label("Title", exact=True).fill("From Ben")
    for page in (ann, ben):
        expect(email(page).locator("h2#story")).to_have_text("From Ann")
        expect(email(page).locator("h2#letter")).to_have_text("From Ben")


def test_a_click_opens_the_section_and_the_field(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    email(page).locator("h2#letter").click()
    expect(page.locator("#form-heading")).to_have_text("A quieter month")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    assert page.url.endswith("/sections/letter")
    email(page).get_by_text("The bench where I do my thinking.").click()
    expect(page.get_by_label("Caption")).to_be_focused()
    email(page).get_by_text("Caregivers are encouraged to call us too.").first.click()
    expect(page.locator("#preview-said a")).to_have_attribute("href", "/standing/notices/helpline-line")
    email(page).locator("a[href^='tel:']").first.click()
    expect(page.locator("#preview-said")).to_contain_text("The link leads to tel:")


def test_the_section_being_written_is_marked(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    outline = "element => getComputedStyle(element.closest('body > div > *')).outlineStyle"
    story, letter = (email(page).locator(f"h2#{name}") for name in ("story", "letter"))
    assert (story.evaluate(outline), letter.evaluate(outline)) == ("solid", "none")
    page.locator("#section-letter").click()
    expect(letter).to_be_in_viewport()
    assert (story.evaluate(outline), letter.evaluate(outline)) == ("none", "solid")


def test_widths_colors_pictures_and_letters_are_remembered(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    for width, pixels in (("phone", 375), ("tablet", 768), ("desktop", 680)):
        choose(page, "width", width)
        assert page.locator(EMAIL).evaluate("frame => frame.contentWindow.innerWidth") == pixels
        box = page.locator(EMAIL).bounding_box()
        assert box["x"] + box["width"] <= 1441, "the whole width is seen"
    ground(page).to_have_css("background-color", LIGHT)
    page.get_by_label("Dark").click()
    ground(page).to_have_css("background-color", DARK)
    paragraph = email(page).locator(".rich-text p").first
    size = paragraph.evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    tick(page, "Text twice as large")
    expect(paragraph).to_have_css("font-size", f"{2 * size:g}px")
    tick(page, "Without pictures")
    expect(email(page).locator("img[src]")).to_have_count(0)
    page.get_by_label("Title", exact=True).fill("Still none")
    expect(email(page).locator("h2#story")).to_have_text("Still none")
    expect(email(page).locator("img[src]")).to_have_count(0)
    ground(page).to_have_css("background-color", DARK)
    expect(page.locator("#save-state")).to_contain_text("Saved at")
    page.reload()
    ground(page).to_have_css("background-color", DARK)
    expect(email(page).locator("img[src]")).to_have_count(0)
    expect(email(page).locator(".rich-text p").first).to_have_css("font-size", f"{2 * size:g}px")
    tick(page, "Without pictures")
    picture = email(page).locator("img[src='images/garden.jpg']")
    expect(picture).to_have_count(1)
    expect(picture).to_have_js_property("naturalWidth", 1104)


def test_a_free_width_is_set_with_the_keyboard(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    choose(page, "width", "free")
    slider = page.get_by_role("slider", name="Free width")
    slider.focus()
    before = int(slider.input_value())
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("output[name=pixels]")).to_have_text(f"{before + 15} px")
    assert page.locator(EMAIL).evaluate("frame => frame.contentWindow.innerWidth") == before + 15


def test_other_views_follow_what_is_typed(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    panel = page.locator(".preview-panel")
    choose(page, "view", "text")
    expect(panel).to_contain_text("What a second opinion changed")
    page.get_by_label("Title", exact=True).fill("In every view")
    expect(panel).to_contain_text("In every view")
    choose(page, "view", "words")
    expect(panel.locator("ins").first).to_have_text("In every view")
    expect(panel.locator("del").first).to_have_text("What a second opinion changed")
    choose(page, "view", "beside")
    expect(page.frame_locator('iframe[title="The email before your edits"]').locator("h2#story")).to_have_text(
        "What a second opinion changed"
    )
    expect(email(page).locator("h2#story")).to_have_text("In every view")
    choose(page, "against", "previous")
    expect(page.frame_locator('iframe[title="The email 2026-11"]').locator("h1")).to_contain_text("November 2026")
    choose(page, "view", "email")
    expect(page.locator("iframe")).to_have_count(1)


def test_the_source_is_copied(running: Studying, tab: Callable[..., Any]) -> None:
    page = opened(tab, running)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "view", "source")
    page.get_by_role("button", name="Copy the HTML").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<!doctype html>")
    assert "data-at" not in copied
    assert "@@unsubscribe_url@@" in copied


def test_a_mistake_leaves_the_last_good_email_and_says_so(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = opened(tab, running, f"{ISSUE}/sections/letter")
    path = publication / ISSUE / "story.md"
    text = path.read_text("utf-8")
    save(path, text.replace("title: What", "title: A: what"))
    expect(page.locator("#preview-state")).to_contain_text("Not shown yet")
    expect(email(page).locator("h2#story")).to_have_text("What a second opinion changed")
    save(path, text.replace("title: What a", "title: Once more a"))
    expect(email(page).locator("h2#story")).to_have_text("Once more a second opinion changed")
    expect(page.locator("#preview-state")).to_be_empty()


HOSTILE = """<script>parent.document.title = "taken"</script><img src=x onerror="parent.document.title='taken'">
<a href="javascript:parent.document.title='taken'">here</a>

[there](javascript:alert) <iframe src="/"></iframe> <meta http-equiv="refresh" content="0;url=/">
<form action="/"><button>send</button></form> <style>* { display: none }</style>
"""


EVIL = """<mj-text><script>parent.document.title = "taken"</script>
<b class="evil" onclick="parent.document.title='taken'">press</b>
<img src="https://elsewhere.example/pixel.png" alt="pixel" width="10" /></mj-text>
"""


def test_hostile_words_and_a_hostile_template_stay_inert(running: Studying, publication: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    page = context.new_page()
    outside: list[str] = []
    context.route("https://elsewhere.example/**", lambda route: (outside.append(route.request.url), route.abort()))
    page.goto(f"{running.address}/{STORY}")
    page.get_by_label("Pull quote").fill(HOSTILE)
    expect(email(page).locator("body")).to_contain_text("<script>parent")
    masthead = publication / "templates/parts/masthead.mjml.j2"
    save(masthead, masthead.read_text("utf-8") + EVIL)
    expect(email(page).locator(".evil")).to_have_count(1)
    email(page).locator(".evil").click()
    page.get_by_label("Title", exact=True).fill("And typed on")
    expect(email(page).locator("h2#story")).to_have_text("And typed on")
    page.reload()
    email(page).locator(".evil").click()
    assert page.title() != "taken"
    assert outside == []
    tick(page, "Show pictures from the web")
    expect(email(page).locator(".evil")).to_have_count(1)
    page.wait_for_timeout(500)
    assert outside == ["https://elsewhere.example/pixel.png"]
    context.close()


def test_axe_finds_no_barrier(running: Studying, tab: Callable[..., Any]) -> None:
    for scheme in ("light", "dark"):
        for width in (375, 1280):
            page = opened(tab, running, width=width, scheme=scheme)
            page.evaluate(AXE)
            for view in ("email", "text", "inbox", "words", "beside", "room", "source"):
                choose(page, "view", view)
                if view not in ("email", "beside"):
                    expect(page.locator(".preview-panel")).to_have_attribute("data-view", view)
                more = page.locator(".preview-more summary")
                if more.is_visible():
                    more.click()
                assert page.evaluate(BARRIERS) == [], (scheme, width, view)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, view
            page.close()
