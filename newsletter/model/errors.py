"""What stops a stage, as one tree.

::

    NewsletterError                 someone can mend this; ``str()`` is a plain sentence
    ├── ContentError                the files have mistakes: ``findings`` holds every one of them
    ├── ProjectError                no publication here, no such issue, a folder that cannot be used
    ├── TemplateError               a template, the theme or a style sheet is broken: names file and line
    └── EditError                   an edit that cannot be made as asked
        └── ConflictError           the file changed since it was read; nothing was written

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.model.finding import Finding


class NewsletterError(Exception):
    """The root: a problem that the person at the keyboard can mend."""


class ContentError(NewsletterError):
    """The content has mistakes.  ``findings`` holds all of them, in the order of files and lines."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ProjectError(NewsletterError):
    """There is no publication here, no such issue, or a folder cannot be used."""


class TemplateError(NewsletterError):
    """A template, the theme or a style sheet is broken.

    ``place`` is the template's file and line where it is known.
    """


class EditError(NewsletterError):
    """An edit that cannot be made as asked; nothing was written."""


class ConflictError(EditError):
    """The file changed since it was read; nothing was written."""
