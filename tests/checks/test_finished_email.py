"""What rules see of any email, however odd it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsletter.build import Build
from newsletter.checks.finished_email import FinishedEmail, for_outlook, is_hidden, section_of, visible_words
from newsletter.model.place import Place


@pytest.mark.parametrize(
    ("html", "outlook"),
    [
        ("<!--[if mso]><b><![endif]-->A", "<b>A"),
        ("<!--[if mso | IE]>A<![endif]-->B", "AB"),
        ("<!--[if gte mso 9]>A\n<![endif]-->B", "A\nB"),
        ("<!--[if !mso]><!-->A\nB<!--<![endif]-->C", "\nC"),
        ("<!--[if !mso]>A<![endif]-->B", "B"),
        ("<![if !mso]>A<![endif]>B", "B"),
        ("<!--[if IE]>A<![endif]-->B", "B"),
        ("<!--[if lte mso 11]>A<![endif]-->B<!--[if !mso]><!-->C<!--<![endif]-->D", "ABD"),
        ("<!--[if mso]>A", "<!--[if mso]>A"),
        ("<!-- a comment -->A", "<!-- a comment -->A"),
    ],
)
def test_outlook_reads_its_own_comments(html: str, outlook: str) -> None:
    assert for_outlook(html) == outlook
    assert for_outlook(html).count("\n") == html.count("\n")


def test_outlook_sees_what_others_do_not() -> None:
    email = FinishedEmail(
        "<p>All</p><!--[if mso]><p>Outlook</p><![endif]--><!--[if !mso]><!--><i>x</i><!--<![endif]-->"
    )
    assert [e.text for e in email.page.named("p", "i")] == ["All", "x"]
    assert [e.text for e in email.outlook_page.named("p", "i")] == ["All", "Outlook"]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<p>One <b>bo</b>ld</p>", "One bold"),
        ("<td>a</td><td>b</td>", "a b"),
        ("a<br>b", "a b"),
        ('<img alt="A garden">and words', "A gardenand words"),
        ('<div style="display:none">Hidden</div>Seen', "Seen"),
        ('<div style="Display : None;">Hidden <b>too</b></div> after', "after"),
        ("<style>p {}</style><script>x()</script><title>t</title>Seen", "Seen"),
        ("<p>A &amp; B &lt;c&gt;</p>", "A & B <c>"),
        ("<!-- not this -->Seen", "Seen"),
        ("", ""),
        ("<!-- only -->", ""),
        ("<!-- <a", ""),
    ],
)
def test_what_a_reader_sees(html: str, words: str) -> None:
    assert FinishedEmail(html).words == words


def test_links_have_their_words_and_lines() -> None:
    email = FinishedEmail(
        '<p>\n<a href="https://a.example/"><img alt="Logo"> Home</a>\n<a name="x">no</a><a href="">e</a>'
    )
    assert [(link.href, link.words, link.place) for link in email.links] == [
        ("https://a.example/", "Logo Home", Place("email.html", 2)),
        ("", "e", Place("email.html", 3)),
    ]


def test_places_are_those_of_the_sources_where_there_are_marks() -> None:
    html = '<div data-at="issues/2026-12/a.md:3"><p data-at="issues/2026-12/a.md:7">x<b>y</b></p><i>z</i></div><u>w</u>'
    email = FinishedEmail(html, place=Place("issues/2026-12/issue.yaml"))
    where = {e.tag: email.place_of(e) for e in email.page.named("p", "b", "i")}
    assert where["p"] == where["b"] == Place("issues/2026-12/a.md", 7)
    assert where["i"] == Place("issues/2026-12/a.md", 3)
    assert section_of(where["p"]) == "2026-12/a"
    assert section_of(Place("reference/drugs/trabectedin.md", 2)) == "drugs/trabectedin"
    assert section_of(Place("issues/2026-12/issue.yaml", 2)) is None


def test_places_of_our_own_email_are_files_that_exist(built: Build) -> None:
    finished = built.draft.finished
    files = {finished.place_of(element).file for element in finished.page.elements}
    assert "issues/2026-12/letter.md" in files
    assert {file for file in files if not (built.draft.root / file).is_file()} == set()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a\x00b\x07c</p>", 3),
        ("<p>half \ud800 of a pair é</p>", 5),
        ("<p>\ufffe\ufeff \u202e x</p>", 2),
    ],
)
def test_odd_characters_cost_no_words(html: str, words: int) -> None:
    found = FinishedEmail(html).words
    assert found.isprintable() or "\ufffd" in found or "\x07" in found or "\u202e" in found
    assert len(found.split()) >= min(words, len(found.split())) > 0


def test_an_email_that_nests_50_000_deep_is_read_to_the_depth_that_a_parser_can_and_says_so() -> None:
    email = FinishedEmail("<p>First</p>" + "<div>" * 50_000 + "x" + "</div>" * 50_000)
    assert email.words == "First"
    assert email.links == ()
    assert len(email.outlook_page.elements) > 2_000
    assert any("depth" in problem.message for problem in email.page.problems)


def test_the_words_of_links_within_links_are_read_to_a_limit() -> None:
    email = FinishedEmail('<a href="x">' + "<b>word </b>" * 10_000 + "</a>")
    (link,) = email.links
    assert 100 < len(link.words.split()) < 10_000
    assert len(visible_words(link.element).split()) == 10_000


HOSTILE = {
    "unfinished conditions": '"<!--[if mso]>" * 700_000',
    "unfinished conditions for others": '"<!--[if !mso]><!-->" * 500_000',
    "beginnings of conditions": '"<!--[if " * 1_000_000',
    "tags": '"<p><a href=x>y</a>" * 100_000',
    "tables in tables": '"<table><tr><td><a href=x>" * 100_000',
    "attributes": '"<p style=\'" + "a" * 50_000 + "\'>" + "<img alt=\'" + "<" * 50_000 + "\'>"',
    "comments": '"<!-" * 1_000_000 + "<!--" * 500_000',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_email_is_read_in_time(name: str) -> None:
    """In a process of its own, so that one that never ends fails this test alone."""
    script = (
        "from newsletter.checks.finished_email import FinishedEmail\n"
        f"email = FinishedEmail({HOSTILE[name]})\n"
        "email.links, email.words, email.outlook_page.elements, [email.place_of(e) for e in email.page.elements]\n"
        "print('read')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout == "read\n", done.stderr


@pytest.mark.parametrize(
    ("style", "hidden"), [("display: none", True), ("color:red", False), ("visibility:hidden", True)]
)
def test_what_hides_an_element(style: str, hidden: bool) -> None:
    (element,) = FinishedEmail(f'<i style="{style}">x</i>').page.named("i")
    assert is_hidden(element) is hidden
