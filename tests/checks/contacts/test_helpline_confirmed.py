from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from newsletter.checks.contacts.helpline_confirmed import not_confirmed
from newsletter.model.finding import Finding, Severity
from newsletter.model.reference import Helpline

Findings = Callable[..., list[Finding]]
LETTER = "---\nkind: letter\n---\nWords.\n"


def helpline(**fields: str) -> Helpline:
    return Helpline.model_validate({"shown_as": "1-866-912-2730", "number": "+18669122730", **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Nobody has written down that 1-866-912-2730 reaches the helpline."),
        ({"confirmed_by": "Ann"}, "Nobody has written down that 1-866-912-2730 reaches the helpline."),
        ({"confirmed_on": "2026-08-31", "confirmed_by": "Ann"},
         "The helpline's number was last rung on August 31, 2026."),
        ({"confirmed_on": "2026-12-24", "confirmed_by": "Ann"},
         "The helpline's number is said to be confirmed on December 24, 2026, which is still to come."),
        ({"confirmed_on": "2026-11-02"}, "Nobody has signed for ringing the helpline on November 2, 2026."),
    ],
)  # fmt: skip
def test_what_must_fire(fields: dict[str, str], expected: str) -> None:
    assert not_confirmed(helpline(**fields), date(2026, 12, 2)) == expected


@pytest.mark.parametrize(
    ("confirmed", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-09-01", date(2026, 12, 1)),
        ("2026-09-30", date(2026, 12, 29)),
        ("2026-11-30", date(2027, 2, 28)),
        ("2026-10-15", date(2027, 1, 15)),
    ],
)
def test_what_must_not_fire(confirmed: str, day: date) -> None:
    assert not_confirmed(helpline(confirmed_on=confirmed, confirmed_by="Ann"), day) is None


def test_a_sample_only_says_so(findings: Findings, repository: Path) -> None:
    settings = (repository / "newsletter.yaml").read_text("utf-8")
    own = settings.replace("sample: yes", "sample: no")
    assert own != settings
    for text, severity in ((settings, Severity.NOTE), (own, Severity.WARNING)):
        [finding] = findings("contacts/helpline-confirmed", {"letter": LETTER, "newsletter.yaml": text})
        assert (finding.severity, finding.place.file) == (severity, "reference/organization.yaml")
