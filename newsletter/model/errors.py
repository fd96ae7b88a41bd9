"""What stops a stage, as one tree.

::

    NewsletterError                 someone can mend this; ``str()`` is a plain sentence
    ├── ContentError                the files have mistakes: ``findings`` holds every one of them
    ├── TemplateError               a template, the theme or a style sheet is broken: ``findings`` likewise
    ├── ProjectError                no publication here, no such issue, a folder that cannot be used
    ├── DeliveryError               a hand-off that could not be made; what was handed over before is unharmed
    └── EditError                   an edit that cannot be made as asked
        └── ConflictError           the file changed since it was read; nothing was written

Each has a ``code`` under which ``docs/messages.md`` explains it.  Anything else that is raised is a bug and
keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place


class NewsletterError(Exception):
    """The root: a problem that the person at the keyboard can mend.

    ``code`` names the message (``project/no-issue``), ``message`` says what is wrong and what to do;
    ``findings`` are the mistakes behind it, where it is about files.
    """

    findings: tuple[Finding, ...] = ()

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return self.message


class _FindingsError(NewsletterError):
    """An error that is a list of findings; its code is the first one's."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings[0].rule if self.findings else "", "\n".join(map(str, self.findings)))
        self.args = (self.findings,)  # what a copy for another process is made from


class ContentError(_FindingsError):
    """The content has mistakes.  ``findings`` holds all of them, in the order of files and lines."""


class TemplateError(_FindingsError):
    """A template, the theme or a style sheet is broken.  ``findings`` names files and lines."""

    @classmethod
    def at(cls, place: Place, code: str, message: str, remedy: str) -> TemplateError:
        """The error of one problem."""
        return cls([Finding(code, Severity.ERROR, place, message, remedy)])


class ProjectError(NewsletterError):
    """There is no publication here, no such issue, or a folder cannot be used."""


class DeliveryError(NewsletterError):
    """A hand-off that could not be made; what was handed over before is unharmed."""


class EditError(NewsletterError):
    """An edit that cannot be made as asked; nothing was written."""


class ConflictError(EditError):
    """The file changed since it was read; nothing was written."""
