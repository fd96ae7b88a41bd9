from collections.abc import Callable

import pytest

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "compatibility/breaks"
GHOST = "<!--[if mso]><table><tr><td><![endif]-->"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p>\n<div style="display:flex">x</div>', "2: The email uses display:flex."),
        ('<div style="display:grid">', "1: The email uses display:grid."),
        ("<style>\n.a { display: flex }</style>", "2: The email uses display:flex. Where it is missing, what should"),
        ('<img src="a.webp">', "1: The email uses webP image format (“<img>”)."),
        ("<svg></svg>\n<svg></svg>", "1: The email uses Embedded <svg> image (“<svg>”) in 2 places."),
        ('<div style="position:absolute">', "1: The email uses position (“position:absolute”). Where it is missing"),
        ("<video></video>", "1: The email uses <video> element (“<video>”). Where it is missing, it cannot be played"),
        ('<link rel="stylesheet" href="a.css">', "1: The email uses <link> element (“<link>”). Where it is missing"),
        (f'{GHOST}<p></p><div style="display:flex">', "1: The email uses display:flex. Where it is missing"),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, html: str, said: str) -> None:
    found = found_in_email(RULE, html)
    assert len(found) == 1
    assert found[0].startswith(said)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Plain words</p>",
        "<style>@media (min-width:480px) { .a { display:flex } }</style>",
        "<style>@supports (display:grid) { .a { display:grid } }</style>",
        '<div style="position:relative">',
        '<link rel="icon" href="a.png">',
        '<link href="https://fonts.example.org/css" rel="stylesheet">',
        '<picture><source srcset="a.webp"><img src="a.png"></picture>',
        "<!--[if mso]><svg></svg><![endif]-->",
        '<img src="a.jpg" width="600">',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_a_table_for_outlook_leaves_the_other_programs(found_in_email: Found) -> None:
    alone = found_in_email(RULE, '<div style="display:flex">')
    helped = found_in_email(RULE, f'{GHOST}\n<div style="display:flex">')
    assert "Outlook for Windows" in alone[0]
    assert "Outlook for Windows" not in helped[0]
    assert "GMX" in helped[0]


@pytest.mark.parametrize(
    ("audience", "severity"),
    [({}, Severity.WARNING), ({"outlook": 100}, Severity.WARNING), ({"apple": 100}, Severity.NOTE)],
)
def test_the_audience_decides_how_grave_it_is(audience: dict[str, int], severity: Severity) -> None:
    email = FinishedEmail('<img src="a.webp">', audience=audience)
    assert [finding.severity for finding in check_email(email, (RULE,))] == [severity]


def test_a_finding_says_when_that_was_tested(found_in_email: Found) -> None:
    assert found_in_email(RULE, "<video></video>")[0].endswith("tested September 16, 2019 by caniemail.com.")
