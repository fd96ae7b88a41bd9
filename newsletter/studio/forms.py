"""From a model to a form: what can be filled in, in which way, and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from newsletter.content.field_words import field_words
from newsletter.model.fields import (
    Date,
    DescribedPicture,
    Description,
    EmailAddress,
    FullText,
    Language,
    LocalTime,
    NctNumber,
    Phone,
    Picture,
    RefersTo,
    RefersToPerson,
    Text,
    TrialPhase,
    Typed,
    WebAddress,
    WholeNumber,
    YesNo,
    Zone,
)
from newsletter.model.place import FieldPath
from newsletter.studio.choices import Choice, Choices
from newsletter.studio.field_labels import HELP, LABELS, LIMITS, SEVERAL_SENTENCES, is_hidden

_CONTROLS = {
    get_args(kind)[1].func: control
    for kind, control in (
        (Text, "text"), (FullText, "text"), (Description, "text"), (Date, "date"), (LocalTime, "moment"),
        (Zone, "zone"), (YesNo, "yes"), (WholeNumber, "number"), (EmailAddress, "email"), (WebAddress, "url"),
        (Phone, "tel"), (Language, "language"), (NctNumber, "text"), (TrialPhase, "text"),
    )
}  # fmt: skip

_WORDS_OF_A_LABEL = 4


@dataclass(frozen=True)
class Shape:
    """How a value is filled in.

    ``control`` names a macro of ``studio/fields.html``.  ``inner`` is the type of what is in it: a model, the items
    of a list, the choices.  ``refers`` is what it names, where it names something.
    """

    control: str
    inner: Any = None
    refers: RefersTo | RefersToPerson | None = None


@dataclass(frozen=True)
class Field:
    """One field of a form.

    ``path`` leads to its value in the file; ``value`` is what stands there as typed, ``shown`` (of a list
    ``shown_items``) the same in words.  A group holds ``fields`` instead, a list of groups ``items``.  ``limit`` is
    how many letters read well, and no more than advice.  A picture without words is an ornament where it may be one.
    """

    path: FieldPath
    label: str
    help: str
    required: bool
    control: str
    value: Any = None
    shown: str = ""
    choices: tuple[Choice, ...] = ()
    limit: int | None = None
    fields: tuple[Field, ...] = ()
    items: tuple[tuple[Field, ...], ...] = ()
    shown_items: tuple[str, ...] = ()
    may_be_ornament: bool = False
    is_ornament: bool = False

    @property
    def id(self) -> str:
        """What the field is called within its page."""
        return "field-" + "-".join(map(str, self.path))


def form_fields(model: type[Typed], data: Mapping[str, Any], choices: Choices) -> tuple[Field, ...]:
    """The fields of a file, in the order of its model."""
    return _fields(model, data, (), choices)


def shape_at(model: type[Typed], path: FieldPath) -> Shape | None:
    """The shape of the value at a path; None where the model has no such field."""
    shape = Shape("group", model)
    for part in path:
        if isinstance(part, int) or shape.control == "named":
            if shape.control not in ("texts", "groups", "named") or isinstance(part, int) is (shape.control == "named"):
                return None
            shape = _shape(shape.inner, [])
            continue
        fields = shape.inner.model_fields if shape.control in ("group", "picture") else {}
        info = next((info for name, info in fields.items() if part == (info.alias or name)), None)
        if info is None or is_hidden(shape.inner, str(part)):
            return None
        shape = _shape(info.annotation, info.metadata)
    return shape


def empty_item(model: type[BaseModel]) -> dict[str, str | None]:
    """A new item of a list: the fields that it has to have, all empty."""
    return {info.alias or name: None for name, info in model.model_fields.items() if info.is_required()} or {
        next(iter(model.model_fields)): None
    }


def _fields(model: type[BaseModel], data: Mapping[str, Any], path: FieldPath, choices: Choices) -> tuple[Field, ...]:
    return tuple(
        _field(model, name, info, data.get(info.alias or name), path, choices)
        for name, info in model.model_fields.items()
        if not is_hidden(model, info.alias or name)
    )


def _field(model: type[BaseModel], name: str, info: FieldInfo, value: Any, above: FieldPath, choices: Choices) -> Field:
    key = info.alias or name
    path = (*above, key)
    shape = _shape(info.annotation, info.metadata)
    label = LABELS.get(key, key.replace("_", " ").capitalize())
    words = HELP.get(key, _helpful(field_words(model, name)))
    control, inner = shape.control, shape.inner
    fields: tuple[Field, ...] = ()
    items: tuple[tuple[Field, ...], ...] = ()
    if control in ("group", "picture"):
        fields = _fields(inner, value if isinstance(value, Mapping) else {}, path, choices)
    elif control == "groups":
        rows = value if isinstance(value, list) else []
        items = tuple(
            _fields(inner, row if isinstance(row, Mapping) else {}, (*path, index), choices)
            for index, row in enumerate(rows)
        )
    elif control == "named":
        named = value.items() if isinstance(value, Mapping) else ()
        fields = tuple(_named(inner, row, (*path, name), choices) for name, row in named)
    elif control == "texts":
        value = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    elif not isinstance(value, str):
        value = ""
    if control == "text" and (key in SEVERAL_SENTENCES or "\n" in value):
        control = "long"
    if control in ("date", "moment"):
        control, value = _native(control, value)
    return Field(
        path, label, words, info.is_required(), control, value,
        shown=choices.shown(shape.refers, value) if isinstance(value, str) else "",
        shown_items=tuple(choices.shown(shape.refers, item) for item in value) if control == "texts" else (),
        choices=choices.of(shape.control, shape.inner, shape.refers, value),
        limit=LIMITS.get(key),
        fields=fields, items=items,
        may_be_ornament=control == "picture" and inner is not DescribedPicture,
        is_ornament=isinstance(value, Mapping) and value.get("alt") == "",
    )  # fmt: skip


def _helpful(words: str) -> str:
    """The words below a field, unless they only say its label again ("The phase.")."""
    return words if len(words.split()) > _WORDS_OF_A_LABEL else ""


def _named(model: Any, row: Any, path: FieldPath, choices: Choices) -> Field:
    """A group that people gave a name to, such as one link of the organization."""
    fields = _fields(model, row if isinstance(row, Mapping) else {}, path, choices)
    return Field(path, str(path[-1]).replace("-", " ").capitalize(), "", False, "group", fields=fields)


_READ: Mapping[str, TypeAdapter[Any]] = {"date": TypeAdapter(Date), "moment": TypeAdapter(LocalTime)}


def _native(control: str, typed: str) -> tuple[str, str]:
    """A day or a time as the browser's own control takes it.  What it would not show stays words, to be mended."""
    if not typed.strip():
        return control, ""
    try:
        value: date | datetime = _READ[control].validate_python(typed)
    except ValidationError:
        return "text", typed
    return control, value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def _shape(kind: Any, marks: Sequence[Any]) -> Shape:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _shape(parts[0], [*marks, *parts[1:]])
    if origin in (Union, UnionType):
        (inner,) = (part for part in parts if part is not type(None))
        return _shape(inner, marks)
    if origin is tuple:
        item = _shape(parts[0], [])
        return Shape("groups" if item.control == "group" else "texts", item.inner or parts[0], item.refers)
    if origin is dict:
        return Shape("named", parts[1])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Shape("choice", kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Shape("picture" if issubclass(kind, Picture) else "group", kind)
    refers = next((mark for mark in marks if isinstance(mark, RefersTo | RefersToPerson)), None)
    if refers is not None:
        return Shape("person" if isinstance(refers, RefersToPerson) else "reference", None, refers)
    validators = (_CONTROLS.get(mark.func) for mark in marks if isinstance(mark, BeforeValidator))
    return Shape(next((control for control in validators if control), "text"))
