"""Every page of the studio: what it shows, what it changes, and what it refuses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from open_studio import HERE, ISSUE, STORY, OpenStudio

from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.section_kinds import section_kinds
from newsletter.studio.field_labels import kind_words

PAGES = ["/", ISSUE, STORY, f"{ISSUE}/left", "/standing", "/standing/drugs/trabectedin", "/standing/organization",
         "/standing/glossary", "/references.json", f"{ISSUE}/things-count"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_for_this_computer_alone(studio: OpenStudio, path: str) -> None:
    answer = studio.client.get(path)
    assert answer.status_code == 200
    if answer.headers["content-type"].startswith("text/html"):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script(?![^>]* src=)|\son[a-z]+=|\sstyle=", answer.text), "the policy would refuse it"
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        refused = studio.client.get(path, headers=headers)
        assert refused.status_code == 403
        assert "LMS" not in refused.text


def test_the_promise_stands_on_every_page(studio: OpenStudio) -> None:
    for path in ("/", ISSUE, STORY, "/standing", "/standing/drugs/trabectedin"):
        assert "Nothing here can reach readers." in studio.client.get(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/issues/2031-01", "/issues/..%2f..", f"{ISSUE}/sections/none", f"{ISSUE}/sections/..%2f2026-11%2fletter",
        f"{ISSUE}/sections/%2e%2e", f"{ISSUE}/sections/issue.yaml", "/standing/drugs/none", "/standing/../newsletter",
        "/standing/drugs%2f..%2f..%2fnewsletter", "/standing/people/person-0031", "/standing/newsletter",
        "/standing/drugs",
        f"{ISSUE}/pictures/..%2fissue.yaml", f"{ISSUE}/pictures/none.jpg",
        f"{ISSUE}/pictures/%2fetc%2fpasswd", "/nowhere",
    ],
)  # fmt: skip
def test_no_address_leads_to_another_file(studio: OpenStudio, path: str) -> None:
    answer = studio.client.get(path)
    assert answer.status_code == 404, answer.text
    assert "title: LMSeAlerts" not in answer.text


def test_links_out_of_the_publication_lead_nowhere(studio: OpenStudio, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\nkind: text\ntitle: Secret\n---\n", "utf-8")
    (studio.root / "issues/2026-12/linked.md").symlink_to(secret)
    (studio.root / "reference/drugs/linked.md").symlink_to(secret)
    for path in (f"{ISSUE}/sections/linked", "/standing/drugs/linked"):
        answer = studio.client.get(path)
        assert answer.status_code == 404
        assert "Secret" not in answer.text


@pytest.mark.parametrize("kind", sorted(section_kinds()))
def test_every_kind_of_section_can_be_added_and_is_a_form(studio: OpenStudio, kind: str) -> None:
    answer = studio.post(f"{ISSUE}/sections", do="add", kind=kind)
    assert answer.status_code == 200
    url = answer.headers["hx-push-url"]
    page = studio.page(url)
    model = section_kinds()[kind].Fields
    shown = {path[0] for path in page.fields() if path} | {"kind", "notes"}
    groups = set(re.findall(r'id="field-([a-z_]+)"', page.html))
    assert {info.alias or name for name, info in model.model_fields.items()} <= shown | groups
    assert section_kinds()[kind].TITLE in page.html
    assert "reference/" not in kind_words(section_kinds()[kind])
    for path in page.fields():
        assert path == [] or page.save((path, [] if f'data-list="[&#34;{path[0]}' in page.html else None))


@pytest.mark.parametrize("folder", sorted(reference_kinds()))
def test_every_entry_of_the_reference_is_a_form_that_changes_nothing_by_itself(studio: OpenStudio, folder: str) -> None:
    for path in sorted((studio.root / "reference" / folder).glob("*.md")):
        before = path.read_bytes()
        page = studio.page(f"/standing/{folder}/{path.stem}")
        assert ["reviewed_by"] in page.fields()
        assert path.read_bytes() == before


def test_the_first_page(studio: OpenStudio) -> None:
    home = studio.client.get("/").text
    assert home.index("December 2026") < home.index("November 2026")
    assert "Standing information due for review" in home
    thumbnail = studio.client.get(f"{ISSUE}/thumbnail")
    assert thumbnail.status_code == 307
    assert "A quieter month" in studio.client.get(thumbnail.headers["location"]).text
    assert "please look" in studio.client.get(f"{ISSUE}/things-count").text


def test_an_empty_publication_says_how_to_begin(studio: OpenStudio) -> None:
    shutil.rmtree(studio.root / "issues")
    home = studio.client.get("/").text
    assert "Your first issue" in home
    begun = studio.client.post("/issues", data={"month": "2027-03", "how": "scratch"})
    assert (begun.status_code, begun.headers["location"]) == (303, "/issues/2027-03")
    assert studio.client.get("/issues/2027-03").status_code == 200


def test_a_new_issue_takes_the_structure_and_nothing_else(studio: OpenStudio) -> None:
    begun = studio.client.post("/issues", data={"month": "2027-01", "how": "like:2026-12"})
    assert begun.headers["location"] == "/issues/2027-01"
    assert 'value="2027-02"' in studio.client.get("/").text
    page = studio.client.get("/issues/2027-01").text
    assert "January 2027" in page
    files = sorted((studio.root / "issues/2027-01").glob("*.md"))
    assert [path.stem for path in files] == ["drug", "letter", "news", "printing", "story", "trials", "webinars"]
    assert "seed packet" not in "".join(path.read_text("utf-8") for path in files)
    again = studio.client.post("/issues", data={"month": "2027-01", "how": "scratch"})
    assert again.status_code == 422
    assert "exists already" in again.text
    for month in ("", "..", "../../x", "a/b", "con"):
        assert studio.client.post("/issues", data={"month": month, "how": "scratch"}).status_code == 422
    assert studio.client.post("/issues", data={"month": "2027-05", "how": "like:../.."}).status_code == 422


def test_a_practice_issue_says_so(studio: OpenStudio) -> None:
    begun = studio.client.post("/issues", data={"how": "practice"})
    assert begun.headers["location"] == "/issues/practice"
    assert "practice: yes" in studio.text("issues/practice/issue.yaml")
    assert ">Practice<" in studio.client.get("/").text
    assert studio.client.post("/issues", data={"how": "practice"}).headers["location"] == "/issues/practice-2"


def names(studio: OpenStudio) -> list[str]:
    return re.findall(r'data-name="([^"]+)"', studio.client.get(f"{ISSUE}/left").text)


def test_sections_are_moved_copied_taken_out_and_put_back(studio: OpenStudio) -> None:
    before, text = names(studio), studio.text("issues/2026-12/issue.yaml")
    for fields in (
        {"do": "down", "name": "letter"}, {"do": "up", "name": "letter"}, {"do": "to", "name": "letter", "to": "3"},
        {"do": "to", "name": "letter", "to": "0"}, {"do": "up", "name": "letter"},
    ):  # fmt: skip
        assert studio.post(f"{ISSUE}/sections", **fields).status_code == 200
    assert (names(studio), studio.text("issues/2026-12/issue.yaml")) == (before, text)

    copy = studio.post(f"{ISSUE}/sections", do="duplicate", name="letter")
    assert copy.headers["hx-push-url"] == f"{ISSUE}/sections/letter-2"
    assert names(studio) == ["letter", "letter-2", *before[1:]]
    assert studio.text("issues/2026-12/letter-2.md") == studio.text("issues/2026-12/letter.md")

    words = studio.text("issues/2026-12/story.md")
    gone = studio.post(f"{ISSUE}/sections", do="remove", name="story", selected="story")
    assert "story" not in names(studio)
    assert not (studio.root / "issues/2026-12/story.md").exists()
    token = re.search(r"token&#34;: &#34;([0-9a-f]+)", gone.text)
    assert token
    studio.post(f"{ISSUE}/sections", do="restore", token=token[1])
    assert studio.text("issues/2026-12/story.md") == words
    assert names(studio).index("story") == 2
    assert "cannot be undone any more" in studio.post(f"{ISSUE}/sections", do="restore", token=token[1]).text

    studio.post(f"{ISSUE}/sections", do="place", entry="clinical-trials")
    assert names(studio)[-1] == "reference/pages/clinical-trials"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "up", "name": "none"}, 422), ({"do": "to", "name": "letter"}, 400),
        ({"do": "to", "name": "letter", "to": "x"}, 400),
        ({"do": "duplicate", "name": "../2026-11/letter"}, 422), ({"do": "remove", "name": "../../newsletter"}, 422),
        ({"do": "add", "kind": "../x"}, 422), ({"do": "place", "entry": "../../people/person-0031"}, 422),
        ({"do": "burn"}, 400), ({}, 400),
    ],
)  # fmt: skip
def test_odd_wishes_about_sections_touch_no_file(studio: OpenStudio, fields: dict[str, str], status: int) -> None:
    files = {path: path.read_bytes() for path in studio.root.rglob("*.md")}
    assert studio.post(f"{ISSUE}/sections", **fields).status_code == status
    assert {path: path.read_bytes() for path in studio.root.rglob("*.md")} == files


def test_a_status_is_recorded_with_name_and_day(studio: OpenStudio) -> None:
    noted = studio.post(f"{ISSUE}/status", status="review", by="Ann")
    assert "How far it is: In review" in noted.text
    header = studio.text("issues/2026-12/issue.yaml")
    assert "status: review               # draft | review | approved | sent" in header
    assert re.search(r"history:\n  - status: review\n    on: \d{4}-\d\d-\d\d\n    by: Ann\n", header)
    for status, by in (("sent", "Ann"), ("review", "Ann"), ("approved", " "), ("", "Ann")):
        assert studio.post(f"{ISSUE}/status", status=status, by=by).status_code == 422
    assert studio.text("issues/2026-12/issue.yaml") == header
    path = studio.root / "issues/2026-12/issue.yaml"
    path.write_text(header.replace("status: review  ", "status: sent  "), "utf-8")
    page = studio.client.get(ISSUE).text
    assert "nothing here can be changed" in page
    assert '<fieldset class="bare" disabled>' in page
    assert "It stays as readers got it." in studio.post(f"{ISSUE}/status", status="draft", by="Ann").text


def test_a_standing_entry_shows_which_issues_change_with_it(studio: OpenStudio) -> None:
    page = studio.client.get("/standing/drugs/trabectedin/issues").text
    assert '<a href="/issues/2026-12">December 2026</a>' in page
    assert "/issues/2026-11" not in page
    assert "No issue that is still to be sent shows it." in studio.client.get("/standing/drugs/mesna/issues").text
    disclaimer = studio.client.get("/standing/notices/disclaimer/issues").text
    assert "/issues/2026-12" in disclaimer
    assert "/issues/2026-11" in disclaimer


def test_what_a_text_can_refer_to(studio: OpenStudio) -> None:
    entries = {entry["id"]: entry for entry in studio.client.get("/references.json").json()}
    assert entries["drugs/trabectedin"]["title"] == "trabectedin (Yondelis)"
    assert "Yondelis" in entries["drugs/trabectedin"]["words"]
    assert {"organization/helpline", "webinars/boot-camp-3", "pages/what-is-lms"} <= set(entries)


def test_a_picture_is_taken_in_and_shown(studio: OpenStudio) -> None:
    data = (studio.root / "issues/2026-12/images/garden.jpg").read_bytes()
    added = studio.client.post(f"{ISSUE}/pictures?name=My%20Garden.JPG", content=data)
    assert added.json()["file"] == "images/my-garden.jpg"
    shown = studio.client.get(f"{ISSUE}/pictures/my-garden.jpg")
    assert shown.headers["content-type"] == "image/jpeg"
    program = studio.client.post(f"{ISSUE}/pictures?name=garden.jpg", content=b"MZ\x90\x00" + b"\0" * 5000)
    assert program.status_code == 422
    assert sorted(path.name for path in (studio.root / "issues/2026-12/images").iterdir()) == [
        "garden.jpg",
        "my-garden.jpg",
    ]
    for name in ("..%2f..%2fx.jpg", "%2fetc%2fx.jpg", "con.jpg", ""):
        answer = studio.client.post(f"{ISSUE}/pictures?name={name}", content=data)
        assert re.fullmatch(r"images/[a-z0-9-]+\.jpg", answer.json()["file"])
    assert not (studio.root / "x.jpg").exists()
    assert studio.client.post("/issues/none/pictures?name=x.jpg", content=data).status_code == 422
    assert studio.client.post(f"{ISSUE}/pictures?name=x.jpg", content=b"x" * 40_000_001).status_code == 413
    assert studio.client.post(f"{ISSUE}/pictures", content=data, headers={"Origin": "null"}).status_code == 403


def test_messages_come_in_the_form_that_was_asked_for(studio: OpenStudio) -> None:
    page = studio.client.get("/issues/none")
    assert "<h1>This cannot be shown</h1>" in page.text
    part = studio.client.get("/issues/none", headers={"HX-Request": "true"})
    assert part.headers["hx-retarget"] == "#notice"
    data = studio.client.get("/issues/none", headers={"Accept": "application/json"})
    assert "There is no issue" in data.json()["message"]
    assert studio.client.request("DELETE", ISSUE).status_code == 405
    assert HERE not in page.text
