from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
RULE = "content/repeated-text"

TEA = "It is dark by five now, and that is when my sister comes over and I make tea for both of us."
DOG = "Most days we talk about the neighbor's dog, who has learned to open our gate and close it again."
RAIN = "Today it rained until noon, and then the bench was dry enough for two people and a newspaper."
HELP = "If something here raises a question, our helpline is open to you and to those who care for you."
STORY = (
    "I was told on a Monday. My sister drove us home that night. We sat in the kitchen until two. "
    "Nobody had eaten anything all day. Then she made soup, and we ate it standing."
)


def section(kind: str, text: str, title: str = "") -> str:
    fields = {"survivor_story": "contributor: person-0031\n", "drug_spotlight": "drug: trabectedin\n"}.get(kind, "")
    if kind == "event":
        fields = "start: 2026-12-19 19:00\nzone: America/Chicago\nplace: Online\n"
    return f"---\nkind: {kind}\ntitle: {title or 'T ' + kind}\n{fields}---\n{text}\n"


def issues(**texts: str) -> dict[str, str]:
    """Issues by month, each with one section ``part``."""
    files: dict[str, str] = {}
    for name, text in texts.items():
        month = name.removeprefix("m")
        files[f"issues/2026-{month}/issue.yaml"] = (
            f"title: Month {month}\nnumber: {month}\ndate: 2026-{month}-01\nsections: [part]\n"
        )
        files[f"issues/2026-{month}/part.md"] = text
    return files


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (section("letter", f"{TEA}\n\n{RAIN}"), section("letter", f"Dear friends,\n\n{TEA}\n\nGood night."), 7,
         "The paragraph that begins “It is dark by five now, and that” stood word for word in “Month 11”."),
        (section("letter", f"{TEA} {DOG}\n\n{RAIN}"),
         section("letter", f"> {TEA.upper()} {DOG}\n\n- {RAIN}\n\nOne thing. Two more things here. Three new things "
                 "today. Four of them are red. Five are quite small. Six are rather old."), 5,
         "The paragraph that begins “IT IS DARK BY FIVE NOW, AND THAT” stood word for word in “Month 11”. "
         "So did 1 more of this section."),
        (section("survivor_story", STORY, "Soup"), section("survivor_story", "Something quite new.", "soup"), 1,
         "A story of this title by the same person stood in “Month 11”."),
        (section("survivor_story", STORY, "Soup"),
         section("text", STORY.replace("Nobody had eaten anything all day. ", ""), "Standing"), 1,
         "Most of this section stood in “Month 11” (part.md)."),
    ],
)  # fmt: skip
def test_what_must_fire(findings: Findings, old: str, new: str, line: int, said: str) -> None:
    (one,) = findings(RULE, {"letter": new, **issues(m11=old)})
    assert (one.place.line, one.message, one.severity) == (line, said, Severity.WARNING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (section("letter", TEA), section("letter", f"{TEA} And so on.")),
        (section("letter", "Dear friends,\n\nGood night, and sleep well."),
         section("letter", "Dear friends,\n\nGood night, and sleep well.\n\nThis is new.")),
        (section("letter", f"{HELP}\n\n{RAIN}"), section("letter", f"A new one, all of it.\n\n{HELP}")),
        (section("text", f"{TEA} This is not medical advice."), section("text", f"{TEA} This is not medical advice.")),
        (section("support", TEA), section("support", TEA)),
        (section("event", TEA), section("event", TEA)),
        (section("survivor_story", STORY, "Soup"), section("survivor_story", "New. I sat there. It rained.", "Soup 2")),
        (section("survivor_story", STORY, "Soup"), section("letter", "My sister drove us home that night. It is new. "
                                                           "Nobody had asked me that. We laughed for once.")),
        (section("letter", "Hello."), section("text", "Hello.")),
    ],
)  # fmt: skip
def test_what_must_not_fire(findings: Findings, old: str, new: str) -> None:
    assert findings(RULE, {"part": new, **issues(m11=old)}) == []


def test_what_stands_in_every_issue_is_meant_to(findings: Findings) -> None:
    thrice = f"{TEA}\n\nThis is new, and that is newer still."
    assert findings(RULE, {"part": section("letter", thrice), **issues(
        m10=section("letter", f"{TEA}\n\n{RAIN}"), m11=section("letter", f"{TEA}\n\n{DOG}"))}) == []  # fmt: skip


def test_an_introduction_that_comes_again_is_a_note(findings: Findings) -> None:
    intro = section("drug_spotlight", TEA)
    (one,) = findings(RULE, {"part": intro, **issues(m11=intro)})
    assert one.severity is Severity.NOTE


def test_the_latest_telling_is_named(findings: Findings) -> None:
    told = section("survivor_story", STORY, "Soup")
    (one,) = findings(RULE, {"part": told, **issues(m09=told, m10=section("letter", RAIN))})
    assert "“Month 09”" in one.message
    (one,) = findings(RULE, {"part": told, **issues(m09=told, m10=told)})
    assert "“Month 10”" in one.message
