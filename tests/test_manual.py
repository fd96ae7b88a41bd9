"""The manual is complete: every command, option, section kind, field and rule stands in docs/."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from newsletter.checks import rules
from newsletter.cli.main import COMMANDS
from newsletter.content.reference_kinds import reference_kinds
from newsletter.content.section_kinds import section_kinds
from newsletter.model.issue import SectionFields

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS_PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")
CHECKS_PAGE = (DOCS / "checks.md").read_text(encoding="utf-8")
WRITING_PAGE = (DOCS / "writing-an-issue.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_in_the_manual(name: str) -> None:
    assert f"## newsletter {name}\n" in COMMANDS_PAGE
    section = COMMANDS_PAGE.split(f"## newsletter {name}\n")[1].split("\n## ")[0]
    for parameter in import_module(f"newsletter.cli.{name}").command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in section


@pytest.mark.parametrize("name", rules())
def test_every_rule_stands_in_the_manual_with_its_level(name: str) -> None:
    row = next(line for line in CHECKS_PAGE.splitlines() if line.startswith(f"| `{name}` |"))
    assert rules()[name].SEVERITY.words in row


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


def test_no_rule_or_command_of_the_manual_is_made_up() -> None:
    listed = [line.split("`")[1] for line in CHECKS_PAGE.splitlines() if line.startswith("| `")]
    assert listed == list(rules())
    headings = [line.split()[2] for line in COMMANDS_PAGE.splitlines() if line.startswith("## newsletter ")]
    assert {heading for heading in headings if not heading.startswith("--")} == set(COMMANDS)
