"""Links with the same words in one text lead to the same page.

Somebody who opens the first one believes to have seen the second.

Bad: ``[the trial](https://example.org/1)`` and, a paragraph later, ``[the trial](https://example.org/2)``.
Good: ``[the first trial](…)`` and ``[the second trial](…)``.
Source: WCAG 2.2, 2.4.9 and 3.2.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.links._address import web_address
from newsletter.checks.links.vague_words import is_vague
from newsletter.model.document import Block
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.NOTE


def check(draft: Draft) -> Iterator[Fault]:
    """The same words for two pages within one text.  Buttons and calendar links repeat, each in its own card."""
    for block in draft.document.blocks:
        first: dict[str, tuple[str, Place]] = {}
        reported: set[str] = set()
        for words, href, place in _typed_links(block):
            key = words.casefold()
            target = _page(href)
            known = first.setdefault(key, (target, place))
            if known[0] != target and key not in reported:
                reported.add(key)
                yield Fault(
                    place,
                    f"“{words}” is the name of two links that lead to different pages; the other one is on line "
                    f"{known[1].line}.",
                    "Say in the words of each link what is there.",
                    text=words,
                )


def _typed_links(block: Block) -> Iterator[tuple[str, str, Place]]:
    line = 0
    for token in block.body.tokens:
        if token.map:
            line = token.map[0]
        children = token.children or []
        for index, child in enumerate(children):
            if child.type != "link_open" or child.info == "auto":
                continue
            inside: list[str] = []
            for following in children[index + 1 :]:
                if following.type == "link_close":
                    break
                inside.append(following.content or (" " if following.type.endswith("break") else ""))
            words = " ".join("".join(inside).split()).strip("[]()^ ")
            # Footnote numbers repeat on purpose, and what is vague is reported as such.
            if len(words) > 1 and not words.isdigit() and not is_vague(words):
                yield words, str(child.attrs.get("href", "")), block.body.place(line)


def _page(href: str) -> str:
    parts = web_address(href)
    if parts is None:
        return href
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
