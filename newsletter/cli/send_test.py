"""``newsletter send-test``."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from newsletter.build import Build, Builder
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import code, counts, show_findings
from newsletter.cli._usage import Misuse, day
from newsletter.content.project import find_project
from newsletter.delivery.sample_values import said_of_samples, sample_values
from newsletter.delivery.send_test import chosen_reviewers, messages, prepared, without_consent
from newsletter.delivery.smtp import send, smtp_server
from newsletter.model.nearest import did_you_mean
from newsletter.services import service_names


@click.command(name="send-test")
@click.argument("issue", required=False)
@click.option("--to", "wanted", multiple=True, metavar="ADDRESS", help="Only this reviewer; may stand several times.")
@click.option("--service", metavar="NAME", help="Leave out what this mailing service has no merge field for.")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
def command(issue: str | None, wanted: tuple[str, ...], service: str | None, as_of: date | None) -> None:
    """Send ISSUE as a test mail to the reviewers in newsletter.yaml, at most ten.

    Without a name: the issue whose folder you are in, or the newest. Each reviewer gets a message of their own, with
    sample values for merge fields. Subscribers are never mailed. Which mail server to use is said by the environment:
    NEWSLETTER_SMTP_HOST, _PORT, _USER, _PASSWORD, and _SECURITY (starttls or tls).
    """
    if service is not None and service not in service_names():
        hint = did_you_mean(service, service_names()) or f"We know: {', '.join(service_names())}."
        raise Misuse("usage/unknown-service", f"There is no service “{service}”. {hint}")
    project = find_project()
    [name] = chosen_issues(project, (issue,) if issue else ())
    build = Builder(project).build(name, as_of=as_of)
    draft = build.draft
    addresses = chosen_reviewers(draft.settings.reviewers, wanted)
    server = smtp_server(os.environ)
    _stop_without_consent(build, name, Excerpts(project))
    click.echo(f"Sending {name} by {server.host} to {len(addresses)} reviewer{'s' if len(addresses) > 1 else ''}.")
    at = datetime.now(ZoneInfo(draft.settings.timezone))
    sent = 0
    for outcome in send(messages(prepared(draft, service), addresses, at), draft.document.sender.address, server):
        if outcome.problem is None:
            sent += 1
            click.echo(f"  Sent to {outcome.address}.")
        else:
            click.echo(f"  {outcome.problem} {code(outcome.problem.code)}", err=True)
    said = said_of_samples(draft.email, sample_values(draft.document))
    if sent and said:
        click.echo(said)
    if summary := counts(build.findings):
        click.echo(f"The build found: {summary}. To see it: newsletter check {name}")
    if sent < len(addresses):
        click.secho(f"{len(addresses) - sent} of {len(addresses)} test mails were not sent.", bold=True, err=True)
        sys.exit(1)


def _stop_without_consent(build: Build, name: str, excerpts: Excerpts) -> None:
    """End the command where a contributor has not agreed: a test mail leaves this computer, too."""
    if missing := without_consent(build):
        show_findings(missing, excerpts)
        click.secho(f"{name} was not sent.", bold=True, err=True)
        sys.exit(1)
