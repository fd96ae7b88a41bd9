"""A draft made from the studio: what the page is told meanwhile, and that the key is never among it."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from pushing import KEY, RECORD
from scripted_server import Listmonk

from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.studio.guard import Guard
from newsletter.studio.live_issues import LiveIssues
from newsletter.studio.live_updates import LiveUpdates
from newsletter.studio.studio_app import studio_app

HERE = "http://127.0.0.1:8000"
URL = "/issues/2027-01/hand-off"


def asked(app: Guard, method: str, path: str, **fields: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE, timeout=60) as client:
            return await client.request(method, path, headers={"Origin": HERE, "HX-Request": "true"}, data=fields)

    # In a thread of its own: Playwright keeps an event loop running in the thread of the tests.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(ask())).result()


@pytest.mark.usefixtures("no_keyring")
def test_a_draft_is_made_from_the_page(
    letter: Project, listmonk: Listmonk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    issues = LiveIssues(letter)
    app = studio_app(issues, LiveUpdates(issues), Recovery(letter, tmp_path / "recovery"))
    asked(app, "POST", URL, do="choose", service="listmonk", by="Ann")
    ready = asked(app, "POST", URL, do="ready", by="Ann")
    assert ready.status_code == 200, ready.text
    assert "There is no key" in ready.text or "no keyring" in ready.text
    monkeypatch.setenv("NEWSLETTER_LISTMONK_KEY", KEY.value)
    assert 'data-push="' in asked(app, "GET", URL).text
    told = [json.loads(line) for line in asked(app, "POST", f"{URL}/push", by="Ann").text.splitlines()]
    words = [step["message"] for step in told if "message" in step]
    assert told[-1] == {"done": True}, words
    assert any("It is a draft. Nothing was sent." in line for line in words)
    assert KEY.value not in " ".join(words)
    record = json.loads((letter.root / RECORD).read_text("utf-8"))
    assert record["pushed"]["by"] == "Ann"
    page = asked(app, "GET", URL).text
    assert "Change the draft" in page
    assert KEY.value not in page
