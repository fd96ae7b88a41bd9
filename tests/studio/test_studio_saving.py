"""What is typed in the studio reaches its file, and nothing else changes; nobody's words are overwritten."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from open_studio import HERE, ISSUE, STORY, OpenStudio

STORY_FILE = "issues/2026-12/story.md"
HEADER_FILE = "issues/2026-12/issue.yaml"


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_fields_and_text_are_saved_and_comments_stay(studio: OpenStudio) -> None:
    before = studio.text(STORY_FILE)
    page = studio.page(STORY)
    page.save((["title"], "A second opinion"), (["photo", "caption"], "The bench."), ([], "Only this.\n"))
    after = studio.text(STORY_FILE)
    assert changed_lines(before, after) == ["title: A second opinion", "  caption: The bench.", "Only this."]
    assert "# people/person-0031.yaml" in after
    page.save((["title"], "A third one"))
    assert "title: A third one" in studio.text(STORY_FILE)


def test_an_emptied_field_keeps_its_key_and_an_absent_one_stays_absent(studio: OpenStudio) -> None:
    page = studio.page(STORY)
    page.save((["pull_quote"], None), (["language"], None))
    assert "\npull_quote:\n" in studio.text(STORY_FILE)
    assert "language" not in studio.text(STORY_FILE)


def test_a_picture_that_is_taken_out_leaves_no_group_behind(studio: OpenStudio) -> None:
    studio.page(STORY).save((["photo", "file"], None), (["photo", "alt"], None), (["photo", "caption"], None))
    assert "\nphoto:\npull_quote: " in studio.text(STORY_FILE), "what is empty counts as left out"
    page = studio.page(STORY)
    page.save((["photo", "file"], "images/garden.jpg"), (["photo", "alt"], ""))
    assert 'photo: {file: images/garden.jpg, alt: ""}' in studio.text(STORY_FILE), "an ornament says so"
    assert 'data-do="ornament" checked' in studio.page(STORY).html


@pytest.mark.parametrize(
    "typed", ["trabectedin", "Trabectedin", "yondelis", "trabectedin (Yondelis)", "  YONDELIS "]
)  # fmt: skip
def test_a_drug_is_found_by_any_of_its_names(studio: OpenStudio, typed: str) -> None:
    page = studio.page(f"{ISSUE}/sections/drug")
    assert 'value="trabectedin (Yondelis)"' in page.html
    page.save((["drug"], "eribulin"))
    page.save((["drug"], typed))
    assert "\ndrug: trabectedin  " in studio.text("issues/2026-12/drug.md")


def test_words_that_name_no_drug_are_kept_as_typed_and_pointed_at(studio: OpenStudio) -> None:
    studio.page(f"{ISSUE}/sections/drug").save((["drug"], "yondelix"))
    assert "\ndrug: yondelix  " in studio.text("issues/2026-12/drug.md")
    left = studio.client.get(f"{ISSUE}/left?section=drug").text
    assert "There is no “yondelix”" in left


def test_lists_are_saved_whole(studio: OpenStudio) -> None:
    page = studio.page(f"{ISSUE}/sections/webinars")
    page.save(
        (["webinars"], ["LMS Boot Camp 4: " + page.html.split("LMS Boot Camp 4: ")[1].split('"')[0], "", "boot-camp-3"])
    )
    assert "  - boot-camp-4\n  - boot-camp-3\n" in studio.text("issues/2026-12/webinars.md")


def test_days_and_times_are_written_as_the_files_have_them(studio: OpenStudio) -> None:
    studio.post(f"{ISSUE}/sections", do="add", kind="event")
    page = studio.page(f"{ISSUE}/sections/event")
    page.save((["title"], "Walk"), (["start"], "2026-12-10T19:30"), (["zone"], "America/New_York"))
    text = studio.text("issues/2026-12/event.md")
    assert "start: 2026-12-10 19:30" in text
    page = studio.page(f"{ISSUE}/sections/event")
    assert 'type="datetime-local" value="2026-12-10T19:30"' in page.html
    assert '<option value="America/New_York" selected>Eastern time</option>' in page.html
    page.save((["start"], "tomorrow"))
    assert 'type="text" value="tomorrow"' in studio.page(f"{ISSUE}/sections/event").html, "nothing typed is hidden"


def test_edits_of_two_people_in_different_places_are_joined(studio: OpenStudio) -> None:
    ann, ben = studio.page(STORY), studio.page(STORY)
    ann.save((["title"], "Ann's title"))
    told = ben.save((["photo", "caption"], "Ben's caption"))
    assert told["others"] is True
    body = studio.page(STORY)
    ann.save(([], "One. \n\nTwo.\n"))
    both = studio.text(STORY_FILE)
    assert "title: Ann's title" in both
    assert "caption: Ben's caption" in both
    assert body.save((["pull_quote"], "Three"))["conflicts"] == []


def test_someone_who_goes_on_typing_after_a_join_overwrites_nobody_and_meets_no_conflict(studio: OpenStudio) -> None:
    text = "First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n"
    studio.page(STORY).save(([], text))
    ann, ben = studio.page(STORY), studio.page(STORY)
    ann.save(([], text.replace("First", "Ann's first")))
    ben.save(([], text.replace("Third", "Ben's third")))
    # Ben's page still shows the first paragraph without Ann's word.
    told = ben.save(([], text.replace("Third", "Ben's very own third")))
    assert told["conflicts"] == []
    saved = studio.text(STORY_FILE)
    assert "Ann's first paragraph.\n\nSecond paragraph.\n\nBen's very own third paragraph.\n" in saved


def test_two_versions_of_one_sentence_come_back_to_be_chosen(studio: OpenStudio) -> None:
    ann, ben = studio.page(STORY), studio.page(STORY)
    ann.save((["pull_quote"], "Ann's words"))
    told = ben.save((["pull_quote"], "Ben's words"), (["title"], "Ben's title"), expect=412)
    (conflict,) = told["conflicts"]
    assert conflict == {"field": ["pull_quote"], "label": "Pull quote", "mine": "Ben's words", "theirs": "Ann's words"}
    text = studio.text(STORY_FILE)
    assert "pull_quote: Ann's words" in text
    assert "title: Ben's title" in text, "what touches nobody is saved"
    assert [one.words for one in studio.recovery.unsaved(STORY_FILE)] == ["Ben's words"]
    ben.digest = told["on_disk"]
    ben.save((["pull_quote"], "Both our words"))
    assert "pull_quote: Both our words" in studio.text(STORY_FILE)


def test_a_change_made_outside_is_not_overwritten(studio: OpenStudio) -> None:
    page = studio.page(ISSUE)
    path = studio.root / HEADER_FILE
    path.write_text(path.read_text("utf-8").replace("What a second opinion changed", "Outside"), "utf-8")
    assert page.save((["subject"], "Mine"), expect=412)["conflicts"][0]["theirs"] == "Outside"
    assert "subject: Outside" in studio.text(HEADER_FILE)


@pytest.mark.parametrize(
    "change",
    [
        (["no_such_field"], "x"), (["kind"], "text"), (["photo"], "x"), (["photo", "nothing"], "x"),
        (["title", "deeper"], "x"), (["title"], ["a", "list"]), (["notes", 0], "x"), ([], None), ([], ["x"]),
    ],
)  # fmt: skip
def test_what_is_no_field_of_the_form_is_refused(studio: OpenStudio, change: tuple[list[str | int], object]) -> None:
    before = studio.text(STORY_FILE)
    told = studio.page(STORY).save(change, expect=422)
    assert "Load the page again." in told["message"]
    assert studio.text(STORY_FILE) == before


@pytest.mark.parametrize(
    "field", [["sections"], ["sections", 0], ["status"], ["waivers"], ["waivers", 0, "by"], ["history"], ["practice"]]
)
def test_what_has_its_own_way_of_being_changed_is_no_field(studio: OpenStudio, field: list[str | int]) -> None:
    before = studio.text(HEADER_FILE)
    studio.page(ISSUE).save((field, "sent"), expect=422)
    assert studio.text(HEADER_FILE) == before


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"changes": [1]}', b'{"changes": [{"field": {}, "value": 1}]}', b"\xff"]
)
def test_a_request_that_cannot_be_read_changes_nothing(studio: OpenStudio, body: bytes) -> None:
    page = studio.page(STORY)
    answer = studio.client.put(page.url, content=body, headers={"If-Match": f'"{page.digest}"'})
    assert answer.status_code == 400
    assert studio.client.put(page.url, content=b'{"changes": []}').status_code == 428


def test_a_huge_request_is_cut_off(studio: OpenStudio) -> None:
    page = studio.page(STORY)
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * 1_000_000

    answer = studio.client.put(page.url, content=endless(), headers={"If-Match": '"x"'})
    assert answer.status_code == 413
    assert sent < 10
    too_long = json.dumps({"changes": [{"field": [], "value": "x" * 1_100_000}]})
    answer = studio.client.put(page.url, content=too_long, headers={"If-Match": f'"{page.digest}"'})
    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.text


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_to_is_named_and_the_words_are_kept(studio: OpenStudio) -> None:
    page = studio.page(STORY)
    folder = studio.root / "issues/2026-12"
    folder.chmod(0o555)
    try:
        assert "could not be written" in page.save((["title"], "Kept"), expect=422)["message"]
    finally:
        folder.chmod(0o755)
    assert [one.words for one in studio.recovery.unsaved(STORY_FILE)] == ["Kept"]


def test_a_full_disk_is_named_and_the_words_stay_on_the_screen(studio: OpenStudio) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    page = studio.page(STORY)
    before = studio.text(STORY_FILE)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        told = page.save((["title"], "Kept"), expect=422)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "could not be" in told["message"]
    assert studio.text(STORY_FILE) == before


def test_a_file_that_is_gone_is_named_and_the_words_are_kept(studio: OpenStudio, tmp_path: Path) -> None:
    page = studio.page(STORY)
    (studio.root / STORY_FILE).rename(tmp_path / "elsewhere.md")
    assert "Somebody may have taken it out" in page.save((["title"], "Kept"), expect=422)["message"]


def test_a_broken_file_opens_as_text_and_is_mended(studio: OpenStudio) -> None:
    path = studio.root / STORY_FILE
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("title: What", "title: What: a"), "utf-8")
    page = studio.page(STORY)
    assert "This file cannot be shown as a form." in page.html
    assert 'data-line="3"' in page.html
    assert page.fields() == []
    page.save((None, sound))
    assert path.read_text("utf-8") == sound
    assert ["photo", "alt"] in studio.page(STORY).fields()


def test_a_section_of_an_unknown_kind_opens_as_text(studio: OpenStudio) -> None:
    path = studio.root / STORY_FILE
    path.write_text(path.read_text("utf-8").replace("kind: survivor_story", "kind: survivor_stroy"), "utf-8")
    assert "Did you mean survivor_story?" in studio.page(STORY).html


def test_unknown_keys_and_odd_bytes_survive(studio: OpenStudio) -> None:
    path = studio.root / "issues/2026-12/letter.md"
    text = "---\r\nkind: letter\r\nmood:   cheerful  # ours\r\ntitle: 'A'\r\n---\r\nHello.\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    studio.page(f"{ISSUE}/sections/letter").save((["title"], "B"))
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace("'A'", "'B'").encode()


def test_items_are_added_moved_and_taken_out(studio: OpenStudio) -> None:
    news = f"{ISSUE}/sections/news"
    answer = studio.post(f"{news}/items", do="add", field='["items"]')
    assert 'id="field-items-2-title"' in answer.text
    assert "  - title:\n    source:\n    published_on:\n" in studio.text("issues/2026-12/news.md")
    studio.post(f"{news}/items", do="up", field='["items"]', index="2")
    studio.post(f"{news}/items", do="remove", field='["items"]', index="0")
    text = studio.text("issues/2026-12/news.md")
    assert text.index("- title:\n") < text.index("LMS-04: two years later")
    assert "LMS-04: the first report" not in text
    for refused in ({"field": '["title"]'}, {"field": '["items"]', "index": "9", "do": "remove"}):
        assert studio.post(f"{news}/items", **{"do": "add", **refused}).status_code == 422
    for unreadable in ("", "items", "{}"):
        assert studio.post(f"{news}/items", do="add", field=unreadable).status_code == 400
    stale = studio.client.post(
        f"{news}/items", data={"do": "add", "field": '["items"]'}, headers={"If-Match": '"00"', "HX-Request": "true"}
    )
    assert stale.status_code == 409


def test_nobody_else_can_write(studio: OpenStudio) -> None:
    page = studio.page(STORY)
    before = studio.text(STORY_FILE)
    body = json.dumps({"changes": [{"field": ["title"], "value": "x"}]})
    for headers in (
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
    ):  # fmt: skip
        answer = studio.client.put(page.url, content=body, headers={"If-Match": f'"{page.digest}"', **headers})
        assert answer.status_code == 403
    assert studio.text(STORY_FILE) == before


def test_words_that_could_not_be_saved_are_offered_when_the_page_is_opened_again(studio: OpenStudio) -> None:
    studio.recovery.keep_unsaved(STORY_FILE, ("pull_quote",), "Kept “words”", seen="0" * 32, page="gone")
    kept = re.search(r'data-kept="([^"]+)"', studio.page(STORY).html)
    assert kept
    (one,) = json.loads(html.unescape(kept[1]))
    assert (one["field"], one["value"]) == (["pull_quote"], "Kept “words”")
    studio.page(STORY).save((["pull_quote"], "Kept “words”"))
    assert "data-kept" not in studio.page(STORY).html, "they are in the file now"


def test_words_that_nobody_wants_are_forgotten(studio: OpenStudio) -> None:
    studio.recovery.keep_unsaved(STORY_FILE, ("pull_quote",), "Kept", seen="0" * 32, page="gone")
    page = studio.page(STORY)
    assert studio.client.post(f"{page.url}/forget", headers={"Origin": "http://evil.example"}).status_code == 403
    assert "data-kept" in studio.page(STORY).html
    assert studio.client.post(f"{page.url}/forget").status_code == 204
    assert "data-kept" not in studio.page(STORY).html
