"""Line ends in the HTML: short enough for SMTP, and nowhere where a reader could see them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_samples import EVERY_TAG, Sample, compiled, fragment, pages

from newsletter.build import Build, Builder
from newsletter.rendering.lines import LIMIT, break_lines
from newsletter.rendering.marks import without_marks

Events = list[tuple[object, ...]]
# Where a blank between two tags cannot be seen.
AFTER_LAYOUT = frozenset((("start", "tbody"), ("end", "tr"), ("end", "p"), ("end", "li")))


def events(html: str) -> Events:
    """What a parser makes of HTML, blanks folded, and dropped where a block has just ended."""
    found: Events = []

    def text(value: str | None, exact: bool) -> None:
        if not value:
            return
        if not exact:
            value = re.sub(r"\s+", " ", value)
            if found and (found[-1][0] == "comment" or found[-1][:2] in AFTER_LAYOUT):
                value = value.lstrip()
        if value:
            found.append(("text", value))

    def walk(element: etree._Element, exact: bool) -> None:
        if isinstance(element, etree._Comment):
            found.append(("comment", re.sub(r">\s+<", "><", element.text)))
            return
        exact = exact or element.tag in ("pre", "style")
        found.append(("start", element.tag, tuple(element.attrib.items())))
        text(element.text, exact)
        for child in element:
            walk(child, exact)
            text(child.tail, exact)
        found.append(("end", element.tag))

    walk(lxml_html.document_fromstring(html), False)
    return found


@settings(max_examples=60, deadline=None)
@given(pages, st.integers(20, 400))
def test_the_page_stays_the_same(sample: Sample, limit: int) -> None:
    html = compiled(fragment(sample.markdown))
    assert events(break_lines(html, limit)) == events(html)


@pytest.mark.parametrize("limit", [40, 100, 200, 900])
def test_a_page_with_everything_stays_the_same(limit: int) -> None:
    html = compiled(fragment(EVERY_TAG))
    assert events(break_lines(html, limit)) == events(html)


def test_this_test_would_see_a_difference() -> None:
    html = compiled(fragment(EVERY_TAG))
    assert events(html.replace("<strong>strong", "\n<strong>\nstrong")) != events(html)
    assert events(html.replace("code  block", "code block")) != events(html)
    assert events(html.replace('alt="a picture"', 'alt="a\npicture"')) != events(html)


WORD = "w" * 1500
UNTOUCHED = {
    "a very long word": WORD,
    "alt text": f'<img alt="{"word " * 300}" />',
    "style attribute": f'<p style="{"color: red; " * 200}">x</p>',
    "code": f"<pre><code>{'word ' * 300}</code></pre>",
    "code on lines": f"<pre><code>{'word ' * 300}\n{'word ' * 300}</code></pre>",
    "comment": '<!--[if mso]>' + '<td a="b">x y' * 90 + '<![endif]-->',
    "comment on lines": f"<!-- a\n{'word ' * 300}\n{'word ' * 300} -->",
    "style sheet": f"<style>{'.a b { color: red } ' * 90}</style>",
    "style sheet on lines": f"<style>\n{'.a b { color: red } ' * 90}\n.c {{ }}</style>",
}  # fmt: skip


@pytest.mark.parametrize("html", UNTOUCHED.values(), ids=UNTOUCHED)
def test_nothing_is_broken_inside(html: str) -> None:
    kept = re.sub(r"^<(img|p) ", "", html)  # a line may end before the attribute
    assert kept in break_lines(f"<div><p>{'x ' * 600}</p> {html} <p>{'y ' * 600}</p></div>")


BREAKABLE = {
    "words": "<p>" + "word " * 600 + "</p>",
    "emphasis": "<p>" + "word <em>more</em> " * 400 + "</p>",
    "long emphasis": "<p>" + f"<em>{'a' * 90}</em> " * 60 + "</p>",
    "emphasis without style, words of any length": "<p>" + "".join(
        f"{'a' * (index % 61)} <em>{'b' * (index % 97)}</em> " for index in range(300)) + "</p>",
    "links": '<a style="color:#6b2470; text-decoration:underline" href="https://example.org/a">x</a>, ' * 90,
    "attributes": '<p>x<img alt="x" src="a.jpg" width="552" height="auto" border="0" /></p>' * 60,
    "rows": "<table>" + "<tr><td>x</td><td>y</td></tr>" * 90 + "</table>",
    "items": "<ul>" + "<li>x</li>" * 400 + "</ul>",
    "after a style sheet": "<style>" + "a { }\n" * 9 + "</style><p>" + "word " * 600 + "</p>",
    "after code": "<pre>" + "x" * 800 + "</pre><p>" + "word " * 600 + "</p>",
    "after code that ends on the line": "<pre>x\ny</pre>" + "word " * 600,
    "after a comment that ends on the line": "<!-- x\ny -->" + "word " * 600,
}  # fmt: skip


@pytest.mark.parametrize("html", BREAKABLE.values(), ids=BREAKABLE)
def test_no_line_is_longer_than_the_limit(html: str) -> None:
    broken = break_lines(html)
    assert max(map(len, broken.split("\n"))) <= LIMIT
    assert events(broken) == events(html)


@pytest.mark.parametrize("limit", range(100, 140))
def test_no_line_ends_before_a_mark(limit: int) -> None:
    """The mark is taken off together with the space before it."""
    html = '<td style="color: red" data-at="a.md:1">x</td>' * 60
    assert "data-at" not in without_marks(break_lines(html, limit))


def test_a_short_page_is_left_alone() -> None:
    assert break_lines("<p>a b</p> <em>c</em>") == "<p>a b</p> <em>c</em>"


LONG = "---\nkind: letter\n---\n" + "many *words* with a [link](https://example.org/a) " * 300 + "\n"


def test_the_sample_and_a_long_letter_keep_to_the_limit(built: Build, make_publication) -> None:
    long = Builder(make_publication({"issues/2027-01/letter.md": LONG})).build("2027-01").draft.email
    for email in (built.draft.email, long):
        for face in (email.html, email.marked_html, email.text):
            assert max(len(line) for line in face.split("\n")) <= LIMIT
            assert max(len(line.encode()) for line in face.split("\n")) <= 998
