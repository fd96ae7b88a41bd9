"""What an editor can mend is told where it was typed; what a template did, of the template."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.model.finding import Finding

Findings = Callable[..., list[Finding]]
PRINT = "@media print {"
LETTER = "---\nkind: letter\ntitle: Hello\n---\n"


@pytest.mark.parametrize(
    ("rule", "body", "line", "said"),
    [
        ("fake-lists", "Hello.\n\n• One • Two • Three\n", 7,
         "“• One • Two • Three” looks like the beginning of a list, and is none."),
        ("capitals", "Hello.\n\nPLEASE CALL US BEFORE YOUR NEXT SCAN\n", 7,
         "“PLEASE CALL US BEFORE YOUR NEXT SCAN” is typed in capitals."),
        ("color-alone", "Hello.\n\nThe dates in red are canceled.\n", 7,
         "“dates in red” tells something by a color alone."),
    ],
)  # fmt: skip
def test_where_it_was_typed(findings: Findings, rule: str, body: str, line: int, said: str) -> None:
    found = findings(f"accessibility/{rule}", {"letter": LETTER + body})
    assert [(str(each.place), each.section, each.message) for each in found] == [
        (f"issues/2026-12/letter.md:{line}", "2026-12/letter", said)
    ]


@pytest.mark.parametrize(
    ("rule", "old", "new", "place"),
    [
        ("layout-tables", 'role="presentation" width="100%"', 'width="100%"', "templates/layout.mjml.j2"),
        ("contrast", PRINT, f".rich-text p {{ color: #bbbbbb !important }}\n{PRINT}", "templates/theme.yaml"),
        ("justified-text", PRINT, f".rich-text p {{ text-align: justify }}\n{PRINT}", "templates/layout.mjml.j2"),
    ],
)  # fmt: skip
def test_the_template_that_did_it(
    findings: Findings, repository: Path, rule: str, old: str, new: str, place: str
) -> None:
    path = "templates/parts/section.mjml.j2" if rule == "layout-tables" else "templates/parts/styles.css.j2"
    template = (repository / path).read_text(encoding="utf-8")
    assert old in template
    files = {"letter": f"{LETTER}Hello to everyone who reads this letter today.\n", path: template.replace(old, new)}
    support = "---\nkind: support\ntitle: Help\n---\nCall us.\n"
    found = findings(f"accessibility/{rule}", {**files, "support": support})
    assert {str(each.place) for each in found} == {place}
    assert {each.section for each in found} == {None}


def test_a_sound_letter_has_none(findings: Findings) -> None:
    body = (
        "## One\n\n- A\n- B\n\n#### Two\n\nSee [our page](https://www.cancer.gov/rare) today.\n\n"
        "| Day | Hour |\n| --- | --- |\n| Friday | 10:00 |\n"
    )
    for rule in (
        "heading-order",
        "fake-lists",
        "data-tables",
        "layout-tables",
        "color-alone",
        "contrast",
        "forced-dark",
    ):
        assert findings(f"accessibility/{rule}", {"letter": LETTER + body}) == []


def test_a_language_that_is_none(findings: Findings) -> None:
    letter = LETTER.replace("title:", "language: zz\ntitle:") + "Hello to everyone.\n"
    found = findings("accessibility/language", {"letter": letter})
    assert {(each.place.file, each.message) for each in found} == {
        ("issues/2026-12/letter.md", "“zz” is not the code of a language.")
    }
