"""Sound emails of three makers, and barriers put into them one at a time.

Written before the rules, from the reports of the Email Markup Consortium, WCAG 2.2 and emails as they arrive.
"""

from __future__ import annotations

from typing import NamedTuple

TABLES = """<!DOCTYPE html>
<html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spring news of the Willow Center</title>
<style>
body { margin: 0; background-color: #f2f2f2; }
a { color: #0b5394; }
.footer { font-size: 14px; color: #595959; }
@media (max-width: 600px) { .column { display: block; width: 100% !important; } }
</style>
</head>
<body bgcolor="#f2f2f2">
<div lang="en" dir="ltr" role="article" aria-label="Spring news">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center">
<!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->
<table role="presentation" width="600" style="max-width:600px" bgcolor="#ffffff">
<tr><td style="padding:24px;font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#222222">
<a href="https://example.org/willow/"><img src="logo.png" width="180" height="40" alt="Willow Center"></a>
<h1 style="font-size:28px;line-height:1.25">Spring at the Willow Center</h1>
<p>Dear friends, the garden is open again, and so is the room upstairs with its long table and its many chairs.</p>
<h2 style="font-size:22px">What is on</h2>
<p>On Tuesdays we sew. On Fridays we walk to the mill, slowly, and <a href="https://example.org/willow/mill">read about its wheel</a> on the way.</p>
<ul><li>Bring a cup</li><li>Bring a friend</li></ul>
<table width="100%" border="1" cellpadding="6">
<tr><th scope="col">Day</th><th scope="col">Room</th><th scope="col">Hour</th></tr>
<tr><td>Tuesday</td><td>Oak</td><td>10:00</td></tr>
<tr><td>Friday</td><td>Elm</td><td>14:30</td></tr>
</table>
<h3 style="font-size:18px">How to come</h3>
<p>The bus stops at the gate.</p>
<table role="presentation" cellpadding="0" cellspacing="0"><tr><td bgcolor="#0b5394" style="padding:14px 24px"><a href="https://example.org/willow/come" style="color:#ffffff;text-decoration:none;font-weight:bold;display:inline-block;line-height:20px">Tell us that you come</a></td></tr></table>
</td></tr>
<tr><td class="footer" style="padding:24px">Willow Center, 1 Mill Road, Elmford. <a href="https://example.org/willow/leave">Unsubscribe</a></td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</div>
</body>
</html>
"""
"""By hand, with tables, as most emails are made."""

BLOCKS = """<!doctype html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>The lending library, week 12</title>
<style>
:root { color-scheme: light dark; }
.page { background: #fdf6ec; color: #2d2a26; font: 17px/1.6 Verdana, sans-serif; }
.page a { color: #7a2e0e; text-decoration: underline; }
.card { background: #ffffff; padding: 20px; }
.small { font-size: 15px; color: #5f574d; }
.go { display: inline-block; padding: 12px 20px; background: #7a2e0e; }
.page a.go { color: #fff; text-decoration: none; }
@media (prefers-color-scheme: dark) {
.page { background: #191512 !important; color: #f1e9df !important; }
.page a { color: #ffb48a !important; }
.card { background: #26201b !important; }
.small { color: #c9bfb2 !important; }
.go { background: #ffb48a !important; }
.page a.go { color: #26130a !important; }
}
</style>
</head>
<body>
<div class="page" lang="en-GB" dir="ltr">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#fdf6ec">Three new shelves, and a reading</div>
<h1>The lending library</h1>
<p>This week we put up three shelves. They hold novels, maps, and the cookery books that came from the old school.</p>
<div class="card">
<h2>New on the shelf</h2>
<p><img src="shelf.jpg" width="500" height="300" alt="A shelf of blue books beside a window"></p>
<p>The maps are of the coast and <a href="https://example.org/library/maps">can be borrowed for a month</a> by members.</p>
<ol><li>Ask at the desk</li><li>Sign the card</li><li>Bring it back in April</li></ol>
<p><a class="go" href="https://example.org/library/shelf">See all new books</a></p>
</div>
<h2>A reading</h2>
<p lang="fr">La lecture du soir commence quand tout le monde est assis.</p>
<p>Amounts paid are <strong>in bold type and in green</strong>.</p>
<p class="small">Lending Library, 4 Harbor Street. <a href="https://example.org/library/leave">Stop these letters</a></p>
</div>
</body>
</html>
"""
"""With blocks, style sheets and a dark mode of its own."""

RICH = """<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Choir rehearsals in June</title></head>
<body style="margin:0">
<div lang="en" dir="ltr" style="font-family:Calibri,Arial,sans-serif;font-size:12pt;color:black;background-color:white">
<h1>Rehearsals in June</h1>
<p>Hello everyone,</p>
<p>We sing on the 3rd, the 10th and the 24th. The hall on the hill is closed on the 17th, so <u>we stay at home</u>.</p>
<p><font color="#1f4e79" size="4">Please learn page nine by heart.</font></p>
<blockquote style="border-left:3px solid #cccccc;padding-left:12px">Sing as if nobody had asked you to.</blockquote>
<p>The notes are <a href="https://example.org/choir/notes">on our pages</a>, and Ann has paper copies for everybody who asks.</p>
<p>With love,<br>Ruth</p>
</div></body></html>
"""
"""Written in a mail program."""


