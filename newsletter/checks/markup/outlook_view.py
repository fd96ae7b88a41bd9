"""Outlook for Windows gets an email that is whole, too.

What stands in comments such as ``<!--[if mso]>`` is code for Outlook alone: most mail programs never look at it, so
that a table left open there is seen by nobody but readers with Outlook, at work and in hospitals.

Bad: ``<!--[if mso]><table><tr><![endif]-->`` without ``<td>``, or without the closing tags further down.
Good: ``<!--[if mso]><table><tr><td><![endif]--> … <!--[if mso]></td></tr></table><![endif]-->``.
Source: Microsoft, “About conditional comments”; the HTML standard, 13.2.6, applied to what Outlook reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, visible_words
from newsletter.checks.html_structure import Harm, structure_faults
from newsletter.checks.html_tags import tags_of
from newsletter.checks.markup._conditional import comment_fault
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_REMEDY = "Look at the code for Outlook in the template, between [if mso] and [endif]."


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """The first fault of the comments themselves, else of what Outlook makes of them."""
    if "[if" not in email.html and "[endif]" not in email.html:
        return
    wrong = comment_fault(email.html)
    if wrong is not None:
        yield Fault(email.place_at(wrong[0]), wrong[1], _REMEDY, text=wrong[1])
        return
    outlook = email.outlook_page.html
    usual = structure_faults(email.html)
    if any(fault.harm is Harm.GRAVE for fault in usual):
        return  # markup/structure says so; the rest shows when that is mended
    known = Counter(fault.message for fault in usual)
    for fault in structure_faults(outlook):
        known[fault.message] -= 1
        if known[fault.message] < 0:
            severity = Severity.ERROR if fault.harm is Harm.GRAVE else Severity.WARNING
            yield _in_outlook(email, outlook, fault.offset, fault.message, severity)
            return
    yield from _unbalanced(email, outlook)
    yield from _lost_words(email)


def _in_outlook(email: FinishedEmail, outlook: str, offset: int, message: str, severity: Severity) -> Fault:
    """The lines of the two views are the same."""
    line = outlook.count("\n", 0, offset)
    start = 0
    for _ in range(line):
        start = email.html.find("\n", start) + 1
    place = email.place_at(start) if email.is_ours else Place(email.place.file, line + 1)
    return Fault(place, f"In Outlook for Windows: {message}", _REMEDY, text=message, severity=severity)


def _unbalanced(email: FinishedEmail, outlook: str) -> Iterator[Fault]:
    """Cells and rows that only Outlook is left with open.  HTML allows that; Word, which Outlook is, loses its way."""
    for name in ("table", "tr", "td"):
        extra = _open_minus_closed(outlook, name) - _open_minus_closed(email.html, name)
        if extra:
            what = f"<{name}> is opened more often than it is closed" if extra > 0 else f"</{name}> closes too much"
            yield Fault(email.place, f"In Outlook for Windows: {what}.", _REMEDY, text=what)
            return


def _open_minus_closed(html: str, name: str) -> int:
    return sum(-1 if tag.closing else 1 for tag in tags_of(html).tags if tag.name == name)


def _lost_words(email: FinishedEmail) -> Iterator[Fault]:
    """Words that every mail program shows but Outlook."""
    body = email.outlook_page.tree.find("body")
    shown = set(visible_words(email.outlook_page.tree if body is None else body).split())
    lost = [word for word in dict.fromkeys(email.words.split()) if word not in shown]
    if lost:
        named = " ".join(lost[:8]) + (" …" if lost[8:] else "")
        yield Fault(
            email.place,
            f"Outlook for Windows does not show these words: “{named}”.",
            "Write them into the code for Outlook as well, or take them out of what is kept from it.",
            text=named,
            severity=Severity.WARNING,
        )
