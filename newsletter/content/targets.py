"""What a ``ref:`` link or a field may name, and what it leads to."""

from __future__ import annotations

from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from newsletter.model.document import Target
from newsletter.model.fields import RefersTo, RefersToPerson, Typed
from newsletter.model.reference import Reference


def find_target(reference: Reference, name: str) -> Target | None:
    """What ``ref:<name>`` leads to, or None.

    ``organization``, ``organization/helpline``, ``organization/postal-address``, ``organization/links/<name>``,
    or the id of an entry.
    """
    file = reference.entries.get(name)
    if file is not None:
        entry = file.entry
        return Target(name, entry.preferred_name(), entry.full_name(), entry.url, file.digest)
    organization, digest = reference.organization, reference.organization_digest
    if name == "organization":
        return Target(name, organization.name, organization.name, organization.url, digest)
    if name == "organization/helpline":
        line = organization.helpline
        return Target(name, line.shown_as, line.shown_as, f"tel:{line.number}", digest, line.shown_as)
    if name == "organization/postal-address":
        address = ", ".join(organization.postal_address)
        return Target(name, address, address, None, digest)
    link = organization.links.get(name.removeprefix("organization/links/"))
    if link is not None and name.startswith("organization/links/"):
        return Target(name, link.label, link.label, link.url, digest)
    return None


def target_ids(reference: Reference) -> list[str]:
    """Every id that a ``ref:`` link may name."""
    links = [f"organization/links/{name}" for name in reference.organization.links]
    fixed = ["organization", "organization/helpline", "organization/postal-address"]
    return [*fixed, *links, *reference.entries]


def qualified(refers: RefersTo, name: str) -> str:
    """The reference id that a field names: ``trabectedin`` in a field for drugs is ``drugs/trabectedin``."""
    return name if "/" in name else f"{refers.folder}/{name}"


def standing_id(name: str) -> str:
    """The reference id of a standing block: a bare name stands in ``notices/``."""
    return name if "/" in name else f"notices/{name}"


@cache
def references_in(model: type[Typed]) -> dict[str, RefersTo | RefersToPerson | None]:
    """Each field of a model by name, with what it refers to (None for most)."""
    return {name: _reference_mark(info) for name, info in model.model_fields.items()}


def _reference_mark(info: FieldInfo) -> RefersTo | RefersToPerson | None:
    marks = [*info.metadata]
    for argument in get_args(info.annotation):
        marks.extend(getattr(argument, "__metadata__", ()))
    return next((mark for mark in marks if isinstance(mark, RefersTo | RefersToPerson)), None)
