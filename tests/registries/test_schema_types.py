"""The schema of each type of value takes what the model takes, and no more where an editor can tell."""

import json
from typing import Any, get_args

import pytest
from editor_yaml import SPELLINGS, editor_data
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BeforeValidator, TypeAdapter, ValidationError

from newsletter.content.schema_types import BY_READER, reader
from newsletter.model import fields

TYPES = {
    name: kind
    for name, kind in vars(fields).items()
    if any(isinstance(mark, BeforeValidator) for mark in get_args(kind))
}
# What a schema takes although the model refuses it: it sees 45.0 as the number 45 and 0x1F as 31, and cannot see a
# plus sign that an editor took for part of a number.
LENIENT = {
    *(("WholeNumber", text) for text in ("45.0", "1e3", "0x1F")),
    *(("Phone", text) for text in ("1234567890", "18005550100")),
}


def takes(kind: Any, text: str | None) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def fits(kind: Any, text: str, plain: bool) -> bool:
    value = editor_data(text if plain and text.strip() == text and text and "#" not in text else json.dumps(text))
    return Draft7Validator(BY_READER[reader(kind)]).is_valid(value)


def test_every_type_has_a_schema() -> None:
    assert {"Date", "YesNo", "FullText"} <= set(TYPES)
    assert [name for name, kind in TYPES.items() if reader(kind) not in BY_READER] == []


@pytest.mark.parametrize("name", TYPES)
def test_schema_and_model_take_the_same_spellings(name: str) -> None:
    kind = TYPES[name]
    for text in SPELLINGS:
        for plain in (True, False):
            read = None if plain and text == "null" else text
            if takes(kind, read):
                assert fits(kind, text, plain), text
            elif (name, text) not in LENIENT:
                assert not fits(kind, text, plain), text


@given(st.data())
def test_whatever_text_a_model_takes_its_schema_takes(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(TYPES.values())))
    pattern = BY_READER[reader(kind)].get("pattern", "x")
    text = data.draw(st.text() | st.sampled_from(SPELLINGS) | st.from_regex(pattern).map(str.upper))
    text += data.draw(st.sampled_from(["", " ", "\n", "x"]))
    if takes(kind, text):
        assert fits(kind, text, plain=False)
