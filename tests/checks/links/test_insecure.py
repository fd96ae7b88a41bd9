from collections.abc import Callable

import pytest

RULE = "links/insecure"
SAID = "begins with http://, which others on the way can read."


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="http://example.org/a">x</a>', [f"1: “http://example.org/a” {SAID}"]),
        ('<a href="HTTP://example.org/a">x</a>', [f"1: “HTTP://example.org/a” {SAID}"]),
        (
            '<a href="http://a.org">x</a><a href="http://b.org">x</a><a href="http://a.org">y</a>',
            [f"1: “http://a.org” {SAID} So does one more."],
        ),
        (
            '<a href="http://a.org">x</a><a href="http://b.org">x</a><a href="http://c.org">y</a>',
            [f"1: “http://a.org” {SAID} So do 2 more."],
        ),
    ],
)
def test_what_must_fire(found_in_email: Callable[..., list[str]], html: str, said: list[str]) -> None:
    assert found_in_email(RULE, html) == said


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/a">x</a>',
        '<a href="https://example.org/?to=http://example.com">x</a>',
        '<a href="https://web.archive.org/web/http://example.com">x</a>',
        "<p>http://example.org</p>",
        '<a href="mailto:a@example.org">x</a><a href="@@web_version_url@@">x</a><a href="#a">x</a>',
        '<a href="http://localhost/">another rule speaks of that</a>',
    ],
)
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_what_stands_in_the_reference_is_no_fault_of_the_issue(findings) -> None:  # type: ignore[no-untyped-def]
    news = "---\nkind: research_news\nitems:\n  - title: A\n    source: B\n    published_on: 2026-11-01\n"
    news += "    url: http://example.org/a\n    summary: C.\n---\n"
    drug = "---\nkind: drug_spotlight\ndrug: trabectedin\n---\nRead it.\n"
    found = findings(RULE, {"news": news, "drug": drug})
    assert {(str(f.place), f.severity.value) for f in found} == {
        ("issues/2026-12/news.md:7", "warning"),
        ("reference/drugs/trabectedin.md:57", "note"),
    }
