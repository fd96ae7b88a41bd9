"""``newsletter freeze`` and ``newsletter withdraw`` as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from freezing import ISSUE, NAME, NEXT, PERSON, built, contents, export, frozen

from newsletter.cli.main import cli
from newsletter.content.project import Project
from newsletter.studio.live_issues import LiveIssues

Publications = Callable[..., Project]
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in a publication; recovery copies lie in the test's own folder."""
    monkeypatch.setattr("newsletter.content.recovery.recovery_folder", lambda: tmp_path / "recovery")

    def command(project: Project, *words: str, typed: str | None = None) -> Result:
        monkeypatch.chdir(project.root)
        return CliRunner().invoke(cli, list(words), input=typed)

    return command


def test_freezing_and_building_again(publication: Publications, run: Run) -> None:
    project = publication()
    export(project, "mailchimp", "brevo")
    result = run(project, "freeze", ISSUE, "--by", "Ann")
    assert (result.exit_code, result.output.splitlines()[-2:]) == (
        0,
        [
            f"Froze {ISSUE} as it was handed to Brevo, Mailchimp: issues/{ISSUE}/sent.",
            "  Keep this folder with the issue. Building the issue now gives what was sent.",
        ],
    )
    assert run(project, "build", ISSUE).exit_code == 0
    assert run(project, "check", ISSUE).exit_code == 0
    exported = run(project, "export", ISSUE, "--to", "mailchimp", "--by", "Ann")
    assert exported.exit_code == 0, exported.output
    again = run(project, "freeze", ISSUE)
    assert again.exit_code == 1
    assert "by Ann already. Nothing was changed." in again.output
    refused = run(project, "new", ISSUE)
    assert "nothing was changed" in refused.output
    assert f"{ISSUE}  sent " in run(project, "list").output


def test_a_built_issue_is_frozen_on_request(publication: Publications, run: Run) -> None:
    project = publication()
    assert "(freeze/no-export)" in run(project, "freeze", ISSUE).output
    result = run(project, "freeze", ISSUE, "--without-export")
    assert f"Froze {ISSUE} as it was built: issues/{ISSUE}/sent." in result.output


def test_giving_an_issue_back(publication: Publications, run: Run) -> None:
    project = publication()
    frozen(project)
    assert run(project, "freeze", ISSUE, "--undo").exit_code == 2
    assert run(project, "freeze", ISSUE, "--undo", "--because", "Why", "--drift").exit_code == 2
    result = run(project, "freeze", ISSUE, "--undo", "--because", "It was the wrong month.", "--by", "Ben")
    assert result.exit_code == 0
    assert result.output.startswith(f"{ISSUE} can be changed again. What was frozen is in issues/{ISSUE}/taken-back-")
    assert built(project).frozen is None
    assert run(project, "freeze", ISSUE, "--undo", "--because", "Once more.").exit_code == 1
    assert "nothing to compare with" in run(project, "freeze", ISSUE, "--drift").output


def test_a_damaged_file_stops_the_build_in_words(publication: Publications, run: Run) -> None:
    project = publication()
    (frozen(project).folder / "email" / "email.txt").write_text("Hello", encoding="utf-8")
    result = run(project, "build", ISSUE)
    assert result.exit_code == 1
    assert f"issues/{ISSUE}/sent/email/email.txt: This file has been changed since it was frozen" in result.output


def test_the_preview_shows_what_was_sent(publication: Publications) -> None:
    project = publication()
    frozen(project)
    (project.issues / ISSUE / "harbor.md").unlink()
    preview = LiveIssues(project).look(ISSUE).preview
    assert preview is not None
    assert "Open on weekdays" in preview.html
    assert preview.images["images/gate.png"].is_file()


def test_looking_before_a_withdrawal_changes_nothing(publication: Publications, run: Run) -> None:
    project = publication()
    frozen(project, "mailchimp")
    before = contents(project.root)
    result = run(project, "withdraw", PERSON, "--dry-run")
    assert result.exit_code == 0
    for words in (
        f"issues/{ISSUE}/story.md: a note takes the place of the story.",
        f"issues/{ISSUE}/sent: 1 story taken out of what was sent, and sealed.",
        f"issues/{ISSUE}/images/gate.png stays: another section shows it. Is this person in it?",
        f"[ ] Mailchimp, {ISSUE}: delete the copy on the web",
        f"Emails that were sent ({ISSUE}, {NEXT}) stay in their readers' mailboxes",
        "Nothing was changed.",
    ):
        assert words in result.output
    assert contents(project.root) == before


def test_a_withdrawal_asks_before_it_begins(publication: Publications, run: Run) -> None:
    project = publication()
    before = contents(project.root)
    assert run(project, "withdraw", PERSON).exit_code == 2
    refused = run(project, "withdraw", PERSON, "--on-word-of", "the author", typed="n\n")
    assert refused.exit_code == 1
    assert contents(project.root) == before
    result = run(project, "withdraw", PERSON, "--on-word-of", "the author", "--by", "Ann", typed="y\n")
    assert result.exit_code == 0, result.output
    assert "The receipt is people/receipts/" in result.output
    assert "This cannot be taken back from here. Please go through it:" in result.output
    again = run(project, "withdraw", PERSON, "--yes", "--on-word-of", "the author")
    assert (again.exit_code, again.output) == (
        0, f"{PERSON} has withdrawn, and nothing is left here. The receipts are in people/receipts.\n"
    )  # fmt: skip


def test_names_elsewhere_are_told_beforehand(publication: Publications, run: Run) -> None:
    project = publication({f"issues/{NEXT}/notes.md": f"---\nkind: text\n---\n{NAME} wrote last month.\n"})
    result = run(project, "withdraw", PERSON, "--dry-run")
    assert "With --everywhere the name is replaced:" in result.output
    assert f"  issues/{NEXT}/notes.md:4: the name" in result.output
    words = ("withdraw", PERSON, "--everywhere", "--yes", "--on-word-of", "the author", "--by", "Ann")
    assert run(project, *words).exit_code == 0
    text = (project.issues / NEXT / "notes.md").read_text(encoding="utf-8")
    assert text.endswith("\na contributor wrote last month.\n")


def test_nobody_of_that_name(publication: Publications, run: Run) -> None:
    result = run(publication(), "withdraw", "person-0078", "--dry-run")
    assert result.exit_code == 2
    assert "There is no person “person-0078”. Did you mean person-0077?" in result.output


def test_initials_are_not_replaced_everywhere(publication: Publications, run: Run) -> None:
    project = publication()
    person = project.people / f"{PERSON}.yaml"
    person.write_text(person.read_text(encoding="utf-8").replace(NAME, "W."), encoding="utf-8")
    result = run(project, "withdraw", PERSON, "--everywhere", "--dry-run")
    assert result.exit_code == 2
    assert "“W.” is too short to be replaced everywhere" in result.output
