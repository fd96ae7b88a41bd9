from collections.abc import Callable

import pytest

from newsletter.checks.medical.overstated_claims import claim
from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
Text = Callable[..., str]
RULE = "medical/overstated-claims"


@pytest.mark.parametrize(
    ("words", "claimed"),
    [
        ("A new drug cures sarcoma.", "cures"),
        ("Surgery cured her cancer.", "cured"),
        ("Is this the breakthrough? Doctors call the drug a breakthrough.", "breakthrough"),
        ("This miracle drug is here.", "miracle drug"),
        ("Trabectedin is a game-changer.", "game-changer"),
        ("The results are groundbreaking for patients.", "groundbreaking"),
        ("Miraculously, tumors shrank.", "Miraculously"),
    ],
)
def test_what_must_fire(findings: Findings, text: Text, words: str, claimed: str) -> None:
    found = findings(RULE, {"letter": text(words)})
    assert [finding.message for finding in found] == [f"“{claimed}” promises more than anyone can keep."]


def test_subject_headings_and_news_are_read(findings: Findings, text: Text) -> None:
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: A breakthrough\npreheader: P\nsections: [letter, news]\n"
    news = (
        "---\nkind: research_news\nitems:\n  - {title: A game changer for LMS, source: A, published_on: 2026-11-01}\n"
    )
    news += "---\n"
    found = findings(RULE, {"letter": text("Words.", "A wonder drug"), "news": news}, header)
    assert [(f.place.file.rpartition("/")[2], f.text) for f in found] == [
        ("issue.yaml", "breakthrough"), ("letter.md", "wonder drug"), ("news.md", "game changer"),
    ]  # fmt: skip
    assert {finding.severity for finding in found} == {Severity.WARNING}


def test_promising_is_a_note_unless_something_is_said_against_it(findings: Findings, text: Text) -> None:
    plain, tempered = text("The results are promising."), text("A drug looked promising in an early trial.")
    (finding,) = findings(RULE, {"a": plain, "b": tempered})
    assert (finding.severity, finding.section) == (Severity.NOTE, "2026-12/a")


@pytest.mark.parametrize(
    "words",
    [
        "There is no cure for LMS yet.",
        "You can ask that donations be made in their honor or memory, to help find a cure for sarcoma.",
        "LMS that has spread cannot be cured today.",
        "Research toward a cure goes on, and doctors hope for one.",
        "It is not a cure, and no miracle.",
        "Ask about breakthrough pain, and whom to call about the drug.",
        "The FDA gave the drug a breakthrough therapy designation.",
        "Is it a cure?",
        "Secure your records. The curette is a tool. The curator of cancer research came.",
        "There is no miracle drug, and not a breakthrough either.",
        "Patients like cured ham.",
        "We wonder about drug trials.",
    ],
)
def test_innocent_sentences(words: str) -> None:
    assert claim(words, medical=True) is None


@pytest.mark.parametrize(
    "files",
    [
        {"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nThe drug was a miracle. I am cured.\n"},
        {"letter": "---\nkind: text\n---\nIt was a small miracle that the cake rose.\n\nA breakthrough: he ate it.\n"},
        {"letter": "---\nkind: text\n---\nThe Cure played. Honey cures for weeks in the jar.\n"},
        {"letter": "---\nkind: text\n---\nA promising sky, a promising garden.\n"},
    ],
)  # fmt: skip
def test_what_must_not_fire(findings: Findings, files: dict[str, str]) -> None:
    assert findings(RULE, files) == []
