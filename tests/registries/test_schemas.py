"""The JSON Schemas of the files that people write, held together with the models that read those files."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from editor_yaml import SPELLINGS, as_typed, editor_data
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from made_values import Maker, turns
from pydantic import BaseModel

from newsletter.content.front_matter import split_front_matter
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.schemas import FOLDER, as_text, content_schemas, json_schema, schema_line
from newsletter.content.section_kinds import section_kinds
from newsletter.content.typed_files import read_yaml_file
from newsletter.model import fields
from newsletter.model.issue import IssueHeader
from newsletter.model.person import Person
from newsletter.model.reference import Glossary, Organization
from newsletter.model.settings import Settings
from newsletter.rendering.theme import ThemeValues
from newsletter.rendering.theme_schema import theme_schema

SCHEMAS = content_schemas() | {"theme.json": theme_schema()}
MODELS: dict[str, type[BaseModel]] = {
    "newsletter.json": Settings, "issue.json": IssueHeader, "person.json": Person, "theme.json": ThemeValues,
    "organization.json": Organization, "glossary.json": Glossary,
    **{f"sections/{name}.json": kind.Fields for name, kind in section_kinds().items()},
    **{f"reference/{folder}.json": kind.Fields for folder, kind in reference_kinds().items()},
}  # fmt: skip
# Made one by one, an end is not after its start; and one answer is enough.
GIVEN = {"sections/event.json": {"end": "2026-12-10 20:30"}}
WITHOUT = {"sections/ask_the_expert.json": frozenset({"contributor"})}
# Fields of which a rule wants one although none alone has to be there.
NEEDED = {
    "sections/ask_the_expert.json": ("expert",), "sections/event.json": ("place",),
    "reference/webinars.json": ("status", "start", "zone"),
}  # fmt: skip
REPOSITORY = Path(__file__).parents[2]
_YAML = ("newsletter.yaml", "issues/*/issue.yaml", "people/*.yaml", "reference/*.yaml", "templates/theme.yaml")
YAML_FILES = [path for pattern in _YAML for path in sorted(REPOSITORY.glob(pattern))]
MARKDOWN_FILES = sorted([*REPOSITORY.glob("issues/*/*.md"), *REPOSITORY.glob("reference/*/*.md")])


def faults(name: str, data: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message}" for e in Draft7Validator(SCHEMAS[name]).iter_errors(data)]


def made(name: str, filled: bool, turn: int = 0) -> dict[str, Any]:
    """Values of every field of a file, or of the required ones alone."""
    without = WITHOUT.get(name, frozenset())
    full = Maker(turn).model(MODELS[name], True, without)
    values = full if filled else Maker(turn).model(MODELS[name], False, without)
    values |= {needed: full[needed] for needed in NEEDED.get(name, ())} | (GIVEN.get(name, {}) if filled else {})
    return values | ({"kind": Path(name).stem} if name.startswith("sections/") else {})


def objects(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of a group of fields inside a schema, with the way to it."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield path, schema
            for key, value in schema["properties"].items():
                yield from objects(value, f"{path}{key}.")
        for key in ("items", "additionalProperties"):
            yield from objects(schema.get(key), path)


def test_the_schemas_in_the_repository_are_up_to_date() -> None:
    written = {path.relative_to(REPOSITORY / FOLDER).as_posix() for path in (REPOSITORY / FOLDER).rglob("*.json")}
    assert written == set(SCHEMAS) == set(MODELS)
    for name, schema in SCHEMAS.items():
        assert (REPOSITORY / FOLDER / name).read_text("utf-8") == as_text(schema), "run: newsletter schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_of_draft_7(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert '"$ref"' not in as_text(SCHEMAS[name])
    assert SCHEMAS[name]["title"]
    assert len(SCHEMAS[name]["description"]) > 10


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_says_what_it_is_for(name: str) -> None:
    for path, group in objects(SCHEMAS[name]):
        for key, field in group["properties"].items():
            assert field["title"], f"{path}{key}"
            assert len(field["description"]) > 8, f"Write a docstring below the field {path}{key}."
            assert not re.search(r"``|\bNone\b|:class:", field["description"]), f"{path}{key}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_of_the_model_is_in_its_schema_and_no_other(name: str) -> None:
    def keys(kind: Any, path: str = "") -> Iterator[str]:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            for field, info in kind.model_fields.items():
                for key in {field, info.alias or field}:
                    yield f"{path}{key}"
                    yield from keys(info.annotation, f"{path}{key}.")
        for part in get_args(kind):
            yield from keys(part, path)

    groups = list(objects(SCHEMAS[name]))
    assert {f"{path}{key}" for path, group in groups for key in group["properties"]} == set(keys(MODELS[name]))
    assert all(group["additionalProperties"] is False for _, group in groups)


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_sample_file_names_its_schema_and_fits_it(path: Path) -> None:
    text = path.read_text("utf-8")
    match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert match, "the first line names the schema"
    name = (path.parent / match.group(1)).resolve().relative_to(REPOSITORY / FOLDER).as_posix()
    assert text.startswith(schema_line(name, path.relative_to(REPOSITORY).as_posix()))
    assert faults(name, editor_data(text)) == []


@pytest.mark.parametrize("path", MARKDOWN_FILES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_the_fields_of_a_sample_text_fit_their_schema(path: Path) -> None:
    data = editor_data(split_front_matter(path.read_text("utf-8"), path.name).yaml)
    in_issue = path.parent.parent.name == "issues"
    assert faults(f"sections/{data['kind']}.json" if in_issue else f"reference/{path.parent.name}.json", data) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_people_may_write_fits_typed_plainly_and_in_quotation_marks(name: str, tmp_path: Path) -> None:
    for data in [made(name, False), *(made(name, True, turn) for turn in turns(MODELS[name]))]:
        for text in (as_typed(data), json.dumps(data)):
            (tmp_path / "file.yaml").write_text(text, "utf-8")
            assert read_yaml_file(tmp_path / "file.yaml", "file.yaml", MODELS[name]).findings == ()
            assert faults(name, editor_data(text)) == []


PLACED = st.sampled_from(
    [*SPELLINGS, None, [], {}, ["x"], {"x": "y"}, [None], "draft", "in honor", "recruiting"]
).map(copy.deepcopy)  # fmt: skip
TOLD = {"reading/unknown-key", "reading/unknown-choice", "reading/missing-field"}


def collections(data: Any) -> Iterator[dict[str, Any] | list[Any]]:
    if isinstance(data, dict | list):
        yield data
        for value in data.values() if isinstance(data, dict) else data:
            yield from collections(value)


def change(draw: st.DataObject, data: dict[str, Any]) -> None:
    """Replace, take out, rename or add a value, anywhere but the section's kind."""
    parts = list(collections(data))
    part = parts[draw.draw(st.integers(0, len(parts) - 1))]
    keys = [key for key in part if key != "kind"] if isinstance(part, dict) else list(range(len(part)))
    how = draw.draw(st.sampled_from(["place", "take out", "rename", "add"])) if keys else "add"
    if how == "add":
        if isinstance(part, dict):
            part[draw.draw(st.sampled_from(["no_such_field", "titel", "sender", "drug_class"]))] = "x"
        return
    key: Any = draw.draw(st.sampled_from(keys))
    if how == "place":
        part[key] = draw.draw(PLACED)
    elif isinstance(part, dict):
        value = part.pop(key)
        if how == "rename":
            part[f"{key}s"] = value


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemas") / "file.yaml"


