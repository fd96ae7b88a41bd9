"""What the pages of the studio share."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from secrets import token_hex
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from newsletter.checks.report import Group
from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.content.reference import read_reference
from newsletter.content.section_files import DeletedSection
from newsletter.model.reference import Reference
from newsletter.studio.checked_issues import CheckedIssues
from newsletter.studio.choices import Choices
from newsletter.studio.live_issues import LiveIssues
from newsletter.studio.live_updates import LiveUpdates

FORM_LIMIT = 4_000_000
"""The largest request that is no picture, in bytes: a file has at most one million, and JSON may double them."""

_UNDOS = 50


@dataclass
class Studio:
    """The publication that is open, and everything that watches it.

    ``differences`` are what the last comparison found, by issue and what was compared (``arrived``, ``push``).
    """

    issues: LiveIssues
    updates: LiveUpdates
    recovery: Recovery
    checked: CheckedIssues = field(init=False)

    def __post_init__(self) -> None:
        self.checked = CheckedIssues(self.issues)
        self._reference: tuple[int, Reference | None] | None = None
        self._deleted: OrderedDict[str, DeletedSection] = OrderedDict()
        self.differences: dict[tuple[str, str], tuple[Group, ...]] = {}

    @property
    def project(self) -> Project:
        """The publication."""
        return self.issues.project

    def reference(self) -> Reference | None:
        """The standing information as it is now."""
        standing = self.issues.standing_changes
        if self._reference is None or self._reference[0] != standing:
            self._reference = standing, read_reference(self.project.reference, self.project.people).value
        return self._reference[1]

    def choices(self) -> Choices:
        """What there is to choose from."""
        return Choices(self.reference())

    def remember_deleted(self, deleted: DeletedSection) -> str:
        """Keep what undoes the removal of a section; the result is what a page names it by."""
        token = token_hex(8)
        self._deleted[token] = deleted
        while len(self._deleted) > _UNDOS:
            self._deleted.popitem(last=False)
        return token

    def deleted(self, token: str) -> DeletedSection | None:
        """What was kept under a token; each is given out once."""
        return self._deleted.pop(token, None)

    def forget(self) -> None:
        """Drop every copy of words that this program holds: somebody withdrew theirs."""
        self._deleted.clear()
        self.differences.clear()
        self.issues.forget()
        self.checked = CheckedIssues(self.issues)
        self.saved(only_issues=False)

    def saved(self, *, only_issues: bool = True) -> None:
        """The studio itself wrote a file: whoever looks next sees it, also before the watch has noticed."""
        self.issues.changed(only_issues=only_issues)


async def body_of(request: Request, limit: int = FORM_LIMIT) -> bytes:
    """The bytes that were sent.  Raises HTTPException as soon as there are more than ``limit``."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise HTTPException(413, f"This is too large: at most {limit // 1_000_000} MB can be taken in.")
        parts.append(part)
    return b"".join(parts)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that a page sent."""
    try:
        text = (await body_of(request)).decode("utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200))
    except ValueError as error:
        raise HTTPException(400, "This form cannot be read. Load the page again.") from error
