"""Emails that keep somebody from reading: each barrier is found, at its line; axe-core in Chromium is asked as well.

What axe says of each barrier, in light or in dark, stands in AXE: where it finds a barrier, so do the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from barriers import BARRIERS, BLOCKS, RICH, TABLES, Barrier

from newsletter.build import Builder
from newsletter.checks import check_email, rule_names
from newsletter.checks.finished_email import FinishedEmail
from newsletter.content.project import Project
from newsletter.model.finding import Finding

RULES = tuple(
    name for name in rule_names() if name.startswith(("accessibility/", "images/", "links/", "markup/"))
)  # fmt: skip
"""Barriers are also told by rules that were there before this group: no title, no description, no words."""

SAID_OF_THE_SOUND = {TABLES: [], BLOCKS: [], RICH: ["markup/page-head"]}
"""RICH has no doctype, as such emails have."""

AXE_ALONE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE = {
    "aria-hidden-focus": ["hidden from ears, open to keys"],
    "color-contrast": [
        "gray on white", "pale gray by a class", "pale font of a mail program", "white words on a pale cell",
        "words half transparent", "dark words on dark ground", "dark mode forgets a card", "dark mode without dark colors",
    ],
    "document-title": ["no title", "empty title"],
    "empty-heading": ["empty heading"],
    "heading-order": ["two main headings", "level left out"],
    "html-has-lang": ["no language"],
    "html-lang-valid": ["language in words", "language that is none"],
    "image-alt": ["picture without alt"],
    "link-in-text-block": ["link told by its color alone", "links told by color in a sheet"],
    "link-name": ["picture that links, alt empty", "empty link"],
    "marquee": ["moving text"],
    "meta-viewport": ["no zoom"],
    "page-has-heading-one": ["no main heading"],
    "tabindex": ["order of keys"],
    "valid-lang": ["language of a part misspelled"],
}  # fmt: skip
"""By axe-core's rules, the barriers that it finds: 27 of 64; four more it calls incomplete, and leaves to a person."""

RUN = """async () => (await axe.run(document, {rules: {'landmark-one-main': {enabled: false}, region: {enabled: false}}}))
  .violations.map(rule => rule.id)"""


def told(html: str) -> list[Finding]:
    return list(check_email(FinishedEmail(html), RULES))


@pytest.mark.parametrize("html", SAID_OF_THE_SOUND, ids=["tables", "blocks", "rich"])
def test_a_sound_email_is_left_alone(html: str) -> None:
    assert [finding.rule for finding in told(html)] == SAID_OF_THE_SOUND[html]


@pytest.mark.parametrize("barrier", BARRIERS, ids=lambda barrier: barrier.name)
def test_each_barrier_is_found_where_it_stands(barrier: Barrier) -> None:
    found = [finding for finding in told(barrier.html) if finding.rule not in SAID_OF_THE_SOUND[barrier.page]]
    assert found, barrier.name
    changed = barrier.page[: barrier.page.index(barrier.old)].count("\n") + 1
    # What a style does is told where its words are; what is missing as a whole, of the whole.
    in_a_style = barrier.page.index(barrier.old) < barrier.page.index("</head>")
    around = range(changed - 1, changed + 3 + barrier.new.count("\n"))
    assert any(finding.place.line in around or not finding.place.line or in_a_style for finding in found)
    assert len({finding.rule for finding in found}) <= 2, "no barrier sets off a dozen rules"


@pytest.mark.parametrize("name", ["2026-11", "2026-12"])
def test_our_own_issues_have_none(repository: Path, name: str) -> None:
    finished = Builder(Project(repository)).build(name, as_of=date(2026, 11, 25)).draft.finished
    assert [f for f in check_email(finished, RULES) if f.rule.startswith("accessibility/")] == []


def test_nor_has_one_from_right_to_left() -> None:
    html = (Path(__file__).parents[1] / "fidelity/golden/right-to-left.html").read_text(encoding="utf-8")
    ours = [f for f in check_email(FinishedEmail(html), RULES) if f.rule.startswith("accessibility/")]
    # A page of specimens has no title and no headings of an email.
    assert {finding.rule for finding in ours} <= {"accessibility/main-heading"}


@pytest.fixture(scope="module")
def axe(browser: Any) -> Iterator[Any]:
    """What axe finds in an email, in light and, where that is another page, in dark."""
    context = browser.new_context(viewport={"width": 800, "height": 900})
    context.route("**/*", lambda route: route.abort())
    tab = context.new_page()

    def judge(html: str) -> set[str]:
        found: set[str] = set()
        for scheme in ("light", "dark") if "prefers-color-scheme" in html else ("light",):
            tab.emulate_media(color_scheme=scheme)
            tab.set_content(html)
            tab.add_script_tag(path=AXE_ALONE)
            found |= set(tab.evaluate(RUN))
        return found

    yield judge
    context.close()


@pytest.mark.browser
def test_what_axe_finds_is_found(axe: Any) -> None:
    assert [axe(html) for html in SAID_OF_THE_SOUND] == [set(), set(), set()]
    said: dict[str, list[str]] = {}
    for barrier in BARRIERS:
        for rule in axe(barrier.html):
            said.setdefault(rule, []).append(barrier.name)
    assert said == AXE
