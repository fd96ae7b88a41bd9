"""The contract of a reference kind, held by every file in newsletter/content/reference_kinds/."""

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_values import Maker, front_matter, turns

from newsletter.build import Build, Builder
from newsletter.content.reference import read_reference
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.targets import find_target
from newsletter.model.reference import Entry, Reference

KINDS = reference_kinds()

# How an issue shows an entry of each kind: a section, or an entry in the list of sections.
SHOWN_BY = {
    "drugs": "---\nkind: drug_spotlight\ndrug: {name}\n---\nSee <ref:{id}>.\n",
    "webinars": "---\nkind: webinars\nwebinars: [{name}]\n---\nSee <ref:{id}>.\n",
    "drug-groups": "---\nkind: text\n---\nSee <ref:{id}>.\n",
    "pages": "reference/{id}",
    "notices": "reference/{id}",
}

BuildSection = Callable[..., Build]


def show(folder: str, name: str, build_section: BuildSection) -> Build:
    how = SHOWN_BY[folder].format(name=name, id=f"{folder}/{name}")
    issue = f"{folder}-{name}"
    return build_section(issue, how) if how.startswith("---") else build_section(issue, None, how)


def reference_of(builder: Builder) -> Reference:
    return read_reference(builder.project.reference, builder.project.people).require()


def test_every_file_is_a_kind_with_a_folder_of_its_own(repository: Path) -> None:
    package = Path(sys.modules["newsletter.content.reference_kinds"].__path__[0])
    assert len(KINDS) == len([path for path in package.glob("*.py") if not path.name.startswith("_")])
    assert set(KINDS) == {path.name for path in (repository / "reference").iterdir() if path.is_dir()}


@pytest.mark.parametrize("folder", KINDS)
def test_a_kind_says_what_it_is_for(folder: str) -> None:
    module = KINDS[folder]
    words = (module.__doc__ or "").strip().split("\n")[0]
    assert f"reference/{folder}/" in words
    assert issubclass(module.Fields, Entry)
    assert module.Fields is not Entry
    assert len((module.Fields.__doc__ or "").strip()) > 20
    assert module.Fields.preferred_name is not Entry.preferred_name
    assert folder in SHOWN_BY, "add how an issue shows it"


@pytest.mark.parametrize("folder", KINDS)
def test_an_unknown_key_is_refused(folder: str, make_publication: Callable[..., object]) -> None:
    made = Maker().model(KINDS[folder].Fields, True, frozenset())
    project = make_publication({f"reference/{folder}/made.md": front_matter(made | {"no_such_field": "x"}, "Text.")})
    reading = read_reference(project.reference)  # type: ignore[attr-defined]
    assert ("reading/unknown-key", len(made) + 2) in [(f.rule, f.place.line) for f in reading.findings]
    assert f"{folder}/made" in reading.value.broken


@pytest.mark.parametrize("folder", KINDS)
def test_a_kind_renders_with_every_optional_field_absent(
    folder: str, builder: Builder, build_section: BuildSection
) -> None:
    assert_sound(show(folder, "made-bare", build_section))
    target = find_target(reference_of(builder), f"{folder}/made-bare")
    assert target is not None
    assert target.url is None
    assert target.full_name.startswith(target.name)


@pytest.mark.parametrize("folder", KINDS)
def test_a_kind_renders_with_every_field_filled_and_shows_its_name(
    folder: str, builder: Builder, build_section: BuildSection
) -> None:
    reference = reference_of(builder)
    for turn in turns(KINDS[folder].Fields):
        name = f"made-full-{turn}"
        built = show(folder, name, build_section)
        assert_sound(built)
        target = find_target(reference, f"{folder}/{name}")
        assert target is not None
        assert target.name
        if getattr(reference.entries[target.id].entry, "look", None) == "line":
            continue  # a slim line has no room for a title
        email = built.draft.email
        assert target.full_name.casefold() in html.unescape(re.sub(r"\s+", " ", email.html)).casefold()
        assert target.full_name.casefold() in re.sub(r"\s+", " ", email.text).casefold()


@pytest.mark.parametrize("turn", list(turns(KINDS["drugs"].Fields)))
def test_the_caution_and_the_status_of_a_drug_are_never_dropped(
    turn: int, builder: Builder, build_section: BuildSection
) -> None:
    entry = reference_of(builder).entries[f"drugs/made-full-{turn}"].entry
    section = f"---\nkind: drug_spotlight\ndrug: made-full-{turn}\n---\n"
    email = build_section(f"caution-{turn}", section).draft.email
    for text in (html.unescape(re.sub(r"\s+", " ", email.html)), re.sub(r"\s+", " ", email.text)):
        for field in ("caution", "status", "status_note"):
            assert str(getattr(entry, field)).casefold() in text.casefold(), field


def assert_sound(built: Build) -> None:
    email = built.draft.email
    assert not re.search(r"\bNone\b|Undefined|\{\{|\{%|&amp;amp;", email.html + email.text)
    assert "<W" not in email.html
    assert not [f for f in built.findings if f.rule.startswith(("sending/", "reading/"))]
