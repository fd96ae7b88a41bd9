from collections.abc import Callable
from dataclasses import replace

import pytest
from any_email import page

from newsletter.build import Build
from newsletter.checks import check, check_email
from newsletter.checks.deliverability.size import LIMIT, NEAR
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

FoundInEmail = Callable[..., list[str]]
RULE = "deliverability/size"
LINK = '<a href="https://example.org/a">a</a> '


@pytest.mark.parametrize(
    ("html", "severity", "said"),
    [
        ("x" * (LIMIT + 1), Severity.ERROR, "The email has 102 KB (104 KB as it is sent). Gmail shows about 102 KB"),
        ("x" * 150_000, Severity.ERROR, "The email has 150 KB"),
        ("é" * (LIMIT // 2 + 1), Severity.ERROR, "The email has 102 KB (137 KB as it is sent)."),
        ("x" * (NEAR + 1), Severity.WARNING, "The email has 80 KB (82 KB as it is sent), and Gmail hides"),
        ("é" * 35_000, Severity.WARNING, "The email has 70 KB (93 KB as it is sent), and Gmail hides"),
        (LINK * 450, Severity.WARNING, "The email has 85 KB"),
        (LINK * 700, Severity.ERROR, "The email has 132 KB"),
        (page("x" * 60_000, f"<style>{'a{}' * 10_000}</style>"), Severity.WARNING, "Most of it: styles (30 KB)."),
        (page('<img src="data:image/png;base64,' + "A" * 90_000 + '">'), Severity.WARNING,
         "Most of it: pictures inside the code (90 KB)."),
    ],
)  # fmt: skip
def test_what_must_fire(html: str, severity: Severity, said: str) -> None:
    (finding,) = check_email(FinishedEmail(html), (RULE,))
    assert said in finding.message
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("x" * (NEAR - 3_000), ""),
        ("é" * 29_000, ""),
        (LINK * 380, ""),
        (page("short"), "x" * 200_000),
        ("<p>\n" * 15_000, ""),
        (page(f"<p>{'word ' * 14_000}</p>"), ""),
        (page("", f"<style>{'a{}' * 20_000}</style>"), ""),
        ("= " * 20_000, ""),
    ],
)
def test_what_must_not_fire(found_in_email: FoundInEmail, html: str, text: str) -> None:
    assert found_in_email(RULE, html, text=text) == []


def test_the_largest_sections_are_named_and_our_marks_do_not_count(built: Build) -> None:
    marks = '<p data-at="issues/2026-12/story.md:1">x</p>' * 3_000
    sent = marks.replace(' data-at="issues/2026-12/story.md:1"', "")
    assert check(replace(built.draft, email=replace(built.draft.email, marked_html=marks, html=sent)), (RULE,)) == ()
    long = marks + f'<p data-at="issues/2026-12/letter.md:5">{"x" * 80_000}</p>'
    sent += f'<p>{"x" * 80_000}</p>'
    (finding,) = check(replace(built.draft, email=replace(built.draft.email, marked_html=long, html=sent)), (RULE,))
    assert "Most of it: “letter” (80 KB), “story” (" in finding.message
