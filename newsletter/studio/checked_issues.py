"""Things to look at, of issues as they are on disk at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from threading import Lock

from newsletter.build import Builder
from newsletter.checks.draft import Draft
from newsletter.checks.waivers import Waived
from newsletter.model.errors import NewsletterError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.studio.live_issues import LiveIssues

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Verdict:
    """What all checks found in an issue at one ``revision``; ``draft`` is None where it cannot be built.

    ``asked`` says when the web was asked, if it was.
    """

    revision: str
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    draft: Draft | None = None
    asked: str = ""

    def finding(self, key: str) -> Finding | None:
        """The finding that a page has shown, if it is still there."""
        return next((finding for finding in self.findings if key_of(finding) == key), None)


NOT_YET = Verdict("", ())
"""That of an issue which is still to be checked."""


class CheckedIssues:
    """All checks of the issues of one publication.  May be used from several threads at a time.

    Its Builder is not the one of the preview: what someone is typing must not wait for the checks.
    """

    def __init__(self, issues: LiveIssues) -> None:
        self._issues = issues
        self._lock = Lock()
        self._builder: Builder | None = None
        self._builder_is_from = -1
        self._verdicts: dict[str, Verdict] = {}
        self._online: dict[str, Verdict] = {}

    def verdict(self, name: str) -> Verdict:
        """What the checks find that ask nobody; about 30 ms after a change, nothing otherwise.

        What the network said of the same files stands among it.  Raises ProjectError where there is no such issue.
        """
        with self._lock:
            revision = self._issues.revision
            online = self._online.get(name)
            if online is not None and online.revision == revision:
                return online
            known = self._verdicts.get(name)
            if known is None or known.revision != revision:
                known = self._verdicts[name] = self._checked(name, revision)
            return known

    def knows(self, name: str) -> bool:
        """Whether an issue was checked before, so that checking it again takes no time to speak of."""
        return name in self._verdicts

    def check_online(self, name: str, progress: Progress) -> Verdict:
        """All checks, with those that ask the network; ``progress`` is told how far they are."""
        revision = self._issues.revision
        verdict = self._judged(Builder(self._issues.project), name, revision, progress)
        verdict = replace(verdict, asked=f"The web was asked at {datetime.now():%H:%M}. After a change, ask again.")
        with self._lock:
            self._online[name] = verdict
        return verdict

    def _checked(self, name: str, revision: str) -> Verdict:
        wanted = self._issues.standing_changes
        if self._builder is None or self._builder_is_from != wanted:
            self._builder = None
            self._builder, self._builder_is_from = Builder(self._issues.project), wanted
        return self._judged(self._builder, name, revision, None)

    def _judged(self, builder: Builder, name: str, revision: str, progress: Progress | None) -> Verdict:
        self._issues.project.issue_folder(name)
        try:
            build = builder.check(name, online=progress is not None, progress=progress)
        except NewsletterError as error:
            findings = error.findings or (Finding(error.code, Severity.ERROR, Place(""), error.message),)
            return Verdict(revision, findings)
        return Verdict(revision, build.findings, build.waived, build.draft)


def key_of(finding: Finding) -> str:
    """What stands for a finding in a page."""
    told = (finding.rule, finding.place, finding.message, finding.text)
    return blake2b(repr(told).encode("utf-8", "replace"), digest_size=8).hexdigest()
