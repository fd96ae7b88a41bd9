"""The differences from npm mjml that are known and wanted, or at least understood: ``explained.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from screenshots import View

FILE = Path(__file__).parent / "explained.yaml"


class Explained(BaseModel):
    """One difference: where it shows, how many pixels it may take, and why it is there."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    page: str
    width: Literal[800, 600, 375, "all"]
    scheme: Literal["light", "dark", "all"]
    max_pixels: Annotated[int, Field(gt=0)]
    reason: Annotated[str, Field(min_length=40)]

    def covers(self, page: str, view: View) -> bool:
        """Whether the entry speaks of this view of this page."""
        return self.page == page and self.width in ("all", view.width) and self.scheme in ("all", view.scheme)


def read_explained(path: Path = FILE) -> list[Explained]:
    """The entries of the file.  Raises pydantic's ValidationError for one that is not as it has to be."""
    return TypeAdapter(list[Explained]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def unexplained(page: str, differences: Mapping[View, int], entries: Sequence[Explained]) -> dict[View, int]:
    """The views that differ by more pixels than their entries allow."""
    return {
        view: pixels
        for view, pixels in differences.items()
        if pixels > max((entry.max_pixels for entry in entries if entry.covers(page, view)), default=0)
    }


def outdated(page: str, differences: Mapping[View, int], entries: Sequence[Explained]) -> list[Explained]:
    """The entries of the page none of whose views differs any longer."""
    return [
        entry
        for entry in entries
        if entry.page == page and not any(pixels for view, pixels in differences.items() if entry.covers(page, view))
    ]


def as_table(entries: Sequence[Explained]) -> str:
    """The entries as the table in docs/fidelity.md."""
    rows = ["| Page | Width | Colors | At most | Why |", "|---|---|---|---:|---|"]
    for entry in entries:
        reason = " ".join(entry.reason.split())
        rows.append(f"| `{entry.page}` | {entry.width} | {entry.scheme} | {entry.max_pixels:,} pixels | {reason} |")
    return "\n".join(rows)
