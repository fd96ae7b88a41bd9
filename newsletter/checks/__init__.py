"""The checks: what would embarrass the editors or hurt a reader, found before an issue leaves.

A rule is one file, ``checks/<group>/<rule>.py``, found by its place.  Its contract:

module docstring
    what ``newsletter explain`` prints: a plain first line, why, then ``Bad:``, ``Good:`` and ``Source:``.
``SEVERITY``
    how serious its findings are, where a fault does not say otherwise.
``check(draft)`` or ``check_email(email)``
    a generator of :class:`Fault`; it knows neither its own name nor its severity.  A rule that needs no sources has
    ``check_email`` and judges any finished email; the others have ``check`` and judge a :class:`Draft`.
``WAIVABLE = False``
    only where no reason can make it right to send anyway.
``ONLINE = True``
    only where it asks the network; it then runs on request alone.

A rule fetches nothing itself, is done in milliseconds, and imports heavy libraries when it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.finished_email import FinishedEmail, section_of
from newsletter.model.finding import Finding, Severity, in_order
from newsletter.model.place import Place
from newsletter.model.registry import member, member_names

GROUPS = {
    "content": "What was written: left-over text, spelling, length, plain language.",
    "medical": "Drugs, figures and sources: what could make a reader take the wrong thing for true.",
    "people": "Contributors: their consent, their privacy, their dignity.",
    "dates": "Days, times and zones.",
    "contacts": "The helpline, the address and other ways to reach people.",
    "links": "Where links lead, and what they say.",
    "images": "Pictures: size, hidden data, descriptions.",
    "accessibility": "Readers who see little or nothing, use no mouse, or read in dark mode.",
    "compatibility": "Mail programs: what each of them shows, and what it leaves out.",
    "deliverability": "What every email needs to arrive and to be read whole.",
    "markup": "The code of the email.",
}
"""The groups of rules, in the order in which people read about them."""

AT_BUILD = (
    "content/empty-section",
    "content/subject-line",
    "people/consent",
    "deliverability/postal-address",
    "deliverability/size",
    "deliverability/unsubscribe-link",
    "markup/merge-fields",
    "markup/service-tags",
)
"""The rules that every build runs: grave, and done in a millisecond.  ``newsletter check`` runs all."""


class Rule(Protocol):
    """One rule; it has one of the two functions."""

    __doc__: str | None
    SEVERITY: Severity

    def check(self, draft: Draft) -> Iterator[Fault]:
        """The faults of a draft."""
        ...

    def check_email(self, email: FinishedEmail) -> Iterator[Fault]:
        """The faults of a finished email."""
        ...


@cache
def rule_names() -> tuple[str, ...]:
    """Every rule's name, ``<group>/<rule>``, in the order of GROUPS."""
    return tuple(
        f"{group}/{name.replace('_', '-')}" for group in GROUPS for name in member_names(f"{__name__}.{group}")
    )


@cache
def rule(name: str) -> Rule:
    """A rule by its name.  Raises KeyError where there is none."""
    if name not in rule_names():
        raise KeyError(name)
    group, _, file = name.partition("/")
    return cast(Rule, member(f"{__name__}.{group}", file.replace("-", "_")))


def rules() -> dict[str, Rule]:
    """Every rule by its name."""
    return {name: rule(name) for name in rule_names()}


def is_waivable(name: str) -> bool:
    """Whether an editor may decide to send anyway."""
    return bool(getattr(rule(name), "WAIVABLE", True))


def is_online(name: str) -> bool:
    """Whether the rule asks the network."""
    return bool(getattr(rule(name), "ONLINE", False))


def judges_any_email(name: str) -> bool:
    """Whether the rule needs no sources."""
    return hasattr(rule(name), "check_email")


def check(draft: Draft, names: tuple[str, ...] = AT_BUILD) -> tuple[Finding, ...]:
    """What some rules find in a draft, in the order of files and lines.  Waivers are not looked at."""
    found: list[Finding] = []
    for name in names:
        one = rule(name)
        faults = one.check_email(draft.finished) if judges_any_email(name) else one.check(draft)
        found += _findings(name, faults, draft.document.place)
    return in_order(found)


def check_email(email: FinishedEmail, names: tuple[str, ...] | None = None) -> tuple[Finding, ...]:
    """What the rules that need no sources find in any finished email."""
    found: list[Finding] = []
    for name in names or rule_names():
        if judges_any_email(name) and not is_online(name):
            found += _findings(name, rule(name).check_email(email), email.place)
    return in_order(found)


def _findings(name: str, faults: Iterator[Fault], place: Place) -> Iterator[Finding]:
    """The findings of one rule.  One that fails on odd input says so, and the others go on."""
    one = rule(name)
    try:
        for fault in faults:
            place = fault.place
            yield Finding(
                name,
                fault.severity or one.SEVERITY,
                fault.place,
                fault.message,
                fault.remedy,
                fault.section or section_of(fault.place),
                fault.field,
                fault.text,
                fault.fix,
            )
    except Exception as error:  # whatever a rule did not foresee must not hide what the others find
        yield Finding(
            "checks/rule-failed",
            one.SEVERITY,
            place,
            f"The check “{name}” stopped: {type(error).__name__}: {error}",
            "Look at this place yourself, and report the check so that it can be mended.",
        )
