from collections.abc import Callable

import pytest
from seeded_faults import SOUND

Found = Callable[..., list[str]]
RULE = "markup/outlook-view"
OPEN, CLOSE = "<!--[if mso]><table><tr><td><![endif]-->", "<!--[if mso]></td></tr></table><![endif]-->"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (OPEN + "<p>x</p>", "1: In Outlook for Windows: <table> is never closed."),
        ("<p>x</p>" + CLOSE, "1: In Outlook for Windows: </td> closes nothing that is open here."),
        ("\n" + OPEN.replace("<td>", "") + "<p>x</p>" + CLOSE.replace("</td>", ""),
         "2: In Outlook for Windows: <p> stands in a <tr>, but outside of its cells."),
        (OPEN + "<p>x</p>" + CLOSE.replace("</td>", ""),
         "0: In Outlook for Windows: <td> is opened more often than it is closed."),
        (OPEN + "<p>x</p>" + CLOSE.replace("-->", ">"), "A comment for Outlook"),
        ("<!--[if mso]><p>x</p>", "1: A comment for Outlook never ends: <![endif]--> is missing."),
        ("<!--[if mso]><p>x</p>-->", "1: A comment for Outlook never ends: <![endif]--> is missing."),
        ("<p>x</p><![endif]-->", "1: The end of a comment for Outlook, [endif], has no beginning."),
        ("<!--[if mso]><!-- note --><p>x</p><![endif]-->",
         "1: A comment for Outlook holds another comment, which ends it too early for everyone else."),
        ("<!--[if ms]><p>x</p><![endif]-->", "1: Outlook does not know the condition “ms”."),
        ("<!--[if mso]<p>x</p><![endif]-->", "1: A comment for Outlook is misspelled"),
        ("<!-- [if mso]><p>x</p><![endif]-->", "1: A comment for Outlook is misspelled"),
        ("<![if !mso]><p>x</p><![endif]-->", "1: A comment for Outlook ends in another way than it began"),
        ("<!--[if !mso]><!--><p>Words of love</p><!--<![endif]-->",
         "0: Outlook for Windows does not show these words: “Words of love”."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, html: str, said: str) -> None:
    assert any(said in finding for finding in found_in_email(RULE, html))


@pytest.mark.parametrize(
    "html",
    [
        SOUND,
        "",
        "<p>No code for Outlook, [if you ask], nor [endif] there</p>".replace("[endif]", "an end"),
        OPEN + "<p>x</p>" + CLOSE,
        OPEN.replace("mso", "(gte mso 9)|(IE)") + "<p>x</p>" + CLOSE.replace("mso", "(gte mso 9)|(IE)"),
        "<!--[if mso | IE]><p>x</p><![endif]-->",
        "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->",
        "<!--[if !mso]><!--><style>p {}</style><!--<![endif]-->",
        "<!--[if !mso]><!-- --><style>p {}</style><!-- <![endif]-->",
        "<!--[if !mso]> --><style>p {}</style><!-- <![endif]-->".replace("> -->", ">-->"),
        "<![if !mso]><style>p {}</style><![endif]>",
        '<!--[if mso]><v:roundrect href="x"><w:anchorlock/><center>Read it</center></v:roundrect><![endif]-->'
        '<!--[if !mso]><!--><a href="x">Read it</a><!--<![endif]-->',
        "<!--[if lte mso 11]><style>p {}</style><![endif]-->",
        "<!--[if IE]><p>Old</p><![endif]--><p>x</p>",
        "<!-- [not for Outlook] --><p>x</p>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []
