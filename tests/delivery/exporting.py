"""What the tests of an export share: writing a package, and reading it back as a mail program does."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from newsletter.checks.draft import Draft
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import packaged, write_package
from newsletter.delivery.pictures import Images

ONCE = Circumstances("Ann", datetime(2027, 1, 3, 12, tzinfo=UTC), ("content/spelling",), (), ())


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def exported(draft: Draft, name: str, output: Path, images: Images = Images.PACKAGED) -> Path:
    return write_package(packaged(draft, name, images), output, ONCE)


def read_message(content: bytes) -> EmailMessage:
    return cast(EmailMessage, email.message_from_bytes(content, policy=email.policy.default))


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return unix(part.get_content())


def cid_addresses(message: EmailMessage) -> dict[str, str]:
    images = [part for part in message.walk() if part.get_content_maintype() == "image"]
    return {f"cid:{part['Content-ID'].strip('<>')}": f"images/{part.get_filename()}" for part in images}
