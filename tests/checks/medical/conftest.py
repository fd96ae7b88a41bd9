from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.checks.medical._names import DrugNames, drug_names
from newsletter.content.project import Project
from newsletter.content.reference import read_reference

Section = Callable[..., str]


@pytest.fixture(scope="session")
def names(repository: Path) -> DrugNames:
    """The drug names of the repository's reference."""
    project = Project(repository)
    reference = read_reference(project.reference, project.people).value
    assert reference is not None
    return drug_names(reference)


@pytest.fixture
def text() -> Section:
    """A text section with this title and these words; its words begin on line 5."""

    def make(words: str, title: str = "T") -> str:
        return f'---\nkind: text\ntitle: "{title}"\n---\n{words}\n'

    return make


@pytest.fixture
def story() -> Section:
    """The same told by a contributor; the words begin on line 6."""

    def make(words: str, title: str = "T") -> str:
        return f'---\nkind: survivor_story\ntitle: "{title}"\ncontributor: person-0031\n---\n{words}\n'

    return make
