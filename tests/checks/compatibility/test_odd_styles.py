"""CSS that no one should write: judged without a fault, and in bounded time (bench/compatibility.py measures it)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.styles import LONGEST
from newsletter.checks.used_features import used_features

RULES = ("compatibility/breaks", "compatibility/degrades", "compatibility/gmail-styles")
PIECES = st.sampled_from((
    "<style>", "</style>", "<p style='", "<p style=\"", "'>", "\">", "{", "}", "@media (hover){", "@supports", "/*",
    "*/", "color:", "red", "rgb(0 0 0)", ";", "\\66 6", "url(data:image/png;base64,AA==)", "url(", ")", "calc(",
    "<!--[if mso]>", "<![endif]-->", "<svg>", "display:flex", "@charset 'utf-16';", "\x00", "!important", ":not(", "[",
    "é", "&", ">", ",",
))  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_page_stops_a_rule(html: str) -> None:
    assert [f for f in check_email(FinishedEmail(html), RULES) if f.rule == "checks/rule-failed"] == []


@pytest.mark.parametrize(
    ("css", "slugs"),
    [
        ("p { display: flex", {"css-display-flex", "css-display", "css-selector-type"}),
        ("p { d\\69 splay: flex }", {"css-display-flex", "css-display", "css-selector-type"}),
        ("p { display: /* a */ flex /* b */ }",
         {"css-display-flex", "css-display", "css-selector-type", "css-comments"}),
        ("p { background: url(data:image/png;base64,AA==) }",
         {"css-background", "image-png", "image-base64", "css-selector-type"}),
        ("@media (hover) { @media (orientation) { p { z-index: 1 } } }",
         {"css-at-media", "css-at-media-hover", "css-at-media-orientation", "css-z-index", "css-selector-type"}),
        ("} p { z-index: 1 }", {"css-z-index", "css-selector-type", "css-selector-descendant"}),
        ("@charset 'utf-16'; p { z-index: 1 }", {"css-z-index", "css-selector-type"}),
        ("p { z-index: 1 } /* never ends", {"css-z-index", "css-selector-type", "css-comments"}),
        ("{" * 5_000, set()),
        ("p { width: " + "calc(" * 5_000, set()),
        ("a>" * 5_000 + "b { z-index: 1 }", {"css-selector-child", "css-selector-type", "css-z-index"}),
    ],
)  # fmt: skip
def test_what_is_read_of_odd_styles(css: str, slugs: set[str]) -> None:
    found = {use.slug for use in used_features(f"<style>{css}</style>")}
    assert found - {"html-style"} == slugs


def test_of_five_megabytes_the_first_part_is_read() -> None:
    css = ".a { color: red }\n" * 300_000
    found = {use.slug: use for use in used_features(f"<style>{css} p {{ display: flex }}</style>")}
    assert "css-display-flex" not in found
    assert found["css-selector-class"].offsets[0] < LONGEST
