"""``newsletter emulate``."""

from __future__ import annotations

from pathlib import Path

import click

from newsletter.checks.emulation import VIEWS, emulated, label
from newsletter.cli._issue import chosen_issues
from newsletter.cli._usage import Misuse
from newsletter.content.email_files import read_email
from newsletter.content.project import find_project
from newsletter.model.errors import ProjectError


@click.command(name="emulate")
@click.argument("issue", required=False, metavar="[ISSUE]")
@click.option(
    "--as", "names", type=click.Choice(list(VIEWS)), multiple=True, help="Which view; may stand several times."
)
@click.option("--screenshot", "pictures", is_flag=True, help="Make a picture (PNG) of each view, with Chromium.")
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A finished email instead of an issue: HTML or .eml.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Write there instead."
)  # fmt: skip
def command(
    issue: str | None, names: tuple[str, ...], pictures: bool, html_file: Path | None, out: Path | None
) -> None:  # fmt: skip
    """Show what mail programs make of an issue.

    Writes the HTML as each program would show it, as far as the tests of caniemail.com tell: an approximation, never
    a photograph. Without --as every view is made. Without a name: the issue whose folder you are in, or the newest.
    """
    if html_file is not None and issue is not None:
        raise Misuse("usage/html-or-issue", "Name an issue, or a finished email with --html, not both.")
    html, beside, stem = _from_file(html_file) if html_file is not None else _from_issue(issue, out)
    folder, told = out or beside, ""
    for view in (VIEWS[name] for name in names or VIEWS):
        page = folder / f"{stem}.{view.name}.html"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            page.write_text(emulated(html, view), encoding="utf-8", newline="\n", errors="replace")
        except OSError as error:
            message = f"{page} cannot be written ({error.strerror}). Choose another folder with --out."
            raise ProjectError("project/not-written", message) from None
        click.echo(f"{page}: {view.title}")
        if pictures:
            # Imported here: it is only needed for pictures.
            from newsletter.delivery.screenshots import screenshot

            screenshot(page, page.with_suffix(".png"))
            click.echo(f"{page.with_suffix('.png')}")
        told = told or label(view)
    click.echo(told)


def _from_file(path: Path) -> tuple[str, Path, str]:
    return read_email(path).html, path.parent, path.stem


def _from_issue(name: str | None, out: Path | None) -> tuple[str, Path, str]:
    """The HTML of an issue, built and written with its pictures; the folder, and the stem of the file's name."""
    # Imported here: a finished email needs no pipeline.
    from newsletter.build import build_issue
    from newsletter.delivery.output_folder import HTML, write_email, write_files

    project = find_project()
    [chosen] = chosen_issues(project, (name,) if name is not None else ())
    email = build_issue(project, chosen).draft.email
    if out is None:
        return email.html, write_email(email, project.output), Path(HTML).stem
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_files(out, email)
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror}). Choose another folder with --out."
        raise ProjectError("project/not-written", message) from None
    return email.html, out, Path(HTML).stem
