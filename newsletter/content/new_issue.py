"""A new issue with the structure of an earlier one, and none of its words."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

from pydantic import ConfigDict

from newsletter.content.issues import HEADER, STANDING_PREFIX
from newsletter.content.project import Project, is_safe_name
from newsletter.content.schemas import FOLDER, ISSUE, schema_line
from newsletter.content.section_kinds import section_kinds
from newsletter.content.targets import references_in
from newsletter.content.typed_files import read_markdown_file, read_yaml_file
from newsletter.model.errors import ContentError, ProjectError
from newsletter.model.fields import RefersTo
from newsletter.model.issue import IssueHeader, SectionFields
from newsletter.model.months import MONTHS

_MONTH = re.compile(r"(\d{4})-(\d\d)")

FIRST_SECTIONS = {"letter": "letter", "story": "survivor_story", "drug": "drug_spotlight", "webinars": "webinars"}
"""Sections of a publication's first issue, and their kinds."""


def new_issue(project: Project, name: str, source: str | None = None) -> list[Path]:
    """Start ``issues/<name>/`` with the sections of the issue ``source``, the last one if None.

    Order and kinds carry over; dates, subject, titles, people, pictures and words do not.  The result is the
    files made.  Raises ProjectError where the name cannot be used or the folder exists, ContentError where
    the earlier issue cannot be read.
    """
    if not is_safe_name(name):
        raise ProjectError(
            "project/bad-issue-name",
            f"“{name}” cannot be the name of an issue. Write year and month, such as 2027-01.",
        )
    target = project.issues / name
    if target.exists():
        raise ProjectError(
            "project/issue-exists",
            f"issues/{name} exists already, and nothing was changed. Choose another name.",
        )
    names = [n for n in project.issue_names() if n < name] or project.issue_names()
    source = source or (names[-1] if names else None)
    number, sections = _structure(project, source) if source else (0, dict(FIRST_SECTIONS))
    if names and source != names[-1]:
        number = _number(project, names[-1], number)
    temporary = project.issues / f".{name}.new"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        (temporary / "images").mkdir()
        schemas = (project.root / FOLDER).is_dir()
        first_line = schema_line(ISSUE, f"issues/{name}/{HEADER}") if schemas else ""
        _write(temporary / HEADER, first_line + _header(name, number + 1, list(sections)))
        for section, kind in sections.items():
            if kind is not None:
                _write(temporary / f"{section}.md", _section(kind))
        os.replace(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return sorted(path for path in target.iterdir() if path.is_file())


def _structure(project: Project, source: str) -> tuple[int, dict[str, str | None]]:
    """The number of an issue, and its sections with their kinds (None for a standing page)."""
    folder = project.issue_folder(source)
    base = f"issues/{folder.name}"
    header = read_yaml_file(folder / HEADER, f"{base}/{HEADER}", IssueHeader)
    if header.value is None:
        raise ContentError(header.findings)
    sections: dict[str, str | None] = {}
    for name in header.value.sections:
        if name.startswith(STANDING_PREFIX):
            sections[name] = None
            continue
        file = read_markdown_file(folder / f"{name}.md", f"{base}/{name}.md", lambda _data, _places: _AnyKind)
        if file.value is None:
            raise ContentError(file.findings)
        if file.value.kind in section_kinds():
            sections[name] = file.value.kind
    return header.value.number, sections


def _number(project: Project, name: str, otherwise: int) -> int:
    header = read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value
    return header.number if header else otherwise


class _AnyKind(SectionFields):
    model_config = ConfigDict(extra="allow")


def _header(name: str, number: int, sections: list[str]) -> str:
    match = _MONTH.fullmatch(name)
    month = match is not None and 1 <= int(match.group(2)) <= 12
    title = f"{MONTHS[int(match.group(2)) - 1]} {match.group(1)}" if match and month else name
    day = date(int(match.group(1)), int(match.group(2)), 1).isoformat() if match and month else ""
    entries = "".join(f"  - {section}\n" for section in sections)
    return (
        f'title: "{title}"\n'
        f"number: {number}\n"
        f"date: {day}            # the day on which it is to go out\n"
        "subject:                    # what this issue is about, in at most 50 letters\n"
        "preheader:                  # one sentence that goes on from the subject\n"
        "status: draft               # draft | review | approved | sent\n"
        "sections:                   # the order of the email; one entry a line\n"
        f"{entries}"
    )


def _section(kind: str) -> str:
    fields = section_kinds()[kind].Fields
    lines = ["---", f"kind: {kind}", "title:"]
    for name, refers in references_in(fields).items():
        info = fields.model_fields[name]
        if name not in ("kind", "title") and info.is_required():
            where = f"reference/{refers.folder}/" if isinstance(refers, RefersTo) else "people/" if refers else ""
            lines.append(f"{name}:" + (f"                 # a name from {where}" if where else ""))
    return "\n".join([*lines, "---", ""])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
