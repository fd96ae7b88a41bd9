"""The preview pane, as it answers: unsaved words, other views, comparisons, and where something was written."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from open_studio import ISSUE, STORY, OpenStudio

STORY_FILE = "issues/2026-12/story.md"
TITLE = {"field": ["title"], "value": "Words on their way"}


def ask(studio: OpenStudio, below: str = "", *, expect: int = 200, issue: str = ISSUE, **asked: Any) -> dict[str, Any]:
    answer = studio.client.post(
        f"{issue}/preview{below}", content=json.dumps(asked), headers={"Accept": "application/json"}
    )
    assert answer.status_code == expect, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_unsaved_words_are_shown_and_nothing_is_written(studio: OpenStudio) -> None:
    before = studio.text(STORY_FILE)
    told = ask(studio, section="story", changes=[TITLE, {"field": [], "value": "Only *this*.\n"}])
    assert told["message"] == ""
    assert "Words on their way" in told["html"]
    assert "Only <em>this</em>." in told["html"]
    assert studio.text(STORY_FILE) == before
    assert "Words on their way" not in ask(studio, section="story")["html"]


def test_what_is_typed_goes_into_the_files_as_they_are_now(studio: OpenStudio) -> None:
    path = studio.root / STORY_FILE
    path.write_text(studio.text(STORY_FILE) + "\nA line from Ben.\n", "utf-8")
    told = ask(studio, section="story", changes=[TITLE])
    assert "A line from Ben." in told["html"]
    assert "Words on their way" in told["html"]


def test_the_subject_is_shown_before_it_is_saved(studio: OpenStudio) -> None:
    changes = [{"field": ["subject"], "value": "Bread & roses"}]
    panel = ask(studio, section="", changes=changes, view="inbox")["panel"]
    assert panel.count("Bread &amp; roses") == 3
    assert "(13 letters)" in panel


def test_a_drug_is_named_as_it_is_chosen(studio: OpenStudio) -> None:
    told = ask(studio, section="drug", changes=[{"field": ["drug"], "value": "votrient"}])
    assert "pazopanib" in told["html"]


def test_mistakes_leave_the_last_good_email_and_say_why(studio: OpenStudio) -> None:
    ask(studio, section="story")
    told = ask(studio, section="story", changes=[{"field": None, "value": "---\nkind: survivor_story\ntitle: A: b\n"}])
    assert told["message"].startswith("Not shown yet: ")
    assert "What a second opinion changed" in told["html"]
    (studio.root / STORY_FILE).unlink()
    told = ask(studio, section="letter", changes=[{"field": ["title"], "value": "x"}])
    assert "story" in told["message"]


def test_an_issue_that_was_never_built_says_what_to_mend(studio: OpenStudio) -> None:
    (studio.root / STORY_FILE).write_text("Only text\n", "utf-8")
    told = ask(studio, section="letter")
    assert "html" not in told
    assert "Nothing to show yet" in told["panel"]
    assert "Nothing to show yet" in studio.client.get(f"{ISSUE}/preview-pane").text


def test_the_frame_stays_while_its_pictures_do(studio: OpenStudio) -> None:
    pane = studio.client.get(f"{ISSUE}/preview-pane").text
    found = re.search(r'src="/preview/([0-9a-f]+)/email.html" sandbox="allow-same-origin"', pane)
    assert found
    frame = found[1]
    assert ask(studio, section="story", changes=[TITLE], frame=frame)["frame"] == frame
    other = ask(studio, section="story", changes=[{"field": ["photo"], "value": None}], frame=frame, expect=422)
    assert "no such field" in other["message"]
    whole = re.sub(r"(?m)^photo:\n(  .*\n)+", "", studio.text(STORY_FILE))
    told = ask(studio, section="story", changes=[{"field": None, "value": whole}], frame=frame)
    assert told["frame"] != frame
    assert studio.client.get(f"/preview/{told['frame']}/email.html").status_code == 200


def test_a_frame_that_is_used_outlives_many_keystrokes(studio: OpenStudio) -> None:
    frame = ask(studio, section="story")["frame"]
    for number in range(40):
        typed = {"field": ["title"], "value": f"Title {number}"}
        assert ask(studio, section="story", changes=[typed], frame=frame)["frame"] == frame
    assert studio.client.get(f"/preview/{frame}/images/garden.jpg").status_code == 200


def test_merge_fields_are_samples_or_as_they_are(studio: OpenStudio) -> None:
    assert "@@unsubscribe_url@@" not in ask(studio)["html"]
    assert "@@unsubscribe_url@@" in ask(studio, raw=True)["html"]
    assert "@@postal_address@@" not in ask(studio, view="text")["panel"]
    assert "@@unsubscribe_url@@" in ask(studio, view="text", raw=True)["panel"]


def test_the_source_is_what_leaves(studio: OpenStudio) -> None:
    panel = ask(studio, view="source")["panel"]
    assert "&lt;!doctype html&gt;" in panel
    assert "data-at" not in panel
    assert "<table" not in panel


def test_the_size_adds_up(studio: OpenStudio) -> None:
    panel = ask(studio, view="room")["panel"]
    *parts, total = [float(size) for size in re.findall(r"<td>([\d.]+) KB</td>", panel)]
    assert abs(sum(parts) - total) < 0.1 * len(parts)
    assert parts == sorted(parts, reverse=True)
    assert f"{total} KB of the 102 KB that Gmail shows." in panel
    assert "What a second opinion changed" in panel


@pytest.mark.parametrize("view", ["words", "beside"])
def test_the_version_before_my_edits(studio: OpenStudio, view: str) -> None:
    page = studio.page(STORY)
    seen = {"story": page.digest}
    page.save((["title"], "Saved already"))
    told = ask(studio, section="story", changes=[{"field": ["pull_quote"], "value": "Not yet."}], seen=seen, view=view)
    if view == "words":
        assert "<del>What a second opinion changed</del>" in told["panel"]
        assert "<ins>Saved already</ins>" in told["panel"]
        assert "Not yet." in told["panel"]
        return
    other = studio.client.get(f"/preview/{told['other']}/email.html").text
    assert "Saved already" in told["html"]
    assert "Saved already" not in other
    assert told["title"] == "before your edits"


def test_nothing_changed_is_said(studio: OpenStudio) -> None:
    seen = {"story": studio.page(STORY).digest}
    assert "No word differs." in ask(studio, seen=seen, view="words")["panel"]


def test_the_issue_before(studio: OpenStudio) -> None:
    panel = ask(studio, view="words", previous=True)["panel"]
    assert "Compared with 2026-11" in panel
    assert '<span class="status">New</span>' in panel
    told = ask(studio, issue="/issues/2026-11", view="words", previous=True, expect=422)
    assert told["message"] == "There is no issue before this one to compare it with."


@pytest.mark.parametrize("seen", [{"story": "0" * 32}, {"../2026-11/letter": "0" * 32}, {"..": ""}])
def test_a_version_that_is_not_kept(studio: OpenStudio, seen: dict[str, str]) -> None:
    assert ask(studio, view="words", seen=seen, expect=422)["code"] == "studio/version-gone"


@pytest.mark.parametrize(
    ("at", "words", "field", "line"),
    [
        ("story.md:1", "What a second opinion changed", ["title"], ""),
        ("story.md:1", "images/garden.jpg", ["photo", "file"], ""),
        ("story.md:1", "The bench where I do my thinking.", ["photo", "caption"], ""),
        ("story.md:1", "words of no field whatever", ["title"], ""),
        ("story.md:19", "Three questions on a seed packet", [], "### Three questions on a seed packet"),
        ("issue.yaml", "Number 144 · December 1, 2026", ["number"], ""),
        ("issue.yaml", "December 2026", ["title"], ""),
    ],
)
def test_a_click_finds_its_field(studio: OpenStudio, at: str, words: str, field: list[str], line: str) -> None:
    told = ask(studio, "/place", at=f"issues/2026-12/{at}", words=words)
    assert (told["field"], told["words"]) == (field, line)
    assert told["url"] == (ISSUE if at.startswith("issue") else STORY)


def test_a_click_finds_words_that_are_not_saved(studio: OpenStudio) -> None:
    changes = [{"field": [], "value": "First.\n\nSecond, new.\n"}]
    first = studio.text(STORY_FILE).split("\n---\n")[0].count("\n") + 3
    told = ask(studio, "/place", section="story", changes=changes, at=f"{STORY_FILE}:{first + 2}", words="Second, new.")
    assert told["words"] == "Second, new."


def test_a_click_on_standing_information_names_its_page(studio: OpenStudio) -> None:
    told = ask(studio, "/place", at="reference/notices/support.md:21", words="x")
    assert (told["url"], told["standing"]) == ("/standing/notices/support", "notices/support")


@pytest.mark.parametrize(
    "at", ["", "newsletter.yaml", "issues/2026-11/letter.md:3", "issues/2026-12/../../newsletter.yaml", "people/x:1",
           "reference/../newsletter.yaml", "issues/2026-12/none.md:1", "issues/2026-12/%2e%2e.md:1"],
)  # fmt: skip
def test_no_place_outside_of_the_issue(studio: OpenStudio, at: str) -> None:
    assert "message" in ask(studio, "/place", at=at, words="LMSeAlerts", expect=422)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"view": "x"}', b'{"changes": [{}]}', b'{"changes": 3}', b'{"seen": {"a": 1}}', b"\xff"],
)
def test_what_cannot_be_read_is_refused(studio: OpenStudio, body: bytes) -> None:
    for below in ("", "/place"):
        answer = studio.client.post(f"{ISSUE}/preview{below}", content=body, headers={"Accept": "application/json"})
        assert answer.status_code == 400
    assert studio.client.post("/issues/2031-01/preview", content=b"{}").status_code in (404, 422)
    assert studio.client.get("/issues/2031-01/preview-pane").status_code == 404


def test_hostile_words_stay_words(studio: OpenStudio) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) "></pre><b>'
    changes = [{"field": ["title"], "value": evil}, {"field": [], "value": evil}]
    for view in ("email", "text", "inbox", "words", "room", "source"):
        told = ask(studio, section="story", changes=changes, view=view, seen={"story": studio.page(STORY).digest})
        html = told.get("html") or told["panel"]
        assert not re.search(r"<script|<img[^>]*onerror|href=\"javascript:", html, re.IGNORECASE), view


def test_pictures_from_the_web_need_a_yes(studio: OpenStudio) -> None:
    frame = ask(studio)["frame"]
    address = f"/preview/{frame}/email.html"
    assert "img-src 'self' data:;" in studio.client.get(address).headers["content-security-policy"]
    allowed = studio.client.get(f"{address}?pictures=web").headers["content-security-policy"]
    assert "img-src 'self' data: https: http:;" in allowed
    assert "default-src 'none'" in allowed
    assert ask(studio)["web"] is False
