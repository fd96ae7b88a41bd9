"""What a mailing service has made of the address of a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from urllib.parse import parse_qsl, unquote, urlsplit


class LinkChange(Enum):
    """What became of a web address."""

    NONE = auto()
    REWRITTEN = auto()  # it leads through the service first
    MARKED = auto()  # something was added behind the question mark
    ELSEWHERE = auto()


def link_changes(pairs: Sequence[tuple[str, str]]) -> list[LinkChange]:
    """What became of each web address; a pair holds ours and theirs.

    Through which hosts a service counts clicks is seen from all pairs together.
    """
    changes = [_apart_from_hosts(*pair) for pair in pairs]
    hosts = Counter(
        host_of(theirs) for (_, theirs), change in zip(pairs, changes, strict=True) if change is LinkChange.ELSEWHERE
    )
    trackers = {host for host, number in hosts.items() if host and (number > 1 or number == len(pairs))}
    return [
        LinkChange.REWRITTEN if change is LinkChange.ELSEWHERE and _is_rewritten(*pair, trackers) else change
        for pair, change in zip(pairs, changes, strict=True)
    ]


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return address.strip().lower().startswith(("http://", "https://"))


def host_of(address: str) -> str:
    """The host in small letters; empty where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").lower()
    except ValueError:
        return ""


def bare(address: str) -> str:
    """An address without what makes no difference."""
    address = unquote(address.strip())
    start, colon, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{start.lower()}{colon}{host.lower()}{slash}{path}".rstrip("/")


def _apart_from_hosts(ours: str, theirs: str) -> LinkChange:
    if bare(ours) == bare(theirs):
        return LinkChange.NONE
    return LinkChange.MARKED if _adds_only(ours, theirs) else LinkChange.ELSEWHERE


def _adds_only(ours: str, theirs: str) -> bool:
    """Whether theirs is ours with more after the question mark."""
    try:
        one, two = urlsplit(ours.strip()), urlsplit(theirs.strip())
        old, new = parse_qsl(one.query, keep_blank_values=True), parse_qsl(two.query, keep_blank_values=True)
    except ValueError:
        return False
    same = [(part.scheme, part.netloc.lower(), part.path.rstrip("/"), part.fragment) for part in (one, two)]
    return same[0] == same[1] and len(new) > len(old) and all(item in new for item in old)


def _is_rewritten(ours: str, theirs: str, trackers: set[str]) -> bool:
    host = host_of(theirs)
    holds_ours = bare(ours) in unquote(theirs)
    return bool(host) and host != host_of(ours) and (host in trackers or holds_ours)
