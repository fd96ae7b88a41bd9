"""Rich text as HTML: nothing is lost, headings fit under the section's, marks name the right lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_samples import (
    EVERY_TAG,
    Sample,
    body_of,
    compiled,
    fragment,
    missing_words,
    pages,
    parsed,
    text_of,
    theme,
)

from newsletter.build import Builder
from newsletter.rendering.rich_text_html import mark, rich_text_html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(markdown: str) -> etree._Element:
    """The body of an email that holds nothing but this Markdown, through MRML."""
    return body_of(compiled(fragment(markdown)))


def words_of(element: etree._Element) -> str:
    return " ".join(text_of(element).split())


@settings(max_examples=60, deadline=None)
@given(pages)
def test_no_word_is_lost(sample: Sample) -> None:
    assert missing_words(list(sample.words), text_of(read(sample.markdown))) == []


@settings(max_examples=40, deadline=None)
@given(pages)
def test_no_link_is_lost(sample: Sample) -> None:
    links = [a.get("href") for a in read(sample.markdown).iter("a")]
    assert [link for link in links if link.startswith("https://")] == list(sample.links)


@given(st.lists(st.integers(1, 6), max_size=8))
def test_no_heading_level_is_skipped(levels: list[int]) -> None:
    html = fragment("\n\n".join(f"{'#' * level} Title" for level in levels))
    found = [int(e.tag[1]) for e in lxml_html.fragment_fromstring(html) if e.tag in HEADINGS]
    assert len(found) == len(levels)
    assert found[:1] in ([], [3])
    for (before, after), (typed, next_typed) in zip(pairwise(found), pairwise(levels), strict=True):
        assert 3 <= after <= min(6, before + 1)
        if next_typed == typed:
            assert after == before


@pytest.mark.parametrize(
    ("markdown", "tags"),
    [
        ("# a\n\n## b\n\n# c", ["h3", "h4", "h3"]),
        ("### a\n\n### b", ["h3", "h3"]),
        ("#### deep first\n\n## then higher\n\n### and below", ["h3", "h3", "h4"]),
        ("# a\n\n## b\n\n# c\n\n### d", ["h3", "h4", "h3", "h4"]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", ["h3", "h4", "h5", "h6", "h6", "h6"]),
    ],
)
def test_headings_stand_under_the_sections_heading(markdown: str, tags: list[str]) -> None:
    assert [e.tag for e in lxml_html.fragment_fromstring(fragment(markdown))] == tags


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**trabectedin**\n*(Yondelis)*", "trabectedin (Yondelis)"),
        ("**trabectedin** *(Yondelis)*", "trabectedin (Yondelis)"),
        ("[one](https://a.example)\n[two](https://b.example)", "one two"),
        ("`one` `two`\n~~three~~", "one two three"),
        ("one\ntwo", "one two"),
        ("![one](images/a.jpg)\n![two](images/b.jpg)", "one two"),
        ("*one*\\\n**two**", "one two"),
        ("- **one**\n  *two*", "one two"),
        ("| a |\n|---|\n| **one** *two* |", "a one two"),
    ],
)
def test_neighbors_keep_their_space(markdown: str, words: str) -> None:
    assert words_of(read(markdown)) == words


def test_no_space_comes_between_what_belongs_together() -> None:
    assert words_of(read("**tra**bectedin, ([one](https://a.example)).")) == "trabectedin, (one)."


def test_a_hard_break_stays_one() -> None:
    assert len(list(read("one\\\ntwo  \nthree").iter("br"))) == 2


def test_a_code_block_keeps_its_lines_and_spaces() -> None:
    assert read("```\na  b\n\n   c <d> &amp;\n```").find(".//pre").text_content() == "a  b\n\n   c <d> &amp;"


def test_raw_html_is_text() -> None:
    page = read("a <b onclick='x'>b</b> <script>alert(1)</script>\n\n<mj-section>c</mj-section>")
    assert page.find(".//script") is None
    assert "<script>alert(1)</script>" in text_of(page)
    assert "<mj-section>c</mj-section>" in text_of(page)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"])
def test_a_dangerous_address_is_no_link(address: str) -> None:
    assert read(f"[x]({address})").find(".//a") is None


@pytest.mark.parametrize(
    ("alt", "shown"),
    [("a *b* c", "a b c"), (r"5 \* 3", "5 * 3"), ("R&amp;D", "R&D"), ("a `b`", "a b"), ('"x"', '"x"'), ("a\nb", "a b")],
)
def test_alt_text_is_what_was_meant(alt: str, shown: str) -> None:
    assert read(f"![{alt}](images/a.jpg)").find(".//img").get("alt") == shown


def test_a_picture_gets_a_width() -> None:
    text = parsed("![x](images/a.jpg)\n\n- ![y](images/b.jpg)")
    for token in text.tokens:
        for child in token.children or ():
            if child.type == "image":
                child.attrs |= {"width": 1200 if child.attrs["src"] == "images/a.jpg" else 90, "height": 800}
    html = lxml_html.fragment_fromstring(str(rich_text_html(text, theme().styles.root, width=512)), "div")
    assert [image.get("width") for image in html.iter("img")] == ["512", "90"]
    assert all("max-width:100%" in image.get("style") and not image.get("height") for image in html.iter("img"))


def test_a_numbered_list_starts_where_it_was_told() -> None:
    lists = list(read("7. a\n8. b\n\ntext\n\n1. c\n\ntext\n\n0. d").iter("ol"))
    assert [each.get("start") for each in lists] == ["7", None, "0"]


def test_a_tables_head_is_one() -> None:
    page = read("| a | b |\n|:--|--:|\n| 1 | 2 |")
    table = page.xpath(".//table[thead]")[0]
    assert [(th.get("scope"), th.get("align")) for th in table.iter("th")] == [("col", "left"), ("col", "right")]
    assert [(td.get("scope"), td.get("align")) for td in table.iter("td")] == [(None, "left"), (None, "right")]


def test_marks_name_the_line() -> None:
    lines = EVERY_TAG.split("\n")
    html = str(rich_text_html(parsed(EVERY_TAG, first_line=10), theme().styles.root))
    root = lxml_html.fragment_fromstring(html, "div")
    marked = root.xpath(".//*[@data-at]")
    assert {e.tag for e in marked} >= {"p", "h3", "h4", "h5", "li", "blockquote", "tr", "pre", "hr"}
    for element in marked:
        file, _, line = element.get("data-at").partition(":")
        assert file == "issues/x/story.md"
        at = int(line) - 10
        source = lines[at] if element.tag != "pre" else lines[at + 1]
        first = next(iter(words_of(element).split()), "---")
        assert first.strip(".") in source, (element.tag, line, source)


def test_a_mark_survives_the_html_and_the_way_back() -> None:
    assert mark("issues/2026-12/my story “é”.md", 7) == "issues/2026-12/my%20story%20%E2%80%9C%C3%A9%E2%80%9D.md:7"


LETTER = "---\nkind: letter\n{title}---\n# Own title\n\ntext\n\n### Deeper\n"


@pytest.mark.parametrize(("title", "tags"), [("title: Hello\n", ["h2", "h3", "h4"]), ("", ["h2", "h3"])])
def test_headings_of_a_section_start_right_below_its_own(make_publication, title: str, tags: list[str]) -> None:
    project = make_publication({"issues/2027-01/letter.md": LETTER.format(title=title)})
    html = Builder(project).build("2027-01").draft.email.html
    page = lxml_html.document_fromstring(html)
    start = page.xpath("//*[self::h2 or self::h3][contains(., 'Hello') or contains(., 'Own title')]")[0]
    letter = start.xpath("ancestor::div[contains(@class, 'ground-card')][1]")[0]
    assert [e.tag for e in letter.iter(*HEADINGS)] == tags
