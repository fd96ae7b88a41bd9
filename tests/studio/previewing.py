"""A running ``newsletter preview``, and how its files are saved."""

from __future__ import annotations

import asyncio
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx

T = TypeVar("T")


class Previewing:
    """A running ``newsletter preview``: where it is, and what it has said."""

    command = "preview"

    def __init__(self, root: Path, *words: str, **environment: str) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "newsletter.cli.main", self.command, *words],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
            env={**os.environ, **environment},
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.page = self._wait_for("http://").split()[-1]
        self.address = "/".join(self.page.split("/")[:3])
        self._wait_for("Ctrl+C")
        self.client = httpx.Client(base_url=self.address, trust_env=False)

    @property
    def said(self) -> str:
        while not self._lines.empty():
            self._said.append(self._lines.get())
        return "".join(self._said)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=15)
        self._listener.join()
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        if hasattr(self, "client"):
            self.client.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def _wait_for(self, words: str) -> str:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                if self.process.poll() is not None:
                    break
                continue
            self._said.append(line)
            if words in line:
                return line
        self.close()
        raise AssertionError(f"no “{words}” in:\n{self.said}")


class Studying(Previewing):
    """A running ``newsletter studio``."""

    command = "studio"


def copy_publication(repository: Path, root: Path) -> Path:
    for name in ("reference", "people", "templates", "issues"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    return root


def save(path: Path, text: str) -> None:
    """Save as an editor does: a new file beside it, moved over the old one."""
    beside = path.with_name(f".{path.name}.saving")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: a browser test before it may have left a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
