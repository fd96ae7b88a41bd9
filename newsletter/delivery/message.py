"""The email as one file that mail programs open, ``email.eml``.

The bytes follow from the email alone: boundary, date and Message-ID are derived.  There is no List-Unsubscribe: only
the service can fill in its address.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import BinaryIO, cast

from newsletter.delivery.pictures import PackedPicture, with_addresses
from newsletter.model.settings import Sender

_LINE = 57
"""Bytes of a picture on one line of base64, which has 76 characters."""

_CHUNK = _LINE * 4096


def write_message(
    target: Path,
    *,
    subject: str,
    sender: Sender,
    date: datetime,
    text: str,
    html: str,
    pictures: Sequence[PackedPicture] = (),
    to: str | None = None,
) -> None:
    """Write the message: both parts as quoted-printable, pictures inside it.

    Without ``to`` mail programs open the file as a draft (``X-Unsent``).  With it, address and date are part of the
    Message-ID: a mail program that knows an ID does not show the message again.  A picture is never held in memory as
    a whole.
    """
    domain = sender.address.rpartition("@")[2]
    told_apart_by = () if to is None else (to, date.isoformat())
    digest = hashlib.sha256("\0".join((subject, text, html, *told_apart_by)).encode()).hexdigest()[:24]
    cids = content_ids(pictures, sender)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = formataddr((sender.name, sender.address))
    message["Reply-To"] = sender.reply_to or sender.address
    message["Subject"] = subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{digest}@{domain}>"
    if to is None:
        message["X-Unsent"] = "1"
    else:
        message["To"] = to
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(with_addresses(html, cids), subtype="html", cte="quoted-printable")
    page = cast(list[MIMEPart], message.get_payload())[1]
    tokens = {picture.name: f"{digest} {number}".encode() for number, picture in enumerate(pictures, 1)}
    for picture in pictures:
        page.add_related(
            tokens[picture.name],
            *picture.media_type.split("/"),
            cid=f"<{cids[picture.address].removeprefix('cid:')}>",
            filename=picture.name,
            disposition="inline",
        )
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={digest}={number}")
    content = message.as_bytes()
    with target.open("wb") as file:
        for picture in pictures:
            # The library would hold each picture three times over.
            before, token, content = content.partition(base64.b64encode(tokens[picture.name]) + b"\r\n")
            assert token
            file.write(before)
            with picture.image.path.open("rb") as source:
                file.writelines(_lines(source))
        file.write(content)


def content_ids(pictures: Sequence[PackedPicture], sender: Sender) -> dict[str, str]:
    """The address of each picture inside a message, ``cid:…``, by the one that it has beside the HTML."""
    domain = sender.address.rpartition("@")[2]
    return {picture.address: f"cid:{picture.sha256[:24]}.{picture.name}@{domain}" for picture in pictures}


def _lines(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        encoded = base64.b64encode(chunk)
        yield b"".join([encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76)])
