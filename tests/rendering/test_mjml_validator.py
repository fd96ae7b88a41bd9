"""The validator of MJML: what it lets through MRML renders, what it refuses it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mjml import mjml2html

from newsletter.rendering import mjml_html, mjml_tokens, mjml_validator
from newsletter.rendering.mjml_attributes import BODY_ATTRIBUTES, IGNORED, ValueType
from newsletter.rendering.mjml_schema import COMPONENTS, MAX_DEPTH, REFUSED
from newsletter.rendering.mjml_validator import MjmlProblem, find_html_problems, find_problems

GOOD_PAGE = """<mjml lang="en" data-src="layout.mjml.j2:1">
  <mj-head>
    <mj-title>December 2026 &amp; more</mj-title>
    <mj-breakpoint width="480px" />
    <mj-attributes>
      <mj-all font-family="Georgia, 'Times New Roman', serif" />
      <mj-text line-height="1.5" padding="0px 25px" />
      <mj-image padding="0px" />
      <mj-class name="quiet" color="#595959" />
    </mj-attributes>
    <mj-style>.a > .b { color: red } @media (max-width: 480px) { .c { width: 100% !important } }</mj-style>
    <mj-raw><meta name="color-scheme" content="light dark"></mj-raw>
  </mj-head>
  <mj-body width="600px" background-color="#fff">
    <!-- the head of the page -->
    <mj-raw><!--[if mso]><v:rect style="width:1px"></v:rect><![endif]--></mj-raw>
    <mj-wrapper full-width="full-width" data-src="sections/letter.mjml.j2:3">
      <mj-section css-class="letter" padding="0px 10px 20.5px" data-src='sections/letter.mjml.j2:4'>
        <mj-group>
          <mj-column width="50%"><mj-text mj-class="quiet"><p>a <b>b</b><br>c &amp; d &nbsp; e</p></mj-text></mj-column>
          <mj-column width="50%"><mj-image src="a.png" alt="" /></mj-column>
        </mj-group>
      </mj-section>
      <mj-section><mj-column>
        <mj-image src="b.png" alt='a "b"'></mj-image>
        <mj-button href="@@web_version_url@@" border="1px solid #ccc" border-radius="3px">Read <i>on</i></mj-button>
        <mj-divider border-width="1px" /><mj-spacer height="20px"></mj-spacer>
        <mj-table cellpadding="4"><tr><td style="a:b">x</td></tr></mj-table>
        <mj-social mode="horizontal"><mj-social-element name="facebook" href="f">F</mj-social-element></mj-social>
        <mj-navbar hamburger="hamburger">
          <mj-navbar-link href="x">x</mj-navbar-link>

          <mj-navbar-link href="y">y</mj-navbar-link>
        </mj-navbar>
        <mj-accordion>
          <mj-accordion-element>
            <mj-accordion-title>Why</mj-accordion-title>
            <mj-accordion-text>Because <b>of</b> it</mj-accordion-text>
          </mj-accordion-element>
        </mj-accordion>
      </mj-column></mj-section>
    </mj-wrapper>
    <mj-hero height="200px" background-url="h.png"><mj-text>x</mj-text></mj-hero>
  </mj-body>
