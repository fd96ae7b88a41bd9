"""A person's withdrawal: everything of theirs goes, wherever this publication keeps it.

The order is that of least harm: what can be made again goes first, then what went out, then the sources, and the
person's file last.  Whatever is interrupted, the same withdrawal finds the rest and goes on from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsletter.content.contributions import Contribution, contributions
from newsletter.content.frozen_issues import SERVICES
from newsletter.content.frozen_manifest import FOLDER, FrozenSection, is_frozen, reseal, withdrawing
from newsletter.content.issues import HEADER
from newsletter.content.project import Project
from newsletter.content.recovery import remove_recovery_copies
from newsletter.content.typed_files import read_yaml_file
from newsletter.delivery.exported import exported_services
from newsletter.delivery.folder_swap import issue_locked
from newsletter.delivery.freeze import source_digests
from newsletter.delivery.leftovers import Mention, Telltales, mentions
from newsletter.delivery.publish_images import unpublish
from newsletter.delivery.receipt import FOLDER as RECEIPTS
from newsletter.delivery.receipt import new_receipt, pictures_left
from newsletter.delivery.redaction import pattern, telling_names
from newsletter.delivery.withdraw_frozen import concerned, redact_frozen, reseal_sources, restock, words_as_sent
from newsletter.delivery.withdraw_sources import (
    NO_NAME,
    picture_digests,
    redact_header,
    redact_person,
    redact_section,
    remove_pictures,
    replace_names,
)
from newsletter.model.errors import ContentError, DeliveryError, NewsletterError, ProjectError
from newsletter.model.nearest import did_you_mean
from newsletter.model.person import Person, PersonStatus

ANYONE = "a contributor"
"""What stands in place of a name in the prose of others, if that is asked for."""

_LONG = 40
"""A paragraph of more signs than this is looked for in recovery copies; shorter ones may be anybody's."""


