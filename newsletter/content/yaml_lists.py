"""Lists rebuilt from their own pieces: entries that stay keep their bytes, their quotes and their comments."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items
from dataclasses import dataclass

from newsletter.content.yaml_reader import Scalar, Sequence
from newsletter.content.yaml_splice import column, content_end, in_line, line_start, next_line
from newsletter.model.errors import EditError

Splice = tuple[int, int, str]
"""Start and end of what is replaced, and the text that replaces it."""

Group = tuple[tuple[str, str | None], ...]
"""A new entry that is a group of fields, each with its text; None is a field that is still empty."""

Entry = int | str | Group
"""An entry of the new list: the index of an old one, a new text, or a new group."""

_SIDE_COMMENT = re.compile(r"[ \t]*#[^\r\n]*?(?=[ \t]*(?:[\r\n]|\Z))")
_BLANKS_AND_COMMENTS = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")


def rebuilt(text: str, old: Sequence, entries: Items[Entry], newline: str, key: Scalar | None) -> Splice:
    """The splice that turns a list into ``entries``.

    ``key`` is the field that holds the list; without one (a list within a list) it cannot be emptied.
    """
    if old.flow:
        return _flow(text, old, entries)
    return _block(text, old, entries, newline, key)


def entries_for(old: Sequence, values: Items[str]) -> list[Entry]:
    """``values`` as entries: whatever is in the list already is kept as it stands."""
    unused = {index: item.text for index, item in enumerate(old.items) if isinstance(item, Scalar)}
    entries: list[Entry] = []
    for value in values:
        index = next((index for index, text in unused.items() if text == value), None)
        entries.append(value if index is None else index)
        if index is not None:
            del unused[index]
    return entries


def new_block(indent: int, values: Items[str | Group], newline: str) -> str:
    """New entries, each after a dash, with its line break before it."""
    return "".join(f"{newline}{' ' * indent}- {_in_block(value, indent + 2, newline)}" for value in values)


def in_brackets(values: Items[str | Group]) -> str:
    """A list on one line."""
    return "[" + ", ".join(map(_in_flow, values)) + "]"


def _in_block(value: str | Group, indent: int, newline: str) -> str:
    """What stands behind a dash; a group has one field a line, ``indent`` spaces from the margin."""
    if isinstance(value, str):
        return in_line(value, flow=False)
    lines = (f"{key}:" if text is None else f"{key}: {in_line(text, flow=False)}" for key, text in value)
    return (newline + " " * indent).join(lines)


def _in_flow(value: str | Group) -> str:
    if isinstance(value, str):
        return in_line(value, flow=True)
    return "{" + ", ".join(f"{key}: " + ("" if text is None else in_line(text, flow=True)) for key, text in value) + "}"


def _too_dense() -> EditError:
    return EditError(
        "editing/too-dense",
        "The list is written too densely to be changed here. Write one entry a line, each after a dash.",
    )


@dataclass
class _Lines:
    """One entry of a block list: blank lines and comments above it, then its own lines with what follows on them."""

    lead: str
    own: str


def _block(text: str, old: Sequence, entries: Items[Entry], newline: str, key: Scalar | None) -> Splice:
    margin = column(text, old.start)
    first = _lead_start(text, old.start)
    if text[line_start(text, old.start) : old.start].strip(" "):
        raise _too_dense()
    pieces: list[_Lines] = []
    at = first
    for item in old.items:
        dash = line_start(text, _after_blanks(text, at))
        end = next_line(text, max(content_end(item, text), dash + margin + 1))
        pieces.append(_Lines(text[at:dash], text[dash:end]))
        at = end
    sample = re.match(r" *-([ ]*)(?=[^ \r\n#]|$)", pieces[0].own)
    gap = sample.group(1) if sample and sample.group(1) else " "
    result: list[_Lines] = []
    kept = [entry for entry in entries if isinstance(entry, int)]
    for entry in entries:
        if isinstance(entry, int):
            result.append(pieces[entry])
        else:
            own = _in_block(entry, margin + 1 + len(gap), newline)
            result.append(_Lines("", f"{' ' * margin}-{gap}{own}{newline}"))
    left_over = ""
    for index, piece in enumerate(pieces):
        if index in kept or "#" not in piece.lead:
            continue
        # What people wrote on lines of their own is kept even where the entry below it goes.
        after = next((result[entries.index(later)] for later in range(index + 1, len(pieces)) if later in kept), None)
        if after is None:
            left_over += piece.lead
        else:
            after.lead = piece.lead + after.lead
    if not result:
        return _emptied(text, first, at, left_over, key)
    if not pieces[-1].own.endswith(("\n", "\r")) and not left_over:
        _leave_open(result, pieces[-1], newline)
    return first, at, "".join(piece.lead + piece.own for piece in result) + left_over


def _lead_start(text: str, start: int) -> int:
    """The start of the comments and blank lines right above a list."""
    first = line_start(text, start)
    while first:
        above = line_start(text, first - (2 if text[max(0, first - 2) : first] == "\r\n" else 1))
        line = text[above:first].strip()
        if line and not line.startswith("#"):
            break
        first = above
    return first


def _leave_open(result: list[_Lines], last: _Lines, newline: str) -> None:
    """Where the file ends without a line break, it goes on doing so, whichever entry is last now."""
    final = result[-1]
    if final is last:
        return
    bare = final.own.rstrip("\r\n")
    if last in result:
        last.own += final.own[len(bare) :] or newline
    final.own = bare


def _emptied(text: str, first: int, end: int, left_over: str, key: Scalar | None) -> Splice:
    if key is None:
        raise EditError("editing/within-list", "A list within a list cannot be emptied. Take its line out.")
    colon = text.find(":", key.end) + 1
    rest = text[colon:first]
    if not colon or text[colon:first].split("#")[0].strip():
        raise _too_dense()
    if not text[:end].endswith(("\n", "\r")) and not left_over:
        rest = rest.rstrip("\r\n")
    return colon, end, " []" + rest + left_over


@dataclass
class _Cell:
    """One entry in brackets: what stands before it, itself, the white space before its comma, a comment behind."""

    lead: str
    own: str
    gap: str = ""
    side: str = ""


def _cells(text: str, old: Sequence) -> tuple[list[_Cell], bool, str]:
    """The entries, whether a comma follows the last one, and what stands behind it, with the bracket."""
    cells: list[_Cell] = []
    at, comma = old.start + 1, False
    for item in old.items:
        cell = _Cell(text[at : item.start], text[item.start : item.end])
        at = _after_blanks(text, item.end)
        comma = text[at] == ","
        if comma:
            cell.gap = text[item.end : at]
            at += 1
        else:
            at = item.end
        if "#" in cell.gap:
            cell.own, cell.gap = cell.own + cell.gap, ""
        if side := _SIDE_COMMENT.match(text, at):
            cell.side, at = side.group(), side.end()
        cells.append(cell)
    return cells, comma, text[at : old.end]


def _flow(text: str, old: Sequence, entries: Items[Entry]) -> Splice:
    cells, comma, closing = _cells(text, old)
    leads = [cell.lead for cell in cells] or [""]
    # White space belongs to the place in the list; comments above entries travel, and then all of it does.
    travels = any("#" in lead for lead in leads)
    later = re.split(r"#[^\r\n]*", leads[-1])[-1] if len(leads) > 1 or "\n" in leads[0] else " "
    gone = [cell.lead.rstrip() for index, cell in enumerate(cells) if index not in entries and "#" in cell.lead]
    pieces, in_comment = ["[", *gone], bool(gone)

    def add(piece: str) -> None:
        apart = in_comment and not piece.lstrip(" \t").startswith(("\n", "\r"))
        pieces.append("\n" + piece if apart else piece)

    for place, entry in enumerate(entries):
        cell = cells[entry] if isinstance(entry, int) else _Cell(later, _in_flow(entry))
        add(cell.lead if travels else leads[place] if place < len(leads) else later)
        gap = cells[place].gap if place < len(cells) else ""
        pieces += [cell.own, f"{gap}," if place < len(entries) - 1 or comma else "", cell.side]
        in_comment = bool(cell.side)
    add(closing)
    return old.start, old.end, "".join(pieces)


def _after_blanks(text: str, offset: int) -> int:
    """Behind blank lines, white space and comments."""
    match = _BLANKS_AND_COMMENTS.match(text, offset)
    return match.end() if match else offset
