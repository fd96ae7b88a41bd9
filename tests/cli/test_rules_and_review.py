"""``newsletter rules``, ``explain`` and ``review-pack``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.checks import GROUPS, is_waivable, rule_names
from newsletter.content.reference import read_reference
from newsletter.content.review import ReviewGroup, review_groups

Run = Callable[..., Result]


def test_all_rules_in_their_groups(run: Run) -> None:
    words = run("rules").stdout
    assert [name for name in rule_names() if f"  {name}" not in words] == []
    data = json.loads(run("rules", "--json").stdout)
    assert [rule["name"] for rule in data] == list(rule_names())
    assert all(rule["title"] and rule["bad"] and rule["good"] and rule["source"] for rule in data)
    assert {rule["name"] for rule in data if not rule["waivable"]} == {n for n in rule_names() if not is_waivable(n)}


@pytest.mark.parametrize("group", GROUPS)
def test_the_rules_of_a_group(run: Run, group: str) -> None:
    names = [rule["name"] for rule in json.loads(run("rules", "--group", group, "--json").stdout)]
    assert names == [name for name in rule_names() if name.startswith(f"{group}/")]


@pytest.mark.parametrize("typed", ["content/subject-line", "subject-line", "(content/subject-line)"])
def test_a_rule_is_explained(run: Run, typed: str) -> None:
    words = run("explain", typed).stdout
    assert words.startswith("content/subject-line  Must fix\n")
    for part in ("\nBad:    ", "\nGood:   ", "\nSource: "):
        assert part in words
    assert max(map(len, words.splitlines())) <= 100


def test_every_rule_can_be_explained(run: Run) -> None:
    for name in rule_names():
        assert run("explain", name).exit_code == 0


def test_a_message_is_explained(run: Run) -> None:
    words = run("explain", "reading/unknown-key").stdout
    assert words.startswith("reading/unknown-key\n")
    assert "Cause: " in words
    assert "Remedy: " in words
    assert "###" not in words
    near = run("explain", "reading/unknown-kei")
    assert "Did you mean reading/unknown-key?" in near.stderr


def test_what_nobody_knows_is_answered_with_the_nearest_name(run: Run) -> None:
    result = run("explain", "content/subjct-line")
    assert (result.exit_code, "Did you mean content/subject-line?" in result.stderr) == (2, True)
    assert "To see all of them: newsletter rules" in run("explain", "xyzzy").stderr


def test_the_review_pack_has_every_statement_with_boxes(publication: Path, run: Run) -> None:
    groups = review_groups(read_reference(publication / "reference").require())
    assert [group.title for group in groups] == ["Drugs", "Pages", "Figures", "Notices", "Other"]
    entries = [entry for group in groups for entry in group.entries]
    statements = sum(len(entry.doubts) for entry in entries)
    result = run("review-pack")
    assert f"{statements} statements in {len(entries)} entries" in result.stdout
    html = (publication / "dist/review-pack.html").read_text("utf-8")
    assert html.count("<span>Yes</span><span>No</span>") == statements + len(entries)
    assert html.count("<dt>Published</dt>") == statements
    assert all(entry.file in html for entry in entries)
    assert "reviewed_on:" in html


def test_only_what_an_issue_shows(publication: Path, run: Run) -> None:
    run("review-pack", "--issue", "2026-12", "--out", "some.html")
    html = (publication / "some.html").read_text("utf-8")
    assert "reference/drugs/trabectedin.md" in html
    assert "reference/drugs/warfarin.md" not in html


def test_what_is_signed_is_no_longer_printed(publication: Path, run: Run) -> None:
    for path in (publication / "reference").rglob("*"):
        if path.suffix in (".md", ".yaml"):
            text = path.read_text("utf-8").replace("reviewed_on:\n", "reviewed_on: 2026-11-01\n")
            path.write_text(text.replace("reviewed_by:\n", "reviewed_by: Dr. A\n"), "utf-8")
    assert [group for group in _groups(publication) if group.title != "Other"] == []
    result = run("review-pack")
    assert result.exit_code == 0
    assert ("Everything has been reviewed." in result.stdout) is (_groups(publication) == ())


def _groups(publication: Path) -> tuple[ReviewGroup, ...]:
    return review_groups(read_reference(publication / "reference").require())
