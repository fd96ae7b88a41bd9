from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "compatibility/gmail-styles"
LONG = "".join(f".class-number-{number} {{ color: #123456 }}\n" for number in range(300))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (f"<style>{LONG}</style>\n<style>{LONG}</style>", "302: Up to this style block the styles have"),
        (f"<style>{LONG}{LONG}</style>", "1: Up to this style block the styles have"),
        ("<p>\n<style>@media print { @media (hover) { a { color: red } } }</style>",
         "2: A rule @media stands within @media. Gmail drops the whole style block."),
        ("<style>@supports (a: b) { @font-face { font-family: x } }</style>",
         "1: A rule @font-face stands within @supports. Gmail drops the whole style block."),
        ("<style>a { color: rgb(0 0 0 / 50%) }</style>",
         "1: The color “rgb(0 0 0 / 50%)” is written without commas. Gmail drops the whole style block."),
        ('<p style="color:rgb(1 2 3)">x</p>',
         "1: The color “rgb(1 2 3)” is written without commas. Gmail drops the whole style of this <p>."),
        ('<meta charset="iso-8859-1">', "1: The character set is iso-8859-1. Gmail cuts such an email off"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
         "1: The character set is windows-1252. Gmail cuts such an email off"),
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
        f"<style>{LONG}</style>",
        f"<!--[if mso]><style>{LONG}{LONG}</style><![endif]-->",
        "<style>@media print { a { color: red } } @media (hover) { a { color: red } }</style>",
        "<style>a { color: rgb(0, 0, 0) } /* rgb(0 0 0) */</style>",
        '<style>a { content: "@media { @media" }</style>',
        '<meta charset="UTF-8">',
        '<p title="rgb(0 0 0)" style="color:rgb(1,2,3)">x</p>',
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
