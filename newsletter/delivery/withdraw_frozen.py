"""Withdrawal from an issue that was sent: the one thing that changes ``issues/<name>/sent/``.

Every file is replaced as a whole and the manifest last.  Nothing is copied first: what is interrupted leaves less of
the story and never brings it back, and the same withdrawal goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from newsletter.content.contributions import NOTE
from newsletter.content.frozen_issues import CALENDAR, EMAIL, HTML, MARKED, MJML, SERVICES, TEXT, frozen_manifest
from newsletter.content.frozen_manifest import (
    FOLDER,
    NAME,
    FrozenManifest,
    FrozenSection,
    Redaction,
    read_manifest,
    sha256_of,
    write_manifest,
)
from newsletter.content.source_file import digest_of, write_source
from newsletter.delivery.leftovers import Telltales
from newsletter.delivery.redaction import blocks_of, numbers_of, pattern, without_blocks, without_lines, without_words
from newsletter.rendering.rich_text_plain import wrap

INSTEAD = "Withdrawn"
"""What stands in place of a title, a subject or a preview line that would give the story away."""

_TOO_MUCH = 0.2
"""More of a story than this in an email from which it was cut: then the cut went wrong, and the email goes."""


@dataclass(frozen=True)
class _Cut:
    """What is taken out of every form of one email.

    ``numbers`` are the blocks of HTML made from the ``marked`` one, ``count`` how many there are; ``lines`` are those
    of ``neutral``, the plain text as built.
    """

    sections: tuple[FrozenSection, ...]
    all_sections: tuple[FrozenSection, ...]
    words: tuple[str, ...]
    numbers: tuple[range, ...]
    first_number: int
    count: int
    neutral: str
    telltales: Telltales

    def markup(self, content: str, numbers: tuple[range, ...], count: int, first: int) -> str:
        """HTML or MJML without the sections and without words that give them away above the first section."""
        is_done = not any(numbers) and NOTE in content and self.telltales.share(content) <= _TOO_MUCH
        if is_done:  # by a withdrawal that was interrupted later
            return content
        cut: str | None = content
        for each in numbers:
            cut = without_blocks(cut, each, count, NOTE) if cut is not None else None
        if cut is None or not all(numbers) or self.telltales.share(cut) > _TOO_MUCH:
            return f"<!doctype html>\n<title>{INSTEAD}</title>\n<p>{NOTE}</p>\n"
        start = blocks_of(cut)[first].start
        return without_words(cut[:start], self.words, INSTEAD, is_markup=True) + cut[start:]

    @property
    def _is_done(self) -> bool:
        """Whether an earlier withdrawal came as far as the text that all lines are counted in, the last one."""
        return _is_noted(self.neutral, min(section.lines for section in self.sections if section.lines is not None))

    def html(self, content: str) -> str:
        """The same for the HTML that was built or that a service was handed."""
        return self.markup(content, self.numbers, self.count, self.first_number)

    def mjml(self, content: str) -> str:
        """The same for MJML, whose blocks are its own."""
        numbers = tuple(numbers_of(content, section.file) for section in self.sections)
        firsts = [each[0] for section in self.all_sections if (each := numbers_of(content, section.file))]
        return self.markup(content, numbers, len(blocks_of(content)), min(firsts, default=0))

    def text(self, content: str) -> str:
        """The same for plain text."""
        spans = [section.lines for section in self.sections]
        if None in spans:
            return NOTE + "\n"
        if self._is_done:
            return content
        known = [section.lines for section in self.all_sections if section.lines is not None]
        for lines in sorted((span for span in spans if span is not None), reverse=True):
            content = without_lines(content, lines, NOTE, self.neutral)
        if self.telltales.share(content) > _TOO_MUCH:
            return NOTE + "\n"
        head = "\n".join(content.split("\n")[: min(known)[0]])
        return without_words(head, self.words, INSTEAD, is_markup=False) + content[len(head) :]


def concerned(folder: Path, person: str) -> tuple[FrozenSection, ...]:
    """The sections of an issue, as it was sent, that name a person.  Raises ContentError where nobody can tell."""
    if not (folder / FOLDER).is_dir():
        return ()
    return tuple(section for section in frozen_manifest(folder).sections if person in section.people)


def words_as_sent(folder: Path, section: FrozenSection) -> str:
    """The words of a section as they stand in the plain text that was sent; none where they are gone already."""
    text = (folder / FOLDER / EMAIL / TEXT).read_bytes().decode()
    if section.lines is None or _is_noted(text, section.lines):
        return ""
    return "\n".join(text.split("\n")[slice(*section.lines)])


def _is_noted(text: str, lines: tuple[int, int]) -> bool:
    """Whether the note stands where a section stood."""
    note = wrap(NOTE).split("\n")
    return text.split("\n")[lines[0] : lines[0] + len(note)] == note


def redact_frozen(
    folder: Path, person: str, name: str | None, telltales: Telltales, *, on: date, receipt: str
) -> tuple[str, ...]:
    """Take a person's sections out of the frozen issue in ``folder``, and seal it again.

    ``name`` is the person's, where it can be told from other words.  The result are the files that were changed or
    removed, by their path in the issue's folder.  Raises OSError and EditError.
    """
    sent = folder / FOLDER
    manifest = read_manifest(sent)
    sections = tuple(section for section in manifest.sections if person in section.people)
    giving_away = [*(section.title for section in sections if section.title), *([name] if name else [])]
    header = manifest.header
    changed_header = {
        part: INSTEAD for part in ("subject", "preheader") if _gives_away(getattr(header, part), giving_away)
    }
    cut = _cut(sent, manifest, sections, (*giving_away, *(getattr(header, part) for part in changed_header)), telltales)
    touched: list[str] = []

    def rewrite(path: Path, redacted: Callable[[str], str]) -> None:
        data = path.read_bytes()
        new = redacted(data.decode()).encode()
        if new != data:
            write_source(path, new, digest_of(data))
            touched.append(path.relative_to(folder).as_posix())

    gone = _pictures_gone(manifest, sections)
    for service in sorted((sent / SERVICES).glob("*/")):
        rewrite(service / HTML, cut.html)
        rewrite(service / TEXT, cut.text)
        rewrite(service / NAME, lambda text, own=service: _handed_over(text, own, cut, giving_away, gone))  # type: ignore[misc]
    for path in (*(sent / EMAIL / name for name in gone), *_calendars(sent, giving_away, telltales)):
        if path.exists():
            path.unlink()
            touched.append(path.relative_to(folder).as_posix())
    rewrite(sent / EMAIL / HTML, cut.html)
    rewrite(sent / EMAIL / MJML, cut.mjml)
    rewrite(sent / MARKED / TEXT, cut.text)
    rewrite(sent / EMAIL / TEXT, cut.text)
    # Last of the pages: by its marks the blocks are found, should this be interrupted.
    rewrite(sent / MARKED / HTML, cut.html)
    write_manifest(
        sent,
        manifest.model_copy(
            update={
                "header": header.model_copy(update=changed_header),
                "sections": _without(manifest.sections, sections),
                "pictures": tuple(picture for picture in manifest.pictures if picture.name not in gone),
                "redactions": (
                    *manifest.redactions,
                    *(Redaction(section=section.id, on=on, receipt=receipt) for section in sections),
                ),
            }
        ),
    )
    return (*touched, f"{FOLDER}/{NAME}")


def reseal_sources(folder: Path, digests: dict[str, str]) -> None:
    """Note the SHA-256 of the issue's own files, which a withdrawal changed."""
    manifest = read_manifest(folder / FOLDER)
    sources = {name: digests[name] for name in manifest.sources if name in digests}
    write_manifest(folder / FOLDER, manifest.model_copy(update={"sources": sources}))


