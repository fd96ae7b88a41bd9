"""The only phone number in an issue is the helpline's, and it is the right one.

The number stands in one place, reference/organization.yaml, and everything else takes it from there. A number typed
by hand gets a digit wrong, and somebody newly diagnosed reaches a stranger. Any other number in the newsletter's own
words may be right, but somebody has to have meant it. Numbers in a contributor's words are a matter of privacy, and
judged there.

Bad: “Call 1-866-912-2370”, with two digits swapped.
Good: ``<ref:organization/helpline>``, which is printed as the number.
Source: practice of patient organizations: a hotline is kept in one place, and any other number is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.checks.phone_numbers import PhoneNumber, digits_of, phone_numbers, slips
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_FEW_SLIPS = 2


def check(draft: Draft) -> Iterator[Fault]:
    """Numbers that are nearly the helpline's, and others in the newsletter's own words."""
    helpline = draft.reference.organization.helpline
    known = {digits_of(helpline.number), digits_of(helpline.shown_as)}
    right = digits_of(helpline.number)
    seen: set[str] = set(known)
    others: dict[str | None, list[tuple[Passage, PhoneNumber]]] = {}
    for passage in (*draft.passages, *draft.standing_passages):
        for number in phone_numbers(passage.text, right):
            seen.add(number.digits)
            if number.digits in known:
                continue
            if slips(number.digits, right) <= _FEW_SLIPS:
                yield _nearly(passage.spot(number.words), number, helpline.shown_as, passage.section, passage.field)
            elif passage.house:
                others.setdefault(passage.section, []).append((passage, number))
    for section, found in others.items():
        passage, first = found[0]
        more = f" {len(found) - 1} more in this section." if len(found) > 1 else ""
        yield Fault(
            passage.spot(first.words),
            f"“{first.words}” is not the helpline's number.{more}",
            "Is it meant, and did somebody ring it? Then send anyway; if not, take it out.",
            section,
            passage.field,
            first.words,
        )
    yield from _from_templates(draft, right, helpline.shown_as, seen)


def _from_templates(draft: Draft, right: str, shown: str, seen: set[str]) -> Iterator[Fault]:
    """Numbers nearly the helpline's that only the finished email has."""
    for number in phone_numbers(draft.finished.words, right):
        if number.digits not in seen and slips(number.digits, right) <= _FEW_SLIPS:
            seen.add(number.digits)
            yield _nearly(draft.document.place, number, shown, None, None)


def _nearly(place: Place, number: PhoneNumber, shown: str, section: str | None, field: str | None) -> Fault:
    return Fault(
        place,
        f"“{number.words}” is nearly the helpline's number, which is {shown}.",
        "Write <ref:organization/helpline> instead: it is printed as the number.",
        section,
        field,
        number.words,
        severity=Severity.ERROR,
    )
