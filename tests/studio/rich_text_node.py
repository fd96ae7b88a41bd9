"""The studio's rich text modules in Node.js, and its bundle: as the tests use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "newsletter" / "studio" / "scripts"


def require_node() -> str:
    """The path of Node.js.  Where it or the modules are missing the test is skipped, in CI it fails."""
    node = shutil.which("node")
    if node is not None and (SCRIPTS / "node_modules" / "esbuild").is_dir():
        return node
    reason = "The studio's scripts need Node.js 20. Install it and run `make studio`."
    if os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def bundle(folder: Path) -> Path:
    """The studio's scripts as the browser loads them, built into a folder."""
    done = subprocess.run(
        [require_node(), str(SCRIPTS / "build.mjs"), str(folder)], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return folder


class RichTextNode:
    """A running Node.js that answers questions about Markdown (``rich_text_answers.mjs``)."""

    def __init__(self) -> None:
        program = str(Path(__file__).with_name("rich_text_answers.mjs"))
        self._process = subprocess.Popen(
            [require_node(), program, str(SCRIPTS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip

    def __enter__(self) -> RichTextNode:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def ask(self, question: str, **request: Any) -> Any:
        """The answer to one question.  An error in the scripts is an error here."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ask": question, **request}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["answer"]
