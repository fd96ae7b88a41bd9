"""What exists of an issue at a mailing service: ``issues/<issue>/drafts/<service>.json``, without any secret.

It travels with the issue, so that a push from another computer changes the same draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from newsletter.content.source_file import read_source, write_source
from newsletter.model.errors import ContentError, DeliveryError, EditError
from newsletter.services.drafts.draft_api import Made

PICTURE = "picture:"
"""Begins the name under which a picture is known."""

_FOLDER = "drafts"


class DraftRecord:
    """The record of one issue at one service; every change is written at once, as a whole or not at all.

    ``known`` are the ids of what was made, by what it is (``draft``, ``picture:<sha256>``).  ``link`` is where an
    editor opens the draft.
    """

    def __init__(self, folder: Path, service: str, address: str) -> None:
        """Read the record in the issue's ``folder``.

        What was made behind another ``address`` of the API is in ``elsewhere`` and not known here.  Raises
        DeliveryError where the file cannot be read.
        """
        self.path = folder / _FOLDER / f"{service}.json"
        self.file = f"issues/{folder.name}/{_FOLDER}/{service}.json"
        self._digest: str | None = None
        data: dict[str, Any] = {}
        if self.path.exists():
            data = self._read()
        self.elsewhere = data.get("api", address) != address
        if self.elsewhere:
            data = {}
        self.known: Mapping[str, str] = data.get("made", {})
        self.link: str | None = data.get("link")
        self._data = {**data, "api": address, "made": dict(self.known)}

    def _read(self) -> dict[str, Any]:
        try:
            source = read_source(self.path, self.file)
            data = json.loads(source.text)
            texts = {**data["made"], "api": data["api"], "link": data.get("link") or ""}
            if not all(isinstance(value, str) for value in texts.values()):
                raise ValueError(data)
        except (ContentError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise DeliveryError(
                "push/record",
                f"{self.file} cannot be read, so nobody knows which draft belongs to this issue. Take the file from a "
                "backup or from a colleague. If there is none, delete the draft at the service, then the file, and "
                "push again.",
            ) from error
        self._digest = source.digest
        return dict(data)

    def add(self, made: Made) -> None:
        """Write down that something exists now.  Raises DeliveryError."""
        self.known = {**self.known, made.what: made.id}
        self._data["made"] = dict(self.known)
        self.write(made)

    def finish(self, link: str | None, by: str, at: str) -> None:
        """Write down who pushed when, and where an editor opens the draft.  Raises DeliveryError."""
        self.link = link
        self._data |= {"link": link, "pushed": {"by": by, "at": at}}
        self.write()

    def write(self, made: Made | None = None) -> None:
        """Write the file; ``made`` is what would be lost otherwise.  Raises DeliveryError."""
        content = json.dumps(self._data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        try:
            self.path.parent.mkdir(exist_ok=True)
            self._digest = write_source(self.path, content.encode(), self._digest)
        except (EditError, OSError) as error:
            lost = f" At the service, {made.what} {made.id} was made: delete it there." if made else ""
            raise DeliveryError(
                "push/not-recorded",
                f"{self.file}, which keeps a repeat from making a second draft, could not be written.{lost} ({error}) "
                "See that the folder may be written to and that the disk is not full, and push again.",
            ) from error

    @contextmanager
    def told(self, title: str) -> Iterator[None]:
        """Say of everything that stops a push what exists at the service by then."""
        try:
            yield
        except DeliveryError as error:
            raise DeliveryError(error.code, f"{error}{self._exists(title)}") from error
        except KeyboardInterrupt as error:
            raise DeliveryError("push/stopped", f"The push was stopped.{self._exists(title)}") from error

    def _exists(self, title: str) -> str:
        things = [f"the {what} {made}" for what, made in self.known.items() if not what.startswith(PICTURE)]
        pictures = len(self.known) - len(things)
        things += [f"{pictures} picture{'' if pictures == 1 else 's'}"] if pictures else []
        link = f" ({self.link})" if self.link else ""
        words = f" {title} has of this issue: {', '.join(things)}{link}. Push again, and it goes on from there."
        return words if things else ""


@contextmanager
def alone(output: Path, issue: str, service: str) -> Iterator[None]:
    """While nobody else on this computer pushes the same issue to the same service.  Raises DeliveryError."""
    locks = output / ".locks"
    lock = FileLock(locks / f"{issue}.{service}.push.lock", timeout=0)
    try:
        locks.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise DeliveryError(
            "push/another", f"{issue} is being pushed to the same service just now. Wait until that has ended."
        ) from error
    except OSError as error:
        raise DeliveryError(
            "push/no-folder", f"Nothing can be written to {locks} ({error.strerror}). See that the folder allows it."
        ) from error
    try:
        yield
    finally:
        lock.release()
