"""The settings of an account at a mailing service, ``services`` in newsletter.yaml, as far as its tags need them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from newsletter.model.finding import Finding, Severity
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place
from newsletter.services.service import FIELD_WORDS, Service

_SETTINGS = Place("newsletter.yaml")
# What cannot stand inside a tag of any service without ending it.
_UNSAFE_IN_A_NAME = re.compile(r"[^\w .,’-]")
_UNSAFE_IN_AN_ADDRESS = re.compile(r'["<>]')
_CONTROL = re.compile(r"[\x00-\x1f]")


def setting_problems(service: Service, settings: Mapping[str, str], used: Collection[str]) -> Iterator[Finding]:
    """Settings that are misspelled, would break a tag, or are missing for a merge field that the email uses."""
    whole = [name for name, tag in service.tags.items() if tag.html == f"{{{name}}}"]
    for name, value in settings.items():
        near = did_you_mean(name, service.defaults) if name not in service.defaults else ""
        if near:
            yield _wrong(f"services: {service.title} has no setting “{name}”.", near)
        if name in service.defaults and _breaks(name, value, name in whole):
            yield _wrong(
                f"services: {name} holds signs that would break a tag of {service.title}: “{value}”.",
                "Write the tag on one line; an address has no quotation marks."
                if name in whole
                else "Use letters, digits, spaces and hyphens.",
            )
    missing = [FIELD_WORDS[name] for name in whole if name in used and name not in settings and service.defaults[name]]
    if missing:
        yield Finding(
            "service/tag-missing",
            Severity.WARNING,
            _SETTINGS,
            f"Nobody has written down how your service writes {', '.join(missing)}.",
            "Write its tags into newsletter.yaml, below services: and generic:, and export again.",
        )


def _breaks(name: str, value: str, is_whole_tag: bool) -> bool:
    unsafe = _UNSAFE_IN_AN_ADDRESS if name.endswith("_url") else _CONTROL
    return bool(_CONTROL.search(value) or (unsafe if is_whole_tag else _UNSAFE_IN_A_NAME).search(value))


def _wrong(message: str, remedy: str) -> Finding:
    return Finding("service/setting", Severity.ERROR, _SETTINGS, message, remedy)
