"""Every call from the benchmark to our own code. Nothing else in this folder knows the package."""

import sys
from collections.abc import Callable
from pathlib import Path

import newsletter.cli.main  # noqa: F401  sets the garbage collector as the command does
from newsletter import Builder, Project, Renderer, compose, read_issue, read_publication, render


def documents_to_emails(publication: Path) -> Callable[[], int]:
    """Reads and composes every issue. The function returned is timed: it renders all the Documents.

    It makes html and text and returns the bytes of HTML. Nothing is kept from one call to the next.
    """
    project = Project(publication)
    shared = read_publication(project).require()
    issues = [read_issue(project.issue_folder(name), shared.reference).require() for name in project.issue_names()]
    documents = [compose(issue, shared.reference, shared.settings) for issue in issues]
    renderer = Renderer(project.template_folders)

    def render_all() -> int:
        renderer.forget()
        return sum(len(render(document, renderer).html.encode()) for document in documents)

    return render_all


def warm_edit(publication: Path) -> tuple[Callable[[int], None], Callable[[], None]]:
    """Two functions: one edits a section file of one issue, the other, which is timed, builds that issue again.

    The number differs at each edit; it goes into the text, so that no cache can answer. What a running studio
    would hold (the reference content, the theme, the other sections) is read before.
    """
    project = Project(publication)
    builder = Builder(project)
    name = project.issue_names()[-1]
    built = builder.build(name)
    section = project.issue_folder(name) / f"{built.draft.issue.sections[4].name}.md"
    text = section.read_text(encoding="utf-8")
    expected = ""

    def edit(number: int) -> None:
        nonlocal expected
        expected = f"Edited for the {number}th time."
        section.write_text(f"{text}\n{expected}\n", encoding="utf-8")

    def rebuild() -> None:
        assert expected in builder.build(name).draft.email.html

    return edit, rebuild


def build_command(publication: Path, out: Path, issue: str | None = None) -> list[str]:
    """The command that builds one issue, or all of them, into `out`/<issue>/email.html, .txt and .mjml.

    It is run in the publication's folder, as an editor would do it.
    """
    which = [issue] if issue else ["--all"]
    return [str(Path(sys.executable).with_name("newsletter")), "build", *which, "--out", str(out)]
