from collections.abc import Callable

import pytest

from newsletter.build import Builder
from newsletter.checks import check
from newsletter.content.project import Project

Found = Callable[..., list[str]]
RULE = "compatibility/degrades"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<b style="border-radius:3px">', "1: The email uses border-radius (“border-radius:3px”)."),
        ('<td style="background-image:url(a.png)">', "1: The email uses background-image (“"),
        ('<b style="color:var(--ink)">', "1: The email uses CSS Variables (Custom Properties) (“color:var(--ink)”)."),
        ("<style>@font-face{font-family:x}</style>", "1: The email uses @font-face."),
        ('<b style="color:red;width:calc(1px + 1%)">', "1: The email uses CSS calc() function (“width:calc("),
        ("<b hidden>x</b>", "1: The email uses hidden attribute (“<b>”)."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, html: str, said: str) -> None:
    assert any(each.startswith(said) for each in found_in_email(RULE, html))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p style='margin:0;padding:4px;color:#333'>x</p>",
        '<td bgcolor="#ffffff" style="background-image:url(a.png)">',
        '<td style="background-color:#fff;background-image:url(a.png)">',
        '<td style="background:#fff url(a.png)">',
        '<b style="width:200px;width:calc(100px + 1%)">',
        '<b style="color:#333;color:var(--ink)">',
        "<style>@media (hover) { a:hover { border-radius:3px } }</style><b style='color:red'>x</b>",
        '<div style="display:none;max-height:0;opacity:0;mso-hide:all">x</div>',
        '<table align="left" style="float:left">',
        "<!--[if mso]><v:roundrect><![endif]--><a style='border-radius:3px'>x</a>",
        "<b style='white-space:nowrap'>x</b>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []


@pytest.mark.parametrize("issue", ["2026-11", "2026-12"])
def test_the_sample_issues_are_clean(repository, issue: str) -> None:  # type: ignore[no-untyped-def]
    draft = Builder(Project(repository)).check(issue).draft
    assert check(draft, ("compatibility/breaks", "compatibility/gmail-styles", RULE)) == ()
