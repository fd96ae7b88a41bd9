"""Rules and groups as people type them."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.checks import GROUPS, rule_names
from newsletter.checks.waivers import full_rule_name
from newsletter.cli._usage import Misuse
from newsletter.model.nearest import nearest


def named_rule(typed: str) -> str:
    """A rule's whole name by its own or its last part.  Raises Misuse, with the nearest name, where there is none."""
    name = full_rule_name(typed.strip().rstrip("/"))
    if name not in rule_names():
        short = {known.partition("/")[2]: known for known in rule_names()}
        near = nearest(typed, rule_names()) or short.get(nearest(typed.rpartition("/")[2], short) or "")
        hint = f"Did you mean {near}?" if near else "To see all of them: newsletter rules"
        raise Misuse("usage/unknown-rule", f"There is no check “{typed}”. {hint}")
    return name


def named_group(typed: str) -> str:
    """A group's name.  Raises Misuse where there is none."""
    if typed not in GROUPS:
        raise Misuse("usage/unknown-group", f"There is no group “{typed}”. There are: {', '.join(GROUPS)}.")
    return typed


def chosen_rules(rules: Sequence[str], groups: Sequence[str]) -> tuple[str, ...] | None:
    """The rules named and those of the groups named, in the order of all; None where nothing is named."""
    if not rules and not groups:
        return None
    named = {named_rule(typed) for typed in rules}
    of_groups = {named_group(typed) for typed in groups}
    return tuple(name for name in rule_names() if name in named or name.partition("/")[0] in of_groups)
