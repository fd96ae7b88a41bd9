"""What each mailing service needs, as data: one file a service, ``services/<service>.py``, with ``SERVICE``.

Nothing here reads, writes or asks anyone.  What a service needs is said here; what is done about it stands in
``delivery/``.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from newsletter.model.nearest import did_you_mean
from newsletter.model.registry import member, member_names
from newsletter.services.service import Service

_OWN = {"service"}


@cache
def service_names() -> tuple[str, ...]:
    """The name of every service, in alphabetical order."""
    return tuple(name for name in member_names(__name__) if name not in _OWN)


@cache
def service(name: str) -> Service:
    """A service by its name.  Raises KeyError, with the nearest name as its text, where there is none."""
    if name not in service_names():
        raise KeyError(did_you_mean(name, service_names()) or f"Known are: {', '.join(service_names())}.")
    return cast(Service, member(__name__, name).SERVICE)
