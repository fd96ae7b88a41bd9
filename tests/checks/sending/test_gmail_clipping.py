from dataclasses import replace

import pytest

from newsletter.build import Build
from newsletter.checks.sending.gmail_clipping import LIMIT, check


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("x" * (LIMIT + 1), "The email has 90 KB. Gmail shows about 102 KB and hides the rest."),
        ("é" * (LIMIT // 2 + 1), "The email has 90 KB. Gmail shows about 102 KB and hides the rest."),
        ("x" * 150_000, "The email has 150 KB. Gmail shows about 102 KB and hides the rest."),
    ],
)
def test_what_must_fire(built: Build, html: str, said: str) -> None:
    (fault,) = check(replace(built.draft, email=replace(built.draft.email, html=html)))
    assert (fault.message, fault.place.file) == (said, "issues/2026-12/issue.yaml")


@pytest.mark.parametrize("html", ["", "x" * LIMIT, "é" * (LIMIT // 2)])
def test_what_must_not_fire(built: Build, html: str) -> None:
    email = replace(built.draft.email, html=html, text="x" * 200_000, marked_html="x" * 200_000)
    assert list(check(replace(built.draft, email=email))) == []
