from collections.abc import Callable

import pytest
from seeded_faults import OUTLOOK_SEEDS, SEEDS, SOUND, seeded

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.html_structure import structure_faults
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "markup/structure"
ALL = (RULE, "markup/outlook-view", "markup/page-head", "markup/duplicate-ids")


@pytest.mark.parametrize(
    ("html", "severity", "said"),
    [
        ("<table><tr>Hello</tr></table>", Severity.ERROR, "There are words in a <tr>, but outside of its cells."),
        ("<table><tr><td></td></td></tr></table>", Severity.ERROR, "</td> closes nothing that is open here."),
        ("<table><tr><div>x</div></tr></table>", Severity.ERROR, "<div> stands in a <tr>, but outside of its cells."),
        ("<table><td>x</td></table>", Severity.ERROR, "<td> stands outside of a <tr>."),
        ("<div><p>x</p>", Severity.ERROR, "<div> is never closed."),
        ("<b><i>x</b></i>", Severity.WARNING, "<i> is never closed. There is one more fault, on line 1 of the HTML."),
        ('<a href="a"><table><tr><td><a href="b">x</a></td></tr></table></a>', Severity.WARNING,
         "There is a link inside a link."),
        ("<p>a<ul><li>b</ul></p>", Severity.WARNING, "A paragraph holds a block, such as a table or a list."),
        ("<div/>x</div></div>", Severity.ERROR, "</div> closes nothing that is open here."),
        ('<p class="a"id="b">x</p>', Severity.WARNING, "A blank is missing before the attribute “id” of <p>."),
        ('<p title="a>x</p>', Severity.ERROR, "A quotation mark is missing or too many in <p>."),
        ("<p>x</p><!-- open", Severity.ERROR, "A comment never ends, and hides what comes after it."),
        ("<p>x</p><img src=a", Severity.ERROR, "A tag or a quotation mark in it never ends"),
        ("<style>p {}<p>x</p>", Severity.ERROR, "A tag or a quotation mark in it never ends"),
        ("<dd>x</dd>", Severity.WARNING, "<dd> stands outside of a <dl>."),
    ],
)  # fmt: skip
def test_what_must_fire(html: str, severity: Severity, said: str) -> None:
    first = check_email(FinishedEmail(html), (RULE,))[0]
    assert first.message.startswith(said)
    assert first.severity is severity


@pytest.mark.parametrize(
    "html",
    [
        SOUND,
        "",
        "<p>one<p>two<div>three</div>",
        "<ul><li>one<li>two<ol><li>three</ol></ul><dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><caption>x</caption><colgroup><col></colgroup><thead><tr><th>a</thead><tbody><tr><td>b</table>",
        '<a href="x"><table><tr><td>x</td></tr></table></a><a href="y">y</a>',
        '<a name="x"><a href="y">y</a></a>',
        "<table><tr><td><p>x</td></tr></table><p>y</p>",
        "<p><b>x</b><br/><img src='a'/>1 < 2 & 3 > 2 <3",
        '<p title=a"b>x</p><p title="<b>">x</p><p title=\'"\'>x</p>',
        "<svg viewBox='0 0 1 1'><path d='M0'/><g><title>t</title></g></svg>",
        "<!-- a --><!-- <b> --><!doctype html><?xml version='1'?><p>x</p>",
        "<style>a > b { content: '</p>' }</style><script>if (a < b) { '<div>' }</script>",
        "<v:rect xmlns:v='urn'><v:fill src='x' /></v:rect><o:p></o:p><center><font color=red>x</font></center>",
        "<TABLE><TR><TD>x</td></Tr></tAbLe>",
        "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
        "<html><head></head><body><div><p>x</div></body></html>",
        "<template><tr></tr></template>".replace("tr", "b"),
        "<select><option>a<option>b</select><ruby>a<rt>b</ruby>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html) == []


@pytest.mark.parametrize("name", SEEDS)
def test_every_seeded_fault_is_found_by_one_rule_of_the_group(name: str) -> None:
    assert check_email(FinishedEmail(SOUND), ALL) == ()
    assert check_email(FinishedEmail(seeded(SEEDS[name])), ALL)


@pytest.mark.parametrize("name", OUTLOOK_SEEDS)
def test_every_fault_for_outlook_is_found(name: str) -> None:
    assert "markup/outlook-view" in {f.rule for f in check_email(FinishedEmail(seeded(OUTLOOK_SEEDS[name])), ALL)}


HOSTILE = [
    "<b>{}</b>", "<table><tr><td>{}", '<a "{}', "<!--{}", "<p>{}", "<p {}", "<{}", "</i>{}", "<ul><li>{}", '<p a="{}',
    "<!--[if mso]>{}", "<style>{}", "<table>{}</td>", "<![endif]-->{}", "<p a=1 b='2'{}",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_page_is_judged_to_its_end(piece: str) -> None:
    """What takes the square of the page's size would take many minutes here."""
    opening, _, closing = piece.partition("{}")
    page = opening * 30_000 + closing * 30_000
    found = check_email(FinishedEmail(page), (RULE, "markup/outlook-view", "markup/page-head"))
    assert found
    assert "checks/rule-failed" not in {finding.rule for finding in found}


def test_the_deepest_fault_comes_first() -> None:
    assert [fault.message for fault in structure_faults("<div><span>x")] == [
        "<span> is never closed.",
        "<div> is never closed.",
    ]