def restock(service: Path) -> None:
    """Note the size and SHA-256 of the files in a service's folder, which were changed on purpose."""
    data = json.loads((service / NAME).read_bytes())
    data["files"] = [_as_it_is(file, service) for file in data["files"]]
    (service / NAME).write_text(_json(data), encoding="utf-8", newline="\n")


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _gives_away(words: str, phrases: list[str]) -> bool:
    return any(pattern(phrase, is_markup=False).search(words) for phrase in phrases)


def _cut(
    sent: Path,
    manifest: FrozenManifest,
    sections: tuple[FrozenSection, ...],
    words: tuple[str, ...],
    telltales: Telltales,
) -> _Cut:
    marked = (sent / MARKED / HTML).read_bytes().decode()
    firsts = [each[0] for section in manifest.sections if (each := numbers_of(marked, section.file))]
    return _Cut(
        sections=sections,
        all_sections=manifest.sections,
        words=words,
        numbers=tuple(numbers_of(marked, section.file) for section in sections),
        first_number=min(firsts, default=0),
        count=len(blocks_of(marked)),
        neutral=(sent / EMAIL / TEXT).read_bytes().decode(),
        telltales=telltales,
    )


def _pictures_gone(manifest: FrozenManifest, sections: tuple[FrozenSection, ...]) -> frozenset[str]:
    kept = {name for section in manifest.sections if section not in sections for name in section.pictures}
    return frozenset(name for section in sections for name in section.pictures if name not in kept)


