"""Words that Markdown takes for something else and shows nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

Fault = tuple[int, str, str, str]
"""Line from 0, rule, message and remedy."""


def left_out_faults(tokens: Sequence[Token], env: Mapping[str, Any], markdown: str) -> Iterator[Fault]:
    """Where words of ``markdown`` are in none of its ``tokens``; ``env`` is what the parser kept beside them."""
    if not env and not any(sign in markdown for sign in ("](", "|", "```", "~~~")):
        return
    yield from _unused_definitions(tokens, env)
    lines: list[str] = []
    line = columns = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        if token.type == "fence" and token.info.strip():
            yield (
                line, "left-out", f"The words “{token.info.strip()}” at the start of this box are not shown.",
                "Write them on the next line.",
            )  # fmt: skip
        elif token.type == "thead_open":
            lines, columns = lines or markdown.split("\n"), 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and any(cell.strip() for cell in _cells(lines[line])[columns:]):
            yield (
                line, "left-out", "This row has more cells than the table's first row, and they are not shown.",
                "Add cells to the first two rows, or write \\| for a stroke that is to be read.",
            )  # fmt: skip
        for child in token.children or ():
            if "title" in child.attrs:
                yield (
                    line, "left-out", f"The words “{child.attrs['title']}” behind an address are not shown.",
                    "Write them into the text, and nothing but the address between the brackets.",
                )  # fmt: skip


def _unused_definitions(tokens: Sequence[Token], env: Mapping[str, Any]) -> Iterator[Fault]:
    """``[Note]: careful`` alone on a line gives the name “Note” to an address, which a link may use or not."""
    definitions = [*env.get("references", {}).values(), *env.get("duplicate_refs", ())]
    if definitions:
        children = [child for token in tokens for child in token.children or ()]
        used = {child.attrs.get("href") or child.attrs.get("src") for child in children}
        for definition in definitions:
            if definition["href"] not in used:
                yield (
                    definition["map"][0], "left-out", "This line is the address of a link that stands nowhere.",
                    "Take the line out; if it is to be read, leave out the colon or the brackets.",
                )  # fmt: skip


def _cells(row: str) -> list[str]:
    return escapedSplit(row.strip().lstrip("> \t").removeprefix("|"))
