"""What the preview serves and says, without a browser."""

from __future__ import annotations

import re
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from previewing import Previewing, run_apart, save

from newsletter.build import Build
from newsletter.cli.main import cli
from newsletter.content.project import Project
from newsletter.delivery.sample_values import filled_html, filled_text, said_of_samples, sample_values
from newsletter.model.errors import ProjectError
from newsletter.studio.live_issues import LiveIssues, Look
from newsletter.studio.live_updates import LiveUpdates
from newsletter.studio.preview_app import preview_app
from newsletter.studio.server import listen

LETTER = "issues/2026-12/letter.md"

Start = Callable[..., Previewing]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    save(path, text.replace(old, new, 1))


def eventually(preview: Previewing, holds: Callable[[str], bool], path: str = "/issues/2026-12") -> str:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page = preview.client.get(path).text
        if holds(page):
            return page
        time.sleep(0.05)
    raise AssertionError(page)


def frame(preview: Previewing, page: str) -> str:
    found = re.search(r'<iframe title="The email" src="([^"]+)" sandbox="allow-same-origin"></iframe>', page)
    assert found, page
    return preview.client.get(found[1]).text


def test_the_email_is_the_built_one_with_sample_values(preview: Previewing, built: Build) -> None:
    page = preview.client.get("/issues/2026-12")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    email = frame(preview, page.text)
    as_built = built.draft.email.marked_html
    for name in ("unsubscribe_url", "preferences_url", "web_version_url"):
        as_built = as_built.replace(f'"@@{name}@@"', f'"#merge-field-{name}"')
    address = ", ".join(built.draft.document.organization.postal_address)
    assert email == as_built.replace("@@postal_address@@", address)
    assert "@@" not in page.text
    assert "These links lead nowhere until the mailing service fills them in: unsubscribe, preferences" in page.text


