"""Which mailing service is meant, where it has to take drafts."""

from __future__ import annotations

from newsletter.cli._usage import Misuse
from newsletter.model.nearest import did_you_mean
from newsletter.services import service as service_named
from newsletter.services import service_names
from newsletter.services.drafts import pushable_services


def pushable(name: str | None) -> str:
    """The name of a service that takes drafts.  Raises Misuse for any other."""
    known = ", ".join(pushable_services())
    if name is None:
        raise Misuse("usage/no-service", f"Name your mailing service: --to SERVICE. These take drafts: {known}.")
    if name not in service_names():
        hint = did_you_mean(name, pushable_services()) or f"These take drafts: {known}."
        raise Misuse("usage/unknown-service", f"There is no service “{name}”. {hint}")
    if name not in pushable_services():
        raise Misuse(
            "usage/no-drafts",
            f"{service_named(name).title} takes no drafts from here. Make the files and follow their steps instead: "
            f"newsletter export --to {name}",
        )
    return name
