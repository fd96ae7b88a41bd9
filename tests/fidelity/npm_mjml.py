"""npm mjml, in the version that bench/peers/package.json names: one Node process for all pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PEERS = Path(__file__).resolve().parents[2] / "bench" / "peers"


class Compiled(NamedTuple):
    """The HTML of a page, and what npm mjml's own validation says of it."""

    html: str
    errors: list[str]


def what_is_missing() -> str | None:
    """Why npm mjml cannot be run here, with the remedy; None where it can."""
    if shutil.which("node") is None:
        return "There is no Node.js on the PATH. Install version 20 or later, then run: make fidelity"
    wanted = json.loads((PEERS / "package.json").read_text(encoding="utf-8"))["dependencies"]["mjml"]
    package = PEERS / "node_modules" / "mjml" / "package.json"
    if not package.is_file():
        return "npm mjml is not installed. Run: make fidelity"
    installed = json.loads(package.read_text(encoding="utf-8"))["version"]
    if installed != wanted:
        return f"npm mjml {installed} is installed; bench/peers/package.json asks for {wanted}. Run: make fidelity"
    return None


def compile_pages(pages: Mapping[str, str]) -> dict[str, Compiled]:
    """MJML by name to HTML by name.  Raises CalledProcessError where npm mjml gives up."""
    command = ["node", str(PEERS / "mjml_pages.mjs")]
    run = subprocess.run(command, input=json.dumps(pages), capture_output=True, check=True, encoding="utf-8")
    return {name: Compiled(**compiled) for name, compiled in json.loads(run.stdout).items()}
