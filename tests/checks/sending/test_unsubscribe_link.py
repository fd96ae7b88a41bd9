from dataclasses import replace

import pytest

from newsletter.build import Build
from newsletter.checks.sending.unsubscribe_link import check

FIELD = "@@unsubscribe_url@@"


@pytest.mark.parametrize(
    ("part", "template", "said"),
    [
        ("html", "templates/parts/footer.mjml.j2", "The HTML part has no unsubscribe link."),
        ("text", "templates/text/layout.txt.j2", "The text part has no unsubscribe link."),
    ],
)
@pytest.mark.parametrize("instead", ["", "@@ unsubscribe_url @@", FIELD.upper(), FIELD.replace("@@", "@")])
def test_what_must_fire(built: Build, part: str, template: str, said: str, instead: str) -> None:
    changed = getattr(built.draft.email, part).replace(FIELD, instead)
    (fault,) = check(replace(built.draft, email=replace(built.draft.email, **{part: changed})))
    assert (fault.place.file, fault.message) == (template, said)
    assert FIELD in fault.remedy


def test_both_parts_are_looked_at(built: Build) -> None:
    assert len(list(check(replace(built.draft, email=replace(built.draft.email, html="", text=""))))) == 2


def test_what_must_not_fire(built: Build) -> None:
    assert list(check(built.draft)) == []
    email = replace(built.draft.email, html=f"<p>{FIELD}</p>", text=FIELD, mjml="", marked_html="")
    assert list(check(replace(built.draft, email=email))) == []


@pytest.mark.parametrize("part", ["html", "text"])
def test_a_second_link_fires_too(built: Build, part: str) -> None:
    changed = getattr(built.draft.email, part) + FIELD
    (fault,) = check(replace(built.draft, email=replace(built.draft.email, **{part: changed})))
    assert fault.message.endswith("part has 2 unsubscribe links.")
