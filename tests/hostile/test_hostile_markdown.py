"""Markdown that makes parsers slow, deep or large: built whole, or refused at its line."""

from __future__ import annotations

import pytest
from hostile_issue import LETTER, Build
from markdown_it import MarkdownIt

from newsletter.content import prose_limits
from newsletter.content.bare_urls import bare_urls_plugin
from newsletter.content.markdown import parse_markdown
from newsletter.content.prose_limits import MAX_DEPTH, MAX_SIGNS

BUILT = {
    "a word": "x" * 10_000,
    "a Hebrew word": "ש" * 10_000,
    "a paragraph": "word " * 190_000,
    "ampersands": "&" * 100_000,
    "lines": "a\n" * 20_000,
    "blank lines": "\n" * 900_000,
    "spaces": "a" + " " * 900_000 + "b",
    "tabs": "\t" * 50_000 + "x",
    "nested tags": "<b>" * 20_000 + "</b>" * 20_000,
    "opened comments": "<!--" * 20_000,
    "marks": ' data-at="x" class="at=' * 10_000,
    "less-than signs": "<" * 50_000,
    "entities": "&#" * 50_000,
    "backslashes": "\\" * 50_000,
    "quotes": "\"'" * 50_000,
    "backticks": "`" * 50_000,
    "backticks of all lengths": " ".join("`" * n for n in range(1, 600)),
    "open addresses": "[a](<" * 350,
    "autolinks": "<http:" * 5_000,
    "bare addresses": "http://x" * 30_000,
    "a bare address": "https://a.example/" + ")" * 400_000,
    "a bare address with dots": "https://a.example/" + ").'" * 100_000,
    "pipes": "|" * 100_000,
    "lines of pipes": "a|b\n" * 20_000,
    "table rows": "| a | b |\n|---|---|\n" + "".join(f"| x{n} | y{n} |\n" for n in range(3_500)),
    "table columns": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000 + "\n|" + "b|" * 2_000 + "\n",
    "links": "".join(f"- [w{n}](https://a.example/{n})\n" for n in range(3_500)),
    "definitions": "".join(f"[w{n}]: https://a.example/{n}\n" for n in range(5_000)) + "\n[w4999]",
    "open definitions": "[a]: <b\n" * 900,
    "headings": "# a\n\n" * 3_000,
    "rules": "* * *\n" * 5_000,
    "fences": "~~~ x\ny\n~~~\n" * 2_000,
    "list items": "- a\n" * 5_000,
    "quoted lines": "> a\n" * 10_000,
    "combining marks": "e" + "\u0301" * 50_000,
    "joiners": "\u200d" * 50_000,
    "emoji": "👩‍⚕️" * 5_000,
}


@pytest.mark.parametrize("markdown", BUILT.values(), ids=BUILT)
def test_what_is_merely_long_is_built(build: Build, markdown: str) -> None:
    outcome = build({"letter.md": f"{LETTER}{markdown}\n\nThe end.\n"})
    assert "The end." in outcome.html_words
    assert "The end." in outcome.text_words


@pytest.mark.parametrize(
    ("markdown", "word"),
    [
        (BUILT["table rows"], "x"),
        (BUILT["links"], "w"),
        ("".join(f"x{n} " for n in range(4_000)), "x"),
    ],
    ids=["table", "links", "paragraph"],
)
def test_nothing_is_missing_from_what_is_long(build: Build, markdown: str, word: str) -> None:
    outcome = build({"letter.md": f"{LETTER}{markdown}\n"})
    wanted = [f"{word}{n}" for n in range(3_500)]
    for part in (outcome.html_words, outcome.text_words):
        read = dict.fromkeys(part.replace("x", " x").replace("w", " w").replace("y", " y").replace(":", " ").split())
        assert [each for each in read if each in set(wanted)] == wanted


