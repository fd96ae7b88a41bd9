"""From a place in the email to the page and the field in which it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from newsletter.content.issues import HEADER, section_model
from newsletter.content.project import Project, is_safe_name
from newsletter.content.typed_files import read_markdown_file, read_yaml_file
from newsletter.model.errors import ProjectError
from newsletter.model.issue import IssueHeader
from newsletter.model.place import FieldPath
from newsletter.studio.opened import open_section

_SHORTEST = 3
"""Letters that words must have at least to be looked for inside of a longer value."""


@dataclass(frozen=True)
class Written:
    """Where something was written: ``url`` is its page, ``words`` the line of the text where it is no field.

    ``standing`` says that it comes from the standing information, whose page is another one.
    """

    url: str
    field: FieldPath = ()
    words: str = ""
    standing: str = ""

    def as_json(self) -> dict[str, Any]:
        """The same for a page."""
        return {"url": self.url, "field": self.field, "words": self.words, "text": "", "standing": self.standing}


def find_place(project: Project, issue: str, at: str, words: str, unsaved: Mapping[Path, bytes]) -> Written:
    """Where the block with the mark ``at`` (``file:line``, percent-encoded) was written.

    ``words`` are those that it shows, or the address of its picture.  Raises ProjectError where that is no section of
    the issue and no entry of the reference.
    """
    file, _, number = unquote(at).rpartition(":")
    line = int(number) if number.isdecimal() else 0
    if not line:
        file = unquote(at)
    folder = project.issue_folder(issue)
    parts = PurePosixPath(file).parts
    if parts[:1] == ("reference",) and ".." not in parts:
        entry = file.removeprefix("reference/").rpartition(".")[0]
        return Written(f"/standing/{quote(entry)}", standing=entry)
    name = PurePosixPath(file).name
    if parts[:-1] != ("issues", folder.name) or not is_safe_name(name.partition(".")[0]):
        raise ProjectError("studio/no-place", "It is not known where this was written.")
    url = f"/issues/{quote(folder.name)}"
    if name == HEADER:
        return Written(url, _field(read_yaml_file(folder / name, file, IssueHeader, unsaved).data, words) or ("title",))
    url = f"{url}/sections/{quote(name.removesuffix('.md'))}"
    open_section(project, issue, name.removesuffix(".md"))
    read = read_markdown_file(folder / name, file, section_model, unsaved)
    lines, index = read.body.markdown.split("\n"), line - read.body.first_line
    if line and 0 <= index < len(lines):
        return Written(url, words=lines[index].strip())
    return Written(url, _field(read.data, words) or ("title",))


def _field(data: Mapping[str, Any], words: str) -> FieldPath | None:
    """The field that shows these words: one that is exactly so, else one that holds them or is held by them."""
    wanted = " ".join(words.split()).casefold()
    if not wanted:
        return None
    values = [(path, " ".join(value.split()).casefold()) for path, value in _texts((), data)]
    exact = next((path for path, value in values if value == wanted), None)
    if exact is not None:
        return exact
    near = [
        (len(value), path) for path, value in values
        if len(value) >= _SHORTEST and len(wanted) >= _SHORTEST and (value in wanted or wanted in value)
    ]  # fmt: skip
    return max(near, key=lambda one: one[0])[1] if near else None


def _texts(path: FieldPath, value: Any) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts((*path, index), inner)
