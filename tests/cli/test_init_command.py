"""``newsletter init``: what it prints, and that what it says to type next works."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.content.project import Project
from newsletter.content.reference import read_publication

Run = Callable[..., Result]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def next_commands(said: str) -> list[list[str]]:
    lines = said.split("What to type next:\n")[1].splitlines()
    return [shlex.split(line.split("   ")[0]) for line in lines]


def test_what_it_says_to_type_next_works(empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("init", "my newsletter", "--title", "Elm Street News")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Made your newsletter in {empty / 'my newsletter'}:\n")
    (cd, folder), *commands = next_commands(result.stdout)
    assert (cd, commands) == ("cd", [["newsletter", "build"], ["newsletter", "new", "2027-01"]])
    monkeypatch.chdir(folder)
    for words in commands:
        assert run(*words[1:]).exit_code == 0
    assert "Elm Street News" in (empty / folder / "dist/2026-12/email.html").read_text("utf-8")


def test_in_the_current_folder_without_the_sample(empty: Path, run: Run) -> None:
    result = run("init", ".", "--no-sample")
    assert next_commands(result.stdout) == [["newsletter", "new", "2027-01"]]
    assert run("new", "2027-01").exit_code == 0


def test_everything_that_it_lists_is_there(empty: Path, run: Run) -> None:
    said = run("init", "mine").stdout
    listed = [line.split()[0] for line in said.split("\n\n")[0].splitlines()[1:]]
    assert len(listed) > 4
    assert all((empty / "mine" / name).exists() for name in listed)


def test_name_and_replies_follow_from_what_is_given(empty: Path, run: Run) -> None:
    run("init", "mine", "--title", " Elm\nNews ", "--sender-address", "news@elm.example")
    settings = read_publication(Project(empty / "mine")).require().settings
    assert (settings.title, settings.sender.name) == ("Elm News", "Elm News")
    assert (settings.sender.address, settings.sender.reply_to) == ("news@elm.example", "news@elm.example")


def test_every_setting_can_be_given(empty: Path, run: Run) -> None:
    words = ["--title=A", "--sender-name=B", "--sender-address=c@d.example", "--reply-to=e@f.example"]
    run("init", "mine", *words, "--timezone=Europe/Vienna")
    settings = read_publication(Project(empty / "mine")).require().settings
    sender = settings.sender
    assert (settings.title, sender.name, settings.timezone) == ("A", "B", "Europe/Vienna")
    assert (sender.address, sender.reply_to) == ("c@d.example", "e@f.example")


def test_as_json(empty: Path, run: Run) -> None:
    made = json.loads(run("init", "mine", "--json").stdout)
    assert made["folder"] == "mine"
    assert {"newsletter.yaml", "README.md", ".gitignore"} <= set(made["files"])
    assert set(made["files"]) == {path.name for path in (empty / "mine").iterdir()}


def test_an_option_that_cannot_be_used_is_named_and_nothing_is_made(empty: Path, run: Run) -> None:
    result = run("init", "mine", "--sender-address", "nobody", "--timezone", "Mars")
    assert result.exit_code == 2
    assert "--sender-address: address: “nobody” is not an email address." in result.stderr
    assert "--timezone: timezone: “Mars” is not a time zone." in result.stderr
    assert "--reply-to" not in result.stderr  # which nobody typed
    assert list(empty.iterdir()) == []


def test_exit_codes(empty: Path, run: Run) -> None:
    assert run("init").exit_code == 2
    assert run("init", "a" * 300).exit_code == 1
    (empty / "mine").write_text("")
    assert run("init", "mine").exit_code == 2
    assert run("init", ".").exit_code == 2
