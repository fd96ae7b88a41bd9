"""A publication that may be pushed, a listmonk on this computer, and a keyring without a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import keyring
import pytest
from asking import Asking, fine
from keyring.backends.fail import Keyring as NoKeyring
from memory_keyring import MemoryKeyring
from PIL import Image
from pushing import KEY, ONCE, SOON, Pushing, push_of
from scripted_server import Listmonk, ScriptedServer, serving

from newsletter.content.project import Project
from newsletter.delivery.api_client import Tell
from newsletter.delivery.push import Pushed

SETTINGS = """\
title: The Letter
timezone: America/Chicago
sender: {name: The Letter, address: news@leiomyo.org, reply_to: helpline@leiomyo.org}
services:
  listmonk: {url: "ADDRESS", list_id: 3, template_id: 4}
"""

HEADER = """\
title: January 2027
number: 1
date: 2027-01-04
subject: Spring is near
preheader: A short letter about the garden behind the house
sections: [letter]
"""

LETTER = """\
---
kind: letter
title: A short letter
---
Dear @@first_name@@,

Spring is near.

![A garden in the evening](images/garden.png)
"""


@pytest.fixture
def no_keyring() -> Iterator[None]:
    """A computer without a keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory(no_keyring: None) -> MemoryKeyring:
    """A computer with one."""
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture
def listmonk() -> Listmonk:
    return Listmonk()


@pytest.fixture
def server(listmonk: Listmonk) -> Iterator[ScriptedServer]:
    """That listmonk at its address."""
    with serving(listmonk) as running:
        yield running


@pytest.fixture
def letter(make_publication: Callable[..., Project], server: ScriptedServer) -> Project:
    """A publication with one issue, which has one letter with one picture, and an account at that listmonk."""
    picture = BytesIO()
    Image.effect_noise((600, 300), 30).save(picture, "PNG")
    return make_publication(
        {
            "newsletter.yaml": SETTINGS.replace("ADDRESS", server.address),
            "issues/2027-01/issue.yaml": HEADER,
            "issues/2027-01/letter.md": LETTER,
            "issues/2027-01/images/garden.png": picture.getvalue(),
        }
    )


@pytest.fixture
def told() -> list[str]:
    """What a push says meanwhile."""
    return []


@pytest.fixture
def push(letter: Project, told: list[str]) -> Pushing:
    """Push the letter, or another publication, to that listmonk."""

    def pushing(project: Project = letter, tell: Tell = told.append, **settings: object) -> Pushed:
        return push_of(project, **settings).make(KEY, project.output, ONCE, tell, SOON)

    return pushing


@pytest.fixture
def wren() -> Iterator[ScriptedServer]:
    """A service that says yes to everything."""
    with serving(fine) as running:
        yield running


@pytest.fixture
def ask(wren: ScriptedServer) -> Asking:
    """Ask that service one thing."""
    return Asking(wren)
