"""Write ``docs/reference-review.md``: what a reviewer has to look at in ``reference/``.

    python docs/reference_review.py            write the page
    python docs/reference_review.py --check    say whether the page is up to date, and write nothing

The page lists, for every entry, each statement of the organization's own text that is in doubt (what was
published, what is proposed, why, on which source), and every entry that nobody has reviewed yet.  It is written
from the files alone, so that the same files always give the same page.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from newsletter.content.reference import read_reference
from newsletter.content.review import ReviewEntry, review_entries
from newsletter.model.reference import Doubt, Source

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference-review.md"


def entries() -> tuple[ReviewEntry, ...]:
    """Every entry of the reference; the organization first."""
    return review_entries(read_reference(ROOT / "reference").require())


def page(found: Sequence[ReviewEntry]) -> str:
    """The page in Markdown."""
    doubtful = [entry for entry in found if entry.doubts]
    doubts = sum(len(entry.doubts) for entry in doubtful)
    waiting = [entry for entry in found if not entry.reviewed]
    lines = [
        "# The reference, for its reviewers",
        "",
        "This page is written by `python docs/reference_review.py` from the files in `reference/`.",
        "Do not edit it by hand.",
        "",
        f"- {len(found)} entries; {len(waiting)} of them not reviewed yet.",
        f"- {doubts} doubts in {len(doubtful)} entries.",
        "",
        "Whoever is qualified to sign for an entry writes `reviewed_on` and `reviewed_by` into its file, and",
        "takes a doubt out once it is settled. The sources were read as copies of public pages; their titles",
        "are descriptions, not always the pages' own.",
        "",
        "## Doubts",
    ]
    for entry in doubtful:
        lines += ["", f"### {entry.title}", "", f"`reference/{entry.id}`", "", *_table(entry.doubts)]
    lines += ["", "## Not reviewed yet", ""]
    lines += [f"- `{entry.id}` ({entry.title}), as of {entry.as_of or 'no day'}" for entry in waiting]
    return "\n".join(lines) + "\n"


def _table(doubts: Sequence[Doubt]) -> list[str]:
    rows = ["| Published | Proposed | Reason | Source |", "|---|---|---|---|"]
    for doubt in doubts:
        sources = "<br>".join(_source(source) for source in doubt.sources)
        cells = [_cell(doubt.published), _cell(doubt.proposed or ""), _cell(doubt.reason), sources]
        rows.append("| " + " | ".join(cell or "-" for cell in cells) + " |")
    return rows


def _source(source: Source) -> str:
    title = _cell(source.title)
    return f"[{title}](<{source.url}>)" if source.url else title


def _cell(text: str) -> str:
    """Text that stands in a table cell as it was typed."""
    for mark in "\\|*_<>[]`":
        text = text.replace(mark, "\\" + mark)
    return text


def main(arguments: list[str]) -> int:
    """Write or check the page; 1 where a check finds it out of date."""
    wanted = page(entries())
    if "--check" in arguments:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted
        print("up to date" if fresh else "out of date: run python docs/reference_review.py")
        return 0 if fresh else 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
