"""One file to one model: YAML files, and Markdown files with front matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from newsletter.content.front_matter import split_front_matter
from newsletter.content.markdown import parse_markdown
from newsletter.content.source_file import read_source
from newsletter.content.validation import validation_findings
from newsletter.content.yaml_reader import Mapping as MappingNode
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.errors import ContentError
from newsletter.model.fields import Typed
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place, Places
from newsletter.model.rich_text import RichText

M = TypeVar("M", bound=Typed)


@dataclass(frozen=True)
class TypedFile(Generic[M]):
    """A file as read.  ``value`` is None where it could not be made; ``findings`` says why.

    ``data`` are the fields as typed, as far as they could be read.
    """

    value: M | None
    body: RichText
    digest: str
    places: Places
    findings: tuple[Finding, ...]
    data: Mapping[str, Any] = field(default_factory=dict)


ModelOf = Callable[[dict[str, Any], Places], "type[M] | Finding"]
"""Chooses the model for the data of a file, or says why there is none."""


def read_yaml_file(path: Path, file: str, model: type[M], unsaved: Mapping[Path, bytes] | None = None) -> TypedFile[M]:
    """Read a YAML file into ``model``; ``file`` and ``unsaved`` as :func:`read_source` has them.  Never raises."""
    try:
        source = read_source(path, file, unsaved=unsaved)
    except ContentError as error:
        return TypedFile(None, RichText(), "", Places(file, {}), error.findings)
    data, places, findings = _data(source.text, file, 1)
    value, more = _validated(data, places, lambda _data, _places: model) if data is not None else (None, ())
    return TypedFile(value, RichText(), source.digest, places, (*findings, *more), data or {})


def read_markdown_file(
    path: Path, file: str, model_of: ModelOf[M], unsaved: Mapping[Path, bytes] | None = None
) -> TypedFile[M]:
    """Read a Markdown file with front matter; ``model_of`` chooses the model by its fields.  Never raises."""
    try:
        source = read_source(path, file, unsaved=unsaved)
    except ContentError as error:
        return TypedFile(None, RichText(), "", Places(file, {}), error.findings)
    parts = split_front_matter(source.text, file)
    if not parts.complete:
        return TypedFile(None, RichText(), source.digest, Places(file, {}), parts.findings)
    data, places, findings = _data(parts.yaml, file, parts.yaml_first_line)
    value, more = _validated(data, places, model_of) if data is not None else (None, ())
    body, in_body = parse_markdown(parts.body, file, parts.body_first_line)
    return TypedFile(value, body, source.digest, places, (*parts.findings, *findings, *more, *in_body), data or {})


@lru_cache(maxsize=32)
def _data(yaml: str, file: str, first_line: int) -> tuple[dict[str, Any] | None, Places, tuple[Finding, ...]]:
    read = read_yaml(yaml, file, first_line)
    if read.root is None and not read.findings:
        return {}, Places(file, {}), ()
    if read.root is not None and not isinstance(read.root, MappingNode):
        finding = Finding(
            "reading/not-fields", Severity.ERROR, Place(file, first_line, 1),
            "Fields are expected here.", "Write one “name: value” a line.",
        )  # fmt: skip
        return None, Places(file, {}), (*read.findings, finding)
    data, places = to_data(read.root, read.lines, file)
    return data, places, read.findings


def _validated(data: dict[str, Any], places: Places, model_of: ModelOf[M]) -> tuple[M | None, tuple[Finding, ...]]:
    model = model_of(data, places)
    if isinstance(model, Finding):
        return None, (model,)
    try:
        # A key with nothing after it is a key that was left out.
        return model.model_validate({key: value for key, value in data.items() if value is not None}), ()
    except ValidationError as error:
        findings = validation_findings(error, places, model)
        empty = {key for key, value in data.items() if value is None}
        return None, tuple(
            _filled_in(f) if f.rule == "reading/missing-field" and f.field in empty else f for f in findings
        )


def _filled_in(finding: Finding) -> Finding:
    return Finding(
        finding.rule, finding.severity, finding.place, f"“{finding.field}” is still empty.",
        "Write its value after the colon.", field=finding.field,
    )  # fmt: skip
