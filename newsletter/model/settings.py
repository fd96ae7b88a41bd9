"""The settings of a publication: ``newsletter.yaml``."""

from __future__ import annotations

from pydantic import Field

from newsletter.model.fields import EmailAddress, FullText, Language, Text, Typed, WebAddress, WholeNumber, YesNo, Zone


class Sender(Typed):
    """Who the email is from.  Replies go to ``reply_to``, which reaches a person."""

    name: FullText
    address: EmailAddress
    reply_to: EmailAddress | None = None


class Standing(Typed):
    """Reference blocks that stand in every issue, by id; a bare name means ``notices/<name>``."""

    top: tuple[FullText, ...] = ()
    bottom: tuple[FullText, ...] = ()


class ImageSettings(Typed):
    """Where pictures are served from; unset, they travel beside the email."""

    base_url: WebAddress | None = None


class LinkSettings(Typed):
    """Link tracking.  Off unless someone turns it on: a click on a health link tells who is ill."""

    utm: YesNo = False
    tracking: YesNo = False


class Settings(Typed):
    """``newsletter.yaml``, the settings of this publication."""

    title: FullText
    language: Language = "en"
    timezone: Zone
    sender: Sender
    sample: YesNo = False
    standing: Standing = Standing()
    images: ImageSettings = ImageSettings()
    links: LinkSettings = LinkSettings()
    audience: dict[FullText, WholeNumber] = Field(default_factory=dict)
    reviewers: tuple[EmailAddress, ...] = Field(default=(), max_length=10)
    services: dict[FullText, dict[FullText, Text]] = Field(default_factory=dict)
