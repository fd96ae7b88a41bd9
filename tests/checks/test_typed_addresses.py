"""Links and pictures know the place where their address was typed."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.checks.finished_email import FinishedEmail
from newsletter.content.project import Project

ONE = """---
kind: research_news
items:
  - title: A
    source: B
    published_on: 2026-11-01
    url: https://a.org/news
    summary: C.
---
See [this study](https://a.org/1) and
[the same](https://a.org/1), then [a third](<https://a.org/ü>).

> [Once more](https://a.org/1), [here][named], https://a.org/bare and <ref:drugs/trabectedin>.

![A bench](images/garden.jpg)

[named]: https://a.org/named
"""


@pytest.fixture
def finished(
    make_publication: Callable[[Mapping[str, str | bytes]], Project], repository: Path
) -> Callable[..., FinishedEmail]:
    """The finished email of an issue of these sections."""

    def make(**sections: str) -> FinishedEmail:
        files: dict[str, str | bytes] = {f"issues/2026-12/{name}.md": text for name, text in sections.items()}
        files["issues/2026-12/images/garden.jpg"] = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
        return Builder(make_publication(files)).build("2026-12", as_of=date(2026, 11, 25)).draft.finished

    return make


def test_each_link_has_the_line_and_column_of_its_address(finished: Callable[..., FinishedEmail]) -> None:
    email = finished(one=ONE)
    places = [(link.href, link.place.line, link.place.column) for link in email.links if "a.org" in link.href]
    assert places == [
        ("https://a.org/1", 10, 18),
        ("https://a.org/1", 10, 18),  # a block has one mark, and both stand in it
        ("https://a.org/%C3%BC", 10, 0),  # spelled otherwise
        ("https://a.org/1", 13, 15),
        ("https://a.org/named", 13, 0),  # stands elsewhere
        ("https://a.org/bare", 13, 48),
        ("https://a.org/news", 7, 10),
    ]  # fmt: skip
    assert {link.place.file for link in email.links if "a.org" in link.href} == {"issues/2026-12/one.md"}


def test_what_stands_in_the_reference_is_placed_there(finished: Callable[..., FinishedEmail], repository: Path) -> None:
    email = finished(one="---\nkind: drug_spotlight\ndrug: trabectedin\n---\nCall <ref:organization/helpline>.\n")
    places = {link.href.partition(":")[0]: link.place for link in email.links}
    assert places["http"].file == "reference/drugs/trabectedin.md"
    assert places["tel"].file == "reference/organization.yaml"
    typed = (repository / places["tel"].file).read_text("utf-8").split("\n")[places["tel"].line - 1]
    assert typed.strip().startswith("number:")


def test_what_nobody_typed_is_the_template_s(finished: Callable[..., FinishedEmail]) -> None:
    email = finished(one=ONE)
    files = {link.href: link.place.file for link in email.links}
    assert files["@@unsubscribe_url@@"] == "templates/layout.mjml.j2"
    places = {image.get("src"): email.place_of_address(image, "src") for image in email.images}
    assert str(places["images/garden.jpg"]) == "issues/2026-12/one.md:15"
    assert places["images/theme/logo-light.png"].file == "templates/layout.mjml.j2"


def test_any_other_email_has_the_lines_of_its_html() -> None:
    (link,) = FinishedEmail('<p>\n<a href="https://a.org">x</a></p>').links
    assert str(link.place) == "email.html:2"