def _calendars(sent: Path, giving_away: list[str], telltales: Telltales) -> list[Path]:
    """Calendar files that tell of the section."""
    files = {path: path.read_bytes().decode() for path in (sent / EMAIL / CALENDAR).glob("*.ics")}
    # A line of a calendar file is broken after 75 bytes, and goes on behind a space.
    whole = {path: text.replace("\r\n ", "") for path, text in files.items()}
    return [path for path, text in whole.items() if _gives_away(text, giving_away) or telltales.lines(text)]


def _handed_over(text: str, folder: Path, cut: _Cut, giving_away: list[str], gone: frozenset[str]) -> str:
    """A service's manifest without the story, and with the files as they are now."""
    data: dict[str, Any] = json.loads(text)
    ids = {section.id for section in cut.sections}
    names = {*ids, *(name.rpartition("/")[2] for name in ids)}
    pictures = [picture for picture in data["pictures"] if picture["source"] in gone]
    away = {picture["file"] for picture in pictures}

    def is_told(entry: dict[str, Any]) -> bool:
        words = " ".join(str(value) for value in entry.values())
        place = str(entry.get("place", ""))
        return (
            entry.get("section") in names
            or any(place.startswith(f"{section.file}") for section in cut.sections)
            or _gives_away(words, giving_away)
            or bool(cut.telltales.lines(words))
        )

    for part in ("subject", "preheader"):
        if _gives_away(data[part], giving_away):
            data[part] = INSTEAD
    data["findings"] = [finding for finding in data["findings"] if not is_told(finding)]
    data["waivers"] = [waiver for waiver in data["waivers"] if not is_told(waiver)]
    data["pictures"] = [picture for picture in data["pictures"] if picture not in pictures]
    data["files"] = [_as_it_is(file, folder) for file in data["files"] if file["name"] not in away]
    data["redacted"] = True
    return _json(data)


def _as_it_is(file: dict[str, Any], folder: Path) -> dict[str, Any]:
    path = folder / file["name"]
    if not path.is_file():
        return file
    return {**file, "size": path.stat().st_size, "sha256": sha256_of(path)}


def _without(all_sections: tuple[FrozenSection, ...], sections: tuple[FrozenSection, ...]) -> tuple[FrozenSection, ...]:
    """The sections after the cut: nothing told of those taken out, and the lines of all as they are now."""
    height = len(wrap(NOTE).split("\n"))
    shift = 0
    moved: dict[str, tuple[int, int]] = {}
    for section in sorted((each for each in all_sections if each.lines), key=lambda each: each.lines or (0, 0)):
        assert section.lines is not None
        first, last = section.lines
        size = height if section in sections else last - first
        moved[section.id] = (first + shift, first + shift + size)
        shift += size - (last - first)
    nothing = {"title": None, "people": (), "pictures": ()}
    return tuple(
        section.model_copy(update={**(nothing if section in sections else {}), "lines": moved.get(section.id)})
        for section in all_sections
    )
