"""``newsletter push``: what an editor sees, and what nobody ever sees."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from memory_keyring import MemoryKeyring
from scripted_server import Asked, Listmonk, Reply, ScriptedServer, serving

from newsletter.cli.main import cli
from newsletter.content.project import Project
from newsletter.delivery.api_keys import keep_key

SECRET = "ann:0123456789abcdef"
VARIABLE = "NEWSLETTER_LISTMONK_KEY"
DAY = ("--as-of", "2027-01-03")
Run = Callable[..., Result]


@pytest.fixture
def run(letter: Project, monkeypatch: pytest.MonkeyPatch, no_keyring: None, caplog: pytest.LogCaptureFixture) -> Run:
    """Run ``newsletter push``; fails the test where the key is in anything that it says or logs."""
    monkeypatch.chdir(letter.root)
    caplog.set_level(logging.DEBUG)

    def invoke(*words: str, key: str | None = SECRET) -> Result:
        result = CliRunner().invoke(cli, ("push", *words), env={VARIABLE: key}, prog_name="newsletter")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        for secret in (SECRET, SECRET.partition(":")[2]):
            assert secret not in result.output + caplog.text
        return result

    return invoke


def rewrite(file: str, old: str, new: str) -> None:
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_it_says_that_it_is_a_draft_and_what_is_left_to_do(run: Run, server: ScriptedServer) -> None:
    made = run("--to", "listmonk", "--by", "Ann Example", *DAY)
    assert made.exit_code == 0
    assert made.stdout.startswith(
        "Made a draft of 2027-01 at listmonk: 7.\n"
        "  It is a draft. Nothing was sent.\n"
        f"  To open it: {server.address}/admin/campaigns/7\n"
        "  Not tried on a live account yet: look closely, and tell us what differs.\n"
        "To do there by hand\n"
        "  - Press Preview."
    )
    assert "\nWhat came back is what was handed over.\n" in made.stdout
    assert "  Make the draft.\n  Read the draft back.\n" in made.stderr
    assert '"by": "Ann Example"' in Path("issues/2027-01/drafts/listmonk.json").read_text(encoding="utf-8")
    assert run("2027-01", "--to", "listmonk", *DAY).stdout.startswith("Changed the draft of 2027-01 at listmonk: 7.")


def test_what_was_pushed_can_be_verified(run: Run) -> None:
    run("--to", "listmonk", *DAY)
    html = "dist/2027-01/listmonk/email.html"
    result = CliRunner().invoke(cli, ("verify", "2027-01", html))
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Nothing differs.")


def test_the_key_may_be_in_the_keyring(run: Run, memory: MemoryKeyring) -> None:
    keep_key("listmonk", SECRET)
    assert run("--to", "listmonk", *DAY, key=None).exit_code == 0


@pytest.mark.parametrize("key", ["one\ntwo", "schlüssel"])
def test_a_key_that_cannot_be_one(run: Run, server: ScriptedServer, key: str) -> None:
    result = run("--to", "listmonk", *DAY, key=key)
    assert (result.exit_code, "(push/key-unusable)" in result.stderr) == (1, True)
    assert key not in result.output
    assert server.asked == []


def test_no_key_and_no_keyring(run: Run, server: ScriptedServer) -> None:
    result = run("--to", "listmonk", *DAY, key=None)
    assert (result.exit_code, f"Set the environment variable {VARIABLE} instead." in result.stderr) == (1, True)
    assert server.asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "listmonks"), "There is no service “listmonks”. Did you mean listmonk?"),
        (("--to", "phplist"), "Make the files and follow their steps instead: newsletter export --to phplist"),
        ((), "Name your mailing service: --to SERVICE. These take drafts: brevo, "),
        (("2027-02", "--to", "listmonk"), "There is no issue “2027-02”. Did you mean 2027-01?"),
    ],
)
def test_wrong_use(run: Run, server: ScriptedServer, words: tuple[str, ...], said: str) -> None:
    result = run(*words, *DAY)
    assert result.exit_code == 2
    assert said in result.stderr
    assert server.asked == []


def test_an_issue_with_mistakes_goes_nowhere(run: Run, server: ScriptedServer) -> None:
    rewrite("issues/2027-01/issue.yaml", "subject: Spring is near", "subject:")
    result = run("--to", "listmonk", *DAY)
    assert result.exit_code == 1
    assert "Must fix: issues/2027-01/issue.yaml:4" in result.stdout
    assert result.stdout.endswith("2027-01 was not pushed.\n")
    assert server.asked == []


def test_an_email_that_the_service_would_refuse_goes_nowhere(run: Run, server: ScriptedServer) -> None:
    rewrite("newsletter.yaml", "list_id: 3", 'list_id: 3, first_name: "a{b}"')
    result = run("--to", "listmonk", *DAY)
    assert (result.exit_code, "2027-01 was not pushed to listmonk: 1 to fix." in result.stderr) == (1, True)
    assert server.asked == []


def test_a_dry_run_shows_every_request_and_asks_nobody(run: Run, server: ScriptedServer) -> None:
    result = run("--to", "listmonk", "--dry-run", *DAY, key=None)
    assert result.exit_code == 0
    assert "1. Upload garden-" in result.stdout
    assert f"   POST {server.address}/api/campaigns\n   Authorization: token (your key)\n   {{" in result.stdout
    assert '"body": "<!doctype html>' in result.stdout
    assert " characters)" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 1_000
    assert server.asked == []
    assert not Path("issues/2027-01/drafts").exists()
    assert not Path("dist/2027-01").exists()


def test_a_sample_is_refused_before_anybody_looks_for_a_key(run: Run, server: ScriptedServer) -> None:
    rewrite("newsletter.yaml", "timezone:", "sample: yes\ntimezone:")
    result = run("--to", "listmonk", *DAY, key=None)
    assert (result.exit_code, "(push/sample)" in result.stderr) == (1, True)
    assert run("--to", "listmonk", "--dry-run", *DAY).exit_code == 0
    assert server.asked == []


def test_a_wrong_list_is_told_with_the_services_words(run: Run, server: ScriptedServer) -> None:
    server.script.extend([server.usual] * 4 + [Reply(400, {"message": f"Unknown list for {SECRET}"})])
    result = run("--to", "listmonk", *DAY)
    assert result.exit_code == 1
    assert "It says: “Unknown list for (your key)”. listmonk has of this issue: 3 pictures." in result.stderr


def test_a_redirect_is_not_followed(run: Run, server: ScriptedServer) -> None:
    with serving(Listmonk()) as thief:
        server.usual = lambda asked: Reply(307, headers={"location": thief.address + asked.path})
        result = run("--to", "listmonk", *DAY)
        assert (result.exit_code, "(push/redirect)" in result.stderr) == (1, True)
        assert thief.asked == []


def test_what_the_service_changed_ends_the_command_with_1(run: Run, server: ScriptedServer, listmonk: Listmonk) -> None:
    def meddling(asked: Asked) -> Reply:
        reply = listmonk(asked)
        if asked.path.endswith("/campaigns/7"):
            reply.body["data"]["subject"] = "Win now"
        return reply

    server.usual = meddling
    result = run("--to", "listmonk", *DAY)
    assert result.exit_code == 1
    assert "What listmonk changed\n" in result.stdout
    assert "Must fix: The subject of the draft is “Win now”, and “Spring is near” was handed over." in result.stdout


def test_a_draft_that_may_be_none_is_never_called_one(run: Run, server: ScriptedServer, listmonk: Listmonk) -> None:
    def silent(asked: Asked) -> Reply:
        reply = listmonk(asked)
        reply.body["data"].pop("status", None)
        return reply

    server.usual = silent
    result = run("--to", "listmonk", *DAY)
    assert "It is a draft" not in result.stdout
    assert "listmonk does not say whether it is a draft. See there that nothing is scheduled." in result.stdout
