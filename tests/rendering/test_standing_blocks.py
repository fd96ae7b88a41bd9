"""Standing notices that stay out of some issues, and figures that read as text."""

from __future__ import annotations

import pytest

from newsletter.build import Build, Builder

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections: [{}]\n"
LETTER = "---\nkind: letter\ntitle: A letter\n---\nHello.\n"
SUPPORT = "---\nkind: support\ntitle: Talk\n---\n"


def built(make_publication, sections: str, **files: str) -> Build:
    written = {f"issues/2026-12/{name}.md": text for name, text in files.items()}
    project = make_publication({"issues/2026-12/issue.yaml": HEADER.format(sections)} | written)
    return Builder(project).build("2026-12")


def bottom(build: Build) -> list[str]:
    return [block.id for block in build.draft.document.bottom]


def test_a_notice_is_left_out_beside_what_it_names(make_publication) -> None:
    standing = bottom(built(make_publication, "letter, talk", letter=LETTER, talk=SUPPORT))
    assert "notices/support" not in standing
    assert "notices/helpline" in standing  # the number stands at the end of every issue


def test_no_donation_is_asked_for_in_an_issue_with_survival_figures(make_publication) -> None:
    build = built(make_publication, "letter, reference/pages/survival-figures", letter=LETTER)
    assert "notices/dedication" not in bottom(build)
    assert "donation" not in build.draft.email.text


def test_other_issues_keep_every_notice(make_publication) -> None:
    assert {"notices/helpline", "notices/dedication"} <= set(bottom(built(make_publication, "letter", letter=LETTER)))


@pytest.mark.parametrize(("label", "number"), [("Localized", 63), ("Regional", 36), ("Distant", 14)])
def test_figures_read_as_words_and_as_bars(make_publication, label: str, number: int) -> None:
    email = built(make_publication, "letter, reference/pages/survival-figures", letter=LETTER).draft.email
    assert f"<strong>{label}:</strong> {number} of 100 people" in email.html
    assert f'<td width="{number}%"' in email.html
    assert f'<td width="{100 - number}%"' in email.html
    assert f"\n{label}: {number} of 100 people\n" in email.text


def test_figures_come_with_who_was_counted_and_their_state(make_publication) -> None:
    text = " ".join(
        built(make_publication, "letter, reference/pages/survival-figures", letter=LETTER).draft.email.text.split()
    )
    assert "Who was counted: People diagnosed with leiomyosarcoma" in text
    assert "These figures are under review." in text
    assert "Not yet reviewed by a clinician." in text
