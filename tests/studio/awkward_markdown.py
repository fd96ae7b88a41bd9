"""Markdown and documents such as people and their programs make them, for property tests of the rich text editor."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

_WORDS = st.sampled_from(
    [
        "trabectedin", "word", "a", "b", "I", "é", "Größe", "日本", "مرحبا", "שלום", "😀", "👩‍🦰", "e\u0301",
        "5", "1986.", "2)", "*", "**", "***", "_", "__", "~", "~~", "`", "``", "\\", "\\*", "[", "]", "(", ")", "![",
        "](", "[x]", "<", ">", "<3",
        "&", "&amp;", "&copy;", "&#42;", "#", "##", "-", "--", "---", "+", "=", "===", "|", "|---|", ":--",
        "!", "@@", "@",
        "snake_case", "2*3*4", "a*b", "it's", "“so”", "'", '"', "C:\\x", ".", ",", "…", "—", "$", "^", "\u00a0", "  ",
        "https://example.org/a_b*c", "https://example.org/x(y).", "http://a.org", "www.example.org", "a@example.org",
        "<https://example.org/q?a=1&b=2>", "<a@example.org>", "<ref:drugs/trabectedin>", "[](ref:pages/surgery)",
        "@@first_name@@", "@@email@@", "[text](https://example.org/long?utm=1)",
        "[Boot Camp](ref:webinars/boot-camp-3)",
        "[t](<a b>)", '[t](x "title")', "[](x)", "[a][one]", "[one]", "![A garden](images/garden.jpg)", "![*a*](x)",
        "*em*", "**strong**", "***both***", "~~gone~~", "`code`", "`` ` ``", "**a *b* c**", "*a **b***",
        "**bold,**next",
        "**[link](x)**", "[**link**](x)", "*a `b` c*", "\\\n", "  \n", "\n", "\n", "- ", "> ", "# ", "    ", "\t",
    ]
)  # fmt: skip

_GLUE = st.sampled_from(["", " ", " ", " ", "\n"])
_INLINE = st.lists(st.tuples(_WORDS, _GLUE), min_size=1, max_size=8).map(lambda some: "".join(a + b for a, b in some))


def _indented(sign: str, text: str) -> str:
    return sign + text.replace("\n", "\n" + " " * len(sign))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    gap = st.sampled_from(["\n", "\n\n", "\n\n\n"])
    return st.one_of(
        inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
        st.tuples(st.sampled_from(["- ", "* ", "+ ", "1. ", "1) ", "7. ", "-   "]), several, gap).map(
            lambda one: one[2].join(_indented(one[0], text) for text in one[1])
        ),
        st.tuples(several, gap).map(lambda one: one[1].join(one[0])),
    )


_LEAF = st.one_of(
    _INLINE,
    _INLINE,
    st.tuples(st.integers(1, 6), _INLINE).map(lambda one: "#" * one[0] + " " + one[1]),
    st.sampled_from(["---", "***", "", "-", "1.", ">", "#", "| a | b |\n|---|:-:|\n| *1* | 2 |",
                     "[one]: https://example.org"]),
    st.tuples(st.sampled_from(["```", "~~~", "````", "``` info"]), _INLINE).map(lambda one: f"{one[0]}\n{one[1]}\n```"),
)  # fmt: skip

MARKDOWN = st.lists(
    st.tuples(st.recursive(_LEAF, _blocks, max_leaves=5), st.sampled_from(["\n\n", "\n", "\n\n\n"])), max_size=4
).map(lambda some: "".join(a + b for a, b in some))
"""Any text: nested lists and quotations, signs inside words, escapes, links, emoji, right-to-left words."""

_MARKS = st.lists(
    st.sampled_from(
        [
            {"type": "em"}, {"type": "strong"}, {"type": "strike"}, {"type": "code"},
            {"type": "link", "attrs": {"href": "https://example.org/a(b)_c", "title": None}},
            {"type": "link", "attrs": {"href": "ref:drugs/trabectedin", "title": 'a "title"'}},
        ]
    ),
    max_size=3, unique_by=lambda mark: mark["type"],
)  # fmt: skip
_TYPED = st.one_of(
    st.sampled_from(
        ["word", "fat", "ty", " ", "  ", ", ", ".", "*", "_", "- ", "# ", "1. ", "> ", "!", "é", "😀", "("]
    ),
    st.text(st.sampled_from("ab \u00a0*_~`[]()<>&!#-+=|:.1\\@é😀\u0301\u200d"), min_size=1, max_size=6),
)


def _marked(node: dict[str, Any], marks: list[dict[str, Any]]) -> dict[str, Any]:
    # In the order of the schema, as the editor keeps them.
    order = ["link", "em", "strong", "strike", "code"]
    return {**node, "marks": sorted(marks, key=lambda mark: order.index(mark["type"]))}


_INLINE_NODES = st.lists(
    st.one_of(
        st.builds(lambda text, marks: _marked({"type": "text", "text": text}, marks), _TYPED, _MARKS),
        st.builds(lambda text, marks: _marked({"type": "text", "text": text}, marks), _TYPED, _MARKS),
        st.builds(
            _marked,
            st.sampled_from(
                [
                    {"type": "hard_break"},
                    {"type": "reference", "attrs": {"id": "drugs/trabectedin"}},
                    {"type": "merge_field", "attrs": {"name": "first_name"}},
                    {"type": "image", "attrs": {"src": "images/a.jpg", "alt": "a [*] b", "title": None}},
                ]
            ),
            _MARKS,
        ),
    ),
    max_size=6,
)


def _node(kind: str, content: list[dict[str, Any]], **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": content}


def _containers(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    items = st.lists(several.map(lambda content: _node("list_item", content)), min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda content: _node("blockquote", content)),
        st.builds(lambda some, tight: _node("bullet_list", some, tight=tight, marker="-"), items, st.booleans()),
        st.builds(
            lambda some, tight, order: _node("ordered_list", some, tight=tight, marker=".", order=order),
            items, st.booleans(), st.sampled_from([1, 7]),
        ),
    )  # fmt: skip


_BLOCK = st.one_of(
    _INLINE_NODES.map(lambda content: _node("paragraph", content)),
    _INLINE_NODES.map(lambda content: _node("paragraph", content)),
    st.builds(lambda level, content: _node("heading", content, level=level), st.integers(1, 6), _INLINE_NODES),
    st.just(_node("horizontal_rule", [])),
    st.sampled_from(["", "a\n\n  b", "```"]).map(
        lambda text: _node("code_block", [{"type": "text", "text": text}] if text else [], info="")
    ),
)

DOCUMENTS = st.lists(st.recursive(_BLOCK, _containers, max_leaves=5), min_size=1, max_size=4).map(
    lambda content: {"type": "doc", "content": content}
)
"""Any document that somebody could make in the editor, as JSON."""
