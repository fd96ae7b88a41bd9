"""The organization's name and address are written as in reference/organization.yaml.

A letter with a wrong box number comes back, or does not. A name that is spelled in two ways looks like two
organizations, and like a fraud to a spam filter. Both are written in one place; everything else takes them from there.

Bad: “Write to Post Office Box 52679.” “The LMS e-Alerts team”.
Good: ``<ref:organization/postal-address>`` and ``<ref:organization>``.
Source: practice of patient organizations: name and address are kept in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.phone_numbers import slips
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_BOX = re.compile(r"\b(?:P\.? ?O\.?|Post Office) ?Box (?:No\. ?|# ?)?([0-9]{1,8})\b", re.IGNORECASE)
_TOWN = re.compile(r"^(?P<city>[^,0-9]{2,40}), (?P<state>[A-Za-z .]{2,30}) (?P<code>[0-9]{5})(?:-[0-9]{4})?$")


def check(draft: Draft) -> Iterator[Fault]:
    """Box numbers, postal codes and names that differ from the organization's."""
    organization = draft.reference.organization
    lines = organization.postal_address
    box = next((match[1] for line in lines if (match := _BOX.search(line))), None)
    town = next((match for line in lines if (match := _TOWN.match(line))), None)
    names = {organization.name, draft.settings.title}
    for passage in (*draft.passages, *draft.standing_passages):
        for words, right, severity in (
            *other_boxes(passage.text, box),
            *other_codes(passage.text, town),
            *other_spellings(passage.text, names),
        ):
            yield Fault(
                passage.spot(words),
                f"“{words}” differs from the organization's own “{right}”.",
                "Correct it; reference/organization.yaml holds what is right.",
                passage.section,
                passage.field,
                words,
                severity=severity,
            )


Difference = tuple[str, str, Severity | None]
"""The words, what is right, and how serious it is where that is not the rule's own."""


def other_boxes(text: str, box: str | None) -> Iterator[Difference]:
    """Post office boxes that are not the organization's; a slip of a key is an error."""
    for match in _BOX.finditer(text) if box else ():
        if box and match[1] != box:
            near = len(box) > 2 and slips(match[1], box) <= 2
            yield match.group(), f"Post Office Box {box}", Severity.ERROR if near else None


def other_codes(text: str, town: re.Match[str] | None) -> Iterator[Difference]:
    """Postal codes beside the organization's town that are not its own."""
    if town is None or town["city"] not in text:
        return
    pattern = re.compile(rf"\b{re.escape(town['city'])}, [A-Za-z .]{{2,30}} ([0-9]{{4,6}})\b")
    for match in pattern.finditer(text):
        if match[1] != town["code"]:
            near = slips(match[1], town["code"]) <= 2
            yield match.group(), town.group(), Severity.ERROR if near else None


def other_spellings(text: str, names: set[str]) -> Iterator[Difference]:
    """The organization's or the newsletter's name with other capitals, spaces or hyphens."""
    by_letters = {_letters(name): name for name in names if len(name) > 5}
    lowered = _letters(text)
    for letters, name in by_letters.items():
        if letters not in lowered:
            continue
        spelled = re.compile(
            rf"(?<![\w/@.-])(?:{'[ -]?'.join(map(re.escape, letters))})(?![\w/@]|[.-]\w)", re.IGNORECASE
        )
        for match in spelled.finditer(text):
            # A name in capitals throughout is set so, such as in a heading.
            if match.group() not in names and match.group() != name.upper():
                yield match.group(), name, None


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()
