from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from newsletter.model.finding import Finding, Severity
from newsletter.model.months import months_later

Findings = Callable[..., list[Finding]]
RULE = "medical/facts-reviewed"

DRUG = "reference/drugs/trabectedin.md"
SPOTLIGHT = {"drug": "---\nkind: drug_spotlight\ndrug: trabectedin\n---\nWords.\n"}


@pytest.fixture
def real(repository: Path) -> Callable[..., dict[str, str]]:
    """A publication that is no sample, whose organization and notices are signed, and its drug as said."""

    def make(
        on: str = "2026-10-05", by: str = "Dr. A.", every: int = 12, notices: str = "2026-10-05"
    ) -> dict[str, str]:
        def signed(name: str, on: str, by: str) -> str:
            text = (repository / name).read_text("utf-8")
            return text.replace("reviewed_on:\n", f"reviewed_on: {on}\nreview_every: {every}\n").replace(
                "reviewed_by:\n", f"reviewed_by: {by}\n"
            )

        settings = (repository / "newsletter.yaml").read_text("utf-8").replace("sample: yes", "sample: no")
        names = [f"reference/notices/{path.name}" for path in (repository / "reference/notices").glob("*.md")]
        others = {name: signed(name, notices, "Ann") for name in [*names, "reference/organization.yaml"]}
        return {"newsletter.yaml": settings, **others, DRUG: signed(DRUG, on, by)}

    return make


@pytest.mark.parametrize(
    ("drug", "why"),
    [
        ({"on": "", "by": ""}, "nobody has reviewed it yet"),
        ({"by": ""}, "its review is not signed with a name"),
        ({"on": "2025-11-30"}, "it had to be reviewed again by 2026-11-30"),
        ({"on": "2026-12-20"}, "its review is dated 2026-12-20, which is still to come"),
    ],
)
def test_what_must_fire(
    findings: Findings, real: Callable[..., dict[str, str]], drug: dict[str, str], why: str
) -> None:
    (finding,) = findings(RULE, {**SPOTLIGHT, **real(**drug)})
    assert finding.message == f"This issue shows “trabectedin”, and {why}."
    assert finding.place.file == DRUG
    assert (finding.severity, finding.section) == (Severity.ERROR, "drugs/trabectedin")


def test_a_webinar_with_words_is_medical_too(findings: Findings, real: Callable[..., dict[str, str]]) -> None:
    webinars = {"w": "---\nkind: webinars\nwebinars: [boot-camp-3, boot-camp-4]\n---\n"}
    found = findings(RULE, {**webinars, **real()})
    assert [finding.text for finding in found] == ["LMS Boot Camp 3", "LMS Boot Camp 4"]


def test_notices_are_named_together_and_do_not_block(findings: Findings, real: Callable[..., dict[str, str]]) -> None:
    (finding,) = findings(RULE, {**SPOTLIGHT, **real(notices="2024-01-02")})
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "This issue shows 7 texts that nobody has reviewed in time: helpline-line, Support group, LMS Boot Camp and "
        "4 more."
    )


def test_a_sample_says_it_once(findings: Findings) -> None:
    webinars = {"w": "---\nkind: webinars\nwebinars: [boot-camp-3]\n---\n"}
    (finding,) = findings(RULE, {**SPOTLIGHT, **webinars})
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith(
        "This issue shows 8 texts that nobody has reviewed in time: trabectedin, LMS Boot Camp 3, helpline-line and "
    )
    assert finding.remedy == "Type newsletter review-pack to gather them for a reviewer."


@pytest.mark.parametrize(
    ("files", "drug"),
    [
        (SPOTLIGHT, {}),
        (SPOTLIGHT, {"on": "2025-12-01"}),
        (SPOTLIGHT, {"on": "2024-12-01", "every": 24}),
        ({"letter": "---\nkind: text\n---\nOnly named: <ref:drugs/eribulin>.\n"}, {"on": "", "by": ""}),
    ],
)
def test_what_must_not_fire(
    findings: Findings, real: Callable[..., dict[str, str]], files: dict[str, str], drug: dict[str, str]
) -> None:
    assert findings(RULE, {**files, **real(**drug)}) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
        (date(2026, 5, 5), 10_000_000, date(9999, 9, 5)),
    ],
)
def testmonths_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months).replace(month=later.month) == later
