"""What the tests of a push share: the letter on its way to the listmonk on this computer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.delivery.api_client import Patience
from newsletter.delivery.api_keys import ApiKey
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import default_images, packaged
from newsletter.delivery.push import Push, Pushed, planned
from newsletter.model.errors import DeliveryError

KEY = ApiKey("ann:0123456789abcdef")
ONCE = Circumstances("Ann", datetime(2027, 1, 3, 12, tzinfo=UTC), (), (), ())
SOON = Patience(pause=0, tries=2)
RECORD = "issues/2027-01/drafts/listmonk.json"
PICTURES = 3
"""The letter's and, light and dark, the logo."""

Pushing = Callable[..., Pushed]


def push_of(project: Project, **settings: object) -> Push:
    draft = Builder(project).build("2027-01", as_of=date(2027, 1, 3)).draft
    draft = replace(draft, settings=draft.settings.model_copy(update=settings))
    package = packaged(draft, "listmonk", default_images(draft.settings))
    return planned(package, project.issue_folder("2027-01"))


def refusal(push: Pushing, *arguments: Any, **named: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        push(*arguments, **named)
    assert KEY.value not in str(caught.value)
    return caught.value


def rewrite(project: Project, old: str, new: str, file: str = "issues/2027-01/letter.md") -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def record(project: Project) -> dict[str, Any]:
    return dict(json.loads((project.root / RECORD).read_text(encoding="utf-8")))
