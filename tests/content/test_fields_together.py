"""A mistake that shows only in several fields together names the line of one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from newsletter.model.issue import Issue
from newsletter.model.reading import Reading

Read = Callable[[Mapping[str, str | bytes | None]], Reading[Issue]]

EVENT = "---\nkind: event\ntitle: E\nstart: 2026-12-10 19:00\nzone: America/Chicago\n"


@pytest.mark.parametrize(
    ("section", "rule", "line"),
    [
        (EVENT + "---\n", "place-missing", 3),
        (EVENT + "place: P\nend: 2026-12-10 18:00\n---\n", "ends-before-start", 7),
        (EVENT.replace("12-10 19:00", "03-08 02:30") + "place: P\n---\n", "skipped-hour", 4),
        ("---\nkind: ask_the_expert\ntitle: T\nquestion: Q\n---\nA\n", "who-answers", 4),
        (
            "---\nkind: research_news\nitems:\n  - title: A\n    source: S\n    published_on: 2026-10-01\n"
            "    nct: NCT01234567\n---\n",
            "trial-status-missing",
            4,
        ),
    ],
)
def test_the_line_of_one_of_the_fields_is_named(read: Read, section: str, rule: str, line: int) -> None:
    found = read({"letter.md": section}).findings
    assert len(found) == 1, found
    (finding,) = found
    assert (finding.rule, finding.place.line) == (f"reading/{rule}", line)