REFUSED = {
    "nested lists": ("".join(f"{'  ' * n}- a\n" for n in range(200)), "too-deep", 8),
    "nested list items": ("- " * 1_000 + "x", "too-deep", 0),
    "nested numbers": ("1. " * 1_000 + "x", "too-deep", 0),
    "nested quotations": (">" * 1_000 + " x", "too-deep", 0),
    "both": ("> - " * 1_000 + "x", "too-deep", 0),
    "deep quotations over lines": ("> " * 50 + "a\n" + "b\n" * 5_000, "too-deep", 0),
    "deep emphasis": ("*a **b " * 20 + " c** d*" * 20, "too-deep", 0),
    "deep stars": ("*" * 900 + "a" + "*" * 900, "too-deep", 0),
    "emphasis": ("*a **b " * 2_500 + " c** d*" * 2_500, "too-many-signs", 0),
    "stars": ("*" * 5_000 + "a" + "*" * 5_000, "too-many-signs", 0),
    "opened emphasis": ("*a_b" * 5_000, "too-many-signs", 0),
    "strikethrough": ("~~a" * 5_000, "too-many-signs", 0),
    "opened brackets": ("[" * 5_000, "too-many-signs", 0),
    "brackets": ("[" * 5_000 + "]" * 5_000, "too-many-signs", 0),
    "a megabyte of brackets": ("[" * 900_000, "too-many-signs", 0),
    "brackets on lines": ("[\n" * 20_000, "too-many-signs", 0),
    "pictures": ("![" * 50_000, "too-many-signs", 0),
    "CDATA": ("<![CDATA[" * 20_000, "too-many-signs", 0),
    "links in one paragraph": ("[a](b) " * 3_500, "too-many-signs", 0),
    "definitions that grow": ("[a]: /" + "x" * 50_000 + "\n\n" + "[a]\n\n" * 20_000, "too-large", 40),
    "invisible characters": ("\x01a\n" * 50_000, "control-character", 0),
}


@pytest.mark.parametrize(("markdown", "rule", "line"), REFUSED.values(), ids=REFUSED)
def test_what_goes_too_far_is_refused_at_its_line(build: Build, markdown: str, rule: str, line: int) -> None:
    outcome = build({"letter.md": f"{LETTER}{markdown}\n\nThe end.\n"})
    assert outcome.refusal.rule == f"reading/{rule}"
    assert outcome.refusal.place.line == 5 + line
    assert len(outcome.findings) < 40


def test_the_bounds_are_far_from_prose(build: Build) -> None:
    deepest = "".join(f"{'  ' * n}- a\n" for n in range(MAX_DEPTH))
    nested = "*a **b " * (MAX_DEPTH // 2) + " c** d*" * (MAX_DEPTH // 2)
    bold = "**bold** " * (MAX_SIGNS // 4)
    outcome = build({"letter.md": f"{LETTER}{deepest}\n{nested}\n\n{bold}\n\n{'>' * MAX_DEPTH} The end.\n"})
    assert "The end." in outcome.html_words
    assert outcome.html_words.count("bold") == MAX_SIGNS // 4


def test_a_paragraph_beyond_the_bound_keeps_its_words() -> None:
    """A preview shows it although it is refused."""
    text, _ = parse_markdown("[a] " * MAX_SIGNS + "[b]\n[c]")
    assert [child.content for child in text.tokens[1].children or ()][1:] == ["", "[c]"]


@pytest.mark.parametrize("sign", ["[", "*", "_", "~"])
def test_each_sign_counts(sign: str) -> None:
    assert prose_limits.is_dense(sign * (MAX_SIGNS + 1))
    assert not prose_limits.is_dense(sign * MAX_SIGNS + "x" * MAX_SIGNS)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/x).", "https://a.example/x"),
        ("https://a.example/(x)).", "https://a.example/(x)"),
        ("https://a.example/x.)'", "https://a.example/x"),
        ("https://a.example/(x).", "https://a.example/(x)"),
        ("https://a.example/x))(.", "https://a.example/x))("),
        ("https://a.example/?!", "https://a.example/"),
        ("https://!", "https://"),
    ],
)
def test_a_bare_address_ends_before_the_punctuation(typed: str, address: str) -> None:
    tokens = MarkdownIt("commonmark").use(bare_urls_plugin).parse(typed)[1].children or []
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [address]
    assert "".join(token.content for token in tokens) == typed
