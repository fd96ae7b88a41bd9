"""The contract of a section kind, held by every file in newsletter/content/section_kinds/."""

import html
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_values import Maker, front_matter, turns

from newsletter.build import Build
from newsletter.content.section_kinds import section_kinds
from newsletter.content.typed_files import read_markdown_file
from newsletter.model.finding import has_errors
from newsletter.model.issue import SectionFields

KINDS = section_kinds()

# Two fields that exclude each other, and fields of which one is needed although none alone is.
EXCLUDED = {"ask_the_expert": ({"contributor"}, {"expert"})}
NEEDED = {"ask_the_expert": {"expert"}, "event": {"place"}}
# An end after the start: values are made one by one.
GIVEN = {"event": {"end": "2026-12-10 20:30"}}
NEVER_SHOWN = {"notes"}

BuildSection = Callable[..., Build]


def values(kind: str, filled: bool, turn: int = 0, without: frozenset[str] = frozenset()) -> tuple[dict, Maker]:
    maker = Maker(turn)
    fields = KINDS[kind].Fields
    made = maker.model(fields, filled, without)
    if not filled:
        full = Maker(turn).model(fields, True, frozenset())
        made |= {name: full[name] for name in NEEDED.get(kind, ())}
    return made | ({"kind": kind} | (GIVEN.get(kind, {}) if filled else {})), maker


def test_every_file_is_a_kind() -> None:
    folder = Path(sys.modules["newsletter.content.section_kinds"].__path__[0])
    assert set(KINDS) == {path.stem for path in folder.glob("*.py") if not path.name.startswith("_")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is_for(kind: str) -> None:
    module = KINDS[kind]
    words = (module.__doc__ or "").strip()
    assert 30 < len(words.split("\n")[0]) < 120, "one line in plain words"
    assert words.split("\n")[0].endswith(".")
    assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", module.TITLE)
    assert issubclass(module.Fields, SectionFields)
    assert module.Fields is not SectionFields
    assert len((module.Fields.__doc__ or "").strip()) > 30


def test_titles_are_unique() -> None:
    assert len({module.TITLE for module in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_two_templates(kind: str, repository: Path) -> None:
    assert (repository / f"templates/sections/{kind}.mjml.j2").is_file()
    assert (repository / f"templates/text/sections/{kind}.txt.j2").is_file()


def test_no_template_is_left_over(repository: Path) -> None:
    for folder, suffix in (("templates/sections", ".mjml.j2"), ("templates/text/sections", ".txt.j2")):
        assert {path.name.removesuffix(suffix) for path in (repository / folder).iterdir()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_is_refused(kind: str, tmp_path: Path) -> None:
    made, _ = values(kind, False)
    path = tmp_path / "section.md"
    path.write_text(front_matter(made | {"no_such_field": "x"}, "Text."), "utf-8")
    read = read_markdown_file(path, "section.md", lambda _data, _places: KINDS[kind].Fields)
    assert [(f.rule, f.place.line) for f in read.findings] == [("reading/unknown-key", len(made) + 2)]


@pytest.mark.parametrize("body", ["", "Text."], ids=["no-text", "text"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_renders_with_every_optional_field_absent(kind: str, body: str, build_section: BuildSection) -> None:
    made, maker = values(kind, False)
    built = build_section(f"{kind}-bare-{len(body)}", front_matter(made, body))
    assert_shown(built, {path: maker.words[path] for path in maker.words if path in made})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_renders_with_every_field_filled_and_shows_all_of_them(kind: str, build_section: BuildSection) -> None:
    for number, without in enumerate(EXCLUDED.get(kind, (set(),))):
        for turn in turns(KINDS[kind].Fields):
            made, maker = values(kind, True, turn, frozenset(without))
            built = build_section(f"{kind}-full-{number}-{turn}", front_matter(made, "Text **below**."))
            assert not [f for f in built.findings if f.rule.startswith("reading/")]
            assert_shown(built, {path: words for path, words in maker.words.items() if path not in NEVER_SHOWN})
            assert not any(word in built.draft.email.html for path, word in maker.words.items() if path in NEVER_SHOWN)
            block = built.draft.document.sections[0]
            assert (block.language, block.direction) == ("es", "ltr")
            assert 'lang="es"' in built.draft.email.html


def assert_shown(built: Build, words: dict[str, str]) -> None:
    email = built.draft.email
    shown = html.unescape(re.sub(r"\s+", " ", email.html)), re.sub(r"\s+", " ", email.text)
    for part, text in zip(("HTML", "text"), shown, strict=True):
        # Plain text sets headings in capitals.
        missing = [path for path, value in words.items() if value.lower() not in text.lower()]
        assert not missing, f"the {part} part does not show {missing}"
        assert not re.search(r"\bNone\b|Undefined|\{\{|\{%|&amp;amp;", text)
    assert "<W" not in email.html
    assert "<script" not in email.html
    assert "ref:" not in email.html + email.text
    assert not has_errors([f for f in built.findings if f.rule.startswith("sending/")])
