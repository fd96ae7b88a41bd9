"""A contributor's words and photo appear only with consent that covers them.

A survivor story in a rare cancer can be traced to a person even without a name.  The consent must be on
record, given before the issue's date, not expired on it, not withdrawn, and cover email; a photo needs
consent of its own, from everyone in it.  Who remembers a person who has died has to speak for the family: a
consent given as that person's caregiver, while the person lived, does not cover it.

Bad: ``contributor: person-0031`` whose file has ``status: withdrawn``.
Good: the same with a consent that names ``email`` and has not expired.
Source: practice of hospices and patient organizations, which let consent lapse after three to five years.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.content.targets import references_in
from newsletter.model.fields import Picture, RefersToPerson
from newsletter.model.finding import Severity
from newsletter.model.issue import Section
from newsletter.model.person import Relation

SEVERITY = Severity.ERROR


def check(draft: Draft) -> Iterator[Fault]:
    """Sections with a contributor whose consent does not cover the issue."""
    for section in draft.issue.sections:
        for name, refers in references_in(type(section.fields)).items():
            if isinstance(refers, RefersToPerson):
                yield from _faults(draft, section, name)


def _faults(draft: Draft, section: Section, name: str) -> Iterator[Fault]:
    person_id = getattr(section.fields, name)
    file = draft.reference.people.get(person_id)
    if file is None:
        return
    person = file.person
    fault = person.consent_fault("email", max(draft.issue.header.date, draft.today))
    if fault:
        remedy = f"Hold the story, or ask the contributor and write the answer into people/{person_id}.yaml."
        yield Fault(section.places.of_value(name), fault, remedy, section.id, name)
    elif section.kind == "in_memory" and person.relation is not Relation.BEREAVED:
        yield Fault(
            section.places.of_value(name),
            f"Someone who has died is remembered, and {person.shown_as} is on record as {person.relation.value}.",
            f"Ask whether the family agrees, and write “relation: bereaved” into people/{person_id}.yaml if it does.",
            section.id,
            name,
            person_id,
            severity=Severity.WARNING,
        )
    names = type(section.fields).model_fields
    photo = next((field for field in names if isinstance(getattr(section.fields, field), Picture)), None)
    shows_photo = photo is not None or bool(section.body.pictures)
    agreed = person.consent is not None and person.consent.photo.agreed and person.consent.photo.everyone_in_it
    if shows_photo and not agreed:
        yield Fault(
            section.places.of(photo or "photo"),
            "There is no consent to the photo from everyone in it.",
            f"Take the photo out, or ask and write the answer into people/{person_id}.yaml.",
            section.id,
            photo or "photo",
        )
