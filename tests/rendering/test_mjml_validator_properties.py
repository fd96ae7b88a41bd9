"""The validator never raises, explains whatever MRML refuses, and its time grows with the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mjml_samples import GOOD_PAGE, column, is_refused, page, text

from newsletter.rendering import mjml_html, mjml_tokens, mjml_validator
from newsletter.rendering.mjml_validator import MjmlProblem, find_html_problems, find_problems

PIECES = st.sampled_from(
    ["<mjml>", "</mjml>", "<mj-body>", "</mj-body>", "<mj-section>", "</mj-section>", "<mj-column", "<mj-text", ">",
     "</mj-text>", "<mj-", "/>", "<", ">", "'", '"', "=", " ", "\n", "a", "mj-", "<!--", "-->", "--", "<![if x]>",
     "<![", "]>", "<!--[if", "<b>", "</b>", "<br>", "&", ' color="red"', " padding='0'", " data-src='a:1'", "\x0b",
     "\xa0", "\u0301", "]]>", "<p a=1>", "<?", "</", "é", "日"],
)  # fmt: skip
NOISE = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES | st.text()).map("".join))


def check_shape(mjml: str, problems: tuple[MjmlProblem, ...]) -> None:
    assert len(problems) <= mjml_tokens.MAX_PROBLEMS
    assert list(problems) == sorted(problems, key=lambda each: each.offset)
    for each in problems:
        assert 0 <= each.offset <= len(mjml)
        assert each.line == mjml[: each.offset].count("\n") + 1
        assert each.message
        assert each.remedy
        assert each.message.isprintable()
        assert each.remedy.isprintable()


@settings(deadline=None)
@given(NOISE)
def test_noise_never_raises(noise: str) -> None:
    for mjml in (noise, column(noise), text(inner=noise), text(noise), page("", noise)):
        check_shape(mjml, find_problems(mjml))
        check_shape(mjml, find_html_problems(mjml))


@st.composite
def mutated_pages(draw: st.DrawFn) -> str:
    mjml = GOOD_PAGE
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(mjml)))
        length = draw(st.integers(0, 12))
        mjml = mjml[:start] + draw(PIECES | st.just("")) + mjml[start + length :]
    return mjml


@settings(deadline=None, max_examples=300)
@given(mutated_pages())
def test_whatever_mrml_refuses_is_explained(mjml: str) -> None:
    problems = find_problems(mjml), find_html_problems(mjml)
    for each in problems:
        check_shape(mjml, each)
    if not any(problems):
        assert not is_refused(mjml)


@pytest.mark.parametrize(
    "piece",
    ["<", "<mj-text ", "<mj-text '", '<mj-text "', "<mj-text>", "</mj-text>", "<!--", "<!-- -", "<![", "<!--[if",
     "<b>", "</b>", "<b a='", "<mj-a ", "a", " ", "\n", "<mj-text a=", "='", "<b></i>", "&", "]]>",
     "<mj-text a='1' />", "“>", "“", "<b a='“'>", "<b “>", "<b '“>"],
)  # fmt: skip
def test_time_grows_with_the_page(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the characters that the tokens and the text between them take: each at most a few times."""
    read = 0

    class Counting:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern = pattern

        def finditer(self, string: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
            nonlocal read
            for match in self.pattern.finditer(string, start, len(string) if end is None else end):
                read += match.end() - start
                start = match.end()
                yield match

        def match(self, string: str, start: int) -> re.Match[str] | None:
            nonlocal read
            match = self.pattern.match(string, start)
            read += match.end() - start if match else 0
            return match

    counting = {name: Counting(getattr(mjml_tokens, name)) for name in ("MJML_TOKEN", "ANY_TOKEN")}
    for module in (mjml_tokens, mjml_validator, mjml_html):
        for name in counting:
            if hasattr(module, name):
                monkeypatch.setattr(module, name, counting[name])
    mjml = text(inner=piece * 40_000)
    find_problems(mjml)
    find_html_problems(mjml)
    assert read <= 4 * len(mjml)
