"""``newsletter withdraw``."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from newsletter.cli._handing_over import login
from newsletter.cli._usage import Misuse
from newsletter.content.project import find_project
from newsletter.delivery.leftovers import Mention
from newsletter.delivery.redaction import telling_names
from newsletter.delivery.withdraw import Withdrawal, planned_withdrawal, withdraw
from newsletter.delivery.withdraw_checklist import Step, steps_left

_MOST = 30
"""Mentions that are shown."""


@click.command(name="withdraw")
@click.argument("person")
@click.option("--on-word-of", metavar="WHO", help="Who asked for it and how, without the name: the author, by phone.")
@click.option("--by", metavar="NAME", help="Who carries it out. Without it: the name you are logged in with.")
@click.option("--everywhere", is_flag=True, help="Replace the name in the prose of others too.")
@click.option("--dry-run", is_flag=True, help="Only say what would go, and what cannot be taken back.")
@click.option("--yes", is_flag=True, help="Do not ask whether to go on.")
def command(person: str, on_word_of: str | None, by: str | None, everywhere: bool, dry_run: bool, yes: bool) -> None:
    """Take out everything of PERSON, a file in people/, who withdraws consent.

    Stories, pictures and the name go from all issues, those that were sent too, from builds, exports and recovery
    copies, and off the web. A note takes the place of a story. Afterwards you get a list of what no software can take
    back. Doing it twice does no harm.
    """
    planned = planned_withdrawal(find_project(), person)
    if planned.is_done:
        click.echo(f"{planned.id} has withdrawn, and nothing is left here. The receipts are in people/receipts.")
        return
    if everywhere and planned.name and not telling_names(planned.name):
        raise Misuse(
            "usage/everywhere",
            f"“{planned.name}” is too short to be replaced everywhere: it may stand for something else. Leave out "
            "--everywhere, and change the places that are listed by hand.",
        )
    click.secho("This goes:", bold=True)
    for words in planned.effects():
        click.echo(f"  {words}")
    for section in planned.sections:
        for picture in section.shared:
            click.echo(f"  issues/{section.issue}/{picture} stays: another section shows it. Is this person in it?")
    _show_mentions(planned.elsewhere(), "This stays, because others wrote it. With --everywhere the name is replaced:")
    if dry_run:
        click.secho("\nThis cannot be taken back from here:", bold=True)
        _show(tuple(steps_left(planned)))
        click.echo("\nNothing was changed.")
        return
    if not on_word_of:
        raise Misuse("usage/on-word-of", "Say who asked for it and how, without the name: --on-word-of WHO.")
    if not yes and not click.confirm("\nThis cannot be undone. Go on?"):
        click.echo("Nothing was changed.")
        sys.exit(1)
    _carry_out(planned, on_word_of, by or login(), everywhere)


def _carry_out(planned: Withdrawal, on_word_of: str, by: str, everywhere: bool) -> None:
    click.echo("")
    at = datetime.now().astimezone()
    done = withdraw(planned, by=by, on_word_of=on_word_of, at=at, everywhere=everywhere, tell=click.echo)
    root = planned.project.root
    click.echo(f"The receipt is {done.receipt.relative_to(root).as_posix()}.")
    _show_mentions(done.mentions, "Please look: here the name or words of the story still stand.")
    click.secho("\nThis cannot be taken back from here. Please go through it:", bold=True)
    _show(tuple(steps_left(planned, done)))


def _show_mentions(mentions: tuple[Mention, ...], heading: str) -> None:
    if mentions:
        click.secho(f"\n{heading}", bold=True)
    for mention in mentions[:_MOST]:
        click.echo(f"  {mention}")
    if len(mentions) > _MOST:
        click.echo(f"  and {len(mentions) - _MOST} more")


def _show(steps: tuple[Step, ...]) -> None:
    for step in steps:
        click.echo(f"  [ ] {step.words}")
        for command_line in step.commands:
            click.echo(f"        {command_line}")
