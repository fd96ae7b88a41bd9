"""The pictures of a copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from newsletter.checks.finished_email import Element
from newsletter.delivery.copy_pair import CopyPair
from newsletter.model.finding import Finding, Severity

Two = tuple[Element, Element]


def picture_differences(pair: CopyPair) -> Iterator[Finding]:
    """Pictures with another address, which is expected; gone, without their alternative text, or new."""
    if pair.added_pixels:
        hosts = ", ".join(sorted({_host(image) or "the service" for image in pair.added_pixels}))
        yield Finding(
            "verify/pixel",
            Severity.NOTE,
            pair.place,
            f"A picture that nobody sees was added, which tells {hosts} who opens the email.",
            "This is expected. Most services let you switch it off.",
        )
    ours = list(pair.ours.images)
    theirs = [image for image in pair.theirs.images if image not in set(pair.added_pixels)]
    matched, missing, added = _matched(ours, theirs)
    moved = [two for two in matched if _source(two[0]) != _source(two[1])]
    hosted = [two for two in moved if _host(two[1])]
    if hosted:
        hosts = ", ".join(sorted({_host(image) for _, image in hosted}))
        yield Finding(
            "verify/pictures-moved",
            Severity.NOTE,
            pair.place,
            f"{len(hosted)} of {len(ours)} pictures now come from {hosts}.",
            "This is expected.",
        )
    unseen = [image for _, image in matched if not _can_be_seen(image)] if hosted or pair.is_message else []
    missing += unseen
    if missing:
        names = ", ".join(f"“{image.get('alt') or _name(image)}”" for image in missing[:5])
        yield Finding(
            "verify/pictures-missing",
            Severity.ERROR,
            pair.place,
            f"Readers do not see {len(missing)} of {len(ours)} pictures: {names}.",
            f"Upload them to {pair.title}, and put the address that you get there into the HTML.",
        )
    silent = [old for old, new in matched if (old.get("alt") or "").strip() and not (new.get("alt") or "").strip()]
    if silent:
        names = ", ".join(f"“{image.get('alt')}”" for image in silent[:5])
        yield Finding(
            "verify/alt-lost",
            Severity.WARNING,
            pair.place,
            f"{len(silent)} {'picture has' if len(silent) == 1 else 'pictures have'} lost the alternative text: "
            f"{names}.",
            f"Give it to the picture in {pair.title}: people who cannot see it hear these words.",
        )
    if added:
        yield Finding(
            "verify/pictures-added",
            Severity.WARNING,
            pair.theirs.place_of(added[0]),
            f"{len(added)} {'picture that is' if len(added) == 1 else 'pictures that are'} not yours "
            f"{'was' if len(added) == 1 else 'were'} added: “{added[0].get('alt') or _name(added[0])}”.",
            "See whether you want it. Services add a badge on free plans.",
        )


def _matched(ours: list[Element], theirs: list[Element]) -> tuple[list[Two], list[Element], list[Element]]:
    """Each picture of ours with the one of theirs that has its address, its name, its words or its size."""
    matched: dict[Element, Element] = {}
    left = dict.fromkeys(theirs)
    for key in (_source, _name, _alt_and_size, _alt, _size):
        for image in ours:
            value = key(image)
            found = next((other for other in left if key(other) == value), None) if value else None
            if image not in matched and found is not None:
                matched[image] = found
                del left[found]
    return [*matched.items()], [image for image in ours if image not in matched], [*left]


def _source(image: Element) -> str:
    return unquote((image.get("src") or "").strip())


def _name(image: Element) -> str:
    source = _source(image)
    return "" if source.startswith(("cid:", "data:")) else PurePosixPath(source.partition("?")[0]).name.lower()


def _alt(image: Element) -> str:
    return " ".join((image.get("alt") or "").split())


def _size(image: Element) -> tuple[str, str] | None:
    width, height = image.get("width"), image.get("height")
    return (width, height) if width and height else None


def _alt_and_size(image: Element) -> tuple[str, tuple[str, str]] | None:
    alt, size = _alt(image), _size(image)
    return (alt, size) if alt and size else None


def _host(image: Element) -> str:
    try:
        address = urlsplit(_source(image) if ":" in _source(image) else f"https:{_source(image)}")
        return (address.hostname or "").lower() if address.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _can_be_seen(image: Element) -> bool:
    return bool(_host(image)) or _source(image).startswith(("cid:", "data:"))
