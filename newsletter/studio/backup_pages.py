"""Nothing lost: one zip with everything, versions where git keeps them, and the copies that synced folders make."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import IO, cast

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from newsletter.content.backup import write_backup
from newsletter.content.git_versions import Author, save_version, unsaved_changes
from newsletter.content.project import Project
from newsletter.content.two_versions import TwoVersions, choose_version, files_only_online, find_two_versions
from newsletter.model.errors import ConflictError, EditError
from newsletter.studio.page import page
from newsletter.studio.studio import Studio, form_of

_PIECES = 8
"""Pieces of a backup that wait for a slow disk."""
_LONGEST = 200_000
"""Characters of a version that are shown."""


class BackupPages:
    """``/backup`` and ``/two-versions``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route("/backup", self.show, methods=["GET"]),
            Route("/backup", self.back_up, methods=["POST"]),
            Route("/versions", self.save, methods=["POST"]),
            Route("/two-versions", self.hint, methods=["GET"]),
            Route("/two-versions/choose", self.both, methods=["GET"]),
            Route("/two-versions", self.choose, methods=["POST"]),
        ]

    def show(self, _request: Request) -> Response:
        """What a backup is, and what is not in the last version."""
        return self._page()

    def _page(self, said: str = "", asks_for_name: bool = False, message: str = "", status: int = 200) -> Response:
        project = self._studio.project
        return page(
            "studio/backup.html",
            status,
            file=_file_name(project),
            has_people=any(project.people.glob("*.yaml")),
            only_online=files_only_online(project),
            changes=unsaved_changes(project),
            said=said,
            asks_for_name=asks_for_name,
            message=message,
        )

    async def back_up(self, _request: Request) -> Response:
        """POST: the zip, while it is written; it is never held as a whole."""
        project = self._studio.project
        headers = {"content-disposition": f'attachment; filename="{_file_name(project)}"'}
        return StreamingResponse(_pieces(project), media_type="application/zip", headers=headers)

    async def save(self, request: Request) -> Response:
        """POST: one more version in git, which is never pushed."""
        form = await form_of(request)
        return await run_in_threadpool(self._save, form)

    def _save(self, form: dict[str, str]) -> Response:
        message, name, email = (form.get(key, "").strip() for key in ("message", "name", "email"))
        try:
            version = save_version(self._studio.project, message, Author(name, email) if name and email else None)
        except EditError as error:
            return self._page(error.message, error.code == "versions/no-name", message, 422)
        return self._page(f"Saved as version {version}. It stays on this computer.")

    def hint(self, request: Request) -> Response:
        """Where there are two versions of a file: the files to choose between, of one issue or of all."""
        issue = request.query_params.get("issue")
        pairs = find_two_versions(self._studio.project)
        own = [pair for pair in pairs if issue is None or pair.file.startswith(f"issues/{issue}/")]
        return page("studio/two_versions_hint.html", pairs=own)

    def both(self, request: Request) -> Response:
        """Both versions side by side."""
        pair = self._pair(request.query_params.get("copy", ""))
        root = self._studio.project.root
        own, copy = (_text(root / name) for name in (pair.file, pair.copy))
        changes = _marked(own, copy) if own is not None and copy is not None else None
        return page("studio/two_versions.html", pair=pair, changes=changes)

    async def choose(self, request: Request) -> Response:
        """POST: one of the two kept; the other one stays for 30 days with the recovery copies."""
        form = await form_of(request)
        return await run_in_threadpool(self._choose, form)

    def _choose(self, form: dict[str, str]) -> Response:
        pair = self._pair(form.get("copy", ""))
        if (form.get("file_digest") or None, form.get("copy_digest")) != (pair.file_digest, pair.copy_digest):
            raise ConflictError("studio/two-versions-changed", "One of the two has changed since. Look at both again.")
        keep = {"file": pair.file, "copy": pair.copy}.get(form.get("keep", ""))
        if keep is None or (keep == pair.file and pair.file_digest is None):
            raise EditError("studio/no-version", "Choose one of the two versions.")
        choose_version(self._studio.recovery, pair, keep)
        self._studio.saved(only_issues=pair.file.startswith("issues/"))
        left = find_two_versions(self._studio.project)
        return page("studio/two_versions_done.html", pair=pair, left=left)

    def _pair(self, copy: str) -> TwoVersions:
        for pair in find_two_versions(self._studio.project):
            if pair.copy == copy:
                return pair
        raise HTTPException(404, "There are no two versions of this file any more.")


def _file_name(project: Project) -> str:
    name = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in project.root.name)
    return f"{name.strip('-') or 'newsletter'}-backup-{date.today().isoformat()}.zip"


class _Pipe:
    """The end of a file that is read by a browser: what is written waits in a queue."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(_PIECES)
        self.is_closed = threading.Event()

    def write(self, data: bytes) -> int:
        """Raises BrokenPipeError where nobody reads any more."""
        while not self.is_closed.is_set():
            try:
                self.pieces.put(bytes(data), timeout=0.5)
            except queue.Full:
                continue
            return len(data)
        raise BrokenPipeError

    def flush(self) -> None:
        """Nothing is held back."""


async def _pieces(project: Project) -> AsyncIterator[bytes]:
    pipe = _Pipe()

    def work() -> None:
        end: BaseException | None = None
        try:
            write_backup(project, cast("IO[bytes]", pipe))
        except BrokenPipeError:
            return
        except Exception as error:  # raised where the browser hears of it: half a zip must not look whole
            end = error
        while not pipe.is_closed.is_set():
            try:
                pipe.pieces.put(end, timeout=0.5)
            except queue.Full:
                continue
            return

    threading.Thread(target=work, name="backup", daemon=True).start()
    try:
        while (piece := await asyncio.to_thread(pipe.pieces.get)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        pipe.is_closed.set()


def _text(path: Path) -> str | None:
    """A version as text; None where it is none."""
    try:
        return path.read_bytes()[:_LONGEST].decode()
    except (OSError, UnicodeDecodeError):
        return None


def _marked(own: str, copy: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether the other one has it."""
    ours, theirs = own.splitlines(keepends=True), copy.splitlines(keepends=True)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        left.append(("".join(ours[a:b]), tag == "equal"))
        right.append(("".join(theirs[c:d]), tag == "equal"))
    return left, right
