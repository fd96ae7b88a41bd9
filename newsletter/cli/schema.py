"""``newsletter schema``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(name="schema")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write there instead of .schemas/.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a schema is missing or out of date.")
def command(out: Path | None, check: bool) -> None:
    """Write the schemas by which editors help while you type.

    An editor that knows them shows what a field is for, offers its choices and underlines a mistyped name. Each
    kind of file has its own: the settings, an issue, a person, the reference, the theme, and the fields of each
    kind of section.
    """
    from newsletter.content.project import find_project
    from newsletter.content.schemas import FOLDER, as_text, content_schemas
    from newsletter.model.errors import ProjectError
    from newsletter.rendering.theme_schema import theme_schema

    folder = out or find_project().root / FOLDER
    texts = {name: as_text(schema) for name, schema in (content_schemas() | {"theme.json": theme_schema()}).items()}
    stale = [name for name, text in texts.items() if _read(folder / name) != text]
    if check:
        for name in stale:
            click.echo(f"{folder.name}/{name} is missing or out of date.", err=True)
        if stale:
            click.echo("Write them anew with: newsletter schema", err=True)
        sys.exit(1 if stale else 0)
    for name in stale:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[name], encoding="utf-8", newline="\n")
        except OSError as error:
            message = f"{path} cannot be written ({error.strerror}). Choose another folder with --out."
            raise ProjectError("project/not-written", message) from None
    if stale:
        click.echo(f"Wrote {len(stale)} of {len(texts)} schemas into {folder.name}/.")
    else:
        click.echo(f"All {len(texts)} schemas in {folder.name}/ are up to date.")


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
