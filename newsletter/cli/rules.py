"""``newsletter rules``."""

from __future__ import annotations

import json

import click

from newsletter.checks import GROUPS, rule_names
from newsletter.checks.explanation import Explanation, explanation
from newsletter.cli._report import COLORS
from newsletter.cli._rule_names import named_group


@click.command(name="rules")
@click.option("--group", metavar="NAME", help="List only the checks of this group.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")
def command(group: str | None, as_json: bool) -> None:
    """List all checks: how serious each is, its name, and what it wants.

    To read more about one: newsletter explain and its name.
    """
    wanted = named_group(group) if group is not None else None
    rules = [explanation(name) for name in rule_names() if wanted in (None, name.partition("/")[0])]
    if as_json:
        click.echo(json.dumps([_data(rule) for rule in rules], ensure_ascii=False, indent=2))
        return
    for name, words in GROUPS.items():
        own = [rule for rule in rules if rule.group == name]
        if own:
            click.echo(f"{click.style(name, bold=True)}: {words}")
        for rule in own:
            level = click.style(f"{rule.severity.words:<12}", fg=COLORS[rule.severity])
            click.echo(f"  {level}  {rule.name}{_marks(rule)}")
            click.echo(f"                {rule.title}")
    click.echo("* cannot be sent anyway   ~ asks the network, so only with --online")


def _marks(rule: Explanation) -> str:
    marks = ("" if rule.waivable else "*") + ("~" if rule.online else "")
    return f" {marks}" if marks else ""


def _data(rule: Explanation) -> dict[str, object]:
    return {
        "name": rule.name, "group": rule.group, "severity": rule.severity.value, "title": rule.title,
        "waivable": rule.waivable, "online": rule.online, "any_email": rule.any_email,
        "why": list(rule.why), "bad": rule.bad, "good": rule.good, "source": rule.source,
    }  # fmt: skip
