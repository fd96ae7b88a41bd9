"""Writing in the rich text editor, in Chromium: typing, the buttons, the keyboard, the dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from rich_text_page import TEXT, caret_to_end, press, select, surface, value

pytestmark = pytest.mark.browser


def test_typing_changes_its_paragraph_and_tells_the_page(open_text: Callable[..., Any]) -> None:
    page = open_text(TEXT)
    select(page, "quiet")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("er, said *she*")
    expected = TEXT.replace("*quiet*", "*quieter, said \\*she\\**")
    assert value(page) == expected
    assert page.evaluate("heard.at(-1)") == expected
    assert page.evaluate("heard.length") == len("er, said *she*")


def test_undo_gives_back_the_bytes(open_text: Callable[..., Any]) -> None:
    page = open_text(TEXT)
    select(page, "friends")
    press(page, "Bold")
    assert "Dear **friends**,\nit is" in value(page)
    page.keyboard.press("Control+z")
    assert value(page) == TEXT
    page.keyboard.press("Control+y")
    assert "**friends**" in value(page)
    press(page, "Undo")
    assert value(page) == TEXT


@pytest.mark.parametrize(
    ("button", "key", "markdown"),
    [
        ("Bold", "Control+b", "a **word** here\n"),
        ("Italic", "Control+i", "a *word* here\n"),
        ("Heading", "Control+Alt+1", "### a word here\n"),
        ("Smaller heading", "Control+Alt+2", "#### a word here\n"),
        ("List", "Control+Shift+8", "- a word here\n"),
        ("Numbers", "Control+Shift+7", "1. a word here\n"),
        ("Quote", "Control+Shift+9", "> a word here\n"),
    ],
)
def test_each_button_does_and_undoes_its_work(
    open_text: Callable[..., Any], button: str, key: str, markdown: str
) -> None:
    page = open_text("a word here\n")
    control = page.get_by_role("button", name=button, exact=True)
    select(page, "word")
    control.click()
    assert value(page) == markdown
    assert control.get_attribute("aria-pressed") == "true"
    assert control.get_attribute("aria-keyshortcuts") == key.replace("+b", "+B").replace("+i", "+I")
    page.keyboard.press(key)
    assert value(page) == "a word here\n"
    assert control.get_attribute("aria-pressed") == "false"


def test_a_list_is_typed_and_left(open_text: Callable[..., Any]) -> None:
    page = open_text("Before\n")
    caret_to_end(page)
    for words in ("", "- one", "two", "", "After"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    assert value(page) == "Before\n\n- one\n- two\n\nAfter\n"


def test_an_item_moves_in_and_out(open_text: Callable[..., Any]) -> None:
    page = open_text("- one\n- two\n")
    caret_to_end(page)
    page.keyboard.press("Control+]")
    assert value(page) == "- one\n  - two\n"
    page.keyboard.press("Control+[")
    assert value(page) == "- one\n- two\n"


def test_addresses_and_merge_fields_look_as_in_the_email(open_text: Callable[..., Any]) -> None:
    page = open_text("")
    surface(page).focus()
    page.keyboard.type("See https://example.org/a_b. Dear @@first_name@@!")
    assert page.get_attribute(".rich-text-surface a", "href") == "https://example.org/a_b"
    assert page.locator(".merge-field").inner_text().strip() == "first name"
    page.keyboard.press("Enter")
    page.keyboard.insert_text("@@email@@ and https://example.org")
    assert value(page) == "See https://example.org/a_b. Dear @@first_name@@!\n\n@@email@@ and https://example.org"


def test_the_keyboard_reaches_everything_and_is_never_held(open_text: Callable[..., Any]) -> None:
    page = open_text("- a word\n")
    caret_to_end(page)
    page.keyboard.press("Alt+F10")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Bold"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "Markdown"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "Italic"
    assert page.locator(".rich-text-toolbar [tabindex='0']").count() == 1
    page.keyboard.press("Space")
    page.keyboard.type("s")
    assert value(page) == "- a word*s*\n"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "after"
    page.keyboard.press("Shift+Tab")
    assert surface(page).evaluate("surface => document.activeElement === surface")


def test_markdown_behind_the_switch(open_text: Callable[..., Any]) -> None:
    page = open_text(TEXT)
    press(page, "Markdown")
    page.fill("textarea", TEXT.replace("* two", "* **two**"))
    assert page.get_by_role("button", name="Bold").get_attribute("aria-disabled") == "true"
    press(page, "Markdown")
    assert page.locator(".rich-text-surface strong").inner_text() == "two"
    assert value(page) == TEXT.replace("* two", "* **two**")
    page.keyboard.press("Control+z")
    assert value(page) == TEXT


def test_a_link_is_asked_for(open_text: Callable[..., Any]) -> None:
    page = open_text("our page here\n")
    select(page, "page")
    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    assert page.locator("dialog").is_visible()
    page.get_by_label("Address").fill("example.org/a(b)")
    page.keyboard.press("Enter")
    expect(page.locator("textarea")).to_have_value("our [page](<https://example.org/a(b)>) here\n")
    page.keyboard.press("Control+k")
    assert page.get_by_label("Address").input_value() == "https://example.org/a(b)"
    page.get_by_label("Address").fill("ann@example.org")
    press(page, "Change the link")
    expect(page.locator("textarea")).to_have_value("our [page](mailto:ann@example.org) here\n")
    press(page, "Link")
    press(page, "Take the link away")
    expect(page.locator("textarea")).to_have_value("our page here\n")
    press(page, "Link")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.type("!")
    expect(page.locator("textarea")).to_have_value("our ! here\n")


def test_a_reference_is_found_by_its_brand(open_text: Callable[..., Any]) -> None:
    page = open_text("See \n\nour camp\n")
    page.locator(".rich-text-surface p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    press(page, "Reference")
    page.keyboard.type("yondel")
    assert page.locator("dialog li").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.type(".")
    expect(page.locator("textarea")).to_have_value("See <ref:drugs/trabectedin>.\n\nour camp\n")
    assert page.locator(".rich-text-reference").inner_text() == "trabectedin (Yondelis)"
    select(page, "camp")
    press(page, "Reference")
    page.keyboard.type("boot")
    page.keyboard.press("Enter")
    expect(page.locator("textarea")).to_have_value(
        "See <ref:drugs/trabectedin>.\n\nour [camp](ref:webinars/boot-camp-3)\n"
    )
