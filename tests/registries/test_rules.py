"""The contract of a rule, held by every file in newsletter/checks/<group>/."""

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.build import Build
from newsletter.checks import GROUPS, check, rules
from newsletter.checks.draft import Draft, Fault
from newsletter.model.finding import Severity
from newsletter.model.person import PersonStatus
from newsletter.model.rich_text import RichText

RULES = rules()
HOUSE = Path(sys.modules["newsletter.checks"].__path__[0])


def change_email(draft: Draft, part: str, old: str, new: str) -> Draft:
    text = getattr(draft.email, part)
    assert old in text
    return replace(draft, email=replace(draft.email, **{part: text.replace(old, new)}))


def withdraw(draft: Draft) -> Draft:
    file = draft.reference.people["person-0031"]
    person = file.person.model_copy(update={"status": PersonStatus.WITHDRAWN})
    people = {**draft.reference.people, "person-0031": replace(file, person=person)}
    return replace(draft, reference=replace(draft.reference, people=people))


def empty_letter(draft: Draft) -> Draft:
    first, *rest = draft.issue.sections
    return replace(draft, issue=replace(draft.issue, contents=(replace(first, body=RichText()), *rest)))


def no_subject(draft: Draft) -> Draft:
    return replace(draft, issue=replace(draft.issue, header=draft.issue.header.model_copy(update={"subject": ""})))


# One line a rule: what makes the sample issue break it.
BREAKS: dict[str, Callable[[Draft], Draft]] = {
    "people/consent": withdraw,
    "sending/gmail-clipping": lambda d: change_email(d, "html", "</body>", "<!-- " + "x" * 120_000 + " --></body>"),
    "sending/merge-fields": lambda d: change_email(d, "html", "@@unsubscribe_url@@", "@@unsubscribe@@"),
    "sending/postal-address": lambda d: change_email(d, "text", "@@postal_address@@", ""),
    "sending/service-tags": lambda d: change_email(d, "text", "@@postal_address@@", "*|LIST:ADDRESS|*"),
    "sending/unsubscribe-link": lambda d: change_email(d, "html", "@@unsubscribe_url@@", "#"),
    "writing/empty-section": empty_letter,
    "writing/subject-line": no_subject,
}


def test_every_file_is_a_rule() -> None:
    files = {
        f"{path.parent.name}/{path.stem.replace('_', '-')}"
        for path in HOUSE.glob("*/*.py")
        if not path.name.startswith("_")
    }
    assert set(RULES) == files


def test_every_group_is_a_folder_that_says_what_it_is_about() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and (path / "__init__.py").is_file()}
    assert folders - {"data"} == set(GROUPS)
    for group in GROUPS:
        assert (sys.modules[f"newsletter.checks.{group}"].__doc__ or "").startswith("Rules ")


def test_every_rule_has_a_way_to_break_it_here() -> None:
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_explains_itself(name: str) -> None:
    words = inspect.cleandoc(RULES[name].__doc__ or "")
    title, *rest = words.split("\n")
    assert 20 < len(title) <= 120
    assert re.search(r"[.?!:]$|,$|\w$", title)
    parts = [line.split(":")[0] for line in rest if re.match(r"(Bad|Good|Source): \S", line)]
    assert parts == ["Bad", "Good", "Source"]
    assert isinstance(RULES[name].SEVERITY, Severity)
    assert (inspect.getdoc(RULES[name].check) or "").endswith(".")
    assert inspect.isgeneratorfunction(RULES[name].check)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_silent_on_the_sample_issue(name: str, built: Build) -> None:
    assert list(RULES[name].check(built.draft)) == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_rule_speaks_up_and_can_be_acted_on(name: str, built: Build, repository: Path) -> None:
    faults: list[Fault] = list(RULES[name].check(BREAKS[name](built.draft)))
    assert faults
    for fault in faults:
        assert (repository / fault.place.file).exists(), "the place is a file that the reader has"
        for sentence in (fault.message, fault.remedy):
            assert re.match(r"[A-Z“@0-9]", sentence), sentence
            assert re.search(r"[.?]$", sentence), sentence
            assert not re.search(r"\bNone\b|\{|\}", sentence), sentence


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_issue_is_found_under_the_name_and_severity_of_the_rule(name: str, built: Build) -> None:
    findings = check(BREAKS[name](built.draft))
    assert {f.severity for f in findings if f.rule == name} == {RULES[name].SEVERITY}


def test_a_rule_never_changes_the_draft(built: Build) -> None:
    before = repr(built.draft.email), repr(built.draft.issue.header), repr(built.draft.settings)
    check(built.draft)
    assert (repr(built.draft.email), repr(built.draft.issue.header), repr(built.draft.settings)) == before
