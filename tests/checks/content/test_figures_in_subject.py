from collections.abc import Callable

import pytest

from newsletter.checks.content.figures_in_subject import survival_figure

Found = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("Survival in LMS: 63 of 100 people after five years", "63 of 100"),
        ("63% survive", "63%"),
        ("36 % were alive after five years", "36 %"),
        ("A 63-percent survival rate", "63-percent"),
        ("Survival: 14 per cent at stage IV", "14 per cent"),
        ("One in three people survives", "One in three"),
        ("Two out of three are alive", "Two out of three"),
        ("Median survival was 18 months", "Median survival was 18"),
        ("Half of all patients die within two years", "Half of"),
        ("Mortality fell by 12.5%", "12.5%"),
        ("Life expectancy, and why 1 in every 4 lives longer", "1 in every 4"),
        ("New figures: 41.2% lived past five years", "41.2%"),
    ],
)
def test_what_must_fire(words: str, figure: str) -> None:
    assert survival_figure(words, words) == figure


@pytest.mark.parametrize(
    "words",
    [
        "A survivor's story, and two webinars to watch",
        "9 of 10 survivors like our tea",
        "Survival figures, for those who want them",
        "What five-year survival means",
        "Nine years, four surgeries, one garden",
        "Tumors shrank in 36 of 100 people",
        "She has survived for nine years",
        "Surviving the holidays, part 2 of 3",
        "How we survive winter, week 1 of 4",
        "100% cotton scarves from June",
        "20% off tickets",
        "Len lived with LMS for six years",
        "The median age is 58",
        "A live webinar: one of two this month",
        "We live in Tulsa: 2 of us, one dog",
    ],
)
def test_what_must_not_fire(words: str) -> None:
    assert survival_figure(words, words) is None


def test_both_lines_are_read_together(found: Found) -> None:
    header = (
        "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: What survival figures say\n"
        "preheader: 63 of 100 people, and what that means\n"
    )
    letter = {"letter": "---\nkind: letter\n---\n63% survive.\n"}
    said = "The preview line gives a figure about survival, “63 of 100”, to everyone who opens the inbox."
    assert found("content/figures-in-subject", letter, header) == [f"issue.yaml:5: {said}"]
    assert found("content/figures-in-subject", letter) == []
