"""Every mistake in every file at once, in order; and an earlier build that stays as it was."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Build, Builder
from newsletter.content.project import Project
from newsletter.delivery.output_folder import write_email
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n  - letter\n  - drug\n"
FILES = {
    "issues/2026-12/issue.yaml": HEADER,
    "issues/2026-12/letter.md": "---\nkind: letter\n---\nWords.\n",
    "issues/2026-12/drug.md": "---\nkind: drug_spotlight\ndrug: trabectedin\n---\n",
}

Make = Callable[[Mapping[str, str | bytes]], Project]


def build(project: Project) -> Build:
    return Builder(project).build("2026-12", as_of=date(2026, 11, 25))


def mistakes(project: Project) -> tuple[Finding, ...]:
    with pytest.raises(ContentError) as caught:
        build(project)
    assert str(caught.value) == "\n".join(str(finding) for finding in caught.value.findings)
    return caught.value.findings


def test_mistakes_of_all_files_come_at_once_in_the_order_of_files_and_lines(make_publication: Make) -> None:
    findings = mistakes(
        make_publication(
            FILES
            | {
                "issues/2026-12/issue.yaml": HEADER.replace("S\n", "S\nsttus: draft\n") + "  - story\n  - drug\n",
                "issues/2026-12/letter.md": "---\nkind: letter\ntitel: A\nlanguage: x y\n---\n\nSee <ref:zzz>.\n",
                "issues/2026-12/drug.md": "---\nkind: drug_spotlight\ndrug: pazopanip\n---\n![a](a.png)\n",
                "people/person-0099.yaml": "shown_as: A\nrelation: friend\n",
                "reference/drugs/extra.md": "---\ngeneric: extra\n---\n",
                "reference/webinars/extra.md": "---\ntitle: W\nstatus: live\nstart: soon\nzone: EST\n---\n",
            }
        )
    )
    places = [(f.place.file, f.place.line) for f in findings]
    assert places == [
        ("issues/2026-12/drug.md", 3),
        ("issues/2026-12/drug.md", 5),
        ("issues/2026-12/issue.yaml", 5),
        ("issues/2026-12/issue.yaml", 10),
        ("issues/2026-12/issue.yaml", 11),
        ("issues/2026-12/letter.md", 3),
        ("issues/2026-12/letter.md", 4),
        ("issues/2026-12/letter.md", 7),
        ("people/person-0099.yaml", 2),
        ("reference/drugs/extra.md", 0),
        ("reference/drugs/extra.md", 0),
        ("reference/drugs/extra.md", 0),
        ("reference/webinars/extra.md", 4),
        ("reference/webinars/extra.md", 5),
    ]
    assert all(finding.remedy for finding in findings)


def test_a_header_that_cannot_be_used_does_not_hide_mistakes_in_the_sections(make_publication: Make) -> None:
    findings = mistakes(
        make_publication(
            FILES
            | {
                "issues/2026-12/issue.yaml": HEADER.replace("2026-12-01", "soon"),
                "issues/2026-12/letter.md": "---\nkind: lettr\n---\nWords.\n",
            }
        )
    )
    assert [f"{f.place}" for f in findings] == ["issues/2026-12/issue.yaml:3", "issues/2026-12/letter.md:2"]


def test_a_broken_reference_file_does_not_hide_mistakes_in_the_issue_and_is_named_once(make_publication: Make) -> None:
    findings = mistakes(
        make_publication(
            FILES
            | {
                "reference/drugs/trabectedin.md": "---\ngeneric trabectedin\n---\n",
                "reference/organization.yaml": "name: A: B\n",
                "people/person-0031.yaml": "shown_as: M.\n",
                "issues/2026-12/letter.md": "---\nkind: survivor_story\ncontributor: person-0031\n---\n"
                "<ref:drugs/trabectedin> <ref:organization/links/support-group> [x](ref:nope-nope)\n",
            }
        )
    )
    assert [str(f.place) for f in findings] == [
        "issues/2026-12/letter.md:5",
        "people/person-0031.yaml",
        "reference/drugs/trabectedin.md:2",
        "reference/organization.yaml:1",
    ]


def test_broken_settings_do_not_hide_mistakes_in_the_issue(make_publication: Make, repository: Path) -> None:
    settings = (repository / "newsletter.yaml").read_text("utf-8").replace("America/Chicago", "EST")
    findings = mistakes(make_publication(FILES | {"newsletter.yaml": settings, "issues/2026-12/letter.md": "Words.\n"}))
    assert {f.place.file for f in findings} == {"newsletter.yaml", "issues/2026-12/letter.md"}


def test_an_unknown_key_does_not_hide_an_unknown_reference_beside_it(make_publication: Make) -> None:
    drug = "---\nkind: drug_spotlight\ntitel: T\ndrug: trabectedine\n---\n"
    assert [f.place.line for f in mistakes(make_publication(FILES | {"issues/2026-12/drug.md": drug}))] == [3, 4]


def test_an_unknown_key_does_not_hide_a_picture_out_of_bounds(make_publication: Make) -> None:
    letter = "---\nkind: letter\ntitel: T\nphoto: {file: ../../etc/passwd, alt: x}\n---\nWords.\n"
    findings = mistakes(make_publication(FILES | {"issues/2026-12/letter.md": letter}))
    assert [(f.rule, f.place.line) for f in findings] == [("reading/unknown-key", 3), ("reading/leaves-folder", 4)]


def test_a_mistake_leaves_the_earlier_build_as_it_was_byte_for_byte(make_publication: Make) -> None:
    project = make_publication(FILES)
    write_email(build(project).draft.email, project.output)
    before = {p: p.read_bytes() for p in sorted(project.output.rglob("*")) if p.is_file()}
    assert len(before) >= 3
    letter = project.issues / "2026-12" / "letter.md"
    letter.write_text("---\nkind: letter\ntitle: A: B\n---\nWords.\n", "utf-8")
    mistakes(project)
    assert {p: p.read_bytes() for p in sorted(project.output.rglob("*")) if p.is_file()} == before
