import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_schemas_are_written_once(publication: Path, run: Run) -> None:
    result = run("schema")
    written = {path: path.read_bytes() for path in (publication / ".schemas").rglob("*.json")}
    count = len(written)
    assert result.stdout == f"Wrote {count} of {count} schemas into .schemas/.\n"
    assert run("schema").stdout == f"All {count} schemas in .schemas/ are up to date.\n"
    assert {path: path.read_bytes() for path in written} == written
    assert b"\r" not in b"".join(written.values())
    assert "kind" in json.loads(written[publication / ".schemas/sections/letter.json"])["properties"]


def test_check_tells_what_is_out_of_date_and_writes_nothing(publication: Path, run: Run) -> None:
    assert run("schema", "--check").exit_code == 1
    assert not (publication / ".schemas").exists()
    run("schema")
    assert (run("schema", "--check").exit_code, run("schema", "--check").output) == (0, "")
    (publication / ".schemas/issue.json").write_text("{}", "utf-8")
    (publication / ".schemas/sections/text.json").unlink()
    result = run("schema", "--check")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        ".schemas/issue.json is missing or out of date.",
        ".schemas/sections/text.json is missing or out of date.",
        "Write them anew with: newsletter schema",
    ]
    assert run("schema").stdout.startswith("Wrote 2 of ")


def test_another_folder_and_one_that_cannot_be_used(publication: Path, run: Run) -> None:
    assert run("schema", "--out", "elsewhere").exit_code == 0
    assert (publication / "elsewhere/reference/drugs.json").is_file()
    assert not (publication / ".schemas").exists()
    (publication / ".schemas").mkdir()
    (publication / ".schemas/sections").write_text("in the way", "utf-8")
    result = run("schema")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "Choose another folder with --out." in result.stderr


@pytest.mark.parametrize("schemas", [True, False])
def test_a_new_issue_names_its_schema_where_there_is_one(publication: Path, run: Run, schemas: bool) -> None:
    if schemas:
        run("schema")
    run("new", "2027-01")
    line = "# yaml-language-server: $schema=../../.schemas/issue.json"
    lines = (publication / "issues/2027-01/issue.yaml").read_text("utf-8").splitlines()
    assert (lines[0] == line) is schemas
    assert lines[1 if schemas else 0] == 'title: "January 2027"'
    assert run("new", "2027-02", "--from", "2027-01").exit_code == 0
