"""The validator of MJML: what it lets through MRML renders, what it refuses it names."""

from __future__ import annotations

import re

import pytest
from mjml_samples import GOOD_PAGE, column, is_refused, page, text, words

from newsletter.rendering.mjml_schema import MAX_DEPTH
from newsletter.rendering.mjml_validator import find_html_problems, find_problems

GOOD = {
    "a whole page": GOOD_PAGE,
    "carriage returns in the body": column("\r\n  <mj-text>x</mj-text>\r\n"),
    "blanks around the page": f" \n{column('')}\n ",
    "a comment around the page": f"<!-- x -->{column('')}<!-- y -->",
    "tags in a comment": column("<!-- <mj-text> -->"),
    "a closing tag in a comment in HTML": text(inner="<!-- </mj-text> -->"),
    "an empty comment": text(inner="<!---->"),
    "the comments of Outlook": text(inner="<!--[if !mso]><!-->x<!--<![endif]-->"),
    "a > in a value": column('<mj-image src="a" alt="a > b" />'),
    "spaces around =": column('<mj-image src = "a" alt = "" />'),
    "a blank in a tag without content": column('<mj-image src="a" alt=""> </mj-image>'),
    "self-closed text": column("<mj-text />"),
    "space before the end of a closing tag": column("<mj-text>x</mj-text >"),
    "references in a value": text('css-class="a&#xa0;b&#10;c"'),
    "letters with accents": column('<mj-image src="a" alt="Größe – “café” 日本 🙂" />'),
    "single quotes": text("color='#123456'"),
    "colors": text('color="rgba(1, 2, 3, 0.5)" container-background-color="transparent"'),
    "a number as line height": text('line-height="1.5" letter-spacing="-0.5px"'),
    "text as border": column('<mj-image src="a" alt="" border="none" border-radius="3px 4%" />'),
    "defaults without alt": page("", '<mj-attributes><mj-image padding="0px" /></mj-attributes>'),
    "two classes": column(
        '<mj-text mj-class="a b">x</mj-text>',
        '<mj-attributes><mj-class name="a" color="red" /><mj-class name="b" /></mj-attributes>',
    ),
    "widths for all": page("", '<mj-attributes><mj-all width="auto" align="justify" /></mj-attributes>'),
    "the longest nesting": text(inner="<b>" * 190 + "</b>" * 190),
    "a > far from wide letters": text(inner="é> a > “b>"),
    "a > after a tag with wide letters": text(inner="<b title='“'> ></b>“<i>></i>"),
    "wide letters at the end of a tag": text(inner="<b title='a “b”'>x</b><!-- “> -->"),
    "many void elements": text(inner="x<br>" * 300),
    "many tags side by side": text(inner="<b>x</b>" * 300),
}


@pytest.mark.parametrize("mjml", GOOD.values(), ids=GOOD)
def test_a_good_page_has_no_problem_and_renders(mjml: str) -> None:
    assert find_problems(mjml) == ()
    assert find_html_problems(mjml) == ()
    assert not is_refused(mjml)


