"""The contract of newsletter/services/drafts/: nine services, each judged by its own description."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_description import described
from fake_service import SENDING, FakeService
from nine_services import ACCOUNTS

from newsletter.build import Builder
from newsletter.checks.draft import Draft
from newsletter.content.project import Project
from newsletter.delivery.api_keys import ApiKey
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import packaged
from newsletter.delivery.pictures import Images, with_addresses
from newsletter.delivery.push import Push, Pushed
from newsletter.model.errors import DeliveryError
from newsletter.model.settings import Sender
from newsletter.services import service, service_names
from newsletter.services.drafts import draft_api, pushable_services
from newsletter.services.drafts.draft_api import Answer, DraftContent, Request, Upload
from newsletter.services.service import filled

NAMES = pushable_services()
KEY = ApiKey("a-key-that-opens-nothing")
ONCE = Circumstances("Ann", datetime(2027, 1, 3, 12, tzinfo=UTC), (), (), ())
READING = {"GET"}
WEB = "https://pictures.example.org/letter/"


@pytest.fixture(scope="module")
def publication(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's sample as a real newsletter, with its pictures beside it."""
    root = tmp_path_factory.mktemp("publication")
    for name in ("reference", "people", "templates", "issues/2026-12"):
        shutil.copytree(repository / name, root / name)
    settings = (repository / "newsletter.yaml").read_text(encoding="utf-8")
    (root / "newsletter.yaml").write_text(settings.replace("sample: yes", "sample: no"), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def draft(publication: Path) -> Draft:
    """The issue, built."""
    return Builder(Project(publication)).build("2026-12", as_of=date(2026, 11, 25)).draft


class Desk:
    """One issue folder, from which the same issue is pushed to one service again and again."""

    def __init__(self, name: str, draft: Draft, folder: Path, here: FakeService) -> None:
        self.name, self.here, self._folder, self._draft = name, here, folder, draft

    def push(self, subject: str = "What a second opinion changed", **settings: Any) -> Pushed:
        account = {"url": self.here.address, **ACCOUNTS[self.name].settings}
        links = self._draft.settings.links.model_copy(update={"tracking": settings.pop("tracking", False)})
        services = {self.name: {**account, **settings}}
        own = self._draft.settings.model_copy(update={"services": services, "links": links})
        package = replace(packaged(replace(self._draft, settings=own), self.name), subject=subject)
        if draft_api(self.name).upload is None:
            addresses = {picture.address: WEB + picture.name for picture in package.pictures}
            package = replace(package, html=with_addresses(package.html, addresses), images=Images.HOSTED)
        address = self.here.address + self.here.description.base
        push = Push(package, self._folder / "issue", draft_api(self.name), address)
        return push.make(KEY, self._folder / "dist", ONCE, tell=lambda words: None)

    @property
    def name_of_draft(self) -> str:
        """What every draft of the issue is called, or its metadata."""
        return "(2026-12)"

    def wrote(self) -> list[str]:
        return [f"{one.method} {one.path}" for one in self.here.asked if one.method not in READING]


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, draft: Draft, tmp_path: Path) -> Iterator[Desk]:
    name = request.param
    header, form = draft_api(name).authorization
    expected = filled(form, {"key": KEY.value, "basic": KEY.basic})
    (tmp_path / "issue").mkdir()
    with FakeService(described(name), (header, expected), ACCOUNTS[name].answers).running() as here:
        yield Desk(name, draft, tmp_path, here)
    faults = [f"{one.method} {one.path}: {one.problems}" for one in here.asked if one.problems]
    assert not faults


def a_letter(name: str, **settings: str) -> DraftContent:
    """The least that can be handed over."""
    account = {"url": "https://lists.example.org", **ACCOUNTS[name].settings, **settings}
    sender = Sender(name="The Letter", address="news@example.org")
    return DraftContent("January", "A letter", "", "<html></html>", "", sender, False, account, {})


def stored(desk: Desk) -> dict[str, Any]:
    """The one draft that the service keeps."""
    (draft,) = desk.here.drafts.values()
    return draft


