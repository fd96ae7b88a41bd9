from collections.abc import Callable

import pytest

from newsletter.checks.content.repeated_words import repeated
from newsletter.model.finding import Finding, Severity, TextFix
from newsletter.model.place import Place

Findings = Callable[..., list[Finding]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She sat in the the garden.", [("the the", "the", True)]),
        ("The the garden.", [("The the", "The", True)]),
        ("and and", [("and and", "and", True)]),
        ("It is a a bench of of wood.", [("a a", "a", True), ("of of", "of", True)]),
        ("They go to to the river.", [("to to", "to", False)]),
        ("It was not not cold.", [("not not", "not", False)]),
        ("the hospital hospital", [("hospital hospital", "hospital", False)]),
        ("he will will call", [("will will", "will", False)]),
        ("the the the", [("the the", "the", True)]),
    ],
)
def test_what_must_fire(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert list(repeated(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She had had enough, and knew that that was right.",
        "What it is is a bench. We gave her her tea.",
        "I told you you could. When you do it it helps.",
        "very very small, so so tired, no no, now now, bye bye, a long long road",
        "Walla Walla, Bora Bora, Duran Duran, Sing Sing, New York New York",
        "Will will call you, and May may come.",
        "hepatitis A a year ago, vitamin D d",
        "the, the. The theater; another other",
        "Again again and again again.",
        "the the-ater, can't t, it's s, vis-a-vis a",
        "1 1 2 2 and 10 10",
        "Knock knock. Who is there? there there",
        "tea tea",
        "Never never, please please, thank you",
        "the\u2014the",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(repeated(text)) == []


def test_places_and_changes(findings: Findings) -> None:
    letter = (
        "---\nkind: letter\ntitle: In the the garden\n---\nWe sat in the\nthe shade, of of *an an* oak.\n\n"
        "- We we\n- of of us of of\n"
    )
    story = "---\nkind: survivor_story\ncontributor: person-0031\n---\nI saw the the doctor.\n"
    spanish = "---\nkind: text\nlanguage: es\n---\nTodos nos nos vimos en en la la casa.\n"
    found = findings("content/repeated-words", {"letter": letter, "story": story, "text": spanish})
    base = "issues/2026-12/letter.md"
    assert [(f.place.line, f.place.column, f.text, f.fix) for f in found if f.place.file == base] == [
        (3, 8, "the the", TextFix(Place(base, 3), "the the", "the")),
        (5, 11, "the the", None),
        (6, 12, "of of", TextFix(Place(base, 6, 12), "of of", "of")),
        (6, 19, "an an", TextFix(Place(base, 6, 19), "an an", "an")),
        (8, 3, "We we", TextFix(Place(base, 8, 3), "We we", "We")),
        (9, 3, "of of", None),
    ]
    (told,) = [f for f in found if f.place.file != base]
    assert (told.place, told.fix) == (Place("issues/2026-12/story.md", 5, 7), None)
    assert {f.severity for f in found} == {Severity.WARNING}
