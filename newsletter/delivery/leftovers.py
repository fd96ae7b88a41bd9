"""Looking for what is left of a story: its words and its author's name, wherever they stand in a publication."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from newsletter.content.contributions import NOTE
from newsletter.delivery.redaction import pattern, telling_names

_RUN = 5
"""How many words in a row are taken for a quotation."""
_LARGEST = 5_000_000
_PASSED_OVER = {".git", ".venv", "node_modules", ".locks"}
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Mention:
    """A line that still holds the name or words of the story.  ``file`` is relative to the publication."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


class Telltales:
    """What gives a story away: runs of five words of it (all of a shorter text)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._runs = {run for text in texts for run, _ in _runs(text)} - {run for run, _ in _runs(NOTE)}

    def share(self, content: str) -> float:
        """How much of the story stands in a text or a page, from 0 to 1."""
        found = self._runs & {run for run, _ in _runs(content)}
        return len(found) / len(self._runs) if self._runs else 0.0

    def lines(self, content: str) -> list[int]:
        """The lines of a text or a page, from 1, on which words of the story begin."""
        return sorted({line for run, line in _runs(content) if run in self._runs})


def _runs(content: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Runs of words, without tags and in small letters, each with the line on which it begins."""
    words: list[tuple[str, int]] = []
    without_tags = _TAG.sub(lambda tag: " " + "\n" * tag[0].count("\n"), content)
    for number, line in enumerate(without_tags.split("\n"), 1):
        words += ((word.casefold(), number) for word in _WORD.findall(unescape(line)))
    if 2 < len(words) < _RUN:
        yield tuple(word for word, _ in words), words[0][1]
    for index in range(len(words) - _RUN + 1):
        yield tuple(word for word, _ in words[index : index + _RUN]), words[index][1]


def mentions(
    root: Path, telltales: Telltales, name: str | None, except_for: Sequence[Path] = ()
) -> tuple[Mention, ...]:
    """Where words of the story or the name still stand in the files of a publication, or in their names.

    A name that is only initials may be anything, and is looked for in ``issues/`` alone.  Files of git and of other
    programs, very large ones and those below ``except_for`` are passed over.
    """
    named = pattern(name, is_markup=True, any_case=False) if name else None
    in_names = [pattern(word, is_markup=False) for word in telling_names(name or "")]
    found: list[Mention] = []
    for path in _files(root):
        if any(path.is_relative_to(other) for other in except_for):
            continue
        file = path.relative_to(root).as_posix()
        if any(each.search(file) for each in in_names):
            found.append(Mention(file, 0, "the name stands in the name of the file"))
        try:
            if path.stat().st_size > _LARGEST:
                continue
            content = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError):  # a picture, or nothing that can be read
            continue
        found += (Mention(file, line, "words of the story") for line in telltales.lines(content)[:3])
        if named is not None and (in_names or file.startswith("issues/")):
            lines = {content.count("\n", 0, match.start()) + 1 for match in named.finditer(content)}
            found += (Mention(file, line, "the name") for line in sorted(lines))
    return tuple(found)


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _PASSED_OVER)
        yield from (Path(folder) / name for name in sorted(files))
