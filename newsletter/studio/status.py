"""How far an issue has come: draft, in review, approved, sent; who said so, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsletter.content.editing import set_value
from newsletter.content.editing_items import insert_item
from newsletter.content.issues import HEADER
from newsletter.content.project import Project
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import EditError
from newsletter.model.issue import IssueHeader, Status, StatusChange
from newsletter.model.months import long_date

WORDS = {Status.DRAFT: "Draft", Status.REVIEW: "In review", Status.APPROVED: "Approved", Status.SENT: "Sent"}
"""What people call each status."""


@dataclass(frozen=True)
class IssueStatus:
    """An issue and how far it has come, as far as its ``issue.yaml`` can be read."""

    title: str
    status: Status
    practice: bool
    editor: str
    history: tuple[StatusChange, ...]

    @property
    def words(self) -> str:
        """The status for people."""
        return "Practice" if self.practice else WORDS[self.status]

    @property
    def is_sent(self) -> bool:
        """Whether readers have it."""
        return self.status is Status.SENT

    @property
    def told_history(self) -> tuple[str, ...]:
        """Each step as a line, the latest first: "In review, November 20, 2026, Ann"."""
        return tuple(f"{WORDS[one.status]}, {long_date(one.on)}, {one.by}" for one in reversed(self.history))

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What it can be set to here; only the hand-off makes it sent."""
        return tuple((str(one), WORDS[one]) for one in Status if one not in (Status.SENT, self.status))


def status_of(project: Project, name: str) -> IssueStatus:
    """The status of an issue.  Raises ProjectError where there is no such issue."""
    folder = project.issue_folder(name)
    read = read_yaml_file(folder / HEADER, f"issues/{folder.name}/{HEADER}", IssueHeader)
    if read.value is not None:
        header = read.value
        editor = header.editor.name if header.editor is not None else ""
        return IssueStatus(header.title, header.status, header.practice, editor, header.history)
    title, status = read.data.get("title"), read.data.get("status")
    return IssueStatus(
        title if isinstance(title, str) and title.strip() else folder.name,
        Status(status) if status in list(Status) else Status.DRAFT,
        str(read.data.get("practice", "")).lower() in ("yes", "true", "on", "y"),
        "",
        (),
    )


def set_status(project: Project, name: str, status: str, by: str, on: date) -> None:
    """Move an issue to another status and record who did it.

    Raises EditError where the status or the name is missing or the issue was sent, and as
    :func:`newsletter.content.editing.set_value` does; nothing was written then.
    """
    now = status_of(project, name)
    if now.status is Status.SENT:
        raise EditError("studio/is-sent", "This issue was sent. It stays as readers got it.")
    if status not in [value for value, _ in now.choices]:
        raise EditError("studio/no-status", "Choose draft, in review or approved. The hand-off marks an issue as sent.")
    if not by.strip():
        raise EditError("studio/no-name", "Write your name, so that the others know who decided it.")
    folder = project.issue_folder(name)
    header, file = folder / HEADER, f"issues/{folder.name}/{HEADER}"
    edit = set_value(header, ("status",), status, file=file)
    change = {"status": status, "on": on.isoformat(), "by": by.strip()}
    insert_item(header, ("history",), change, expected_digest=edit.digest, file=file)
