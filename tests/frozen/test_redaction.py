"""A section cut out of a finished email: the right one, all of it, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from freezing import AT, ISSUE, PERSON, STORY, built, frozen

from newsletter.content.contributions import NOTE
from newsletter.content.frozen_issues import read_frozen
from newsletter.content.project import Project
from newsletter.delivery.leftovers import Telltales, mentions
from newsletter.delivery.redaction import (
    blocks_of,
    numbers_of,
    pattern,
    telling_names,
    without_blocks,
    without_lines,
    without_words,
)
from newsletter.delivery.withdraw import planned_withdrawal, withdraw

Publications = Callable[..., Project]

EMAIL = (
    '<body><div aria-roledescription="email"><div class="preheader">Hello</div>\n'
    '<!--[if mso]><table><tr><td><![endif]--><div class="a"><table><tr><td align="left">'
    '<div style="font-family:Arial;"><p data-at="issues/1/one.md:3">One<br>two <img src="x.png" /></p></div>'
    "</td></tr></table></div><!--[if mso]></td></tr></table><![endif]-->\n"
    '<div class="b"><p data-at="issues/1/one-more.md:3">Three</p></div></div><div>After</div></body>'
)


def test_blocks_are_what_stands_directly_in_the_email() -> None:
    blocks = blocks_of(EMAIL)
    assert [EMAIL[block.start : block.inside] for block in blocks] == [
        '<div class="preheader">', '<div class="a">', '<div class="b">'
    ]  # fmt: skip
    assert all(EMAIL[: block.end].endswith("</div>") for block in blocks)
    assert EMAIL[blocks[0].inside : blocks[0].inside_end] == "Hello"
    assert list(numbers_of(EMAIL, "issues/1/one.md")) == [1]
    assert list(numbers_of(EMAIL, "issues/1/two.md")) == []


def test_a_block_gives_way_to_the_note_and_everything_around_stays() -> None:
    cut = without_blocks(EMAIL, range(1, 2), 3, "Gone & done.")
    assert cut is not None
    assert "One" not in cut
    assert "x.png" not in cut
    assert '<td align="left"><div style="font-family:Arial;"><p style="margin:28px 0 16px">Gone &amp; done.</p>' in cut
    assert cut.startswith(EMAIL[: EMAIL.index('<div class="a">') + 15])
    assert cut.endswith(EMAIL[EMAIL.index("</div><!--[if mso]>") :])
    assert without_blocks(EMAIL, range(1, 2), 4, "Gone.") is None
    assert without_blocks("<p>No email</p>", range(1, 2), 3, "Gone.") is None
    both = without_blocks(EMAIL, range(1, 3), 3, "Gone.")
    assert both is not None
    assert both.count("Gone.") == 1
    assert "Three" not in both


def test_lines_are_found_again_where_an_export_wrapped_and_dropped_others() -> None:
    built_text = "Dear @@first_name@@,\n\nOptional\n\n-----\n\nSTORY\n\nOne\nTwo @@first_name@@\n\n-----\n\nEnd\n"
    exported = "Dear *|FNAME|*,\n\n-----\n\nSTORY\n\nOne\nTwo *|FNAME|*\n\n-----\n\nEnd *|X|*\n"
    assert without_lines(built_text, (6, 10), "Gone.") == (
        "Dear @@first_name@@,\n\nOptional\n\n-----\n\nGone.\n\n-----\n\nEnd\n"
    )
    assert without_lines(exported, (6, 10), "Gone.", built_text) == (
        "Dear *|FNAME|*,\n\n-----\n\nGone.\n\n-----\n\nEnd *|X|*\n"
    )


@pytest.mark.parametrize("written", ["It's  “R&D”", "it&#39;s\n“R&amp;D”", "IT&#x27;S&nbsp;“r&amp;d”"])
def test_words_are_found_however_they_are_written(written: str) -> None:
    assert without_words(f"(see {written}!)", ["It's “R&D”"], "x", is_markup=True) == "(see x!)"


def test_whole_words_alone_are_names() -> None:
    name = pattern("Ann B.", is_markup=False, any_case=False)
    assert name.sub("x", "Ann B., Annie, Joann B. and ANN B. by Ann\nB.") == "x, Annie, Joann B. and ANN B. by x"
    assert telling_names("Maria de la Cruz") == ("Maria de la Cruz", "Maria", "Cruz")
    assert telling_names("M.") == ()


def test_initials_are_looked_for_in_issues_alone(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "a.md").write_text("Told by M.\nat 4 p.m. in LM.\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("M. is a title.\n", encoding="utf-8")
    assert [str(each) for each in mentions(tmp_path, Telltales(()), "M.")] == ["issues/a.md:1: the name"]


def test_names_in_the_names_of_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "maria_garden.jpg").write_bytes(b"\xff\xd8")
    assert [str(each) for each in mentions(tmp_path, Telltales(()), "Maria K.")] == [
        "maria_garden.jpg: the name stands in the name of the file"
    ]


def test_the_share_of_a_story_in_a_page() -> None:
    story = "one two three four five six seven eight nine ten"
    telltales = Telltales([story])
    assert telltales.share("<p>One, two <b>three</b> four\nfive six seven eight nine ten</p>") == 1.0
    assert telltales.share("one two three four six seven") == 0.0
    assert telltales.lines("x\n<p>five six\nseven eight nine</p>") == [2]


def test_two_sections_of_one_person_both_go(publication: Publications, tmp_path: Path) -> None:
    files = {
        f"issues/{ISSUE}/issue.yaml": "title: January 2027\nnumber: 1\ndate: 2027-01-04\nsubject: A window\n"
        "sections: [story, harbor, second, letter]\n",
        f"issues/{ISSUE}/second.md": STORY.replace("Nine winters", "Ten winters").replace("lighthouse.png", "gate.png"),
    }
    project = publication(files)
    before = frozen(project, "mailchimp", "listmonk")
    plan = planned_withdrawal(project, PERSON)
    withdraw(plan, by="Ann", on_word_of="the author", at=AT, recovery=tmp_path / "recovery")
    kept = read_frozen(project.issues / ISSUE)
    assert kept is not None
    pages = [kept.email.html, kept.email.text, *(
        (kept.folder / "services" / name / file).read_text(encoding="utf-8")
        for name in before.services for file in ("email.html", "email.txt")
    )]  # fmt: skip
    for page in pages:
        words = " ".join(page.split())
        assert words.count(NOTE) == 2
        assert "winters" not in words
        assert "Bring your own tea." in words
        assert "a lighthousekeeper writes" in words
    lines = kept.email.text.split("\n")
    for section in kept.manifest.sections:
        assert section.lines is not None
        shown = " ".join(lines[slice(*section.lines)])
        assert (NOTE in shown) == (section.id.rpartition("/")[2] in ("story", "second"))


def test_an_email_whose_parts_cannot_be_told_apart_goes_whole(publication: Publications, tmp_path: Path) -> None:
    # A template of one's own: no heading, no text with a mark.
    template = "<mj-section><mj-column><mj-text><p>{{ block.body.markdown }}</p></mj-text></mj-column></mj-section>\n"
    project = publication({"templates/sections/survivor_story.mjml.j2": template})
    frozen(project, "mailchimp")
    assert "unpronounceableness" in built(project).draft.email.html
    plan = planned_withdrawal(project, PERSON)
    withdraw(plan, by="Ann", on_word_of="the author", at=AT, recovery=tmp_path / "recovery")
    email = built(project).draft.email
    assert email.html == f"<!doctype html>\n<title>Withdrawn</title>\n<p>{NOTE}</p>\n"
    assert "unpronounceableness" not in email.text
    assert "lighthousekeeper" in email.text
