"""The contract of a rule, held by every file in newsletter/checks/<group>/."""

import inspect
import re
import sys
from dataclasses import replace
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from newsletter.build import Build, Builder
from newsletter.checks import AT_BUILD, GROUPS, check, check_email, is_online, rule, rule_names
from newsletter.checks.draft import Draft
from newsletter.checks.finished_email import FinishedEmail
from newsletter.content.project import Project
from newsletter.model.finding import Severity

NAMES = rule_names()
OFFLINE = [name for name in NAMES if not is_online(name)]
HOUSE = Path(sys.modules["newsletter.checks"].__path__[0])
TESTS = Path(__file__).parents[1] / "checks"


@pytest.fixture(scope="module")
def draft(repository: Path) -> Draft:
    """The sample issue with everything that a rule may look at."""
    return Builder(Project(repository)).check("2026-12", as_of=date(2026, 11, 25)).draft


def test_every_file_is_a_rule() -> None:
    files = {
        f"{path.parent.name}/{path.stem.replace('_', '-')}"
        for path in HOUSE.glob("*/*.py")
        if not path.name.startswith("_")
    }
    assert set(NAMES) == files
    assert set(AT_BUILD) <= files


def test_every_group_is_a_folder_that_says_what_it_is_about() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and (path / "__init__.py").is_file()}
    assert folders - {"data"} == set(GROUPS)
    for name in NAMES:
        rule(name)
    for group in {name.partition("/")[0] for name in NAMES}:
        assert (sys.modules[f"newsletter.checks.{group}"].__doc__ or "").startswith("Rules ")


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_its_table_of_what_must_fire_and_what_must_not(name: str) -> None:
    group, _, file = name.partition("/")
    path = TESTS / group / f"test_{file.replace('-', '_')}.py"
    assert path.is_file()
    spec = spec_from_file_location(f"table_of_{group}_{file}".replace("-", "_"), path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for test in ("test_what_must_fire", "test_what_must_not_fire"):
        marks = [mark for mark in getattr(getattr(module, test), "pytestmark", []) if mark.name == "parametrize"]
        assert marks, f"{path.name}: {test} is a table of cases"
        assert sum(len(mark.args[1]) for mark in marks) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_explains_itself(name: str) -> None:
    words = inspect.cleandoc(rule(name).__doc__ or "")
    title, *rest = words.split("\n")
    assert 20 < len(title) <= 120
    assert re.search(r"[.?!:]$|,$|\w$", title)
    parts = [line.split(":")[0] for line in rest if re.match(r"(Bad|Good|Source): \S", line)]
    assert parts == ["Bad", "Good", "Source"]
    assert isinstance(rule(name).SEVERITY, Severity)
    functions = [getattr(rule(name), each) for each in ("check", "check_email") if hasattr(rule(name), each)]
    assert len(functions) == 1, "a rule judges a draft or any finished email"
    assert (inspect.getdoc(functions[0]) or "").endswith(".")
    assert inspect.isgeneratorfunction(functions[0])


@pytest.mark.parametrize("name", OFFLINE)
def test_a_rule_does_not_call_the_sample_issue_wrong(name: str, draft: Draft) -> None:
    assert [f for f in check(draft, (name,)) if f.severity is Severity.ERROR or f.rule == "checks/rule-failed"] == []


@pytest.mark.parametrize("name", [name for name in OFFLINE if hasattr(rule(name), "check_email")])
@pytest.mark.parametrize(
    "html", ["", "<p>", "<html><body></body></html>", "<!-- <a", "\x00", "<table><tr><a href><img>"]
)
def test_a_rule_survives_any_page(name: str, html: str) -> None:
    for email in (FinishedEmail(html), FinishedEmail(html, text="", subject="", preheader="")):
        assert [f for f in check_email(email, (name,)) if f.rule == "checks/rule-failed"] == []


def test_a_rule_never_changes_the_draft(draft: Draft) -> None:
    before = repr(draft.email), repr(draft.issue.header), repr(draft.settings), draft.document.blocks
    check(draft, tuple(OFFLINE))
    assert (repr(draft.email), repr(draft.issue.header), repr(draft.settings), draft.document.blocks) == before


def test_a_rule_that_fails_says_so_and_the_others_go_on(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(draft: Draft):  # type: ignore[no-untyped-def]
        yield from ()
        raise ZeroDivisionError("odd input")

    monkeypatch.setattr(rule("content/empty-section"), "check", fails)
    broken = replace(built.draft, issue=replace(built.draft.issue, header=built.draft.issue.header.model_copy(
        update={"subject": ""})))  # fmt: skip
    found = {finding.rule: finding for finding in check(broken)}
    assert set(found) == {"checks/rule-failed", "content/subject-line"}
    assert "“content/empty-section” stopped: ZeroDivisionError: odd input" in found["checks/rule-failed"].message
