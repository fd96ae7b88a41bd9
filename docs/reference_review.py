"""Write ``docs/reference-review.md``: what a reviewer has to look at in ``reference/``.

    python docs/reference_review.py            write the page
    python docs/reference_review.py --check    say whether the page is up to date, and write nothing

The page lists, for every entry, each statement of the organization's own text that is in doubt (what was
published, what is proposed, why, on which source), and every entry that nobody has reviewed yet.  It is written
from the files alone, so that the same files always give the same page.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "reference"
PAGE = ROOT / "docs" / "reference-review.md"
FOLDERS = ("pages", "drug-groups", "drugs", "webinars", "notices")

Fields = dict[str, Any]


def entries(reference: Path = REFERENCE) -> dict[str, Fields]:
    """The front matter of every entry by its id, plain values as text; the organization first."""
    found = {"organization": _load((reference / "organization.yaml").read_text(encoding="utf-8"))}
    for folder in FOLDERS:
        for path in sorted((reference / folder).glob("*.md")):
            front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
            found[f"{folder}/{path.stem}"] = _load(front)
    return found


def page(found: dict[str, Fields]) -> str:
    """The page in Markdown."""
    doubtful = {name: fields for name, fields in found.items() if fields.get("doubts")}
    doubts = sum(len(fields["doubts"]) for fields in doubtful.values())
    waiting = [name for name, fields in found.items() if not (fields.get("reviewed_on") and fields.get("reviewed_by"))]
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
    for name, fields in doubtful.items():
        lines += ["", f"### {_heading(name, fields)}", "", f"`reference/{name}`", "", *_table(fields["doubts"])]
    lines += ["", "## Not reviewed yet", ""]
    lines += [
        f"- `{name}` ({_heading(name, found[name])}), as of {found[name].get('as_of') or 'no day'}" for name in waiting
    ]
    return "\n".join(lines) + "\n"


def _load(text: str) -> Fields:
    fields = yaml.load(text, yaml.BaseLoader)
    return fields if isinstance(fields, dict) else {}


def _heading(name: str, fields: Fields) -> str:
    if name == "organization":
        return "The organization"
    return str(fields.get("title") or fields.get("generic") or name.split("/")[1])


def _table(doubts: list[Fields]) -> list[str]:
    rows = ["| Published | Proposed | Reason | Source |", "|---|---|---|---|"]
    for doubt in doubts:
        sources = "<br>".join(_source(source) for source in doubt.get("sources", ()))
        cells = [_cell(doubt["published"]), _cell(doubt.get("proposed", "")), _cell(doubt["reason"]), sources]
        rows.append("| " + " | ".join(cell or "-" for cell in cells) + " |")
    return rows


def _source(source: Fields) -> str:
    title = _cell(source["title"])
    return f"[{title}](<{source['url']}>)" if source.get("url") else title


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
