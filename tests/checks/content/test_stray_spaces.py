from collections.abc import Callable

import pytest

from newsletter.checks.content.stray_spaces import misplaced_spaces
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Finding, TextFix
from newsletter.model.place import Place

Findings = Callable[..., list[Finding]]


def passage(text: str) -> Passage:
    return Passage(text, Place("x.md", 1), PassageKind.PARAGRAPH, "2026-12/x")


HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: {}\npreheader: {}\n"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("We met in the garden , and stayed.", "garden ,", "garden,"),
        ("We stayed until nine .", "nine .", "nine."),
        ("Really ?", "Really ?", "Really?"),
        ("She said “yes” ; I agreed.", "yes” ;", "yes”;"),
        ("Call us ( any day) or write.", "( any", "(any"),
        ("[ as printed]", "[ as", "[as"),
        ("Time\u00a0: seven.", "Time\u00a0:", "Time:"),
    ],
)
def test_what_must_fire(text: str, old: str, new: str) -> None:
    assert list(misplaced_spaces(passage(text))) == [(old, new)]


@pytest.mark.parametrize(
    "text",
    [
        "Two  spaces after  a full stop.  They show as one.",
        "We waited . . . and waited ... and waited …",
        "It made me smile :) and then ;-) again.",
        "Take .5 liters of tea, at 7 : 30 or 7:30.",
        "See .com and .org names, and .pdf files.",
        "Hello, friends; we (all of us) met: at nine.",
        "A link, and trabectedin (Yondelis).",
        "She asked: “Why?” and we did not know.",
        "Dash - and, dash – or; dash — too.",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(misplaced_spaces(passage(text))) == []


def test_another_language_has_other_spaces(findings: Findings) -> None:
    text = "---\nkind: text\nlanguage: fr\n---\nVraiment ? Oui !\n"
    assert findings("content/stray-spaces", {"text": text}) == []


def test_one_finding_a_section_and_none_that_can_be_mended_in_a_story(findings: Findings) -> None:
    letter = "---\nkind: letter\n---\nOne , *two* , three .\n\nFour .\n"
    story = "---\nkind: survivor_story\ncontributor: person-0031\n---\nI sat down , and waited .\n"
    first, second = findings("content/stray-spaces", {"letter": letter, "story": story})
    assert "“One ,”, “two ,”, “three .” and “Four .”" in first.message
    assert first.fix == TextFix(Place("issues/2026-12/letter.md", 4, 1), "One ,", "One,")
    assert second.fix is None


def test_two_spaces_show_in_the_inbox(findings: Findings) -> None:
    letter = {"letter": "---\nkind: letter\n---\nHello.\n"}
    (one,) = findings("content/stray-spaces", letter, HEADER.format("What a  second opinion changed", "P"))
    assert (str(one.place), one.field) == ("issues/2026-12/issue.yaml:4", "subject")
    assert one.fix == TextFix(Place("issues/2026-12/issue.yaml", 4), "a  second", "a second")
