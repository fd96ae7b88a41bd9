"""``newsletter check`` of issues: the report, the choice of checks, fixes, exit codes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.checks import GROUPS, is_online, rule_names

Run = Callable[..., Result]
AS_OF = ("--as-of", "2026-11-25")
LETTER = "issues/2026-12/letter.md"
HEADER = "issues/2026-12/issue.yaml"


@pytest.fixture
def publication(publication: Path) -> Path:
    """The sample publication, without the copy of its issue: that one would be found to be repeated."""
    shutil.rmtree(publication / "issues/2026-11")
    return publication


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def without_subject(publication: Path) -> None:
    path = publication / HEADER
    path.write_text(re.sub(r"(?m)^subject:.*$", "subject:", path.read_text("utf-8")), "utf-8")


def empty_letter(publication: Path) -> None:
    text = (publication / LETTER).read_text("utf-8")
    (publication / LETTER).write_text(text[: text.index("\n---\n") + 5], "utf-8")


def test_the_report_follows_the_email_and_ends_with_counts(publication: Path, run: Run) -> None:
    without_subject(publication)
    empty_letter(publication)
    result = run("check", *AS_OF)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("2026-12: ")
    assert lines[0].endswith(", judged as of November 25, 2026")
    whole, letter = lines.index("The issue as a whole"), next(i for i, line in enumerate(lines) if "(letter)" in line)
    assert whole < letter
    subject = next(i for i, line in enumerate(lines) if line.endswith("(content/subject-line)"))
    assert whole < subject < letter
    assert re.match(rf"  Must fix: {HEADER}:\d+: The subject is empty\. ", lines[subject])
    assert re.match(r" +\d+ \| subject:$", lines[subject + 1])
    assert "^" in lines[subject + 2] or lines[subject + 2].startswith("      Write ")
    assert re.fullmatch(r"2026-12: 2 to fix(, \d+ [a-z ]+)*\.", lines[-2])
    assert lines[-1] == "Nothing was asked of the network. To ask whether links answer, add --online."


def test_notes_share_a_line_unless_asked_for(publication: Path, run: Run) -> None:
    notes = json.loads(run("check", *AS_OF, "--format", "json").stdout)["issues"][0]["counts"]["note"]
    assert notes > 0
    assert run("check", *AS_OF).stdout.count("Good to know:") == 0
    assert "  To see each of them, add --notes." in run("check", *AS_OF).stdout
    assert run("check", *AS_OF, "--notes").stdout.count("Good to know:") == notes


def test_strict_ends_with_1_on_warnings(publication: Path, run: Run) -> None:
    counts = json.loads(run("check", *AS_OF, "--format", "json").stdout)["issues"][0]["counts"]
    assert (counts["error"], counts["warning"] > 0) == (0, True)
    assert run("check", *AS_OF).exit_code == 0
    assert run("check", *AS_OF, "--strict").exit_code == 1
    assert run("check", *AS_OF, "--strict", "--rule", "content/subject-line").exit_code == 0


def test_only_some_checks(publication: Path, run: Run) -> None:
    without_subject(publication)
    empty_letter(publication)

    def rules(*words: str) -> set[str]:
        found = json.loads(run("check", *AS_OF, "--format", "json", *words).stdout)["issues"][0]["findings"]
        return {finding["rule"] for finding in found}

    assert rules("--rule", "subject-line") == {"content/subject-line"}
    assert rules("--rule", "content/subject-line", "--rule", "empty-section") == {
        "content/subject-line",
        "content/empty-section",
    }
    assert {rule.partition("/")[0] for rule in rules("--group", "content")} == {"content"}
    assert "content/subject-line" not in rules("--group", "people")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rule", "subjct-line"], "There is no check “subjct-line”. Did you mean content/subject-line?"),
        (["--rule", "xyzzy"], "There is no check “xyzzy”. To see all of them: newsletter rules"),
        (["--group", "medicine"], f"There is no group “medicine”. There are: {', '.join(GROUPS)}."),
        (["--dry-run"], "--dry-run goes with --fix. Add --fix, or leave it out."),
        (["--subject", "x"], "--text and --subject belong to a finished email. Name its HTML with --html."),
        (["--html", "a.html", "--fix"], "--html stands alone: leave out issues, --fix, --online and --as-of."),
        (["--html", "a.html", "2026-12"], "--html stands alone: leave out issues, --fix, --online and --as-of."),
        (["--as-of", "soon"], "“soon” is not a date. Write it like 2026-12-01."),
        (["--format", "xml"], "Invalid value for '--format'"),
    ],
)
def test_wrong_use(publication: Path, run: Run, words: list[str], said: str) -> None:
    result = run("check", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_check_that_asks_the_network_needs_permission(publication: Path, run: Run) -> None:
    (name, *_) = [name for name in rule_names() if is_online(name)]
    result = run("check", "--rule", name)
    assert (result.exit_code, f"{name} asks the network. Add --online to allow it." in result.stderr) == (2, True)


def test_an_issue_that_cannot_be_built_says_so(publication: Path, run: Run) -> None:
    change(publication / LETTER, "kind: letter", "kind: leter")
    result = run("check", *AS_OF)
    assert result.exit_code == 1
    assert "(reading/unknown-kind)" in result.stdout
    assert "Mistakes in the files come first" in result.stdout
    data = json.loads(run("check", *AS_OF, "--format", "json").stdout)["issues"][0]
    assert (data["built"], data["counts"]["error"]) == (False, 1)


def test_several_issues(publication: Path, run: Run) -> None:
    shutil.copytree(publication / "issues/2026-12", publication / "issues/2026-11")
    data = json.loads(run("check", "2026-12", "2026-11", "--format", "json").stdout)
    assert [each["name"] for each in data["issues"]] == ["2026-12", "2026-11"]


def test_what_is_sent_anyway_is_listed_with_its_reason(publication: Path, run: Run) -> None:
    empty_letter(publication)
    waiver = (
        'waivers:\n  - {rule: empty-section, section: letter, text: "The section has no text yet.", '
        "reason: the picture says it, by: Ann, until: 2027-01-01}\n"
    )
    with (publication / HEADER).open("a", encoding="utf-8") as header:
        header.write(waiver)
    result = run("check", *AS_OF)
    assert result.exit_code == 0
    assert (
        "  letter: The section has no text yet. (content/empty-section) Ann, until 2027-01-01: the picture says it"
    ) in result.stdout.splitlines()
    assert "1 to be sent anyway." in result.stdout
    (data,) = json.loads(run("check", *AS_OF, "--format", "json").stdout)["issues"][0]["waived"]
    assert (data["rule"], data["reason"], data["until"]) == (
        "content/empty-section",
        "the picture says it",
        "2027-01-01",
    )


def test_fixes_are_shown_then_made(publication: Path, run: Run) -> None:
    path = publication / LETTER
    path.write_text(path.read_text("utf-8").rstrip() + "\n\nOne word , and another.\n", "utf-8")
    before = path.read_bytes()
    found = json.loads(run("check", *AS_OF, "--format", "json").stdout)["issues"][0]["findings"]
    assert any(f["fix"] and f["file"] == LETTER for f in found)
    shown = run("check", *AS_OF, "--fix", "--dry-run").stdout
    assert "\n+One word, and another.\n" in shown
    assert "Would change " in shown
    assert path.read_bytes() == before
    assert "\n+One word, and another.\n" in run("check", *AS_OF, "--fix").stdout
    assert path.read_bytes() == before.replace(b"word , and another", b"word, and another")
    assert "There is nothing that can be changed without you." in run("check", *AS_OF, "--fix").stdout


def test_a_report_goes_into_a_file(publication: Path, run: Run) -> None:
    result = run("check", *AS_OF, "--out", "reports/check.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (publication / "reports/check.txt").read_text("utf-8") == run("check", *AS_OF).stdout
    (publication / "a file").write_text("", "utf-8")
    refused = run("check", *AS_OF, "--out", "a file/check.txt")
    assert refused.exit_code == 2
    assert "(project/not-written)" in refused.stderr


def test_what_stops_the_command_is_json_too(publication: Path, run: Run) -> None:
    for words in (("--format", "json"), ("--format=json",)):
        result = run("check", "2026-13", *words)
        assert json.loads(result.stdout)["error"]["code"] == "project/no-issue"
