"""``newsletter build --watch``, as people run it: a process of its own, ended by Ctrl+C."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches the test itself on Windows")

LETTER = "issues/2026-12/letter.md"


class Watching:
    """A running ``newsletter build --watch`` and what it has said so far."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "newsletter.cli.main", "build", "--watch", "--as-of", "2026-11-25"],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, words: str, seconds: float = 30) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                assert self.process.poll() is None, "".join(self.said)
                continue
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"no “{words}” in:\n{''.join(self.said)}")

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=15)
        self.close()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return code, "".join(self.said)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def watching(publication: Path) -> Iterator[Watching]:
    running = Watching(publication)
    yield running
    running.close()


def eventually(holds: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(FileNotFoundError):  # between the two renames of a swap
            if holds():
                return True
        time.sleep(0.05)
    return False


def save(path: Path, text: str) -> None:
    """Save as an editor does: a new file beside it, moved over the old one."""
    beside = path.with_name(f".{path.name}.saving")
    beside.write_text(text, "utf-8")
    os.replace(beside, path)


def test_a_saved_section_a_mistake_and_a_setting_are_seen_and_ctrl_c_ends_it(
    publication: Path, watching: Watching
) -> None:
    watching.wait_for("Press Ctrl+C to stop")
    page = publication / "dist/2026-12/email.txt"
    assert page.is_file()
    time.sleep(0.5)  # the watch itself begins just after the line

    letter = (publication / LETTER).read_text("utf-8")
    save(publication / LETTER, letter + "\nA marmalade sentence.\n")
    assert eventually(lambda: "A marmalade sentence." in page.read_text("utf-8"))

    save(publication / LETTER, letter.replace("title:", "titel:"))
    watching.wait_for("letter.md:3: “titel” is not known here.")
    assert "A marmalade sentence." in page.read_text("utf-8"), "a mistake leaves the last good build"

    save(publication / LETTER, letter + "\nA quince sentence.\n")
    assert eventually(lambda: "A quince sentence." in page.read_text("utf-8"))

    drug = publication / "reference/drugs/trabectedin.md"
    save(drug, drug.read_text("utf-8") + "\nA medlar sentence.\n")
    assert eventually(lambda: "A medlar sentence." in page.read_text("utf-8"))

    settings = publication / "newsletter.yaml"
    for title in ("First Gazette", "Second Gazette"):  # twice: a watch on one file ends when it is replaced
        save(settings, settings.read_text("utf-8").replace("title: LMSeAlerts", f"title: {title}"))
        save(settings, settings.read_text("utf-8").replace("title: First Gazette", f"title: {title}"))
        assert eventually(lambda title=title: title in page.with_name("email.html").read_text("utf-8")), title

    code, said = watching.stop()
    assert code == 0, said
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said


def test_a_template_of_ones_own_is_seen_when_it_comes_and_when_it_goes(publication: Path) -> None:
    defaults = (publication / "templates").rename(publication.parent / "kept")
    running = Watching(publication)
    try:
        running.wait_for("Press Ctrl+C to stop")
        time.sleep(0.5)  # the watch itself begins just after the line
        page = publication / "dist/2026-12/email.txt"
        letter = "text/sections/letter.txt.j2"
        own = publication / "templates" / letter
        own.parent.mkdir(parents=True)
        own.write_text("A damson template.\n" + (defaults / letter).read_text("utf-8"), "utf-8")
        assert eventually(lambda: "A damson template." in page.read_text("utf-8"))
        own.unlink()
        assert eventually(lambda: "A damson template." not in page.read_text("utf-8"))
        own.write_text("A greengage template.\n" + (defaults / letter).read_text("utf-8"), "utf-8")
        assert eventually(lambda: "A greengage template." in page.read_text("utf-8"))
        shutil.rmtree(publication / "templates")
        assert eventually(lambda: "A greengage template." not in page.read_text("utf-8"))
    finally:
        running.close()


def test_ctrl_c_at_once(watching: Watching) -> None:
    watching.wait_for("Press Ctrl+C to stop")
    _, said = watching.stop()
    assert "Traceback" not in said
