"""The pages that an email links to are there.

Asked over the network, on request alone, and never for addresses that may unsubscribe or confirm somebody.  Some sites
turn every robot away; that is said once, and is no fault.

Bad: a page that was taken down since last year's issue; a circle of redirects.
Good: a page that opens; its new address, where it has moved for good.
Source: RFC 9110 (404, 410, 429, Retry-After); practice of link checkers.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.finished_email import Link
from newsletter.checks.links._address import called, host_of, web_links
from newsletter.checks.links._answers import Answer, State, keep_answers, kept_answers
from newsletter.checks.links._never_asked import is_never_asked
from newsletter.checks.links.private import is_private
from newsletter.model.finding import Severity, TextFix

SEVERITY = Severity.ERROR
ONLINE = True

_MOST_NAMED = 4


def check(draft: Draft) -> Iterator[Fault]:
    """Links that are broken, that moved, and those of which nothing could be learned."""
    links = [
        link
        for link, parts in web_links(draft.finished.links)
        if not is_never_asked(link.href) and not is_private(parts.hostname or "")
    ]
    now = time.time()
    kept = kept_answers(draft.cache, now)
    asked = _asked(draft, [link.href for link in links if link.href not in kept])
    if _is_offline(asked, kept):
        yield Fault(
            draft.document.place,
            "No website could be reached, so the links were not checked.",
            "Connect to the internet, and check once more.",
            severity=Severity.NOTE,
        )
        return
    keep_answers(draft.cache, asked, kept, now)
    answers = {**kept, **asked}
    for link in links:
        answer = answers[link.href]
        if answer.state is State.BROKEN:
            in_reference = link.place.file.startswith("reference/")
            yield Fault(
                link.place,
                f"{called(link)} is broken: {link.href} {answer.words}.",
                "Open it in a browser, and look for the page's new address.",
                text=link.href,
                severity=Severity.WARNING if in_reference else None,
            )
        elif answer.lands_at_home:
            yield Fault(
                link.place,
                f"{called(link)} ends on the front page of its website; the page itself may be gone.",
                "Open it in a browser, and look for the page's new address.",
                text=link.href,
                severity=Severity.WARNING,
            )
        elif answer.moved_to:
            yield _moved(link, answer.moved_to)
    silent = [link for link in links if answers[link.href].state is State.UNKNOWN]
    if silent:
        yield _unknown(silent, answers)


def _asked(draft: Draft, addresses: list[str]) -> Mapping[str, Answer]:
    if not addresses:
        return {}
    # Imported here: httpx takes 0.1 s, and hardly any check asks the network.
    from newsletter.checks.links._asking import ask_all

    def progress(done: int, total: int) -> None:
        if draft.progress is not None:
            draft.progress("Links", done, total)

    return ask_all(addresses, progress=progress)


def _is_offline(asked: Mapping[str, Answer], kept: Mapping[str, Answer]) -> bool:
    """Whether it is our own connection that failed; one address among known ones says nothing about that."""
    several = len({host_of(address) for address in asked}) > 1
    return bool(asked) and all(answer.offline for answer in asked.values()) and (several or not kept)


def _moved(link: Link, new: str) -> Fault:
    # What is added on the way may be for one visit only.
    trusted = link.place.column and not is_never_asked(new) and "?" not in new and len(new) < 300
    return Fault(
        link.place,
        f"{called(link)} has moved for good, to {new[:300]}.",
        "Write the new address.",
        text=link.href,
        fix=TextFix(link.place, link.href, new) if trusted else None,
        severity=Severity.NOTE,
    )


def _unknown(links: list[Link], answers: Mapping[str, Answer]) -> Fault:
    """One note for all: a wall for robots is no fault."""
    named = [f"{link.href[:120]} {answers[link.href].words}" for link in links[:_MOST_NAMED]]
    rest = len(links) - len(named)
    more = f", and {rest} more" if rest else ""
    count = "One link" if len(links) == 1 else f"{len(links)} links"
    return Fault(
        links[0].place,
        f"{count} could not be checked: {'; '.join(named)}{more}.",
        "Open them in a browser yourself." if len(links) > 1 else "Open it in a browser yourself.",
        text=", ".join(link.href for link in links),
        severity=Severity.NOTE,
    )
