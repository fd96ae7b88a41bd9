import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
AS_OF = "--as-of=2026-11-25"


def break_letter(root: Path, issue: str = "2026-12") -> None:
    (root / f"issues/{issue}/letter.md").write_text("---\nkind: letter\ntitel: T\n---\nWords.\n", "utf-8")


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_newest_issue_is_built_when_none_is_named(publication: Path, run: Run) -> None:
    result = run("build", AS_OF)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second = result.stdout.splitlines()
    size = len((publication / "dist/2026-12/email.html").read_bytes()) / 1000
    assert first == f"Built 2026-12: {size:.0f} KB."
    assert second == "  Open dist/2026-12/email.html in a browser."
    assert files(publication / "dist/2026-12") == [
        "email.html", "email.mjml", "email.txt", "images/garden.jpg",
        "images/theme/logo-dark.png", "images/theme/logo-light.png",
    ]  # fmt: skip
    assert not (publication / "dist/2026-11").exists()


@pytest.mark.parametrize("here", ["issues/2026-11", "issues/2026-11/images"])
def test_inside_an_issue_folder_that_issue_is_built(
    publication: Path, run: Run, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    monkeypatch.chdir(publication / here)
    assert run("build", AS_OF).stdout.startswith("Built 2026-11: ")
    assert files(publication / "dist/2026-11")
    assert not (publication / "dist/2026-12").exists()


@pytest.mark.parametrize("here", ["issues", "reference/drugs"])
def test_elsewhere_in_the_publication_the_newest_is_built(
    publication: Path, run: Run, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    monkeypatch.chdir(publication / here)
    assert run("build", AS_OF).stdout.startswith("Built 2026-12: ")
    assert files(publication / "dist/2026-12")


def test_several_names_and_the_same_twice(publication: Path, run: Run) -> None:
    result = run("build", AS_OF, "2026-12", "issues/2026-11/", "2026-12")
    assert [line for line in result.stdout.splitlines() if not line.startswith("  ")][1:] == [
        next(line for line in result.stdout.splitlines() if line.startswith("Built 2026-11")),
        "Built 2 of 2 issues into dist.",
    ]


def test_all_issues(publication: Path, run: Run) -> None:
    break_letter(publication, "2026-11")
    result = run("build", "--all", AS_OF)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Built 1 of 2 issues into dist."
    assert "2026-11 was not built: 1 to fix." in result.stderr
    assert files(publication / "dist/2026-12")
    assert not (publication / "dist/2026-11").exists()


def test_mistakes_are_shown_with_place_and_remedy_and_leave_the_earlier_build(publication: Path, run: Run) -> None:
    assert run("build", AS_OF).exit_code == 0
    before = {name: (publication / "dist/2026-12" / name).read_bytes() for name in files(publication / "dist/2026-12")}
    break_letter(publication)
    (publication / "issues/2026-12/spare.md").write_text("---\nkind: letter\n---\nW\n", "utf-8")
    result = run("build", AS_OF)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Must fix",
        "  issues/2026-12/letter.md:3: “titel” is not known here. (reading/unknown-key)",
        "      3 | titel: T",
        "        | ^",
        "      Did you mean title?",
        "Please look",
        "  issues/2026-12/spare.md: This file is in the folder, but not in the list of sections, "
        "so it will not appear. (reading/not-listed)",
        "      Add “- spare” to sections in issue.yaml, or move the file elsewhere.",
        "2026-12 was not built: 1 to fix, 1 to look at.",
    ]
    after = {name: (publication / "dist/2026-12" / name).read_bytes() for name in files(publication / "dist/2026-12")}
    assert after == before


def test_a_rule_that_must_be_fixed_still_shows_the_email_and_fails(publication: Path, run: Run) -> None:
    header = publication / "issues/2026-12/issue.yaml"
    header.write_text(header.read_text("utf-8").replace("What a second opinion changed", ""), "utf-8")
    result = run("build", AS_OF)
    assert result.exit_code == 1
    assert "Must fix\n  issues/2026-12/issue.yaml:5: The subject is empty." in result.stderr
    assert result.stdout.splitlines()[0].endswith("KB, 1 to fix.")
    assert files(publication / "dist/2026-12")


def test_a_warning_does_not_fail(publication: Path, run: Run) -> None:
    (publication / "issues/2026-12/spare.md").write_text("---\nkind: letter\n---\nW\n", "utf-8")
    result = run("build", AS_OF)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].endswith("KB, 1 to look at.")


