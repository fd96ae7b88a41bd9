"""The studio in Chromium: the story of an editor, and what must never happen to her words."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from previewing import Studying, save

pytestmark = pytest.mark.browser

ISSUE = "issues/2026-12"


def state(page: Any) -> Any:
    return expect(page.locator("#save-state"))


def body(page: Any) -> Any:
    """Where the text of a section is typed: the rich text, or its Markdown."""
    return page.locator("rich-text [contenteditable=true], rich-text:not(:has([contenteditable])) textarea")


def words(publication: Path, section: str) -> str:
    return (publication / ISSUE / f"{section}.md").read_text("utf-8")


def heading(page: Any, name: str) -> Any:
    return page.get_by_role("heading", name=name, level=2, exact=True)


def test_a_new_issue_from_last_months_structure(running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    page = tab(running.address)
    assert "Nothing here can reach readers." in page.inner_text("header")
    page.get_by_role("button", name="New issue").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Subject line").fill("A quiet January")
    page.get_by_label("Preview line").fill("Snow, tea and one drug in plain words")
    state(page).to_contain_text("Saved at")
    header = (publication / "issues/2027-01/issue.yaml").read_text("utf-8")
    assert "subject: A quiet January   " in header
    page.locator("#section-drug").click()
    heading(page, "Drug spotlight").wait_for()
    drug = page.get_by_label("Drug (needed)")
    drug.fill("votrient")
    page.get_by_label("Title").fill("One drug")
    state(page).to_contain_text("Saved at")
    assert "\ndrug: pazopanib" in (publication / "issues/2027-01/drug.md").read_text("utf-8")
    page.get_by_role("button", name="Add a section").click()
    page.get_by_role("button", name="Event").click()
    heading(page, "Event").wait_for()
    page.get_by_label("Time zone").select_option("Eastern time")
    page.get_by_label("Start (needed)").fill("2027-01-14T19:00")
    state(page).to_contain_text("Saved at")
    event = (publication / "issues/2027-01/event.md").read_text("utf-8")
    assert "start: 2027-01-14 19:00" in event
    assert "zone: America/New_York" in event


def test_words_are_saved_when_another_section_is_opened_and_undo_finds_its_way_back(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = tab(f"{running.address}/{ISSUE}/sections/story")
    page.get_by_label("Pull quote").fill("Shorter.")
    page.locator("#section-letter").click()
    heading(page, "A quieter month").wait_for()
    assert "pull_quote: Shorter." in words(publication, "story")
    assert page.url.endswith("/sections/letter")
    page.get_by_label("Signed by").fill("Ben")
    page.get_by_label("Role").fill("Editor")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Role")).to_have_value("Volunteer editor")
    page.locator("#undo").click()
    expect(page.get_by_label("Signed by")).to_have_value("Ann")
    page.locator("#undo").click()
    heading(page, "What a second opinion changed").wait_for()
    state(page).to_contain_text("Saved at")
    assert "pull_quote: I wrote my questions" in words(publication, "story")
    page.locator("#redo").click()
    expect(page.get_by_label("Pull quote")).to_have_value("Shorter.")


def test_what_is_saved_elsewhere_shows_up_but_never_where_someone_writes(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = tab(f"{running.address}/{ISSUE}/sections/story")
    title = page.get_by_label("Title", exact=True)
    title.focus()
    text = words(publication, "story")
    changed = text.replace("title: What a second", "title: Outside: a second").replace(
        "title: Outside: a", "title: Outside, a"
    )
    save(publication / ISSUE / "story.md", changed.replace("pull_quote: I wrote", "pull_quote: She wrote"))
    quote = "She wrote my questions on the back of a seed packet, because that was what I had."
    expect(page.get_by_label("Pull quote")).to_have_value(quote)
    assert title.input_value() == "What a second opinion changed"
    expect(page.locator("#section-story")).to_contain_text("Outside, a second opinion changed")
    page.get_by_label("Pull quote").focus()
    expect(title).to_have_value("Outside, a second opinion changed")


def test_two_browsers_meet_in_one_sentence_and_nobody_loses_a_word(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    ann, ben = (tab(f"{running.address}/{ISSUE}/sections/letter") for _ in "ab")
    ben.get_by_label("Signed by").fill("Ben")
    ann.get_by_label("Signed by").fill("Ann and Carol")
    # Whoever was the second to save is asked.
    while not any(one.locator("#two-versions[open]").count() for one in (ann, ben)):
        ann.wait_for_timeout(50)
    page = ann if ann.locator("#two-versions[open]").count() else ben
    dialog = page.locator("#two-versions")
    dialog.get_by_label("Signed by: What I wrote").fill("Ann, Ben and Carol")
    dialog.get_by_role("button", name="Save what I chose").click()
    state(page).to_contain_text("Saved")
    other = ben if page is ann else ann
    other.get_by_label("Title", exact=True).focus()
    expect(other.get_by_label("Signed by")).to_have_value("Ann, Ben and Carol")
    assert "signed: Ann, Ben and Carol" in words(publication, "letter")


def test_a_server_that_is_killed_while_someone_writes_costs_no_word(
    run: Callable[..., Studying], publication: Path, tab: Callable[..., Any]
) -> None:
    studio = run()
    page = tab(f"{studio.address}/{ISSUE}/sections/letter")
    port = studio.address.rsplit(":", 1)[1]
    studio.process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    studio.process.wait()
    page.get_by_label("Role").fill("Written while nothing listened")
    state(page).to_contain_text("Your words are kept in this browser")
    expect(page.locator("#lost")).to_be_visible()
    run("--port", port)
    expect(page.locator("#save-state")).to_contain_text("Saved at", timeout=60_000)
    assert "role: Written while nothing listened" in words(publication, "letter")
    expect(page.locator("#lost")).to_be_hidden()


def test_a_closed_tab_gives_its_words_back(
    run: Callable[..., Studying], publication: Path, tab: Callable[..., Any]
) -> None:
    studio = run()
    page = tab(f"{studio.address}/{ISSUE}/sections/letter")
    port = studio.address.rsplit(":", 1)[1]
    studio.process.kill()
    studio.process.wait()
    page.get_by_label("Role").fill("Typed and closed")
    state(page).to_contain_text("Not saved")
    context = page.context
    page.close()
    run("--port", port)
    page = context.new_page()
    page.goto(f"{studio.address}/{ISSUE}/sections/letter")
    expect(page.locator("#unsaved")).to_contain_text("“Typed and closed”")
    assert page.get_by_label("Role").input_value() == "Volunteer editor", "nothing is put in unasked"
    page.get_by_role("button", name="Put them back").click()
    state(page).to_contain_text("Saved at")
    assert "role: Typed and closed" in words(publication, "letter")
    page.reload()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_broken_yaml_is_mended_as_text(running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    text = words(publication, "letter")
    save(publication / ISSUE / "letter.md", text.replace("title: A quieter", "title: A: quieter"))
    page = tab(f"{running.address}/{ISSUE}/sections/letter")
    page.get_by_role("button", name="Line 3").click()
    area = page.get_by_label("The whole file")
    assert (
        area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "title: A: quieter month"
    )
    area.fill(text)
    state(page).to_contain_text("Saved at")
    page.get_by_role("button", name="Show it as it is now").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("A quieter month")
    assert words(publication, "letter") == text


def test_a_file_deleted_under_an_open_page_is_named_and_the_words_stay(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = tab(f"{running.address}/{ISSUE}/sections/letter")
    page.get_by_label("Role").focus()
    (publication / ISSUE / "letter.md").unlink()
    state(page).to_contain_text("no longer there")
    page.get_by_label("Role").fill("Still here")
    state(page).to_contain_text("Not saved: There is no section “letter”")
    assert page.get_by_label("Role").input_value() == "Still here"


def test_things_to_look_at_are_shown_mended_and_lived_with(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    text = words(publication, "letter").replace("Please do that.", "Please do the the same. Write to to them.")
    save(publication / ISSUE / "letter.md", text)
    page = tab(f"{running.address}/{ISSUE}/sections/letter")
    thing = page.locator(".thing", has_text="“the the”")
    thing.get_by_role("link", name="Show me").click()
    assert page.evaluate("document.querySelector('rich-text').contains(document.activeElement)")
    thing.get_by_role("button", name="Change “the the” to “the”").click()
    expect(thing).to_have_count(0)
    assert "Please do the same." in words(publication, "letter")
    other = page.locator(".thing", has_text="has the same word twice")
    other.get_by_text("Send anyway, because").click()
    other.get_by_label("Why it may stay").fill("It is how she speaks")
    other.get_by_label("Your name").fill("Ann")
    other.get_by_role("button", name="Send anyway").click()
    expect(page.locator("#things-anyway")).to_contain_text("1")
    page.locator("#things-anyway > summary").click()
    page.get_by_role("button", name="Take it back").click()
    expect(other).to_have_count(1)


def test_pictures_are_taken_in_and_a_description_is_asked_for(
    running: Studying, publication: Path, tab: Callable[..., Any]
) -> None:
    page = tab(f"{running.address}/{ISSUE}/sections/letter")
    group = page.locator("fieldset.picture")
    group.locator("input[type=file]").set_input_files(publication / ISSUE / "images/garden.jpg")
    expect(group.locator(".said")).to_contain_text("Now describe it")
    expect(group.get_by_label("Describe the picture")).to_be_focused()
    page.keyboard.type("A bench under a tree")
    state(page).to_contain_text("Saved at")
    expect(page.locator("#save-state")).not_to_contain_text("Not saved")
    text = words(publication, "letter")
    assert "file: images/garden-2.jpg" in text
    assert "A bench under a tree" in text
    program = publication / "program.jpg"
    program.write_bytes(b"MZ" + b"\0" * 4000)
    group.locator("input[type=file]").set_input_files(program)
    expect(group.locator(".said")).to_contain_text("program.jpg")
    assert "program" not in words(publication, "letter")
