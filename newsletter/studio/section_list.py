"""The sections of an issue, as the left pane of its page lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from newsletter.checks.report import Group
from newsletter.content.editing_sections import section_names
from newsletter.content.issues import HEADER, STANDING_PREFIX
from newsletter.content.project import Project, is_safe_name
from newsletter.content.section_kinds import section_kinds
from newsletter.model.errors import NewsletterError
from newsletter.model.finding import Severity
from newsletter.model.reference import Reference
from newsletter.studio.opened import fields_now


@dataclass(frozen=True)
class Row:
    """One entry of the list.

    ``name`` is the entry in ``issue.yaml``, ``url`` the page where it is written; ``things`` counts what there is to
    look at, by severity.
    """

    name: str
    title: str
    kind: str
    url: str
    things: Mapping[Severity, int]

    @property
    def id(self) -> str:
        """What the entry is called within its page."""
        return "section-" + self.name.replace("/", "-").replace(" ", "-")

    @property
    def count(self) -> int:
        """How many things there are to look at."""
        return sum(self.things.values())

    @property
    def gravest(self) -> Severity | None:
        """The most serious kind of thing among them."""
        return min(self.things, key=lambda severity: severity.rank, default=None)


def section_rows(project: Project, issue: str, reference: Reference | None, groups: Sequence[Group]) -> tuple[Row, ...]:
    """The sections in their order.  A header that cannot be read has none: its own page says why."""
    folder = project.issue_folder(issue)
    try:
        names = section_names(folder / HEADER, file=f"issues/{folder.name}/{HEADER}")
    except NewsletterError:
        return ()
    found = {group.section: group for group in groups if group.section}
    return tuple(_row(folder, name, reference, found) for name in names)


def _row(folder: Path, name: str, reference: Reference | None, groups: Mapping[str, Group]) -> Row:
    if name.startswith(STANDING_PREFIX):
        entry_id = name.removeprefix(STANDING_PREFIX)
        entry = reference.entries.get(entry_id) if reference is not None else None
        page_title = entry.entry.full_name() if entry is not None else entry_id
        return Row(name, page_title, "Standing page", f"/standing/{quote(entry_id)}", {})
    data = fields_now(folder / f"{name}.md", name) if is_safe_name(name) else {}
    kind = section_kinds().get(str(data.get("kind")))
    title = data.get("title")
    group = groups.get(f"{folder.name}/{name}")
    things = Counter(finding.severity for finding in group.findings) if group is not None else {}
    return Row(
        name,
        title if isinstance(title, str) and title.strip() else (kind.TITLE if kind else name),
        kind.TITLE if kind else "Section",
        f"/issues/{quote(folder.name)}/sections/{quote(name)}",
        things,
    )
