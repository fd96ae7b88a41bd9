from collections.abc import Callable

import pytest

from newsletter.checks.people.dignity import phrases
from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
LETTER = "---\nkind: letter\n---\n"


@pytest.mark.parametrize(
    ("text", "severity", "words"),
    [
        ("In May she\nlost her battle with cancer.", "warning", "lost her battle with cancer"),
        ("He lost his brave fight.", "warning", "lost his brave fight"),
        ("Cancer victims and LMS sufferers meet.", "warning", "Cancer victims"),
        ("Patients suffering from LMS write to us.", "warning", "suffering from LMS"),
        ("Patients who failed first chemotherapy may join.", "warning", "Patients who failed first chemotherapy"),
        ("She succumbed to the disease.", "warning", "succumbed to the disease"),
        ("A hotel for terminally ill people.", "warning", "terminally ill people"),
        ("We stand by those who are battling cancer.", "note", "battling cancer"),
        ("Our cancer warriors met.", "note", "cancer warriors"),
    ],
)
def test_what_must_fire(findings: Findings, text: str, severity: str, words: str) -> None:
    found = findings("people/dignity", {"letter": f"{LETTER}{text}\n"})
    assert [(f.severity, f.text) for f in found] == [(severity, words)]


@pytest.mark.parametrize(
    "text",
    [
        "She lost her battle with the printer.",
        "The treatment failed, and the drug failed in a trial.",
        "Patients who failed to return the form",
        "Victims of fraud may call the Crime Victims Fund.",
        "Terminal 2 of the airport, and the terminal for computers",
        "White blood cells, which fight infection",
        "A drug that can fight cancer in mice",
        "We do not say “lost his battle with cancer” here.",
        'Some say "cancer victim" and mean well.',
        "People with LMS, who live with cancer",
        "She suffered from the noise, and so did he.",
        "They succumbed to the smell of cake.",
        "The fight over the last cookie",
        "A long fight for coverage",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert list(phrases(text)) == []


def test_a_contributors_and_a_quoted_persons_words_are_left_alone(findings: Findings) -> None:
    story = "---\nkind: survivor_story\ncontributor: person-0031\n---\nI fight cancer. My aunt lost her battle.\n"
    quote = f"{LETTER}> I am a cancer warrior, and a victim of cancer.\n"
    assert findings("people/dignity", {"story": story, "letter": quote}) == []


def test_repeats_are_told_once_a_section(findings: Findings) -> None:
    text = "Cancer victims came. Cancer sufferers came. They lost the battle."
    [finding] = findings("people/dignity", {"letter": f"{LETTER}{text}\n"})
    assert finding.message.count("“") == 3
    assert finding.severity is Severity.WARNING
