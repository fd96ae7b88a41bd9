"""A finished email from anywhere: an HTML file with its text part, or an .eml file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path, PurePath

from newsletter.model.errors import ProjectError

MAX_BYTES = 10_000_000
"""The largest file that is looked at.  Gmail shows 102 KB of an email, services refuse more than a few MB."""


@dataclass(frozen=True)
class EmailParts:
    """The parts of a finished email; None for what is not there."""

    html: str
    text: str | None = None
    subject: str | None = None


def read_email(path: Path, text: Path | None = None, subject: str | None = None) -> EmailParts:
    """Read an email from an HTML file, or from an .eml file with its text part and subject.

    ``text`` and ``subject`` take the place of what an .eml file says.  Raises ProjectError where a file cannot be
    read, is too large, or holds no HTML.
    """
    parts = email_parts(email_bytes(path), path)
    return EmailParts(
        parts.html,
        _decoded(email_bytes(text)) if text is not None else parts.text,
        subject if subject is not None else parts.subject,
    )


def email_parts(data: bytes, path: PurePath) -> EmailParts:
    """The parts of an email by its bytes; the ending of ``path`` says whether they are a message (.eml) or HTML.

    Raises ProjectError where no email can be made out.
    """
    return _message(data, path) if path.suffix.lower() == ".eml" else EmailParts(_decoded(data))


def email_bytes(path: Path) -> bytes:
    """The bytes of a file that may be an email.  Raises ProjectError where it cannot be read or is too large."""
    try:
        with open(path, "rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProjectError(
            "project/no-email", f"{path} cannot be read ({error.strerror}). Name an HTML file or an .eml file."
        ) from None
    if len(data) > MAX_BYTES:
        raise ProjectError(
            "project/email-too-large",
            f"{path} is larger than 10 MB. No mail program shows that much. Shorten the email.",
        )
    return data


_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})""", re.IGNORECASE)


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8, else what the page says of itself, else Windows' Latin letters."""
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", declared[1].decode("ascii", "replace") if declared else "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _message(data: bytes, path: PurePath) -> EmailParts:
    try:
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(data)
        html, text = (message.get_body(preferencelist=(kind,)) for kind in ("html", "plain"))
        if html is not None:
            subject = message["subject"]
            return EmailParts(_content(html), None if text is None else _content(text), subject and str(subject))
    except (MessageError, RecursionError, ValueError, IndexError, AttributeError, KeyError) as error:
        # The standard library's parser raises these on headers and nestings that no mail program makes.
        raise ProjectError(
            "project/no-email", f"{path} cannot be read as an email ({type(error).__name__}). Save it once more."
        ) from None
    raise ProjectError("project/no-html", f"{path} has no HTML part. Choose an email with one, or name its HTML file.")


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):  # an unknown name of an encoding
        payload = part.get_payload(decode=True)
        return _decoded(payload if isinstance(payload, bytes) else b"")
