"""``email.eml``, read back by Python's own parser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from exporting import body, exported, read_message

from newsletter.checks.draft import Draft
from newsletter.delivery.message import write_message
from newsletter.delivery.pictures import packed_pictures


def test_the_message(sample: Draft, tmp_path: Path) -> None:
    content = (exported(sample, "mailchimp", tmp_path) / "email.eml").read_bytes()
    message = read_message(content)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html",
        "image/jpeg", "image/png", "image/png",
    ]  # fmt: skip
    assert all(part.defects == [] for part in message.walk())
    assert message["From"] == "LMSeAlerts <news@example.org>"
    assert message["Reply-To"] == "helpline@example.org"
    assert message["Subject"] == "[Sample] What a second opinion changed"
    assert message["Date"] == "Tue, 01 Dec 2026 09:00:00 -0600"
    assert message["X-Unsent"] == "1"
    assert "List-Unsubscribe" not in message
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        assert part.get_content_charset() == "utf-8"
    assert max(map(len, content.split(b"\r\n"))) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")
    inside = {part.get_filename(): part.get_content() for part in message.walk() if part.get_filename()}
    images = {picture.name: picture.image.path.read_bytes() for picture in packed_pictures(sample.email.images)}
    assert inside == images


@pytest.mark.parametrize(
    "subject", ["Ünïcode " * 20, "長い件名" * 40, "x" * 300, "*|FNAME|*: " + "words and words " * 15, "a, b; c: <d@e>"]
)
def test_any_subject_and_sender_survive_a_mail_program(sample: Draft, tmp_path: Path, subject: str) -> None:
    sender = sample.document.sender.model_copy(
        update={"name": "Zoë, the “Letter”", "address": f"news@{'very-long-name.' * 4}example.org"}
    )
    write_message(
        tmp_path / "a.eml",
        subject=subject.strip(),
        sender=sender,
        date=datetime(2027, 1, 4, 9, tzinfo=UTC),
        text="Günther\n.\nFrom here\n",
        html="<p>日本語 = ü</p>\n",
    )
    content = (tmp_path / "a.eml").read_bytes()
    message = read_message(content)
    assert message["Subject"] == subject.strip()
    assert message["From"].addresses[0].display_name == sender.name
    assert message["From"].addresses[0].addr_spec == sender.address
    assert message["Message-ID"].endswith(f"@{sender.address.partition('@')[2]}>")
    assert b"Message-ID: <" in content or b"Message-ID:\r\n <" in content
    assert body(message, "plain") == "Günther\n.\nFrom here\n"
    assert body(message, "html") == "<p>日本語 = ü</p>\n"
    assert max(map(len, content.split(b"\r\n"))) <= 998
