import re
from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
RULE = "people/approved-wording"
STORY = "---\nkind: survivor_story\ncontributor: someone\n---\nI planted three beans.\n"
ANSWER = "---\nkind: ask_the_expert\nquestion: Q?\ncontributor: someone\n---\nYes.\n"
PERSON = "shown_as: M.\nrelation: bereaved\n"
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"
OTHER = "v1:sha256:" + "0" * 64


def approvals(*given: tuple[str, str]) -> str:
    entries = "".join(
        f'  - {{section: 2026-12/story, hash: "{mark}", on: {on}, by: contributor, how: phone}}\n' for mark, on in given
    )
    return f"{PERSON}approvals:\n{entries}"


def mark_of(findings: Findings, section: str) -> str:
    """The hash that the remedy of a story without approval prints."""
    [finding] = findings(RULE, {"story": section, "people/someone.yaml": PERSON})
    match = re.search(r'\{section: 2026-12/story, hash: "(v1:sha256:[0-9a-f]{64})", on: 2026-11-25, by: contributor\}',
                      finding.remedy)  # fmt: skip
    assert match is not None
    return match[1]


@pytest.mark.parametrize(
    ("person", "section", "expected"),
    [
        (PERSON, STORY, (Severity.NOTE, "Nobody has written down whether M. agrees with the wording.")),
        (PERSON, STORY.replace("survivor_story", "in_memory\nname: A\nrelation: her son"),
         (Severity.NOTE, "Nobody has written down whether M. agrees with the wording.")),
        (approvals((OTHER, "2026-11-20")), STORY,
         (Severity.ERROR, "The wording or a picture has changed since M. approved it on November 20, 2026.")),
        (approvals((OTHER, "2026-11-20")), ANSWER,
         (Severity.ERROR, "The wording or a picture has changed since M. approved it on November 20, 2026.")),
        (approvals(("abcdef", "2026-11-20")), STORY,
         (Severity.ERROR, "The yes of M. on November 20, 2026 has a mark that cannot be compared anymore.")),
    ],
)  # fmt: skip
def test_what_must_fire(findings: Findings, person: str, section: str, expected: tuple[Severity, str]) -> None:
    found = findings(RULE, {"story": section, "people/someone.yaml": person})
    assert [(f.severity, f.message) for f in found] == [expected]
    assert found[0].section == "2026-12/story"


@pytest.mark.parametrize(
    ("given", "section"),
    [
        (["same"], STORY),
        (["same"], STORY.replace("planted three", "planted\nthree").replace("kind:", "notes: a note\nkind:")),
        ([OTHER, "same"], STORY),
        ([], ANSWER),
        ([], "---\nkind: letter\nsigned: M.\n---\nWords.\n"),
    ],
)
def test_what_must_not_fire(findings: Findings, given: list[str], section: str) -> None:
    person = PERSON
    if given:
        mark = mark_of(findings, STORY)
        person = approvals(
            *((mark if each == "same" else each, f"2026-11-{day}") for day, each in enumerate(given, 20))
        )
    assert findings(RULE, {"story": section, "people/someone.yaml": person}) == []


def test_the_latest_yes_counts(findings: Findings) -> None:
    mark = mark_of(findings, STORY)
    files = {"story": STORY, "people/someone.yaml": approvals((mark, "2026-11-20"), (OTHER, "2026-11-21"))}
    assert [f.severity for f in findings(RULE, files)] == [Severity.ERROR]
    files["people/someone.yaml"] = approvals((mark, "2026-11-21"), (OTHER, "2026-11-21"))
    assert findings(RULE, files) == []


def test_one_word_more_makes_the_yes_void(findings: Findings) -> None:
    mark = mark_of(findings, STORY)
    files = {"story": STORY.replace("three", "thirty-three"), "people/someone.yaml": approvals((mark, "2026-11-20"))}
    assert [f.severity for f in findings(RULE, files)] == [Severity.ERROR]


def test_an_approved_issue_needs_every_yes(findings: Findings) -> None:
    header = HEADER + "status: approved\n"
    files = {"story": STORY, "people/someone.yaml": PERSON}
    assert [f.severity for f in findings(RULE, files, header)] == [Severity.ERROR]
    files["people/someone.yaml"] = approvals((mark_of(findings, STORY), "2026-11-20"))
    assert findings(RULE, files, header) == []


def test_nobody_else_can_say_yes(findings: Findings) -> None:
    waiver = "{rule: people/approved-wording, section: story, text: someone, reason: r, by: b, until: 2027-01-01}"
    files = {"story": STORY, "people/someone.yaml": approvals((OTHER, "2026-11-20"))}
    assert [f.severity for f in findings(RULE, files, f"{HEADER}waivers: [{waiver}]\n")] == [Severity.ERROR]
