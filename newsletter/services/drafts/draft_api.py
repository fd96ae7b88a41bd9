"""How a mailing service takes a draft through its API, described without talking to anyone.

A service's module describes the conversation as a generator: it yields a :class:`Request` and is sent the
:class:`Answer`; it yields :class:`Made` as soon as something exists at the service, so that a repeat finds it again;
it returns a :class:`RemoteDraft`, read back from the service.  ``delivery/push.py`` is the only place that sends one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsletter.model.settings import Sender
from newsletter.services.service import Certainty, Source


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request: the picture at ``path``, sent under ``name``."""

    field: str
    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class FileInBase64:
    """A value in a JSON body that stands for a file: its bytes in base64, with ``before`` in front of them."""

    path: Path
    before: str = ""


@dataclass(frozen=True)
class Request:
    """One request.  ``path`` follows the address of the API; ``words`` tell an editor what it is for.

    ``body`` is sent as JSON (a :class:`FileInBase64` in it is read when the request is sent), ``form`` and ``upload``
    as multipart.  ``expects`` are the statuses that mean yes;
    ``missing`` those that mean: what was made earlier has been deleted at the service (the answer then comes back
    with ``gone``).  ``repeatable``: sending it twice does no harm, so that it may be tried again when an answer was
    lost.
    """

    words: str
    method: str
    path: str
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    upload: Upload | None = None
    expects: tuple[int, ...] = (200, 201, 202, 204)
    missing: tuple[int, ...] = ()
    repeatable: bool = False


@dataclass(frozen=True)
class Answer:
    """What came back: the JSON (None where the body is empty), and whether what was asked for is ``gone``.

    ``imagined``: nobody was asked, this is a dry run; ids are then made up.
    """

    status: int
    data: Any
    gone: bool = False
    imagined: bool = False


@dataclass(frozen=True)
class Made:
    """Something exists at the service now: ``what`` (draft, template, message, picture:<sha256>) has this id."""

    what: str
    id: str


@dataclass(frozen=True)
class DraftContent:
    """What a draft is made of, translated for the service.

    ``html`` holds the final addresses of pictures.  ``settings`` are the account's, from newsletter.yaml; ``known``
    are the ids of what an earlier push :class:`Made`.  ``track_links`` is False unless the settings ask for it.
    """

    name: str
    subject: str
    preheader: str
    html: str
    text: str
    sender: Sender
    track_links: bool
    settings: Mapping[str, str]
    known: Mapping[str, str]


@dataclass(frozen=True)
class RemoteDraft:
    """A draft as the service tells of it.  None: the service does not say.

    ``is_draft`` is False where it would be or was sent; ``address`` is where an editor opens it.
    """

    id: str
    is_draft: bool | None
    subject: str | None = None
    preheader: str | None = None
    html: str | None = None
    text: str | None = None
    from_address: str | None = None
    reply_to: str | None = None
    address: str | None = None


Conversation = Generator[Request | Made, Answer | None, RemoteDraft]
"""Yields requests and what was made; is sent answers (None after a Made)."""

PictureUpload = Callable[[Upload, Mapping[str, str]], Generator[Request, Answer, str]]
"""A picture into the service's own store; returns its web address there."""


@dataclass(frozen=True)
class DraftApi:
    """How to reach a service's API and what to say there.

    ``address`` may hold ``{setting}`` from newsletter.yaml; ``headers`` go with every request; ``authorization`` is a
    header and its value with ``{key}``, or with ``{basic}``: the key as HTTP's basic authentication writes it.
    ``needs`` are the settings without which no draft can be made, with what each is and where an editor finds it.
    ``retry_after`` names further headers that tell how long to wait, in seconds.
    ``read_message`` finds the service's own words in an error's JSON.  ``key_help`` tells where in the service a key
    is made and which rights it needs.  ``by_hand`` is what the API does not take, or what we are not certain of: a
    sentence each, for the editor to read after a push.
    """

    address: str
    authorization: tuple[str, str]
    key_help: str
    draft: Callable[[DraftContent], Conversation]
    read_message: Callable[[Any], str | None]
    upload: PictureUpload | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    retry_after: tuple[str, ...] = ("retry-after",)
    certainty: Certainty = Certainty.DOCUMENTED
    tried_live: bool = False
    by_hand: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
