"""The settings of a publication: ``newsletter.yaml``."""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from newsletter.model.fields import (
    EmailAddress,
    FullText,
    Language,
    StoreAddress,
    Text,
    Typed,
    WebAddress,
    WholeNumber,
    YesNo,
    Zone,
    mistake,
)

MOST_REVIEWERS = 10
"""A test mail goes to a team, never to subscribers."""


class Sender(Typed):
    """Who the email is from.  Replies go to ``reply_to``, which reaches a person."""

    name: FullText
    """The name that readers see."""
    address: EmailAddress
    """The address that the email comes from."""
    reply_to: EmailAddress | None = None
    """Where replies go. It has to reach a person."""


class Standing(Typed):
    """Reference blocks that stand in every issue, by id; a bare name means ``notices/<name>``."""

    top: tuple[FullText, ...] = ()
    """Above the sections, in this order: names of files in reference/notices/, without .md."""
    bottom: tuple[FullText, ...] = ()
    """Below the sections, in this order: names of files in reference/notices/, without .md."""


class ImageSettings(Typed):
    """Where pictures are served from; unset, they travel beside the email."""

    base_url: WebAddress | None = None
    """The web address below which the pictures lie. Empty: they travel beside the email."""
    upload_to: StoreAddress | None = None
    """Where to put pictures so that they lie there: a folder, or an address such as s3://bucket/folder. No password."""


class LinkSettings(Typed):
    """Link tracking.  Off unless someone turns it on: a click on a health link tells who is ill."""

    utm: YesNo = False
    """Whether links carry campaign names for web statistics."""
    tracking: YesNo = False
    """Whether the mailing service counts who opened which link."""


class Settings(Typed):
    """``newsletter.yaml``, the settings of this publication."""

    title: FullText
    """The name of the newsletter."""
    language: Language = "en"
    """The language of the newsletter."""
    timezone: Zone
    """The zone that says which day is today."""
    sender: Sender
    sample: YesNo = False
    """Whether all of this is made up. A real publication says no."""
    standing: Standing = Standing()
    images: ImageSettings = ImageSettings()
    links: LinkSettings = LinkSettings()
    audience: dict[FullText, WholeNumber] = Field(default_factory=dict)
    """How many of a hundred readers use which mail program."""
    reviewers: tuple[EmailAddress, ...] = Field(default=(), max_length=MOST_REVIEWERS)
    """Who gets test emails, at most ten addresses."""
    services: dict[FullText, dict[FullText, Text]] = Field(default_factory=dict)
    """What a mailing service needs to know, by its name. Never a password or key."""

    @field_validator("reviewers", mode="before")
    @classmethod
    def _few_reviewers(cls, value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) > MOST_REVIEWERS:
            mistake(
                "too-many",
                f"{len(value)} addresses are too many for test mails. This tool never mails subscribers.",
                f"Keep at most {MOST_REVIEWERS}: the people who look at an issue before it goes out.",
            )
        return value