class Barrier(NamedTuple):
    """A change of a sound email: ``old`` becomes ``new``."""

    name: str
    page: str
    old: str
    new: str

    @property
    def html(self) -> str:
        """The email with the barrier."""
        assert self.page.count(self.old) >= 1, self.name
        return self.page.replace(self.old, self.new, 1)


_TABLE_HEAD = '<tr><th scope="col">Day</th><th scope="col">Room</th><th scope="col">Hour</th></tr>'
_GARDEN = "Dear friends, the garden is open again"
_LINK = '<a href="https://example.org/willow/mill">'

BARRIERS = [
    Barrier("no language", TABLES, '<html lang="en" dir="ltr"', '<html dir="ltr"'),
    Barrier("language in words", BLOCKS, '<html lang="en-GB"', '<html lang="english"'),
    Barrier("language that is none", RICH, '<html lang="en"', '<html lang="xx"'),
    Barrier("language of a part misspelled", BLOCKS, 'lang="fr"', 'lang="fr_FR!"'),
    Barrier("no language inside of the body", TABLES, '<div lang="en" dir="ltr"', '<div dir="ltr"'),
    Barrier("no direction inside of the body", BLOCKS, 'class="page" lang="en-GB" dir="ltr"', 'class="page" lang="en-GB"'),
    Barrier("no direction at all", RICH, ' dir="ltr"><head>', "><head>"),
    Barrier("an unknown direction", RICH, '<div lang="en" dir="ltr"', '<div lang="en" dir="left"'),
    Barrier("Arabic from left to right", BLOCKS, '<p lang="fr">La lecture du soir', '<p lang="ar" dir="ltr">تبدأ القراءة'),
    Barrier("no title", TABLES, "<title>Spring news of the Willow Center</title>", ""),
    Barrier("empty title", BLOCKS, "<title>The lending library, week 12</title>", "<title> </title>"),
    Barrier("title of a template", RICH, "<title>Choir rehearsals in June</title>", "<title>Untitled Document</title>"),
    Barrier("no main heading", BLOCKS, "<h1>The lending library</h1>", "<p><b>The lending library</b></p>"),
    Barrier("two main headings", TABLES, '<h2 style="font-size:22px">What is on</h2>', "<h1>What is on</h1>"),
    Barrier("level left out", TABLES, '<h2 style="font-size:22px">What is on</h2>', "<h4>What is on</h4>"),
    Barrier("empty heading", BLOCKS, "<h2>A reading</h2>", "<h2>&nbsp;</h2>"),
    Barrier("layout table that is read as one", TABLES, '<table role="presentation" width="100%"', '<table width="100%"'),
    Barrier("layout table within a silent one", TABLES, '<table role="presentation" cellpadding', "<table cellpadding"),
    Barrier("layout table for Outlook", TABLES, '<table role="presentation" width="600"><tr><td><!', '<table width="600"><tr><td><!'),
    Barrier("data without headers", TABLES, _TABLE_HEAD, "<tr><td>Day</td><td>Room</td><td>Hour</td></tr>"),
    Barrier("data called layout", TABLES, '<table width="100%" border="1"', '<table role="presentation" width="100%" border="1"'),
    Barrier("data called layout in a word", TABLES, '<table width="100%" border="1"', '<table role="none" width="100%" border="1"'),
    Barrier("picture without alt", BLOCKS, ' alt="A shelf of blue books beside a window"', ""),
    Barrier("name of a file as alt", BLOCKS, 'alt="A shelf of blue books beside a window"', 'alt="shelf.jpg"'),
    Barrier("picture that links, alt empty", TABLES, 'alt="Willow Center"', 'alt=""'),
    Barrier("empty link", RICH, "on our pages</a>", "</a>on our pages"),
    Barrier("link that says click here", BLOCKS, "can be borrowed for a month</a>", "click here</a>"),
    Barrier("gray on white", RICH, "color:black", "color:#999999"),
    Barrier("pale gray by a class", TABLES, "color: #595959", "color: #a0a0a0"),
    Barrier("pale font of a mail program", RICH, 'color="#1f4e79"', 'color="#9dc3e6"'),
    Barrier("white words on a pale cell", TABLES, 'bgcolor="#0b5394"', 'bgcolor="#9fc5e8"'),
    Barrier("button without its ground", BLOCKS, "background: #7a2e0e; }", "}"),
    Barrier("words half transparent", BLOCKS, "<p>This week we", '<p style="opacity:.4">This week we'),
    Barrier("white words on a picture", TABLES, "<p>The bus stops at the gate.</p>",
            '<div style="background-image:url(bus.jpg);color:#ffffff"><p>The bus stops at the gate.</p></div>'),
    Barrier("dark words on dark ground", BLOCKS, ".small { color: #c9bfb2 !important; }", ""),
    Barrier("dark mode forgets a card", BLOCKS, ".card { background: #26201b !important; }", ""),
    Barrier("dark mode without dark colors", RICH, "<meta charset=\"utf-8\">", '<meta charset="utf-8"><meta name="color-scheme"'
            ' content="light dark"><style>@media (prefers-color-scheme: dark) { body, div { background-color: #111111 !important; } }</style>'),
    Barrier("text of ten pixels", TABLES, ".footer { font-size: 14px", ".footer { font-size: 10px"),
    Barrier("text of seven points", RICH, "<p>Hello everyone,</p>", '<p style="font-size:7pt">Hello everyone,</p>'),
    Barrier("font of size one", RICH, 'size="4"', 'size="1"'),
    Barrier("half an em", BLOCKS, "<p>This week we", '<p style="font-size:.6em">This week we'),
    Barrier("lines that touch", TABLES, f"<p>{_GARDEN}", f'<p style="line-height:1">{_GARDEN}'),
    Barrier("lines of fewer pixels than letters", BLOCKS, "font: 17px/1.6 Verdana", "font: 17px/18px Verdana"),
    Barrier("justified", TABLES, f"<p>{_GARDEN}", f'<p style="text-align:justify">{_GARDEN}'),
    Barrier("justified by an attribute", RICH, "<p>We sing on the 3rd", '<p align="justify">We sing on the 3rd'),
    Barrier("capitals by style", BLOCKS, "<p>This week we", '<p style="text-transform:uppercase">This week we'),
    Barrier("capitals as typed", RICH, "Please learn page nine by heart.", "PLEASE LEARN PAGE NINE BY HEART AND BRING YOUR FOLDER."),
    Barrier("link told by its color alone", TABLES, _LINK, '<a style="text-decoration:none" href="https://example.org/willow/mill">'),
    Barrier("links told by color in a sheet", BLOCKS, "color: #7a2e0e; text-decoration: underline;", "color: #7a2e0e; text-decoration: none;"),
    Barrier("red means closed", RICH, "<p>Hello everyone,</p>", "<p>The dates in <span style=\"color:#c00000\">red</span> are canceled.</p>"),
    Barrier("press the green button", BLOCKS, "<p>This week we", "<p>Press the green button to stay on the list. This week we"),
    Barrier("an id twice", TABLES, '<h2 style="font-size:22px">What is on</h2>', '<h2 id="a">What is on</h2><p id="a">Much.</p>'),
    Barrier("small pictures to tap", TABLES, "Willow Center, 1 Mill Road", '<a href="https://example.org/f"><img src="f.png" alt="Willow on F" width="16"'
            ' height="16"></a><a href="https://example.org/g"><img src="g.png" alt="Willow on G" width="16" height="16"></a> Willow Center, 1 Mill Road'),
    Barrier("numbers to tap", RICH, "<p>With love,", '<p><a href="https://example.org/choir/1">1</a> <a href="https://example.org/choir/2">2</a>'
            ' <a href="https://example.org/choir/3">3</a></p><p>With love,'),
    Barrier("bullets as typed", BLOCKS, "<ol><li>Ask at the desk</li><li>Sign the card</li><li>Bring it back in April</li></ol>",
            "<p>• Ask at the desk<br>• Sign the card<br>• Bring it back in April</p>"),
    Barrier("numbers as typed", RICH, "<p>Hello everyone,</p>", "<p>1. Warm up</p><p>2. Page nine</p><p>3. Tea</p>"),
    Barrier("hyphens as typed", TABLES, "<ul><li>Bring a cup</li><li>Bring a friend</li></ul>",
            "- Bring a cup<br>- Bring a friend<br>- Bring a chair<br>"),
    Barrier("bullets in cells", TABLES, "<ul><li>Bring a cup</li><li>Bring a friend</li></ul>",
            '<table role="presentation"><tr><td>&bull;</td><td>Bring a cup</td></tr><tr><td>&bull;</td><td>Bring a friend</td></tr></table>'),
    Barrier("VML picture without alt", TABLES, "<p>The bus stops", '<!--[if mso]><v:rect fill="true" stroke="false" style="width:500px;height:90px">'
            '<v:fill type="frame" src="bus.jpg"/></v:rect><![endif]--><p>The bus stops'),
    Barrier("VML with a heading inside", TABLES, "<p>The bus stops", '<!--[if mso]><v:rect alt="" style="width:500px;height:90px"><v:textbox>'
            "<h2>By bus</h2></v:textbox></v:rect><![endif]--><p>The bus stops"),
    Barrier("no zoom", TABLES, "initial-scale=1", "initial-scale=1, maximum-scale=1, user-scalable=no"),
    Barrier("moving text", RICH, "<p>Hello everyone,</p>", "<marquee>Hello everyone,</marquee>"),
    Barrier("hidden from ears, open to keys", TABLES, '<table role="presentation" cellpadding', '<table aria-hidden="true" role="presentation" cellpadding'),
    Barrier("order of keys", RICH, '<a href="https://example.org/choir/notes">', '<a tabindex="5" href="https://example.org/choir/notes">'),
]  # fmt: skip
"""Each of them keeps somebody from reading."""
