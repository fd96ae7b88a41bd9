"""Withdrawal from what editors wrote: sections, pictures, the header of an issue, the person's own file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from newsletter.content.contributions import REDACTED, Contribution
from newsletter.content.editing import set_value
from newsletter.content.frozen_manifest import is_frozen, sha256_of
from newsletter.content.issues import HEADER
from newsletter.content.source_file import digest_of, write_source
from newsletter.content.typed_files import read_yaml_file
from newsletter.delivery.redaction import pattern
from newsletter.delivery.withdraw_frozen import INSTEAD
from newsletter.model.issue import IssueHeader
from newsletter.model.person import PersonStatus

NO_NAME = "(withdrawn)"
"""The name that a person's file shows afterwards."""


def picture_digests(folder: Path, contributions: Sequence[Contribution]) -> frozenset[str]:
    """The SHA-256 of the pictures of some sections, as far as they are there; ``folder`` holds the issues."""
    paths = [folder / each.issue / name for each in contributions for name in each.pictures]
    return frozenset(sha256_of(path) for path in paths if path.is_file())


def remove_pictures(folder: Path, digests: Collection[str]) -> list[Path]:
    """Remove every file below ``folder`` that holds one of some pictures, under whatever name.  Raises OSError."""
    removed = []
    for path in sorted(folder.rglob("*")) if digests else ():
        if path.is_file() and sha256_of(path) in digests:
            path.unlink()
            removed.append(path)
    return removed


def redact_section(contribution: Contribution) -> None:
    """Put the note in place of a section.  Raises EditError where it cannot be written."""
    write_source(contribution.path, REDACTED.encode(), digest_of(contribution.path.read_bytes()))


def redact_header(folder: Path, sections: Collection[str], giving_away: Sequence[str]) -> bool:
    """Take words that give the story away out of ``issue.yaml``: subject, preview line and waivers.

    ``sections`` are the names of the withdrawn ones.  An issue that has yet to go out needs a new subject: it is then
    empty.  A header with mistakes is left alone.  Returns whether anything changed; raises EditError.
    """
    path, file = folder / HEADER, f"{folder.parent.name}/{folder.name}/{HEADER}"
    header = read_yaml_file(path, file, IssueHeader).value
    if header is None:
        return False
    before = path.read_bytes()
    instead = INSTEAD if is_frozen(folder) else None
    for field in ("subject", "preheader"):
        if any(pattern(words, is_markup=False).search(getattr(header, field)) for words in giving_away):
            set_value(path, (field,), instead, file=file)
    for index, waiver in enumerate(header.waivers):
        if waiver.section in sections or waiver.section.rpartition("/")[2] in sections:
            set_value(path, ("waivers", index, "text"), INSTEAD, file=file)
            set_value(path, ("waivers", index, "reason"), INSTEAD, file=file)
    return path.read_bytes() != before


def redact_person(path: Path, file: str) -> None:
    """Say in a person's file that consent is withdrawn, and take the name out.  Raises EditError, ContentError."""
    set_value(path, ("status",), PersonStatus.WITHDRAWN.value, file=file)
    set_value(path, ("shown_as",), NO_NAME, file=file)


def replace_names(paths: Iterator[Path], name: str, instead: str) -> list[Path]:
    """Write ``instead`` wherever a name stands in some text files, as whole words; the result are those changed."""
    named = pattern(name, is_markup=True, any_case=False)
    changed = []
    for path in paths:
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:  # a picture
            continue
        new = named.sub(instead, text)
        if new != text:
            write_source(path, new.encode(), digest_of(text.encode()))
            changed.append(path)
    return changed
