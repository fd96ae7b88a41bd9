"""``newsletter``: finds the command, and turns errors into words.

Exit codes: 0 fine, 1 the content has errors, 2 wrong use.
"""

from __future__ import annotations

import gc
import json
import sys
from importlib import import_module
from importlib.metadata import version
from itertools import pairwise
from typing import Any, cast

import click

from newsletter.cli._usage import Misuse, coded_usage_errors
from newsletter.content.default_publication import default_publication
from newsletter.model.errors import NewsletterError, ProjectError

# Reading makes many small objects that stay for the whole build; looking for garbage among them took a fifth
# of the time (68 reference files: 63 ms, 48 ms without).
gc.set_threshold(100_000, 20, 50)

COMMANDS = {
    "init": "Start a newsletter of your own in a new folder.",
    "build": "Build issues: HTML, plain text and MJML into dist/.",
    "check": "Check issues, or any finished email, before they leave.",
    "emulate": "Show what mail programs make of an issue.",
    "rules": "List all checks.",
    "explain": "Explain a check or a message.",
    "review-pack": "Print what a medical reviewer has to look at.",
    "list": "List the issues of this publication.",
    "new": "Start a new issue with the structure of the last one.",
    "export": "Make the files that your mailing service takes.",
    "publish-images": "Put the pictures of an issue on the web.",
    "push": "Make a draft of an issue at your mailing service.",
    "key": "Put the key of your mailing service into this computer's keyring.",
    "send-test": "Send an issue to its reviewers, as a test.",
    "freeze": "Keep an issue as it was sent, whatever changes later.",
    "withdraw": "Take out everything of a person who withdraws consent.",
    "verify": "Say what your mailing service changed in an email.",
    "studio": "Write, check and hand off issues in your browser.",
    "preview": "Look at an issue in your browser while you write it.",
    "schema": "Write the schemas by which editors help while you type.",
}
"""Each command, ``cli/<command>.py``, with its line in ``--help``; its code is imported when it runs."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, import_module(f"newsletter.cli.{cmd_name.replace('-', '_')}").command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from newsletter.model.nearest import did_you_mean

            hint = did_you_mean(args[0], COMMANDS) or "To see all of them: newsletter --help"
            raise Misuse("usage/unknown-command", f"There is no command “{args[0]}”. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with coded_usage_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        as_json = _wants_json(ctx.args)
        try:
            with coded_usage_errors():
                return super().invoke(ctx)
        except NewsletterError as error:
            # Imported here: --help waits for nothing.
            from newsletter.cli._report import error_data, show_error

            if as_json:
                click.echo(json.dumps({"error": error_data(error)}, ensure_ascii=False, indent=2))
            else:
                show_error(error)
            ctx.exit(2 if isinstance(error, ProjectError) else 1)


def _wants_json(words: list[str]) -> bool:
    """Whether what stops a command is to be told as JSON."""
    pairs = pairwise(words)
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairs


def _show_version(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"newsletter {version('lmsealerts')}")
        click.echo(f"Default templates: {default_publication() / 'templates'}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def cli() -> None:
    """Build the LMSeAlerts newsletter.

    Write an issue as small text files in issues/, then build it and look at it in a browser:

    \b
        newsletter new 2027-01      start the January issue
        newsletter build 2027-01    make the email in dist/2027-01/

    Nothing here can reach readers: sending is your mailing service's.
    """


def main() -> None:
    """The ``newsletter`` command."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know a curly quote; a message must never end in a traceback.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        cli()
    finally:
        # Or Python looks through every object once more before it ends: 85 ms of a build that takes 390.
        gc.freeze()


if __name__ == "__main__":
    main()
