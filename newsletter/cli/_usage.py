"""Wrong use of a command, with the code under which ``docs/messages.md`` explains it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click


class Misuse(click.UsageError):
    """A command used wrongly.  ``code`` names the message (``usage/not-a-date``)."""

    def __init__(self, code: str, message: str, ctx: click.Context | None = None) -> None:
        super().__init__(message, ctx)
        self.code = code

    def format_message(self) -> str:
        """The message and its code."""
        return f"{self.message} {click.style(f'({self.code})', dim=True)}"


def day(context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """The day behind an option, for click.  Raises Misuse where it is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Misuse("usage/not-a-date", f"“{value}” is not a date. Write it like 2026-12-01.", context) from None


@contextmanager
def coded_usage_errors() -> Iterator[None]:
    """Give click's own messages a code: an unknown option, a missing word."""
    try:
        yield
    except (Misuse, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise Misuse("usage/options", error.format_message(), error.ctx) from error
