"""What other programs put on the clipboard arrives as clean Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/Users/ann/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0in; font-size:11.0pt;} @list l0 {mso-list-id:1;} -->
</style></head>
<body lang=EN-US style='tab-interval:.5in'><!--StartFragment-->
<h1 style='mso-style-next:Normal'><b style='mso-bidi-font-weight:normal'>My&nbsp;story<o:p></o:p></b></h1>
<p class=MsoNormal><span style='font-family:"Calibri",sans-serif'>I live in <st1:City w:st="on">Boston</st1:City>,
and I was <b>very</b> <i style='mso-bidi-font-style:normal'>tired</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Bring
someone<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:1.0in;text-indent:-.25in;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp;
</span></span></span><![endif]>a sister<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>Bring a list<o:p></o:p></p>
<p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span></span><!--[endif]-->Ask</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span><span
style='mso-list:Ignore'>4.<span>&nbsp; </span></span></span><!--[endif]-->Listen</p>
<p class=MsoNormal>See <a href="https://example.org/a"><span style='color:#0563C1'>our page</span></a><a
href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><sup>[1]</sup></span></a>.</p>
<!--EndFragment--></body></html>"""

GOOGLE_DOCS = """<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;"
id="docs-internal-guid-0a1b2c3d-7fff"><p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span
style="font-size:11pt;font-family:Arial;font-weight:400;font-style:normal;">A </span><span
style="font-size:11pt;font-weight:700;font-style:normal;">bold</span><span
style="font-weight:400;"> word and </span><span
style="font-weight:400;font-style:italic;">slanted</span><span style="font-weight:400;"> ones.</span></p><br /><h2
dir="ltr"><span style="font-size:16pt;font-weight:700;">Lists</span></h2><ul style="margin-top:0;"><li dir="ltr"
style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span
style="font-weight:400;">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span
style="font-weight:400;">inner</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr"><span
style="font-weight:400;">two</span></p></li></ul><p dir="ltr"><a
href="https://www.google.com/url?q=https://example.org/trial%3Fa%3D1&amp;sa=D&amp;ust=1"><span
style="color:#1155cc;">the trial</span></a></p></b><br class="Apple-interchange-newline">"""

GMAIL = """<div dir="ltr"><div>Dear&nbsp;all,</div><div><br></div><div>the scan was <b>clear</b>.&nbsp; I am
<i>so</i> glad.<br></div><div><br></div><div>first line<br>second line</div><div style="display:none">tracking</div>
<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">She
wrote<br><br>twice</blockquote><blockquote style="margin:0 0 0 40px;border:none;padding:0px">indented only</blockquote>
<img src="https://mail.example.com/track.gif" width="1"><div><a
href="https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fx&amp;data=05">a
link</a></div></div>"""

WEB_PAGE = """<html><body><!--StartFragment--><nav><ul><li><a href="javascript:void(0)">Menu</a></li></ul></nav>
<article><h3>Results</h3><h4>In short</h4><p onclick="x()">Counts fell below 10<sup>6</sup>/L; see
H<sub>2</sub>O, the 1<sup>st</sup> of May and x<sup>2k</sup>.<script>alert(1)</script><svg><text>icon</text></svg></p>
<pre>one line
another</pre><table><tr><th>Drug</th><th>Rate | year</th></tr><tr><td>a*</td><td>5 %</td></tr></table>
<table><tr><td><p>laid out</p><p>by a table</p></td></tr></table><p><code>x_y</code> <del>old</del> <u>under</u></p>
<hr><p dir="rtl">مرحبا <strong>بكم</strong></p></article><!--EndFragment--></body></html>"""

