"""What the tests of hostile text share: a sound issue, and what became of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

from newsletter.model.email import Email
from newsletter.model.finding import Finding, Severity

ISSUE = "2027-01"
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n  - letter\n"
LETTER = "---\nkind: letter\ntitle: T\n---\n"


@dataclass(frozen=True)
class Outcome:
    """What became of an issue: its email, or None where it was refused; and every finding."""

    email: Email | None
    findings: tuple[Finding, ...]

    @property
    def html_words(self) -> str:
        """What a reader reads in the HTML part, in order, with single spaces."""
        assert self.email is not None, self.findings
        return spaced(str(lxml_html.document_fromstring(self.email.html).body.text_content()))

    @property
    def text_words(self) -> str:
        """The same for the plain text."""
        assert self.email is not None, self.findings
        return spaced(self.email.text)

    @property
    def refusal(self) -> Finding:
        """The first error of an issue that was refused; it names a file and a remedy and fits on a screen."""
        assert self.email is None
        for finding in self.findings:
            assert finding.place.file
            assert finding.remedy
            assert len(str(finding)) < 2_500
            assert str(finding).isprintable() or "\xa0" in str(finding) or "\u200b" in str(finding)
        return next(finding for finding in self.findings if finding.severity is Severity.ERROR)


Build = Callable[[Mapping[str, str | bytes]], Outcome]


def spaced(text: str) -> str:
    """Text with one space for each run of what a mail program may break a line at; other spaces stay."""
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")


def quoted(text: str) -> str:
    """Any text as a YAML value: whatever is not plain ASCII as a code."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return f'"{plain}"'
