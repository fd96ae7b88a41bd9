from collections.abc import Callable

import pytest
from any_email import page

Found = Callable[..., list[str]]
RULE = "accessibility/contrast"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p style="color:#999">Words</p>', ["1: “Words” is hard to read: #999999 on #ffffff has a contrast of 2.8."]),
        (
            '<p style="color:#767676;background:#f5f5f5">Words</p>',
            ["1: “Words” is hard to read: #767676 on #f5f5f5 has a contrast of 4.1."],
        ),
        (
            '<font color="silver">Words</font>',
            ["1: “Words” is hard to read: #c0c0c0 on #ffffff has a contrast of 1.8."],
        ),
        (
            '<table><tr><td bgcolor="333333" style="color:#000">Words</td></tr></table>',
            ["1: “Words” is hard to read: #000000 on #333333 has a contrast of 1.6."],
        ),
        (
            '<div style="background:url(a.png);color:white">Words</div>',
            ["1: “Words” is hard to read: #ffffff on #ffffff has a contrast of 1.0."],
        ),
        (
            '<div style="background:linear-gradient(red,blue);color:white">Words</div>',
            ["1: “Words” is hard to read: #ffffff on #ffffff has a contrast of 1.0."],
        ),
        (
            '<p style="color:rgba(0,0,0,.4)">Words</p>',
            ["1: “Words” is hard to read: #999999 on #ffffff has a contrast of 2.8."],
        ),
        ('<p style="opacity:50%">Words</p>', ["1: “Words” is hard to read: #808080 on #ffffff has a contrast of 3.9."]),
        (
            '<p style="color:#999">One</p>\n<p style="color:#999">Two</p>',
            ["1: “One”, and 1 more like it, is hard to read: #999999 on #ffffff has a contrast of 2.8."],
        ),
        (
            "<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style><p>Words</p>",
            ["1: “Words” is hard to read in dark mode: #eeeeee on #ffffff has a contrast of 1.1."],
        ),
        (
            ('<style media="(prefers-color-scheme: dark)">body { background: #111 }</style><p>Words</p>'),
            ["1: “Words” is hard to read in dark mode: #000000 on #111111 has a contrast of 1.1."],
        ),
        (
            '<meta name="color-scheme" content="light dark"><p style="color:#333">Words</p>',
            ["1: “Words” is hard to read in dark mode: #333333 on #121212 has a contrast of 1.4."],
        ),
        (
            (
                "<style>p { color: #999 } p { color: #000 } .a { color: #aaa !important }</style><p "
                'class="a" style="color:#000">Words</p>'
            ),
            ["1: “Words” is hard to read: #aaaaaa on #ffffff has a contrast of 2.3."],
        ),
        (
            ('<style>#a > b, i + u { color: #bbb }</style><p id="a"><b>One</b> <i>two</i> <u>three</u></p>'),
            ["1: “One”, and 1 more like it, is hard to read: #bbbbbb on #ffffff has a contrast of 1.9."],
        ),
        (
            '<div style="background:#333">See <a href="https://a.org">this</a></div>',
            [
                "1: “See” is hard to read: #000000 on #333333 has a contrast of 1.6.",
                "1: “this” is hard to read: #0000ee on #333333 has a contrast of 1.3.",
            ],
        ),
        (
            '<h1 style="color:#a0a0a0">Words</h1>',
            ["1: “Words” is hard to read: #a0a0a0 on #ffffff has a contrast of 2.6."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, said: list[str]) -> None:
    assert found_in_email(RULE, page(html)) == said


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Words</p>",
        '<p style="color:#767676">Words</p>',
        '<h1 style="color:#8f8f8f">Words</h1>',
        '<p style="font-size:19px;font-weight:700;color:#8f8f8f">Words</p>',
        '<p style="display:none;color:#fff">Words</p>',
        '<div style="max-height:0;overflow:hidden;color:#fff">Words</div>',
        '<p style="font-size:1px;color:#fff">Words</p>',
        '<p style="color:#fff">|</p>',
        '<div style="background:#333 url(a.png) no-repeat;color:white">Words</div>',
        (
            "<style>@media print { p { color: #eee } } @media (max-width: 480px) { p { color: #eee } "
            "}</style><p>Words</p>"
        ),
        (
            "<style>@media (prefers-color-scheme: dark) { body { background: #111 !important } p { "
            'color: #eee !important } }</style><p style="color:#222">Words</p>'
        ),
        '<meta name="color-scheme" content="light dark"><p>Words</p>',
        ('<style>p { color: #eee } [data-ogsc] p { color: #fff }</style><p style="color:#222">Words</p>'),
        ("<style>p:hover { color: #eee } p::before { color: #eee } a:not([href]) { color: #eee }</style><p>Words</p>"),
        ('<style>p { color: #eee; } } { .a { b </style><p style="color:#222;;;color:oops;: ;">Words</p>'),
        ('<p style="color:#FFF;background-color:#333"><span style="color:inherit;background:none">Words</span></p>'),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, page(html)) == []
