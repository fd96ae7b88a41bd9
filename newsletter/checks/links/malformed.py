"""Addresses are well formed: nothing in them is doubled, broken, or something else than an address.

Such an address mostly opens an error page, or nothing.

Bad: ``https://https://example.org``, ``https:/example.org``, ``mailto:help at example.org``, ``tel:555-0100``.
Good: ``https://example.org``, ``mailto:help@example.org``, ``tel:+18005550100``.
Source: RFC 3986, RFC 6068 (mailto), RFC 3966 (tel), WHATWG URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.links._address import LONGEST, called, is_merge_field, web_address
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_COPY = "Copy the address once more from the browser."
_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]|%0[0-9a-f]", re.IGNORECASE)
_DOUBLE = re.compile(r"(?:https?:/{0,3}){2}|https?://https?(?:/|$)", re.IGNORECASE)
_SLASHES = re.compile(r"https?:(?!//[^/])", re.IGNORECASE)
_TYPO = re.compile(r"(?:ht{1,3}ps?|hhttps?|htttps?|ttps?|https?s|hppts?|htpps?|httpd)://?", re.IGNORECASE)
_NOT_ADDRESSES = ("data:", "file:", "vbscript:", "about:", "blob:", "chrome:", "edge:", "view-source:")
_NAME = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}(?:;ext=[0-9]{1,8})?")
_SHORT_CODE = re.compile(r"[0-9]{3,6}")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Addresses that no program can follow, each once."""
    seen: set[str] = set()
    for link in email.links:
        if link.href in seen:
            continue
        seen.add(link.href)
        problem = address_problem(link.href)
        if problem:
            message, remedy = problem
            severity = Severity.WARNING if len(link.href) > LONGEST else None
            yield Fault(link.place, f"{called(link)}: {message}", remedy, text=link.href, severity=severity)


def address_problem(href: str) -> tuple[str, str] | None:
    """What is wrong with the form of an address, and what to do; None where nothing is."""
    if len(href) > LONGEST:
        return (
            f"its address has {len(href):,} letters, and some mail programs cut it.",
            "Look for a shorter address of the same page.",
        )
    href, low = href.strip(), href.strip().lower()
    if is_merge_field(href):
        return None
    if low.startswith("mailto:"):
        return _mail_problem(href[7:])
    if low.startswith("tel:"):
        return _phone_problem(href[4:])
    if low.startswith(_NOT_ADDRESSES):
        kind = low.partition(":")[0]
        return f"“{kind}:” is nothing that readers can open.", "Put the page or file on the web and link to it there."
    if _DOUBLE.match(href):
        return "its address begins twice.", "Leave out the first “https://”."
    typo = _TYPO.match(href)
    if (typo and typo.group().lower() not in ("http://", "https://")) or _SLASHES.match(href):
        return "its address is mistyped at the beginning.", "Begin it with https:// and both slashes."
    if not low.startswith(("http://", "https://")):
        return None
    return _web_problem(href)


def _web_problem(href: str) -> tuple[str, str] | None:
    bad = _CONTROL.search(href)
    if bad:
        return "there is a space or an invisible letter in its address.", _COPY
    parts = web_address(href)
    if parts is None or not parts.hostname:
        return "its address names no website.", _COPY
    host = parts.hostname.rstrip(".")
    if ":" in host or re.fullmatch(r"[0-9.]{7,15}", host) or host == "localhost":
        return None
    if "." not in host or not all(map(_NAME.fullmatch, host.split("."))):
        return f"“{host[:80]}” is not the name of a website.", _COPY
    return None


def _mail_problem(rest: str) -> tuple[str, str] | None:
    to, _, headers = rest.partition("?")
    people = [unquote(one).strip() for one in to.split(",")]
    if headers and not to.strip():
        return None  # "mailto:?subject=…" lets the reader choose whom to tell
    wrong = next((one for one in people[:20] if not _MAILBOX.fullmatch(one)), None)
    if wrong is None:
        return None
    return f"“{wrong[:80]}” is not an email address.", "Write it like mailto:name@example.org."


def _phone_problem(number: str) -> tuple[str, str] | None:
    number = re.sub(r"[\s().-]", "", unquote(number))
    if _PHONE.fullmatch(number) or _SHORT_CODE.fullmatch(number):
        return None
    return (
        "a phone dials its number only in part of the world.",
        "Write a plus sign, the country code and the number, such as tel:+18005550100.",
    )
