"""JSON Schemas of the files that people write, for help while typing.

Draft 7, because yaml-language-server knows "JSON Schema 7 and below"
(https://github.com/redhat-developer/yaml-language-server).  Nothing is shared by ``$ref``: in draft 7 the words
beside one are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from annotated_types import Le, MaxLen, MinLen
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from newsletter.content.field_words import field_words, first_paragraph
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.schema_types import BY_READER, Reader, Schema
from newsletter.content.section_kinds import section_kinds
from newsletter.model.fields import RefersTo, RefersToPerson
from newsletter.model.issue import IssueHeader
from newsletter.model.person import Person
from newsletter.model.reference import Glossary, Organization
from newsletter.model.settings import Settings

FOLDER = ".schemas"
"""Where the schemas of a publication stand."""

ISSUE = "issue.json"
"""The schema of ``issue.yaml``."""


def content_schemas() -> dict[str, Schema]:
    """A schema for each kind of file that is content, by its path below FOLDER."""
    schemas = {
        "newsletter.json": json_schema(Settings, "Newsletter"),
        ISSUE: json_schema(IssueHeader, "Issue"),
        "person.json": json_schema(Person, "Person"),
        "organization.json": json_schema(Organization, "Organization"),
        "glossary.json": json_schema(Glossary, "Glossary"),
    }
    for name, kind in section_kinds().items():
        schema = json_schema(kind.Fields, kind.TITLE, kind.__doc__)
        schema["properties"]["kind"] = {"const": name, "title": "Kind", "description": schema["description"]}
        schemas[f"sections/{name}.json"] = schema
    for folder, entry in reference_kinds().items():
        title = folder.replace("-", " ").capitalize()
        schemas[f"reference/{folder}.json"] = json_schema(entry.Fields, title, entry.__doc__)
    return schemas


def schema_line(schema: str, file: str) -> str:
    """The first line of a YAML file by which editors find its schema.

    ``schema`` is a path below FOLDER, ``file`` a path below the publication.
    """
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{schema}\n"


def as_text(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def json_schema(
    model: type[BaseModel], title: str, words: str | None = None, more: Mapping[Reader, Schema] | None = None
) -> Schema:
    """The schema of a file that ``model`` reads.

    ``words`` is a docstring that says what the file is for, the model's own if None.  ``more`` gives schemas for
    types of values besides those of ``model/fields.py``, by the function that reads them.  Raises TypeError for a
    type or a constraint that it does not know, so that a schema never lags behind its model in silence.
    """
    writer = _Writer({**BY_READER, **(more or {})})
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return head | {"description": first_paragraph(words or model.__doc__)} | writer.group(model, whole_file=True)


class _Writer:
    def __init__(self, readers: Mapping[Reader, Schema]) -> None:
        self.readers = readers

    def group(self, model: type[BaseModel], whole_file: bool = False) -> Schema:
        properties: dict[str, Schema] = {}
        required, either = [], []
        for name, info in model.model_fields.items():
            key = info.alias or name
            schema = self._field(model, name, info)
            if whole_file and not info.is_required():
                schema = _or_empty(schema)  # a key with nothing after it counts as left out
            properties[key] = schema
            if key != name:
                # The model takes its own name for a field as well; editors do not offer it.
                properties[name] = schema | {"deprecationMessage": f"Write “{key}”."}
                names = [{"required": [key]}, {"required": [name]}]
                either.append({"oneOf": names} if info.is_required() else {"not": {"required": [key, name]}})
            elif info.is_required():
                required.append(key)
        schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
        if whole_file and not required and not either:
            schema = _or_empty(schema)
        return schema | ({"allOf": either} if either else {})

    def _field(self, model: type[BaseModel], name: str, info: FieldInfo) -> Schema:
        schema = self._value(info.annotation, info.metadata)
        words = field_words(model, name) or schema.get("description", "")
        hint = schema.get("patternErrorMessage", "") if "examples" in schema else ""
        described = f"{words} {hint}".strip()
        title = {"title": (info.alias or name).replace("_", " ").capitalize()}
        return title | {"description": described} | {k: v for k, v in schema.items() if k != "description"}

    def _value(self, kind: Any, marks: list[Any]) -> Schema:
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._value(parts[0], [*marks, *parts[1:]])
        if origin in (Union, UnionType):
            (inner,) = (part for part in parts if part is not type(None))
            return _or_empty(self._value(inner, marks))
        if origin is tuple:
            return self._constrained({"type": "array", "items": self._value(parts[0], [])}, marks)
        if origin is dict:
            values = self._value(parts[1], [])
            return {"type": "object", "additionalProperties": values, "propertyNames": {"pattern": r"\S"}}
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return {"enum": [str(choice) for choice in kind], "description": first_paragraph(kind.__doc__)}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.group(kind) | {"description": first_paragraph(kind.__doc__)}
        for mark in marks:
            if isinstance(mark, BeforeValidator) and mark.func in self.readers:
                return self._constrained(self.readers[cast(Reader, mark.func)], [m for m in marks if m is not mark])
        raise TypeError(f"No schema is known for {kind} with {marks}. Add one to schema_types.py.")

    def _constrained(self, schema: Schema, marks: list[Any]) -> Schema:
        for mark in marks:
            match mark:
                case MinLen(min_length=least):
                    schema = schema | {"minItems": least}
                case MaxLen(max_length=most):
                    schema = schema | {"maxItems": most}
                case Le(le=most):
                    schema = schema | {"maximum": most}
                case RefersTo(folder=folder):
                    schema = schema | {"description": f"The name of a file in reference/{folder}/, without .md."}
                case RefersToPerson():
                    schema = schema | {"description": "The name of a file in people/, without .yaml."}
                case _:
                    raise TypeError(f"No schema is known for {mark}.")
        return schema


def _or_empty(schema: Schema) -> Schema:
    """The same, with nothing typed after the key."""
    if "enum" in schema:
        return schema | {"enum": list(dict.fromkeys([*schema["enum"], None]))}
    if "not" in schema:
        return schema | {"not": {"type": ["object", "array"]}}
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return schema | {"type": list(dict.fromkeys([*types, "null"]))}
