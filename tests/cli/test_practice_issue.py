"""A practice issue is built and stamped like any other, and nothing hands it over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.build import Builder
from newsletter.content.editing import set_value
from newsletter.content.project import Project
from newsletter.delivery.send_test import prepared

Run = Callable[..., Result]
DAY = date(2026, 11, 25)


@pytest.fixture
def practice(publication: Path) -> Project:
    """The newest issue of a publication that is no sample is for practice."""
    set_value(publication / "newsletter.yaml", ("sample",), "no")
    set_value(publication / "issues/2026-12/issue.yaml", ("practice",), "yes")
    return Project(publication)


def test_html_and_text_are_stamped(practice: Project) -> None:
    draft = Builder(practice).build("2026-12", as_of=DAY).draft
    assert "<strong>Practice issue.</strong> It was made to try things out." in draft.email.html
    assert draft.email.text.startswith("PRACTICE ISSUE. It was made to try things out. Please do not send it.\n")
    assert "ample issue" not in draft.email.html
    assert prepared(draft).subject.startswith("[Test] [Practice] ")
    other = Builder(practice).build("2026-11", as_of=DAY).draft
    assert "Practice issue" not in other.email.html
    assert prepared(other).subject.startswith("[Test] What")


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--by", "Ann")])
def test_it_is_not_exported(practice: Project, run: Run, more: tuple[str, ...]) -> None:
    # In a sample the checks find nothing that would stop the export by itself.
    set_value(practice.root / "newsletter.yaml", ("sample",), "yes")
    shutil.rmtree(practice.issues / "2026-11")
    result = run("export", "2026-12", "--to", "mailchimp", "--as-of", str(DAY), *more)
    assert result.exit_code != 0
    assert "2026-12 is a practice issue, which no mailing service gets." in result.stderr
    assert "(delivery/practice)" in result.stderr
    assert not (practice.output / "2026-12").exists()


def test_it_is_not_the_issue_meant_without_a_name(practice: Project, run: Run) -> None:
    assert run("build", "--as-of", str(DAY)).exit_code == 0
    assert [path.name for path in practice.output.iterdir() if not path.name.startswith(".")] == ["2026-11"]


def test_the_checks_do_not_compare_a_real_issue_with_it(practice: Project) -> None:
    set_value(practice.issues / "2026-11/issue.yaml", ("practice",), "yes")
    set_value(practice.issues / "2026-12/issue.yaml", ("practice",), None)
    assert Builder(practice).check("2026-12", as_of=DAY).draft.earlier == ()
    set_value(practice.issues / "2026-11/issue.yaml", ("practice",), "no")
    assert [issue.name for issue in Builder(practice).check("2026-12", as_of=DAY).draft.earlier] == ["2026-11"]
