from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]


def text(words: int, kind: str = "text") -> str:
    who = "contributor: person-0031\n" if kind == "survivor_story" else ""
    lines = "\n".join(" ".join(["tea"] * 10) for _ in range(words // 10))
    return f"---\nkind: {kind}\ntitle: Two words\n{who}---\n{lines}\n"


@pytest.mark.parametrize(
    ("kind", "message", "remedy"),
    [
        ("text", "This section has 902 words, about 4 minutes of reading.",
         "Tell the heart of it here, and link to the whole."),
        ("survivor_story", "This section has 902 words, about 4 minutes of reading.",
         "Ask the person who told it before you shorten it. Tell the heart of it here, and link to the whole."),
    ],
)  # fmt: skip
def test_what_must_fire(findings: Findings, kind: str, message: str, remedy: str) -> None:
    (one,) = findings("content/length", {"part": text(900, kind)})
    assert (one.message, one.remedy, one.section) == (message, remedy, "2026-12/part")
    assert one.severity is Severity.NOTE


@pytest.mark.parametrize("sections", [{"part": text(790)}, {f"part{n}": text(270) for n in range(10)}])
def test_what_must_not_fire(findings: Findings, sections: dict[str, str]) -> None:
    assert findings("content/length", sections) == []


def test_a_long_issue_names_its_longest_sections(findings: Findings) -> None:
    files = {"one": text(700), "two": text(790), **{f"part{n}": text(500) for n in range(5)}}
    (one,) = findings("content/length", files)
    assert one.place.file == "issues/2026-12/issue.yaml"
    assert "Its longest sections: two (792), one (702), part0 (502)." in one.message