def test_the_day_on_which_an_issue_is_judged(publication: Path, run: Run) -> None:
    assert run("build", "--as-of", "2029-10-02").exit_code == 0
    result = run("build", "--as-of", "2029-10-03")
    assert result.exit_code == 1
    assert "issues/2026-12/story.md:4: The consent expired on 2029-10-02." in result.stderr


def test_another_folder_to_write_to(publication: Path, run: Run, tmp_path: Path) -> None:
    result = run("build", AS_OF, "--out", str(tmp_path / "else where"))
    assert result.exit_code == 0
    assert f"Open {tmp_path / 'else where' / '2026-12' / 'email.html'} in a browser." in result.stdout
    assert "email.txt" in files(tmp_path / "else where" / "2026-12")
    assert not (publication / "dist/2026-12").exists()
    assert run("build", AS_OF, "--out", "below").exit_code == 0
    assert (publication / "below/2026-12/email.html").is_file()


def test_an_unknown_out_folder_that_is_a_file(publication: Path, run: Run) -> None:
    result = run("build", AS_OF, "--out", "newsletter.yaml")
    assert result.exit_code == 2
    assert "newsletter.yaml" in result.stderr


def test_json(publication: Path, run: Run) -> None:
    break_letter(publication, "2026-11")
    result = run("build", "--all", "--json", AS_OF)
    assert result.exit_code == 1
    assert result.stderr == ""
    bad, good = json.loads(result.stdout)["issues"]
    assert bad == {
        "name": "2026-11",
        "files": [],
        "findings": [
            {
                "rule": "reading/unknown-key",
                "severity": "error",
                "file": "issues/2026-11/letter.md",
                "line": 3,
                "column": 1,
                "section": "2026-11/letter",
                "field": "titel",
                "message": "“titel” is not known here.",
                "remedy": "Did you mean title?",
            }
        ],
    }
    assert (good["name"], good["findings"]) == ("2026-12", [])
    assert [Path(file).name for file in good["files"]] == ["email.html", "email.txt", "email.mjml"]
    assert all(os.path.isfile(file) for file in good["files"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["2026-13"], "There is no issue “2026-13”. Did you mean 2026-12?\n"),
        (["--all", "2026-12"], "Name issues, or say --all, not both."),
        (["--watch", "--json"], "--watch and --json do not go together."),
        (["--as-of", "tomorrow"], "“tomorrow” is not a date. Write it like 2026-12-01."),
        (["--as-of", "2026-02-30"], "“2026-02-30” is not a date. Write it like 2026-12-01."),
        (["--ot", "x"], "No such option"),
    ],
)
def test_wrong_use(publication: Path, run: Run, words: list[str], expected: str) -> None:
    result = run("build", *words)
    assert result.exit_code == 2
    assert expected in result.stderr
    assert result.stdout == ""
    assert not (publication / "dist" / "2026-12").exists()


def test_no_publication_and_no_issues(publication: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2026-11", "2026-12"):
        (publication / "issues" / name).rename(publication / "issues" / f".{name}")
    result = run("build")
    assert (result.exit_code, result.stderr) == (
        2, "There are no issues yet. Start one with: newsletter new 2027-01\n  (project/no-issues)\n",
    )  # fmt: skip
    monkeypatch.chdir(publication.parent)
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr.startswith("There is no newsletter.yaml in ")


def test_a_broken_template_is_named_with_its_line(publication: Path, run: Run) -> None:
    template = publication / "templates/sections/letter.mjml.j2"
    template.write_text(template.read_text("utf-8") + "{{ no_such_name }}\n", "utf-8")
    line = template.read_text("utf-8").count("\n")
    result = run("build", AS_OF)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Must fix",
        f"  templates/sections/letter.mjml.j2:{line}: 'no_such_name' is undefined. (templates/undefined)",
        f"      {line} | {{{{ no_such_name }}}}",
        f"      {' ' * len(str(line))} |    ^",
        "      Correct the name, or take it out.",
    ]
    assert "Traceback" not in result.output


def test_two_builds_give_the_same_bytes(publication: Path, run: Run) -> None:
    run("build", AS_OF)
    first = {name: (publication / "dist/2026-12" / name).read_bytes() for name in files(publication / "dist/2026-12")}
    run("build", AS_OF)
    again = {name: (publication / "dist/2026-12" / name).read_bytes() for name in files(publication / "dist/2026-12")}
    assert again == first
