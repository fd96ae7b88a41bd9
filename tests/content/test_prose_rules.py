"""The shortcuts for prose make the same tokens as the parser's own rules."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsletter.content.prose_rules import prose_plugin

_PIECES = st.sampled_from(
    [
        "word", "Ärger", "a **b** c", "x_y_z", "line", "1. one", "- item", "  - deep", "> quote", "# head", "---",
        "***", "===", "| a | b |", "|---|---|", "a | b", "---|---", "", "", "   indented", "    far in",
        "\ttab", "end  ",
        "tail ", "back\\", "a `code` b", "[x](https://e.org)", "[ref]: https://e.org", "<b>", "&amp; co", "~~no~~",
        "```", "@@first_name@@", "7 days", "“Quoted”", "é", "日本語", "9)", "+ plus", "!not", "a\u00a0b", "* * *",
        "[x](https://e.org/a?b=1&c=2#d) [y](HTTPS://E.org/ü) <https://e.org/%zz>", "https://xn--80ak6aa92e.com/",
    ]
)  # fmt: skip


def _plain() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    return parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline", "code", "lheading"])


_OURS, _THEIRS = _plain().use(prose_plugin), _plain()


@settings(max_examples=600, deadline=None)
@given(st.lists(_PIECES, max_size=14))
def test_the_tokens_are_the_same(lines: list[str]) -> None:
    source = "\n".join(lines)
    ours = [token.as_dict() for token in _OURS.parse(source)]
    theirs = [token.as_dict() for token in _THEIRS.parse(source)]
    assert ours == theirs


def test_the_shortcut_is_taken() -> None:
    names = _OURS.get_active_rules()
    assert names["block"][0] == "prose"