def test_a_push_makes_a_draft_and_a_repeat_changes_the_same(desk: Desk) -> None:
    first = desk.push()
    assert first.is_new
    assert first.draft.is_draft
    assert first.draft.subject == "What a second opinion changed"
    changed = [str(finding) for group in first.differences for finding in group.findings]
    assert [words for words in changed if "was not compared" not in words] == []
    uploaded = len(desk.here.pictures)
    second = desk.push(subject="What a third opinion changed")
    assert (second.draft.id, second.is_new) == (first.draft.id, False)
    assert second.draft.subject == "What a third opinion changed"
    assert len(desk.here.drafts) == 1
    assert len(desk.here.templates) <= 1
    assert len(desk.here.pictures) == uploaded
    assert not any(SENDING.search(one.path) for one in desk.here.asked)


def test_a_draft_that_was_deleted_at_the_service_is_made_anew(desk: Desk) -> None:
    first = desk.push()
    desk.here.drafts.clear()
    desk.here.templates.clear()
    second = desk.push()
    assert second.is_new
    assert second.draft.id != first.draft.id
    assert second.draft.is_draft
    assert len(desk.here.drafts) == 1


def test_a_lost_answer_leads_to_no_second_draft(desk: Desk) -> None:
    if draft_api(desk.name).upload:
        desk.push()  # pictures are uploaded with POST, too
        desk.here.drafts.clear()
        desk.here.templates.clear()
    desk.here.loses = "POST"
    with pytest.raises(DeliveryError, match="broke off"):
        desk.push()
    desk.here.loses = ""
    assert len(desk.here.drafts) == 1
    made = desk.push()
    assert made.draft.is_draft
    assert list(desk.here.drafts) == [made.draft.id]


def test_what_was_sent_is_left_as_it_is(desk: Desk) -> None:
    desk.push()
    stored(desk)["status"] = ACCOUNTS[desk.name].sent
    desk.here.asked.clear()
    with pytest.raises(DeliveryError, match="no draft"):
        desk.push(subject="Too late")
    assert desk.wrote() == []


def test_the_service_s_own_words_are_told(desk: Desk) -> None:
    account = ACCOUNTS[desk.name]
    desk.push()
    desk.here.drafts.clear()
    desk.here.templates.clear()
    answers = desk.here.answers
    desk.here.answers = lambda operation, body, here: (
        account.refusal if operation.method == "post" else answers(operation, body, here)
    )
    with pytest.raises(DeliveryError, match=re.escape(account.words.rstrip("."))):
        desk.push()


def test_sender_and_replies_reach_the_service(desk: Desk) -> None:
    remote = desk.push().draft
    said = str([one.body for one in desk.here.asked if one.method not in READING])
    by_account = {"sendgrid", "buttondown"}
    assert ("helpline@example.org" in said) == (desk.name not in by_account)
    assert ("news@example.org" in said) == (desk.name not in {*by_account, "mailchimp"})
    assert remote.from_address in (None, "news@example.org")
    assert remote.reply_to in (None, "helpline@example.org")


@pytest.mark.parametrize("desk", ["klaviyo", "mailchimp"], indirect=True)
def test_clicks_are_counted_only_if_the_settings_say_so(desk: Desk) -> None:
    """At the other services it is a setting of the account, and ``by_hand`` says so."""
    fields = {
        "mailchimp": {"opens", "html_clicks", "text_clicks"},
        "klaviyo": {"is_tracking_opens", "is_tracking_clicks"},
    }
    for wanted in (False, True, False):
        desk.here.asked.clear()
        desk.push(tracking=wanted)
        (told,) = [str(one.body) for one in desk.here.asked if "'tracking" in str(one.body)]
        assert all(f"'{field}': {wanted}" in told for field in fields[desk.name])


def test_pictures_get_there_whole(desk: Desk, publication: Path) -> None:
    desk.push()
    garden = (publication / "issues/2026-12/images/garden.jpg").read_bytes()
    takes_pictures = draft_api(desk.name).upload is not None
    assert (garden in desk.here.pictures) == takes_pictures
    html = " ".join(str(one.body) for one in desk.here.asked if "<!doctype" in str(one.body))
    addresses = re.findall(r'src=\\?"([^"\\]+)', html)
    assert addresses
    assert all(address.startswith(("https://pictures.example.org/", desk.here.address)) for address in addresses)


