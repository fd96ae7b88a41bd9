"""A finding: something in the content or the email that a person should look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from newsletter.model.place import Place


class Severity(StrEnum):
    """How serious a finding is.  Only errors stop a hand-off."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def words(self) -> str:
        """The same for people: "Must fix", "Please look", "Good to know"."""
        return {"error": "Must fix", "warning": "Please look", "note": "Good to know"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return list(Severity).index(self)


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONG_QUOTE = re.compile("“([^”]{80})[^”]{20,}”")
_LONGEST = 1_000


def _sentence(text: str) -> str:
    """``text`` as a terminal can show it: one line, no control codes, what is quoted cut to a readable length."""
    text = _LONG_QUOTE.sub("“\\1…”", _CONTROL.sub(" ", text))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@dataclass(frozen=True)
class TextFix:
    """A change that can be made without asking: at ``place`` the words ``old`` become ``new``.

    ``old`` stands on the line of ``place``, at its column where that is not 0, else once on the line.
    """

    place: Place
    old: str
    new: str


@dataclass(frozen=True)
class PictureFix:
    """The hidden data of a picture (where and when it was taken, comments) can be taken out.

    ``file`` is relative to the publication, with forward slashes.
    """

    file: str


Fix = TextFix | PictureFix


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, and what to do about it.

    ``rule`` names the rule (``reading/unknown-key``, ``people/consent``); ``message`` says what is wrong
    and ``remedy`` what to write or do instead, both as plain sentences; ``section`` is the section's id
    within the issue where there is one, and ``field`` the name of the value concerned.  ``text`` holds the words
    concerned, exactly as they stand: a waiver names them.  ``fix`` is the change that a machine can make.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    remedy: str = ""
    section: str | None = None
    field: str | None = None
    text: str = ""
    fix: Fix | None = None

    def __post_init__(self) -> None:
        for name in ("message", "remedy"):
            object.__setattr__(self, name, _sentence(getattr(self, name)))

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.message}{remedy}"


def in_order(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings by file, line and column, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.place, f.severity.rank, f.message)))


def has_errors(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Whether any of them is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
