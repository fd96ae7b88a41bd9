"""No private address, phone number or birth date of a person stands in an issue.

An email is passed on, printed and kept. A private address or number in it reaches people whom nobody chose, and a full
birth date with a name opens bank accounts. Whoever wants to be written to can be reached through the helpline.

Bad: “Write to me: mary.jones@gmail.com.” “She was born on March 3, 1958.”
Good: “Write to the helpline, and we will pass it on.” “She was born in 1958.”
Source: practice of patient organizations: town, employer and exact dates are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.dates_in_text import dates_in
from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.checks.phone_numbers import digits_of, phone_numbers, slips
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR

_ADDRESS = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_EXAMPLE = re.compile(r"(?:^|\.)(?:example\.(?:com|org|net)|example|test|invalid)$")
_PRIVATE = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|protonmail)\.(?:com|de|co\.uk)|proton\.me"
    r"|(?:comcast|att|verizon|sbcglobal|cox)\.net"
)
"""Where people have an address of their own."""
_OFFICE = re.compile(
    r"(?:info|contact|help|helpline|support|office|events?|register|registration|webinars?|news|newsletter|hello|press|media"
    r"|team|admin|volunteers?|research|trials?|clinicaltrials|education|membership|donate|questions|access|accessibility)"
    r"[\w.+-]*"
)
_BORN = re.compile(
    r"\b(?:was born|born|birthday|birthdate|birth date|date of birth|D\.?O\.?B\.?)\b:?(?: (?:on|is|was|in))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r" {0,2}[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?![0-9])")


def check(draft: Draft) -> Iterator[Fault]:
    """Addresses, a contributor's phone numbers, and full birth dates."""
    own = _own_addresses(draft)
    helpline = digits_of(draft.reference.organization.helpline.number)
    seen: set[tuple[str | None, str]] = set()
    for passage in draft.passages:
        for words, what, remedy, severity in (
            *_addresses(passage, own),
            *_numbers(passage, helpline),
            *_births(passage),
        ):
            if (passage.section, words) not in seen:
                seen.add((passage.section, words))
                yield Fault(
                    passage.spot(words), f"“{words}” {what}", remedy, passage.section, passage.field, words,
                    severity=severity,
                )  # fmt: skip


Detail = tuple[str, str, str, Severity | None]
"""The words, what they are, what to do, and how serious it is where that is not the rule's own."""


def _own_addresses(draft: Draft) -> frozenset[str]:
    """The newsletter's own addresses, and ``@`` with their domains."""
    senders = [draft.settings.sender, draft.document.sender]
    addresses = {address.casefold() for s in senders for address in (s.address, s.reply_to) if address}
    domains = {f"@{domain}" for a in addresses if not _PRIVATE.fullmatch(domain := a.rpartition("@")[2])}
    return frozenset(addresses | domains)


def _addresses(passage: Passage, own: frozenset[str]) -> Iterator[Detail]:
    for match in _ADDRESS.finditer(passage.source or passage.text):
        words = match.group().rstrip(".-")
        name, _, domain = words.casefold().rpartition("@")
        if words.casefold() in own or f"@{domain}" in own or _EXAMPLE.search(domain):
            continue
        remedy = "Take it out, or give the helpline instead."
        if _PRIVATE.fullmatch(domain) or not passage.house:
            yield words, "looks like a person's own email address.", remedy, None
        elif not _OFFICE.fullmatch(name):
            yield words, "may be a person's own email address.", "Ask for an address of the office.", Severity.WARNING


def _numbers(passage: Passage, helpline: str) -> Iterator[Detail]:
    """Phone numbers in a contributor's words; one that is nearly the helpline's is another rule's."""
    for number in phone_numbers(passage.text) if not passage.house else ():
        if slips(number.digits, helpline) > 2:
            yield number.words, "looks like a phone number of a person.", "Take it out.", None


def _births(passage: Passage) -> Iterator[Detail]:
    remedy = "Write the year at most."
    for match in _BORN.finditer(passage.text):
        after = passage.text[match.end() : match.end() + 40]
        numeric = _NUMERIC.match(after)
        dated = next((d for d in dates_in(after.lstrip(" ,:")) if d.start == 0 and d.year), None)
        if numeric or dated:
            end = match.end() + (
                numeric.end() if numeric else after.index(dated.words) + len(dated.words) if dated else 0
            )
            yield passage.text[match.start() : end], "is a full birth date.", remedy, None
    if passage.field == "years" and any(found.year for found in dates_in(passage.text)):
        yield passage.text, "gives a full birth date.", "Write the years alone: 1958 to 2026.", Severity.WARNING
