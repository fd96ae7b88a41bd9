"""The hand-off in the studio: each step, what it refuses, and what stands on the disk afterwards."""

from __future__ import annotations

import html
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from open_studio import OpenStudio
from ready_publication import ISSUE, SETTINGS, TITLE, approve, ready_publication

from newsletter.content.frozen_issues import read_frozen
from newsletter.content.hand_off import read_hand_off

URL = f"/issues/{ISSUE}/hand-off"


@pytest.fixture
def ready(repository: Path, tmp_path: Path) -> OpenStudio:
    return OpenStudio(ready_publication(repository, tmp_path / "ready"), tmp_path / "recovery")


def do(studio: OpenStudio, what: str, by: str = "Ann", expect: int = 200, **fields: str) -> httpx.Response:
    answer = studio.post(URL, do=what, by=by, **fields)
    assert answer.status_code == expect, answer.text
    return answer


def step_state(page: str, key: str) -> str:
    found = re.search(rf'id="{key}-heading".*?<span class="state [a-z]+">([^<]+)<', page, re.DOTALL)
    assert found
    return found[1]


def tick(page: str, number: int) -> dict[str, str]:
    found = re.search(rf'id="tick-{number}"[^>]*hx-vals="([^"]+)"', page)
    assert found
    told: dict[str, str] = json.loads(html.unescape(found[1]))
    return {key: value for key, value in told.items() if key != "do"}


def made_ready(studio: OpenStudio, service: str = "mailchimp") -> str:
    do(studio, "choose", service=service)
    return do(studio, "ready").text


def test_the_way_to_mailchimp(ready: OpenStudio) -> None:
    page = ready.client.get(URL).text
    assert (step_state(page, "service"), step_state(page, "checks"), step_state(page, "ready")) == (
        "Now", "Done", "Later",
    )  # fmt: skip
    page = do(ready, "choose", service="mailchimp").text
    assert step_state(page, "ready") == "Now"
    assert "A window and a garden" in page
    page = do(ready, "ready").text
    assert step_state(page, "ready") == "Done"
    assert "Open the plain-text version, delete what stands in it, and paste all of “email.txt”." in page
    folder = ready.root / "dist" / ISSUE / "mailchimp"
    assert json.loads((folder / "manifest.json").read_bytes())["exported"]["by"] == "Ann"

    archive = ready.client.get(f"{URL}/mailchimp/{ISSUE}.zip")
    assert archive.headers["content-disposition"] == f'attachment; filename="{ISSUE}.zip"'
    assert "email.html" in zipfile.ZipFile(BytesIO(archive.content)).namelist()
    copied = ready.client.get(f"{URL}/mailchimp/email.html")
    assert copied.content == (folder / "email.html").read_bytes()
    assert copied.headers["content-type"].startswith("text/plain")
    assert copied.headers["content-security-policy"] == "default-src 'none'; sandbox"

    page = do(ready, "tick", **tick(page, 1)).text
    assert "(Ann, " in page
    assert step_state(page, "there") == "Now"
    [done] = read_hand_off(ready.root / "issues" / ISSUE).steps
    assert (done.service, done.by) == ("mailchimp", "Ann")

    message = ready.client.get(f"{URL}/mailchimp/email.eml").content
    sent_back = message.replace(b"pear tree", b"fig tree")
    answer = ready.client.post(f"{URL}/arrived?name=back.eml&by=Ann", content=sent_back)
    assert answer.status_code == 200
    assert "pear" in answer.text
    answer = ready.client.post(f"{URL}/arrived?name=back.eml&by=Ann", content=message)
    assert "Ann looked on" in answer.text
    assert "everything arrived as it was handed over" in answer.text

    answer = do(ready, "sent", pressed="Ben", at="2026-12-01T10:30", expect=204)
    assert answer.headers["hx-refresh"] == "true"
    frozen = read_frozen(ready.root / "issues" / ISSUE)
    assert frozen is not None
    assert (frozen.manifest.frozen_by, frozen.services) == ("Ann", ("mailchimp",))
    noted = read_hand_off(ready.root / "issues" / ISSUE)
    assert noted.sent is not None
    assert noted.sent.by == "Ben"
    page = ready.client.get(URL).text
    assert f"{TITLE} was sent" in page
    assert "Ben, December 1, 2026 at 10:30" in page
    receipt = ready.client.get(f"/issues/{ISSUE}/receipt")
    assert receipt.json()["issue"] == ISSUE
    assert "and nothing here can be changed" in ready.client.get(f"/issues/{ISSUE}").text


def test_a_service_is_remembered_for_the_next_issue(ready: OpenStudio) -> None:
    do(ready, "choose", service="listmonk")
    ready.client.post("/issues", data={"month": "2031-01", "how": "scratch"})
    assert '<option value="listmonk" selected>' in ready.client.get("/issues/2031-01/hand-off").text


def test_what_must_be_mended_stops_it(ready: OpenStudio) -> None:
    story = ready.root / f"issues/{ISSUE}/story.md"
    story.write_text(story.read_text("utf-8").replace("pear", "plum"), "utf-8")
    page = do(ready, "choose", service="mailchimp").text
    assert step_state(page, "checks") == "First mend this"
    assert "Something was changed" in page or "wording" in page
    do(ready, "ready", expect=422)
    assert not (ready.root / "dist" / ISSUE).exists()
    approve(ready.root)
    do(ready, "ready")
    assert (ready.root / "dist" / ISSUE / "mailchimp").is_dir()


