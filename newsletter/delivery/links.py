"""The links of an email on their way to a mailing service: campaign names, and the wish not to be counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from urllib.parse import parse_qsl, quote, urlsplit

from newsletter.checks.links._never_asked import is_never_asked
from newsletter.model.document import Document

_LINK = re.compile(r'<a\b(?P<before>[^<>]*?\shref=")(?P<href>[^"]*)(?=")')
_IN_TEXT = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_AFTER = ".,;:!?)”’"
"""Signs that may follow an address in a sentence."""


def campaign_of(document: Document) -> str:
    """What web statistics are told of an issue, ready for an address: ``utm_source=…&utm_medium=…&utm_campaign=…``."""
    source = "-".join(re.findall(r"\w+", document.publication))
    return f"utm_source={quote(source)}&utm_medium=email&utm_campaign={quote(document.name)}"


def with_campaign(address: str, campaign: str) -> str:
    """A web address with the names in its query; what stands there and the part after # stay.

    Unchanged: addresses that have such names already, lead into a calendar, hold a merge field or a key, or may be
    meant for one person.
    """
    if not _is_web(address) or is_never_asked(address):
        return address
    parts = urlsplit(address)
    if parts.path.endswith(".ics") or any(name.startswith("utm_") for name, _ in parse_qsl(parts.query)):
        return address
    before, mark, fragment = address.partition("#")
    joint = "?" if "?" not in before else "" if before.endswith(("?", "&")) else "&"
    return f"{before}{joint}{campaign}{mark}{fragment}"


def campaign_links(html: str, campaign: str) -> dict[str, str]:
    """The web links of a page that get the names, each with its address before and after."""
    addresses = {unescape(link["href"]) for link in _LINK.finditer(html)}
    named = {address: with_campaign(address, campaign) for address in addresses}
    return {before: after for before, after in named.items() if before != after}


def exchanged_in_html(html: str, addresses: Mapping[str, str]) -> str:
    """The page with the addresses of links exchanged."""

    def one(link: re.Match[str]) -> str:
        new = addresses.get(unescape(link["href"]))
        return link[0] if new is None else f"<a{link['before']}{escape(new)}"

    return _LINK.sub(one, html)


def exchanged_in_text(text: str, addresses: Mapping[str, str]) -> str:
    """The same for plain text, where signs of a sentence may follow an address."""

    def one(match: re.Match[str]) -> str:
        for known in _without_end(match[0]):
            if known in addresses:
                return addresses[known] + match[0][len(known) :]
        return match[0]

    return _IN_TEXT.sub(one, text)


def untracked(html: str, attribute: str) -> str:
    """The page with an attribute in the tag of each web link, by which it asks not to be counted."""
    return _LINK.sub(
        lambda link: f"<a {attribute}{link[0].removeprefix('<a')}" if _is_web(link["href"]) else link[0], html
    )


def _without_end(words: str) -> Iterable[str]:
    """An address as it stands, then with one sign less at its end after the other."""
    yield words
    while words.endswith(tuple(_AFTER)):
        words = words[:-1]
        yield words


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))
