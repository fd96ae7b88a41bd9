"""A file as a person opens it in the studio: its fields and its text, or the whole of it where it has mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from newsletter.content.edited_file import EditedFile
from newsletter.content.front_matter import split_front_matter
from newsletter.content.issues import HEADER, section_model
from newsletter.content.project import Project, is_safe_name
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.source_file import read_source
from newsletter.content.typed_files import read_markdown_file, read_yaml_file
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.errors import ContentError, ProjectError
from newsletter.model.fields import Typed
from newsletter.model.finding import Finding, has_errors
from newsletter.model.issue import IssueHeader
from newsletter.model.reference import Glossary, Organization

_YAML_ENTRIES: Mapping[str, type[Typed]] = {"organization": Organization, "glossary": Glossary}


@dataclass(frozen=True)
class Opened:
    """One file.  ``file`` is its name relative to the publication, ``digest`` stands for its bytes.

    ``data`` are the fields as typed and ``body`` the text below them, None where the kind of file has none.
    With ``model`` None the fields cannot be made out: ``text`` is then edited as a whole, and ``mistakes`` says
    what is wrong with it.
    """

    path: Path
    file: str
    model: type[Typed] | None
    data: Mapping[str, Any]
    body: str | None
    text: str
    digest: str
    mistakes: tuple[Finding, ...] = field(default=())


def open_header(project: Project, issue: str) -> Opened:
    """The ``issue.yaml`` of an issue.  Raises ProjectError where there is no such issue, ContentError where the
    file cannot be read at all."""
    folder = project.issue_folder(issue)
    return _opened(folder / HEADER, f"issues/{folder.name}/{HEADER}", IssueHeader)


def open_section(project: Project, issue: str, section: str) -> Opened:
    """A section's file.  Raises as :func:`open_header` does, and ProjectError where there is no such section."""
    folder = project.issue_folder(issue)
    path = folder / f"{section}.md"
    if not is_safe_name(section) or not path.is_file() or not _is_inside(path, project.root):
        raise ProjectError(
            "studio/no-section", f"There is no section “{section}” in {folder.name}. Somebody may have taken it out."
        )
    return _opened(path, f"issues/{folder.name}/{section}.md", None)


def open_entry(project: Project, entry: str) -> Opened:
    """An entry of the standing information, by its id (``drugs/trabectedin``, ``organization``).

    Raises ProjectError where there is none, ContentError where the file cannot be read at all.
    """
    folder, _, name = entry.rpartition("/")
    model: type[Typed] | None = reference_kinds()[folder].Fields if folder in reference_kinds() else None
    file = f"reference/{entry}.md"
    if not folder and name in _YAML_ENTRIES:
        model, file = _YAML_ENTRIES[name], f"reference/{name}.yaml"
    path = project.root / file
    if model is None or not is_safe_name(name) or not path.is_file() or not _is_inside(path, project.root):
        raise ProjectError("studio/no-entry", f"There is no “{entry}” in the standing information.")
    return _opened(path, file, model)


def fields_now(path: Path, file: str) -> Mapping[str, Any]:
    """The fields of a file as far as they can be read; nothing is checked, and the text below is left alone."""
    try:
        text = read_source(path, file).text
    except ContentError:
        return {}
    read = read_yaml(split_front_matter(text, file).yaml if path.suffix == ".md" else text, file)
    data = to_data(read.root, read.lines, file)[0] if read.root is not None else None
    return data if isinstance(data, dict) else {}


def _is_inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())


def _opened(path: Path, file: str, model: type[Typed] | None) -> Opened:
    """``model`` None: a section, whose kind says which fields it has."""
    source = read_source(path, file)
    whole = partial(Opened, path, file, None, {}, None, source.text, source.digest)
    try:
        EditedFile(path, source.digest, file).read()
    except ContentError as error:
        return whole(error.findings)
    if path.suffix == ".yaml":
        assert model is not None
        typed = read_yaml_file(path, file, model)
    else:
        typed = read_markdown_file(path, file, lambda data, places: model or section_model(data, places))
    if typed.digest != source.digest:
        return _opened(path, file, model)  # saved by someone else in between
    if model is None:
        chosen = section_model(dict(typed.data), typed.places)
        if isinstance(chosen, Finding):
            return whole(typed.findings)
        model = chosen
    body = typed.body.markdown if path.suffix == ".md" else None
    mistakes = typed.findings if has_errors(typed.findings) else ()
    return Opened(path, file, model, typed.data, body, source.text, source.digest, mistakes)
