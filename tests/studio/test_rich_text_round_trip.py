"""The rich text editor's Markdown: nothing is lost between the file, the editor and the file again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from awkward_markdown import DOCUMENTS, MARKDOWN
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from rich_text_node import RichTextNode

from newsletter.content.front_matter import split_front_matter
from newsletter.content.markdown import parse_markdown
from newsletter.rendering.rich_text_html import rich_text_html
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.theme import read_theme

MANY = settings(max_examples=400)
ROOT = Path(__file__).resolve().parents[2]
STYLES = read_theme(TemplateFolders([ROOT / "templates"])).styles.root
LIST = re.compile(r"\s*([-+*]|\d+[.)])(\s|$)")
INLINE = frozenset({"a", "em", "strong", "s", "code"})

DEFINED = (
    "See [our page][page] and [Page].\n\n- one\n- two [there][page]\n\n[page]: https://example.org/page\n\nThe end.\n"
)
MIXED = """Dear friends,
it is *quiet* here: snake_case, 5 * 3, [sic], C:\\x.

| Drug | Dose |
|------|-----:|
| one  | `1`  |

* a star
+ a plus

1) one
2) two

***

> Words
without a sign.
~~~
code
"""


@pytest.fixture(scope="module")
def node() -> Iterator[RichTextNode]:
    with RichTextNode() as running:
        yield running


def readable(markdown: str) -> list[Any]:
    """What readers get: blocks, and runs of text with the set of tags around them, in whatever order those nest."""
    out: list[Any] = []

    def add(words: str | None, marks: frozenset[Any]) -> None:
        out.extend([piece, marks] for piece in re.split(r"[ \t\n]+", words or "") if piece)

    def walk(element: etree._Element, marks: frozenset[Any]) -> None:
        tag = str(element.tag)
        if tag in INLINE:
            marks = marks | {(tag, element.get("href"))}
        elif tag != "p" or element.text or len(element):  # a paragraph of hard spaces alone is nothing
            out.append((tag, element.get("start"), element.get("src"), element.get("alt"), marks))
        is_named = tag == "a" and str(element.get("href")).startswith("ref:") and element.text == element.get("href")
        if tag == "a" and (is_named or (not element.text and not len(element))):
            out.append(("name of", element.get("href")))
        else:
            add(element.text, marks)
        for child in element:
            walk(child, marks)
            add(child.tail, marks)
        if tag not in INLINE and (tag != "p" or element.text or len(element)):
            out.append("/" + tag)

    html = rich_text_html(parse_markdown(markdown)[0], STYLES)
    walk(lxml_html.fragment_fromstring(f"<div>{html}</div>"), frozenset())
    return _joined(out)


def _joined(events: list[Any]) -> list[Any]:
    out: list[Any] = []
    for event in events:
        if isinstance(event, list) and out and isinstance(out[-1], list) and out[-1][1] == event[1]:
            out[-1] = [out[-1][0] + event[0], event[1]]
        else:
            out.append(event)
    return out


def as_read(token: dict[str, Any]) -> dict[str, Any]:
    """A token without what is only beside the point: how text was escaped, where words stand in a block."""
    kept = {key: token[key] for key in ("type", "tag", "attrs", "nesting", "level", "content", "info", "hidden")}
    if token["type"] == "text":
        kept["info"] = ""
    if token["type"] == "code_inline" and not token["content"].strip():
        kept["content"] = " "
    kept["map"] = token["map"] if token["level"] == 0 else None
    kept["children"] = [as_read(one) for one in token["children"] or () if one["type"] != "text" or one["content"]]
    return kept


def sections() -> list[Path]:
    return sorted([*ROOT.glob("issues/*/*.md"), *ROOT.glob("reference/**/*.md")])


@MANY
@given(MARKDOWN)
@example(MIXED)
def test_the_editor_and_the_build_read_the_same(node: RichTextNode, markdown: str) -> None:
    read = node.ask("tokens", text=markdown)
    if not read["deep"]:
        ours = [token.as_dict(as_upstream=False) for token in parse_markdown(markdown)[0].tokens]
        tokens = [{**token, "map": list(token["map"]) if token["map"] else None} for token in ours]
        assert [as_read(token) for token in read["tokens"]] == [as_read(token) for token in tokens]


def test_a_sign_behind_four_spaces_is_known_to_be_read_differently(node: RichTextNode) -> None:
    assert node.ask("tokens", text="    - a\n")["deep"] == [0]
    assert node.ask("tokens", text="    a\n\n1. b\n   - c\n")["deep"] == []
    assert node.ask("untouched", text="words\n\n    - a\n\n      b\n\nend\n")["raw"] == ["words\n\n    - a\n\n      b"]


@MANY
@given(MARKDOWN)
@example(MIXED)
@example(DEFINED)
@example("\r\nOne\r\ntwo\r\n\r\n- three\r\n")
def test_what_nobody_touched_keeps_its_bytes(node: RichTextNode, markdown: str) -> None:
    assert node.ask("untouched", text=markdown)["text"] == markdown


@MANY
@given(MARKDOWN)
@example(MIXED)
@example(DEFINED)
def test_a_text_written_anew_is_read_the_same(node: RichTextNode, markdown: str) -> None:
    # Behind four spaces the two parsers part, and a list may become looser: see the test above.
    if not node.ask("tokens", text=markdown)["deep"]:
        assert readable(node.ask("rewritten", text=markdown)) == readable(markdown)


@MANY
@given(DOCUMENTS)
def test_whatever_is_made_in_the_editor_can_be_written(node: RichTextNode, document: dict[str, Any]) -> None:
    written = node.ask("written", document=document)
    assert written["read"] == written["said"], written["text"]


@MANY
@given(MARKDOWN, st.integers(0, 20))
@example(DEFINED, 0)
@example(DEFINED, 2)
def test_an_edit_changes_its_own_block_alone(node: RichTextNode, markdown: str, paragraph: int) -> None:
    edited = node.ask("edited", text=markdown, paragraph=paragraph, words="Beginning ")
    if edited is not None:
        assert edited["undone"] == markdown
        at = 0
        for index, (before, source) in enumerate(pairwise(["", *edited["blocks"]])):
            # What depended on its neighbor is written anew: indented, unclosed, or a list that would run into another.
            is_free = not re.match(r"\s", source) and not re.search("```|~~~", source)
            if index != edited["block"] and is_free and not (LIST.match(before) and LIST.match(source)):
                found = edited["text"].find(source, at)
                assert found >= 0, (source, edited["text"])
                at = found + len(source)


@MANY
@given(MARKDOWN, MARKDOWN)
@example(MIXED, MIXED.replace("a star", "a moon"))
def test_a_change_from_outside_arrives_whole(node: RichTextNode, markdown: str, changed: str) -> None:
    assert node.ask("changed", text=markdown, to=changed) == changed


@pytest.mark.parametrize("path", sections(), ids=lambda path: path.stem)
def test_our_own_sections_come_out_as_they_were_typed(node: RichTextNode, path: Path) -> None:
    body = split_front_matter(path.read_text("utf-8"), path.name).body
    assert node.ask("rewritten", text=body).strip() == body.strip()
    assert node.ask("untouched", text=body)["raw"] == []


@pytest.mark.parametrize(
    ("markdown", "raw"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nwords", ["| a | b |\n|---|---|\n| 1 | 2 |"]),
        ("[a]: https://example.org\n\nSee [a].", ["[a]: https://example.org"]),
        ("words [](https://example.org) and more", ["words [](https://example.org) and more"]),
        ("`" * 3 + " info\ncode\n" + "`" * 3, []),
        ("words <ref:drugs/trabectedin>, @@first_name@@, ![a](b.jpg), ~~gone~~ and `code`", []),
    ],
)
def test_what_the_editor_cannot_hold_is_shown_as_markdown(node: RichTextNode, markdown: str, raw: list[str]) -> None:
    assert node.ask("untouched", text=markdown)["raw"] == raw


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ([("fat,", "strong"), ("ty", None)], "**fat,**&#116;y"),
        ([("un", None), ("believ", "strong"), ("able", None)], "un**believ**able"),
        ([(" bold ", "strong"), ("word", None)], "**bold** word"),
        ([("5 * 3, snake_case, a <3, [sic], R&D", None)], "5 * 3, snake_case, a <3, \\[sic], R&D"),
        ([("1986. A year", None)], "1986\\. A year"),
        ([("- so she said", None)], "\\- so she said"),
        ([("see ", None), ("https://x.org/a_b", "link"), (".", None)], "see https://x.org/a_b."),
        ([("see", None), ("https://x.org/a_b", "link")], "see<https://x.org/a_b>"),
    ],
)
def test_what_is_written_looks_as_people_would_type_it(
    node: RichTextNode, content: list[tuple[str, str | None]], markdown: str
) -> None:
    words = [
        {"type": "text", "text": text, "marks": [{"type": mark, "attrs": {"href": text}}] if mark else []}
        for text, mark in content
    ]
    document = {"type": "doc", "content": [{"type": "paragraph", "content": words}]}
    assert node.ask("written", document=document)["text"] == markdown
