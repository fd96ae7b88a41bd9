"""The publication that comes with the software: templates, reference, settings and a sample issue."""

from __future__ import annotations

from pathlib import Path

from newsletter.model.errors import ProjectError

SAMPLE_ISSUE = "2026-12"
"""The sample issue, in ``issues/``."""

_PACKAGE = Path(__file__).resolve().parents[1]
# Packed into the wheel, or the checkout around the package (an editable install too).
_PLACES = (_PACKAGE / "_default", _PACKAGE.parent)


def default_publication() -> Path:
    """The folder of the default publication.  Raises ProjectError where the installation lacks it."""
    for folder in _PLACES:
        if (folder / "newsletter.yaml").is_file() and (folder / "templates").is_dir():
            return folder
    raise ProjectError(
        "project/no-default",
        "The default publication is missing from this installation. Install the software again.",
    )
