import re
from collections.abc import Callable
from pathlib import Path

import pytest

RULE = "links/without-address"
FRONT = "---\nkind: support\n---\n"


@pytest.fixture
def judge(findings, repository: Path) -> Callable[[str], list[str]]:  # type: ignore[no-untyped-def]
    """What the rule finds in a text of an issue without standing blocks."""
    settings = (repository / "newsletter.yaml").read_text("utf-8")
    settings = re.sub(r"top: \[.*\]\n  bottom: \[.*\]", "top: []\n  bottom: []", settings)
    assert "boot-camp" not in settings

    def judge(text: str) -> list[str]:
        found = findings(RULE, {"one": FRONT + text, "newsletter.yaml": settings})
        return [f"{f.place.line}:{f.place.column} {f.severity.value} {f.message}" for f in found]

    return judge


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Join [our group](ref:organization/links/support-group).",
         "4:6 note This link is printed as plain words, because no address is known: "
         "“our private Facebook support group”."),
        ("\nYou can [sign up here](ref:organization/links/subscribe).",
         "5:9 warning “sign up here” is printed without a link: “subscribe to LMSeAlerts” has no address yet."),
        ("Watch it [here](ref:webinars/boot-camp-3).",
         "4:10 warning “here” is printed without a link: “LMS Boot Camp 3” has no address yet."),
        ("[Boot Camp 3](ref:webinars/boot-camp-3), [the booklet](ref:organization/links/booklet), "
         "[again](ref:webinars/boot-camp-3)",
         "4:1 note These links are printed as plain words, because no address is known: “LMS Boot Camp 3”, "
         "“LEIOMYOSARCOMA: What You Need to Know”."),
    ],
)  # fmt: skip
def test_what_must_fire(judge: Callable[[str], list[str]], text: str, said: str) -> None:
    assert judge(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Search [all trials](ref:organization/links/trials-search) and call [here](ref:organization/helpline).",
        "We look at <ref:drugs/trabectedin> and [this other drug](ref:drugs/doxorubicin), in plain words.",
        "Write to <ref:organization/postal-address>, or [here](https://example.org/here).",
        "From [the organization](ref:organization) and [a page on profiling](ref:pages/profile-your-tumor).",
    ],
)
def test_what_must_not_fire(judge: Callable[[str], list[str]], text: str) -> None:
    assert judge(text) == []
