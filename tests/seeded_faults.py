"""A sound page, and faults put into it one at a time: what any check of HTML should find."""

from __future__ import annotations

SOUND = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>
<style>p { margin: 0; color: #333333; }
@media (max-width: 480px) { .wide { width: 100% !important; } }</style></head>
<body><div><p>Hello <b>dear <i>friends</i></b>.</p>
<!-- a note -->
<table role="presentation"><tbody>
<tr><td id="one"><a href="https://example.org/a">First</a></td></tr>
<tr><td id="two"><a href="https://example.org/b">Second</a></td></tr>
</tbody></table>
<!--[if mso]><table role="presentation"><tr><td width="300"><![endif]-->
<div class="wide"><h2>A heading</h2><ul><li>One</li><li>Two</li></ul><img src="a.png" alt="A garden" width="20"></div>
<!--[if mso]></td><td width="300"><![endif]-->
<div class="wide"><p>Words</p></div>
<!--[if mso]></td></tr></table><![endif]-->
<p>The end</p></div></body></html>
"""

SEEDS = {
    "a table never closed": ("</tbody></table>", "</tbody>"),
    "a cell closed twice": ("First</a></td>", "First</a></td></td>"),
    "a cell not opened": ('<td id="two">', ""),
    "a block never closed": ("</div></body>", "</body>"),
    "a block closed twice": ("</div></body>", "</div></div></body>"),
    "tags crossed": ("</i></b>", "</b></i>"),
    "words beside the cells": ("<tbody>", "<tbody>Words"),
    "a link in a link": ("First", '<a href="https://example.org/c">c</a>'),
    "a block in a paragraph": ("<p>The end</p>", "<p>The <div>end</div></p>"),
    "an id twice": ('id="two"', 'id="one"'),
    "an attribute twice": ('alt="A garden"', 'alt="A garden" alt="A tree"'),
    "a quotation mark too many": ('class="wide"', 'class="wide""'),
    "a quotation mark missing": ('class="wide"', 'class="wide'),
    "no doctype": ("<!doctype html>", ""),
    "two bodies": ("<body>", "<body><body>"),
    "two titles": ("</title>", "</title><title>Again</title>"),
    "a comment never closed": ("<!-- a note -->", "<!-- a note"),
    "a void element closed": ('width="20">', 'width="20"></img>'),
    "a list item without its list": ("<ul><li>One</li><li>Two</li></ul>", "<li>One</li><li>Two</li>"),
    "a brace missing": ("!important; }", "!important;"),
    "a heading in a heading": ("<h2>A heading</h2>", "<h2>A <h3>heading</h3></h2>"),
}
"""What every mail program reads wrongly."""

OUTLOOK_SEEDS = {
    "a table never closed": ("</td></tr></table><![endif]", "</td></tr><![endif]"),
    "a cell closed twice": ("</td></tr></table><![endif]", "</td></td></tr></table><![endif]"),
    "a cell not opened": ('<tr><td width="300"><![endif]', "<tr><![endif]"),
    "a second cell not opened": ('</td><td width="300"><![endif]', "</td><![endif]"),
    "a cell not closed": ('</td><td width="300"><![endif]', '<td width="300"><![endif]'),
    "a comment never closed": ("</td></tr></table><![endif]-->", "</td></tr></table>"),
    "an end without a beginning": ("<!--[if mso]></td></tr>", "</td></tr>"),
    "a plain end": ("</td></tr></table><![endif]-->", "</td></tr></table>-->"),
    "a blank before the bracket": ("<!--[if mso]></td></tr>", "<!-- [if mso]></td></tr>"),
    "an unknown condition": ("<!--[if mso]><table", "<!--[if outlook]><table"),
    "words kept from Outlook": ("<p>The end</p>", "<!--[if !mso]><!--><p>Farewell</p><!--<![endif]-->"),
}
"""What Outlook for Windows alone reads wrongly."""


def seeded(fault: tuple[str, str]) -> str:
    """The sound page with one fault."""
    old, new = fault
    assert SOUND.count(old) >= 1, old
    return SOUND.replace(old, new, 1)
