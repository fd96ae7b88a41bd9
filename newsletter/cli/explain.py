"""``newsletter explain``."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator

import click

from newsletter.checks import rule_names
from newsletter.checks.explanation import Explanation, explanation
from newsletter.checks.waivers import full_rule_name
from newsletter.cli._report import COLORS
from newsletter.cli._rule_names import named_rule
from newsletter.content.default_publication import default_publication
from newsletter.model.nearest import nearest


@click.command(name="explain")
@click.argument("code", metavar="CODE")
def command(code: str) -> None:
    """Explain a check or a message: what is behind it, and what to do.

    CODE is what stands in brackets behind a message, such as content/subject-line; of a check the last part
    is enough.
    """
    typed = code.strip().strip("()")
    if full_rule_name(typed) not in rule_names():
        entries = _messages()
        if typed in entries:
            click.echo(entries[typed])
            return
        near = nearest(typed, [*entries, *rule_names()])
        if near in entries and near not in rule_names():
            click.echo(f"There is no message “{typed}”. Did you mean {near}?\n", err=True)
            click.echo(entries[near])
            return
    width = min(shutil.get_terminal_size((88, 24)).columns - 1, 100)
    click.echo("\n".join(_lines(explanation(named_rule(typed)), max(width, 30))))


def _lines(rule: Explanation, width: int) -> Iterator[str]:
    yield f"{click.style(rule.name, bold=True)}  {click.style(rule.severity.words, fg=COLORS[rule.severity])}"
    yield ""
    for paragraph in (rule.title, *rule.why):
        yield from textwrap.wrap(paragraph, width)
        yield ""
    for label, words in (("Bad", rule.bad), ("Good", rule.good), ("Source", rule.source)):
        first, *rest = textwrap.wrap(words, width - 8) or [""]
        yield click.style(f"{f'{label}:':<8}", bold=True) + first
        yield from (f"        {line}" for line in rest)
    yield ""
    if not rule.waivable:
        yield "This cannot be sent anyway."
    if rule.online:
        yield "This asks the network, so it is made only with --online."


def _messages() -> dict[str, str]:
    """What the page about messages says of each code; empty where the page is not installed."""
    page = default_publication() / "docs" / "messages.md"
    if not page.is_file():
        return {}
    found: dict[str, str] = {}
    for part in re.split(r"(?m)^### ", page.read_text(encoding="utf-8"))[1:]:
        code, _, text = part.partition("\n")
        found[code.strip()] = f"{click.style(code.strip(), bold=True)}\n\n{text.partition(chr(10) + '## ')[0].strip()}"
    return found