IMAGE = '<mj-image src="a" alt="" '
NBSP = "\N{NO-BREAK SPACE}"
BAD = [
    # (page, words of the message, words of the remedy)
    ("", "page is empty", "<mjml>"),
    (" \n", "page is empty", "<mjml>"),
    ("<!-- x -->", "no <mjml> tag", "<mjml>"),
    ("<mjml></mjml>", "no mj-body", "<mj-body>"),
    (column("") + "x", '"x" stands outside mjml', "remove"),
    ("<p>" + column(""), "<p> stands outside mjml", "remove"),
    (column("") * 2, "mjml stands twice", "once"),
    ("<mjml><mj-body></mj-body><mj-body></mj-body></mjml>", "mj-body stands twice in mjml", "once"),
    (page("", "<mj-title>a</mj-title><mj-title>b</mj-title>"), "mj-title stands twice", "drops all but one"),
    # tags
    (column("<mj-txt>x</mj-txt>"), "no tag mj-txt", "write mj-text"),
    (column("<MJ-TEXT>x</MJ-TEXT>"), "no tag MJ-TEXT", "write mj-text"),
    (column("<mj-zzzzzzzzz />"), "no tag mj-zzzzzzzzz", "remove it"),
    (column('<mj-include path="a.mjml" />'), "mj-include is not used here", "{% include %}"),
    (page("", "<mj-preview>x</mj-preview>"), "mj-preview is not used here", "preheader"),
    (page("", '<mj-font name="a" href="b" />'), "mj-font is not used here", "web-safe"),
    (page("", "<mj-html-attributes />"), "mj-html-attributes is not used here", "in the HTML"),
    (page("", '<mj-selector path="a" />'), "mj-selector is not used here", "in the HTML"),
    (column("<mj-carousel></mj-carousel>"), "mj-carousel is not used here: MRML always hides", "mj-image"),
    (page("", '<mj-style inline="inline">a{}</mj-style>'), "inline on mj-style is not used", "rich-text.css"),
    # nesting
    (page("<mj-text>x</mj-text>"), "mj-text cannot stand in mj-body", "mj-column or mj-hero"),
    (page("<mj-section><mj-text>x</mj-text></mj-section>"), "mj-text cannot stand in mj-section", "mj-column"),
    (page("<mj-wrapper><mj-column /></mj-wrapper>"), "mj-column cannot stand in mj-wrapper", "mj-section"),
    (page("<mj-style>a{}</mj-style>"), "mj-style cannot stand in mj-body", "mj-head"),
    (page("", "<mj-all />"), "mj-all cannot stand in mj-head", "mj-attributes"),
    (page("", "<mj-attributes><mj-title /></mj-attributes>"), "mj-title cannot stand in", "mj-head"),
    (page("", '<mj-attributes><mj-class name="a"><mj-text /></mj-class></mj-attributes>'), "mj-class, opened", "close"),
    (column("<mj-social><mj-raw>x</mj-raw></mj-social>"), "mj-raw cannot stand in mj-social", "mj-column"),
    ("<mj-text>x</mj-text>", "mj-text stands outside", "mj-column"),
    (text(inner="<mj-button>x</mj-button>"), "mj-button cannot stand in mj-text", "</mj-text>"),
    (column("<mj-text>x<mj-text>y</mj-text>"), "mj-text, opened on line 1, which takes HTML", "close the mj-text"),
    (column("<mj-text>x"), "mj-text is not closed before </mj-column>", "</mj-text>"),
    (column('<mj-image src="a" alt="">'), "mj-image is not closed", "/>"),
    ("<mjml><mj-body>", "mj-body is not closed before the end", "</mj-body>"),
    (column("<mj-text>x</mj-column></mj-text>"), "mj-text is not closed", "</mj-text>"),
    (column("</mj-text>"), "</mj-text> closes nothing", "open here is mj-column"),
    (column("<mj-text>x</mj-text a>"), "</mj-text> has something after its name", "write </mj-text>"),
    (column("<mj-text"), "<mj-text has no > at its end", "write the >"),
    (column('<mj-text color="#fff>x</mj-text>'), "quote that is not closed", 'write the closing "'),
    (column('<mj-text color="red>x</mj-text><mj-text color="red">'), "runs into", "close the quote"),
    (text(inner="<b>" * 300), f"more than {MAX_DEPTH} deep", "close the tags"),
    # content
    (column("hello"), '"hello" stands directly in mj-column', "mj-text"),
    (column("<p>x</p>"), "<p> stands directly in mj-column", "mj-raw"),
    (page("", "<style>a{}</style>"), "<style> stands directly in mj-head", "remove"),
    (column(NBSP), f'"{chr(32)}" stands directly in mj-column', "mj-text"),
    (column('<mj-image src="a" alt="">x</mj-image>'), '"x" stands in mj-image, which holds nothing', "/>"),
    (page("", " <mj-title>x</mj-title>"), "mj-head has blanks", "new line"),
    (page("", "\r\n<mj-title>x</mj-title>"), "mj-head has blanks", "new line"),
    (column("<mj-navbar> \n<mj-navbar-link>x</mj-navbar-link></mj-navbar>"), "mj-navbar has blanks", "new line"),
    (page("", "<mj-style>a<b{}</mj-style>"), "mj-style has a <", "&lt;"),
    (page("", f"<mj-title>a{NBSP}b</mj-title>"), "mj-title contains the character U+00A0", "&#160;"),
    (page("", "<mj-title>a\nb</mj-title>"), "mj-title contains a line break", "one line"),
    (page("", '<mj-title>a "b"</mj-title>'), "mj-title contains the character U+0022", "&#34;"),
    (text(inner="“a” > b"), 'the > after "” " crashes MRML', "&gt;"),
    (text(inner="日>"), "crashes MRML", "&gt;"),
    (page("", "<mj-style>.é > .b {}</mj-style>"), "crashes MRML", "&gt;"),
    # comments
    (column("<!-- a -- b -->"), "-- inside", "single -"),
    (column("<!-- a --->"), "-- inside", "single -"),
    (column("<!-- a"), "comment is not closed", "-->"),
    (column("<!-->"), "comment is not closed", "-->"),
    (page("", "<mj-attributes><!-- x --></mj-attributes>"), "comment cannot stand in mj-attributes", "before"),
    (page("", "<mj-title><!-- x --></mj-title>"), "comment cannot stand in mj-title", "before"),
    (column("<!--[if mso]>x<![endif]-->"), "conditional comment cannot stand directly in mj-column", "mj-raw"),
    (text(inner="<!--[if mso"), "crashes MRML", "in full"),
    (text(inner="<![endif]"), "crashes MRML", "in full"),
    (text(inner="<![CDATA[x]]>"), "CDATA", "remove"),
    # attributes
    (text('colour="red"'), "mj-text has no attribute colour", "write color"),
    (text('zzz="1"'), "mj-text has no attribute zzz", "mj-text takes align,"),
    (column('<mj-raw zzz="1">x</mj-raw>'), "mj-raw has no attribute zzz", "no attributes"),
    (text('COLOR="red"'), "no attribute COLOR", "write color"),
    (text('class="a"'), "no attribute class", "write css-class"),
    (column('<mj-button title="x">y</mj-button>'), "MRML ignores title on mj-button", "text of the button"),
    (text('background-color="red"'), "MRML ignores background-color on mj-text", "container-background-color"),
    (text('color="red" color="blue"'), "color twice", "once"),
    (column("<mj-image src=a alt=''/>"), "value of src has no quotes", 'src="a"'),
    (column("<mj-image src='a'alt=''/>"), "no space before alt", "space"),
    (column("<mj-image src='a' alt/>"), "alt without a value", "MRML drops it"),
    (column('<mj-image src="a" />'), "mj-image has no alt", 'alt=""'),
    (column('<mj-image alt="" />'), "mj-image has no src", "src="),
    (page("", '<mj-attributes><mj-class color="red" /></mj-attributes>'), "mj-class has no name", "name="),
    (text('mj-class="nope"'), 'mj-class "nope" is not defined', "mj-attributes"),
    # values
    (text('padding="0 25px"'), "0 25px", 'write 0px: padding="0px 25px"'),
    (text('padding="0"'), "number without a unit", 'padding="0px"'),
    (column(IMAGE + 'width="100"/>'), "number without a unit", 'width="100px"'),
    (column(IMAGE + 'border="0"/>'), "number without a unit", 'border="0px"'),
    (column(IMAGE + 'border-radius="0 3px"/>'), "number without a unit", 'border-radius="0px 3px"'),
    (text('letter-spacing="0"'), "number without a unit", 'letter-spacing="0px"'),
    (text('padding="10px  5px"'), "not a value that works", "one space"),
    (text('padding=" 10px"'), "not a value that works", "one space"),
    (text('padding="10%"'), "not a value that works", "px"),
    (text('padding="1px 2px 3px 4px 5px"'), "not a value that works", "one to four"),
    (text('font-size="1em"'), "not a value that works", "px"),
    (text('font-size=""'), "font-size on mj-text is empty", "leave it out"),
    (text('color="#12345"'), "not a value that works", "a color"),
    (text('color="Red"'), "not a value that works", 'color="red"'),
    (text('color="hsl(1,2%,3%)"'), "not a value that works", "a color"),
    (text('align="centre"'), "not a value that works", 'align="center"'),
    (text('align="up"'), "not a value that works", "one of: left, center, right, justify"),
    (text('font-weight="blod"'), "not a value that works", 'font-weight="bold"'),
    (column(IMAGE + 'fluid-on-mobile="yes"/>'), "not a value that works", "true, false"),
    (column(IMAGE + 'border="solid red 5px"/>'), "not a value that works", "width, style and color"),
    (column('<mj-table cellpadding="4px" />'), "not a value that works", "whole number"),
    (page('<mj-section full-width="false" />'), "not a value that works", "full-width"),
    (column('<mj-social><mj-social-element name="facebok" /></mj-social>'), "not a value", 'name="facebook"'),
    (column('<mj-image src="a" alt="a\nb"/>'), "alt on mj-image contains a line break", "one line"),
    (column('<mj-image src="a" alt="a\tb"/>'), "line break or a tab", "one line"),
    (column('<mj-image src="a" alt="a\\b"/>'), "U+005C (reverse solidus)", "&#92;"),
    (column("<mj-image src='a' alt='a \"b\"'/>"), "U+0022 (quotation mark)", "&#34;"),
    *(
        (column(f'<mj-image src="a" alt="a{each}b"/>'), f"U+{ord(each):04X}", f"&#{ord(each)};")
        for each in "\x07\x7f\xa0\xad\u0301\u200b\u200c\u200d\u202f\u2028\ufe0f\ufeff\u05b0\u093f\u09be\u20e3\U0001d165"
        if each != "\u093f"  # a spacing mark that MRML leaves alone
    ),
]  # fmt: skip