@pytest.mark.parametrize("name", SCHEMAS)
@settings(max_examples=30)  # of each kind of file
@given(draw=st.data())
def test_schema_and_model_agree_on_mistakes(name: str, scratch: Path, draw: st.DataObject) -> None:
    data = copy.deepcopy(made(name, draw.draw(st.booleans())))
    for _ in range(draw.draw(st.integers(1, 2))):
        change(draw, data)
    text = as_typed(data) if draw.draw(st.booleans()) else json.dumps(data)
    scratch.write_text(text, "utf-8")
    read = read_yaml_file(scratch, "file.yaml", MODELS[name])
    found = faults(name, editor_data(text))
    # The reader leaves out every key with nothing after it, known or not; an editor underlines one that is mistyped.
    mistyped = any(value is None and key not in SCHEMAS[name]["properties"] for key, value in data.items())
    if not read.findings and not mistyped:
        assert found == []
    if TOLD & {finding.rule for finding in read.findings}:
        assert found, [str(finding) for finding in read.findings]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("issue.json", {"colour": "red"}),
        ("issue.json", {"status": "drft"}),
        ("issue.json", {"title": None}),
        ("issue.json", {"from": {"name": "A", "address": "a@b.org"}, "sender": {"name": "A", "address": "a@b.org"}}),
        ("newsletter.json", {"reviewers": ["a@example.org"] * 11}),
        ("reference/drugs.json", {"drug_class": "one more"}),
        ("reference/pages.json", {"figures": [{"label": "x", "of_100": 101}]}),
        ("sections/letter.json", {"kind": "leter"}),
        ("sections/letter.json", {"photo": "images/garden.jpg"}),
        ("sections/dedication.json", {"names": []}),
        ("person.json", {"approvals": [{}]}),
    ],
)
def test_what_a_schema_refuses(name: str, change: dict[str, Any]) -> None:
    assert faults(name, made(name, False)) == []
    assert faults(name, made(name, False) | change) != []


@pytest.mark.parametrize(
    ("name", "old", "new"), [("reference/drugs.json", "class", "drug_class"), ("issue.json", "from", "sender")]
)
def test_a_field_may_go_by_the_models_own_name(name: str, old: str, new: str) -> None:
    data = made(name, True)
    data[new] = data.pop(old)
    assert faults(name, data) == []
    assert SCHEMAS[name]["properties"][new]["deprecationMessage"] == f"Write “{old}”."


def test_a_type_that_nobody_described_is_refused() -> None:
    class Unknown(fields.Typed):
        """A model."""

        number: float

    with pytest.raises(TypeError, match="No schema is known for <class 'float'>"):
        json_schema(Unknown, "Unknown")
