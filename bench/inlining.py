"""Measures the ways in which premailer could inline the rich-text style sheet, and prints a table.

    python bench/inlining.py [--issues 24]

All five give the same styles; a test of the project holds that for the one in use. Markdown is parsed before.
"""

import argparse
import logging
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import generate
from premailer import Premailer
from rich.console import Console
from rich.table import Table

from newsletter import Project, Renderer, compose, read_issue, read_publication
from newsletter.model.document import Document
from newsletter.rendering.rich_text_html import rich_text_html
from newsletter.rendering.specimen import SCOPE, SpecimenStyles

OPTIONS: dict[str, Any] = {
    "allow_network": False,
    "strip_important": False,
    "disable_basic_attributes": ["align", "bgcolor", "height", "valign", "width"],
    "disable_validation": True,
    "disable_leftover_css": True,
    "align_floating_images": False,
    "cssutils_logging_level": logging.CRITICAL,
}


class SheetParsedOnce(Premailer):  # type: ignore[misc]
    """premailer with the rules of a style sheet kept."""

    def _parse_style_rules(self, css_body: str, ruleset_index: int) -> Any:
        return _rules(css_body, ruleset_index)


@cache
def _rules(css: str, index: int) -> Any:
    return Premailer("<p></p>", **OPTIONS)._parse_style_rules(css, index)


def sections(documents: list[Document]) -> list[list[str]]:
    """The HTML of every section of every issue, without styles."""
    bare = SpecimenStyles("").root
    return [
        [f'<div class="{SCOPE}">{rich_text_html(block.body, bare)}</div>' for block in document.sections]
        for document in documents
    ]


def main() -> None:
    """Reads the command line and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--issues", type=int, default=24)
    issues = parser.parse_args().issues
    with tempfile.TemporaryDirectory() as folder:
        generate.write_publication(Path(folder) / "p", issues, base=Path(__file__).resolve().parent.parent)
        project = Project(Path(folder) / "p")
        shared = read_publication(project).require()
        documents = [
            compose(read_issue(project.issue_folder(n), shared.reference).require(), shared.reference, shared.settings)
            for n in project.issue_names()
        ]
        renderer = Renderer(project.template_folders)
        whole = [renderer.render(document).html for document in documents]
    css = renderer.theme.css
    fragments = sections(documents)

    def stock(html: str) -> None:
        Premailer(html, css_text=css, **OPTIONS).transform(pretty_print=False)

    def once(html: str) -> None:
        SheetParsedOnce(html, css_text=css, **OPTIONS).transform(pretty_print=False)

    def specimen() -> None:
        styles = SpecimenStyles(css).root
        for document in documents:
            for block in document.sections:
                rich_text_html(block.body, styles)

    def no_styles() -> None:
        sections(documents)

    ways: dict[str, Callable[[], object]] = {
        "whole document": lambda: [stock(html) for html in whole],
        "one call a section": lambda: [stock(html) for issue in fragments for html in issue],
        "one call an issue": lambda: [stock("".join(issue)) for issue in fragments],
        "one call a section, sheet parsed once": lambda: [once(html) for issue in fragments for html in issue],
        "one call an issue, sheet parsed once": lambda: [once("".join(issue)) for issue in fragments],
        "a specimen, its styles carried by the renderer": specimen,
        "for comparison: the renderer without any style": no_styles,
    }
    table = Table("way", f"ms an issue ({issues} issues of {generate.SECTIONS} sections)")
    for name, run in ways.items():
        run()
        start = time.process_time()
        run()
        table.add_row(name, f"{(time.process_time() - start) / issues * 1000:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
