"""A new issue with the structure of an earlier one, and none of its words."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from itertools import count
from pathlib import Path

from pydantic import ConfigDict

from newsletter.content.issues import HEADER, STANDING_PREFIX, is_practice
from newsletter.content.project import Project, is_safe_name
from newsletter.content.schemas import FOLDER, ISSUE, schema_line
from newsletter.content.section_files import FIRST_SECTIONS, section_text
from newsletter.content.section_kinds import section_kinds
from newsletter.content.typed_files import read_markdown_file, read_yaml_file
from newsletter.content.yaml_splice import double_quoted
from newsletter.model.errors import ContentError, ProjectError
from newsletter.model.issue import IssueHeader, SectionFields
from newsletter.model.months import MONTHS

_CORRECTION = "correction"
_CORRECTS = re.compile(rf".+-{_CORRECTION}(?:-\d+)?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def next_issue_name(project: Project) -> str | None:
    """Year and month after the newest issue that is named so; None where there is none."""
    months = [match for name in _real_issues(project) if (match := _MONTH.fullmatch(name))]
    if not months:
        return None
    year, month = (int(group) for group in months[-1].groups())
    return f"{year + month // 12}-{month % 12 + 1:02}"


def is_correction(name: str) -> bool:
    """Whether an issue corrects another one, by its name: ``2026-12-correction``."""
    return _CORRECTS.fullmatch(name) is not None


def correction_name(project: Project, source: str) -> str:
    """A free name for an issue that corrects the issue ``source``."""
    names = (f"{source}-{_CORRECTION}{'' if number == 1 else f'-{number}'}" for number in count(1))
    return next(name for name in names if not (project.issues / name).exists())


def new_issue(
    project: Project,
    name: str,
    source: str | None = None,
    *,
    from_scratch: bool = False,
    practice: bool = False,
    correction: bool = False,
    day: date | None = None,
) -> list[Path]:
    """Start ``issues/<name>/`` with the sections of the issue ``source``, the last one if None.

    Order and kinds carry over; dates, subject, titles, people, pictures and words do not.  ``from_scratch`` takes the
    sections of a first issue instead, ``practice`` makes an issue that no service ever gets, and ``correction`` one
    that corrects the issue ``source``, with its number and a single text.  ``day`` is when it is to go out; the first
    of the month that ``name`` says, if None.  The result is the files made.  Raises ProjectError where the name cannot
    be used or the folder exists, ContentError where the earlier issue cannot be read.
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
    real = _real_issues(project)
    names = [n for n in real if n < name] or real
    last = next((n for n in reversed(names) if not is_correction(n)), None)
    source = None if from_scratch else source or last
    number, sections = _structure(project, source) if source else (0, dict(FIRST_SECTIONS))
    if last and source != last:
        number = _number(project, last, number)
    corrected = ""
    if correction and source:
        number, sections = _number(project, source, number) - 1, {_CORRECTION: "text"}
        corrected = _title(project, source)
    temporary = project.issues / f".{name}.new"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        (temporary / "images").mkdir()
        schemas = (project.root / FOLDER).is_dir()
        first_line = schema_line(ISSUE, f"issues/{name}/{HEADER}") if schemas else ""
        header = _header(name, number + 1, list(sections), practice, day, corrected)
        _write(temporary / HEADER, first_line + header)
        for section, kind in sections.items():
            if kind is not None:
                _write(temporary / f"{section}.md", section_text(kind))
        os.replace(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return sorted(path for path in target.iterdir() if path.is_file())


def _real_issues(project: Project) -> list[str]:
    """The names of the issues that are not for practice, in order."""
    return [name for name in project.issue_names() if not is_practice(project, name)]


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


def _title(project: Project, name: str) -> str:
    header = read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value
    return header.title if header else name


def _number(project: Project, name: str, otherwise: int) -> int:
    header = read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value
    return header.number if header else otherwise


class _AnyKind(SectionFields):
    model_config = ConfigDict(extra="allow")


def _header(name: str, number: int, sections: list[str], practice: bool, day: date | None, corrected: str = "") -> str:
    match = _MONTH.fullmatch(name)
    title = f"Correction to {corrected}" if corrected else "Practice issue" if practice else name
    if match is not None:
        title = f"{MONTHS[int(match.group(2)) - 1]} {match.group(1)}"
        day = day or date(int(match.group(1)), int(match.group(2)), 1)
    marked = "practice: yes               # for trying things out; no mailing service gets it\n" if practice else ""
    entries = "".join(f"  - {section}\n" for section in sections)
    return (
        f"title: {double_quoted(title)}\n"
        f"number: {number}\n"
        f"date: {day or ''}            # the day on which it is to go out\n"
        "subject:                    # what this issue is about, in at most 50 letters\n"
        "preheader:                  # one sentence that goes on from the subject\n"
        "status: draft               # draft | review | approved | sent\n"
        f"{marked}"
        "sections:                   # the order of the email; one entry a line\n"
        f"{entries}"
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
