from collections.abc import Callable

import pytest

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "markup/line-length"


@pytest.mark.parametrize(
    ("html", "text", "severity", "said"),
    [
        ("a\n" + "x" * 999, "", Severity.WARNING, "Line 2 of the HTML part has 999 bytes. Mail servers may cut it."),
        ("", "a\n\n" + "x" * 2_000, Severity.WARNING, "Line 3 of the text part has 2,000 bytes."),
        ("é" * 500, "", Severity.WARNING, "Line 1 of the HTML part has 1,000 bytes."),
        ("x" * 950, "", Severity.NOTE, "Line 1 of the HTML part has 950 bytes. Mail servers may cut lines of more"),
        ('<p data-at="a.md:1">\n<p data-at="b.md:2">' + "x" * 999, "", Severity.ERROR, "has 1,002 bytes"),
        ('<p data-at="a.md:1">' + "x" * 950, "", Severity.NOTE, "has 953 bytes"),
    ],
)
def test_what_must_fire(html: str, text: str, severity: Severity, said: str) -> None:
    (finding,) = check_email(FinishedEmail(html, text), (RULE,))
    assert said in finding.message
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("x" * 900, "x" * 900),
        ("é" * 450, ""),
        ("🙂" * 225, ""),
        ("x" * 900 + "\r\n" + "x" * 900, ""),
        ("short\n" * 10_000, "short\n" * 10_000),
        (f'<p data-at="{"a" * 200}.md:1">' + "x" * 890, ""),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str, text: str) -> None:
    assert found_in_email(RULE, html, text=text) == []


def test_the_long_word_of_an_issue_is_named(found: Found) -> None:
    letter = f"---\nkind: letter\n---\nHello.\n\n{'x' * 1_200}\n"
    said = found(RULE, {"letter": letter})
    assert [line.split(": ")[0] for line in said] == ["issue.yaml", "letter.md:6"]
