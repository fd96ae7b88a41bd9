"""Pictures of an issue onto the web, and off it again.

A picture's name ends in the beginning of its SHA-256.  What is there is never changed, an issue that went out years ago
keeps its pictures, and a picture that two issues show is put there once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from newsletter.content.project import Project
from newsletter.delivery.picture_store import PictureStore
from newsletter.delivery.pictures import PackedPicture
from newsletter.delivery.published import PublishedPicture, read_record, write_record
from newsletter.model.errors import DeliveryError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

Tell = Callable[[str], None]

_SETTINGS = Place("newsletter.yaml")
_PATIENCE = 20.0
"""Seconds that a web server may take to answer."""


@dataclass(frozen=True)
class Unpublished:
    """What became of pictures that had to go: where each was ``removed`` from, and what was ``left``, with the reason.

    Caches on the way and readers' own copies may keep a picture for a year.
    """

    removed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def publish(folder: Path, pictures: Sequence[PackedPicture], store: PictureStore, tell: Tell) -> int:
    """Put the pictures of the issue in ``folder`` into the store; how many had to be.

    What is there with the same bytes stays; each picture is written down as soon as it is there.  ``tell`` is given
    each name.  Raises DeliveryError; what was put there by then stays, and a repeat goes on from there.
    """
    uploaded = 0
    for picture in pictures:
        name = picture.published_name
        tell(name)
        if store.sha256(name) != picture.sha256:
            store.put(picture.image.path, name, picture.media_type)
            uploaded += 1
            if store.sha256(name) != picture.sha256:
                raise DeliveryError(
                    "publish/changed",
                    f"{name} did not arrive in {store.address} as it was sent. Publish the pictures again; if that "
                    "does not help, ask whoever runs the store whether it changes pictures.",
                )
        known = read_record(folder)
        here = PublishedPicture(store.address, name, picture.image.name, picture.sha256)
        if here not in known:
            write_record(folder, (*known, here))
    return uploaded


def not_served(base_url: str, pictures: Sequence[PackedPicture], tell: Tell) -> Iterator[Finding]:
    """Pictures that readers would not get from ``base_url``, asked for over the web."""
    with httpx.Client(timeout=_PATIENCE, follow_redirects=True) as client:
        for picture in pictures:
            address = f"{base_url.rstrip('/')}/{picture.published_name}"
            tell(address)
            problem = _problem(client, address, picture)
            if problem is not None:
                yield Finding(
                    "publish/not-served",
                    Severity.ERROR,
                    _SETTINGS,
                    f"{address} {problem}.",
                    "See that images, base_url is the address at which the pictures in images, upload_to can be seen "
                    "by everybody, and run this again.",
                    text=address,
                )


def _problem(client: httpx.Client, address: str, picture: PackedPicture) -> str | None:
    digest, size = hashlib.sha256(), 0
    try:
        with client.stream("GET", address) as answer:
            if answer.status_code != 200:
                return f"was not found: the web server answers {answer.status_code}"
            kind = answer.headers.get("content-type", "").partition(";")[0].strip()
            for chunk in answer.iter_bytes():
                digest.update(chunk)
                size += len(chunk)
                if size > picture.image.size:
                    break
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"could not be fetched ({str(error) or type(error).__name__})"
    if digest.hexdigest() != picture.sha256:
        return "shows something else than the picture"
    return None if kind == picture.media_type else f"is sent as “{kind}” and not as {picture.media_type}"


def unpublish(project: Project, digests: Collection[str], *, dry_run: bool = False) -> Unpublished:
    """Take pictures off the web, for a withdrawal: those whose bytes have one of these SHA-256, of every issue.

    They go out of each store into which an issue's record says that they were put, and out of the records, those of
    sent issues too.  What cannot be reached now stays in the record and in ``left``; a repeat tries it again, and does
    no harm.  ``dry_run`` touches nothing and names what would go.  Raises DeliveryError where a record cannot be read
    or written.
    """
    with ExitStack() as opened:
        store = cache(lambda address: opened.enter_context(PictureStore(address, project.root)))
        return _unpublished(project, digests, store, dry_run)


def _unpublished(
    project: Project, digests: Collection[str], store: Callable[[str], PictureStore], dry_run: bool
) -> Unpublished:
    removed: dict[str, None] = {}
    left: dict[str, str] = {}
    for issue in project.issue_names():
        folder = project.issue_folder(issue)
        known = read_record(folder)
        gone = set()
        for picture in known:
            address = f"{picture.store.rstrip('/')}/{picture.name}"
            if picture.sha256 not in digests or address in left:
                continue
            try:
                if not dry_run and address not in removed:
                    store(picture.store).remove(picture.name)
            except DeliveryError as error:
                left[address] = str(error)
            else:
                removed[address] = None
                gone.add(picture)
        if gone and not dry_run:
            write_record(folder, set(known) - gone)
    return Unpublished(tuple(removed), tuple(left.items()))
