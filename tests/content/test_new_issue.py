from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content import new_issue as module
from newsletter.content.issues import newest_issue, read_issue
from newsletter.content.new_issue import new_issue, next_issue_name
from newsletter.content.project import Project
from newsletter.content.reference import read_publication
from newsletter.content.section_kinds import section_kinds
from newsletter.model.errors import ContentError, ProjectError

Make = Callable[[Mapping[str, str | bytes]], Project]

HEADER = """\
title: "December 2026"
number: 144
date: 2026-12-01
subject: An old subject
preheader: An old preheader
status: sent
editor: {name: Ann}
from: {name: A, address: a@example.org}
sections:
  - letter
  - story
  - reference/pages/clinical-trials
  - webinars
waivers:
  - {rule: r, section: letter, text: t, reason: x, by: y, until: 2027-01-01}
"""
OLD = {
    "issues/2026-12/issue.yaml": HEADER,
    "issues/2026-12/letter.md": "---\nkind: letter\ntitle: An old title\nsigned: Ann\n---\nOld words.\n",
    "issues/2026-12/story.md": "---\nkind: survivor_story\ncontributor: person-0031\n---\nOld words.\n",
    "issues/2026-12/webinars.md": "---\nkind: webinars\nwebinars: [boot-camp-3]\n---\nOld words.\n",
    "issues/2026-12/images/old.jpg": b"",
}


@pytest.fixture
def project(make_publication: Make) -> Project:
    return make_publication(OLD)


def test_the_structure_of_the_last_issue_and_none_of_its_words(project: Project) -> None:
    files = new_issue(project, "2027-01")
    folder = project.issues / "2027-01"
    assert files == [folder / name for name in ("issue.yaml", "letter.md", "story.md", "webinars.md")]
    assert (folder / "images").is_dir()
    assert list((folder / "images").iterdir()) == []
    written = "".join(path.read_text("utf-8") for path in files)
    for word in ("old", "Old", "Ann", "person-0031", "boot-camp-3", "sent ", "waivers", "a@example.org"):
        assert word not in written.replace("approved | sent", ""), word
    assert b"\r" not in b"".join(path.read_bytes() for path in files)
    assert (folder / "issue.yaml").read_text("utf-8").splitlines()[:3] == [
        'title: "January 2027"',
        "number: 145",
        "date: 2027-01-01            # the day on which it is to go out",
    ]
    assert (folder / "webinars.md").read_text("utf-8") == (
        "---\nkind: webinars\ntitle:\nwebinars:                 # a name from reference/webinars/\n---\n"
    )


def test_all_that_is_missing_in_a_new_issue_is_what_people_have_to_write(project: Project) -> None:
    new_issue(project, "2027-01")
    reference = read_publication(project).require().reference
    reading = read_issue(project.issues / "2027-01", reference)
    assert [str(f) for f in reading.findings] == [
        "issues/2027-01/story.md:4: “contributor” is still empty. Write its value after the colon.",
        "issues/2027-01/webinars.md:4: “webinars” is still empty. Write its value after the colon.",
    ]
    assert reading.value is not None
    assert reading.value.header.sections == ("letter", "story", "reference/pages/clinical-trials", "webinars")


def test_an_issue_of_sections_without_required_fields_builds_at_once(make_publication: Make) -> None:
    project = make_publication({"issues/2026-12/letter.md": "---\nkind: letter\n---\nOld.\n"})
    new_issue(project, "2027-01")
    built = Builder(project).build("2027-01", as_of=date(2026, 12, 20))
    assert {f.rule for f in built.findings} == {"content/subject-line", "content/empty-section"}


@pytest.mark.parametrize("kind", section_kinds())
def test_a_section_of_every_kind_starts_with_a_line_for_each_required_field(make_publication: Make, kind: str) -> None:
    project = make_publication({"issues/2026-12/section.md": f"---\nkind: {kind}\n---\n"})
    (folder,) = {path.parent for path in new_issue(project, "2027-01")}
    reading = read_issue(folder, read_publication(project).require().reference)
    missing = [f for f in reading.findings if f.place.line == 0]
    assert not missing, "each required field has its own line"
    assert all(f.rule == "reading/missing-field" for f in reading.findings), reading.findings
    required = {n for n, f in section_kinds()[kind].Fields.model_fields.items() if f.is_required()} - {"kind"}
    assert {f.field for f in reading.findings} == required


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("2027-01", "January 2027", "2027-01-01"),
        ("2027-12", "December 2027", "2027-12-01"),
        ("2027-13", "2027-13", ""),
        ("summer special", "summer special", ""),
    ],
)
def test_the_name_makes_title_and_day(project: Project, name: str, title: str, day: str) -> None:
    new_issue(project, name)
    lines = (project.issues / name / "issue.yaml").read_text("utf-8").splitlines()
    assert lines[0] == f'title: "{title}"'
    assert lines[2].split("#")[0].strip() == f"date: {day}".strip()


