"""What Outlook reads and Chromium does not: the comments for it have the same tags as npm mjml's."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from fidelity_pages import NAMES, page_named
from npm_mjml import Compiled

_COMMENT = re.compile(r"<!--\[if mso \| IE\]>(.*?)<!\[endif\]-->", re.S)
_TAG = re.compile(r"<(/?[\w:]+)([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_MARK = re.compile(r"\bat=\S+-outlook\b")


def outlook_tags(html: str) -> list[str]:
    """The tags in all comments for Outlook, attributes in order of their names, empty ones left out.

    How many comments there are, and blanks in styles, make no difference to Outlook.
    """
    tags = []
    for comment in _COMMENT.findall(html):
        for name, rest in _TAG.findall(comment):
            values = {key: _MARK.sub("", value) for key, value in _ATTRIBUTE.findall(rest)}
            values["style"] = re.sub(r"\s*([:;])\s*", r"\1", values.get("style", "")).rstrip(";")
            tags.append(" ".join([name, *(f'{key}="{values[key]}"' for key in sorted(values) if values[key].strip())]))
    return tags


@pytest.mark.fidelity
@pytest.mark.parametrize("name", NAMES)
def test_outlook_gets_the_same_tables(name: str, npm_mjml: Mapping[str, Compiled]) -> None:
    theirs = outlook_tags(npm_mjml[name].html)
    assert len(theirs) >= 12
    for html in page_named(name).faces.values():
        assert outlook_tags(html) == theirs


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ('<td><!--[if mso | IE]><td width="5" ><![endif]-->', ['td width="5"']),
        ('<!--[if mso | IE]></td><![endif]--><!--[if mso | IE]><td class="" style="b: c;"><![endif]-->',
         ["/td", 'td style="b:c"']),
        ('<!--[if mso | IE]><td class="at=issues/a.md:3-outlook"><![endif]-->', ["td"]),
        ("<!--[if !mso]><!--><td><!--<![endif]-->", []),
    ],
)  # fmt: skip
def test_only_what_outlook_reads_is_compared(html: str, tags: list[str]) -> None:
    assert outlook_tags(html) == tags
