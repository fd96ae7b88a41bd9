"""What the comparison needs: npm mjml's HTML of all pages, made once, and a camera."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fidelity_pages import NAMES, page_named
from npm_mjml import Compiled, compile_pages, what_is_missing
from screenshots import Camera


@pytest.fixture(scope="session")
def npm_mjml() -> Mapping[str, Compiled]:
    """Every page as npm mjml compiles it.  Skips the test where it is missing, fails it where it must be there."""
    if missing := what_is_missing():
        if os.environ.get("REQUIRE_FIDELITY"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    return compile_pages({name: page_named(name).mjml for name in NAMES})


@pytest.fixture(scope="session")
def camera(browser: Any) -> Iterator[Camera]:
    """One page of Chromium for all screenshots."""
    camera = Camera(browser)
    yield camera
    camera.close()
