"""What each view leaves of an email, and that it leaves the rest alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.build import Build
from newsletter.checks.emulation import VIEWS, View, emulated, label
from newsletter.checks.html_tags import tags_of


def seen(html: str, name: str) -> str:
    return emulated(html, VIEWS[name]).partition("-->\n")[2]


@pytest.mark.parametrize(
    ("view", "html", "left"),
    [
        ("outlook", '<p style="border-radius:3px;color:red">x</p>', '<p style="color:red">x</p>'),
        ("outlook", "<!--[if mso]><b>A</b><![endif]--><!--[if !mso]><!--><i>B</i><!--<![endif]-->", "<b>A</b>"),
        ("outlook", "<style>@media print{p{color:red}} .a{color:red;opacity:.5} .a>b{color:red}</style>",
         "<style>.a{color:red}</style>"),
        ("outlook", "<video>Words</video>", "Words"),
        ("outlook", '<img src="a.webp" alt="A garden">', '<img alt="A garden">'),
        ("gmail-app", "<style>p{color:red}</style><p style='color:red'>x</p>",
         "<style></style><p style='color:red'>x</p>"),
        ("gmail-web", "<style>p{color:red}@media (prefers-color-scheme:dark){p{color:blue}}</style>",
         "<style>p{color:red}</style>"),
        ("gmail-web", "<style>@media print{@media print{p{color:red}}}</style>", "<style></style>"),
        ("gmail-web", "<b style='position:absolute;margin:0'>x</b>", '<b style="margin:0">x</b>'),
        ("dark-outlook", '<td bgcolor="#ffffff" style="color:#000;background:white">',
         '<td bgcolor="#333333" style="color:#ffffff;background:#333333">'),
        ("dark-outlook", "<style>[data-ogsc] .a{color:#123456!important}.a{color:#000}</style>",
         "<style>.a{color:#123456 !important}\n.a{color:#ffffff}</style>"),
        ("dark-inverted", "<style>[data-ogsc] .a{color:red}.a{color:#000}</style>", "<style>.a{color:#ffffff}</style>"),
        ("dark-inverted", '<p style="border:1px solid #ffffff;width:red">',
         '<p style="border:1px solid #000000;width:red">'),
        ("dark-inverted", '<p style="background:linear-gradient(#fff,#000)">',
         '<p style="background:linear-gradient(#000000,#ffffff)">'),
        ("no-images", '<img src="a.png" alt="A garden"><td background="a.png" style="background:url(a.png);color:red">',
         '<img alt="A garden"><td style="color:red">'),
    ],
)  # fmt: skip
def test_what_a_view_leaves(view: str, html: str, left: str) -> None:
    assert seen(html, view) == left


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_words_stay_and_the_label_says_what_it_is(view: View, built: Build) -> None:
    html = built.draft.email.html
    page = emulated(html, view)
    assert page.startswith(f"<!-- {label(view)} -->\n")
    assert "approximation" in label(view)
    for words in ("What a second opinion changed", "1-866-912-2730", "@@unsubscribe_url@@"):
        assert words in page
    assert page != html


def test_each_view_differs_from_the_others(built: Build) -> None:
    pages = [seen(built.draft.email.html, name) for name in VIEWS]
    assert len(set(pages)) == len(VIEWS)


PIECES = st.sampled_from((
    "<style>", "</style>", "<p style='", "'>", "{", "}", "@media (hover){", "@media print{", "/*", "*/", "color:",
    "red", "#fff", "rgb(0 0 0)", ";", "\\66 6", "url(data:image/png;base64,AA==)", "url(", ")", "calc(", '"',
    "<!--[if mso]>",
    "<![endif]-->", "<svg>", "&", "display:flex", "@charset 'utf-16';", "\x00", "!important", "var(--x)", ":not(", "[",
    "é",
))  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_page_is_too_odd(html: str) -> None:
    for view in VIEWS.values():
        page = emulated(html, view)
        assert page.startswith("<!-- ")
        # What was left of a page is a page again.
        assert tags_of(page) is not None