def test_a_change_after_it_was_made_ready_begins_the_steps_anew(ready: OpenStudio) -> None:
    page = made_ready(ready)
    first = tick(page, 1)
    do(ready, "tick", **first)
    letter = ready.root / f"issues/{ISSUE}/letter.md"
    letter.write_text(letter.read_text("utf-8").replace("a gardener writes", "a gardener has written"), "utf-8")
    refused = do(ready, "sent", pressed="Ben", at="2026-12-01T10:30", expect=422)
    assert "is not what was handed over" in refused.text
    assert read_hand_off(ready.root / "issues" / ISSUE).sent is None
    page = do(ready, "ready").text
    assert "(Ann, " not in page
    assert "begin anew" in do(ready, "tick", expect=422, **first).text


def test_a_tick_is_taken_back_and_a_second_one_changes_nothing(ready: OpenStudio) -> None:
    told = tick(made_ready(ready), 2)
    for _ in range(2):
        do(ready, "tick", **told)
    assert len(read_hand_off(ready.root / "issues" / ISSUE).steps) == 1
    do(ready, "untick", **told)
    assert read_hand_off(ready.root / "issues" / ISSUE).steps == ()


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("choose", {"service": "../x"}, 422), ("choose", {"service": ""}, 422), ("ready", {"by": " "}, 422),
        ("tick", {"step": "Give me the list of readers", "email": "x"}, 422), ("burn", {}, 400), ("", {}, 400),
        ("sent", {"pressed": "", "at": "2026-12-01T10:30"}, 422), ("sent", {"pressed": "Ben", "at": "tomorrow"}, 422),
        ("sent", {"pressed": "Ben", "at": "2026-12-01T10:30", "by": ""}, 422), ("publish", {}, 422),
        ("test-mail", {}, 422),
    ],
)  # fmt: skip
def test_odd_wishes_change_no_file(ready: OpenStudio, what: str, fields: dict[str, str], status: int) -> None:
    made_ready(ready)
    files = {path: path.read_bytes() for path in (ready.root / "issues").rglob("*") if path.is_file()}
    do(ready, what, expect=status, **fields)
    assert {path: path.read_bytes() for path in (ready.root / "issues").rglob("*") if path.is_file()} == files


@pytest.mark.parametrize(
    "path",
    [
        "/issues/2031-01/hand-off", "/issues/..%2f..%2fetc/hand-off", f"{URL}/mailchimp/manifest.json",
        f"{URL}/mailchimp/..%2f..%2f..%2fnewsletter.yaml", f"{URL}/..%2f..%2fpeople/person-0077.yaml",
        f"{URL}/brevo/email.html", f"{URL}/mailchimp/", f"/issues/{ISSUE}/receipt", "/issues/none/receipt",
        f"/issues/{ISSUE}/after-sending", "/issues/none/after-sending",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_file(ready: OpenStudio, path: str) -> None:
    made_ready(ready)
    answer = ready.client.get(path)
    assert answer.status_code == 404, answer.text
    assert "timezone" not in answer.text


def test_pages_of_other_sites_start_nothing(ready: OpenStudio) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        for path in (URL, f"{URL}/push", f"{URL}/arrived", "/backup", "/versions", "/two-versions"):
            assert ready.client.post(path, data={"do": "ready"}, headers=headers).status_code == 403


def test_a_sample_may_be_tried_out_and_is_never_sent(studio: OpenStudio) -> None:
    page = studio.client.get("/issues/2026-12/hand-off").text
    assert "Get ready to send" in page
    studio.post("/issues/2026-12/hand-off", do="choose", service="generic", by="Ann")
    refused = studio.post("/issues/2026-12/hand-off", do="sent", by="Ann", pressed="Ann", at="2026-12-01T10:30")
    assert refused.status_code == 422
    assert "a sample is never sent" in refused.text


def test_a_practice_issue_is_handed_to_nobody(ready: OpenStudio) -> None:
    ready.client.post("/issues", data={"how": "practice"})
    answer = ready.post("/issues/practice/hand-off", do="choose", service="generic", by="Ann")
    assert step_state(answer.text, "ready") in ("Later", "First mend this")
    assert ready.post("/issues/practice/hand-off", do="ready", by="Ann").status_code == 422


def test_too_large_and_empty_copies_are_refused(ready: OpenStudio) -> None:
    made_ready(ready)
    url = f"{URL}/arrived?name=x.html&by=Ann"
    assert ready.client.post(url, content=b"x" * 10_000_001).status_code == 413
    assert "nothing to compare" in ready.client.post(url, content=b" \n").text
    assert ready.client.post(f"{URL}/arrived?name=x.html", content=b"<p>x").status_code == 422
    other = ready.client.post(url, content=b"<p>Something else <script>alert(1)</script>")
    assert "does not look like a copy" in other.text
    assert "<script>alert" not in other.text


def test_without_a_key_words_say_how_and_nothing_is_asked(ready: OpenStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = SETTINGS + "  mailchimp: {server: us21, list_id: abc}\n"
    (ready.root / "newsletter.yaml").write_text(settings, "utf-8")
    monkeypatch.delenv("NEWSLETTER_MAILCHIMP_KEY", raising=False)
    page = made_ready(ready)
    assert "newsletter key mailchimp" in page or "NEWSLETTER_MAILCHIMP_KEY" in page
    assert 'data-push="' not in page
    told = [json.loads(line) for line in ready.client.post(f"{URL}/push", data={"by": "Ann"}).text.splitlines()]
    assert told[-1]["stopped"]
    assert ready.client.post(f"{URL}/push", data={"by": ""}).status_code == 422
    monkeypatch.setenv("NEWSLETTER_MAILCHIMP_KEY", "secret-us21")
    page = ready.client.get(URL).text
    assert 'data-push="' in page
    assert "secret-us21" not in page
    assert "It is a draft: nothing is sent." in page
