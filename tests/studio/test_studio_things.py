"""Things to look at: shown beside the text, mended with one click, or lived with for a reason."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from open_studio import ISSUE, OpenStudio

LETTER = "issues/2026-12/letter.md"
LEFT = f"{ISSUE}/left?section=letter"


@pytest.fixture
def misspelled(studio: OpenStudio) -> OpenStudio:
    path = studio.root / LETTER
    text = path.read_text("utf-8")
    path.write_text(text.replace("Please do that.", "Please do the the same. Ask about trabectidin."), "utf-8")
    return studio


def things(studio: OpenStudio) -> dict[str, str]:
    """The words of each thing in the letter, by its key."""
    page = studio.client.get(LEFT).text
    found = re.findall(r'<li class="thing [a-z]+" id="thing-([0-9a-f]+)">\s*<p>(.*?)</p>', page, re.DOTALL)
    return {key: html.unescape(re.sub(r"<[^>]+>", "", words)) for key, words in found}


def key_of(studio: OpenStudio, words: str) -> str:
    return next(key for key, said in things(studio).items() if words in said)


def test_they_stand_by_section_and_lead_to_the_place(misspelled: OpenStudio) -> None:
    page = misspelled.client.get(LEFT).text
    first = page.split('<details class="group"')[1]
    assert "A quieter month (letter)" in first
    assert " open>" in first.split("\n")[0]
    shows = [json.loads(html.unescape(one)) for one in re.findall(r'data-show="([^"]+)"', first)]
    assert any("trabectidin" in show["text"] and "Please do the the same." in show["words"] for show in shows)
    assert f'href="{ISSUE}/sections/letter"' in first
    row = page.split('id="section-letter-row"')[1].split("</li>")[0]
    assert re.search(r'class="badge (error|warning)"', row)


def test_one_click_mends_a_word_and_nothing_else(misspelled: OpenStudio) -> None:
    before = misspelled.text(LETTER)
    page = misspelled.client.get(LEFT).text
    assert "Change “the the” to “the”" in html.unescape(page)
    key = key_of(misspelled, "“the the”")
    answer = misspelled.post(f"{ISSUE}/things/fix", key=key, selected="letter")
    assert answer.status_code == 200
    assert misspelled.text(LETTER) == before.replace("the the", "the")
    again = misspelled.post(f"{ISSUE}/things/fix", key=key, selected="letter")
    assert again.status_code == 422
    assert "no longer there" in again.text


def test_send_anyway_needs_a_name_and_a_reason_and_can_be_taken_back(misspelled: OpenStudio) -> None:
    key, header = key_of(misspelled, "“the the”"), misspelled.text("issues/2026-12/issue.yaml")
    refused = misspelled.post(f"{ISSUE}/things/send-anyway", key=key, reason=" ", by="Ann", until="2031-01-01")
    assert "Still needed: why it may stay." in refused.text
    assert misspelled.text("issues/2026-12/issue.yaml") == header
    asked = {"key": key, "reason": "She says it so", "by": "Ann", "until": "2031-01-01", "selected": "letter"}
    noted = misspelled.post(f"{ISSUE}/things/send-anyway", **asked)
    assert noted.status_code == 200
    assert key not in things(misspelled)
    assert "She says it so" in noted.text
    assert "    reason: She says it so\n    by: Ann\n    until: 2031-01-01\n" in misspelled.text(
        "issues/2026-12/issue.yaml"
    )
    back = re.search(r'things/take-back"[^>]*hx-vals="([^"]+)"', noted.text)
    assert back
    fields = {name: str(value) for name, value in json.loads(html.unescape(back[1])).items()}
    assert misspelled.post(f"{ISSUE}/things/take-back", **{**fields, "rule": "another"}).status_code == 422
    assert misspelled.post(f"{ISSUE}/things/take-back", **fields).status_code == 200
    assert key in things(misspelled)
    assert misspelled.post(f"{ISSUE}/things/take-back", **fields).status_code == 422


def test_nobody_can_send_past_what_has_no_such_button(studio: OpenStudio) -> None:
    key, words = next((key, words) for key, words in things(studio).items() if "nobody has reviewed" in words)
    page = studio.client.get(LEFT).text.split(f'id="thing-{key}"')[1].split("</li>")[0]
    assert "Send anyway" not in page, words
    before = studio.text("issues/2026-12/issue.yaml")
    asked = {"key": key, "reason": "r", "by": "b", "until": "2031-01-01"}
    assert "Mend it instead." in studio.post(f"{ISSUE}/things/send-anyway", **asked).text
    assert studio.text("issues/2026-12/issue.yaml") == before


def test_the_web_is_asked_on_request_and_the_page_hears_how_far_it_is(studio: OpenStudio) -> None:
    """Nothing but this computer is asked: the links of the issue lead to a port on which nobody listens."""
    for path in [*(studio.root / "issues/2026-12").glob("*.md"), *(studio.root / "reference").rglob("*.*")]:
        text = re.sub(r"https?://[^\s\"')>]+", "http://127.0.0.1:9/", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    assert "The web was asked" not in studio.client.get(LEFT).text
    answer = studio.client.post(f"{ISSUE}/things/online")
    steps = [json.loads(line) for line in answer.text.splitlines()]
    assert steps
    assert all(0 <= step["done"] <= step["of"] for step in steps)
    assert "The web was asked at" in studio.client.get(LEFT).text


def test_an_issue_that_cannot_be_built_still_says_what_is_wrong(studio: OpenStudio) -> None:
    (studio.root / LETTER).write_text("---\nkind: letter\ntitel: x\n---\nHello\n", "utf-8")
    page = studio.client.get(LEFT).text
    assert "“titel” is not known here." in page
    assert "badge error" in page.split('id="section-letter-row"')[1].split("</li>")[0]


def test_a_thing_in_the_standing_information_leads_there(studio: OpenStudio) -> None:
    path = studio.root / "reference/drugs/trabectedin.md"
    path.write_text(path.read_text("utf-8").replace("\ngroup:", "\ngruop:"), "utf-8")
    assert 'href="/standing/drugs/trabectedin"' in studio.client.get(LEFT).text


def test_nothing_is_done_for_unknown_keys_and_issues(studio: OpenStudio, tmp_path: Path) -> None:
    for address in ("fix", "send-anyway", "take-back"):
        assert studio.post(f"{ISSUE}/things/{address}", key="../../x").status_code == 422
        assert studio.post(f"/issues/none/things/{address}", key="x").status_code == 422
    assert studio.client.post("/issues/none/things/online").status_code == 422
    assert studio.client.post(f"{ISSUE}/things/fix", headers={"Origin": "http://evil.example"}).status_code == 403
