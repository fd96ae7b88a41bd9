from collections.abc import Callable

import pytest
from freezing import FILES

from newsletter.content.project import Project


@pytest.fixture
def publication(make_publication: Callable[..., Project]) -> Callable[..., Project]:
    """The publication; other files by path."""

    def make(files: dict[str, str | bytes] | None = None) -> Project:
        return make_publication({**FILES, **(files or {})})

    return make
