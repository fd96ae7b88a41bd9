"""What lies behind an exception."""

from __future__ import annotations

from typing import TypeVar

E = TypeVar("E", bound=BaseException)


def cause(error: BaseException | None, kind: type[E]) -> E | None:
    """The exception of a kind among an exception and its causes; None where there is none."""
    for _ in range(12):
        if error is None or isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None
