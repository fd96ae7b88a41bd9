"""Words that were meant as links have an address in the reference.

A named link without an address is printed as plain words.  That reads well in “our clinical trials page” and badly
in “sign up here”.

Bad: ``[Sign up here](ref:organization/links/subscribe)`` while that link has no ``url``.
Good: the same after its address was written into reference/organization.yaml.
Source: the organization's own text, which names pages and gives no addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.links.vague_words import is_vague
from newsletter.content.targets import find_target
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.NOTE

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(<?ref:([^\s()<>]{1,200})>?\)")
_POINTS = re.compile(r"\b(?:here|this link|this page|click|below)\b", re.IGNORECASE)


def check(draft: Draft) -> Iterator[Fault]:
    """Words that point to nothing, each; and one note that names the links without an address."""
    missing: dict[str, Place] = {}
    for words, name, place in _links(draft):
        target = find_target(draft.reference, name)
        if target is None or target.url is not None or name == "organization/postal-address":
            continue
        if is_vague(words) or _POINTS.search(words):
            yield Fault(
                place,
                f"“{words}” is printed without a link: “{target.name}” has no address yet.",
                "Write its address into the reference, or write the sentence without pointing.",
                text=words,
                severity=Severity.WARNING,
            )
        elif name.startswith(("organization/links/", "webinars/")):
            missing.setdefault(target.name, place)
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        plural = len(missing) > 1
        yield Fault(
            next(iter(missing.values())),
            f"{'These links are' if plural else 'This link is'} printed as plain words, because no address is known: "
            f"{names}.",
            f"If you know {'one' if plural else 'it'}, add it as url: in reference/organization.yaml or in the "
            "webinar's file.",
            text=", ".join(missing),
        )


def _links(draft: Draft) -> Iterator[tuple[str, str, Place]]:
    """The words, target and place of each ``ref:`` link that has words of its own."""
    for block in draft.document.blocks:
        body = block.body
        for match in _LINK.finditer(body.markdown):
            line_start = body.markdown.rfind("\n", 0, match.start()) + 1
            place = body.place(body.markdown.count("\n", 0, match.start()), match.start() - line_start + 1)
            yield " ".join(match[1].split()), match[2], place