def test_no_tag_of_another_service_is_handed_over(desk: Desk) -> None:
    desk.push()
    said = " ".join(str(one.body) for one in desk.here.asked if "subject" in str(one.body) or "html" in str(one.body))
    own = service(desk.name).tag("unsubscribe_url", "html", {}) or ""
    assert own in said
    for other in service_names():
        tag = service(other).tag("unsubscribe_url", "html", {})
        if tag and tag not in own:
            assert tag not in said, other
    assert "@@" not in said


def test_an_answer_without_an_id_is_told(desk: Desk) -> None:
    api = draft_api(desk.name)
    content = a_letter(desk.name)
    for data in (None, {}, [], {"data": None}, {"id": None, "data": {"id": []}}, "an odd text", 5):
        talk = api.draft(content)
        look = next(talk)
        assert isinstance(look, Request)
        assert look.method in READING
        make = talk.send(Answer(200, data))
        assert isinstance(make, Request)
        assert make.method == "POST"
        with pytest.raises(DeliveryError, match="under which number"):
            talk.send(Answer(200, data))
        assert api.read_message(data) in (None, "")


@pytest.mark.parametrize("name", [name for name in NAMES if draft_api(name).upload])
def test_a_picture_s_address_is_never_made_up(name: str, tmp_path: Path) -> None:
    upload = draft_api(name).upload
    assert upload is not None
    talk = upload(Upload("file", tmp_path / "a.jpg", "a.jpg", "image/jpeg"), {"url": "https://lists.example.org"})
    next(talk)
    with pytest.raises(DeliveryError, match="under which number"):
        talk.send(Answer(200, {}))


@pytest.mark.parametrize(
    ("name", "setting"), [("sendgrid", "sender_id"), ("listmonk", "list_id"), ("brevo", "list_id")]
)
def test_a_setting_that_is_no_number_is_told(name: str, setting: str) -> None:
    content = a_letter(name, **{setting: "the big one"})
    talk = draft_api(name).draft(content)
    next(talk)
    with pytest.raises(DeliveryError, match=f"{setting} is “the big one”"):
        talk.send(Answer(200, None))


def test_the_judge_refuses_what_is_not_described(desk: Desk) -> None:
    """Without this, a server that accepts everything would pass all of the above."""
    desk.push()
    wrote = next(one for one in desk.here.asked if one.method == "POST" and desk.name_of_draft in str(one.body))
    good = {name: value for name, value in wrote.headers.items() if name not in ("content-length", "host")}
    base, key = desk.here.address + desk.here.description.base, draft_api(desk.name).authorization[0].lower()
    assert httpx.post(base + wrote.path, headers=good, json=wrote.body).is_success
    kept = len(desk.here.drafts)
    for method, path, headers, body in (
        ("POST", wrote.path, good, {**wrote.body, "scheduledFor": "now"}),
        ("POST", wrote.path, good, [wrote.body]),
        ("POST", wrote.path, good, None),
        ("POST", wrote.path, {**good, "content-type": "text/plain"}, wrote.body),
        ("POST", f"{wrote.path}?send=now", good, wrote.body),
        ("POST", wrote.path, {**good, key: "another"}, wrote.body),
        ("DELETE", f"{wrote.path}/nothing/like/this", good, None),
        ("POST", f"{wrote.path}/1/send", good, None),
    ):
        answer = httpx.request(method, base + path, headers=headers, json=body)
        assert answer.status_code == 418, (method, path)
        assert desk.here.asked.pop().problems
    assert len(desk.here.drafts) == kept


def test_what_a_volunteer_reads_is_written_for_one() -> None:
    for name in NAMES:
        api = draft_api(name)
        assert service(name).title in api.key_help or name == "constant_contact"
        assert api.sources
        assert not api.tried_live
        assert all(sentence.endswith(".") and "!" not in sentence for sentence in (*api.by_hand, api.key_help)), name
        assert all(words and not words.endswith(".") for words in api.needs.values())
