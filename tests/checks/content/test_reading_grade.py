from collections.abc import Callable
from typing import Any

import pytest

from newsletter.checks.content._plain_language import measure, sentences, syllables, total
from newsletter.model.finding import Severity

RULE = "content/reading-grade"
LETTER = "---\nkind: letter\ntitle: A letter\nsigned: Ann\n---\n{}\n"
STORY = "---\nkind: survivor_story\ntitle: A story\ncontributor: person-0031\n---\n{}\n"
EXPERT = "---\nkind: ask_the_expert\ntitle: Ask\nquestion: What now?\nexpert: {{name: Dr. S.}}\n---\n{}\n"
NEWS = """---
kind: research_news
title: News
items:
  - {{title: One, source: A journal, published_on: 2026-11-01, url: "https://example.org/a", summary: "{0}"}}
  - {{title: Two, source: A journal, published_on: 2026-11-01, url: "https://example.org/b", summary: "{0}"}}
---
Two things.
"""

HARD = (
    "Individuals experiencing difficulties obtaining appointments are encouraged to communicate with our organization "
    "immediately after receiving an unfavorable determination. "
)
PLAIN = "If you cannot get a visit, call us. We know the people there, and we can ask for you. It costs nothing. "
# Twelve words, a third of them terms that no easier word can stand for.
TERMS = "The nurse gave her doxorubicin and trabectedin for her leiomyosarcoma, and then pazopanib. "

Found = Callable[..., list[str]]
Findings = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"letter": LETTER.format(HARD * 7)}, ["letter.md:6"]),
        ({"letter": LETTER.format(PLAIN * 3 + "\n\n" + HARD * 7)}, ["letter.md:8"]),
        ({"letter": LETTER.format("\n".join(f"- {HARD}" for _ in range(7)))}, ["letter.md:6"]),
        ({"letter": LETTER.format(f"> {HARD * 7}")}, ["letter.md:6"]),
        ({"expert": EXPERT.format(HARD * 7)}, ["expert.md:7"]),
        ({"news": NEWS.format(HARD * 4)}, ["news.md:5"]),
    ],
)
def test_what_must_fire(found: Found, files: dict[str, str], places: list[str]) -> None:
    got = found(RULE, files)
    assert [words.partition(": ")[0] for words in got] == places
    assert all(words.endswith("of school; our goal is grade 6.") for words in got)


@pytest.mark.parametrize(
    "files",
    [
        {"letter": LETTER.format(PLAIN * 20)},
        {"letter": LETTER.format(TERMS * 20)},
        {"letter": LETTER.format(HARD * 5)},  # too few words to say
        {"story": STORY.format(HARD * 10)},
        {"spanish": "---\nkind: text\ntitle: T\nlanguage: es\n---\n" + HARD * 10},
        {"letter": LETTER.format("\n\n".join(f"### {HARD}" for _ in range(10)))},
        {"letter": LETTER.format("| A | B |\n| --- | --- |\n" + "\n".join(f"| {HARD} | {HARD} |" for _ in range(9)))},
        {"letter": LETTER.format((PLAIN + "Write to organization-communication@example.org or see "
                                  "https://example.org/organization/communication/determination. ") * 9)},
        {"letter": LETTER.format((PLAIN + "Call 1-866-912-2730, dear @@first_name@@. ") * 9)},
        {"letter": LETTER.format("\n".join("- the seed packet, a pencil, and a list" for _ in range(40)))},
        {"letter": LETTER.format((PLAIN + "Dr. S. and M. and Mr. Lee came at 7 p.m. with Mrs. Day. ") * 9)},
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []


def test_the_two_hardest_sentences_are_named(findings: Findings) -> None:
    harder = "Communicate organizational determinations regarding individual eligibility considerations immediately. "
    body = f"{PLAIN * 2}\n\n{HARD * 3}\n\nPlease\n**{harder.strip()}**\n\n{HARD * 4}"
    (finding,) = findings(RULE, {"letter": LETTER.format(body)})
    assert finding.severity is Severity.NOTE
    assert (finding.place.line, finding.place.column) == (10, 1)
    assert finding.section == "2026-12/letter"
    assert finding.text == f"Please {harder.strip()}"
    assert finding.remedy == (
        "Use shorter sentences and everyday words, first in “Please Communicate organizational determinations "
        "regarding individual eligibility considerations…” (line 10) and “Individuals experiencing difficulties "
        "obtaining appointments are encouraged to…” (line 8)."
    )


# Counted by hand: words, syllables, sentences.
COUNTED = [
    ("The cat sat on the mat.", 6, 6, 1),
    ("You do not have to read it all today.", 9, 10, 1),
    ("Some of us print this email and take it along.", 10, 12, 1),
    ("My sister drove us home. In the kitchen she asked what had been said.", 14, 16, 2),
    ("The doctor read all three and answered the last one first.", 11, 13, 1),
    ("He said he wished that more people would bring a list.", 11, 12, 1),
    ("Caregivers are encouraged to call, too.", 6, 10, 1),
    ("The radiologist looked at the scan before surgery.", 8, 15, 1),
    ("Chemotherapy may cause nausea and fatigue.", 6, 13, 1),
    ("The immune system helps to recognize infections.", 7, 13, 1),
    ("It didn't hurt; it's over. Is it? Yes.", 8, 10, 3),
    ("Two of 100 people came.", 5, 6, 1),
]


@pytest.mark.parametrize(("text", "words", "spoken", "count"), COUNTED)
def test_the_grade_is_that_of_a_count_by_hand(text: str, words: int, spoken: int, count: int) -> None:
    whole = total(measure(sentence) for sentence in sentences(text))
    assert (whole.words, whole.sentences) == (words, count)
    assert abs(whole.syllables - spoken) <= 1
    by_hand = 0.39 * words / count + 11.8 * spoken / words - 15.59
    assert whole.grade == pytest.approx(by_hand, abs=2.0)


def test_over_all_sentences_counted_by_hand_the_error_is_small() -> None:
    spoken = sum(measure(sentence).syllables for text, *_ in COUNTED for sentence in sentences(text))
    assert spoken == pytest.approx(sum(by_hand for _, _, by_hand, _ in COUNTED), abs=2)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "the make walked called sides clothes friend blue tongue league tried people's"),
        (2, "table people little wanted tables houses something sometimes someone hopeful lovely treated quiet trial"),
        (3, "opinion medicine hospital caregiver recurrence approval everyone serious different material"),
        (4, "oncologist diagnosis experience information television January biology"),
        (5, "radiology chemotherapy organization university evaluation"),
    ],
)
def test_syllables(count: int, words: str) -> None:
    wrong = {word: syllables(word.lower()) for word in words.split() if syllables(word.lower()) != count}
    assert sum(abs(got - count) for got in wrong.values()) <= 1, wrong


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Dr. S. explains it. M. tells how.", ["Dr. S. explains it.", "M. tells how."]),
        ("“Is it?” she asked. (It was.) Then 3.5 of 10, e.g. two.", ["“Is it?” she asked.", "(It was.)",
                                                                     "Then 3.5 of 10, e.g. two."]),
        ("no end", ["no end"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_terms_count_two_syllables_and_addresses_nothing() -> None:
    assert measure("He had doxorubicin.").syllables == 7
    assert measure("He had doxorubicin.", {"doxorubicin"}).syllables == 4
    assert measure("Write to helpline@example.org by noon.").words == 0
    assert total([]).grade == 0.0
