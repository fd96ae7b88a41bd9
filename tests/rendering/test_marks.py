"""The marks that say where a block came from are in one face of the email and in nothing of the other."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml import html as lxml_html

from newsletter.build import Build, Builder
from newsletter.rendering.marks import with_marks, without_marks
from newsletter.rendering.optional_blocks import without_optional_marks

OURS = re.compile(r' data-at="[^"<>]*"')


def tags(html: str) -> list[str]:
    return re.findall(r"<[a-z!][^>]*>", html)


def test_the_faces_differ_by_the_marks_alone(built: Build) -> None:
    email = built.draft.email
    marked, clean = email.marked_html, email.html
    assert without_optional_marks(OURS.sub("", marked), "html") == clean
    assert len(OURS.findall(marked)) > 30
    assert "data-at" not in clean
    assert "at=" not in "".join(re.findall(r'class="([^"]*)"', marked))


def test_the_clean_face_has_no_trace_of_a_mark(built: Build) -> None:
    """Neither an empty attribute nor two spaces nor the name of a source file."""
    for tag in tags(built.draft.email.html):
        assert not re.search(r'\s\s|\s>|class=""|\.md\b|\.yaml\b', tag), tag


LOOK_ALIKES = (
    'x data-at="a:1" y', 'class="at=foo" y', 'x class="b at=foo c" y', 'x class="b at=foo-outlook" y',
    "<p data-at='x' data-at=\"y\">", '<td class="at=x">', 'data-at="', 'at=x', '"at=x" data-at=x',
)  # fmt: skip


@pytest.fixture
def look_alike_email(make_publication, repository: Path):
    def build(text: str):
        quoted = text.replace("'", "''")
        letter = f"---\nkind: letter\ntitle: '{quoted}'\nsigned: '{quoted}'\n"
        letter += f"photo: {{file: p.jpg, alt: '{quoted}'}}\n---\n"
        escaped = re.sub(r"([<>\\*_`\[\]])", r"\\\1", text)
        letter += f"{escaped} {escaped}\n{escaped}\n\n`` {text} ``\n\n```\n{text}\n```\n\n![{escaped}](p.jpg)\n"
        files = {
            "issues/2027-01/letter.md": letter,
            "issues/2027-01/p.jpg": (repository / "issues/2026-12/images/garden.jpg").read_bytes(),
            "issues/2027-01/issue.yaml": f"title: '{quoted}'\nnumber: 1\ndate: 2026-12-01\nsubject: '{quoted}'\n"
            f"preheader: '{quoted}'\nsections: [letter]\n",
        }
        return Builder(make_publication(files)).build("2027-01").draft.email

    return build


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_text_that_looks_like_a_mark_survives_in_both_faces(look_alike_email, text: str) -> None:
    email = look_alike_email(text)
    for face in (email.html, email.marked_html):
        page = lxml_html.document_fromstring(face)
        assert page.find(".//h1").text_content() == text
        assert page.find(".//h2").text_content() == text
        assert page.findtext(".//title") == f"LMSeAlerts: {text}"
        assert text in page.find_class("preheader")[0].text_content()
        assert [image.get("alt") for image in page.iter("img")] == ["LMSeAlerts", "LMSeAlerts", text, text]
        assert [code.text_content() for code in page.iter("code")] == [text, text]
        words = " ".join(page.find(".//body").text_content().split())
        assert words.count(text) == 9  # preheader, h1, h2, three in the paragraph, two of code, signed


def test_a_phrase_over_two_lines_is_no_mark(look_alike_email, make_publication) -> None:
    letter = '---\nkind: letter\ntitle: A\n---\nthe class="b\nat=foo c" and a\ndata-at="x" stay\n'
    email = Builder(make_publication({"issues/2027-01/letter.md": letter})).build("2027-01").draft.email
    for face in (email.html, email.marked_html):
        words = " ".join(lxml_html.document_fromstring(face).text_content().split())
        assert 'the class="b at=foo c" and a data-at="x" stay' in words


@pytest.mark.parametrize(
    ("compiled", "marked"),
    [
        ('<td class="at=a.md:1">', '<td data-at="a.md:1">'),
        ('<td class="x at=a.md:1 y">', '<td class="x y" data-at="a.md:1">'),
        ('<td class="x at=a.md:1" align="left">', '<td class="x" data-at="a.md:1" align="left">'),
        ('<td class="x at=a.md:1-outlook">', '<td class="x">'),
        ('<td class="x chat=a">', '<td class="x chat=a">'),
        ('<td class="at">', '<td class="at">'),
    ],
)
def test_class_marks_become_attributes(compiled: str, marked: str) -> None:
    assert with_marks(compiled) == marked
    assert "a.md" not in without_marks(marked)


WRITTEN_BY_TEMPLATES = re.compile(r"You receive|Read it in|forwarded|@@postal|Information as of|Sources:")


def own_text(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def plain(source: str) -> str:
    """A line of Markdown or YAML without its signs."""
    source = re.sub(r"\]\([^)]*\)|<ref:[^>]*>", "", source)
    return " ".join(re.sub(r"[*_`>#|\[\]\"-]|^\s*\d+\.|<ref:\S+>", " ", source).split())


def test_every_mark_of_the_sample_points_at_its_text(built: Build, repository: Path) -> None:
    page = lxml_html.document_fromstring(built.draft.email.marked_html)
    checked = 0
    for element in page.xpath("//*[@data-at]"):
        file, _, line = unquote(element.get("data-at")).partition(":")
        lines = (repository / file).read_text(encoding="utf-8").split("\n")
        assert 0 < int(line or 1) <= len(lines), element.get("data-at")
        if line and int(line) > 1 and element.tag in ("p", "li", "h3", "h4"):
            words = plain(lines[int(line) - 1]).split()[:3]
            found = own_text(element)
            assert all(word in found for word in words), (element.get("data-at"), words, found)
            checked += 1
    assert checked > 20


def test_every_block_of_the_sample_is_marked(built: Build) -> None:
    page = lxml_html.document_fromstring(built.draft.email.marked_html)
    files = {unquote(e.get("data-at")).partition(":")[0] for e in page.xpath("//*[@data-at]")}
    assert files >= {block.place.file for block in built.draft.document.blocks}
    for element in page.xpath("//div[@class='rich-text']//*[self::p or self::li or self::tr or self::blockquote]"):
        if not element.xpath("ancestor-or-self::*[@data-at]"):
            contents = element.xpath("a[starts-with(@href, '#')]")
            assert contents or WRITTEN_BY_TEMPLATES.search(own_text(element)), own_text(element)