@dataclass(frozen=True)
class Withdrawal:
    """What there is of a person, before anything is done.

    ``sections`` are those of sources, ``sent`` those of frozen issues by issue, ``services`` the mailing services that
    the issues were exported for, pushed to or handed to, by issue.  ``pictures`` are the SHA-256 of the pictures that
    go, with those that an earlier withdrawal left on the web.
    """

    project: Project
    id: str
    person: Person
    sections: tuple[Contribution, ...]
    sent: Mapping[str, tuple[FrozenSection, ...]]
    services: Mapping[str, tuple[str, ...]]
    telltales: Telltales
    pictures: frozenset[str]

    @property
    def name(self) -> str | None:
        """The name to look for; None once it has been taken out."""
        return None if self.person.shown_as == NO_NAME else self.person.shown_as

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that hold something of the person's."""
        return tuple(sorted({*self.sent, *(section.issue for section in self.sections)}))

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        left = unpublish(self.project, self.pictures, dry_run=True).removed
        return not (self.issues or self.name or left) and self.person.status is PersonStatus.WITHDRAWN

    @property
    def files(self) -> tuple[str, ...]:
        """The files that hold, or held, something of the person's; folders end in a slash."""
        own = [section.file for section in self.sections]
        own += [f"issues/{each.issue}/{name}" for each in self.sections for name in each.pictures]
        own += [section.file for sections in self.sent.values() for section in sections]
        own += [f"issues/{issue}/{FOLDER}/" for issue in self.sent]
        own += [f"issues/{issue}/{HEADER}" for issue in self.issues if self._header_tells(issue)]
        return tuple(dict.fromkeys([*own, f"people/{self.id}.yaml"]))

    def _header_tells(self, issue: str) -> bool:
        """Whether ``issue.yaml`` holds words that give the story away."""
        text = (self.project.issues / issue / HEADER).read_text(encoding="utf-8", errors="replace")
        words = [*self.titles(issue), *telling_names(self.name or "")]
        return any(pattern(each, is_markup=False).search(text) for each in words) or bool(self.telltales.lines(text))

    def titles(self, issue: str) -> tuple[str, ...]:
        """The titles of the person's sections in an issue."""
        own = [section.title for section in self.sections if section.issue == issue]
        return tuple(dict.fromkeys(t for t in (*own, *(each.title for each in self.sent.get(issue, ()))) if t))

    def elsewhere(self) -> tuple[Mention, ...]:
        """Where the name, or words of the story, stand in what others wrote."""
        root = self.project.root
        gone = (self.project.output, self.project.people / RECEIPTS, *(root / file for file in self.files))
        return mentions(root, self.telltales, self.name, except_for=gone)

    def effects(self) -> Iterator[str]:
        """What will be removed or changed, one sentence each."""
        for section in self.sections:
            yield f"{section.file}: a note takes the place of the story."
            if section.pictures:
                yield f"issues/{section.issue}: {_number(len(section.pictures), 'picture')} of this story removed."
        for issue, sections in self.sent.items():
            yield f"issues/{issue}/{FOLDER}: {_number(len(sections), 'story')} taken out of what was sent, and sealed."
        for issue in self.issues:
            if (self.project.output / issue).is_dir():
                yield f"dist/{issue}: build and exports removed."
        for address in unpublish(self.project, self.pictures, dry_run=True).removed:
            yield f"{address}: a picture taken off the web."
        yield "Recovery copies on this computer removed."
        yield f"people/{self.id}.yaml: consent withdrawn, the name taken out."


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal did: its receipt, and where the name or words of the story still stand.

    ``on_the_web`` are pictures that could not be taken off it, each with the reason; ``files`` are all that held
    something of the person's.
    """

    receipt: Path
    mentions: tuple[Mention, ...]
    on_the_web: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def planned_withdrawal(project: Project, typed: str) -> Withdrawal:
    """Everything there is of a person, named by the file in ``people/``.

    Raises ProjectError where there is no such person, ContentError where that file or a frozen issue cannot be read.
    """
    known = sorted(path.stem for path in project.people.glob("*.yaml"))
    person = typed.replace("\\", "/").removeprefix("people/").removesuffix(".yaml")
    if person not in known:
        hint = did_you_mean(person, known) or f"In people/ there are: {', '.join(known) or 'no files'}."
        raise ProjectError("project/no-person", f"There is no person “{typed}”. {hint}")
    file = read_yaml_file(project.people / f"{person}.yaml", f"people/{person}.yaml", Person)
    if file.value is None:
        raise ContentError(file.findings)
    own = contributions(project, person)
    sent: dict[str, tuple[FrozenSection, ...]] = {}
    for issue in project.issue_names():
        if sections := concerned(project.issues / issue, person):
            sent[issue] = sections
    texts = [text for each in own for text in each.texts]
    texts += [words_as_sent(project.issues / issue, each) for issue, sections in sent.items() for each in sections]
    issues = dict.fromkeys([*sent, *(each.issue for each in own)])
    return Withdrawal(
        project=project,
        id=person,
        person=file.value,
        sections=own,
        sent=sent,
        services={issue: _services(project, issue) for issue in issues},
        telltales=Telltales(texts),
        pictures=picture_digests(project.issues, own) | pictures_left(project),
    )


def withdraw(
    planned: Withdrawal,
    *,
    by: str,
    on_word_of: str,
    at: datetime,
    everywhere: bool = False,
    recovery: Path | None = None,
    tell: Callable[[str], None] = lambda _words: None,
) -> Withdrawn:
    """Carry a withdrawal out; ``tell`` hears what has been done.

    ``everywhere`` replaces the name in the prose of others too.  ``recovery`` is the folder of recovery copies where
    it is not this computer's.  Raises DeliveryError where something could not be removed: what has gone by then stays
    gone, the receipt says so, and the same withdrawal goes on from there.
    """
    project, name = planned.project, planned.name
    consent, files = planned.person.consent, planned.files
    receipt = new_receipt(project, at, by, on_word_of, consent.record if consent else None, name or "")
    done: list[str] = []

    def did(words: str) -> None:
        done.append(words)
        receipt.write(done, finished=False)
        tell(words)

    try:
        with withdrawing():
            receipt.write(done, finished=False)
            unpublished = unpublish(project, planned.pictures)
            for address in unpublished.removed:
                did(f"{address}: a picture taken off the web.")
            _remove(planned, receipt.path, at, recovery, did)
            replaced = _replace_everywhere(project, name, did) if everywhere and name else []
            redact_person(project.people / f"{planned.id}.yaml", f"people/{planned.id}.yaml")
            did(f"people/{planned.id}.yaml: consent withdrawn, the name taken out.")
            receipt.write(done, finished=True, on_the_web=sorted(planned.pictures) if unpublished.left else ())
    except (OSError, NewsletterError) as error:
        reason = f"{error.filename}: {error.strerror}." if isinstance(error, OSError) else str(error)
        raise DeliveryError(
            "withdraw/not-finished",
            f"The withdrawal is not finished. {reason} What has gone stays gone, and {receipt.path.name} in "
            f"people/{RECEIPTS} says what. Mend this, and do the same again: it goes on from there.",
        ) from error
    found = mentions(project.root, planned.telltales, name, except_for=(project.people / RECEIPTS,))
    return Withdrawn(receipt.path, found, unpublished.left, (*files, *replaced))


def _remove(
    planned: Withdrawal, receipt: Path, at: datetime, recovery: Path | None, did: Callable[[str], None]
) -> None:
    project = planned.project
    for issue in planned.issues:
        if _remove_output(project, issue):
            did(f"dist/{issue}: build and exports removed.")
    if project.cache.is_dir():
        shutil.rmtree(project.cache)
    paragraphs = [part for each in planned.sections for text in each.texts for part in text.split("\n\n")]
    words = [part for part in paragraphs if len(part) > _LONG]
    if count := remove_recovery_copies(project, planned.files, words, recovery):
        did(f"{_number(count, 'recovery copy')} on this computer removed.")
    telling = telling_names(planned.name or "")
    for issue in planned.issues:
        folder = project.issues / issue
        for aside in (*folder.glob("taken-back-*"), *folder.glob(f".{FOLDER}.newsletter-*")):
            shutil.rmtree(aside)
            did(f"issues/{issue}: an earlier copy of what was frozen removed.")
        if issue in planned.sent:
            file = receipt.relative_to(project.root).as_posix()
            on = at.date()
            redact_frozen(folder, planned.id, telling[0] if telling else None, planned.telltales, on=on, receipt=file)
            did(f"issues/{issue}/{FOLDER}: taken out of what was sent, and sealed again.")
    for path in remove_pictures(project.issues, planned.pictures):
        did(f"{path.parent.relative_to(project.root).as_posix()}: a picture removed.")
    for issue in planned.issues:
        folder = project.issues / issue
        own = [section for section in planned.sections if section.issue == issue]
        files = [*(each.file for each in own), *(each.file for each in planned.sent.get(issue, ()))]
        names = {file.rpartition("/")[2].removesuffix(".md") for file in files}
        if redact_header(folder, names, [*planned.titles(issue), *telling[:1]]):
            did(f"issues/{issue}/issue.yaml: words that gave the story away taken out.")
        for section in own:
            redact_section(section)
            did(f"{section.file}: a note took the place of the story.")
        if is_frozen(folder):
            reseal_sources(folder, source_digests(folder))


def _remove_output(project: Project, issue: str) -> bool:
    if not (project.output / issue).is_dir():
        return False
    with issue_locked(project.output, issue) as target:
        shutil.rmtree(target)
    return True


def _replace_everywhere(project: Project, name: str, did: Callable[[str], None]) -> list[str]:
    """Put other words in place of a name in all issues, and seal again what was sealed; the files changed."""
    files: list[str] = []
    for issue in project.issue_names():
        folder = project.issues / issue
        changed = replace_names((path for path in sorted(folder.rglob("*")) if path.is_file()), name, ANYONE)
        if changed and is_frozen(folder):
            for service in (folder / FOLDER / SERVICES).glob("*/"):
                restock(service)
            reseal(folder / FOLDER)
            reseal_sources(folder, source_digests(folder))
        if changed:
            did(f"issues/{issue}: the name replaced in {_number(len(changed), 'file')}.")
        files += [path.relative_to(project.root).as_posix() for path in changed]
    return files


def _services(project: Project, issue: str) -> tuple[str, ...]:
    """The mailing services that have, or may have, an issue."""
    folder = project.issues / issue
    handed = [path.parent.name for path in (folder / FOLDER / SERVICES).glob("*/manifest.json")]
    drafts = [path.stem for path in (folder / "drafts").glob("*.json")]
    return tuple(sorted({*handed, *drafts, *exported_services(project.output, issue)}))


_PLURALS = {"story": "stories", "recovery copy": "recovery copies"}


def _number(count: int, what: str) -> str:
    return f"{count} {what if count == 1 else _PLURALS.get(what, f'{what}s')}"
