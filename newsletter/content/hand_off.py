"""``issues/<name>/hand-off.yaml``: what people did by hand to hand an issue over.

One line or group for each thing, so that what two people note joins: the mailing service that was chosen, the steps
done there, the copies that were looked at, and who pressed Send.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from newsletter.content.editing import set_value
from newsletter.content.editing_items import insert_item, remove_item
from newsletter.content.source_file import write_source
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import ConflictError, ContentError
from newsletter.model.fields import Date, FullText, LocalTime, Typed, WholeNumber

FILE = "hand-off.yaml"
_BEGINNING = b"# What was done by hand to hand this issue over. The studio keeps it.\n"


class StepDone(Typed):
    """One step at a mailing service that somebody did with one email."""

    service: FullText
    """The mailing service."""
    email: FullText
    """Which email: the beginning of the SHA-256 of its email.eml. Another one needs the step again."""
    step: FullText
    """The step, as the service's file has it."""
    by: FullText
    """Who did it."""
    on: Date
    """The day."""


class Arrived(Typed):
    """A copy that came back from a mailing service and was compared with what was handed over."""

    service: FullText
    """The mailing service."""
    email: FullText
    """Which email, as in a step."""
    must_fix: WholeNumber
    """How many differences had to be mended."""
    please_look: WholeNumber
    """How many were to be looked at."""
    by: FullText
    """Who looked."""
    on: Date
    """The day."""


class PressedSend(Typed):
    """Who sent the issue to its readers, and when."""

    service: FullText
    """The mailing service."""
    by: FullText
    """Who pressed Send."""
    at: LocalTime
    """The day and the time, in the publication's zone."""


class HandOff(Typed):
    """The hand-off of one issue so far."""

    service: FullText | None = None
    """The mailing service that was chosen."""
    steps: tuple[StepDone, ...] = ()
    """What was done there."""
    arrived: tuple[Arrived, ...] = ()
    """The copies that were looked at."""
    sent: PressedSend | None = None
    """Who sent it, and when."""


def read_hand_off(folder: Path) -> HandOff:
    """The hand-off of the issue in ``folder``; an empty one where nothing was noted yet.

    Raises ContentError where the file has mistakes.
    """
    if not (folder / FILE).exists():
        return HandOff()
    read = read_yaml_file(folder / FILE, _name(folder), HandOff)
    if read.value is None:
        raise ContentError(read.findings)
    return read.value


def choose_service(folder: Path, service: str) -> None:
    """Note the mailing service.  Raises as :func:`newsletter.content.editing.set_value` does."""
    set_value(_begun(folder), ("service",), service, file=_name(folder))


def note_step(folder: Path, service: str, email: str, step: str, by: str, on: date) -> None:
    """Note that somebody did a step; a second time changes nothing.  Raises as :func:`choose_service` does."""
    if not any(_is_step(done, service, email, step) for done in read_hand_off(folder).steps):
        _add(folder, "steps", {"service": service, "email": email, "step": step, "by": by, "on": on.isoformat()})


def take_back_step(folder: Path, service: str, email: str, step: str) -> None:
    """Take such a note out again.  Raises as :func:`choose_service` does."""
    for index, done in reversed(list(enumerate(read_hand_off(folder).steps))):
        if _is_step(done, service, email, step):
            remove_item(folder / FILE, ("steps",), index, file=_name(folder))


def note_arrived(folder: Path, service: str, email: str, counts: tuple[int, int], by: str, on: date) -> None:
    """Note that a copy was compared; ``counts`` are what must be mended and what is to be looked at.

    Raises as :func:`choose_service` does.
    """
    must_fix, please_look = (str(count) for count in counts)
    told = {"service": service, "email": email, "must_fix": must_fix, "please_look": please_look}
    _add(folder, "arrived", {**told, "by": by, "on": on.isoformat()})


def note_sent(folder: Path, service: str, by: str, at: str) -> None:
    """Note who pressed Send; ``at`` reads like ``2026-12-01 10:30``.  Raises as :func:`choose_service` does."""
    for key, value in (("service", service), ("by", by), ("at", at)):
        set_value(_begun(folder), ("sent", key), value, file=_name(folder))


def _is_step(done: StepDone, service: str, email: str, step: str) -> bool:
    return (done.service, done.email, done.step) == (service, email, step)


def _add(folder: Path, field: str, item: Mapping[str, str]) -> None:
    insert_item(_begun(folder), (field,), item, file=_name(folder))


def _begun(folder: Path) -> Path:
    """The file, made where there is none."""
    path = folder / FILE
    if not path.exists():
        try:
            write_source(path, _BEGINNING, None)
        except ConflictError:  # another window has just made it
            if not path.exists():
                raise
    return path


def _name(folder: Path) -> str:
    return f"issues/{folder.name}/{FILE}"
