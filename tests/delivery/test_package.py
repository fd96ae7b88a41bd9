"""A package on disk: what is in it, and that its bytes repeat."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exporting import ONCE, body, cid_addresses, contents, exported, read_message

from newsletter.checks.draft import Draft
from newsletter.delivery.exported import read_export
from newsletter.delivery.package import packaged, write_package
from newsletter.delivery.pictures import Images, packed_pictures, with_addresses
from newsletter.model.document import ImageFile
from newsletter.model.finding import Severity
from newsletter.services import service_names

Drafts = Callable[..., Draft]


@pytest.mark.parametrize("name", service_names())
def test_every_service(sample: Draft, tmp_path: Path, name: str) -> None:
    folder = exported(sample, name, tmp_path)
    files = contents(folder)
    assert folder == tmp_path / "2026-12" / name
    assert sorted(files) == [
        "2026-12.zip", "STEPS.md", "email.eml", "email.html", "email.txt",
        "images/garden.jpg", "images/logo-dark.png", "images/logo-light.png", "manifest.json",
    ]  # fmt: skip
    manifest = json.loads(files.pop("manifest.json"))
    assert {file["name"]: (file["size"], file["sha256"]) for file in manifest["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }
    steps = files["STEPS.md"].decode()
    assert not re.search(r"\{(subject|preheader|from_name|from_address|reply_to|html_file|text_file|zip_file)\}", steps)
    assert f"    {manifest['subject']}\n" in steps
    html, text = files["email.html"].decode(), files["email.txt"].decode()
    for picture in ("garden.jpg", "logo-light.png", "logo-dark.png"):
        assert f'src="images/{picture}"' in html
    message = read_message(files["email.eml"])
    assert body(message, "plain") == text
    assert with_addresses(body(message, "html"), cid_addresses(message)) == html


def test_the_bytes_repeat_on_another_day(sample: Draft, tmp_path: Path) -> None:
    first = contents(exported(sample, "listmonk", tmp_path / "a"))
    later = replace(ONCE, by="Ben", at=datetime(2027, 2, 3, tzinfo=UTC))
    second = contents(write_package(packaged(sample, "listmonk"), tmp_path / "b", later))
    assert {name for name in first if first[name] != second[name]} == {"manifest.json"}


def test_the_zip_is_flat_and_opens(sample: Draft, tmp_path: Path) -> None:
    folder = exported(sample, "campaign_monitor", tmp_path)
    with zipfile.ZipFile(folder / "2026-12.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["email.html", "garden.jpg", "logo-light.png", "logo-dark.png"]
        html = archive.read("email.html").decode()
        assert archive.read("garden.jpg") == (folder / "images/garden.jpg").read_bytes()
    assert 'src="garden.jpg"' in html
    assert html.replace('src="', 'src="images/') == (folder / "email.html").read_text(encoding="utf-8")


def test_a_sample_is_stamped_and_a_real_issue_is_not(letter_draft: Drafts, sample: Draft, tmp_path: Path) -> None:
    stamped = exported(sample, "brevo", tmp_path)
    assert json.loads((stamped / "manifest.json").read_text())["sample"] is True
    assert "**This is a sample.**" in (stamped / "STEPS.md").read_text(encoding="utf-8")
    real = exported(letter_draft(), "brevo", tmp_path)
    manifest = json.loads((real / "manifest.json").read_text())
    assert manifest["sample"] is False
    assert manifest["subject"] == "For {{ contact.FIRSTNAME|default:'there' }}, with love"
    assert "sample**" not in (real / "STEPS.md").read_text(encoding="utf-8")


def test_a_service_that_shows_pictures_of_the_web_alone(letter_draft: Drafts, tmp_path: Path) -> None:
    draft = letter_draft()
    assert [(f.rule, f.remedy.rpartition(": ")[2]) for f in packaged(draft, "resend").findings] == [
        ("service/pictures", "newsletter publish-images 2027-01")
    ]
    assert 'src="images/logo-light.png"' in (exported(draft, "resend", tmp_path) / "email.html").read_text("utf-8")


def test_pictures_inside_the_message_alone(sample: Draft, tmp_path: Path) -> None:
    folder = exported(sample, "generic", tmp_path, Images.CID)
    assert sorted(os.listdir(folder)) == ["STEPS.md", "email.eml", "email.html", "email.txt", "manifest.json"]
    page = (folder / "email.html").read_text(encoding="utf-8")
    message = read_message((folder / "email.eml").read_bytes())
    assert body(message, "html") == page
    inside = {part["Content-ID"].strip("<>"): part.get_content() for part in message.walk() if part["Content-ID"]}
    assert inside == {
        f"{picture.sha256[:24]}.{picture.name}@example.org": picture.image.path.read_bytes()
        for picture in packed_pictures(sample.email.images)
    }
    assert set(re.findall(r'src="([^"]+)"', page)) == {f"cid:{name}" for name in inside}
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["images"] == "cid"
    assert "The pictures are inside email.eml." in (folder / "STEPS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", service_names())
def test_only_what_takes_a_whole_message_gets_one(sample: Draft, name: str) -> None:
    refused = [f.rule for f in packaged(sample, name, Images.CID).findings if f.severity is Severity.ERROR]
    assert refused == ([] if name == "generic" else ["service/no-message"])


def test_what_a_copy_is_compared_with_stands_in_the_manifest(letter_draft: Drafts, tmp_path: Path) -> None:
    draft = letter_draft(services={"brevo": {"first_name": "VORNAME", "fallback": "friend"}})
    manifest = json.loads((exported(draft, "brevo", tmp_path) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tags"]["first_name"]["html"] == "{{ contact.VORNAME|default:'friend' }}"
    assert manifest["postal_address"] == "Post Office Box 52697, Tulsa, Oklahoma 74152"
    export = read_export(tmp_path, "2027-01", "brevo")
    assert export.tags == manifest["tags"]
    assert (manifest["status"], manifest["approvals"]) == ("draft", [])


def test_an_address_at_the_beginning_of_a_line() -> None:
    html = '<img\nsrc="a.jpg" alt="b"><td\nbackground="a.jpg" style="background:url(a.jpg)">'
    assert with_addresses(html, {"a.jpg": "c.jpg"}) == html.replace("a.jpg", "c.jpg")


def test_names_of_pictures() -> None:
    names = (
        "images/Élan vital.JPG",
        "images/theme/elan-vital.jpg",
        "b/ÉLAN_VITAL.jpg",
        "写真.png",
        "a/" + "x" * 90 + ".gif",
    )
    images = [ImageFile(Path(name), name, 1, 1, 1) for name in names]
    assert [picture.name for picture in packed_pictures(images)] == [
        "elan-vital.jpg", "elan-vital-2.jpg", "elan-vital-3.jpg", "picture.png", "x" * 60 + ".gif",
    ]  # fmt: skip


def test_a_picture_whose_name_does_not_say_what_it_is(letter_draft: Drafts, repository: Path, tmp_path: Path) -> None:
    picture = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
    logo = (repository / "templates/images/logo-light.png").read_bytes()
    files = {"issues/2027-01/images/garden": picture, "issues/2027-01/images/logo.image": logo}
    draft = letter_draft("![A garden](images/garden)\n\n![A logo](images/logo.image)", files)
    folder = exported(draft, "mailchimp", tmp_path)
    assert (folder / "images/garden.jpg").read_bytes() == picture
    assert (folder / "images/logo.png").read_bytes() == logo
    message = read_message((folder / "email.eml").read_bytes())
    types = {part.get_filename(): part.get_content_type() for part in message.walk() if part.get_filename()}
    assert types["garden.jpg"] == "image/jpeg"
    assert types["logo.png"] == "image/png"


def test_who_has_signed_for_what_is_shown(sample: Draft, tmp_path: Path) -> None:
    manifest = json.loads((exported(sample, "mailjet", tmp_path) / "manifest.json").read_text())
    assert manifest["exported"] == {"by": "Ann", "at": "2027-01-03T12:00:00+00:00"}
    assert manifest["checks"] == ["content/spelling"]
    entries = {entry["id"]: entry for entry in manifest["reference"]["entries"]}
    assert {"organization", "drugs/trabectedin"} <= set(entries)
    assert entries["drugs/trabectedin"]["reviewed_by"] is None
    assert manifest["reference"]["not_reviewed"] == len(entries)
    assert manifest["versions"]["mjml-python"]
