from collections.abc import Callable

import pytest
from any_email import WORDS, page

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "deliverability/text-part"
A, B = "https://example.org/a", "https://example.org/b"


@pytest.mark.parametrize(
    ("body", "text", "severity", "said"),
    [
        (WORDS, None, Severity.WARNING, "The email has no plain-text part to speak of."),
        (WORDS, "", Severity.WARNING, "The email has no plain-text part to speak of."),
        (WORDS, "HTML only.", Severity.WARNING, "The email has no plain-text part to speak of."),
        (WORDS + "Call 1-866-912-2730.", WORDS, Severity.ERROR, "lacks the telephone number “1-866-912-2730”"),
        (WORDS + "(866) 912-2730", WORDS + "866-912-2731", Severity.ERROR, "telephone number “(866) 912-2730”"),
        (WORDS + '<a href="tel:+18669122730">Call us</a>', WORDS, Severity.ERROR, "number “+18669122730”"),
        (WORDS + "From abroad: +44 20 7946 0958", WORDS, Severity.ERROR, "number “+44 20 7946 0958”"),
        (WORDS + "Join us December 3, 2026.", WORDS + "December 4", Severity.WARNING, "lacks the date “December 3”"),
        (WORDS + "2026-12-03 and 12/05/2026", WORDS, Severity.WARNING, "the dates “2026-12-03”, “12/05/2026”"),
        (WORDS + f'<a href="{A}">First</a><a href="{B}">Second</a>', f"{WORDS} {B}", Severity.WARNING,
         "lacks the address of the link “First”"),
        (WORDS + f'<a href="{A}">First</a><a href="{B}">Second</a>', WORDS, Severity.WARNING,
         "lacks the addresses of the link “First”, “Second”"),
        (WORDS + "Dear @@first_name@@", WORDS, Severity.WARNING, "lacks the merge field “@@first_name@@”"),
    ],
)  # fmt: skip
def test_what_must_fire(body: str, text: str | None, severity: Severity, said: str) -> None:
    (finding,) = check_email(FinishedEmail(page(body), text), (RULE,))
    assert said in finding.message
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", None),
        (WORDS, WORDS),
        ("Thank you all.", "Thank you all."),
        (WORDS + "Call 1-866-912-2730.", WORDS + "Call (866) 912 2730."),
        (WORDS + '<a href="tel:+18669122730">1-866-912-2730</a>', WORDS + "1-866-912-2730"),
        (WORDS + "NCT02997358, 2024;391:789-799, ISBN 978-3-16-148410-0", WORDS),
        (WORDS + "December 3, 2026", WORDS + "Dec. 3"),
        (WORDS + "December 3", WORDS + "December\n3"),
        (WORDS + "May 5th and March 12 at 7:00", WORDS + "5 May, 12 March"),
        (WORDS + "we may 5 times, in 10/2026 and 1/2 of 30", WORDS),
        (WORDS + f'<a href="{A}">First</a>', f"{WORDS}\n{A}/\n"),
        (WORDS + '<a href="#story">A story</a><a href="mailto:a@b.example">Write</a>', WORDS),
        (WORDS + '<a href="https://calendar.google.com/calendar/render?action=TEMPLATE&text=x">Google</a>', WORDS),
        (WORDS + '<a href="webcal://example.org/x">Calendar</a><a href="https://example.org/x.ics">.ics</a>', WORDS),
        (WORDS + f'<a href="{A}">View this in your browser</a>', WORDS),
        (WORDS + f'<a href="https://www.example.org/"><img src="logo.png" alt="Logo"></a><a href="{A}">a</a>',
         WORDS + A),
        (WORDS + "".join(f'<a href="https://click.example/{n}">Link {n}</a>' for n in range(4)),
         WORDS + " ".join(f"https://click.example/t{n}" for n in range(4))),
        (WORDS + '<a href="@@unsubscribe_url@@">Leave</a> @@postal_address@@', WORDS),
        (f'<div style="display:none">December 3, 1-866-912-2730</div>{WORDS}', WORDS),
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_email: Found, body: str, text: str | None) -> None:
    assert found_in_email(RULE, page(body), text=text) == []


def test_an_issue_of_every_kind_of_link_agrees_in_both_parts(found: Found) -> None:
    letter = (
        "---\nkind: letter\n---\nDear @@first_name@@, call <ref:organization/helpline> before December 12, 2026.\n\n"
        "- [one](https://example.org/1?a=b&c=d)\n- <https://example.org/2>\n- [three](ref:webinars/boot-camp-3)\n\n"
        "| When | Where |\n|---|---|\n| 2026-12-03 | [here](https://example.org/3_(x)) |\n"
    )
    assert found(RULE, {"letter": letter}) == []
