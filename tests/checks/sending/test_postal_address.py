from dataclasses import replace

import pytest

from newsletter.build import Build
from newsletter.checks.sending.postal_address import check

FIELD = "@@postal_address@@"


@pytest.mark.parametrize(
    ("part", "template", "said"),
    [
        ("html", "templates/parts/footer.mjml.j2", "The HTML part has no postal address."),
        ("text", "templates/text/layout.txt.j2", "The text part has no postal address."),
    ],
)
@pytest.mark.parametrize("instead", ["", "@@ postal_address @@", FIELD.upper(), FIELD.replace("@@", "@")])
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
