"""Test mails: an issue as its reviewers get it, one message each.  Subscribers are never mailed from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from newsletter.build import Build
from newsletter.checks.draft import Draft
from newsletter.delivery.message import write_message
from newsletter.delivery.pictures import PackedPicture, packed_pictures, with_addresses
from newsletter.delivery.sample_values import filled_html, filled_text, sample_values
from newsletter.model.errors import DeliveryError
from newsletter.model.finding import Finding, Severity
from newsletter.model.settings import MOST_REVIEWERS
from newsletter.rendering.marks import without_marks
from newsletter.rendering.optional_blocks import settled
from newsletter.rendering.render import tidy
from newsletter.services import service as service_named

_TEST, _SAMPLE, _PRACTICE = "[Test] ", "[Sample] ", "[Practice] "


@dataclass(frozen=True)
class ReviewMail:
    """An issue with sample values in place of its merge fields."""

    draft: Draft
    subject: str
    html: str
    text: str
    pictures: tuple[PackedPicture, ...]


def chosen_reviewers(reviewers: Sequence[str], wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The reviewers that get a test mail, each once: those ``wanted``, or all.

    Raises DeliveryError where there are none, more than ten, or an address is wanted that is not among them.
    """
    if not reviewers:
        raise DeliveryError(
            "delivery/no-reviewers",
            "newsletter.yaml names no reviewers. Write their addresses there, such as: reviewers: [ann@example.org]",
        )
    known = {address.casefold(): address for address in reviewers}
    if len(known) > MOST_REVIEWERS:
        raise DeliveryError(
            "delivery/too-many-reviewers",
            f"A test mail goes to at most {MOST_REVIEWERS} reviewers, and these are {len(known)}. "
            "This tool never mails subscribers.",
        )
    for address in wanted:
        if address.casefold() not in known:
            raise DeliveryError(
                "delivery/not-a-reviewer",
                f"{address} is not among the reviewers in newsletter.yaml, and test mails go to nobody else: "
                "this tool never mails subscribers. Add the address there, or leave it out.",
            )
    return tuple(dict.fromkeys(known[address.casefold()] for address in wanted or reviewers))


def without_consent(build: Build) -> tuple[Finding, ...]:
    """Why an issue may not leave this computer even as a test mail: somebody in it has not agreed."""
    return tuple(f for f in build.findings if f.severity is Severity.ERROR and f.rule.startswith("people/"))


def prepared(draft: Draft, service: str | None = None) -> ReviewMail:
    """The test mail of a draft.  Links that a mailing service fills in lead nowhere.

    ``service`` leaves out what that mailing service has no merge field for, as an export does.  Raises KeyError where
    there is no such service.
    """
    email = draft.email
    values = sample_values(draft.document)
    html, text = email.html, email.text
    if service is not None:
        known, settings = service_named(service), draft.settings.services.get(service, {})
        if known.tag("first_name", "html", settings) is None:
            values["first_name"] = {**known.defaults, **settings}.get("fallback", "")
        html = settled(
            without_marks(email.marked_html), "html", lambda name: known.tag(name, "html", settings) is not None
        )
        text = settled(email.marked_text, "text", lambda name: known.tag(name, "text", settings) is not None)
    pictures = packed_pictures(email.images)
    inside = {picture.image.name: picture.address for picture in pictures}
    subject = " ".join(filled_text(email.subject, values).split())
    mark = _PRACTICE if draft.document.practice else _SAMPLE if draft.settings.sample else ""
    return ReviewMail(
        draft=draft,
        subject=f"{_TEST}{mark}{subject}",
        html=with_addresses(filled_html(html, values), inside),
        text=tidy(filled_text(text, values)),
        pictures=pictures,
    )


def messages(mail: ReviewMail, addresses: Sequence[str], at: datetime) -> Iterator[tuple[str, bytes]]:
    """The complete message to each address, with its pictures inside; made when it is asked for.

    ``at`` is when it is sent, with a time zone.  Raises DeliveryError where the disk refuses.
    """
    for address in addresses:
        try:
            content = _message(mail, address, at)
        except OSError as error:
            raise DeliveryError(
                "delivery/not-written",
                f"The test mail to {address} could not be made ({error.strerror}). "
                "Look whether the disk is full, and whether the pictures of the issue are still there.",
            ) from error
        yield address, content


def _message(mail: ReviewMail, address: str, at: datetime) -> bytes:
    with TemporaryDirectory(prefix="newsletter-") as folder:
        file = Path(folder) / "test.eml"
        write_message(
            file,
            subject=mail.subject,
            sender=mail.draft.document.sender,
            date=at,
            text=mail.text,
            html=mail.html,
            pictures=mail.pictures,
            to=address,
        )
        return file.read_bytes()
