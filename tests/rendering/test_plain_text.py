"""The plain-text part: 72 columns, addresses whole, the same content as the HTML in the same order."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_samples import EVERY_TAG, Sample, fragment, missing_words, pages, parsed, words

from newsletter.build import Build, Builder
from newsletter.model.email import MERGE_FIELD
from newsletter.rendering.rich_text_plain import rich_text_plain, wrap

COLUMNS = 72
ADDRESS = re.compile(r"https?://\S+|@@[a-z_]+_url@@")
SIGNS = re.compile(r"^(?:[>\s]|-(?=\s|$)|\d+\.(?=\s|$))*")  # of quotations and lists


def plain(markdown: str) -> str:
    return rich_text_plain(parsed(markdown))


def too_long(text: str) -> list[str]:
    """Lines of more than 72 columns that could have been broken."""
    lines = (line for line in text.split("\n") if len(line) > COLUMNS)
    return [line for line in lines if " " in SIGNS.sub("", line).strip()]


def without_code(markdown: str) -> str:
    return re.sub(r"```[^`]*```", "", markdown)


@settings(max_examples=80, deadline=None)
@given(pages)
def test_no_line_is_longer_than_it_has_to_be(sample: Sample) -> None:
    assert too_long(plain(without_code(sample.markdown))) == []


@settings(max_examples=60, deadline=None)
@given(pages)
def test_no_word_is_lost(sample: Sample) -> None:
    text = plain(sample.markdown)
    assert [word for word in sample.words if word not in text] == []
    if "|---|" not in sample.markdown:  # a table puts the words of its head before those of each row
        assert missing_words(list(sample.words), text) == []


@settings(max_examples=60, deadline=None)
@given(pages)
def test_the_links_are_those_of_the_html_in_the_same_order(sample: Sample) -> None:
    text = plain(sample.markdown)
    found = [line for line in (SIGNS.sub("", each) for each in text.split("\n")) if line.startswith("https://")]
    html = lxml_html.fragment_fromstring(fragment(sample.markdown))
    assert found == [link for link in (a.get("href") for a in html.iter("a")) if link.startswith("https://")]
    assert found == list(sample.links)


@settings(max_examples=40, deadline=None)
@given(pages)
def test_the_merge_fields_are_those_of_the_html(sample: Sample) -> None:
    assert set(MERGE_FIELD.findall(plain(sample.markdown))) == set(MERGE_FIELD.findall(fragment(sample.markdown)))


@given(st.lists(st.one_of(words, st.just("https://example.org/" + "a" * 80)), max_size=30), st.integers(20, 72))
@example(["a" * 72, "b"], 72)
def test_wrapping_keeps_every_word_and_its_width(parts: list[str], columns: int) -> None:
    lines = wrap(" ".join(parts), "  ", "- ", columns).split("\n")
    assert " ".join(line[2:] for line in lines).split(" ") == (parts or [""])
    assert lines[0][:2] in ("- ", "-")
    for line in lines:
        alone = " " not in line[2:]
        assert alone or len(line) <= columns
        assert alone or "https://" not in line
    # Greedy: the first word of a line did not fit on the line before.
    for line, following in pairwise(lines):
        word = following[2:].split(" ")[0]
        assert len(line) + 1 + len(word) > columns or "://" in line + word


CASES = {
    "soft break": ("one\ntwo", "one two"),
    "hard breaks": ("one\\\ntwo  \nthree", "one\ntwo\nthree"),
    "emphasis": ("**one** *two* ~~three~~ `four`", "one two three four"),
    "heading": ("## One *two*", "One two"),
    "link": ("see [there](https://a.example/x) now", "see there now\nhttps://a.example/x"),
    "two links": (
        "[one](https://a.example), [two](https://b.example)",
        "one, two\none:\nhttps://a.example\ntwo:\nhttps://b.example",
    ),
    "bare address": ("see https://a.example/x now", "see\nhttps://a.example/x\nnow"),
    "bare address at the end": ("see https://a.example/x", "see\nhttps://a.example/x"),
    "mail": ("[write](mailto:a@example.org), <b@example.org>", "write, b@example.org\na@example.org"),
    "phone": ("[call](tel:+18005550100)", "call\n+18005550100"),
    "merge field": ("[leave](@@unsubscribe_url@@)", "leave\n@@unsubscribe_url@@"),
    "link in a heading": ("# [a](https://a.example)", "a\nhttps://a.example"),
    "picture": ("![a *dog*](images/d.jpg) runs", "[Picture: a dog] runs"),
    "ornament": ("![](images/d.jpg) runs", "runs"),
    "linked picture": ("[![a dog](images/d.jpg)](https://a.example)", "[Picture: a dog]\nhttps://a.example"),
    "tight list": ("- a\n- b\n  - c\n    1. d\n- e", "- a\n- b\n  - c\n    1. d\n- e"),
    "loose list": ("- a\n\n- b", "- a\n\n- b"),
    "numbers": ("9. a\n10. b\n\n    c", "9. a\n\n10. b\n\n    c"),
    "quotation": ("> a\n>\n> > b\n>\n> - c", "> a\n>\n> > b\n>\n> - c"),
    "list with a quotation": ("- > a", "- > a"),
    "link in a list": ("- [a](https://a.example)\n- b", "- a\n  https://a.example\n- b"),
    "link in a quotation": ("> [a](https://a.example)", "> a\n> https://a.example"),
    "code": ("```\na  b\n\n  c\n```", "    a  b\n\n      c"),
    "rule": ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
    "wide table": (
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | | 6 |",
        "a: 1\nb: 2\nc: 3\n\na: 4\nc: 6",
    ),
    "table of one column": ("| a |\n|---|\n| 1 |\n| 2 |", "a: 1\na: 2"),
    "table without a head": ("| | |\n|---|---|\n| 1 | 2 |", "1: 2"),
    "table with a missing cell": ("| a | b |\n|---|---|\n| 1 | |\n| | 2 |", "a: b\n1\n2"),
    "table of two columns": ("| Drug | Dose |\n|---|---|\n| x | 2 mg |", "Drug: Dose\nx: 2 mg"),
    "only a head": ("| a | b | c |\n|---|---|---|", "a, b, c"),
    "link in a table": ("| a | b | c |\n|--|--|--|\n| [x](https://a.example) | 1 | 2 |",
                        "a: x\nb: 1\nc: 2\nx:\nhttps://a.example"),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "text"), CASES.values(), ids=CASES)
def test_a_construct_in_plain_text(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_phone_number_is_printed_as_the_organization_writes_it(make_publication) -> None:
    letter = "---\nkind: letter\n---\n[Call us](ref:organization/helpline).\n"
    project = make_publication({"issues/2027-01/letter.md": letter})
    assert "\nCall us.\n1-866-912-2730\n" in Builder(project).build("2027-01").draft.email.text


def test_the_sample_keeps_to_its_columns(built: Build) -> None:
    text = built.draft.email.text
    assert too_long(text) == []
    assert not re.search(r"[ \t]$|\n\n\n|\r|\A\n|\n\n\Z", text, re.MULTILINE)
    assert text.endswith("\n")


def test_every_address_of_the_sample_stands_alone(built: Build) -> None:
    lines = [line for line in built.draft.email.text.split("\n") if ADDRESS.search(line)]
    assert lines
    assert [line for line in lines if not ADDRESS.fullmatch(line.strip())] == []


def test_the_sample_says_the_same_in_both_parts(built: Build) -> None:
    email = built.draft.email
    html = lxml_html.document_fromstring(email.html)
    hrefs = [a.get("href") for a in html.iter("a")]
    assert ADDRESS.findall(email.text) == [href for href in hrefs if ADDRESS.fullmatch(href)]
    assert sorted(MERGE_FIELD.findall(email.text)) == sorted(MERGE_FIELD.findall(email.html))
    flat = " ".join(email.text.split())
    titles = [heading.text_content() for heading in html.xpath("//h1|//h2|//h3")]
    assert missing_words([" ".join(title.split()).upper() for title in titles], flat.upper()) == []


def test_a_page_with_everything_says_the_same_in_both_parts(make_publication, repository: Path) -> None:
    files = {
        "issues/2027-01/all.md": f"---\nkind: letter\ntitle: All\n---\n{EVERY_TAG}",
        "issues/2027-01/images/garden.jpg": (repository / "issues/2026-12/images/garden.jpg").read_bytes(),
    }
    email = Builder(make_publication(files)).build("2027-01").draft.email
    hrefs = [a.get("href") for a in lxml_html.document_fromstring(email.html).iter("a")]
    assert ADDRESS.findall(email.text) == [href for href in hrefs if ADDRESS.fullmatch(href)]
    assert too_long(email.text) == []
