"""An issue folder to the model."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from newsletter.content.conflicted_copies import copies_in, two_versions
from newsletter.content.online_files import has_placeholder
from newsletter.content.pictures import read_picture
from newsletter.content.project import Project, is_safe_name
from newsletter.content.reference import field_faults, target_faults
from newsletter.content.section_kinds import section_kind, section_kind_names
from newsletter.content.typed_files import read_markdown_file, read_yaml_file
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, Severity, in_order
from newsletter.model.issue import Issue, IssueHeader, Section, SectionFields
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Place, Places
from newsletter.model.reading import Reading
from newsletter.model.reference import Reference
from newsletter.model.rich_text import RichText

HEADER = "issue.yaml"
STANDING_PREFIX = "reference/"


def read_issue(folder: Path, reference: Reference, unsaved: Mapping[Path, bytes] | None = None) -> Reading[Issue]:
    """An issue with every mistake in its files, each at file and line.

    Sections that cannot be read are left out of ``value``; it is None where ``issue.yaml`` cannot be used.
    ``unsaved`` are files of the folder as someone is typing them, which stand in for those on disk.
    """
    base = f"{folder.parent.name}/{folder.name}"
    header = read_yaml_file(folder / HEADER, f"{base}/{HEADER}", IssueHeader, unsaved)
    if not any(exists(folder / HEADER) for exists in (Path.exists, Path.is_symlink, has_placeholder)):
        empty = not any(folder.iterdir())
        what = "The folder is empty." if empty else f"There is no {HEADER} in this folder."
        finding = Finding(
            "reading/missing", Severity.ERROR, Place(base), what, f"Start an issue with: newsletter new {folder.name}"
        )
        return Reading(None, (finding,))
    findings = list(header.findings)
    listed = header.value.sections if header.value else _names_typed(header.data)
    contents: list[Section | str] = []
    for index, name in enumerate(listed):
        if not name:
            continue  # the header's own findings say so
        place = header.places.of("sections", index)
        fault = _name_fault(name, listed[:index])
        if fault:
            findings.append(Finding(fault[0], Severity.ERROR, place, fault[1], fault[2], field="sections"))
            name = name.removesuffix(".md")
            if name in listed or not is_safe_name(name):
                continue
        if name.startswith(STANDING_PREFIX):
            findings += _standing_page(name, place, reference, contents)
        else:
            findings += _section(folder, base, name, place, reference, contents, unsaved)
    copies = copies_in(folder, listed)
    for copy, original in copies.items():
        section_id = None if original == HEADER else f"{folder.name}/{original.removesuffix('.md')}"
        findings.append(two_versions(base, copy, original, Severity.WARNING, section_id))
    if header.value is not None:
        findings += _unlisted(folder, base, {*listed, *copies})
        issue = Issue(folder.name, folder, header.value, tuple(contents), header.places)
        return Reading(issue, in_order(findings))
    return Reading(None, in_order(findings))


def is_practice(project: Project, name: str) -> bool:
    """Whether an issue is for practice; not where its ``issue.yaml`` cannot be read."""
    header = read_yaml_file(project.issues / name / HEADER, f"issues/{name}/{HEADER}", IssueHeader).value
    return header is not None and header.practice


def newest_issue(project: Project) -> str | None:
    """The newest issue, one for practice only where there is no other; None where there is none at all."""
    names = project.issue_names()
    return next((name for name in reversed(names) if not is_practice(project, name)), names[-1] if names else None)


def _names_typed(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The sections of a header that cannot be used, so that mistakes in them are shown at the same time."""
    names = data.get("sections")
    return tuple(name if isinstance(name, str) else "" for name in names) if isinstance(names, list) else ()


def _name_fault(name: str, before: tuple[str, ...]) -> tuple[str, str, str] | None:
    if name in before:
        return "reading/listed-twice", f"“{name}” is listed twice.", "Keep one of the two lines."
    if name.endswith(".md"):
        return "reading/bad-name", f"“{name}” is listed with its suffix.", f"Write {name.removesuffix('.md')}."
    plain = name.removeprefix(STANDING_PREFIX).removeprefix("pages/").removeprefix("notices/")
    if not is_safe_name(plain):
        return (
            "reading/bad-name", f"“{name}” cannot be the name of a section.",
            "Write the name of a file in this folder, without .md, or reference/pages/ and the name of a page.",
        )  # fmt: skip
    return None


