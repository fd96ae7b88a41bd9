"""What has changed in the reference, and in an issue's own files, since the issue was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from newsletter.content.front_matter import split_front_matter
from newsletter.content.frozen_issues import REFERENCE, Frozen
from newsletter.content.reference import read_reference
from newsletter.content.source_file import read_source
from newsletter.content.targets import find_target
from newsletter.content.wording import FOR_THE_TEAM
from newsletter.content.yaml_reader import read_yaml
from newsletter.content.yaml_splice import data_of
from newsletter.model.errors import ContentError


@dataclass(frozen=True)
class Wording:
    """One wording that changed: the field or ``text``, what was sent, and what stands there now.  None: nothing."""

    field: str
    sent: str | None
    now: str | None


@dataclass(frozen=True)
class Drift:
    """An entry of the reference that says something else now; ``now`` is None in each wording where it is gone."""

    id: str
    wordings: tuple[Wording, ...]


def reference_drift(frozen: Frozen, folder: Path) -> tuple[Drift, ...]:
    """How the reference in ``folder`` differs from what an issue showed and named, entry by entry.

    Notes for the team and marks of a review are left out.  Raises ContentError where a file that was shown cannot be
    read.
    """
    drifts = []
    reading = read_reference(folder)
    for entry in frozen.manifest.reference:
        if entry.shown:
            wordings = tuple(_shown(frozen, folder, entry.id))
        else:
            target = find_target(reading.value, entry.id) if reading.value is not None else None
            now = (target.full_name, target.url) if target is not None else (None, None)
            pairs = {"name": (entry.name, now[0]), "url": (entry.address, now[1])}
            wordings = tuple(Wording(field, *pair) for field, pair in pairs.items() if pair[0] != pair[1])
        if wordings:
            drifts.append(Drift(entry.id, wordings))
    return tuple(drifts)


def source_drift(frozen: Frozen, now: dict[str, str]) -> tuple[str, ...]:
    """The files of the issue that are not as they were when it was sent; ``now`` are their SHA-256 by name."""
    then = frozen.manifest.sources
    return tuple(sorted(name for name in {*then, *now} if then.get(name) != now.get(name)))


def _shown(frozen: Frozen, folder: Path, name: str) -> Iterator[Wording]:
    copies = [path for suffix in (".md", ".yaml") if (path := frozen.folder / REFERENCE / f"{name}{suffix}").is_file()]
    for copy in copies:
        path = folder / f"{name}{copy.suffix}"
        sent, now = _read(copy), _read(path) if path.is_file() else {}
        for field in dict.fromkeys([*sent, *now]):
            yield from _paragraphs(field, sent.get(field, ()), now.get(field, ()))


def _paragraphs(field: str, sent: tuple[str, ...], now: tuple[str, ...]) -> Iterator[Wording]:
    for tag, a, b, c, d in SequenceMatcher(None, sent, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Wording(field, " ".join(sent[a:b]) or None, " ".join(now[c:d]) or None)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    """The words of a file by field; the text below the fields by paragraph."""
    source = read_source(path, f"{path.parent.name}/{path.name}")
    yaml, body = source.text, ""
    if path.suffix == ".md":
        parts = split_front_matter(source.text, source.file)
        if parts.findings:
            raise ContentError(parts.findings)
        yaml, body = parts.yaml, parts.body
    read = read_yaml(yaml, source.file)
    if read.findings:
        raise ContentError(read.findings)
    words = {field: (_plain(value),) for field, value in _fields(data_of(read.root), "") if value}
    paragraphs = tuple(_plain(part) for part in body.split("\n\n") if part.strip())
    return {**words, **({"text": paragraphs} if paragraphs else {})}


def _fields(data: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, tuple) and data[0] == "list":
        for number, value in enumerate(data[1:], 1):
            yield from _fields(value, f"{path} {number}")
    elif isinstance(data, tuple):
        for key, value in data[1:]:
            if path or key not in FOR_THE_TEAM:
                yield from _fields(value, f"{path} > {key}" if path else key)


def _plain(words: str) -> str:
    return " ".join(words.split())
