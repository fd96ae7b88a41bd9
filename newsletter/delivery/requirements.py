"""What a mailing service asks of an email besides its tags: what stands in it, what must not, how much it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsletter.checks.draft import Draft
from newsletter.delivery.merge_fields import TranslatedEmail
from newsletter.model.document import ImageFile
from newsletter.model.finding import Finding, Severity
from newsletter.services.service import Certainty, Limit, Requirement, Service

_UNITS = {
    "html_characters": ("The HTML", "characters", "Shorten the longest section, or link to a page instead."),
    "html_bytes": ("The HTML", "bytes", "Shorten the longest section, or link to a page instead."),
    "text_characters": ("The plain-text part", "characters", "Shorten the longest section, or link to a page instead."),
    "preheader_characters": ("The preheader", "characters", "Shorten it in issue.yaml."),
    "from_name_characters": ("The name of the sender", "characters", "Shorten it in newsletter.yaml."),
    "image_bytes": ("The picture {name}", "bytes", "Save it smaller: 1,200 pixels wide is plenty."),
}


def unmet(draft: Draft, service: Service, email: TranslatedEmail) -> Iterator[Finding]:
    """What the service would refuse the email for.  What nobody is certain of is only to be looked at."""
    for requirement in service.requires:
        yield from _required(draft, requirement, email)
    for words in service.forbids:
        if words in email.html:
            yield _forbidden(draft, service, words)
    for limit in service.limits:
        yield from _too_much(draft, service, limit, email)


def _severity(certainty: Certainty) -> Severity:
    return Severity.WARNING if certainty is Certainty.UNCERTAIN else Severity.ERROR


def _required(draft: Draft, requirement: Requirement, email: TranslatedEmail) -> Iterator[Finding]:
    content = email.html if requirement.part == "html" else email.text
    count = sum(1 for _ in re.finditer(requirement.pattern, content))
    if count < requirement.least or (requirement.most is not None and count > requirement.most):
        yield Finding(
            "service/required",
            _severity(requirement.certainty),
            draft.document.place,
            requirement.message,
            requirement.remedy,
        )


def _forbidden(draft: Draft, service: Service, words: str) -> Finding:
    at = draft.email.marked_html.find(words)
    return Finding(
        "service/forbidden",
        Severity.ERROR,
        draft.finished.place_at(at) if at >= 0 else draft.document.place,
        f"{service.title} refuses an email in which “{words}” stands.",
        "Put a space between the signs, or write it in another way.",
        text=words,
    )


def _too_much(draft: Draft, service: Service, limit: Limit, email: TranslatedEmail) -> Iterator[Finding]:
    thing, unit, remedy = _UNITS[limit.what]
    for name, size in _sizes(limit.what, draft, email, draft.email.images):
        if size > limit.most:
            yield Finding(
                "service/limit",
                _severity(limit.certainty),
                draft.document.place,
                f"{thing.replace('{name}', name)} has {size:,} {unit}. {service.title} takes at most {limit.most:,}.",
                remedy,
            )


def _sizes(what: str, draft: Draft, email: TranslatedEmail, images: Sequence[ImageFile]) -> Iterator[tuple[str, int]]:
    if what == "image_bytes":
        yield from ((image.name, image.size) for image in images)
        return
    yield (
        "",
        {
            "html_characters": len(email.html),
            "html_bytes": len(email.html.encode()),
            "text_characters": len(email.text),
            "preheader_characters": len(email.preheader),
            "from_name_characters": len(draft.document.sender.name),
        }[what],
    )
