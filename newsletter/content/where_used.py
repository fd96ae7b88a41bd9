"""Which issues an entry of the standing information stands in, so that nobody changes one without knowing."""

from __future__ import annotations

from newsletter.content.issues import read_issue
from newsletter.content.project import Project
from newsletter.content.targets import qualified, references_in, standing_id
from newsletter.model.fields import RefersTo
from newsletter.model.issue import Issue, Status
from newsletter.model.reference import Entry, Reference
from newsletter.model.settings import Settings


def issues_with(project: Project, entry_id: str, reference: Reference, settings: Settings | None) -> tuple[Issue, ...]:
    """The issues that would change with an entry, the newest first.

    Those that were sent stay as readers got them and are left out, as are those that cannot be read.  An entry counts
    as used where it is shown, where a link names it, and where a page or notice that is shown names it.
    """
    found = []
    for name in reversed(project.issue_names()):
        issue = read_issue(project.issue_folder(name), reference).value
        if issue is None or issue.header.status is Status.SENT:
            continue
        if entry_id in _used_in(issue, reference, settings):
            found.append(issue)
    return tuple(found)


def _used_in(issue: Issue, reference: Reference, settings: Settings | None) -> set[str]:
    """The ids of everything of the reference that an issue shows or names."""
    used = {"organization"}  # every email closes with its name and address
    shown = [content for content in issue.contents if isinstance(content, str)]
    if settings is not None:
        shown += [standing_id(name) for name in (*settings.standing.top, *settings.standing.bottom)]
    for section in issue.sections:
        used |= set(section.body.targets)
        for name, refers in references_in(type(section.fields)).items():
            value = getattr(section.fields, name)
            if isinstance(refers, RefersTo) and value:
                names = value if isinstance(value, tuple) else (value,)
                shown += [qualified(refers, one) for one in names]
    for entry_id in shown:
        used.add(entry_id)
        file = reference.entries.get(entry_id)
        if file is not None:
            used |= set(file.body.targets) | _named(file.entry)
    return used


def _named(entry: Entry) -> set[str]:
    """What an entry names in its fields, such as a drug its group."""
    return {
        qualified(refers, value)
        for name, refers in references_in(type(entry)).items()
        if isinstance(refers, RefersTo) and isinstance(value := getattr(entry, name), str)
    }
