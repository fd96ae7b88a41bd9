import pickle

import pytest

from newsletter.model.errors import (
    ConflictError,
    ContentError,
    EditError,
    NewsletterError,
    ProjectError,
    TemplateError,
)
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

FINDINGS = (
    Finding("reading/tab", Severity.ERROR, Place("a.md", 2, 1), "A tab.", "Use spaces."),
    Finding("reading/yaml", Severity.ERROR, Place("b.md"), "Odd."),
)
ERRORS = [
    ContentError(FINDINGS),
    ContentError([]),
    TemplateError(FINDINGS),
    TemplateError.at(Place("templates/x", 3, 4), "templates/syntax", "Odd.", "Mend it."),
    ProjectError("project/no-issue", "There is no issue."),
    EditError("editing/no-name", "There is no name."),
    ConflictError("editing/changed", "The file has changed."),
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_comes_whole_from_another_process(error: NewsletterError) -> None:
    """Many issues are built by several processes, and an error in one of them is shown by the first."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


def test_an_error_reads_as_its_findings_or_its_message() -> None:
    assert str(ContentError(FINDINGS)) == "a.md:2: A tab. Use spaces.\nb.md: Odd."
    assert ContentError(FINDINGS).code == "reading/tab"
    assert str(TemplateError.at(Place("templates/x", 3), "templates/syntax", "Odd.", "Mend it.")) == (
        "templates/x:3: Odd. Mend it."
    )
    assert str(ProjectError("project/no-issue", "There is no issue.")) == "There is no issue."
    assert ProjectError("project/no-issue", "There is no issue.").findings == ()
