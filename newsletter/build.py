"""The pipeline, in the order in which it runs.

::

    publication = read_publication(project)        newsletter.yaml, reference/, people/   -> Publication
    issue       = read_issue(folder, reference)    issue.yaml and its sections            -> Issue
    document    = compose(issue, reference, settings)    Issue    -> Document   ``ref:`` resolved
    email       = render(document, renderer)             Document -> Email      html, text, mjml
    findings    = check(draft)                           Draft    -> Findings
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsletter.checks import check
from newsletter.checks.draft import Draft
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


@dataclass(frozen=True)
class Build:
    """One issue, built: the draft with its email, and everything found on the way."""

    draft: Draft
    findings: tuple[Finding, ...]


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
        self.renderer = Renderer(project.template_folders, project.cache)

    def build(self, name: str, *, as_of: date | None = None) -> Build:
        """Build one issue; see :func:`build_issue`."""
        folder = self.project.issue_folder(name)
        publication = self._publication
        # Settings that cannot be used must not hide the mistakes in the issue.
        project = self.project
        reference = publication.reference if publication else read_reference(project.reference, project.people).value
        issue = read_issue(folder, reference) if reference else Reading[Issue](None)
        findings = in_order([*self._findings, *issue.findings])
        if publication is None or issue.value is None or has_errors(findings):
            raise ContentError(findings)
        document = compose(issue.value, publication.reference, publication.settings)
        email = render(document, self.renderer)
        draft = Draft(
            issue=issue.value,
            reference=publication.reference,
            settings=publication.settings,
            document=document,
            email=email,
            today=as_of or today(publication.settings),
        )
        return Build(draft, in_order([*findings, *check(draft)]))


def today(settings: Settings) -> date:
    """The day it is in the publication's time zone."""
    return datetime.now(ZoneInfo(settings.timezone)).date()
