"""What goes wrong in the middle of a push is told with what exists by then, and what must not go anywhere does not."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from filelock import FileLock
from pushing import PICTURES, RECORD, Pushing, push_of, refusal, rewrite
from scripted_server import Asked, Listmonk, Reply, ScriptedServer

from newsletter.build import Builder
from newsletter.content import source_file
from newsletter.content.project import Project
from newsletter.delivery.package import packaged
from newsletter.delivery.pictures import Images
from newsletter.delivery.push import Push, planned
from newsletter.model.errors import DeliveryError
from newsletter.model.issue import Status
from newsletter.services.drafts import draft_api, pushable_services

# What goes wrong in the middle


def test_a_connection_that_is_lost_says_what_exists_and_a_repeat_goes_on(
    push: Pushing, letter: Project, listmonk: Listmonk, server: ScriptedServer
) -> None:
    server.script.extend([server.usual] * (PICTURES + 1) + [Reply(cut=True)])
    error = refusal(push)
    assert str(error) == (
        "listmonk broke off the connection when asked to make the draft. Try again later. It may have been done all "
        "the same: look into your account first. listmonk has of this issue: 3 pictures. Push again, and it goes on "
        "from there."
    )
    server.script.extend([server.usual, server.usual, Reply(500)])
    assert "listmonk has of this issue: the draft 7, 3 pictures. Push again" in str(refusal(push))
    assert not (letter.output / "2027-01").exists(), "nothing says that it was handed over"
    assert not push().is_new
    assert (list(listmonk.campaigns), len(listmonk.pictures)) == (["7"], PICTURES)


def test_a_draft_whose_making_was_never_told_is_found_again(
    push: Pushing, listmonk: Listmonk, server: ScriptedServer
) -> None:
    def made_and_lost(asked: Asked) -> Reply:
        listmonk(asked)
        return Reply(cut=True)

    server.script.extend([server.usual] * (PICTURES + 1) + [made_and_lost])
    assert "It may have been done all the same" in str(refusal(push))
    assert (push().draft.id, list(listmonk.campaigns)) == ("7", ["7"])


def test_ctrl_c_says_what_exists(push: Pushing) -> None:
    def impatient(words: str) -> None:
        if words.startswith("Read"):
            raise KeyboardInterrupt

    error = refusal(push, tell=impatient)
    assert error.code == "push/stopped"
    assert str(error).startswith("The push was stopped. listmonk has of this issue: the draft 7, 3 pictures.")


def test_a_refusal_has_the_services_words(push: Pushing, server: ScriptedServer) -> None:
    server.script.extend([server.usual] * (PICTURES + 1) + [Reply(400, {"message": "Unknown list 3"})])
    assert "It says: “Unknown list 3”. listmonk has of this issue: 3 pictures." in str(refusal(push))


def test_a_full_disk_stops_a_push_before_anything_exists(
    push: Pushing, letter: Project, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(source_file.os, "fsync", full)
    error = refusal(push)
    assert error.code == "push/not-recorded"
    assert str(error).startswith(f"{RECORD}, which keeps a repeat from making a second draft, could not be written.")
    assert "No space left on device" in str(error)
    assert server.asked == []


def test_a_disk_that_fills_up_later(push: Pushing, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 1 + PICTURES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(source_file.os, "fsync", full)
    error = refusal(push)
    assert "At the service, draft 7 was made: delete it there." in str(error)


def test_a_file_in_place_of_the_folder(push: Pushing, letter: Project, server: ScriptedServer) -> None:
    (letter.root / RECORD).parent.write_text("mine", encoding="utf-8")
    assert refusal(push).code == "push/not-recorded"
    assert server.asked == []


@pytest.mark.parametrize(
    "content",
    [b"<<<<<<< ours\n{}", b"[]", b"{}", b'{"api": "x", "made": {"draft": 7}}', b'{"api": "x", "made": []}', b"\xff"],
)
def test_a_broken_record_is_not_guessed_at(
    push: Pushing, letter: Project, server: ScriptedServer, content: bytes
) -> None:
    (letter.root / RECORD).parent.mkdir()
    (letter.root / RECORD).write_bytes(content)
    error = refusal(push)
    assert error.code == "push/record"
    assert "delete the draft at the service, then the file" in str(error)
    assert server.asked == []


def test_two_pushes_at_once(push: Pushing, letter: Project, server: ScriptedServer) -> None:
    (letter.output / ".locks").mkdir(parents=True)
    with FileLock(letter.output / ".locks/2027-01.listmonk.push.lock"):
        assert refusal(push).code == "push/another"
    assert server.asked == []
    push()


# What cannot be pushed


def test_what_was_sent_is_no_draft_any_more(letter: Project) -> None:
    push = push_of(letter)
    header = push.package.draft.issue.header.model_copy(update={"status": Status.SENT})
    draft = replace(push.package.draft, issue=replace(push.package.draft.issue, header=header))
    with pytest.raises(DeliveryError, match="2027-01 is marked as sent") as caught:
        planned(replace(push.package, draft=draft), push.folder)
    assert caught.value.code == "push/sent"


def test_a_sample_goes_nowhere_but_its_requests_can_be_looked_at(
    push: Pushing, letter: Project, server: ScriptedServer
) -> None:
    with pytest.raises(DeliveryError, match="is a sample"):
        push(sample=True)
    assert len(list(push_of(letter, sample=True).requests())) == PICTURES + 3
    assert server.asked == []
    assert not (letter.root / RECORD).exists()


def test_what_newsletter_yaml_does_not_say(letter: Project) -> None:
    rewrite(letter, "list_id: 3", "list-id: 3", "newsletter.yaml")
    with pytest.raises(DeliveryError) as caught:
        push_of(letter)
    assert caught.value.code == "push/settings"
    assert "below services and listmonk:\n  list_id: the number of the list" in str(caught.value)
    assert "(is list-id misspelled?)" in str(caught.value)


def test_pictures_that_cannot_get_there(letter: Project) -> None:
    draft = Builder(letter).build("2027-01", as_of=date(2027, 1, 3)).draft
    without = [name for name in pushable_services() if draft_api(name).upload is None]
    assert without
    for name in without:
        settings = draft.settings.model_copy(update={"services": {name: dict.fromkeys(draft_api(name).needs, "1")}})
        with pytest.raises(DeliveryError, match="takes no pictures through its API") as caught:
            planned(packaged(replace(draft, settings=settings), name), letter.issue_folder("2027-01"))
        assert caught.value.code == "push/pictures"


def test_a_picture_without_an_address(push: Pushing, server: ScriptedServer) -> None:
    server.script.append(Reply(body={"data": {"id": 1, "url": "ftp://lists.example.org/1.jpg"}}))
    assert refusal(push).code == "push/no-address"


def texts(body: Any) -> Iterator[str]:
    """Every text in a body."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict | list):
        for each in body.values() if isinstance(body, dict) else body:
            yield from texts(each)


@pytest.mark.parametrize("name", pushable_services())
def test_a_dry_run_of_every_service_asks_nobody(letter: Project, server: ScriptedServer, name: str) -> None:
    draft = Builder(letter).build("2027-01", as_of=date(2027, 1, 3)).draft
    api = draft_api(name)
    settings = draft.settings.model_copy(update={"services": {name: dict.fromkeys(api.needs, "1")}})
    package = packaged(replace(draft, settings=settings), name, Images.HOSTED)
    requests = list(Push(package, letter.issue_folder("2027-01"), api, "https://api.example.org").requests())
    assert len(requests) >= 2
    assert any(package.html in words for request in requests for words in texts(request.body))
    assert not [request for request in requests if re.search(r"/(send|schedul|test|action)", request.path)]
    assert "service/setting" not in {finding.rule for finding in package.findings}
    assert server.asked == []
    assert not (letter.root / f"issues/2027-01/drafts/{name}.json").exists()
