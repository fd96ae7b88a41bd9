"""What an editor decided to send anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from newsletter.build import Build
from newsletter.checks import rule_names
from newsletter.checks.waivers import apply_waivers, full_rule_name, waived_section, waived_text
from newsletter.model.finding import Finding, Severity
from newsletter.model.issue import Issue, Waiver
from newsletter.model.place import Place

TODAY = date(2026, 11, 25)
STORY = Finding(
    "content/empty-section", Severity.ERROR, Place("issues/2026-12/story.md", 1), "The section has no text yet.",
    "Write.", "2026-12/story",
)  # fmt: skip
LONG = Finding(
    "deliverability/postal-address", Severity.ERROR, Place("issues/2026-12/issue.yaml"), "It is missing.", "Add it.",
    text="the  words",
)  # fmt: skip


def waiver(
    rule: str = "content/empty-section", section: str = "story", text: str = STORY.message, **more: str
) -> Waiver:
    values = {"rule": rule, "section": section, "text": text, "reason": "agreed", "by": "A", "until": "2027-01-01"}
    return Waiver.model_validate(values | more)


@pytest.fixture
def issue(built: Build) -> Issue:
    return built.draft.issue


def judged(issue: Issue, *waivers: Waiver, ran: tuple[str, ...] | None = None) -> tuple[list[str], list[str]]:
    """The codes of what is left, and of what is waived."""
    header = issue.header.model_copy(update={"waivers": waivers})
    verdict = apply_waivers([STORY, LONG], replace(issue, header=header), TODAY, ran)
    assert all(each.waiver in waivers for each in verdict.waived)
    return sorted(f.rule for f in verdict.findings), [each.finding.rule for each in verdict.waived]


@pytest.mark.parametrize(
    "one",
    [
        waiver(),
        waiver("empty-section"),
        waiver(section="2026-12/story"),
        waiver(text="The section  has\nno text yet."),
        waiver(until="2026-11-25"),
    ],
)
def test_what_is_covered(issue: Issue, one: Waiver) -> None:
    assert judged(issue, one) == ([LONG.rule], [STORY.rule])


def test_the_words_concerned_and_the_issue_as_a_whole(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (waived_section(LONG), waived_text(LONG)) == ("issue", "the  words")
    assert (waived_section(STORY), waived_text(STORY)) == ("story", STORY.message)
    assert judged(issue, waiver(LONG.rule, "issue", "the words")) == ([STORY.rule], [LONG.rule])


@pytest.mark.parametrize(
    ("one", "problem"),
    [
        (waiver(section="letter"), "waivers/unused"),
        (waiver(text="Other words."), "waivers/unused"),
        (waiver("content/subject-line"), "waivers/unused"),
        (waiver(until="2026-11-24"), "waivers/expired"),
        (waiver("content/empty-secton"), "waivers/unknown-rule"),
    ],
)
def test_what_is_not_covered_is_reported_with_the_waiver(issue: Issue, one: Waiver, problem: str) -> None:
    left, waived = judged(issue, one)
    assert (left, waived) == (sorted([STORY.rule, LONG.rule, problem]), [])


def test_a_rule_that_protects_people_cannot_be_waived(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsletter.checks import rule

    monkeypatch.setattr(rule("content/empty-section"), "WAIVABLE", False, raising=False)
    left, waived = judged(issue, waiver())
    assert (left, waived) == (sorted([STORY.rule, LONG.rule, "waivers/not-allowed"]), [])


def test_the_remedy_for_a_mistyped_waiver_says_what_to_copy(issue: Issue) -> None:
    header = issue.header.model_copy(update={"waivers": (waiver(text="no text yet"),)})
    (about,) = [f for f in apply_waivers([STORY], replace(issue, header=header), TODAY).findings if f is not STORY]
    assert about.remedy == "The check says: section story, text “The section has no text yet.”. Copy them exactly."


def test_a_waiver_for_a_rule_that_did_not_run_is_not_called_unused(issue: Issue) -> None:
    other = waiver("content/subject-line")
    assert judged(issue, other, ran=("content/empty-section",))[0] == sorted([STORY.rule, LONG.rule])


def test_the_short_names_of_rules_are_all_different() -> None:
    short = [name.partition("/")[2] for name in rule_names()]
    assert len(short) == len(set(short))
    assert all(full_rule_name(name.partition("/")[2]) == name for name in rule_names())
    assert full_rule_name("no-such-rule") == "no-such-rule"
