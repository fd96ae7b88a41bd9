"""Sections with their files: what is added can be taken away again, and what is taken away comes back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter.build import Builder
from newsletter.content.editing import replace_body, set_value
from newsletter.content.editing_sections import section_names
from newsletter.content.issues import read_issue
from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.content.reference import read_publication
from newsletter.content.section_files import (
    add_section,
    delete_section,
    duplicate_section,
    rename_section,
    section_text,
    undelete_section,
)
from newsletter.content.section_kinds import section_kinds
from newsletter.content.source_file import digest_of
from newsletter.model.errors import ConflictError, ContentError, EditError, NewsletterError, ProjectError

Make = Callable[[Mapping[str, str | bytes]], Project]

HEADER = """\
# our issue
title: T
number: 144
date: 2026-12-01
sections:
  # first of all
  - letter   # Ann
  - story
  - reference/pages/clinical-trials
waivers:
  - {rule: r, section: story, text: t, reason: x, by: y, until: 2027-01-01}
  - {rule: r, section: letter, text: t, reason: x, by: y, until: 2027-01-01}
"""
STORY = "\ufeff---\r\nkind: survivor_story\r\ncontributor: person-0031 # ok\r\n---\r\nWörds.\n"
FILES = {
    "issues/2026-12/issue.yaml": HEADER,
    "issues/2026-12/letter.md": "---\nkind: letter\ntitle: T\n---\nWords.\n",
    "issues/2026-12/story.md": STORY,
}


@pytest.fixture
def project(make_publication: Make) -> Project:
    return make_publication(FILES)


@pytest.fixture
def recovery(project: Project, tmp_path: Path) -> Recovery:
    return Recovery(project, tmp_path / "recovery")


def header_of(project: Project) -> Path:
    return project.issues / "2026-12" / "issue.yaml"


def tree(project: Project) -> dict[str, bytes]:
    files = (*project.issues.rglob("*"), *project.people.rglob("*"))
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_a_section_of_each_kind_is_added_with_its_file_and_read(project: Project) -> None:
    for kind in section_kinds():
        added = add_section(project, "2026-12", kind, 1)
        assert added.index == 1
        assert section_names(header_of(project))[1] == added.name
        assert added.header_digest == digest_of(header_of(project).read_bytes())
        assert (header_of(project).parent / f"{added.name}.md").read_text("utf-8") == section_text(kind)
    found = read_issue(header_of(project).parent, read_publication(project).require().reference).findings
    assert {finding.rule for finding in found} <= {"reading/missing-field"}


def test_names_follow_the_kind_and_get_a_number_where_they_are_taken(project: Project) -> None:
    (header_of(project).parent / "Event.md").write_text("---\nkind: event\n---\n", "utf-8")
    names = [add_section(project, "2026-12", kind).name for kind in ("survivor_story", "ask_the_expert", "event")]
    assert names == ["story-2", "ask-the-expert", "event-2"]
    assert add_section(project, "2026-12", "survivor_story").name == "story-3"


def test_a_copy_stands_below_its_original_byte_for_byte(project: Project) -> None:
    copied = duplicate_section(project, "2026-12", "story")
    assert (copied.name, copied.index) == ("story-2", 2)
    assert duplicate_section(project, "2026-12", "story-2").name == "story-3"
    assert section_names(header_of(project))[:4] == ("letter", "story", "story-2", "story-3")
    assert (header_of(project).parent / "story-3.md").read_bytes() == STORY.encode()
    assert "  - letter   # Ann\n" in header_of(project).read_text("utf-8")


def test_a_section_that_is_renamed_keeps_its_words_waivers_and_approvals(project: Project) -> None:
    person = project.people / "person-0031.yaml"
    before = person.read_text("utf-8")
    assert "approvals" not in before
    approvals = "approvals: # by phone\n  - {section: 2026-12/letter, hash: h, on: 2026-11-20, by: x}\n"
    approvals += "  - {section: 2026-12/story, hash: h, on: 2026-11-20, by: x}\n"
    person.write_text(before + approvals, "utf-8", newline="\n")
    renamed = rename_section(project, "2026-12", "story", "garden")
    assert (renamed.name, renamed.index) == ("garden", 1)
    assert renamed.header_digest == digest_of(header_of(project).read_bytes())
    assert header_of(project).read_text("utf-8") == HEADER.replace("story", "garden")
    assert not (header_of(project).parent / "story.md").exists()
    assert (header_of(project).parent / "garden.md").read_bytes() == STORY.encode()
    assert person.read_text("utf-8") == before + approvals.replace("2026-12/story", "2026-12/garden")
    rename_section(project, "2026-12", "garden", "story")
    assert header_of(project).read_text("utf-8") == HEADER


def test_a_section_can_change_its_capitals(project: Project) -> None:
    assert rename_section(project, "2026-12", "story", "Story").name == "Story"
    assert "Story.md" in {path.name for path in header_of(project).parent.iterdir()}
    assert rename_section(project, "2026-12", "Story", "Story").index == 1


@pytest.mark.parametrize("name", ["letter", "story", "reference/pages/clinical-trials"])
def test_what_is_deleted_comes_back_byte_for_byte(project: Project, recovery: Recovery, name: str) -> None:
    before = tree(project)
    deleted = delete_section(project, "2026-12", name, recovery)
    assert name not in section_names(header_of(project))
    assert not (header_of(project).parent / f"{name}.md").exists()
    back = undelete_section(project, deleted, recovery)
    assert tree(project) == before
    assert (back.name, back.index) == (name, deleted.index)
    assert back.header_digest == digest_of(header_of(project).read_bytes())


def test_what_is_deleted_comes_back_where_issue_yaml_has_changed_since(project: Project, recovery: Recovery) -> None:
    deleted = delete_section(project, "2026-12", "story", recovery)
    set_value(header_of(project), ("title",), "Another")
    delete_section(project, "2026-12", "letter", recovery)
    assert undelete_section(project, deleted, recovery).index == 1
    assert section_names(header_of(project)) == ("reference/pages/clinical-trials", "story")
    assert "title: Another\n" in header_of(project).read_text("utf-8")
    assert (header_of(project).parent / "story.md").read_bytes() == STORY.encode()


def test_a_deleted_section_does_not_take_the_place_of_a_new_one(project: Project, recovery: Recovery) -> None:
    deleted = delete_section(project, "2026-12", "story", recovery)
    add_section(project, "2026-12", "survivor_story")
    before = tree(project)
    with pytest.raises(ConflictError, match="a file with this name already"):
        undelete_section(project, deleted, recovery)
    assert tree(project) == before
    rename_section(project, "2026-12", "story", "other")
    assert undelete_section(project, deleted, recovery).index == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_undoing_in_reverse_order_restores_every_byte(make_publication: Make, data: st.DataObject) -> None:
    project = make_publication(FILES)
    recovery = Recovery(project, project.root.parent / f"recovery of {project.root.name}")
    undo: list[Callable[[], object]] = []
    states = []
    for _ in range(data.draw(st.integers(1, 5))):
        states.append(tree(project))
        names = section_names(header_of(project))
        act = data.draw(st.sampled_from(["add", "copy", "delete"] if names else ["add"]))
        if act == "delete":
            gone = delete_section(project, "2026-12", data.draw(st.sampled_from(names)), recovery)
            undo.append(lambda gone=gone: undelete_section(project, gone, recovery))
            continue
        own = [name for name in names if "/" not in name]
        if act == "copy" and own:
            new = duplicate_section(project, "2026-12", data.draw(st.sampled_from(own)))
        else:
            at = data.draw(st.integers(0, len(names)) | st.none())
            new = add_section(project, "2026-12", data.draw(st.sampled_from(sorted(section_kinds()))), at)
        undo.append(lambda new=new: delete_section(project, "2026-12", new.name, recovery))
    for step, before in zip(reversed(undo), reversed(states), strict=True):
        step()
        now = tree(project)
        # An emptied list is written on one line; what stands in it is the same.
        assert {**now, "issues/2026-12/issue.yaml": b""} == {**before, "issues/2026-12/issue.yaml": b""}
        path = header_of(project).with_name("before.yaml")
        path.write_bytes(before["issues/2026-12/issue.yaml"])
        assert section_names(header_of(project)) == section_names(path)
        path.unlink()


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda p: add_section(p, "2026-11", "letter"), ProjectError, "There is no issue “2026-11”"),
        (lambda p: add_section(p, "2026-12", "lettre"), EditError, "Did you mean letter?"),
        (lambda p: add_section(p, "2026-12", "letter", 9), EditError, "from 1 to 4"),
        (lambda p: add_section(p, "2026-12", "letter", expected_digest="0"), ConflictError, "Someone else"),
        (lambda p: duplicate_section(p, "2026-12", "stori"), EditError, "Did you mean story?"),
        (lambda p: duplicate_section(p, "2026-12", "../letter"), EditError, "There is no section"),
        (lambda p: duplicate_section(p, "2026-12", "story", expected_digest="0"), ConflictError, "Someone else"),
        (lambda p: duplicate_section(p, "2026-12", "reference/pages/clinical-trials"), EditError, "standing"),
        (lambda p: rename_section(p, "2026-12", "reference/pages/clinical-trials", "x"), EditError, "standing"),
        (lambda p: rename_section(p, "2026-12", "story", "Letter"), EditError, "already"),
        (lambda p: rename_section(p, "2026-12", "story", "../x"), EditError, "cannot be the name"),
        (lambda p: rename_section(p, "2026-12", "story", "x.md"), EditError, "cannot be the name"),
        (lambda p: rename_section(p, "2026-12", "story", "CON"), EditError, "cannot be the name"),
        (lambda p: rename_section(p, "2026-12", "story", "x", expected_digest="0"), ConflictError, "Someone else"),
    ],
)  # fmt: skip
def test_refusals_change_nothing(
    project: Project, act: Callable[[Project], object], error: type[NewsletterError], words: str
) -> None:
    before = tree(project)
    with pytest.raises(error) as caught:
        act(project)
    assert words in str(caught.value)
    assert tree(project) == before


def test_a_list_that_changed_or_a_disk_that_refuses_keeps_the_section(
    project: Project, recovery: Recovery, tmp_path: Path
) -> None:
    before = tree(project)
    with pytest.raises(ConflictError):
        delete_section(project, "2026-12", "story", recovery, expected_digest="0")
    (tmp_path / "recovery").write_text("in the way of the folder", "utf-8")
    with pytest.raises(EditError, match="could be kept in"):
        delete_section(project, "2026-12", "story", recovery)
    assert tree(project) == before


def test_a_broken_issue_yaml_is_named_with_its_line(project: Project, recovery: Recovery) -> None:
    header_of(project).write_text("title: A: B\n", "utf-8")
    before = tree(project)
    for act in (
        lambda: add_section(project, "2026-12", "letter"),
        lambda: duplicate_section(project, "2026-12", "story"),
        lambda: delete_section(project, "2026-12", "story", recovery),
    ):
        with pytest.raises(ContentError, match=r"issues/2026-12/issue\.yaml:1"):
            act()
    assert tree(project) == before


def test_a_listed_section_whose_file_is_gone_can_be_taken_out_and_not_copied(
    project: Project, recovery: Recovery
) -> None:
    (header_of(project).parent / "story.md").unlink()
    with pytest.raises(EditError, match=r"story\.md is not there"):
        duplicate_section(project, "2026-12", "story")
    undelete_section(project, delete_section(project, "2026-12", "story", recovery), recovery)
    assert header_of(project).read_text("utf-8") == HEADER


def test_an_issue_made_so_builds(make_publication: Make) -> None:
    project = make_publication({"issues/2026-12/letter.md": "---\nkind: letter\ntitle: T\n---\nOne.\n"})
    copied = duplicate_section(project, "2026-12", "letter")
    replace_body(header_of(project).parent / f"{copied.name}.md", "Another text.\n")
    added = add_section(project, "2026-12", "text", 0)
    replace_body(header_of(project).parent / f"{added.name}.md", "A first text.\n")
    text = Builder(project).build("2026-12", as_of=date(2026, 11, 20)).draft.email.text
    assert text.index("A first text.") < text.index("One.") < text.index("Another text.")
