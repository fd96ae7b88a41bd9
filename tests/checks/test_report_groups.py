"""Findings in the order of the email."""

from __future__ import annotations

from newsletter.build import Build
from newsletter.checks.report import groups
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place


def finding(file: str, line: int = 0, severity: Severity = Severity.WARNING, section: str | None = None) -> Finding:
    return Finding("content/length", severity, Place(file, line), "M.", "R.", section)


def test_the_issue_first_its_sections_in_order_standing_information_last(built: Build) -> None:
    names = [section.name for section in built.draft.issue.sections]
    found = [
        finding("reference/drugs/trabectedin.md", 3),
        *(finding(f"issues/2026-12/{name}.md", 1) for name in sorted(names)),
        finding("people/person-0031.yaml", section="2026-12/story"),
        finding("templates/parts/footer.mjml.j2"),
        finding("issues/2026-12/issue.yaml", 4, Severity.NOTE),
        finding("issues/2026-12/issue.yaml", 9, Severity.ERROR),
    ]
    made = groups(found, "2026-12", built.draft)
    assert [group.section for group in made] == [None, *(f"2026-12/{name}" for name in names), None]
    assert (made[0].title, made[-1].title) == ("The issue as a whole", "Standing information")
    assert [f.severity for f in made[0].findings] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    story = next(group for group in made if group.section == "2026-12/story")
    assert {f.place.file for f in story.findings} == {"issues/2026-12/story.md", "people/person-0031.yaml"}
    assert story.title == "What a second opinion changed (story)"
    assert sum(len(group.findings) for group in made) == len(found)


def test_an_issue_that_was_not_built_has_its_sections_by_name() -> None:
    found = [
        finding("issues/2026-12/story.md", 2),
        finding("issues/2026-12/letter.md", 2),
        finding("newsletter.yaml", 1),
    ]
    assert [group.title for group in groups(found, "2026-12")] == ["The issue as a whole", "letter", "story"]
    assert groups([], "2026-12") == ()
