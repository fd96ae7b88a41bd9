"""What a person contributed: the sections that name them, with their pictures, wherever they stand in ``issues/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from newsletter.content.issues import section_model
from newsletter.content.project import Project
from newsletter.content.targets import references_in
from newsletter.content.typed_files import TypedFile, read_markdown_file
from newsletter.model.fields import RefersToPerson
from newsletter.model.finding import Finding
from newsletter.model.issue import SectionFields

NOTE = "A story that stood here was withdrawn at its author's wish."
"""What stands in place of a withdrawn story."""

REDACTED = f"---\nkind: text\n---\n{NOTE}\n"
"""The file of a withdrawn section."""


@dataclass(frozen=True)
class Contribution:
    """One section that names a person.

    ``file`` is relative to the publication; ``texts`` are all its words, field by field; ``pictures`` are the files
    that it shows and ``shared`` those that another section of the issue shows too, by their names in its folder.
    """

    issue: str
    file: str
    path: Path
    title: str | None
    texts: tuple[str, ...] = field(repr=False)
    pictures: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def contributions(project: Project, person: str) -> tuple[Contribution, ...]:
    """The sections that name a person, by id, of all issues; those that no list names, or that have mistakes, too."""
    return tuple(found for issue in project.issue_names() for found in _in_issue(project.issues / issue, person))


def _in_issue(folder: Path, person: str) -> Iterator[Contribution]:
    base = f"{folder.parent.name}/{folder.name}"
    paths = sorted(path for path in folder.glob("*.md") if path.is_file())
    files = {path: read_markdown_file(path, f"{base}/{path.name}", section_model) for path in paths}
    own = {path: file for path, file in files.items() if _names(file, person)}
    others = {picture for path, file in files.items() if path not in own for picture in _pictures(file)}
    for path, file in own.items():
        pictures = _pictures(file)
        title = file.data.get("title")
        yield Contribution(
            issue=folder.name,
            file=f"{base}/{path.name}",
            path=path,
            title=title if isinstance(title, str) else None,
            texts=(*_texts(file.data), file.body.markdown or path.read_text(encoding="utf-8", errors="replace")),
            pictures=tuple(name for name in pictures if name not in others),
            shared=tuple(name for name in pictures if name in others),
        )


def _names(file: TypedFile[SectionFields], person: str) -> bool:
    """Whether a section names a person; where its kind cannot be told, whether any field is the person's id."""
    model = section_model(dict(file.data), file.places)
    marks = {} if isinstance(model, Finding) else references_in(model)
    fields = [name for name in file.data if not marks or isinstance(marks.get(name), RefersToPerson)]
    return any(isinstance(value := file.data[name], str) and value.strip() == person for name in fields)


def _pictures(file: TypedFile[SectionFields]) -> tuple[str, ...]:
    """The pictures of a section by their names in the issue's folder, each once."""
    named = [*_values(file.data, "file"), *file.body.pictures]
    return tuple(dict.fromkeys(PurePosixPath(name).as_posix() for name in named))


def _values(data: Any, key: str) -> Iterator[str]:
    """The texts under a key, at any depth."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key and isinstance(value, str):
                yield value
            yield from _values(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, key)


def _texts(data: Any) -> Iterator[str]:
    """Every text of the fields."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
