from collections.abc import Callable
from dataclasses import replace

import pytest
from any_email import page

from newsletter.build import Build
from newsletter.checks import check

Found = Callable[..., list[str]]
RULE = "deliverability/unsubscribe-link"
FIELD = "@@unsubscribe_url@@"
NO_HTML, NO_TEXT = "The HTML part has no unsubscribe link.", "The text part has no unsubscribe link."
LINK = '<a href="https://example.org/x">Unsubscribe</a>'


@pytest.mark.parametrize(
    ("html", "text", "said"),
    [
        (page("<p>Hello</p>"), None, [NO_HTML]),
        (page('<a href="https://example.org/">Website</a>'), "Hello", [NO_HTML, NO_TEXT]),
        (page(LINK), "Hello", [NO_TEXT]),
        (page("Unsubscribe by post."), None, [NO_HTML]),
        (page('<a name="unsubscribe">Unsubscribe</a>'), None, [NO_HTML]),
        (page(f'<a href="{FIELD}">x</a>'), "Hello", [NO_TEXT]),
        (page("Hello"), FIELD, [NO_HTML]),
        (page(f'<a href="{FIELD}">x</a> <a href="{FIELD}">y</a>'), FIELD, ["The HTML part has 2 unsubscribe links."]),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, text: str | None, said: list[str]) -> None:
    assert sorted(line.partition(": ")[2] for line in found_in_email(RULE, html, text=text)) == said


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (page(f'<a href="{FIELD}">x</a>'), FIELD),
        (page(LINK), None),
        (page(LINK * 2), "To unsubscribe: https://example.org/x"),
        (page('<a href="https://example.org/opt-out?id=1">here</a>'), "Opt out: https://example.org/o"),
        (page('<a href="*|UNSUB|*">Leave</a>'), None),
        (page('<a href="https://example.org/p">Manage your email preferences</a>'), "Manage preferences: https://x.org"),
        (page('<a href="mailto:list?subject=unsubscribe">Write to us</a>'), ""),
        (page("<unsubscribe>Leave</unsubscribe>"), None),
        (page('<a href="[[remove]]">Leave</a>'), None),
        (page('<a href="https://example.org/x"><img src="a.png" alt="Unsubscribe"></a>'), None),
        (page('<a href="https://example.org/x">Darse de baja</a>'), None),
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str, text: str | None) -> None:
    assert found_in_email(RULE, html, text=text) == []


@pytest.mark.parametrize("instead", ["", "@@ unsubscribe_url @@", FIELD.upper(), FIELD.replace("@@", "@")])
@pytest.mark.parametrize(("part", "said"), [("marked_html", NO_HTML), ("text", NO_TEXT)])
def test_our_own_footer_must_have_the_field(built: Build, part: str, said: str, instead: str) -> None:
    changed = getattr(built.draft.email, part).replace(FIELD, instead)
    (finding,) = check(replace(built.draft, email=replace(built.draft.email, **{part: changed})), (RULE,))
    assert (finding.message, finding.place.file) == (said, "issues/2026-12/issue.yaml")
    assert FIELD in finding.remedy


def test_a_link_that_was_typed_is_named_and_the_footers_is_not(found: Found) -> None:
    letter = f"---\nkind: letter\n---\nHello.\n\n[leave]({FIELD})\n"
    assert found(RULE, {"letter": letter}) == ["letter.md:6: The text has an unsubscribe link of its own."]
    assert found(RULE, {"letter": "---\nkind: letter\n---\nHello.\n"}) == []
