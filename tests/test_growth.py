"""Work and memory grow with what was written and no faster.  Times are measured in ``bench/growth.py``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.rendering.lines import break_lines

Make = Callable[[Mapping[str, str]], Project]
LETTER = "---\nkind: letter\ntitle: A walk\n---\nThe path was wet, *and* the [gate](https://example.org/gate) open.\n"


def table(rows: int) -> str:
    lines = [f"| <ref:drugs/trabectedin> | [the gate](https://example.org/{row}) | {row} |" for row in range(rows)]
    return "\n".join(["---", "kind: text", "---", "| Name | Thing | Row |", "| --- | --- | ---: |", *lines, ""])


def calls_of(work: Callable[[], object]) -> int:
    """How many calls, of Python's functions and of built-in ones, a piece of work makes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_each_row_of_a_table_takes_the_same_work(make_publication: Make) -> None:
    names = [f"2027-0{number}" for number in range(1, 5)]
    rows = (10, 10, 40, 160)  # the first issue pays for what is made once
    files = {f"issues/{name}/table.md": table(count) for name, count in zip(names, rows, strict=True)}
    builder = Builder(make_publication(files))
    _, small, medium, large = (calls_of(lambda name=name: builder.build(name)) for name in names)
    first, second = (medium - small) / 30, (large - medium) / 120
    assert second == pytest.approx(first, rel=0.1)


def test_each_long_line_is_searched_once() -> None:
    """Not with all the page before it; a search cannot be seen from outside, so the page counts them."""

    class Page(str):
        searched = 0

        def rfind(self, sign: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
            Page.searched += (len(self) if end is None else end) - start
            return super().rfind(sign, start, end)

        def replace(self, old: str, new: str, count: int = -1) -> Page:  # type: ignore[override]
            return Page(super().replace(old, new, count))

    def searched(rows: int) -> int:
        Page.searched = 0
        break_lines(Page(f"<tr><td>{'word ' * 300}</td></tr>" * rows))
        return Page.searched

    assert 0 < searched(40) < 5 * searched(10)


def test_an_issue_that_was_built_leaves_no_cycles(make_publication: Make) -> None:
    """They would stay until the garbage collector runs, which the command lets happen rarely."""
    builder = Builder(make_publication({f"issues/2027-0{number}/letter.md": LETTER for number in range(1, 5)}))
    builder.build("2027-01")
    gc.collect()
    gc.disable()
    try:
        for number in range(2, 5):
            builder.build(f"2027-0{number}")
        assert gc.collect() == 0
    finally:
        gc.enable()
