from collections.abc import Callable

import pytest

from newsletter.checks.links.vague_words import is_vague

RULE = "links/vague-words"


@pytest.mark.parametrize(
    "words",
    ["here", "Click here", "CLICK HERE!", "click  here.", "[here]", "Read more…", "more »", "this link", "Learn more →",
     "→ more", "Please click here", "“here”", "Aquí", "Leer más", "read on", "Details", "link"],
)  # fmt: skip
def test_what_must_fire(words: str) -> None:
    assert is_vague(words)


@pytest.mark.parametrize(
    "words",
    ["Read more about trabectedin", "here is the leaflet", "Watch the recording", "Register", "Google", "Outlook",
     "Unsubscribe", "Read it in a browser", "More than a diagnosis", "Here for you: our helpline", "The Link group",
     "1-866-912-2730", "https://example.org/here", "[1]", "", "…", "Moreover", "Clicking sounds", "Job", "Give"],
)  # fmt: skip
def test_what_must_not_fire(words: str) -> None:
    assert not is_vague(words)


def test_what_a_screen_reader_says_counts(found_in_email: Callable[..., list[str]]) -> None:
    html = '<a href="https://a.org" aria-label="Read more about surgery">Read more</a>\n'
    html += '<a href="https://a.org" aria-label="click here">The whole story of M.</a>'
    assert found_in_email(RULE, html) == ["2: “The whole story of M.” does not say where the link leads."]


def test_several_in_a_section_are_one_finding(findings) -> None:  # type: ignore[no-untyped-def]
    letter = (
        "---\nkind: letter\n---\nSee [here](https://a.org) and\n[here](https://b.org).\n\nAlso [more](https://c.org)."
    )
    story = "---\nkind: text\n---\nSee [our page](https://a.org).\n"
    (finding,) = findings(RULE, {"letter": letter, "story": story})
    assert (str(finding.place), finding.place.column, finding.text, finding.section) == (
        "issues/2026-12/letter.md:4", 12, "here", "2026-12/letter",
    )  # fmt: skip
    assert finding.message == "“here” does not say where the link leads. The same on line 5, line 7."
