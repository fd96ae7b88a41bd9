from dataclasses import replace

import pytest

from newsletter.build import Build
from newsletter.checks import check
from newsletter.checks.content.subject_wording import is_shouting

GOOD = "One sentence that goes on where the subject stops."


def said(built: Build, subject: str, preheader: str) -> list[str]:
    """What the rule says of the sample issue with this subject and preview line."""
    header = built.draft.issue.header.model_copy(update={"subject": subject, "preheader": preheader})
    draft = replace(built.draft, issue=replace(built.draft.issue, header=header))
    found = check(draft, ("content/subject-wording",))
    return [f"{f.place}: {f.message}".removeprefix("issues/2026-12/") for f in found]


@pytest.mark.parametrize(
    ("subject", "preheader", "expected"),
    [
        ("a" * 61, GOOD, ["issue.yaml:5: The subject has 61 letters, and phones show about the first 50."]),
        ("S", "Too short.", ["issue.yaml:6: The preview line has 10 letters; "
                             "mail programs may go on with the first words of the email."]),
        ("S", "a" * 111, ["issue.yaml:6: The preview line has 111 letters; about the first 100 are seen."]),
        ("What a second opinion changed", "What a second opinion changed.",
         ["issue.yaml:6: The preview line says the subject once more."]),
        ("A quieter month", "A quieter month, with two webinars and a story from M.",
         ["issue.yaml:6: The preview line says the subject once more."]),
        ("PLEASE READ THIS TODAY", GOOD,
         ["issue.yaml:5: The subject is in capital letters, which reads as shouting."]),
        ("S", "WRITE TO US BEFORE FRIDAY, WE ARE HERE FOR YOU",
         ["issue.yaml:6: The preview line is in capital letters, which reads as shouting."]),
    ],
)  # fmt: skip
def test_what_must_fire(built: Build, subject: str, preheader: str, expected: list[str]) -> None:
    assert said(built, subject, preheader) == expected


@pytest.mark.parametrize(
    ("subject", "preheader"),
    [
        ("a" * 60, "b" * 35),
        ("What a second opinion changed", "b" * 110),
        ("@@first_name@@, " + "a" * 45, "@@first_name@@, this one goes on from there"),
        ("Tea", "Tea, and what my sister said about the neighbor's dog"),
        ("A garden", "A gardener in December, and a letter from the board"),
        ("LMS, FDA, NCI: who is who", GOOD),
        ("FAQ: MRI AND CT", "The LMS FAQ, written again by people who asked themselves"),
        ("STOP and think", GOOD),
    ],
)
def test_what_must_not_fire(built: Build, subject: str, preheader: str) -> None:
    assert said(built, subject, preheader) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("READ THIS TODAY", True),
        ("IMPORTANT NEWS", True),
        ("NEWS", False),
        ("READ THIS LETTER TODAY", True),
        ("LMS FAQ MRI", False),
        ("Read THIS LETTER TODAY", False),
        ("", False),
        ("2026 1 2 3", False),
        ("LIEBE FREUNDE, GUTEN MORGEN", True),
    ],
)
def test_what_is_shouting(words: str, expected: bool) -> None:
    assert is_shouting(words) is expected
