"""``newsletter export``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from newsletter.build import Build
from newsletter.cli._excerpts import Excerpts
from newsletter.cli._handing_over import checked, login
from newsletter.cli._issue import chosen_issues
from newsletter.cli._report import counts, show_findings
from newsletter.cli._usage import Misuse, day
from newsletter.content.project import find_project
from newsletter.delivery.handed_over import as_handed_over
from newsletter.delivery.handing_over import circumstances
from newsletter.delivery.package import HTML, MESSAGE, STEPS, TEXT, Package, default_images, packaged, write_package
from newsletter.delivery.pictures import Images
from newsletter.model.finding import has_errors
from newsletter.model.nearest import did_you_mean
from newsletter.services import service_names


@click.command(name="export")
@click.argument("issue", required=False)
@click.option("--to", "names", multiple=True, metavar="SERVICE", help="The mailing service; may stand several times.")
@click.option("--all-services", is_flag=True, help="Every service that we know.")
@click.option(
    "--images",
    type=click.Choice([each.value for each in Images]),
    help="Pictures go along, are on the web, or inside email.eml alone (cid). Without it: on the web if "
    "newsletter.yaml says where (images, base_url).",
)
@click.option("--by", metavar="NAME", help="Who exports. Without it: the name you are logged in with.")
@click.option("--as-of", metavar="DATE", callback=day, help="Judge the issue on this day instead of today.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Write there instead of dist/."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
def command(
    issue: str | None,
    names: tuple[str, ...],
    all_services: bool,
    images: str | None,
    by: str | None,
    as_of: date | None,
    out: Path | None,
    dry_run: bool,
) -> None:
    """Make the files that your mailing service takes, from ISSUE, once it is checked.

    Without a name: the issue whose folder you are in, or the newest. Nothing is sent, and nothing leaves this
    computer: STEPS.md says what to do with the files. An issue with mistakes is not exported.
    """
    chosen = _services(names, all_services)
    project = find_project()
    output = out or project.output
    [name] = chosen_issues(project, (issue,) if issue else ())
    build = checked(project, name, as_of, f"{name} was not exported.")
    draft = build.draft
    if images == Images.HOSTED and draft.settings.images.base_url is None:
        raise Misuse(
            "usage/not-on-the-web",
            "newsletter.yaml does not say where the pictures are on the web. Write it there (images, base_url), or "
            "leave out --images hosted.",
        )
    where = Images(images) if images else default_images(draft.settings)
    excerpts = Excerpts(project)
    made = [_export(build, service, where, output, by, dry_run, excerpts) for service in chosen]
    summary = counts(build.findings)
    if summary:
        click.echo(f"The checks found: {summary}. To see it: newsletter check {name}")
    sys.exit(0 if all(made) else 1)


def _services(names: tuple[str, ...], everything: bool) -> list[str]:
    """The services meant, each once."""
    if everything and names:
        raise Misuse("usage/to-and-all", "Name a service with --to, or say --all-services, not both.")
    if everything:
        return list(service_names())
    known = ", ".join(service_names())
    if not names:
        raise Misuse("usage/no-service", f"Name your mailing service: --to SERVICE. We know: {known}.")
    for name in names:
        if name not in service_names():
            hint = did_you_mean(name, service_names()) or f"We know: {known}. For any other, write --to generic."
            raise Misuse("usage/unknown-service", f"There is no service “{name}”. {hint}")
    return list(dict.fromkeys(names))


def _export(
    build: Build, name: str, images: Images, output: Path, by: str | None, dry_run: bool, excerpts: Excerpts
) -> bool:
    """Export for one service, and say so.  False where the service would refuse the email."""
    draft = build.draft
    package = as_handed_over(packaged(draft, name, images), build.frozen)
    show_findings(package.findings, excerpts)
    issue, title = draft.document.name, package.service.title
    if has_errors(package.findings):
        click.secho(f"{issue} was not exported for {title}: {counts(package.findings)}.", bold=True, err=True)
        return False
    if dry_run:
        _say_what_would_be(package, output / issue / name)
        return True
    folder = write_package(package, output, circumstances(build, package, by or login()))
    click.echo(f"Exported {issue} for {title}{' as a sample' if draft.settings.sample else ''}.")
    click.echo(f"  Next: open {_short(folder / STEPS)} and do what it says.")
    return True


def _say_what_would_be(package: Package, folder: Path) -> None:
    click.echo(f"Would write {_short(folder)} for {package.service.title}:")
    click.echo(f"  Subject: {package.subject}")
    click.echo(
        f"  {HTML}: {len(package.html.encode()) / 1000:.0f} KB; {TEXT}: {len(package.text.encode()) / 1000:.0f} KB"
    )
    if package.pictures:
        size = sum(picture.image.size for picture in package.pictures)
        places = {
            Images.HOSTED: "on the web",
            Images.PACKAGED: f"going along, {size / 1000:.0f} KB",
            Images.CID: f"inside {MESSAGE}, {size / 1000:.0f} KB",
        }
        click.echo(f"  Pictures: {len(package.pictures)}, {places[package.images]}")


def _short(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
