"""When something is wrong with an issue that was sent: each case starts the right thing, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from open_studio import OpenStudio
from ready_publication import ISSUE, TITLE, ready_publication

from newsletter.build import Builder
from newsletter.content.frozen_manifest import is_frozen
from newsletter.content.project import Project
from newsletter.delivery.freeze import freeze, sent_issue

URL = f"/issues/{ISSUE}/after-sending"
TOLD = {"wrong": "the talk is on Monday", "right": "the talk is on Tuesday"}


@pytest.fixture
def sent(repository: Path, tmp_path: Path) -> OpenStudio:
    """The studio after an issue was sent."""
    root = ready_publication(repository, tmp_path / "ready")
    project = Project(root)
    builder = Builder(project)
    issue = sent_issue(builder.build(ISSUE), project.output, without_export=True)
    freeze(issue, builder.renderer, project.output, by="Ann", at=datetime.now(UTC))
    return OpenStudio(root, tmp_path / "recovery")


def test_each_case_says_who_decides(sent: OpenStudio) -> None:
    page = sent.client.get(URL).text
    for case in ("A small slip", "A wrong date or link", "A medical or a privacy error", "Someone withdraws"):
        assert case in page
    assert page.count("Who decides:") == 5
    assert "Something is wrong with it" in sent.client.get(f"/issues/{ISSUE}").text


def test_a_note_goes_into_an_issue_that_is_still_to_be_sent(sent: OpenStudio) -> None:
    assert sent.client.post(URL, data={"do": "note", "issue": ISSUE, **TOLD}).status_code == 422
    sent.client.post("/issues", data={"month": "2031-01", "how": "scratch"})
    answer = sent.client.post(URL, data={"do": "note", "issue": "2031-01", **TOLD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/issues/2031-01/sections/text")
    text = sent.text("issues/2031-01/text.md")
    assert "title: A correction" in text
    assert f"In our issue of {TITLE} we wrote: the talk is on Monday\n\nThis is right: the talk is on Tuesday" in text


def test_a_correction_is_an_email_of_its_own(sent: OpenStudio) -> None:
    answer = sent.client.post(URL, data={"do": "email", **TOLD})
    assert answer.headers["location"] == f"/issues/{ISSUE}-correction/sections/correction"
    header = sent.text(f"issues/{ISSUE}-correction/issue.yaml")
    assert f'title: "Correction to {TITLE}"' in header
    assert "number: 1\n" in header
    assert "sections:                   # the order of the email; one entry a line\n  - correction\n" in header
    assert sent.client.get(answer.headers["location"]).status_code == 200
    second = sent.client.post(URL, data={"do": "email", **TOLD})
    assert second.headers["location"] == f"/issues/{ISSUE}-correction-2/sections/correction"
    sent.client.post("/issues", data={"month": "2031-01", "how": f"like:{ISSUE}"})
    assert "number: 2\n" in sent.text("issues/2031-01/issue.yaml")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "note", "issue": "../..", **TOLD}, 422), ({"do": "email", "wrong": "x"}, 422), ({"do": "x"}, 400),
        ({}, 400), ({"do": "give-back", "by": "Ann"}, 422), ({"do": "give-back", "because": "x"}, 422),
    ],
)  # fmt: skip
def test_odd_wishes_change_nothing(sent: OpenStudio, fields: dict[str, str], status: int) -> None:
    before = sorted(sent.root.rglob("*"))
    assert sent.client.post(URL, data=fields).status_code == status
    assert sorted(sent.root.rglob("*")) == before


def test_an_issue_that_was_not_sent_after_all_is_given_back(sent: OpenStudio) -> None:
    fields = {"do": "give-back", "because": "The service refused it", "by": "Ben"}
    answer = sent.client.post(URL, data=fields)
    assert answer.headers["location"] == f"/issues/{ISSUE}"
    assert not is_frozen(sent.root / "issues" / ISSUE)
    assert "status: approved" in sent.text(f"issues/{ISSUE}/issue.yaml")
    assert sent.client.get(URL).status_code == 404


def test_a_withdrawal_shows_first_what_goes_and_then_takes_it_out(sent: OpenStudio) -> None:
    page = sent.client.get(f"/issues/{ISSUE}/sections/story").text
    assert "pear tree" in page
    thumbnail = sent.client.get(f"/issues/{ISSUE}/thumbnail").headers["location"]
    assert "pear tree" in sent.client.get(thumbnail).text
    plan = sent.client.get(f"{URL}/withdraw?person=person-0077").text
    assert f"issues/{ISSUE}/story.md: a note takes the place of the story." in plan
    assert "Nothing has been changed yet." in plan
    assert "stay in their readers" in plan
    assert "pear tree" in sent.text(f"issues/{ISSUE}/story.md")
    fields = {"person": "person-0077", "on_word_of": "the author, by phone", "by": "Ben"}
    for missing in ({}, {"understood": "yes", "on_word_of": " "}, {"understood": "yes", "by": ""}):
        assert sent.client.post(f"{URL}/withdraw", data={**fields, **missing}).status_code == 422
    for person in ("", "../newsletter", "person-9999"):
        assert sent.client.get(f"{URL}/withdraw", params={"person": person}).status_code == 422
    assert "pear tree" in sent.text(f"issues/{ISSUE}/story.md")

    done = sent.client.post(f"{URL}/withdraw", data={**fields, "understood": "yes"})
    assert done.status_code == 200
    assert "people/receipts/" in done.text
    assert "Wilhelmina" not in done.text
    for path in sent.root.rglob("*"):
        assert not path.is_file() or b"pear tree" not in path.read_bytes(), path
    assert sent.client.get(thumbnail).status_code == 404
    assert "nothing is left here" in sent.client.get(f"{URL}/withdraw?person=person-0077").text
