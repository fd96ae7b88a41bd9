"""Addresses carry nothing that follows the person who opens them.

Such endings stick to an address when it is copied from another newsletter or from Facebook.  A click on a health link
tells who is ill; and the page opens without them just as well.

Bad: ``https://example.org/lms?utm_source=newsletter&fbclid=IwAR0``.
Good: ``https://example.org/lms``.
Source: manuals of Google Analytics, Meta and Mailchimp; FTC guidance on health data and tracking, 2023.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.links._address import host_of, is_below, web_links
from newsletter.checks.word_lists import listed_words
from newsletter.model.finding import Severity, TextFix

SEVERITY = Severity.WARNING

_ON_HOSTS = {
    "si": ("youtube.com", "youtu.be", "spotify.com"),
    "feature": ("youtube.com", "youtu.be"),
    "ref_src": ("twitter.com", "x.com"),
    "mibextid": ("facebook.com",),
}
"""What follows people on these sites, and has other uses elsewhere."""


def check(draft: Draft) -> Iterator[Fault]:
    """Addresses with such endings, each once.  utm_… is left alone where the settings ask for it."""
    for link, _ in web_links(draft.finished.links):
        clean, taken = without_tracking(link.href, keep_utm=draft.settings.links.utm)
        if not taken:
            continue
        fix = TextFix(link.place, link.href, clean) if link.place.column else None
        names = ", ".join(taken[:3])
        yield Fault(
            link.place,
            f"The address “{link.href}” follows whoever opens it ({names}).",
            f"Write {clean}" + ("." if len(clean) < 400 else ", without the rest."),
            text=link.href,
            fix=fix,
        )


def without_tracking(href: str, keep_utm: bool = False) -> tuple[str, tuple[str, ...]]:
    """An address without what follows people, and the names of what was taken out."""
    address, hash_sign, fragment = href.partition("#")
    before, _, query = address.partition("?")
    host = host_of(href)
    kept: list[str] = []
    taken: list[str] = []
    for part in query.split("&") if query else ():
        name = unquote(part.partition("=")[0]).lower()
        follows = _follows(name, host) and not (keep_utm and name.startswith("utm_"))
        (taken if follows else kept).append(part)
    if not taken:
        return href, ()
    clean = before + ("?" + "&".join(kept) if kept else "") + hash_sign + fragment
    return clean, tuple(dict.fromkeys(part.partition("=")[0] for part in taken))


def _follows(name: str, host: str) -> bool:
    exact, beginnings = _names()
    if name in exact or name.startswith(beginnings):
        return True
    return any(is_below(host, domain) for domain in _ON_HOSTS.get(name, ()))


@cache
def _names() -> tuple[frozenset[str], tuple[str, ...]]:
    names = listed_words("tracking_parameters.txt")
    return names, tuple(sorted(name[:-1] for name in names if name.endswith("*")))
