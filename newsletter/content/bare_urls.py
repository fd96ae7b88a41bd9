"""A web address pasted into the text becomes a link.

The same as GitHub's extended autolinks for ``http://`` and ``https://`` (GFM spec, 6.9).  linkify-it-py does
more than that and took 4 ms of the 9 ms in which ten sections are parsed.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_URL = re.compile(r"(?<![\w/])https?://[^\s<>\"]+")
_TRAILING = "?!.,:;*_~'"


def bare_urls_plugin(parser: MarkdownIt) -> None:
    """Add the rule to a parser."""
    parser.core.ruler.after("inline", "bare_urls", _link_bare_urls)


def _link_bare_urls(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children and "://" in block.content:
            block.children = _linked(block.children)


def _linked(children: list[Token]) -> list[Token]:
    out: list[Token] = []
    inside_link = 0
    for token in children:
        inside_link += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not inside_link and "://" in token.content:
            out.extend(_split(token))
        else:
            out.append(token)
    return out


def _split(token: Token) -> list[Token]:
    text = token.content
    out: list[Token] = []
    start = 0
    for match in _URL.finditer(text):
        url = _without_trailing(match.group())
        if match.start() > start:
            out.append(Token("text", "", 0, content=text[start : match.start()], level=token.level))
        opening = Token("link_open", "a", 1, attrs={"href": url}, markup="linkify", info="auto", level=token.level)
        out += [
            opening,
            Token("text", "", 0, content=url, level=token.level + 1),
            Token("link_close", "a", -1, markup="linkify", info="auto", level=token.level),
        ]
        start = match.start() + len(url)
    if start < len(text):
        out.append(Token("text", "", 0, content=text[start:], level=token.level))
    return out


def _without_trailing(url: str) -> str:
    """The address without the punctuation of the sentence around it."""
    end = len(url)
    unopened = url.count(")") - url.count("(")
    while url[end - 1] in _TRAILING or (url[end - 1] == ")" and unopened > 0):
        unopened -= url[end - 1] == ")"
        end -= 1
    return url[:end]
