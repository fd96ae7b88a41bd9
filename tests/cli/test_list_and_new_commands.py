import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_list(publication: Path, run: Run) -> None:
    header = publication / "issues/2026-11/issue.yaml"
    header.write_text(header.read_text("utf-8").replace("What a second opinion changed", ""), "utf-8")
    (publication / "issues/2027-01").mkdir()
    result = run("list")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2026-11  draft     2026-12-01  no subject yet",
        "2026-12  draft     2026-12-01  What a second opinion changed",
        "2027-01  cannot be read; see: newsletter build 2027-01",
    ]


def test_list_as_json(publication: Path, run: Run) -> None:
    run("build", "2026-12", "--as-of=2026-11-25")
    (publication / "issues/2027-01").mkdir()
    rows = json.loads(run("list", "--json").stdout)
    assert rows[1] == {
        "name": "2026-12", "built": True, "title": "December 2026", "number": 144, "date": "2026-12-01",
        "status": "draft", "subject": "What a second opinion changed", "sections": 7,
    }  # fmt: skip
    assert [(row["name"], row["built"]) for row in rows] == [
        ("2026-11", False), ("2026-12", True), ("2027-01", False),
    ]  # fmt: skip
    assert set(rows[2]) == {"name", "built"}


def test_list_of_nothing(publication: Path, run: Run) -> None:
    (publication / "issues").rename(publication / "elsewhere")
    assert run("list").stdout == "There are no issues yet. Start one with: newsletter new 2027-01\n"
    assert json.loads(run("list", "--json").stdout) == []


def test_new_and_what_to_do_next(publication: Path, run: Run) -> None:
    result = run("new", "2027-01")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Started issues/2027-01:",
        *(f"  issues/2027-01/{name}" for name in (
            "drug.md", "issue.yaml", "letter.md", "news.md", "printing.md", "story.md", "trials.md", "webinars.md"
        )),
        "",
        "Write into these files, then see the email with: newsletter build 2027-01",
    ]
    assert all((publication / line.strip()).is_file() for line in result.stdout.splitlines()[1:9])


def test_new_as_json_from_another_issue(publication: Path, run: Run) -> None:
    (publication / "issues/2026-11/issue.yaml").write_text(
        "title: T\nnumber: 9\ndate: 2026-11-01\nsections: [letter]\n", "utf-8"
    )
    result = run("new", "2027-01", "--from", "2026-11", "--json")
    assert json.loads(result.stdout) == {
        "name": "2027-01",
        "files": ["issues/2027-01/issue.yaml", "issues/2027-01/letter.md"],
    }


def test_new_says_what_is_wrong(publication: Path, run: Run) -> None:
    result = run("new", "2026-12")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "issues/2026-12 exists already, and nothing was changed. Choose another name.\n  (project/issue-exists)\n"
    )
    result = run("new", "../x")
    assert (result.exit_code, result.stderr) == (
        2,
        "“../x” cannot be the name of an issue. Write year and month, such as 2027-01.\n  (project/bad-issue-name)\n",
    )  # fmt: skip
    result = run("new", "2027-01", "--from", "2026-1")
    assert (result.exit_code, result.stderr) == (
        2, "There is no issue “2026-1”. Did you mean 2026-12?\n  (project/no-issue)\n",
    )  # fmt: skip
    assert run("new").exit_code == 2
    (publication / "issues/2026-12/letter.md").write_text("Words.\n", "utf-8")
    result = run("new", "2027-01")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "Must fix\n  issues/2026-12/letter.md:1: The line of three dashes above the fields is missing."
    )
    assert not (publication / "issues/2027-01").exists()
