"""Talking to an API: what goes wrong is told, and a request is repeated with care."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from asking import API, AT_ONCE, KEY, MAKE, READ, SECRET, Asking
from scripted_server import Asked, Reply, ScriptedServer

from newsletter.services.drafts.draft_api import Answer, FileInBase64, Request, Upload

# What is sent


def test_a_request_carries_the_key_the_headers_and_the_json(ask: Asking, wren: ScriptedServer) -> None:
    assert ask(MAKE) == Answer(200, {"id": 7})
    [asked] = wren.asked
    assert (asked.method, asked.path, asked.data) == ("POST", "/v1/drafts", {"subject": "“Hello”"})
    assert asked.headers["authorization"] == f"Bearer {SECRET}"
    assert asked.headers["content-type"] == "application/vnd.wren+json"
    assert asked.headers["revision"] == "3"
    assert "python" not in asked.headers["user-agent"].lower()


def test_a_query_and_a_key_in_basic_form(ask: Asking, wren: ScriptedServer) -> None:
    ask(READ, api=replace(API, authorization=("Authorization", "Basic {basic}")))
    [asked] = wren.asked
    assert asked.path == "/v1/drafts/7?with=a+b"
    assert asked.headers["authorization"] == f"Basic {KEY.basic}"


def test_files_travel_as_multipart_or_in_base64(ask: Asking, wren: ScriptedServer, tmp_path: Path) -> None:
    picture = tmp_path / "bird.jpg"
    picture.write_bytes(b"\xff\xd8 a bird")
    upload = Request(
        "upload", "POST", "/p", form={"alt": "A bird"}, upload=Upload("file", picture, "b.jpg", "image/jpeg")
    )
    wren.script.append(Reply(429))
    ask(upload)
    form = wren.asked[1]
    assert form.body == wren.asked[0].body.replace(*(boundary(asked) for asked in wren.asked[:2]))
    assert form.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="alt"\r\n\r\nA bird\r\n' in form.body
    assert b'filename="b.jpg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8 a bird\r\n' in form.body
    ask(replace(MAKE, body={"files": [FileInBase64(picture, "data:image/jpeg;base64,")]}))
    assert wren.asked[2].data == {"files": ["data:image/jpeg;base64,/9ggYSBiaXJk"]}
    picture.unlink()
    assert ask.refused(upload).code == "push/no-picture"


def boundary(asked: Asked) -> bytes:
    return asked.headers["content-type"].partition("boundary=")[2].encode()


# What comes back


def test_an_empty_answer_and_one_that_something_is_gone(ask: Asking, wren: ScriptedServer) -> None:
    wren.script.extend([Reply(204), Reply(404, b"<h1>Not found</h1>")])
    assert ask(MAKE) == Answer(204, None)
    assert ask(READ) == Answer(404, None, gone=True)


@pytest.mark.parametrize(
    ("reply", "code", "words"),
    [
        (
            Reply(400, {"message": "No list\x1b[2J\nhas this id."}),
            "push/refused",
            "Wren refused to make the draft (400): it did not understand or accept what was handed over. It says: “No "
            "list[2J has this id”.",
        ),
        (Reply(404, {"message": ""}), "push/refused", "Wren refused to make the draft (404): there is no such thing"),
        (Reply(413, {"error": 1}), "push/refused", "it is too large."),
        (Reply(418, [1, 2]), "push/refused", "it gave no reason that we know."),
        (
            Reply(401, {"message": f"Bad key {SECRET}"}),
            "push/key",
            "Wren did not accept your key when asked to make the draft (401), or the key may not do that. It says: "
            "“Bad key (your key)”. In Wren, open Settings.",
        ),
        (Reply(200, b"<!doctype html><p>Sign in"), "push/no-data", "answered with a page instead of data when asked"),
        (Reply(404, b"<!doctype html>"), "push/no-data", "See that the address in newsletter.yaml is that of the API"),
        (Reply(200, b"[" * 90_000), "push/no-data", "instead of data"),
        (Reply(200, b'{"html": "\xff"}'), "push/no-data", "instead of data"),
        (Reply(500, b"<h1>Oh"), "push/trouble", "did not make the draft (500). Try again later. Look into"),
        (Reply(503, {"message": "Maintenance"}), "push/trouble", "It says: “Maintenance”. Try again later."),
        (Reply(302, headers={"location": "/v1/drafts"}), "push/redirect", "leads on to another address (127.0.0.1)"),
        (Reply(200, b"x" * 100_001), "push/no-end", "was too large or took too long"),
        (Reply(cut=True), "push/lost", "Wren broke off the connection when asked to make the draft. Try again"),
    ],
)  # fmt: skip
def test_what_a_service_refuses_is_told(ask: Asking, wren: ScriptedServer, reply: Reply, code: str, words: str) -> None:
    wren.script.append(reply)
    error = ask.refused(MAKE)
    assert error.code == code
    assert words in str(error)
    assert str(error).isprintable()
    assert len(wren.asked) == 1, "what may have been done already is not asked for again"


def test_a_slow_answer(ask: Asking, wren: ScriptedServer) -> None:
    wren.script.append(Reply(body={"id": 7}, slowly=0.3))
    error = ask.refused(MAKE, patience=replace(AT_ONCE, answer=0.1))
    assert str(error).startswith(
        "Wren gave no answer in time when asked to make the draft. Try again later. It may have"
    )
    wren.script.append(Reply(body=b"{}" + b" " * 500, slowly=0.02))
    assert ask.refused(MAKE, patience=replace(AT_ONCE, whole=0.1)).code == "push/no-end"


# Once more


def test_too_many_requests_are_waited_out_as_the_service_asks(ask: Asking, wren: ScriptedServer) -> None:
    soon = format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True)
    wren.script.extend(
        [
            Reply(429, headers={"retry-after": "0.01"}),
            Reply(429, headers={"x-wait": "0.02"}),
            Reply(429, headers={"retry-after": soon}),
            Reply(429, headers={"retry-after": "soon"}),
        ]
    )
    assert ask(MAKE).data == {"id": 7}
    assert len(wren.asked) == 5
    assert ask.told == [], "waits of less than a second are not worth a word"


def test_a_long_wait_is_told_and_a_very_long_one_refused(ask: Asking, wren: ScriptedServer) -> None:
    wren.script.append(Reply(429, headers={"retry-after": "1"}))
    ask(MAKE, patience=replace(AT_ONCE, waits=2))
    assert ask.told == ["Wren is busy. Trying again in 1 second."]
    wren.script.append(Reply(503, headers={"retry-after": "1200"}))
    error = ask.refused(READ)
    assert str(error) == "Wren wants us to wait 20 minutes, which is too long. Try again after that."
    wren.script.extend([Reply(429, headers={"retry-after": "0.2"})] * 2)
    assert ask.refused(MAKE).code == "push/busy", "waits are counted together"


def test_what_does_no_harm_is_tried_again(ask: Asking, wren: ScriptedServer) -> None:
    wren.script.extend([Reply(cut=True), Reply(502, b"<h1>Bad gateway"), Reply(503), Reply(504)])
    assert ask(READ).data == {"id": 7}
    assert len(wren.asked) == 5
    wren.script.extend([Reply(503, {"message": "Full"})] * 5)
    assert "It says: “Full”. Try again later." in str(ask.refused(READ))
    wren.script.extend([Reply(cut=True)] * 5)
    assert str(ask.refused(READ)).endswith("when asked to read the draft back. Try again later.")
    assert len(wren.asked) == 15


def test_two_megabytes_arrive(ask: Asking, wren: ScriptedServer) -> None:
    html = "é" * 1_000_000
    wren.script.append(lambda asked: Reply(body={"size": len(json.loads(asked.body)["html"])}))
    assert ask(replace(MAKE, body={"html": html})).data == {"size": 1_000_000}
