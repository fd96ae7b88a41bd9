"""The page for reviewers is up to date with the reference, and complete."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_review", ROOT / "docs" / "reference_review.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(generator: ModuleType) -> None:
    committed = (ROOT / "docs" / "reference-review.md").read_text(encoding="utf-8")
    assert committed == generator.page(generator.entries()), "run python docs/reference_review.py"


def test_every_file_of_the_reference_is_on_the_page(generator: ModuleType) -> None:
    files = {
        path.relative_to(ROOT / "reference").with_suffix("").as_posix() for path in (ROOT / "reference").rglob("*.md")
    }
    assert files | {"organization"} == set(generator.entries())


def test_a_doubt_and_a_missing_review_are_shown(generator: ModuleType) -> None:
    doubt = {
        "published": "a|b",
        "proposed": "c",
        "reason": "d",
        "sources": [{"title": "e", "url": "https://example.org/"}],
    }
    page = generator.page({"drugs/x": {"generic": "x", "doubts": [doubt]}, "drugs/y": {"generic": "y"}})
    assert "| a\\|b | c | d | [e](<https://example.org/>) |" in page
    assert "- `drugs/y` (y), as of no day" in page


def test_a_reviewed_entry_is_no_longer_waiting(generator: ModuleType) -> None:
    page = generator.page({"drugs/x": {"generic": "x", "reviewed_on": "2026-12-01", "reviewed_by": "a clinician"}})
    assert "1 entries; 0 of them not reviewed yet" in page
    assert "`drugs/x`" not in page


def test_nothing_is_marked_as_reviewed_that_names_no_reviewer(generator: ModuleType) -> None:
    for name, fields in generator.entries().items():
        assert bool(fields.get("reviewed_on")) == bool(fields.get("reviewed_by")), name
