"""``newsletter preview`` as people run it: a process of its own, on a copy of the publication."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_tabs import open_tabs
from open_studio import OpenStudio
from previewing import Previewing, Studying, copy_publication
from rich_text_page import RichTextSite

from newsletter.studio.server import SCRIPTS


@pytest.fixture
def publication(repository: Path, tmp_path: Path) -> Path:
    """A copy of the sample publication, to write into."""
    return copy_publication(repository, tmp_path / "publication")


@pytest.fixture
def start() -> Iterator[Callable[..., Previewing]]:
    """Start ``newsletter preview`` in a folder with these words and environment variables."""
    running: list[Previewing] = []

    def run(root: Path, *words: str, **environment: str) -> Previewing:
        running.append(Previewing(root, *words, **environment))
        return running[-1]

    yield run
    for one in running:
        one.close()


@pytest.fixture(scope="module")
def preview(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """A running preview of the sample issue, for tests that only look."""
    running = Previewing(
        copy_publication(repository, tmp_path_factory.mktemp("preview") / "publication"), "2026-12", "--no-browser"
    )
    yield running
    running.close()


@pytest.fixture
def studio(publication: Path, tmp_path: Path) -> OpenStudio:
    """The studio of a copy of the sample publication, without a server."""
    return OpenStudio(publication, tmp_path / "recovery")


@pytest.fixture
def run(publication: Path, tmp_path: Path) -> Iterator[Callable[..., Studying]]:
    """Start ``newsletter studio`` on the copy of the publication, with these words."""
    if not SCRIPTS.is_file():
        reason = "The studio's scripts are not built. Type make studio."
        if os.environ.get("CI") or os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    running: list[Studying] = []

    def start(*words: str) -> Studying:
        if "--port" not in words:
            # One of its own: another test must not move in while this one's server is down.
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                words = (*words, "--port", str(probe.getsockname()[1]))
        running.append(Studying(publication, "--no-browser", *words, XDG_STATE_HOME=str(tmp_path / "state")))
        return running[-1]

    yield start
    for one in running:
        one.close()


@pytest.fixture
def running(run: Callable[..., Studying]) -> Studying:
    """A running studio."""
    return run()


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address in a tab of its own."""
    yield from open_tabs(browser)


@pytest.fixture(scope="module")
def rich_text_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RichTextSite]:
    """A server for pages with one rich text."""
    site = RichTextSite(tmp_path_factory.mktemp("rich-text"))
    yield site
    site.close()


@pytest.fixture
def open_text(rich_text_site: RichTextSite, tab: Callable[..., Any]) -> Callable[..., Any]:
    """Open a page with a text, these attributes of its element, and the settings of a tab."""

    def opened(markdown: str, attributes: str = "", **settings: Any) -> Any:
        page = tab(rich_text_site.address(markdown, attributes), **settings)
        page.wait_for_selector(".rich-text-toolbar", state="attached")
        return page

    return opened
