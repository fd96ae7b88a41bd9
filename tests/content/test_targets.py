from typing import Annotated

import pytest

from newsletter.content.section_kinds import section_kinds
from newsletter.content.targets import find_target, qualified, references_in, standing_id, target_ids
from newsletter.model.fields import FullText, RefersTo, RefersToPerson, Typed
from newsletter.model.reference import Reference


def test_every_id_leads_somewhere(reference: Reference) -> None:
    ids = target_ids(reference)
    assert len(ids) == len(set(ids)) > 60
    for target_id in ids:
        target = find_target(reference, target_id)
        assert target is not None, target_id
        assert target.id == target_id
        assert target.digest


@pytest.mark.parametrize(
    "name",
    ["", "drugs", "drugs/", "trabectedin", "drugs/trabectedin.md", "Drugs/trabectedin", "drugs/trabectedin/",
     "organization/", "organization/links", "organization/links/", "links/support-group", "support-group",
     "organization/email", "people/person-0031", "../newsletter", "drugs/../drugs/trabectedin"],
)  # fmt: skip
def test_what_leads_nowhere(reference: Reference, name: str) -> None:
    assert find_target(reference, name) is None


def test_the_short_and_the_full_name_of_a_drug(reference: Reference) -> None:
    target = find_target(reference, "drugs/trabectedin")
    assert target is not None
    assert (target.name, target.full_name) == ("trabectedin", "trabectedin (Yondelis)")
    old = find_target(reference, "drugs/dacarbazine")
    assert old is not None
    assert old.full_name == "dacarbazine (formerly DTIC-Dome)"


def test_the_helpline_is_dialed_on_a_phone_and_printed_in_plain_text(reference: Reference) -> None:
    line = reference.organization.helpline
    target = find_target(reference, "organization/helpline")
    assert target is not None
    assert (target.url, target.name, target.shown_as) == (f"tel:{line.number}", line.shown_as, line.shown_as)


def test_names_without_a_folder(reference: Reference) -> None:
    assert qualified(RefersTo("drugs"), "trabectedin") == "drugs/trabectedin"
    assert qualified(RefersTo("drugs"), "drugs/trabectedin") == "drugs/trabectedin"
    assert standing_id("disclaimer") == "notices/disclaimer"
    assert standing_id("pages/what-is-lms") == "pages/what-is-lms"


def test_marks_are_found_wherever_a_type_carries_them() -> None:
    class Fields(Typed):
        plain: FullText
        one: Annotated[FullText, RefersTo("drugs")]
        maybe: Annotated[FullText, RefersTo("pages")] | None = None
        several: tuple[Annotated[FullText, RefersTo("webinars")], ...] = ()
        person: Annotated[FullText, RefersToPerson()]

    found = {name: getattr(mark, "folder", mark and "people") for name, mark in references_in(Fields).items()}
    assert found == {"plain": None, "one": "drugs", "maybe": "pages", "several": "webinars", "person": "people"}


def test_the_kinds_of_sections_refer_to_folders_that_exist(reference: Reference) -> None:
    for name, kind in section_kinds().items():
        for mark in references_in(kind.Fields).values():
            if isinstance(mark, RefersTo):
                assert (reference.folder / mark.folder).is_dir(), name
