"""What services ask for besides tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsletter.checks.draft import Draft
from newsletter.delivery.merge_fields import translate
from newsletter.delivery.requirements import unmet
from newsletter.model.document import ImageFile
from newsletter.model.finding import Finding, Severity
from newsletter.services import service
from newsletter.services.service import Certainty, Limit, Requirement, Service

Drafts = Callable[..., Draft]


def found(draft: Draft, own: Service) -> list[Finding]:
    return [*unmet(draft, own, translate(draft, own, {}))]


@pytest.mark.parametrize(
    ("least", "most", "refused"), [(1, None, False), (2, None, True), (0, 1, False), (0, 0, True), (1, 1, False)]
)
def test_how_often_something_has_to_stand(letter_draft: Drafts, least: int, most: int | None, refused: bool) -> None:
    requirement = Requirement("text", "Spring", least, most, "It wants spring.", "Add it.", Certainty.SEEN)
    own = replace(service("resend"), requires=(requirement,))
    findings = found(letter_draft(), own)
    assert [(finding.rule, finding.message) for finding in findings] == [
        ("service/required", "It wants spring.")
    ] * refused


@pytest.mark.parametrize(("certainty", "severity"), [("documented", Severity.ERROR), ("uncertain", Severity.WARNING)])
def test_what_nobody_is_certain_of_stops_nothing(letter_draft: Drafts, certainty: str, severity: Severity) -> None:
    sure = Certainty(certainty)
    requirement = Requirement("html", "Winter", 1, None, "It wants winter.", "Add it.", sure)
    own = replace(service("resend"), requires=(requirement,), limits=(Limit("text_characters", 10, sure),))
    assert [finding.severity for finding in found(letter_draft(), own)] == [severity] * 2


def test_signs_that_a_service_forbids_are_found_where_they_were_typed(letter_draft: Drafts) -> None:
    draft = letter_draft("One.\n\nPrice: ${10}.")
    own = replace(service("resend"), requires=(), forbids=("<@", "${"))
    [finding] = found(draft, own)
    assert finding.rule == "service/forbidden"
    assert (finding.place.file, finding.place.line, finding.text) == ("issues/2027-01/letter.md", 9, "${")


@pytest.mark.parametrize(
    ("what", "most", "said"),
    [
        ("html_characters", 9, "The HTML has"),
        ("html_bytes", 9, "The HTML has"),
        ("text_characters", 9, "The plain-text part has"),
        ("preheader_characters", 13, "The preheader has 14 characters. Resend takes at most 13."),
        ("from_name_characters", 9, "The name of the sender has 10 characters."),
        ("image_bytes", 4_000, "The picture images/theme/logo-dark.png has 4,117 bytes. Resend takes at most 4,000."),
    ],
)
def test_limits(letter_draft: Drafts, what: str, most: int, said: str) -> None:
    own = replace(service("resend"), requires=(), limits=(Limit(what, most, Certainty.DOCUMENTED),))
    [finding] = found(letter_draft(), own)
    assert (finding.rule, finding.severity) == ("service/limit", Severity.ERROR)
    assert finding.message.startswith(said)
    assert found(letter_draft(), replace(own, limits=(Limit(what, 5_000_000, Certainty.DOCUMENTED),))) == []


def test_each_picture_counts_by_itself(letter_draft: Drafts) -> None:
    draft = letter_draft()
    large = tuple(ImageFile(image.path, image.name, 1, 1, 3_000_000) for image in draft.email.images)
    draft = replace(draft, email=replace(draft.email, images=large))
    assert [finding.rule for finding in found(draft, service("brevo"))] == ["service/limit"] * len(large)
