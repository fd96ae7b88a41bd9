"""Front matter made from the types of a model's fields, so that a new kind is tested before it has tests of its own."""

import json
from collections.abc import Iterator
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from newsletter.model import fields
from newsletter.model.fields import Picture, RefersTo, RefersToPerson
from newsletter.rendering.colors import HexColor

IDS = {"drugs": "trabectedin", "webinars": "boot-camp-3", "drug-groups": "targeted", "pages": "what-is-lms"}
PICTURE = "images/garden.jpg"
# By the function that reads the value; a new type of field needs a line here.
BY_TYPE = {
    fields.Date: "2026-12-04", fields.LocalTime: "2026-12-10 19:30", fields.Zone: "America/New_York",
    fields.YesNo: "yes", fields.WholeNumber: "45", fields.EmailAddress: "someone@example.org",
    fields.WebAddress: "https://example.org/page", fields.StoreAddress: "s3://bucket/newsletter",
    fields.Phone: "+18005550100", fields.Language: "es",
    fields.NctNumber: "NCT01234567", fields.TrialPhase: "2", HexColor: "#4a1f4f",
}  # fmt: skip
_BY_READER = {_mark.func: value for kind, value in BY_TYPE.items() for _mark in kind.__metadata__}
_WORDS = {mark.func for kind in (fields.Text, fields.FullText) for mark in kind.__metadata__} | {fields._description}


class Maker:
    """Makes values; ``words`` collects every free text that it made, by the field's path."""

    def __init__(self, turn: int = 0) -> None:
        self.turn = turn
        self.words: dict[str, str] = {}

    def model(self, model: type[BaseModel], filled: bool, without: frozenset[str], path: str = "") -> dict[str, Any]:
        """Every field of a model but ``without``, or the required ones alone."""
        return {
            info.alias or name: self.field(info, f"{path}{name}", filled)
            for name, info in model.model_fields.items()
            if name not in without and (filled or info.is_required())
        }

    def field(self, info: FieldInfo, path: str, filled: bool) -> Any:
        if info.annotation is str and path == "kind":
            return "?"
        return self.value(info.annotation, list(info.metadata), path, filled)

    def value(self, kind: Any, marks: list[Any], path: str, filled: bool) -> Any:
        origin = get_origin(kind)
        if origin is Annotated:
            inner, *more = get_args(kind)
            return self.value(inner, [*marks, *more], path, filled)
        if origin in (Union, UnionType):
            (inner,) = (option for option in get_args(kind) if option is not type(None))
            return self.value(inner, marks, path, filled)
        if origin is dict:
            return {f"key-{n}": self.value(get_args(kind)[1], [], f"{path}.{n}", filled) for n in range(2)}
        if origin is tuple:
            return [self.value(get_args(kind)[0], marks, f"{path}.{n}", filled) for n in range(2 if filled else 1)]
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return list(kind)[self.turn % len(kind)].value
        if isinstance(kind, type) and issubclass(kind, Picture):
            return {"file": PICTURE} | self.model(kind, filled, frozenset({"file"}), f"{path}.")
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.model(kind, filled, frozenset(), f"{path}.")
        for mark in marks:
            if isinstance(mark, RefersTo):
                return IDS[mark.folder]
            if isinstance(mark, RefersToPerson):
                return "person-0031"
        for mark in marks:
            if isinstance(mark, BeforeValidator) and mark.func in _BY_READER:
                return _BY_READER[mark.func]
            if isinstance(mark, BeforeValidator) and mark.func in _WORDS:
                return self._word(path)
        raise AssertionError(f"No value is known for {path}, a {kind}: add one to BY_TYPE.")

    def _word(self, path: str) -> str:
        # Letters that need escaping in HTML, and none that a template may rightly change at the start.
        self.words[path] = f"W{len(self.words):02}x & <{path.replace('.', ' ')}>"
        return self.words[path]


def front_matter(values: dict[str, Any], body: str) -> str:
    """A file of these fields: JSON is YAML."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join(["---", *lines, "---", body, ""])


def turns(model: type[BaseModel]) -> Iterator[int]:
    """As many turns as it takes for every choice of every field to have its own."""
    sizes = [
        len(kind)
        for info in model.model_fields.values()
        for kind in (info.annotation, *get_args(info.annotation))
        if isinstance(kind, type) and issubclass(kind, StrEnum)
    ]
    return iter(range(max(sizes, default=1)))
