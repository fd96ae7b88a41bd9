"""How nine mailing services take a draft through their API: one file a service, with ``API``.

Nothing here reads, writes or asks anyone; :mod:`newsletter.services.drafts.draft_api` says what a member holds.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from newsletter.model.registry import member, member_names
from newsletter.services.drafts.draft_api import DraftApi

_OWN = {"draft_api"}


@cache
def pushable_services() -> tuple[str, ...]:
    """The name of every service that takes a draft, in alphabetical order."""
    return tuple(name for name in member_names(__name__) if name not in _OWN)


def draft_api(name: str) -> DraftApi:
    """How a service takes a draft.  Raises KeyError where it takes none."""
    if name not in pushable_services():
        raise KeyError(name)
    return cast(DraftApi, member(__name__, name).API)
