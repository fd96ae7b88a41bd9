"""What tests of every room share: the repository, a publication to write into, the sample issue, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import settings

from newsletter.build import Build, Builder
from newsletter.content.project import Project

# A slow machine is no fault of the code.
settings.register_profile("newsletter", deadline=None)
settings.load_profile("newsletter")

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_ISSUE = "2026-12"
BROWSER_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden emails anew")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the sample publication, which is the repository itself.  Nobody writes here."""
    return ROOT


@pytest.fixture
def make_publication(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Project]:
    """Make a publication of the repository's settings, reference, people and templates, without an issue.

    The files given are written over it, by path.  Sections without an ``issue.yaml`` get one that lists them.
    """

    def make(files: Mapping[str, str | bytes]) -> Project:
        root = tmp_path / f"publication-{len(list(tmp_path.iterdir()))}"
        for name in ("reference", "people", "templates"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "newsletter.yaml", root)
        wanted = dict(files)
        for folder in {str(PurePosixPath(name).parent) for name in files if name.startswith("issues/")}:
            if folder.count("/") == 1:
                wanted.setdefault(f"{folder}/issue.yaml", _header(folder, files))
        for name, content in wanted.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Project(root)

    return make


def _header(folder: str, files: Mapping[str, str | bytes]) -> str:
    sections = [PurePosixPath(name).stem for name in files if name.startswith(f"{folder}/") and name.endswith(".md")]
    listed = "".join(f"  - {name}\n" for name in sections)
    return f"title: A test\nnumber: 1\ndate: 2026-12-01\nsubject: A test\npreheader: A test\nsections:\n{listed}"


@pytest.fixture(scope="session")
def built(repository: Path) -> Build:
    """The sample issue, built once."""
    return Builder(Project(repository)).build(SAMPLE_ISSUE, as_of=date(2026, 11, 25))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once.  Where there is none the test is skipped, in CI it fails."""
    executable = shutil.which("chromium") or shutil.which("/usr/bin/chromium")
    if executable is None:
        reason = "There is no chromium on the PATH. Install it to run the tests in a browser."
        if os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page.  It can reach nothing but what the test routes."""
    context = browser.new_context(service_workers="block")
    context.route("**/*", lambda route: route.abort())
    yield context.new_page()
    context.close()