@pytest.mark.parametrize(("mjml", "message", "remedy"), BAD)
def test_a_bad_page_is_named(mjml: str, message: str, remedy: str) -> None:
    problems = find_problems(mjml)
    assert any(message in each.message and remedy in each.remedy for each in problems), words(problems)
    for each in problems:
        assert "!" not in re.sub(r"<!\S*", "", each.message + each.remedy)
        assert each.message.isprintable()
        assert each.remedy.isprintable()


BAD_HTML = [
    ("<p>", "<p> is not closed before the </mj-text>", "</p>"),
    ("<p><b>x</p>", "<b> is not closed before the </p>", "</b>"),
    ("<p>x</b></p>", "</b> closes nothing", "</p>"),
    ("</p>", "</p> closes nothing", "remove it"),
    ("</br>", "</br> closes nothing", "remove it"),
    ("<BR>", "<BR> is in capitals", "<br>"),
    ("<a href=x>y</a>", "value of href has no quotes", 'href="x"'),
    ("<a href='x'id='y'>y</a>", "no space before id", "space"),
    ("<a @b='x'>y</a>", "@b is not a name", "letter"),
    ("a < b", 'a bare < stands before " b', "&lt;"),
    ("a <", 'a bare < stands before "</mj-text>', "&lt;"),
    ("<%= x %>", "a bare <", "&lt;"),
    ("<1>", "a bare <", "&lt;"),
    ("<?php ?>", "declaration", "remove"),
    ("<!doctype html>", "declaration", "remove"),
    ("<p", "<p has no >", "write the >"),
    ("<p a='x>y</p>", "quote that is not closed", "closing '"),
    ("a ]]> b", "]]>", "]]&gt;"),
    ("a\x0bb", "U+000B", "remove"),
    ("a\ufffeb", "U+FFFE", "remove"),
    ("<a:b:c>x</a:b:c>", "not a name for a tag", ":"),
]


