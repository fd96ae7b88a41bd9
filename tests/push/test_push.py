"""A push makes one draft, changes it when it is repeated, and says what the service made of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from pushing import KEY, ONCE, PICTURES, RECORD, Pushing, push_of, record, refusal, rewrite
from scripted_server import Asked, Listmonk, Reply, ScriptedServer, serving

from newsletter.content.project import Project
from newsletter.delivery.exported import read_export
from newsletter.model.finding import Severity

# One draft


def test_a_draft_is_made_and_what_came_back_is_what_was_handed_over(
    push: Pushing, letter: Project, listmonk: Listmonk, server: ScriptedServer, told: list[str]
) -> None:
    pushed = push()
    assert (pushed.is_new, pushed.draft.id, pushed.draft.is_draft, pushed.differences) == (True, "7", True, ())
    assert server.lines[:PICTURES] == ["POST /api/media"] * PICTURES
    assert server.lines[PICTURES:] == ["GET /api/campaigns", "POST /api/campaigns", "GET /api/campaigns/7"]
    assert {asked.headers["authorization"] for asked in server.asked} == {f"token {KEY.value}"}
    export = read_export(letter.output, "2027-01", "listmonk")
    campaign = listmonk.campaigns["7"]
    assert (campaign["body"], campaign["altbody"]) == (export.html, export.text)
    assert campaign["subject"] == "Spring is near"
    assert export.html.count('src="https://lists.example.org/') == PICTURES
    assert "images/" not in export.html
    assert told[0].startswith("Upload garden-")
    assert told[PICTURES:] == ["Look for a draft of this name.", "Make the draft.", "Read the draft back."]


def test_the_record_is_small_and_holds_no_secret(push: Pushing, letter: Project, server: ScriptedServer) -> None:
    push()
    text = (letter.root / RECORD).read_text(encoding="utf-8")
    made = json.loads(text)["made"]
    pictures = {name: address for name, address in made.items() if name.startswith("picture:")}
    assert set(pictures.values()) == {f"https://lists.example.org/{number}.jpg" for number in (1, 2, 3)}
    assert json.loads(text) == {
        "api": f"{server.address}/api",
        "link": f"{server.address}/admin/campaigns/7",
        "made": {"draft": "7", **pictures},
        "pushed": {"at": "2027-01-03T12:00:00+00:00", "by": "Ann"},
    }
    assert text.count("\n") == 14, "one value a line"
    assert "0123456789abcdef" not in text


def test_a_repeat_changes_the_same_draft_and_uploads_nothing_twice(
    push: Pushing, letter: Project, listmonk: Listmonk, server: ScriptedServer
) -> None:
    push()
    rewrite(letter, "Spring is near.", "Spring is here.")
    pushed = push()
    assert (pushed.is_new, pushed.draft.id, list(listmonk.campaigns)) == (False, "7", ["7"])
    assert "Spring is here." in listmonk.campaigns["7"]["body"]
    assert len(listmonk.pictures) == PICTURES
    assert server.lines[PICTURES + 3 :] == ["GET /api/campaigns/7", "PUT /api/campaigns/7", "GET /api/campaigns/7"]


def test_another_computer_changes_the_same_draft(
    push: Pushing, letter: Project, listmonk: Listmonk, tmp_path: Path
) -> None:
    push()
    shutil.rmtree(letter.output)
    other = Project(shutil.move(letter.root, tmp_path / "elsewhere"))
    assert not push(other).is_new
    assert (list(listmonk.campaigns), len(listmonk.pictures)) == (["7"], PICTURES)


def test_a_draft_that_was_deleted_is_made_anew(push: Pushing, letter: Project, listmonk: Listmonk) -> None:
    push()
    listmonk.campaigns = {"99": {}}
    assert (push().is_new, record(letter)["made"]["draft"]) == (True, "8")


def test_an_account_at_another_address_gets_a_draft_of_its_own(
    push: Pushing, letter: Project, listmonk: Listmonk, server: ScriptedServer, told: list[str]
) -> None:
    push()
    there = Listmonk()
    there.campaigns["7"] = {"subject": "Somebody else's"}
    with serving(there) as other:
        rewrite(letter, server.address, other.address, "newsletter.yaml")
        assert push().draft.id == "8"
    assert there.campaigns["7"] == {"subject": "Somebody else's"}
    assert "An earlier push went to another address of listmonk; its draft is left alone." in told
    assert len(there.pictures) == PICTURES


def test_pictures_that_are_on_the_web_stay_there(push: Pushing, letter: Project, listmonk: Listmonk) -> None:
    rewrite(letter, "services:", "images: {base_url: https://pictures.leiomyo.org/}\nservices:", "newsletter.yaml")
    push()
    assert listmonk.pictures == []
    assert 'src="https://pictures.leiomyo.org/' in listmonk.campaigns["7"]["body"]


def test_two_megabytes_arrive_whole(letter: Project, listmonk: Listmonk, told: list[str]) -> None:
    push = push_of(letter)
    html = push.package.html.replace("</body>", f"<p>{'The garden waits. ' * 120_000}</p></body>")
    large = replace(push, package=replace(push.package, html=html))
    assert large.make(KEY, letter.output, ONCE, told.append).differences == ()
    assert len(listmonk.campaigns["7"]["body"]) > 2_000_000


# What the service made of it


def test_what_the_service_changed_is_told(push: Pushing, server: ScriptedServer, listmonk: Listmonk) -> None:
    def meddling(asked: Asked) -> Reply:
        reply = listmonk(asked)
        if f"{asked.method} {asked.path}" != "GET /api/campaigns/7":
            return reply
        data = dict(reply.body["data"])
        data["body"] = data["body"].replace("Spring is near.", "Spring is far.")
        return Reply(body={"data": data | {"subject": "Hello", "altbody": "No words", "from_email": "A <a@b.example>"}})

    server.usual = meddling
    found = {f.rule: f for group in push().differences for f in group.findings}
    assert set(found) == {"verify/draft-field", "verify/draft-text", "verify/words-changed"}
    assert found["verify/words-changed"].message == "In “A short letter”, “near.” became “far.”."
    assert found["verify/draft-field"].message.startswith("The sender’s address of the draft is “a@b.example”")
    assert found["verify/draft-text"].severity is Severity.WARNING


def test_a_service_that_shows_no_html(push: Pushing, server: ScriptedServer, listmonk: Listmonk) -> None:
    def silent(asked: Asked) -> Reply:
        reply = listmonk(asked)
        bare = {"data": {"id": 7, "status": "draft"}}
        return Reply(body=bare) if asked.method == "GET" else reply

    server.usual = silent
    [group] = push().differences
    assert [finding.rule for finding in group.findings] == ["verify/draft-unseen"]


def test_what_is_sent_is_left_alone_and_never_called_well(
    push: Pushing, letter: Project, server: ScriptedServer, listmonk: Listmonk
) -> None:
    push()
    before = read_export(letter.output, "2027-01", "listmonk")
    listmonk.campaigns["7"]["status"] = "running"
    rewrite(letter, "Spring is near.", "Spring is here.")
    error = refusal(push)
    assert error.code == "push/not-a-draft"
    assert f"delete {RECORD} and push again" in str(error)
    assert set(server.lines[PICTURES + 3 :]) == {"GET /api/campaigns/7"}
    assert read_export(letter.output, "2027-01", "listmonk") == before
