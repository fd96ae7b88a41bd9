from collections.abc import Callable

import pytest

from newsletter.checks.medical._figures import medical_figures

Found = Callable[..., list[str]]
Text = Callable[..., str]
RULE = "medical/figures-without-source"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The drug shrank tumors\nin 36 percent.", "letter.md:6: The figure “36 percent” should not stand without a "
         "source, a year and the people it is about."),
        ("In LMS, tumors shrank in 36 of 100 people (The Lancet Oncology).",
         "letter.md:5: The figure “36 of 100” should not stand without a year."),
        ("In a study by Dr. A. in 2020, the response rate was 12.5%.",
         "letter.md:5: The figure “response rate was 12.5%” should not stand without the people it is about."),
        ("In 2020, one in three patients with uterine LMS had a recurrence.\n\nIt recurred in half of the patients.",
         "letter.md:5: The figure “one in three patients” and 1 more should not stand without a source."),
        ("The median time before the cancer grew was six months in people with LMS in 2019.",
         "letter.md:5: The figure “median time before the cancer grew was six months” should not stand without a "
         "source."),
        ("- Five-year survival: 63%", "letter.md:5: The figure “63%” should not stand without a source, a year and "
         "the people it is about."),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: Text, words: str, expected: str) -> None:
    assert found(RULE, {"letter": text(words)}) == [expected]


def test_news_names_its_source_and_its_day(found: Found) -> None:
    news = (
        "---\nkind: research_news\nitems:\n  - title: News\n    source: The Lancet\n    published_on: 2026-11-01\n"
        "    summary: Tumors shrank in {}.\n---\nWords.\n"
    )
    assert found(RULE, {"news": news.format("36 of 100 people with LMS")}) == []
    assert found(RULE, {"news": news.format("36 percent")}) == [
        "news.md:7: The figure “36 percent” should not stand without the people it is about."
    ]


SOURCED = [
    "In a trial of 2022, tumors shrank in 36 of 100 people with LMS ([report](https://example.com/report)).",
    "According to the American Cancer Society, LMS of the uterus recurred in 45 to 73 of 100 women in 2014.",
    "In [our figures](ref:pages/survival-figures) of 2020, half of the people with LMS are alive.",
]
NO_FIGURES = [
    "He lived with LMS for six years. She is a nine-year survivor, a 14 year thriver.",
    "My scan is in 3 months, to look for recurrence. One of my three questions was about survival.",
    "60 percent of readers responded to our survey about treatment. 100% of your gift goes to cancer research.",
    "The cancer grew. Then 2 of 3 cookies shrank in the oven, by 20 percent.",
    "Our group grew by 20 percent. Two of ten plants survived the frost.",
    "One of the three trials showed a better response. Trials of 2 drugs, 50 mg, 3 of 5 steps.",
    "LMS is one of more than 70 types of sarcoma. About 1 of every 100 cancers in adults is a sarcoma.",
    "Doors open at 7. Three of us came back for seconds; 5 of 10 chairs came back too.",
    "It can stay quiet for years and then reappear, even 15 to 20 years later.",
]


@pytest.mark.parametrize(
    "files",
    [
        {f"s{n}": f"---\nkind: text\n---\n{words}\n" for n, words in enumerate(SOURCED)},
        {f"s{n}": f"---\nkind: text\n---\n{words}\n" for n, words in enumerate(NO_FIGURES)},
        {"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nI had a 20 percent survival chance.\n"},
        {"drug": "---\nkind: drug_spotlight\ndrug: gemcitabine\n---\nIts card has figures.\n"},
        {"issues/2026-12/issue.yaml": "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n"
         "  - reference/pages/recurrence-and-surveillance\n  - reference/pages/survival-figures\n"},
        {"empty": "---\nkind: text\n---\nNothing.\n"},
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("After five years, 63 of 100 people are alive.", [("63 of 100", True)]),
        ("Six out of ten patients survive.", [("Six out of ten", True)]),
        ("Median overall survival was 33 months with both and 24 months with one.",
         [("Median overall survival was 33 months", True)]),
        ("Survival was 33 and 24 months.", [("Survival was 33 and 24 months", True)]),
        ("Two-thirds of all patients died within 2 years.", [("Two-thirds of all patients died", True)]),
        ("People lived a median of 14 months.", [("median of 14 months", True)]),
        ("The disease came back in 39 of 100 people.", [("39 of 100", False)]),
        ("Tumors shrank in 9% and 12.5% of people.", [("9%", False), ("12.5%", False)]),
        ("Tumors shrank in 36 of 100 people, and as a group they survived longer.", [("36 of 100", False)]),
        ("LMS came back in 1 of 10 people, and 8 of 10 people were alive.", [("1 of 10", False), ("8 of 10", True)]),
        ("As a group, people given both drugs also lived longer.", []),
        ("No survival figures here. Survivors: 12 of us.", []),
        ("In 2020, 5 in 2021.", []),
    ],
)  # fmt: skip
def test_figures(text: str, figures: list[tuple[str, bool]]) -> None:
    assert [(figure.words, figure.survival) for figure in medical_figures(text)] == figures


def test_long_texts_are_read_once() -> None:
    for piece in ("median ", "one in ", "3 of ", "survival of ", "9" * 50, "half of the ", "not figures ", " \n. "):
        assert list(medical_figures(f"survival {piece * 20_000}")) == []
