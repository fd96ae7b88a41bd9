"""Tabs of a browser that reach nothing but this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

# Elements of the page around an email; the email itself is judged in tests/browser.
BARRIERS = """
async () => (await axe.run(document, {iframes: false})).violations.map(rule =>
  `${rule.id}: ${rule.nodes.map(node => node.html).join(' ')}`)
"""


def open_tabs(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address; every request that does not go to this computer fails the test, and so does a script's error."""
    expect.set_options(timeout=20_000)  # a slow machine is no fault of the pages
    contexts = []
    outside: list[str] = []
    errors: list[str] = []

    def open_tab(address: str, width: int = 1280, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, service_workers="block"
        )
        contexts.append(context)

        def allow(route: Any) -> None:
            if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
                route.continue_()
            else:
                outside.append(route.request.url)
                route.abort()

        context.route("**/*", allow)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        page.set_default_timeout(20_000)
        page.goto(address)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []
