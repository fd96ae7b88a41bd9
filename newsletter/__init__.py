"""LMSeAlerts: Markdown files to a responsive HTML email with its plain-text twin.

The pipeline, step by step::

    from newsletter import Renderer, compose, find_project, read_issue, read_publication, render

    project = find_project()                                  # the folder with newsletter.yaml
    publication = read_publication(project).require()         # settings, reference, contributors
    folder = project.issue_folder("2026-12")
    issue = read_issue(folder, publication.reference).require()
    document = compose(issue, publication.reference, publication.settings)
    email = render(document, Renderer(project.template_folders))
    print(email.subject, len(email.html), email.text)

or all of it at once, with the checks::

    from newsletter import build_issue, find_project

    built = build_issue(find_project(), "2026-12")
    for finding in built.findings:
        print(finding)

Everything that a person can mend is raised as a NewsletterError; see :mod:`newsletter.model.errors`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Names are imported when they are asked for: `newsletter --help` must not wait for the whole pipeline.
_HOME = {
    "Build": "newsletter.build",
    "Builder": "newsletter.build",
    "ContentError": "newsletter.model.errors",
    "Document": "newsletter.model.document",
    "Draft": "newsletter.checks.draft",
    "Email": "newsletter.model.email",
    "Finding": "newsletter.model.finding",
    "Issue": "newsletter.model.issue",
    "NewsletterError": "newsletter.model.errors",
    "Project": "newsletter.content.project",
    "ProjectError": "newsletter.model.errors",
    "Publication": "newsletter.content.reference",
    "Reading": "newsletter.model.reading",
    "Reference": "newsletter.model.reference",
    "Renderer": "newsletter.rendering.render",
    "Settings": "newsletter.model.settings",
    "Severity": "newsletter.model.finding",
    "TemplateError": "newsletter.model.errors",
    "build_issue": "newsletter.build",
    "check": "newsletter.checks",
    "compose": "newsletter.rendering.compose",
    "find_project": "newsletter.content.project",
    "read_issue": "newsletter.content.issues",
    "read_publication": "newsletter.content.reference",
    "read_reference": "newsletter.content.reference",
    "render": "newsletter.rendering.render",
}

if TYPE_CHECKING:
    from newsletter.build import Build, Builder, build_issue
    from newsletter.checks import check
    from newsletter.checks.draft import Draft
    from newsletter.content.issues import read_issue
    from newsletter.content.project import Project, find_project
    from newsletter.content.reference import Publication, read_publication, read_reference
    from newsletter.model.document import Document
    from newsletter.model.email import Email
    from newsletter.model.errors import ContentError, NewsletterError, ProjectError, TemplateError
    from newsletter.model.finding import Finding, Severity
    from newsletter.model.issue import Issue
    from newsletter.model.reading import Reading
    from newsletter.model.reference import Reference
    from newsletter.model.settings import Settings
    from newsletter.rendering.compose import compose
    from newsletter.rendering.render import Renderer, render

__all__ = [
    "Build",
    "Builder",
    "ContentError",
    "Document",
    "Draft",
    "Email",
    "Finding",
    "Issue",
    "NewsletterError",
    "Project",
    "ProjectError",
    "Publication",
    "Reading",
    "Reference",
    "Renderer",
    "Settings",
    "Severity",
    "TemplateError",
    "build_issue",
    "check",
    "compose",
    "find_project",
    "read_issue",
    "read_publication",
    "read_reference",
    "render",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value