def _standing_page(name: str, place: Place, reference: Reference, contents: list[Section | str]) -> list[Finding]:
    entry_id = name.removeprefix(STANDING_PREFIX)
    if entry_id in reference.entries:
        contents.append(entry_id)
        return []
    if entry_id in reference.broken:
        return []
    known = [f"{STANDING_PREFIX}{i}" for i in reference.entries if i.startswith(("pages/", "notices/"))]
    return [
        Finding(
            "reading/unknown-reference", Severity.ERROR, place, f"There is no standing page “{name}”.",
            did_you_mean(name, known) or "Look into reference/pages/ for its name.", field="sections",
        )
    ]  # fmt: skip


def _section(
    folder: Path,
    base: str,
    name: str,
    listed_at: Place,
    reference: Reference,
    contents: list[Section | str],
    unsaved: Mapping[Path, bytes] | None,
) -> list[Finding]:
    path, file = folder / f"{name}.md", f"{base}/{name}.md"
    section_id = f"{folder.name}/{name}"
    try:
        is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        if is_link and not path.resolve().is_relative_to(folder.resolve().parent.parent):
            return [
                Finding(
                    "reading/leaves-folder", Severity.ERROR, Place(file), "This link leads out of the publication.",
                    "Copy the file itself here.", section_id,
                )
            ]  # fmt: skip
        if is_link:
            path.stat()
    except FileNotFoundError:
        others = [p.stem for p in folder.glob("*.md")]
        missing = Finding(
            "reading/section-missing", Severity.ERROR, listed_at, f"“{name}” is listed, but there is no {name}.md.",
            did_you_mean(name, others) or f"Add the file {name}.md, or take the line out.", section_id, "sections",
        )  # fmt: skip
        if not has_placeholder(path):  # else reading it says where it is
            return [missing]
    except (OSError, RuntimeError):
        pass  # a link loop or a folder: reading it says so
    read = read_markdown_file(path, file, section_model, unsaved)
    findings = list(read.findings)
    model = section_model(dict(read.data), read.places)
    if not isinstance(model, Finding):
        findings += field_faults(model, read.data, read.places, reference)
    findings += picture_faults(read.data, read.body, read.places, folder)
    findings += target_faults(read.body, reference)
    if read.value is not None and not any(f.severity is Severity.ERROR for f in findings):
        contents.append(Section(section_id, name, read.value, read.body, read.digest, Place(file, 1, 1), read.places))
    return [Finding(f.rule, f.severity, f.place, f.message, f.remedy, section_id, f.field) for f in findings]


def section_model(data: dict[str, Any], places: Places) -> type[SectionFields] | Finding:
    """The fields that a section may have, by its ``kind``; a finding where that is none."""
    kinds = section_kind_names()
    kind = data.get("kind")
    if isinstance(kind, str) and kind in kinds:
        return section_kind(kind).Fields
    if isinstance(kind, dict | list):
        message = "“kind” is one word, not several."
    else:
        message = f"There is no kind “{kind}”." if kind else "“kind” is missing."
    hint = did_you_mean(str(kind), kinds) if kind else ""
    return Finding(
        "reading/unknown-kind", Severity.ERROR, places.of_value("kind"), message,
        hint or f"Write one of: {', '.join(kinds)}.", field="kind",
    )  # fmt: skip


def picture_faults(data: Mapping[str, Any], body: RichText, places: Places, folder: Path) -> list[Finding]:
    """Pictures of a section that cannot be used.

    ``data`` are the fields as typed: one that is mistyped does not keep a picture from being looked for.
    """
    wanted = [
        (file, places.of_value(name, "file"))
        for name, value in data.items()
        if isinstance(value, dict) and isinstance(file := value.get("file"), str)
    ]
    wanted += body.pictures.items()
    findings: list[Finding] = []
    for name, place in wanted:
        try:
            read_picture(folder, name, place)
        except ContentError as error:
            findings += error.findings
    return findings


def _unlisted(folder: Path, base: str, known: Set[str]) -> list[Finding]:
    return [
        Finding(
            "reading/not-listed", Severity.WARNING, Place(f"{base}/{path.name}"),
            "This file is in the folder, but not in the list of sections, so it will not appear.",
            f"Add “- {path.stem}” to sections in {HEADER}, or move the file elsewhere.", f"{folder.name}/{path.stem}",
        )
        for path in sorted(folder.glob("*.md"))
        if not {path.stem, path.name} & known and not path.name.startswith((".", "_"))
    ]  # fmt: skip