def test_the_last_issue_is_the_one_before_by_name(make_publication: Make) -> None:
    project = make_publication(
        {
            **{name.replace("2026-12", "2027-05"): content for name, content in OLD.items()},
            "issues/2026-12/letter.md": "---\nkind: letter\n---\nOld.\n",
        }
    )
    assert [p.name for p in new_issue(project, "2027-01")] == ["issue.yaml", "letter.md"]
    assert len(new_issue(project, "2027-06")) == 4
    assert len(new_issue(project, "2026-01")) == 4, "nothing is earlier: the newest"


def test_the_first_issue_of_all(make_publication: Make) -> None:
    project = make_publication({})
    files = new_issue(project, "2027-01")
    assert [p.stem for p in files if p.suffix == ".md"] == sorted(module.FIRST_SECTIONS)
    assert set(module.FIRST_SECTIONS.values()) <= set(section_kinds())
    assert "number: 1\n" in files[1].read_text("utf-8")


def test_the_number_goes_on_from_the_last_issue_whatever_the_structure(make_publication: Make) -> None:
    project = make_publication(OLD | {"issues/2020-01/letter.md": "---\nkind: letter\n---\nOld.\n"})
    assert "number: 145\n" in new_issue(project, "2027-01", "2020-01")[0].read_text("utf-8")


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "CON", ".hidden", "_x", "x."])
def test_names_that_are_refused(project: Project, name: str) -> None:
    before = sorted(project.root.rglob("*"))
    with pytest.raises(ProjectError, match="cannot be the name of an issue"):
        new_issue(project, name)
    assert sorted(project.root.rglob("*")) == before


def test_an_issue_that_exists_or_a_source_that_does_not(project: Project) -> None:
    before = {p: p.read_bytes() for p in project.issues.rglob("*") if p.is_file()}
    with pytest.raises(ProjectError, match="exists already, and nothing was changed"):
        new_issue(project, "2026-12")
    with pytest.raises(ProjectError, match=r"There is no issue “2026-11”\. Did you mean 2026-12\?"):
        new_issue(project, "2027-01", "2026-11")
    assert {p: p.read_bytes() for p in project.issues.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("broken", ["issue.yaml", "story.md"])
def test_a_source_that_cannot_be_read_leaves_nothing_behind(project: Project, broken: str) -> None:
    (project.issues / "2026-12" / broken).write_text("A: B: C\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        new_issue(project, "2027-01")
    assert caught.value.findings[0].place.file == f"issues/2026-12/{broken}"
    assert [p.name for p in project.issues.iterdir()] == ["2026-12"]


def test_a_disk_that_fills_up_leaves_nothing_behind(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module._write

    def write(path: Path, text: str) -> None:
        if path.name == "story.md":
            raise OSError(28, "No space left on device")
        real(path, text)

    monkeypatch.setattr(module, "_write", write)
    with pytest.raises(OSError, match="No space left"):
        new_issue(project, "2027-01")
    assert [p.name for p in project.issues.iterdir()] == ["2026-12"]


def test_from_scratch_an_issue_has_the_first_sections_and_the_next_number(project: Project) -> None:
    files = new_issue(project, "2027-01", from_scratch=True)
    assert [p.stem for p in files if p.suffix == ".md"] == sorted(module.FIRST_SECTIONS)
    header = files[1].read_text("utf-8")
    assert "number: 145\n" in header
    assert "clinical-trials" not in header


@pytest.mark.parametrize(
    ("names", "following"),
    [((), None), (("2026-12",), "2027-01"), (("2026-09", "special"), "2026-10"), (("special",), None)],
)
def test_the_next_month_is_proposed_as_a_name(make_publication: Make, names: list[str], following: str | None) -> None:
    project = make_publication({f"issues/{name}/letter.md": "---\nkind: letter\n---\nOld.\n" for name in names})
    assert next_issue_name(project) == following


def test_a_practice_issue_is_no_example_for_the_next_one(project: Project) -> None:
    new_issue(project, "2027-03", from_scratch=True, practice=True, day=date(2026, 11, 22))
    new_issue(project, "practice", practice=True, day=date(2026, 11, 22))
    header = (project.issues / "practice" / "issue.yaml").read_text("utf-8")
    assert header.startswith('title: "Practice issue"\nnumber: 145\ndate: 2026-11-22 ')
    assert "\npractice: yes " in header
    assert next_issue_name(project) == "2027-01"
    assert newest_issue(project) == "2026-12"
    assert "number: 145\n" in new_issue(project, "2027-04")[0].read_text("utf-8")
    assert "practice" not in (project.issues / "2027-04" / "issue.yaml").read_text("utf-8")
    assert newest_issue(project) == "2027-04"


def test_where_there_are_only_practice_issues_the_newest_is_one(make_publication: Make) -> None:
    project = make_publication({})
    assert newest_issue(project) is None
    new_issue(project, "practice", practice=True, day=date(2026, 11, 22))
    assert newest_issue(project) == "practice"
    assert "number: 1\n" in new_issue(project, "2027-01")[1].read_text("utf-8")
