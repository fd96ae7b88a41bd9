from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.checks.content.example_addresses import is_example
from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
RULE = "content/example-addresses"


@pytest.fixture
def settings(repository: Path) -> str:
    """The settings of a publication that is no sample, with a sender that is real."""
    text = (repository / "newsletter.yaml").read_text(encoding="utf-8")
    return text.replace("sample: yes", "sample: no").replace("example.org", "lmsdr.org")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "http://www.example.org/walk?x=1",
        "https://EXAMPLE.net",
        "https://forms.example.edu/a",
        "https://newsletter.example/x",
        "https://a.b.invalid",
        "https://shop.test:8080/",
        "mailto:ann@example.org",
        "mailto:ann@mail.example.com?subject=x",
    ],
)
def test_what_must_fire(url: str) -> None:
    assert is_example(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://lmsdr.org/example.com",
        "https://lmsdr.org/?to=https://example.org",
        "https://myexample.com/",
        "https://example.com.lmsdr.org/",
        "https://counterexample.org",
        "https://test.org/",
        "https://example.de",
        "https://contest/",
        "mailto:example.org@lmsdr.org",
        "mailto:ann@example.org.uk",
        "tel:+18669122730",
        "#example.org",
        "@@unsubscribe_url@@",
        "https://[example.org",
        "",
    ],
)
def test_what_must_not_fire(url: str) -> None:
    assert not is_example(url)


def test_one_finding_a_file_in_a_real_publication(findings: Findings, settings: str) -> None:
    letter = "---\nkind: letter\n---\nWrite to ann@example.org,\nor [sign up](https://example.com/a).\n"
    event = (
        "---\nkind: event\ntitle: Walk\nstart: 2026-12-09 19:00\nzone: America/Chicago\n"
        "registration_url: https://example.org/walk\n---\nCome to counterexample.org\n"
    )
    real = "---\nkind: text\n---\nSee <https://lmsdr.org/example.com> about example.comedy.\n"
    found = findings(RULE, {"letter": letter, "event": event, "text": real, "newsletter.yaml": settings})
    assert [(f.place.file.rpartition("/")[2], f.severity, f.text) for f in found] == [
        ("event.md", Severity.ERROR, "https://example.org/walk"),
        ("letter.md", Severity.ERROR, "ann@example.org"),
    ]
    assert "https://example.com/a" in found[1].message


def test_a_made_up_sender(findings: Findings, settings: str) -> None:
    letter = "---\nkind: letter\n---\nHello.\n"
    (one,) = findings(RULE, {"letter": letter, "newsletter.yaml": settings.replace("news@lmsdr", "news@example")})
    assert (one.place.file, one.text) == ("newsletter.yaml", "news@example.org")
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"
    header += "from:\n  name: Us\n  address: us@mail.example.com\n"
    (one,) = findings(RULE, {"letter": letter, "newsletter.yaml": settings}, header)
    assert (str(one.place), one.text) == ("issues/2026-12/issue.yaml:8", "us@mail.example.com")


def test_a_sample_gets_one_note(findings: Findings) -> None:
    letter = "---\nkind: letter\n---\nWrite to ann@example.org, or [sign up](https://example.com/a).\n"
    (one,) = findings(RULE, {"letter": letter, "text": letter.replace("letter", "text")})
    assert one.severity is Severity.NOTE
