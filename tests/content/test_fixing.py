"""Safe fixes: nothing but the words concerned changes, and nothing that somebody else saved is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.content.fixing import plan_fixes, write_changes
from newsletter.model.finding import TextFix
from newsletter.model.place import Place

SECTION = """---
kind: letter  # the kind stays
title: "Teh garden"
signed: Teh team   # who
---
Teh first line, and teh second teh.
Teh end.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "issues/2026-12").mkdir(parents=True)
    (tmp_path / "issues/2026-12/letter.md").write_bytes(SECTION.encode())
    return tmp_path


def fix(line: int, column: int, old: str, new: str, file: str = "issues/2026-12/letter.md") -> TextFix:
    return TextFix(Place(file, line, column), old, new)


@pytest.mark.parametrize(
    ("wanted", "line", "expected"),
    [
        (fix(6, 1, "Teh", "The"), 6, "The first line, and teh second teh."),
        (fix(6, 21, "teh", "the"), 6, "Teh first line, and the second teh."),
        (fix(7, 0, "Teh", "The"), 7, "The end."),
        (fix(3, 9, "Teh", "The"), 3, 'title: "The garden"'),
        (fix(4, 0, "Teh", "The"), 4, "signed: The team   # who"),
        (fix(7, 8, ".", ""), 7, "Teh end"),
    ],
)
def test_the_words_concerned_change_and_nothing_else(root: Path, wanted: TextFix, line: int, expected: str) -> None:
    plan = plan_fixes(root, [wanted])
    assert plan.left == ()
    (change,) = plan.changes
    assert (root / change.file).read_bytes() == SECTION.encode(), "a plan writes nothing"
    assert f"\n+{expected}\n" in change.diff
    assert write_changes(plan.changes) == ()
    lines = SECTION.split("\n")
    lines[line - 1] = expected
    assert (root / change.file).read_bytes() == "\n".join(lines).encode()


def test_several_in_one_file_and_twice_the_same(root: Path) -> None:
    wanted = [fix(6, 1, "Teh", "The"), fix(6, 21, "teh", "the"), fix(6, 32, "teh", "the"), fix(6, 1, "Teh", "The")]
    plan = plan_fixes(root, wanted)
    assert plan.changes[0].count == 3
    write_changes(plan.changes)
    assert "The first line, and the second the.\n" in (root / "issues/2026-12/letter.md").read_text("utf-8")


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_line_ends_and_the_mark_of_the_file_stay(root: Path, newline: str) -> None:
    path = root / "issues/2026-12/letter.md"
    before = ("\ufeff" + SECTION.replace("\n", newline)).encode()
    path.write_bytes(before)
    write_changes(plan_fixes(root, [fix(7, 1, "Teh", "The"), fix(3, 9, "Teh", "The")]).changes)
    assert path.read_bytes() == before.replace(b"Teh end", b"The end").replace(b"Teh garden", b"The garden")


@pytest.mark.parametrize(
    "wanted",
    [
        fix(6, 2, "Teh", "The"),  # moved
        fix(6, 0, "teh", "the"),  # twice on the line
        fix(99, 1, "Teh", "The"),
        fix(0, 0, "Teh", "The"),
        fix(4, 9, "Teh", "The: our"),  # would be another value
        fix(4, 9, "Teh", "The #"),
        fix(3, 8, '"', ""),  # would say the same in other marks, or nothing at all
        fix(2, 1, "kind", "sort"),  # a key
        fix(2, 23, "stays", "goes"),  # a comment
        fix(5, 1, "---", "--"),
        fix(6, 1, "Teh", "The", file="templates/../../outside.md"),
        fix(6, 1, "Teh", "The", file="/etc/hostname"),
        fix(6, 1, "Teh", "The", file="default templates/layout.mjml.j2"),
        fix(6, 1, "Teh", "The", file="issues/2026-12/gone.md"),
    ],
)
def test_what_cannot_be_proved_is_left_alone_with_a_reason(root: Path, wanted: TextFix) -> None:
    plan = plan_fixes(root, [wanted])
    assert plan.changes == ()
    (left,) = plan.left
    assert left.file == wanted.place.file
    assert left.reason.endswith(".")


def test_a_file_that_changed_meanwhile_is_left_alone(root: Path) -> None:
    plan = plan_fixes(root, [fix(7, 1, "Teh", "The")])
    path = root / "issues/2026-12/letter.md"
    path.write_text("Somebody else was here.\n", "utf-8")
    (left,) = write_changes(plan.changes)
    assert "Someone else has changed the file" in left.reason
    assert path.read_text("utf-8") == "Somebody else was here.\n"


def test_a_link_out_of_the_publication_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "letter.md"
    outside.write_text(SECTION, "utf-8")
    (root / "issues/2026-12/linked.md").symlink_to(outside)
    plan = plan_fixes(root, [fix(7, 1, "Teh", "The", "issues/2026-12/linked.md")])
    assert (plan.changes, len(plan.left)) == ((), 1)
