"""The pipeline, in the order in which it runs.

::

    publication = read_publication(project)        newsletter.yaml, reference/, people/   -> Publication
    issue       = read_issue(folder, reference)    issue.yaml and its sections            -> Issue
    document    = compose(issue, reference, settings)    Issue    -> Document   ``ref:`` resolved
    email       = render(document, renderer)             Document -> Email      html, text, mjml
    findings    = check(draft)                           Draft    -> Findings

An issue that was sent is not built again: its email is what was frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.checks import AT_BUILD, check, is_online, rule_names
from newsletter.checks.draft import Draft
from newsletter.checks.waivers import Waived, apply_waivers
from newsletter.content.frozen_issues import Frozen, read_frozen, sent_findings, status_findings
from newsletter.content.issues import read_issue
from newsletter.content.project import Project
from newsletter.content.reference import Publication, read_publication, read_reference
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, has_errors, in_order
from newsletter.model.issue import Issue
from newsletter.model.reading import Reading
from newsletter.model.settings import Settings
from newsletter.rendering.compose import compose
from newsletter.rendering.render import Renderer, render

_A_YEAR = 12
"""How many issues before this one the checks compare it with."""


@dataclass(frozen=True)
class Build:
    """One issue, built: the draft with its email, and everything found on the way.

    ``frozen`` is what was kept when the issue was sent, None before; the draft then holds that, and no sections.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    frozen: Frozen | None = None


def build_issue(project: Project, name: str, *, as_of: date | None = None) -> Build:
    """Build one issue.  ``as_of`` is the day on which it is judged; today, in the publication's zone, if None.

    Raises ContentError with every mistake in the files, ProjectError, or TemplateError.
    """
    return Builder(project).build(name, as_of=as_of)


class Builder:
    """Builds the issues of one publication; reads settings, reference and templates once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        reading = read_publication(project)
        self._publication: Publication | None = reading.value
        self._findings = reading.findings

    @cached_property
    def renderer(self) -> Renderer:
        """Templates and theme.  An issue that was sent needs none.  Raises TemplateError."""
        return Renderer(self.project.template_folders, self.project.cache)

    def build(self, name: str, *, as_of: date | None = None, unsaved: Mapping[Path, bytes] | None = None) -> Build:
        """Build one issue; see :func:`build_issue`.  Of the checks, the grave and quick ones are made.

        ``unsaved`` are files of the issue as someone is typing them, which stand in for those on disk.  An issue that
        was sent comes as it was frozen, and nothing in it is judged anew.
        """
        return self._frozen(name, as_of) or self._judged(self._draft(name, as_of, unsaved=unsaved), AT_BUILD)

    def check(
        self,
        name: str,
        *,
        as_of: date | None = None,
        online: bool = False,
        rules: tuple[str, ...] | None = None,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> Build:
        """Build one issue and make every check; those that ask the network only with ``online``.

        ``rules`` names the checks to be made; None for all.  ``progress`` is told what a slow one is at.  Raises as
        :func:`build_issue` does.
        """
        if frozen := self._frozen(name, as_of):
            return frozen
        draft, findings = self._draft(name, as_of, earlier=self._earlier(name))
        chosen = tuple(rule for rule in rules or rule_names() if online or not is_online(rule))
        return self._judged((replace(draft, progress=progress), findings), chosen)

    def _frozen(self, name: str, as_of: date | None) -> Build | None:
        """An issue as it was sent; None before."""
        frozen = read_frozen(self.project.issue_folder(name))
        publication = self._publication
        if frozen is None:
            return None
        if publication is None:
            raise ContentError(self._findings)
        draft = Draft(
            issue=frozen.issue,
            reference=publication.reference,
            settings=publication.settings,
            document=frozen.document,
            email=frozen.email,
            today=as_of or today(publication.settings),
            root=self.project.root,
            cache=self.project.cache,
        )
        return Build(draft, status_findings(frozen), frozen=frozen)

    def _judged(self, drafted: tuple[Draft, tuple[Finding, ...]], rules: tuple[str, ...]) -> Build:
        draft, findings = drafted
        verdict = apply_waivers(check(draft, rules), draft.issue, draft.today, rules)
        return Build(draft, in_order([*findings, *verdict.findings]), verdict.waived)

    def _earlier(self, name: str) -> tuple[Issue, ...]:
        """The issues of the year before one, the latest first, without those for practice or broken ones."""
        if self._publication is None:
            return ()
        names = self.project.issue_names()
        folder = self.project.issue_folder(name).name
        before = [other for other in names if other < folder][-_A_YEAR:]
        read = (read_issue(self.project.issue_folder(n), self._publication.reference).value for n in reversed(before))
        return tuple(issue for issue in read if issue is not None and not issue.header.practice)

    def _draft(
        self,
        name: str,
        as_of: date | None,
        *,
        earlier: tuple[Issue, ...] = (),
        unsaved: Mapping[Path, bytes] | None = None,
    ) -> tuple[Draft, tuple[Finding, ...]]:
        """The draft of an issue, and what reading found."""
        folder = self.project.issue_folder(name)
        publication = self._publication
        # Settings that cannot be used must not hide the mistakes in the issue.
        project = self.project
        reference = publication.reference if publication else read_reference(project.reference, project.people).value
        issue = read_issue(folder, reference, unsaved) if reference else Reading[Issue](None)
        findings = in_order([*self._findings, *issue.findings])
        if publication is None or issue.value is None or has_errors(findings):
            raise ContentError(findings)
        findings = in_order([*findings, *sent_findings(issue.value)])
        document = compose(issue.value, publication.reference, publication.settings)
        email = render(document, self.renderer)
        draft = Draft(
            issue=issue.value,
            reference=publication.reference,
            settings=publication.settings,
            document=document,
            email=email,
            today=as_of or today(publication.settings),
            earlier=earlier,
            root=project.root,
            cache=project.cache,
        )
        return draft, findings


def today(settings: Settings) -> date:
    """The day it is in the publication's time zone."""
    return datetime.now(ZoneInfo(settings.timezone)).date()
