from collections.abc import Callable
from pathlib import Path

import pytest

Found = Callable[..., list[str]]
RULE = "medical/donation-request"

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections: [{}]\n"
MEMORY = "---\nkind: in_memory\nname: Len\nrelation: his wife\ncontributor: person-0034\n---\nHe fixed clocks.\n"
APPEAL = "---\nkind: text\ntitle: Help us\n---\nPlease donate before the year ends.\n"
PAUSE = "---\nkind: text\n---\nA quiet month.\n"
IN_MEMORY = "---\nkind: dedication\ntribute: in memory\nnames: [June]\n---\n{}\n"
IN_HONOR = IN_MEMORY.replace("in memory", "in honor")
FIGURES = "---\nkind: text\n---\nAfter five years, 63 of 100 people are alive.\n"
LEN = "the remembrance of Len"


@pytest.fixture
def with_page(repository: Path) -> dict[str, str]:
    """The organization with an address for its dedication page."""
    text = (repository / "reference/organization.yaml").read_text("utf-8")
    label = "    label: a dedication page\n"
    return {"reference/organization.yaml": text.replace(label, f'{label}    url: "https://example.com/dedicate"\n')}


@pytest.mark.parametrize(
    ("files", "order", "expected"),
    [
        ({"appeal": APPEAL, "len": MEMORY}, "appeal, len",
         [f"appeal.md:5: “donate” asks for donations directly before {LEN}."]),
        ({"appeal": APPEAL, "len": MEMORY}, "len, appeal",
         [f"appeal.md:5: “donate” asks for donations directly after {LEN}."]),
        ({"len": MEMORY.replace("clocks.", "clocks.\n\nIn lieu of flowers, make a gift.")}, "len",
         [f"len.md:9: “In lieu of flowers” asks for donations in {LEN}."]),
        ({"appeal": APPEAL, "figures": FIGURES}, "figures, appeal",
         ["appeal.md:5: “donate” asks for donations directly after a section with survival figures."]),
        ({"appeal": APPEAL}, "reference/pages/survival-figures, appeal",
         ["appeal.md:5: “donate” asks for donations directly after the page “Survival figures”."]),
        ({"june": IN_MEMORY.format("Gifts to our fund honor her.")}, "june",
         ["june.md:6: “Gifts to our” asks for donations in a dedication in memory of someone."]),
        ({"june": IN_HONOR.format("Join our fundraiser."), "len": MEMORY}, "june, len",
         [f"june.md:6: “fundraiser” asks for donations directly before {LEN}."]),
        ({"page": PAUSE.replace("A quiet", "See [this](ref:organization/links/dedication). A quiet"), "len": MEMORY},
         "page, len", [f"page.md:4: “a dedication page” asks for donations directly before {LEN}."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, files: dict[str, str], order: str, expected: list[str]) -> None:
    assert found(RULE, files, HEADER.format(order)) == expected


def test_a_standing_notice_at_the_end(found: Found, repository: Path) -> None:
    settings = (repository / "newsletter.yaml").read_text("utf-8")
    notice = (repository / "reference/notices/dedication.md").read_text("utf-8")
    files = {
        "len": MEMORY,
        "newsletter.yaml": settings.replace(
            "bottom: [support, boot-camp, helpline, dedication,", "bottom: [dedication,"
        ),
        "reference/notices/dedication.md": notice.replace("left_out_beside:", "left_out_beside: [letter] #"),
    }
    (message,) = found(RULE, files)
    assert message.startswith("reference/notices/dedication.md:")
    assert message.endswith(f"“donations” asks for donations directly after {LEN}.")


def test_what_the_template_of_a_dedication_prints(found: Found, with_page: dict[str, str]) -> None:
    files = {"june": IN_HONOR.format("Two miles."), "pause": PAUSE, "len": MEMORY, **with_page}
    assert found(RULE, files, HEADER.format("june, len")) == [
        f"june.md:1: “a dedication page” asks for donations directly before {LEN}."
    ]
    assert found(RULE, files, HEADER.format("june, pause, len")) == []
    alone = {"june": IN_MEMORY.format("Two miles."), **with_page}
    assert found(RULE, alone, HEADER.format("june")) == []


KIND_WORDS = (
    "He was a gift to us all, and gave what he could. She gave blood and was an organ donor; donate blood if you can. "
    "Thank you for your donations in spring. He asked for no donations. Giving up was not his way. Give me a minute."
)


@pytest.mark.parametrize(
    ("files", "order"),
    [
        ({"appeal": APPEAL, "pause": PAUSE, "len": MEMORY}, "appeal, pause, len"),
        ({"appeal": APPEAL, "pause": PAUSE, "len": MEMORY}, "len, pause, appeal"),
        ({"appeal": APPEAL, "pause": PAUSE}, "pause, appeal"),
        ({"len": MEMORY.replace("He fixed clocks.", KIND_WORDS)}, "len"),
        ({"pause": PAUSE.replace("A quiet month.", KIND_WORDS), "len": MEMORY}, "pause, len"),
        ({"june": IN_MEMORY.format("She walked."), "len": MEMORY}, "june, len"),
        ({"june": IN_HONOR.format("Please donate.")}, "june"),
        ({"pause": PAUSE, "support": "---\nkind: support\n---\nCall.\n"}, "support, reference/pages/survival-figures"),
        ({"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nI had a 20% survival chance.\n",
          "appeal": APPEAL}, "story, appeal"),
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str], order: str) -> None:
    assert found(RULE, files, HEADER.format(order)) == []