</mjml>
""".replace("""alt='a "b"'""", 'alt="a &quot;b&quot;"')


def page(body: str, head: str = "") -> str:
    return f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def column(inner: str, head: str = "") -> str:
    return page(f"<mj-section><mj-column>{inner}</mj-column></mj-section>", head)


def text(attributes: str = "", inner: str = "x") -> str:
    return column(f"<mj-text {attributes}>{inner}</mj-text>")


def is_refused(mjml: str) -> bool:
    try:
        mjml2html(mjml)
    except ValueError:
        return True
    except BaseException as error:  # pyo3's PanicException
        if type(error).__name__ != "PanicException":
            raise
        return True
    return False


def words(problems: tuple[MjmlProblem, ...]) -> str:
    return "\n".join(f"{each.message} -> {each.remedy}" for each in problems)


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

ELEMENT = "<mj-accordion-title>a</mj-accordion-title><mj-accordion-text>b</mj-accordion-text>"
SURROUNDINGS: dict[str, tuple[Callable[[str], str], str]] = {
    "mj-body": (
        lambda tag: f"<mjml>{tag}</mjml>",
        "<mj-section><mj-column><mj-text>t</mj-text></mj-column></mj-section>",
    ),
    "mj-wrapper": (page, "<mj-section><mj-column /></mj-section>"),
    "mj-section": (page, "<mj-column><mj-text>t</mj-text></mj-column><mj-column />"),
    "mj-hero": (page, "<mj-text>t</mj-text>"),
    "mj-group": (lambda tag: page(f"<mj-section>{tag}</mj-section>"), "<mj-column /><mj-column />"),
    "mj-column": (lambda tag: page(f"<mj-section>{tag}<mj-column /></mj-section>"), "<mj-text>t</mj-text>"),
    "mj-social": (column, '<mj-social-element name="facebook" href="h">F</mj-social-element>'),
    "mj-social-element": (lambda tag: column(f"<mj-social>{tag}</mj-social>"), "F"),
    "mj-navbar": (column, '<mj-navbar-link href="h">n</mj-navbar-link>'),
    "mj-navbar-link": (lambda tag: column(f"<mj-navbar>{tag}</mj-navbar>"), "n"),
    "mj-accordion": (column, f"<mj-accordion-element>{ELEMENT}</mj-accordion-element>"),
    "mj-accordion-element": (lambda tag: column(f"<mj-accordion>{tag}</mj-accordion>"), ELEMENT),
    "mj-accordion-title": (
        lambda tag: column(f"<mj-accordion><mj-accordion-element>{tag}</mj-accordion-element></mj-accordion>"),
        "t",
    ),
    "mj-accordion-text": (
        lambda tag: column(
            "<mj-accordion><mj-accordion-element><mj-accordion-title>a</mj-accordion-title>"
            f"{tag}</mj-accordion-element></mj-accordion>"
        ),
        "t",
    ),
    "mj-text": (column, "t"),
    "mj-button": (column, "t"),
    "mj-table": (column, "<tr><td>t</td></tr>"),
    "mj-image": (column, ""),
    "mj-divider": (column, ""),
    "mj-spacer": (column, ""),
}
# What must stand beside an attribute for it to show; the first is what every tag of the kind has.
BESIDE: dict[str, list[dict[str, str]]] = {
    "mj-image": [{"src": "a.png", "alt": ""}, {"src": "a.png", "alt": "", "href": "h"}],
    "mj-button": [{"href": "h"}],
    "mj-section": [{}, {"background-url": "b.png"}],
    "mj-wrapper": [{}, {"background-url": "b.png"}],
    "mj-column": [{}, {"padding": "5px"}],
    "mj-hero": [{"background-url": "b.png", "background-width": "600px", "background-height": "400px"}],
    "mj-navbar": [{"hamburger": "hamburger"}],
    "mj-social-element": [{"src": "z.png", "href": "h"}],
    "mj-navbar-link": [{"href": "h"}],
}
SAMPLES = (
    "17px", "7px 9px 11px 13px", "17%", "1.75", "3px dotted #123456", "#123456", "7", "cover", "left", "bottom", "zq9",
    "false", "true", "auto",
)  # fmt: skip


def samples(value_type: ValueType) -> Iterator[str]:
    # Each unit that the type takes must show, and one at least of the words: one of them is the default.
    yield from (each for each in SAMPLES if value_type.accepts(each))
    yield from sorted(value_type.words)


def tag(name: str, attributes: dict[str, str]) -> str:
    inner = SURROUNDINGS[name][1]
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>"


def rendered(name: str, attributes: dict[str, str], head: str = "") -> str:
    mjml = SURROUNDINGS[name][0](tag(name, attributes))
    if head:
        mjml = mjml.replace("<mj-head>", f"<mj-head>{head}").replace(
            "<mjml><mj-body", f"<mjml><mj-head>{head}</mj-head><mj-body"
        )
    assert find_problems(mjml) == (), words(find_problems(mjml))
    return mjml2html(mjml)


def shows(name: str, attribute: str, value: str) -> bool:
    for beside in BESIDE.get(name, [{}]):
        others = {key: each for key, each in beside.items() if key != attribute}
        required = {key: beside[key] for key in COMPONENTS[name].required}
        if rendered(name, {**required, **others}) != rendered(name, {**required, **others, attribute: value}):
            return True
        if attribute in required and rendered(name, {**others, attribute: value}).count(value):
            return True
    return False


@pytest.mark.parametrize("name", BODY_ATTRIBUTES)
def test_every_component_and_attribute_is_rendered(name: str) -> None:
    html = rendered(name, {**BESIDE.get(name, [{}])[0], "data-src": "trace.mjml.j2:1"})
    assert "<mj" not in html
    assert "trace" not in html
    assert "data-src" not in html
    for attribute, value_type in BODY_ATTRIBUTES[name].items():
        tried = list(samples(value_type))
        assert any(shows(name, attribute, value) for value in tried), (name, attribute, tried)
        for unit in (r"\d+px", r"\d+%"):
            value = next((each for each in tried if re.fullmatch(unit, each)), None)
            assert value is None or value_type.pattern is None or shows(name, attribute, value), (
                attribute,
                value,
            )
    assert "zq9" in rendered(name, {**BESIDE.get(name, [{}])[0], "css-class": "zq9"})
    defaults = '<mj-attributes><mj-class name="k" css-class="zq8" /></mj-attributes>'
    assert "zq8" in rendered(name, {**BESIDE.get(name, [{}])[0], "mj-class": "k"}, defaults)


def test_the_components_of_the_head_are_rendered() -> None:
    html = mjml2html(GOOD_PAGE)
    assert "<mj" not in html
    assert "data-src" not in html
    assert ".mjml.j2" not in html
    for piece in ('lang="en"', "<title>December 2026", "min-width:480px", "Georgia", "line-height:1.5", "#595959",
                  ".a > .b", "color-scheme"):  # fmt: skip
        assert piece in html
    assert set(re.findall(r"<(mj[-\w]*)", GOOD_PAGE)) == set(COMPONENTS)


@pytest.mark.parametrize(("name", "attribute"), [key for key in IGNORED if key[0] in SURROUNDINGS])
def test_what_is_called_ignored_leaves_no_trace(name: str, attribute: str) -> None:
    # The width that MRML takes off an image for a left or right border is why those are refused, not a trace.
    make, _ = SURROUNDINGS[name]
    for beside in BESIDE.get(name, [{}]):
        required = dict.fromkeys(COMPONENTS[name].required, "a")
        before = make(tag(name, {**required, **beside}))
        for value in (
            "3px dotted #123456",
            "17px",
            "fluid-height",
            "right",
            "700",
            "none",
            "fixed",
            "zq9",
            "#123456",
        ):
            after = mjml2html(make(tag(name, {**required, **beside, attribute: value})))
            assert re.sub(r"\d+", "", after) == re.sub(r"\d+", "", mjml2html(before)), (
                name,
                attribute,
                value,
            )


def test_refused_and_allowed_do_not_overlap() -> None:
    assert not REFUSED.keys() & COMPONENTS.keys()
    for name, attribute in IGNORED:
        assert attribute not in COMPONENTS[name].attributes


# Promises for any input.

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
