"""Shortcuts for plain prose in markdown-it: the same tokens in two thirds of the time.

A line that begins with a letter can begin no list, quotation, heading or rule; a text without ``|`` has no
table; a paragraph without any of Markdown's characters needs no inline parsing; a plain web address needs no
normalizing.  A test holds that the tokens equal the parser's own.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from newsletter.content.prose_limits import is_dense

_PLAIN_URL = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~=&?#+-]*)?")
_SPECIAL = re.compile(r"[\\`*_\[\]<&~]|[ \t]\n|\n[ \t]")


def prose_plugin(parser: MarkdownIt) -> None:
    """Put the shortcuts before the parser's own rules."""
    parser.block.ruler.before("table", "prose", _prose)
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", _inline)

    normalize = parser.normalizeLink
    parser.normalizeLink = (  # type: ignore[method-assign]
        lambda url: url if _PLAIN_URL.fullmatch(url) else normalize(url)
    )


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    return "|" in state.src and table(state, start_line, end_line, silent)


def _begins_with_letter(state: StateBlock, line: int) -> bool:
    return state.src[state.bMarks[line] + state.tShift[line]].isalpha()


def _prose(state: StateBlock, start_line: int, _end_line: int, _silent: bool) -> bool:
    # A table may begin with any word, so a text with a | goes the long way.
    if not _begins_with_letter(state, start_line) or "|" in state.src:
        return False
    line = start_line + 1
    parent, state.parentType = state.parentType, "paragraph"
    terminators = state.md.block.ruler.getRules("paragraph")
    while line < state.lineMax and not state.isEmpty(line):
        lazy = state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0
        if not (lazy or _begins_with_letter(state, line)) and _ends_paragraph(state, line, terminators):
            break
        line += 1
    content = mdTrim(state.getLines(start_line, line, state.blkIndent, False))
    state.line = line
    state.push("paragraph_open", "p", 1).map = [start_line, line]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start_line, line], []
    state.push("paragraph_close", "p", -1)
    state.parentType = parent
    return True


def _ends_paragraph(state: StateBlock, line: int, terminators: list[RuleFuncBlockType]) -> bool:
    for rule in terminators:  # noqa: SIM110  any() with a generator takes twice as long
        if rule(state, line, state.lineMax, True):
            return True
    return False


def _inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if token.content and (_SPECIAL.search(token.content) is None or is_dense(token.content)):
            first, *rest = token.content.split("\n")
            token.children.append(Token("text", "", 0, content=first))
            for line in rest:
                token.children.append(Token("softbreak", "br", 0))
                token.children.append(Token("text", "", 0, content=line))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