def test_the_frame_may_load_its_own_pictures_and_nothing_else(preview: Previewing, built: Build) -> None:
    page = preview.client.get("/issues/2026-12").text
    token = page.split("/preview/")[1].split("/")[0]
    email = preview.client.get(f"/preview/{token}/email.html")
    assert email.headers["content-security-policy"] == (
        "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    assert built.draft.email.images
    for image in built.draft.email.images:
        answer = preview.client.get(f"/preview/{token}/{image.name}")
        assert answer.content == image.path.read_bytes()
        assert answer.headers["content-type"] in ("image/png", "image/jpeg", "image/gif")
    assert preview.client.get("/preview/0000/email.html").status_code == 404


def test_the_index_lists_every_issue_even_one_that_cannot_be_read(publication: Path, start: Start) -> None:
    (publication / "issues/2027-01").mkdir()
    (publication / "issues/2027-01/issue.yaml").write_text("title: [", "utf-8")
    running = start(publication, "2026-12", "--no-browser")
    index = running.client.get("/").text
    assert re.findall(r'href="/issues/([^"]+)"', index) == ["2027-01", "2026-12", "2026-11"]
    assert "its issue.yaml cannot be read yet" in index


def test_an_unknown_issue_or_page_is_explained(preview: Previewing) -> None:
    for path, words in (("/issues/2026-13", "There is no issue “2026-13”."), ("/nowhere", "There is no such page.")):
        answer = preview.client.get(path)
        assert answer.status_code == 404
        assert words in answer.text
        assert 'href="/"' in answer.text


def test_mistakes_and_broken_templates_leave_the_last_good_build(publication: Path, start: Start) -> None:
    running = start(publication, "2026-12", "--no-browser")
    good = running.client.get("/issues/2026-12").text
    assert 'data-state="good"' in good
    shown = frame(running, good)

    edit(publication / LETTER, "title:", "titel:")
    stale = eventually(running, lambda page: 'data-state="stale"' in page)
    assert "Must fix: " in stale
    assert "<code>issues/2026-12/letter.md:3</code> “titel” is not known here." in stale
    assert "last version that could be built" in stale
    assert frame(running, stale) == shown

    edit(publication / LETTER, "titel:", "title:")
    eventually(running, lambda page: 'data-state="good"' in page)

    for file, old, new in (
        ("templates/sections/letter.mjml.j2", "{% call", "{% coll"),
        ("templates/theme.yaml", "width: 600", "breadth: 600"),
        ("newsletter.yaml", "title: LMSeAlerts", "titel: LMSeAlerts"),
    ):
        edit(publication / file, old, new)
        stale = eventually(running, lambda page: 'data-state="stale"' in page)
        assert f"<code>{file}:" in stale
        assert frame(running, stale) == shown
        edit(publication / file, new, old)
        eventually(running, lambda page: 'data-state="good"' in page)

    (publication / "issues/2026-12").rename(publication / "issues/2026-12b")
    stale = eventually(running, lambda page: "There is no issue “2026-12”." in page)
    assert frame(running, stale) == shown
    assert running.stop() == 0
    assert "Traceback" not in running.said


def test_an_issue_that_never_built_shows_its_mistakes_only(publication: Path, start: Start) -> None:
    edit(publication / LETTER, "title:", "titel:")
    running = start(publication, "2026-12", "--no-browser")
    page = running.client.get("/issues/2026-12")
    assert page.status_code == 200
    assert 'data-state="never"' in page.text
    assert "letter.md:3" in page.text
    assert "<iframe" not in page.text
    edit(publication / LETTER, "titel:", "title:")
    eventually(running, lambda page: 'data-state="good"' in page and "<iframe" in page)


def test_folders_and_pictures_that_come_later_are_seen(publication: Path, start: Start) -> None:
    (publication / "people").rename(publication / "later")
    running = start(publication, "2026-12", "--no-browser")
    eventually(running, lambda page: 'data-state="never"' in page)
    (publication / "later").rename(publication / "people")
    page = eventually(running, lambda page: 'data-state="good"' in page)
    picture = publication / "issues/2026-12/images/garden.jpg"
    picture.write_bytes(picture.read_bytes() + b"\0")
    eventually(running, lambda after: after.split("/preview/")[1] != page.split("/preview/")[1])


def test_updates_tell_of_a_change_and_end_with_the_server(publication: Path, start: Start) -> None:
    running = start(publication, "2026-12", "--no-browser")
    with running.client.stream("GET", "/updates", timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        revisions = (line.removeprefix("data: ") for line in stream.iter_lines() if line.startswith("data: "))
        first = next(revisions)
        while first.endswith("-0"):  # the watch has not begun
            first = next(revisions)
        edit(publication / LETTER, "\n---\n", "\n---\nA marmalade sentence.\n\n")
        while (revision := next(revisions)) == first:
            pass
        page = eventually(running, lambda page: "A marmalade sentence." in page)
        assert f'data-revision="{revision}"' in page or f'data-revision="{next(revisions)}"' in page
        began = time.monotonic()
        assert running.stop() == 0
        assert list(revisions) == []
    assert time.monotonic() - began < 10, "an open page must not hold the server up until it is killed"
    assert "Traceback" not in running.said


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches the test itself on Windows")
def test_what_the_terminal_says(publication: Path, start: Start, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        opened = tmp_path / "opened"
        script = tmp_path / "browser"
        script.write_text(f'#!/bin/sh\necho "$1" > "{opened}.part" && mv "{opened}.part" "{opened}"\n')
        script.chmod(0o755)
        running = start(publication, "--port", str(taken), BROWSER=f"{script} %s")
        until = time.monotonic() + 20
        while not opened.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert opened.read_text().strip() == running.page == f"{running.address}/issues/2026-12"
        assert running.stop() == 0
        assert running.said.splitlines() == [
            f"Port {taken} is taken, so this uses {running.address.rsplit(':', 1)[1]}.",
            f"Preview of 2026-12: {running.page}",
            "Nothing here can reach readers. Press Ctrl+C to stop.",
        ]
    assert not (publication / "dist/2026-12").exists()


def test_the_issue_of_the_current_folder_is_shown(publication: Path, start: Start) -> None:
    running = start(publication / "issues/2026-11/images", "--no-browser")
    assert running.page.endswith("/issues/2026-11")


def test_a_publication_without_issues_has_a_page(publication: Path, start: Start) -> None:
    (publication / "issues").rename(publication / "old")
    running = start(publication, "--no-browser")
    assert "newsletter new 2027-01" in running.client.get("/").text


def test_wrong_words_end_before_anything_is_served(publication: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(publication)
    for words, said in ((["2026-21"], "There is no issue “2026-21”."), (["--port", "0"], "--port")):
        result = CliRunner().invoke(cli, ["preview", *words])
        assert result.exit_code == 2
        assert said in result.output
        assert "http" not in result.output


def test_a_bug_is_a_calm_page_too(publication: Path) -> None:
    class Broken(LiveIssues):
        def look(self, name: str) -> Look:
            raise ZeroDivisionError(name)

    issues = Broken(Project(publication))

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(preview_app(issues, LiveUpdates(issues)), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/issues/2026-12")

    answer = run_apart(ask())
    assert answer.status_code == 500
    assert "The terminal window says more about it." in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_when_no_port_is_left_another_is_proposed() -> None:
    with listen(65535), pytest.raises(ProjectError, match=r"Port 65535 .* taken\. .* --port 8500\."):
        listen(65535)


def test_only_a_change_builds_anew_and_only_standing_content_is_read_anew(publication: Path) -> None:
    issues = LiveIssues(Project(publication))
    first = issues.look("2026-12")
    assert issues.look("2026-12") is first
    drug = publication / "reference/drugs/trabectedin.md"
    save(drug, drug.read_text("utf-8") + "\nA medlar sentence.\n")
    edit(publication / LETTER, "\n---\n", "\n---\nA quince sentence.\n\n")
    issues.changed(only_issues=True)
    second = issues.look("2026-12")
    assert second.preview
    assert "A quince sentence." in second.preview.text
    assert "A medlar sentence." not in second.preview.text
    issues.changed(only_issues=False)
    third = issues.look("2026-12")
    assert third.preview
    assert "A medlar sentence." in third.preview.text
    issues.changed(only_issues=False)
    fourth = issues.look("2026-12")
    assert fourth.preview
    assert fourth.revision != third.revision
    assert fourth.preview.token == third.preview.token, "the same email has the same address, so that nothing reloads"


def test_merge_fields_in_every_place(built: Build) -> None:
    values = {**sample_values(built.draft.document), "first_name": "Mar<a"}
    html = '<a href="@@unsubscribe_url@@">@@first_name@@</a> @@web_version_url@@ @@nonsense@@'
    assert filled_html(html, values) == (
        '<a href="#merge-field-unsubscribe_url">Mar&lt;a</a> '
        "[web version link, filled in by the mailing service] @@nonsense@@"
    )
    assert filled_text("Dear @@first_name@@", values) == "Dear Mar<a"
    assert "first name" not in said_of_samples(built.draft.email, values)


def test_sample_values_are_said_to_be_samples(publication: Path) -> None:
    edit(publication / LETTER, "Dear friends", "Dear @@first_name@@")
    edit(publication / "issues/2026-12/issue.yaml", "subject: ", "subject: For @@email@@, ")
    preview = LiveIssues(Project(publication)).look("2026-12").preview
    assert preview
    assert preview.subject.startswith("For maria@example.org, ")
    assert "Dear Maria" in preview.html
    assert "Dear Maria" in preview.text
    assert preview.samples.startswith("Sample values: first name “Maria”; email address “maria@example.org”. ")
