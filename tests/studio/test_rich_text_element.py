"""What a page sees of the rich text editor, in Chromium: the element, its methods, events and barriers."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_tabs import BARRIERS
from rich_text_page import EVERYTHING, TEXT, RichTextSite, caret_to_end, press, select, surface, value

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def test_nothing_changes_by_looking_at_it(open_text: Callable[..., Any]) -> None:
    page = open_text(EVERYTHING)
    page.locator(".rich-text-reference").filter(has_text="Yondelis").wait_for()
    surface(page).click()
    page.keyboard.press("Control+End")
    press(page, "Markdown")
    press(page, "Markdown")
    assert value(page) == EVERYTHING
    assert page.evaluate("heard") == []


def test_without_scripts_there_is_the_textarea(rich_text_site: RichTextSite, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(rich_text_site.address(TEXT))
    assert page.locator("textarea").is_visible()
    assert value(page) == TEXT
    context.close()


def test_changes_from_outside_never_reach_a_text_that_somebody_writes(open_text: Callable[..., Any]) -> None:
    page = open_text(TEXT)
    changed = TEXT.replace("Dear", "Dearest")
    put = "text => document.querySelector('rich-text').setMarkdown(text)"
    surface(page).focus()
    assert page.evaluate(put, changed) is False
    assert value(page) == TEXT
    select(page, "The end")
    page.keyboard.press("ArrowRight")
    page.focus("#after")
    assert page.evaluate(put, changed) is True
    assert value(page) == changed
    assert page.evaluate("heard") == []
    surface(page).focus()
    page.keyboard.type("ing")
    assert value(page) == changed.replace("The end", "The ending")


def test_words_are_shown(open_text: Callable[..., Any]) -> None:
    page = open_text("word\n\n" * 200 + "friends,\nit is *quiet* by <ref:drugs/trabectedin>\n\n| a | b |\n|---|---|\n")
    page.locator(".rich-text-reference").filter(has_text="Yondelis").wait_for()
    select(page, "it is quiet  by trabectedin")
    selected = "document.getSelection().toString()"
    assert page.evaluate(selected).startswith("it is quiet by")
    page.locator(".rich-text-reference").scroll_into_view_if_needed()
    assert surface(page).evaluate("surface => document.activeElement === surface")
    assert page.evaluate("document.querySelector('rich-text').revealText('| a |')")
    assert page.evaluate("document.querySelector('rich-text').revealText('nowhere')") is False
    press(page, "Markdown")
    select(page, "quiet")
    assert page.evaluate("(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)") == "quiet"


def test_what_was_sent_can_only_be_read(open_text: Callable[..., Any]) -> None:
    page = open_text(TEXT, "readonly")
    surface(page).focus()
    page.keyboard.type("no")
    assert value(page) == TEXT
    assert not page.locator(".rich-text-toolbar").is_visible()
    page.evaluate("document.querySelector('rich-text').removeAttribute('readonly')")
    caret_to_end(page)
    page.keyboard.type("!")
    assert value(page) == TEXT.replace("name@@.", "name@@.!")


def test_a_picture_is_handed_to_the_page(open_text: Callable[..., Any]) -> None:
    page = open_text("Before\n")
    caret_to_end(page)
    paste = """([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), sign => sign.charCodeAt(0))], name, {type: 'image/jpeg'}));
      document.querySelector('.rich-text-surface').dispatchEvent(
        new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(paste, ["our garden.jpg", base64.b64encode(b"bytes").decode()])
    page.locator(".rich-text-picture").wait_for()
    assert value(page) == "Before![](images/our%20garden.jpg)\n"
    page.evaluate(paste, ["bad.jpg", ""])
    page.get_by_text("This is no picture.").wait_for()


def test_the_text_keeps_its_language_and_name(open_text: Callable[..., Any]) -> None:
    text = surface(open_text(EVERYTHING))
    assert text.get_attribute("lang") == "en"
    assert text.get_attribute("dir") == "auto"
    assert text.get_attribute("spellcheck") == "true"
    assert text.page.get_by_role("textbox", name="Text", exact=True).count() == 1
    direction = text.locator("p", has_text="مرحبا").evaluate("p => getComputedStyle(p).unicodeBidi")
    assert direction == "plaintext"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_text: Callable[..., Any], scheme: str) -> None:
    page = open_text(EVERYTHING, scheme=scheme)
    page.locator(".rich-text-reference").filter(has_text="Yondelis").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(BARRIERS) == []
    press(page, "Link")
    assert page.evaluate(BARRIERS) == []
    page.keyboard.press("Escape")
    press(page, "Reference")
    assert page.evaluate(BARRIERS) == []
    page.keyboard.press("Escape")
    press(page, "Markdown")
    assert page.evaluate(BARRIERS) == []
    sizes = "[...document.querySelectorAll('rich-text *')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    assert min(page.evaluate(sizes)) >= 16
