"""What the conversations of all services have in common: update or make, then read back; and reading JSON."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Any, TypeVar
from urllib.parse import quote

from newsletter.model.errors import DeliveryError
from newsletter.model.settings import Sender
from newsletter.services.drafts.draft_api import Answer, Conversation, DraftContent, Made, RemoteDraft, Request

T = TypeVar("T")
Talk = Generator[Request | Made, Answer | None, T]
"""A part of a conversation, which yields and is sent the same and comes to a T."""

READ = "read the draft back"


@dataclass(frozen=True)
class Listing:
    """Where a service lists what was made last, and where name, status and id stand in each entry.

    ``draft`` is the status of drafts, ``longest`` the most letters that a name may have.
    """

    path: str
    entries: tuple[str, ...]
    name: tuple[str, ...] = ("name",)
    status: tuple[str, ...] = ("status",)
    id: tuple[str, ...] = ("id",)
    draft: str = "draft"
    longest: int | None = None
    query: Mapping[str, str] = field(default_factory=dict)


def drafting(
    read: Callable[[str, DraftContent], Talk[RemoteDraft | None]],
    create: Callable[[DraftContent], Talk[str]],
    update: Callable[[str, DraftContent], Talk[None]],
    listing: Listing,
    fill: Callable[[str, DraftContent], Talk[None]] | None = None,
) -> Callable[[DraftContent], Conversation]:
    """The conversation of a service: ``create`` or ``update`` the draft, ``fill`` it, ``read`` it back.

    The draft of an earlier push is read first.  Scheduled or sent: nothing is written, and it is returned as it is.
    Gone or not known: a draft of the same name is taken, since an earlier push may have lost the answer that told of
    it; else a new one is made.  ``fill`` is for services that take the content apart from the draft.
    """

    def draft(content: DraftContent) -> Conversation:
        draft_id = content.known.get("draft", "")
        before = (yield from read(draft_id, content)) if draft_id else None
        if before and before.is_draft is False:
            return before
        found = draft_id if before else (yield from _listed(listing, content))
        draft_id = found or (yield from create(content))
        if not before:
            yield Made("draft", draft_id)
        if found:
            yield from update(draft_id, content)
        if fill:
            yield from fill(draft_id, content)
        after = yield from read(draft_id, content)
        if after is None:
            raise DeliveryError(
                "push/not-found-again",
                "The draft was made and could not be found again a moment later. "
                "Look for it in your account; if it is not there, push once more.",
            )
        return after

    return draft


def _listed(listing: Listing, content: DraftContent) -> Talk[str | None]:
    """The id of the draft that has the issue's name already; None too where the service does not list any."""
    answer = yield from asked(
        Request(
            "look for a draft of this name",
            "GET",
            listing.path,
            query=listing.query,
            missing=(400, 403, 404, 405, 422),
            repeatable=True,
        )
    )
    for entry in list_at(answer.data, *listing.entries):
        is_draft = is_status(text_at(entry, *listing.status), listing.draft)
        known_as = at(entry, *listing.id)
        if is_draft and known_as and text_at(entry, *listing.name) == content.name[: listing.longest]:
            return str(known_as)
    return None


def asked(request: Request) -> Talk[Answer]:
    """One request and its answer."""
    answer = yield request
    if answer is None:
        raise ValueError("A request is sent its answer.")
    return answer


def path(*parts: str) -> str:
    """The path of something, whose id may hold any sign."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def at(data: Any, *steps: str | int) -> Any:
    """What stands in JSON behind these keys and positions; None where there is no such place."""
    for step in steps:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step] if step < len(data) else None
        else:
            return None
    return data


def text_at(data: Any, *steps: str | int) -> str | None:
    """The text in JSON behind these keys and positions; None where there is no text."""
    value = at(data, *steps)
    return value if isinstance(value, str) else None


def list_at(data: Any, *steps: str | int) -> list[Any]:
    """The list in JSON behind these keys and positions; empty where there is none."""
    value = at(data, *steps)
    return value if isinstance(value, list) else []


def id_at(answer: Answer, *steps: str | int) -> str:
    """The id in an answer, as text.  Raises DeliveryError where there is none."""
    if answer.imagined:
        return "ID"
    value = at(answer.data, *steps)
    if not isinstance(value, str | int) or value == "":
        raise DeliveryError(
            "push/no-id",
            "The service said yes, but not under which number it keeps what was made. "
            "Look in your account whether there is a new draft, and delete it before you push again.",
        )
    return str(value)


def is_status(status: str | None, draft: str) -> bool | None:
    """Whether a status is the one of drafts; None where the service told none."""
    return None if status is None else status.lower() == draft


def number(settings: Mapping[str, str], name: str) -> int:
    """A setting that is a whole number.  Raises DeliveryError where it is none."""
    value = settings[name].strip()
    if not (value.isascii() and value.isdigit()):
        raise DeliveryError(
            "push/not-a-number",
            f"newsletter.yaml, services: {name} is “{value}”, and the service wants a number. "
            "Copy the number from your account, digits only.",
        )
    return int(value)


def reply_to(sender: Sender) -> str:
    """Where replies go: to the sender where nothing else is said."""
    return sender.reply_to or sender.address


def from_header(sender: Sender) -> str:
    """Name and address as in the header of an email, in plain Unicode: ``"LMS, Alerts" <news@example.org>``."""
    return str(Address(sender.name, addr_spec=sender.address))


def joined(*words: str | None) -> str | None:
    """What a service said, in one line; None where it said nothing."""
    return " ".join(dict.fromkeys(filter(None, words))) or None
