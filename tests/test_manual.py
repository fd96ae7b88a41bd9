"""The manual is complete: every command, option, section kind, field and rule stands in docs/."""

from __future__ import annotations

import importlib.util
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from newsletter.checks import is_online, is_waivable, rule, rule_names
from newsletter.cli.main import COMMANDS
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.section_kinds import section_kinds
from newsletter.model.issue import SectionFields

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS_PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
WRITING_PAGE = (DOCS / "writing-an-issue.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_in_the_manual(name: str) -> None:
    assert f"## newsletter {name}\n" in COMMANDS_PAGE
    section = COMMANDS_PAGE.split(f"## newsletter {name}\n")[1].split("\n## ")[0]
    for parameter in import_module(f"newsletter.cli.{name.replace('-', '_')}").command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks_page", DOCS / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lists_of_rules_are_up_to_date(generator: ModuleType) -> None:
    for path, text in generator.pages().items():
        assert path.read_text(encoding="utf-8") == text, "run python docs/checks.py"


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_stands_in_the_manual_with_its_level(name: str, generator: ModuleType) -> None:
    words = generator.rules_by_group(generator.explanations()).split(f"### {name}\n")[1].split("\n### ")[0]
    assert f"**{rule(name).SEVERITY.words}**" in words
    assert ("cannot be sent anyway" in words) is not is_waivable(name)
    assert ("asks the network" in words) is is_online(name)
    for part in ("Bad", "Good", "Source"):
        assert re.search(rf"^- {part}: .", words, re.MULTILINE)
    short = generator.rules_in_short(generator.explanations())
    assert f"- [`{name}`](checks.md#{name.replace('/', '')}): " in short


def test_what_stands_around_the_lists_is_kept(generator: ModuleType) -> None:
    page = f"# A\n\n{generator.START}\n\nold\n{generator.END}\n\nZ\n"
    assert generator.filled(page, "new\n") == f"# A\n\n{generator.START}\n\nnew\n\n{generator.END}\n\nZ\n"
    assert generator.filled(generator.filled(page, "x\n"), "new\n") == generator.filled(page, "new\n")


@pytest.mark.parametrize("name", section_kinds())
def test_every_section_kind_and_field_stands_in_the_manual(name: str) -> None:
    row = next(line for line in WRITING_PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    fields = section_kinds()[name].Fields.model_fields
    for field, info in fields.items():
        if field not in SectionFields.model_fields:
            assert f"`{field}`{'*' if info.is_required() else ''}" in row


@pytest.mark.parametrize("folder", reference_kinds())
def test_every_kind_of_reference_stands_in_the_manual(folder: str) -> None:
    assert f"`{folder}/`" in WRITING_PAGE


def test_no_command_of_the_manual_is_made_up() -> None:
    headings = [line.split()[2] for line in COMMANDS_PAGE.splitlines() if line.startswith("## newsletter ")]
    assert {heading for heading in headings if not heading.startswith("--")} == set(COMMANDS)
