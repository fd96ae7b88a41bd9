"""What the rules about links know of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from newsletter.checks.finished_email import Link

LONGEST = 2_000
"""Characters.  Some mail programs and servers cut what is longer."""

_FIELD = re.compile(r"@@[a-z_]{1,40}@@|\*\||\{\{|\{%|\{\$|\$\{|%%|\[\[|^\[|^%[A-Za-z]")


def is_merge_field(href: str) -> bool:
    """Whether a mailing service fills in the address, or a part of it."""
    return _FIELD.search(href[:LONGEST]) is not None


@lru_cache(maxsize=2_048)
def web_address(href: str) -> SplitResult | None:
    """An ``http`` or ``https`` address in its parts; None for any other, and for one that cannot be read."""
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and host else None


def host_of(href: str) -> str:
    """The host of a web address, in lower case and without ``www.``; empty where there is none."""
    parts = web_address(href)
    return (parts.hostname or "").rstrip(".").removeprefix("www.") if parts else ""


def is_below(host: str, domain: str) -> bool:
    """Whether a host is a domain, or one below it."""
    return host == domain or host.endswith(f".{domain}")


def web_links(links: Iterable[Link]) -> Iterator[tuple[Link, SplitResult]]:
    """The links to pages on the web that are written out in full, each address once."""
    seen: set[str] = set()
    for link in links:
        if link.href in seen or len(link.href) > LONGEST:
            continue
        seen.add(link.href)
        parts = web_address(link.href)
        if parts is not None and not is_merge_field(link.href):
            yield link, parts


def called(link: Link) -> str:
    """What a message calls a link: its words, or its address where it has none."""
    return f"The link “{link.words}”" if link.words else f"The link to “{link.href[:80]}”"


def in_listed_domain(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of some domains, or below one of them."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(max(0, len(labels) - 5), len(labels)))
