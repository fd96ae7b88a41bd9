"""What reading yields: the thing read, and everything wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, has_errors

T = TypeVar("T")


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value read from files, with the findings made on the way.

    ``value`` holds whatever could be read, so that a preview can still show the sound parts; it is None
    where nothing could be made of the files.
    """

    value: T | None
    findings: tuple[Finding, ...] = ()

    def require(self) -> T:
        """The value.  Raises ContentError with every finding if there is an error among them."""
        if self.value is None or has_errors(self.findings):
            raise ContentError(self.findings)
        return self.value
