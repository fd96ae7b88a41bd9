from pathlib import Path

import pytest

from newsletter.checks.links.tracking import without_tracking

RULE = "links/tracking"


@pytest.mark.parametrize(
    ("href", "clean"),
    [
        ("https://a.org/?utm_source=x&utm_medium=email", "https://a.org/"),
        ("https://a.org/b?id=1&fbclid=IwAR0#c", "https://a.org/b?id=1#c"),
        ("https://a.org/b?fbclid=IwAR0&id=1", "https://a.org/b?id=1"),
        ("https://a.org/b?id=1&mc_eid=7f&page=2&mc_cid=8", "https://a.org/b?id=1&page=2"),
        ("https://a.org/b?UTM_Campaign=x", "https://a.org/b"),
        ("https://a.org/b?gclid", "https://a.org/b"),
        ("https://youtu.be/abc?si=Q1w2", "https://youtu.be/abc"),
        ("https://www.youtube.com/watch?v=abc&feature=share", "https://www.youtube.com/watch?v=abc"),
        ("https://a.org/b?_hsenc=p2A&_hsmi=1&x=a%20b", "https://a.org/b?x=a%20b"),
    ],
)
def test_what_must_fire(href: str, clean: str) -> None:
    assert without_tracking(href)[0] == clean
    assert without_tracking(clean) == (clean, ())


@pytest.mark.parametrize(
    "href",
    [
        "https://a.org/b?id=1", "https://a.org/b?si=1", "https://a.org/b?feature=share", "https://a.org/utm_source=x",
        "https://a.org/#utm_source=x", "https://a.org/?", "https://a.org/?my_utm_source=x", "https://a.org/?gclidx=1",
        "https://a.org/?q=fbclid", "https://a.org/?a&b&&c", "https://a.org/?ref=home", "https://pubmed.ncbi.nlm.nih.gov/?term=lms",
        "https://notyoutube.com/?si=1",
    ],
)  # fmt: skip
def test_what_must_not_fire(href: str) -> None:
    assert without_tracking(href) == (href, ())


def test_it_is_mended_at_its_column(findings) -> None:  # type: ignore[no-untyped-def]
    typed = "https://a.org/b?utm_source=x&id=1"
    letter = f"---\nkind: letter\n---\nSee [a]({typed})\nand [b]({typed}).\n"
    (finding,) = findings(RULE, {"letter": letter})
    assert (finding.place.line, finding.place.column) == (4, 9)
    assert (finding.fix.old, finding.fix.new) == (typed, "https://a.org/b?id=1")
    assert "utm_source" in finding.message


def test_campaign_names_stay_where_the_settings_ask_for_them(findings, repository: Path) -> None:  # type: ignore[no-untyped-def]
    settings = (repository / "newsletter.yaml").read_text("utf-8").replace("utm: off", "utm: on")
    letter = "---\nkind: letter\n---\n[a](https://a.org/?utm_source=x) [b](https://a.org/?utm_source=x&fbclid=1)\n"
    (finding,) = findings(RULE, {"letter": letter, "newsletter.yaml": settings})
    assert finding.fix.new == "https://a.org/?utm_source=x"
