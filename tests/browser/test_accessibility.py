"""Every issue in the repository, judged by axe-core in Chromium on a phone's width, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.email import Email

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
ISSUES = sorted(path.parent.name for path in (ROOT / "issues").glob("*/issue.yaml"))
SITE = "http://newsletter.invalid/"

# WCAG 2.2 A and AA, and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWITCHED_OFF = {
    "landmark-one-main": "A mail program shows the email inside its own page, which has the main landmark already; "
    "a second one would mislead. The email is one article instead (role=article).",
    "region": "Asks for the same landmarks around all content; see landmark-one-main.",
}
# If one of these did not run, or found nothing to look at, the verdict would be worth little.
MUST_HAVE_PASSED = {
    "color-contrast", "document-title", "heading-order", "html-has-lang", "image-alt", "link-in-text-block",
    "link-name", "page-has-heading-one", "target-size",
}  # fmt: skip
RUN = """
([tags, off]) => axe.run(document, {
  runOnly: {type: 'tag', values: tags},
  rules: Object.fromEntries(off.map(id => [id, {enabled: false}])),
})
"""


@cache
def email_of(name: str) -> Email:
    return Builder(Project(ROOT)).build(name, as_of=date(2026, 11, 20)).draft.email


@pytest.fixture
def judge(page: Any) -> Callable[..., dict[str, Any]]:
    """Show an issue, or other HTML with its pictures, and return what axe says of it."""

    def run(name: str, mode: str, html: str | None = None) -> dict[str, Any]:
        email = email_of(name)
        pictures = {image.name: image.path for image in email.images}

        def serve(route: Any) -> None:
            wanted = route.request.url.removeprefix(SITE)
            if wanted == "email.html":
                route.fulfill(body=html or email.html, content_type="text/html; charset=utf-8")
            elif wanted in pictures:
                route.fulfill(path=pictures[wanted])
            else:
                route.abort()

        page.route("**/*", serve)
        page.set_viewport_size({"width": 375, "height": 800})
        page.emulate_media(color_scheme=mode)
        page.goto(f"{SITE}email.html")
        page.add_script_tag(path=AXE)
        return page.evaluate(RUN, [TAGS, list(SWITCHED_OFF)])

    return run


def told(results: list[dict[str, Any]]) -> list[str]:
    """One line for each element found: the rule, the element, and what is wrong with it."""
    return [
        f"{rule['id']}: {node['html'][:160]} -- {' '.join(node['failureSummary'].split())}"
        for rule in results
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ISSUES)
def test_axe_finds_no_barrier(judge: Callable[..., dict[str, Any]], name: str, mode: str) -> None:
    verdict = judge(name, mode)
    assert told(verdict["violations"]) == []
    assert told(verdict["incomplete"]) == [], "axe could not decide these"
    assert MUST_HAVE_PASSED - {rule["id"] for rule in verdict["passes"]} == set()


BARRIERS = [
    ("image-alt", '<img src="images/none.png" width="40" height="40">'),
    ("link-name", '<p><a href="https://example.org/"></a></p>'),
    ("heading-order", "<h6>Far too deep</h6>"),
    ("color-contrast", '<p style="color:#888888;background-color:#999999">Pale</p>'),
    ("target-size", '<div style="line-height:8px;font-size:8px"><div><a href="/1" style="display:block">One</a></div>'
                    '<div><a href="/2" style="display:block">Two</a></div></div>'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "barrier"), BARRIERS)
def test_axe_finds_a_barrier_that_is_put_in(judge: Callable[..., dict[str, Any]], rule: str, barrier: str) -> None:
    name = ISSUES[0]
    harmed = email_of(name).html.replace("</body>", f'<div role="article" aria-label="More">{barrier}</div></body>')
    assert rule in {violation["id"] for violation in judge(name, "light", harmed)["violations"]}
