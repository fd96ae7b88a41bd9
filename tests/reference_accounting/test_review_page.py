"""The page for reviewers is up to date with the reference, and complete."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from newsletter.content.reference import read_reference
from newsletter.content.review import ReviewEntry
from newsletter.model.reference import Doubt, Source

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
    assert sorted({*files, "organization"}) == sorted(entry.id for entry in generator.entries())


DOUBT = Doubt(published="a|b", proposed="c", reason="d", sources=(Source(title="e", url="https://example.org/"),))


def entry(name: str, reviewed: bool = False, doubts: tuple[Doubt, ...] = ()) -> ReviewEntry:
    return ReviewEntry(f"drugs/{name}", name, f"reference/drugs/{name}.md", None, reviewed, doubts)


def test_a_doubt_and_a_missing_review_are_shown(generator: ModuleType) -> None:
    page = generator.page((entry("x", doubts=(DOUBT,)), entry("y")))
    assert "| a\\|b | c | d | [e](<https://example.org/>) |" in page
    assert "- `drugs/y` (y), as of no day" in page


def test_a_reviewed_entry_is_no_longer_waiting(generator: ModuleType) -> None:
    page = generator.page((entry("x", reviewed=True),))
    assert "1 entries; 0 of them not reviewed yet" in page
    assert "`drugs/x`" not in page


def test_nothing_is_marked_as_reviewed_that_names_no_reviewer() -> None:
    reference = read_reference(ROOT / "reference").require()
    for each in (reference.organization, *(file.entry for file in reference.entries.values())):
        assert bool(each.reviewed_on) == bool(each.reviewed_by), each.preferred_name()
