"""``newsletter key``."""

from __future__ import annotations

import click

from newsletter.cli._drafts import pushable
from newsletter.delivery.api_keys import forget_key, keep_key
from newsletter.services import service as service_named
from newsletter.services.drafts import draft_api


@click.command(name="key")
@click.argument("service")
@click.option("--forget", is_flag=True, help="Take the key out of the keyring.")
def command(service: str, forget: bool) -> None:
    """Put the key of your account at SERVICE into the keyring of this computer, for newsletter push.

    What you paste is not shown, and it is written to no file of the newsletter.
    """
    name = pushable(service)
    title = service_named(name).title
    if forget:
        was_there = forget_key(name)
        click.echo(f"The key for {title} is {'forgotten' if was_there else 'not in the keyring'}.")
        return
    click.echo(draft_api(name).key_help)
    keep_key(name, click.prompt(f"Key for {title} (it is not shown)", hide_input=True))
    click.echo(f"The key for {title} is in the keyring. To take it out: newsletter key {name} --forget")
