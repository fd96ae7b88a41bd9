"""A finished email, with neutral merge fields inside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsletter.model.document import ImageFile

MERGE_FIELDS = (
    "unsubscribe_url",
    "preferences_url",
    "web_version_url",
    "postal_address",
    "first_name",
    "email",
)
"""The merge fields, each written ``@@name@@``.  Only those that end in ``_url`` may stand in a URL."""

MERGE_FIELD = re.compile(r"@@([a-z_]+)@@")
"""Anything written like a merge field, known or not."""


@dataclass(frozen=True)
class CalendarFile:
    """One occasion as an iCalendar file beside the email: ``name`` ends in ``.ics``, lines in CRLF."""

    name: str
    content: str


@dataclass(frozen=True)
class Email:
    """An issue as email.

    ``html`` and ``text`` are what leaves; ``marked_html`` is the same bytes with ``data-at="file:line"`` on
    every block, for previews and checks, and with the marks of optional blocks, for the export; ``marked_text`` is the
    text before blank lines were tidied, with those marks; ``mjml`` is what was compiled.
    """

    name: str
    subject: str
    preheader: str
    html: str
    text: str
    mjml: str
    marked_html: str
    images: tuple[ImageFile, ...] = ()
    calendars: tuple[CalendarFile, ...] = ()
    marked_text: str = ""
