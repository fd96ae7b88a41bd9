"""The cascade, against Chromium: what it computes for every element of some pages, light and dark."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from newsletter.build import Build
from newsletter.checks.colors import parse_color
from newsletter.checks.computed_styles import Mode, modes_of_media
from newsletter.checks.finished_email import Page

sys.path.insert(0, str(Path(__file__).parents[1] / "preflight"))
from barriers import BLOCKS, RICH, TABLES

AWKWARD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><style>
p { color: red; font-size: 20px } .a { color: green } #b { color: blue } p.a { color: gray !important }
div p { line-height: 2 } div > p + p { color: purple } p ~ p { text-transform: uppercase }
a[href^="https"] { color: teal } a:not(.a) { font-weight: 700 } p:first-child { text-align: right }
@media (min-width: 500px) { b { color: navy } } @media (max-width: 500px) { b { color: lime } }
@media print { b { color: red } } @supports (color: red) { i { color: maroon } }
@media (prefers-color-scheme: dark) { p.a { color: white !important } #c { background: #222; color: silver } }
.x { font: bold 12pt/1.5 serif } .y { font-size: 150%; line-height: 1.2em } .z { font-size: smaller }
p:hover { color: black } p::first-line { color: black } , { color: black } .q { color: orange
}</style></head><body>
<div><p>1</p><p class="a" style="color:olive">2</p><p id="b" style="color:olive">3</p></div>
<p id="b" class="a" style="color:olive!important">4 <a href="https://a.org" class="a">5</a> <a href="http://a.org">6</a></p>
<div id="c"><p>7 <b>8</b> <i>9</i> <u>10</u> <small>11</small></p></div>
<div class="x">12 <span class="y">13 <span class="z">14 <sub>15</sub></span></span></div>
<table bgcolor="#eeeeee"><tr><td align="right" style="background:none">16
<font color="#0000aa" size="5">17</font></td><th>18</th></tr></table>
<h1>19</h1><h4 class="q">20</h4><p style="visibility:hidden">21</p><p style="display:none">22 <b>23</b></p>
<p style="color:rgb(10,20,30);color:bogus;font-size:0.5em">24</p>
<p style="font:italic 700 1.2em/20px x;font-size:14px">25</p>
</body></html>
"""
ASK = """() => [...document.querySelectorAll('*')].map(element => {
  const style = getComputedStyle(element);
  return [element.tagName.toLowerCase(), style.color, style.fontSize, style.lineHeight, style.fontWeight,
    style.textTransform, style.display, style.visibility, style.backgroundColor];
})"""
# A browser adds the tbody that is left out; what is in the head is never shown.
UNASKED = {"html", "head", "tbody", "meta", "title", "style"}
PAGES = {"awkward": AWKWARD, "tables": TABLES, "blocks": BLOCKS, "rich": RICH}


@pytest.mark.browser
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("name", [*PAGES, "sample"])
def test_chromium_computes_the_same(name: str, mode: Mode, page: Any, built: Build) -> None:
    html = PAGES.get(name, built.draft.email.html)
    page.set_viewport_size({"width": 800, "height": 900})
    page.emulate_media(color_scheme=mode.value)
    page.set_content(html)
    asked = [each for each in page.evaluate(ASK) if each[0] not in UNASKED]
    ours = Page(html)
    elements = [each for each in ours.elements if each.tag not in UNASKED]
    assert [each[0] for each in asked] == [each.tag for each in elements]
    compared = 0
    hidden = set()
    for element, (tag, color, size, lines, weight, transform, display, visibility, _) in zip(
        elements, asked, strict=True
    ):
        style = ours.computed.of(element, mode)
        if display == "none" or element.getparent() in hidden:
            hidden.add(element)
        where = (tag, "".join(element.itertext())[:30])
        told = parse_color(color)
        assert told is not None
        assert (where, style.color.hex) == (where, told.hex)
        assert (where, style.size) == (where, pytest.approx(float(size[:-2]), abs=0.02))
        if lines != "normal" and style.size:
            assert (where, style.line_height) == (where, pytest.approx(float(lines[:-2]) / style.size, abs=0.01))
        assert (where, style.bold) == (where, int(weight) >= 700)
        assert (where, style.transform or "none") == (where, transform)
        assert (where, style.hidden) == (where, element in hidden or visibility == "hidden")
        compared += 1
    assert compared > 10


@pytest.mark.parametrize(
    ("query", "modes"),
    [
        ("", {Mode.LIGHT, Mode.DARK, Mode.OUTLOOK}),
        ("only screen and (max-width:480px)", set()),
        ("screen and (min-width: 480px)", {Mode.LIGHT, Mode.DARK, Mode.OUTLOOK}),
        ("(prefers-color-scheme: dark)", {Mode.DARK}),
        ("print, (prefers-color-scheme:dark)", {Mode.DARK}),
        ("screen and (prefers-color-scheme: light)", {Mode.LIGHT, Mode.OUTLOOK}),
        ("not print", {Mode.LIGHT, Mode.DARK, Mode.OUTLOOK}),
        ("speech", set()),
        ("(hover: oops", set()),
    ],
)
def test_media_queries(query: str, modes: set[Mode]) -> None:
    assert modes_of_media(query) == modes


def test_what_outlook_is_told_stays_as_it_is() -> None:
    page = Page(
        "<style>[data-ogsc] .a { color: #abcdef !important } [data-ogsb] .a { background: #123456 !important }</style>"
        '<p class="a" style="color:#000;background:#fff">One</p><p style="color:#000;background:#fff">Two</p>'
    )
    told, left = (page.computed.of(element, Mode.OUTLOOK) for element in page.named("p"))
    assert (told.ink.hex, told.ground.hex) == ("#abcdef", "#123456")
    assert (left.ink.hex, left.ground.hex) == ("#ffffff", "#333333")
    assert [page.computed.of(element).ink.hex for element in page.named("p")] == ["#000000", "#000000"]
