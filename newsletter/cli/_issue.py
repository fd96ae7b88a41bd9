"""Which issues are meant."""

from __future__ import annotations

from pathlib import Path

from newsletter.content.issues import newest_issue
from newsletter.content.project import Project
from newsletter.model.errors import ProjectError


def issue_here(project: Project) -> str | None:
    """The issue in whose folder, or below it, the command was typed; None elsewhere.

    Raises ProjectError in a folder that stands among the issues and cannot be one.
    """
    here = Path.cwd().absolute()
    if not here.is_relative_to(project.issues) or here == project.issues:
        return None
    return project.issue_folder(here.relative_to(project.issues).parts[0]).name


def chosen_issues(project: Project, typed: tuple[str, ...], everything: bool = False) -> list[str]:
    """The issues named, each once; without a name the one whose folder this is, or the newest; or all.

    Raises ProjectError where there is no such issue, or none at all.
    """
    if typed:
        return list(dict.fromkeys(project.issue_folder(name).name for name in typed))
    newest = newest_issue(project)
    if newest is None:
        raise ProjectError("project/no-issues", "There are no issues yet. Start one with: newsletter new 2027-01")
    return project.issue_names() if everything else [issue_here(project) or newest]
