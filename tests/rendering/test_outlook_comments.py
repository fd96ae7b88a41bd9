"""Neighboring comments for Outlook become one; others stay as they are."""

from __future__ import annotations

import re

import pytest
from mjml import mjml2html

from newsletter.build import Build
from newsletter.rendering.outlook_comments import join_outlook_comments

A, END = "<!--[if mso | IE]>", "<![endif]-->"


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        (f"{A}<td>{END}{A}</td>{END}", f"{A}<td></td>{END}"),
        (f"{A}1{END}{A}2{END}{A}3{END}x{A}4{END}", f"{A}123{END}x{A}4{END}"),
        (f"<!--[if mso]>1{END}{A}2{END}{A}3{END}", f"<!--[if mso]>1{END}{A}23{END}"),
        (f"<!--[if !mso]><!-->1<!--{END}{A}2{END}", f"<!--[if !mso]><!-->1<!--{END}{A}2{END}"),
        (f"{A}1{END} {A}2{END}", f"{A}1{END} {A}2{END}"),
        ("<p>no comment</p>", "<p>no comment</p>"),
    ],
)
def test_only_neighbors_of_the_same_condition_are_joined(html: str, joined: str) -> None:
    assert join_outlook_comments(html) == joined


def test_outlook_reads_the_same_page(built: Build) -> None:
    compiled = mjml2html(built.draft.email.mjml, fonts={})
    joined = join_outlook_comments(compiled)
    assert len(joined) < len(compiled) - 1000

    def for_outlook(html: str) -> str:
        return re.sub(r"<!--\[if mso( \| IE)?\]>(.*?)<!\[endif\]-->", r"\2", html, flags=re.DOTALL)

    def for_others(html: str) -> str:
        return re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)

    assert for_outlook(joined) == for_outlook(compiled)
    assert for_others(joined) == for_others(compiled)
