"""What makes an approval void, and what does not."""

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.content.wording import is_current, wording_hash

Hash = Callable[..., str]
PERSON = "shown_as: M.\nrelation: patient\n"
STORY = """---
kind: survivor_story
title: Nine years
contributor: someone
photo: {file: images/garden.jpg, alt: A garden, caption: My bench}
pull_quote: I had 3 questions.
---
I was told in 2017 that Dr. Adler
would call. She did, *twice*.

See <ref:webinars/boot-camp-3> and [this page](https://example.org/a).
"""
DRUG = "---\nkind: drug_spotlight\ndrug: tested\n---\nThis month: a drug.\n"
CARD = (
    "---\ngeneric: tested\ngroup: hormonal\nclass: a test\nstatus: off-label\ncaution: Not for everyone.\n{}---\n"
    "It is given once in {} weeks.\n"
)


@pytest.fixture
def hashed(make_publication: Callable[[Mapping[str, str | bytes]], Project], repository: Path) -> Hash:
    """The hash of a section in a publication with these files over the defaults."""

    def make(section: str = STORY, **files: str | bytes) -> str:
        written: dict[str, str | bytes] = {"issues/2026-12/s.md": section, "people/someone.yaml": PERSON}
        project = make_publication(written | files)
        picture = project.issues / "2026-12/images/garden.jpg"
        if not picture.exists():
            picture.parent.mkdir(exist_ok=True)
            shutil.copy(repository / "issues/2026-12/images/garden.jpg", picture)
        document = Builder(project).build("2026-12", as_of=date(2026, 11, 25)).draft.document
        return wording_hash(document.sections[0], document)

    return make


def changed(old: str, new: str) -> str:
    assert old in STORY
    return STORY.replace(old, new)


@pytest.mark.parametrize(
    "story",
    [
        changed("twice*.", "twice*;"),
        changed("Adler", "Adlers"),
        changed("2017", "2018"),
        changed("She did", "She did not"),
        changed("Nine years", "Ten years"),
        changed("3 questions", "4 questions"),
        changed("My bench", "The bench"),
        changed("alt: A garden", "alt: A woman in a garden"),
        changed("example.org/a", "example.org/b"),
        changed("boot-camp-3", "boot-camp-4"),
        changed("would call. She", "would call.\n\nShe"),
        changed("pull_quote", "# pull_quote"),
    ],
)
def test_other_words_make_another_hash(hashed: Hash, story: str) -> None:
    assert hashed(story) != hashed()


def test_line_wrapping_comments_notes_and_marks_of_a_review_do_not_count(hashed: Hash, repository: Path) -> None:
    webinar = (repository / "reference/webinars/boot-camp-3.md").read_text("utf-8")
    same = [
        changed("Dr. Adler\nwould call.", "Dr.\nAdler would   call."),
        changed("title: Nine years", 'title: "Nine years"       # a comment\nnotes: ring again'),
        changed("contributor: someone\n", "").replace("kind:", "contributor: someone\nkind:"),
        STORY.replace("\n", "\r\n"),
        STORY.rstrip() + "\n\n\n",
        changed("*twice*", "_twice_"),
    ]
    first = hashed()
    assert {hashed(story) for story in same} == {first}
    reviewed = re.sub("as_of: .*", "as_of: 2026-11-22\nurl: https://example.org/watch", webinar)
    assert reviewed != webinar
    assert hashed(**{"reference/webinars/boot-camp-3.md": reviewed}) == first, "where a ref: link leads may change"
    assert re.fullmatch("v1:sha256:[0-9a-f]{64}", first)
    assert is_current(first)
    assert not is_current(first.replace("v1", "v0"))


def test_accents_may_be_written_in_either_way(hashed: Hash) -> None:
    assert hashed(changed("Adler", "Ad\u00e9lie")) == hashed(changed("Adler", "Ade\u0301lie"))


def test_the_name_shown_and_the_picture_count(hashed: Hash, repository: Path) -> None:
    first = hashed()
    assert hashed(**{"people/someone.yaml": PERSON.replace("M.", "Mary")}) != first
    assert hashed(**{"people/someone.yaml": f"{PERSON}status: active\n# a comment\n"}) == first
    other = (repository / "issues/2026-11/images/wren.jpg").read_bytes()
    assert hashed(**{"issues/2026-12/images/garden.jpg": other}) != first
    renamed = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
    assert hashed(changed("images/garden", "images/bench"), **{"issues/2026-12/images/bench.jpg": renamed}) == first


def test_a_changed_card_counts(hashed: Hash) -> None:
    def card(more: str = "", weeks: str = "three") -> str:
        return hashed(DRUG, **{"reference/drugs/tested.md": CARD.format(more, weeks)})

    first = card()
    assert card(weeks="two") != first
    assert card("brands: [{name: Testify, status: marketed}]\n") != first
    assert card("notes: for the team\nreviewed_on: 2026-11-01\nreviewed_by: A. B.\n") == first


def test_two_fields_are_not_mixed_up(hashed: Hash) -> None:
    assert hashed(
        changed("title: Nine years", "title: My bench").replace("caption: My bench", "caption: Nine years")
    ) != (hashed())
