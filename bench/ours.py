"""Every call from the benchmark to our own code. Nothing else in this folder knows the package."""

import sys
from collections.abc import Callable
from pathlib import Path


def documents_to_emails(publication: Path) -> Callable[[], int]:
    """Reads and composes every issue. The function returned is timed: it renders all the Documents.

    It makes html and text and returns the bytes of HTML. Nothing may be kept from one call to the next.
    """
    # project = ...; library = read_reference(project.reference)
    # documents = [compose(read_issue(folder, library), library, settings) for folder in sorted(issues)]
    # def render_all() -> int:
    #     return sum(len(render(document, theme).html.encode()) for document in documents)
    # return render_all
    raise NotImplementedError


def warm_edit(publication: Path) -> Callable[[int], None]:
    """The function returned is timed: it edits one section file of one issue and builds that issue again.

    The number differs at each call; it goes into the text, so that no cache can answer. What a running studio
    would hold (the reference content, the theme, the other sections) is read before.
    """
    raise NotImplementedError


def build_command(publication: Path, out: Path, issue: str | None = None) -> list[str]:
    """The command that builds one issue, or all of them, into `out`/<issue>/email.html, .txt and .mjml.

    It is run in the publication's folder, as an editor would do it.
    """
    which = [issue] if issue else ["--all"]
    return [str(Path(sys.executable).with_name("newsletter")), "build", *which, "--out", str(out)]
