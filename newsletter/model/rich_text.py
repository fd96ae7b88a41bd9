"""Rich text: Markdown, parsed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from newsletter.model.place import Place


@dataclass(frozen=True)
class RichText:
    """Parsed Markdown.

    ``tokens`` are markdown-it's, block tokens with inline children (raw HTML never occurs).  ``file`` and
    ``first_line`` say where the Markdown begins: line 0 of a token's map is that line.  ``targets`` holds the
    ids of all ``ref:`` links with the place of the first one of each, ``pictures`` the files of all Markdown
    images likewise.
    """

    tokens: tuple[Token, ...] = field(default=(), compare=False)
    markdown: str = ""
    file: str = field(default="", compare=False)
    first_line: int = field(default=1, compare=False)
    targets: Mapping[str, Place] = field(default_factory=dict, compare=False)
    pictures: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def place(self, token_line: int, column: int = 0) -> Place:
        """The place of a line that a token's map names."""
        return Place(self.file, self.first_line + token_line, column)
