from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from newsletter.build import Build, Builder
from newsletter.checks.draft import Draft
from newsletter.content.project import Project

SETTINGS = """\
title: The Letter
timezone: America/Chicago
sender: {name: The Letter, address: news@example.org, reply_to: helpline@example.org}
"""

HEADER = """\
title: January 2027
number: 1
date: 2027-01-04
subject: For @@first_name@@, with love
preheader: A short letter
sections: [letter]
"""

LETTER = """\
---
kind: letter
title: A short letter
---
Dear @@first_name@@,

{words}
"""


@pytest.fixture
def letter(make_publication: Callable[..., Project]) -> Callable[..., Project]:
    """A publication with one issue, which has one letter with these words; more files by path."""

    def make(words: str = "Spring is near.", files: dict[str, str | bytes] | None = None) -> Project:
        own = {
            "newsletter.yaml": SETTINGS,
            "issues/2027-01/issue.yaml": HEADER,
            "issues/2027-01/letter.md": LETTER.replace("{words}", words),
        }
        return make_publication({**own, **(files or {})})

    return make


@pytest.fixture
def letter_draft(letter: Callable[..., Project]) -> Callable[..., Draft]:
    """The same, built."""

    def make(words: str = "Spring is near.", files: dict[str, str | bytes] | None = None, **settings: object) -> Draft:
        draft = Builder(letter(words, files)).build("2027-01", as_of=date(2027, 1, 3)).draft
        return replace(draft, settings=draft.settings.model_copy(update=settings)) if settings else draft

    return make


@pytest.fixture
def sample(built: Build) -> Draft:
    return built.draft