@pytest.mark.parametrize(("html", "message", "remedy"), BAD_HTML)
def test_bad_html_is_named(html: str, message: str, remedy: str) -> None:
    problems = find_html_problems(text(inner=f"\n{html}"))
    assert any(message in each.message and remedy in each.remedy for each in problems), words(problems)
    assert problems[0].line == 2


def test_conditional_comments_directly_in_a_button() -> None:
    mjml = column("<mj-button><!--[if mso]>x<![endif]--></mj-button>")
    assert "directly in mj-button" in words(find_html_problems(mjml))
    assert is_refused(mjml)


def test_place_and_source() -> None:
    mjml = (
        '<mjml data-src="layout.mjml.j2:1">\n<mj-body>\n<mj-section data-src="a.mjml.j2:7">\n<mj-column>\n'
        '<mj-text colour="red" data-src="b.mjml.j2:2">x</mj-text>\n<mj-text colour="red"><b>x</mj-text>\n'
        '</mj-column>\n</mj-section>\n<mj-text>x</mj-text></mj-body></mjml>'
    )  # fmt: skip
    places = [(each.line, each.source, each.message.split()[0]) for each in find_problems(mjml)]
    assert places == [
        (5, "b.mjml.j2:2", "mj-text"),
        (6, "a.mjml.j2:7", "mj-text"),
        (9, "layout.mjml.j2:1", "mj-text"),
    ]
    assert [mjml[each.offset :][:8] for each in find_problems(mjml)] == ["<mj-text"] * 3
    (unclosed,) = find_html_problems(mjml)
    assert (unclosed.line, unclosed.source, mjml[unclosed.offset :][:3]) == (6, "a.mjml.j2:7", "<b>")


def test_one_mistake_is_one_problem() -> None:
    for mjml in (
        column("<mj-text>x<mj-text>y</mj-text><mj-text>z</mj-text>"),
        column('<mj-text color="#fff>x</mj-text>'),
        column("<mj-column><mj-text>x</mj-text></mj-column>"),
        column("<mj-txt><p>x</p></mj-txt>"),
        column("<mj-carousel><p>x</p></mj-carousel>"),
    ):
        assert len(find_problems(mjml)) == 1, words(find_problems(mjml))


# Every component and attribute of the schema, rendered.
