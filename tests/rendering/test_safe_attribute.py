"""Any text survives MRML, in attributes and in text."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from mjml import mjml2html

from newsletter.rendering.mjml_validator import find_problems
from newsletter.rendering.safe_attribute import safe_attribute

# Reading refuses control characters, surrogates and noncharacters, so none gets here.
characters = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters=[chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)]
    + [chr(code) for code in range(0xFDD0, 0xFDF0)],
)
awkward = st.sampled_from("\n\t\r\"'\\&<>{}\u00a0\u200d\ufe0f\u0301\u00ad@#;=/ ")
texts = st.text(st.one_of(characters, awkward), max_size=30)

PAGE = (
    '<mjml><mj-body><mj-section><mj-column><mj-image src="a.png" alt="{0}" width="10px" />'
    '<mj-button href="{0}">x</mj-button><mj-text><p title="{0}">x{0}x</p></mj-text>'
    "</mj-column></mj-section></mj-body></mjml>"
)


def read(escaped: str) -> tuple[str, str, str, str]:
    """What a browser makes of an escaped text: as alt, as href, as title, as text."""
    mjml = PAGE.format(escaped)
    assert find_problems(mjml) == ()
    page = html5lib.parse(mjml2html(mjml, fonts={}), treebuilder="etree", namespaceHTMLElements=False)
    paragraph = page.find(".//p")
    words = "".join(paragraph.itertext())
    return page.find(".//img").get("alt"), page.find(".//a").get("href"), paragraph.get("title"), words[1:-1]


@settings(max_examples=150, deadline=None)
@given(texts)
@example("&amp; &#8203; \\u{a0} \\n C:\\new")
@example("❤️ 👩‍⚕️ e\u0301 \u05e9\u05b8 \u0939\u093f\u0928")
@example("a\r\nb\tc")
@example("<mj-raw></mj-text><!-- {{ x }} {% raw %}")
def test_a_text_comes_back_as_it_was(text: str) -> None:
    expected = text.translate({10: " ", 13: " ", 9: " "})
    assert read(safe_attribute(text)) == (expected,) * 4


@pytest.mark.parametrize("raw", ["a\nb", "C:\\x", "a\u00a0b", "\u2764\ufe0f", "e\u0301"])
def test_the_escape_is_needed(raw: str) -> None:
    """MRML corrupts these when they stand raw in an attribute.  Where it stops to, the escape can go."""
    page = html5lib.parse(mjml2html(PAGE.format(raw), fonts={}), treebuilder="etree", namespaceHTMLElements=False)
    assert page.find(".//img").get("alt") != raw


def test_markup_is_handed_on() -> None:
    assert safe_attribute(Markup("<b>&amp;</b>")) == "<b>&amp;</b>"


def test_what_is_safe_stays_readable() -> None:
    text = "Größe, “café” – 5 € (Łódź, Ελλάδα, Москва)…"
    assert safe_attribute(text) == text
