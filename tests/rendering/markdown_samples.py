"""Markdown for the tests of rendering: one page with everything, and random pages with the words they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from newsletter.content.markdown import parse_markdown
from newsletter.model.rich_text import RichText
from newsletter.rendering.mjml import compile_mjml
from newsletter.rendering.rich_text_html import rich_text_html
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.theme import Theme, read_theme

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

EVERY_TAG = """
# One

## Two *with* emphasis

### Three

A paragraph with **strong**, *emphasis*, ~~struck~~, `code`, a [link](https://example.org/a?b=1&c=2),
a **[strong link](https://example.org/b)** and ![a picture](images/garden.jpg)\\
after a hard break.

- one
- two
  1. inner
  2. list

7. seven

   loose
8. eight

> A quotation
>
> > inside another, with a [link](https://example.org/c)
>
> - and a list

| Drug | Dose | Note |
|:-----|-----:|:----:|
| one  | `1`  | *x*  |
| two  | 2    | [y](https://example.org/d) |

| Left | Right |
|------|-------|
| a    | b     |

---

```
code  block
    indented
```
"""


@cache
def theme() -> Theme:
    """The theme of the repository."""
    return read_theme(TemplateFolders([TEMPLATES]))


def parsed(markdown: str, first_line: int = 1) -> RichText:
    """Markdown, read as a section's is."""
    return parse_markdown(markdown, "issues/x/story.md", first_line)[0]


def fragment(markdown: str, top_level: int = 3, width: int = 552) -> str:
    """HTML of Markdown with the repository's styles, within its wrapper."""
    return f'<div class="rich-text">{rich_text_html(parsed(markdown), theme().styles.root, top_level, width)}</div>'


def compiled(html: str) -> str:
    """HTML within a ``mj-text``, through MRML."""
    return compile_mjml(
        f"<mjml><mj-body><mj-section><mj-column><mj-text>{html}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )


def body_of(page: str) -> etree._Element:
    """The body of a compiled page."""
    return lxml_html.document_fromstring(page).find("body")


BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td pre hr div br".split()  # noqa: SIM905
)


def text_of(element: etree._Element) -> str:
    """The text that a reader sees, pictures as their alt text, blocks and cells parted by spaces."""
    if not isinstance(element.tag, str):
        return element.tail or ""
    inner = (element.text or "") + (element.get("alt") or "") + "".join(text_of(child) for child in element)
    gap = " " if element.tag in BLOCKS else ""
    return f"{gap}{inner}{gap}{element.tail or ''}"


def missing_words(words: list[str], text: str) -> list[str]:
    """The words that are not in the text in this order."""
    missing, at = [], 0
    for word in words:
        found = text.find(word, at)
        if found < 0:
            missing.append(word)
        else:
            at = found + len(word)
    return missing


@dataclass(frozen=True)
class Sample:
    """Markdown, its words in order, and the addresses it links to in order."""

    markdown: str
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def _joined(parts: list[Sample], separator: str) -> Sample:
    return Sample(
        separator.join(part.markdown for part in parts),
        tuple(word for part in parts for word in part.words),
        tuple(link for part in parts for link in part.links),
    )


def _around(before: str, inner: Sample, after: str) -> Sample:
    return Sample(f"{before}{inner.markdown}{after}", inner.words, inner.links)


AWKWARD_WORDS = (
    "naïve", "caf\u0065\u0301", "a\u00a0b", "שלום", "日本語", "👩\u200d⚕\ufe0f", "“so”", '"x"', "it's", "a&b", "R&D;",
    "x<y", "5>3", "50%", "C++", "@@first_name@@", "don’t", "–", "a\u00adb", "{{x}}", "{%y%}", "a\\b", "#7",
    "class=\"at=b\"",
)  # fmt: skip

words = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyzäöü", min_size=1, max_size=12),
    st.sampled_from(AWKWARD_WORDS),
    st.text("abcdefgh", min_size=60, max_size=100),
)

addresses = st.builds(
    "https://example.org/{}{}".format,
    st.text("abcdefgh-._~/", min_size=1, max_size=90).map(lambda path: path.strip("./") or "a"),
    st.sampled_from(["", "?a=1&b=2", "#part", "?q=%C3%A9", "?name=@@email@@"]),
)


def _plain(word: str) -> Sample:
    return Sample(word.replace("\\", "\\\\"), (word,))


def _link(inner: Sample, address: str) -> Sample:
    return Sample(f"[{inner.markdown}]({address})", inner.words, (*inner.links, address))


def _inlines(depth: int, linked: bool) -> st.SearchStrategy[Sample]:
    choices = [
        words.map(_plain),
        words.map(lambda word: Sample(f"`` {word} ``", (word,))),
        words.map(lambda word: _around("![", _plain(word), "](images/garden.jpg)")),
    ]
    if depth:
        inner = _inlines(depth - 1, linked)
        row = st.lists(inner, min_size=1, max_size=3).map(lambda parts: _joined(parts, " "))
        choices += [
            row.map(lambda part: _around("**", part, "**")),
            row.map(lambda part: _around("*", part, "*")),
            words.map(lambda word: _around("~~", _plain(word), "~~")),
        ]
        if linked:
            unlinked = st.lists(_inlines(depth - 1, False), min_size=1, max_size=2).map(lambda p: _joined(p, " "))
            choices.append(st.builds(_link, unlinked, addresses))
    return st.one_of(choices)


def _line(breaks: tuple[str, ...] = (" ",), most: int = 6) -> st.SearchStrategy[Sample]:
    return st.builds(
        _joined, st.lists(_inlines(2, True), min_size=1, max_size=most), st.sampled_from(breaks)
    )


paragraphs = _line((" ", "\n", "\\\n"))


def _prefixed(first: str, indent: str, inner: Sample) -> Sample:
    lines = inner.markdown.split("\n")
    text = "\n".join((f"{indent if index else first}{line}").rstrip(" ") for index, line in enumerate(lines))
    return Sample(text, inner.words, inner.links)


def _list(items: list[Sample], start: int | None, loose: bool) -> Sample:
    marked = []
    for index, item in enumerate(items):
        first = "- " if start is None else f"{start + index}. "
        marked.append(_prefixed(first, " " * len(first), item))
    return _joined(marked, "\n\n" if loose else "\n")


def _table(rows: list[list[Sample]]) -> Sample:
    width = len(rows[0])
    cells = [_around("| ", _joined([*row, *[Sample("")] * width][:width], " | "), " |") for row in rows]
    return _joined([cells[0], Sample("|" + "---|" * width), *cells[1:]], "\n")


def _pages(blocks: st.SearchStrategy[Sample]) -> st.SearchStrategy[Sample]:
    return st.lists(blocks, min_size=1, max_size=4).map(lambda parts: _joined(parts, "\n\n"))


def _nested(blocks: st.SearchStrategy[Sample]) -> st.SearchStrategy[Sample]:
    inner = st.lists(blocks, min_size=1, max_size=2).map(lambda parts: _joined(parts, "\n\n"))
    return st.one_of(
        inner.map(lambda part: _prefixed("> ", "> ", part)),
        st.builds(
            _list,
            st.lists(inner, min_size=1, max_size=3),
            st.one_of(st.none(), st.integers(0, 120)),
            st.booleans(),
        ),
    )


_cells = _line(most=2)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_cells, min_size=width, max_size=width), min_size=1, max_size=3)
).map(_table)

_leaves = st.one_of(
    paragraphs,
    paragraphs,
    st.builds(lambda level, line: _around("#" * level + " ", line, ""), st.integers(1, 6), _line(most=3)),
    tables,
    st.just(Sample("---")),
    st.lists(words, min_size=1, max_size=4).map(
        lambda line: Sample(f"```\n{'  '.join(line)}\n```", tuple(line))
    ),
)

pages = _pages(st.recursive(_leaves, _nested, max_leaves=6))
"""Random nesting of everything that Markdown has."""
