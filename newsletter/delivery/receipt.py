"""The receipt of a withdrawal, ``people/receipts/<day>-<number>.yaml``: what went, when, on whose word.

Never the words, and never the name: whoever asked for it to be gone is not named by what proves that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsletter.content.project import Project
from newsletter.content.yaml_splice import double_quoted
from newsletter.delivery.redaction import telling_names, without_words

FOLDER = "receipts"


@dataclass(frozen=True)
class Receipt:
    """A receipt to be written.

    ``record`` is where the signed consent is kept; ``name`` is what may not stand in the receipt.
    """

    path: Path
    at: datetime
    by: str
    on_word_of: str
    record: str | None
    name: str

    def write(self, removed: Sequence[str], *, finished: bool, on_the_web: Sequence[str] = ()) -> None:
        """Write it, with what went, one sentence each.  Raises OSError.

        ``on_the_web`` are the SHA-256 of pictures that could not be reached: the next withdrawal tries again.
        """
        lines = [
            "# The receipt of a withdrawal: what went, when, on whose word. Neither the words nor the name stand here.",
            f"withdrawn_at: {self.at.isoformat(timespec='seconds')}",
            f"on_word_of: {double_quoted(self._unnamed(self.on_word_of))}",
            f"carried_out_by: {double_quoted(self._unnamed(self.by))}",
            f"consent_record: {double_quoted(self._unnamed(self.record)) if self.record else '~'}",
            f"finished: {'yes' if finished else 'no'}",
            "removed:" if removed else "removed: []",
            *(f"  - {double_quoted(self._unnamed(each))}" for each in removed),
            *(["still_on_the_web:", *(f"  - {digest}" for digest in on_the_web)] if on_the_web else []),
        ]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

    def _unnamed(self, words: str) -> str:
        return without_words(words, telling_names(self.name) or (self.name,), "…", is_markup=False)


def new_receipt(project: Project, at: datetime, by: str, on_word_of: str, record: str | None, name: str) -> Receipt:
    """A receipt with a name of its own; nothing is written yet."""
    folder = project.people / FOLDER
    number = 1
    while (path := folder / f"{at.date().isoformat()}-{number}.yaml").exists():
        number += 1
    return Receipt(path, at, by, on_word_of, record, name)


def pictures_left(project: Project) -> frozenset[str]:
    """The SHA-256 of pictures that earlier withdrawals could not take off the web.  Raises OSError."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((project.people / FOLDER).glob("*.yaml"))]
    return frozenset(digest for text in texts for digest in re.findall(r"^  - ([0-9a-f]{64})$", text, re.MULTILINE))