EXPECTED = {
    "word": (
        WORD,
        "### My story\n\nI live in Boston, and I was **very** *tired*.\n\n- Bring someone\n  - a sister\n"
        "- Bring a list\n\n"
        "Then:\n\n3. Ask\n4. Listen\n\nSee [our page](https://example.org/a)\\[1].",
    ),
    "google docs": (
        GOOGLE_DOCS,
        "A **bold** word and *slanted* ones.\n\n### Lists\n\n- one\n  - inner\n- two\n\n"
        "[the trial](https://example.org/trial?a=1)",
    ),
    "gmail": (
        GMAIL,
        "Dear all,\n\nthe scan was **clear**. I am *so* glad.\n\nfirst line\\\nsecond line\n\n"
        "> She wrote\n>\n> twice\n\n"
        "indented only\n\n[a link](https://example.org/x)",
    ),
    "web page": (
        WEB_PAGE,
        "- Menu\n\n### Results\n\n#### In short\n\nCounts fell below 10⁶/L; see H₂O, the 1st of May and x (2k).\n\n"
        "one line\\\nanother\n\n| Drug | Rate \\| year |\n| --- | --- |\n| a\\* | 5 % |\n\nlaid out\n\nby a table\n\n"
        "`x_y` ~~old~~ under\n\n---\n\nمرحبا **بكم**",
    ),
}

PLAIN = """Dear friends,\r
this is how the mail program wrapped a long paragraph, at about seventy\r
characters, in the middle of a sentence.\r
\r
12 Garden Street\r
Springfield\r
\r
• one\r
• two, which goes on\r
  in the next line\r
\r
1. first\r
2. second\r
\r
1986. It was a *cold* year_, https://example.org/a_b said.\r
"""
PLAIN_EXPECTED = (
    "Dear friends,\\\nthis is how the mail program wrapped a long paragraph, at about seventy characters, in the"
    " middle of a sentence.\n\n12 Garden Street\\\nSpringfield\n\n- one\n- two, which goes on in the next line\n\n"
    "1. first\n2. second\n\n1986\\. It was a \\*cold\\* year\\_, https://example.org/a_b said."
)

PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  const surface = document.querySelector('.rich-text-surface');
  surface.focus();
  const began = performance.now();
  surface.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
  return performance.now() - began;
}"""


@pytest.fixture
def empty(open_text: Callable[..., Any]) -> Any:
    """A page with an empty text, which reaches nothing but this computer."""
    return open_text("")


@pytest.mark.parametrize("program", EXPECTED)
def test_pasted_from(empty: Any, program: str) -> None:
    html, markdown = EXPECTED[program]
    empty.evaluate(PASTE, [html, "words"])
    assert empty.input_value("textarea") == markdown


def test_pasted_plain_text(empty: Any) -> None:
    empty.evaluate(PASTE, ["", PLAIN])
    assert empty.input_value("textarea") == PLAIN_EXPECTED


def test_what_is_copied_here_is_pasted_here(empty: Any) -> None:
    markdown = "A *word* by <ref:drugs/trabectedin> for @@first_name@@.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n- one"
    empty.evaluate("text => document.querySelector('rich-text').setMarkdown(text)", markdown)
    empty.locator(".rich-text-surface").focus()
    empty.keyboard.press("Control+a")
    copied = empty.evaluate("""() => {
      const data = new DataTransfer();
      document.querySelector('.rich-text-surface').dispatchEvent(
        new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));
      return [data.getData('text/html'), data.getData('text/plain')];
    }""")
    assert "data-pm-slice" in copied[0]
    assert "@@first_name@@" in copied[1]
    empty.keyboard.press("Delete")
    assert empty.input_value("textarea") == ""
    empty.evaluate(PASTE, copied)
    assert empty.input_value("textarea") == markdown


def test_a_long_paste_is_taken_in_and_a_longer_one_refused_in_words(empty: Any) -> None:
    words = "A sentence with *signs*, numbers 1. 2. 3. and snake_case words in it. " * 10
    long = "\n\n".join([words] * (200_000 // len(words)))
    empty.evaluate(PASTE, ["", long])
    taken = empty.input_value("textarea")
    assert len(taken) > 200_000
    empty.evaluate(PASTE, ["", "a" * 250_001])
    assert empty.input_value("textarea") == taken
    empty.get_by_text("This is too long to be taken in at once.").wait_for()


def test_a_long_page_is_taken_in(empty: Any) -> None:
    one = '<p class=MsoNormal><span style="font-weight:700">Bold</span> and <a href="https://example.org">link</a></p>'
    empty.evaluate(PASTE, [f"<html><body>{one * 10_000}</body></html>", "words"])
    assert empty.input_value("textarea").count("**Bold** and [link](https://example.org)") == 10_000
