"""One small page for each feature of caniemail.com: that is found, and nothing else."""

from pathlib import Path

import pytest

from newsletter.checks.mail_programs import features
from newsletter.checks.used_features import used_features

PAGES = Path(__file__).parent / "pages"


def pages() -> list[tuple[str, str, frozenset[str]]]:
    """Each page with its feature and the other ones that it cannot do without."""
    lines = [line for path in sorted(PAGES.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    cases = [_parts(line) for line in lines if not line.startswith("#")]
    return [(slug, *_page(code, others)) for slug, code, others in cases]


def _parts(line: str) -> tuple[str, str, str]:
    slug, _, rest = line.partition(" | ")
    code, _, others = rest.rpartition("|")
    return slug.strip(), code.strip(), others.strip()


def _page(code: str, others: str) -> tuple[str, frozenset[str]]:
    more = frozenset(others.split())
    if code.startswith("<") or "<wbr>" in code:
        return code, more
    if "{" in code:
        return f"<style>{code}</style>", more | {"html-style"}
    return f"<b style='{code}'>x</b>", more


CASES = pages()


@pytest.mark.parametrize(("slug", "html", "others"), CASES, ids=[case[0] for case in CASES])
def test_what_a_page_uses_is_found_and_nothing_else(slug: str, html: str, others: frozenset[str]) -> None:
    assert {use.slug for use in used_features(html)} == {slug, *others}


def test_every_feature_has_its_page_but_the_one_outside_of_the_html() -> None:
    assert {case[0] for case in CASES} == features().keys() - {"bimi"}


@pytest.mark.parametrize(
    "html",
    [
        "<!--[if mso]><table><tr><td style='float:left'><![endif]-->",
        "<b title='display:flex'>display:grid &lt;video&gt;</b>",
        "<style>/* p{display:flex} */</style>",
        "<style>p{content:'display:flex; 10px'}</style>",
        "<b style='font-family:\"10px calc(\"'>x</b>",
        "<b style='background-image:url(10px.rem)'>x</b>",
        "<script>var x = '<video>'</script>",
        "<a href='#'>x</a>",
        "<button>x</button>",
        "<b style='colour-scheme:dark;-webkit-font-smoothing:auto;mso-hide:all'>x</b>",
    ],
)
def test_what_is_not_there_is_not_found(html: str) -> None:
    harmless = {"html-comments", "html-style", "css-comments", "css-selector-type", "css-background-image"}
    assert {use.slug for use in used_features(html)} <= harmless


def test_a_use_knows_each_of_its_places() -> None:
    html = "<p>\n<video></video>\n<video></video><style>\n\n.a { display: flex }</style>"
    found = {use.slug: use for use in used_features(html)}
    assert [html.count("\n", 0, at) for at in found["html-video"].offsets] == [1, 2]
    assert [html.count("\n", 0, at) for at in found["css-display-flex"].offsets] == [4]
    assert found["css-display-flex"].words == "display:flex"
