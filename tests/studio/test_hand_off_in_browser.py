"""The hand-off in Chromium, from the choice of a service to the mark that it was sent."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_tabs import BARRIERS
from playwright.sync_api import expect
from previewing import Studying, save
from ready_publication import ISSUE, TITLE, ready_publication

from newsletter.content.frozen_issues import read_frozen
from newsletter.content.hand_off import read_hand_off

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.fixture
def publication(repository: Path, tmp_path: Path) -> Path:
    """A publication with an issue that can be sent, in place of the sample."""
    return ready_publication(repository, tmp_path / "ready")


@pytest.fixture
def page(running: Studying, tab: Callable[..., Any]) -> Iterator[Any]:
    """The hand-off of the issue, with a name given."""
    opened = tab(f"{running.address}/issues/{ISSUE}")
    opened.get_by_role("link", name="Get ready to send").click()
    opened.get_by_label("Your name").fill("Ann")
    opened.get_by_label("Your name").blur()
    return opened


def choose(page: Any, title: str) -> None:
    page.get_by_label("The service that sends it").select_option(title)
    page.locator("#choose-service").click()
    expect(page.locator("#notice")).to_contain_text(f"Chosen: {title}.")


def get_ready(page: Any) -> None:
    page.locator("#do-ready").click()
    expect(page.locator("#ready-heading")).to_contain_text("Done")


@pytest.mark.parametrize(("service", "title"), [("mailchimp", "Mailchimp"), ("generic", "Any other service")])
def test_from_the_choice_to_marked_as_sent(page: Any, publication: Path, service: str, title: str) -> None:
    folder = publication / "issues" / ISSUE
    choose(page, title)
    get_ready(page)
    assert page.evaluate("document.activeElement.id") == "do-ready", "the focus is never lost"

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the HTML").click()
    expect(page.locator("#copied")).to_contain_text("The HTML is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (publication / f"dist/{ISSUE}/{service}/email.html").read_text("utf-8")
    page.get_by_role("button", name="Copy the subject").click()
    expect(page.locator("#copied")).to_contain_text("The subject is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "A window and a garden"
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the zip file").click()
    assert "email.html" in zipfile.ZipFile(download.value.path()).namelist()

    boxes = page.locator(".ticks input")
    for number in range(boxes.count()):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
        expect(page.locator(".ticks li").nth(number)).to_contain_text("(Ann, ")
        assert page.evaluate("document.activeElement.id") == f"tick-{number + 1}"
    expect(page.locator("#there-heading")).to_contain_text("Done")
    assert len(read_hand_off(folder).steps) == boxes.count()
    boxes.first.uncheck()
    expect(page.locator("#there-heading")).to_contain_text("Now")

    page.get_by_label("Or paste the HTML").fill(copied.replace("pear tree", "fig tree"))
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("section", has=page.locator("#arrived-heading"))).to_contain_text("pear")
    message = publication / f"dist/{ISSUE}/{service}/email.eml"
    page.locator("#arrived-file").set_input_files(message)
    expect(page.locator("#arrived-heading")).to_contain_text("Done")
    assert page.evaluate("document.activeElement.id") == "arrived-heading"

    page.get_by_label("Who pressed Send").fill("Ben")
    page.get_by_label("On which day").fill("2026-12-01T10:30")
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.get_by_role("heading", name=f"{TITLE} was sent")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Ben, December 1, 2026 at 10:30")
    frozen = read_frozen(folder)
    assert frozen is not None
    assert frozen.services == (service,)
    page.get_by_role("link", name="Something is wrong with this issue").click()
    page.get_by_text("A wrong date or link").click()
    case = page.locator("#wrong")
    case.get_by_label("What readers were told").fill("on Monday")
    case.get_by_label("What is right").fill("on Tuesday")
    case.get_by_role("button", name="Start the correction").click()
    expect(page.get_by_role("heading", name="A correction", exact=True)).to_be_visible()


def test_a_change_elsewhere_shows_up_and_no_field_is_emptied(page: Any, publication: Path) -> None:
    choose(page, "Mailchimp")
    get_ready(page)
    header = publication / "issues" / ISSUE / "issue.yaml"
    save(header, header.read_text("utf-8").replace("A window and a garden", "A door and a garden"))
    expect(page.locator("#ready-heading")).not_to_contain_text("Done")
    expect(page.locator("#steps")).to_contain_text("A door and a garden")
    assert page.get_by_label("Your name").input_value() == "Ann"


def test_without_a_name_nothing_is_noted_and_the_tick_goes_back(page: Any, publication: Path) -> None:
    choose(page, "Mailchimp")
    get_ready(page)
    page.get_by_label("Your name").fill("")
    page.locator("#tick-1").click()
    expect(page.locator("#notice")).to_contain_text("Write your name")
    expect(page.locator("#tick-1")).not_to_be_checked()
    assert read_hand_off(publication / "issues" / ISSUE).steps == ()


def test_everything_is_saved_in_one_file(running: Studying, tab: Callable[..., Any]) -> None:
    page = tab(running.address)
    page.get_by_role("link", name="Back up everything").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up everything").click()
    assert f"ready/issues/{ISSUE}/letter.md" in zipfile.ZipFile(download.value.path()).namelist()


def test_axe_finds_no_barrier(page: Any, running: Studying, publication: Path, tab: Callable[..., Any]) -> None:
    choose(page, "Mailchimp")
    get_ready(page)
    page.get_by_label("Or paste the HTML").fill("<p>Something else")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#steps")).to_contain_text("does not look like a copy")
    copy = f"issues/{ISSUE}/letter (Ann's conflicted copy 2026-11-02).md"
    (publication / copy).write_text("---\nkind: letter\ntitle: Dear readers\n---\nShort.\n", "utf-8")
    judge(running, tab, f"issues/{ISSUE}/hand-off", "backup", f"two-versions/choose?copy={copy}", "", f"issues/{ISSUE}")
    (publication / copy).unlink()
    page.get_by_label("Who pressed Send").fill("Ben")
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.get_by_role("heading", name=f"{TITLE} was sent")).to_be_visible()
    after = f"issues/{ISSUE}/after-sending"
    judge(running, tab, f"issues/{ISSUE}/hand-off", after, f"{after}/withdraw?person=person-0077", f"issues/{ISSUE}")


def judge(running: Studying, tab: Callable[..., Any], *paths: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 375)):
        for path in paths:
            page = tab(f"{running.address}/{path}", width, scheme)
            page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
            page.evaluate(AXE)
            assert page.evaluate(BARRIERS) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            page.close()
