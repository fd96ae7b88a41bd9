"""``reference/``, ``people/`` and ``newsletter.yaml`` to the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from newsletter.content.conflicted_copies import copies_in, two_versions
from newsletter.content.project import SETTINGS_FILE, Project, is_safe_name
from newsletter.content.reference_kinds import ReferenceKind, reference_kinds
from newsletter.content.source_file import read_source
from newsletter.content.targets import find_target, qualified, references_in, standing_id, target_ids
from newsletter.content.typed_files import TypedFile, read_markdown_file, read_yaml_file
from newsletter.model.errors import ContentError
from newsletter.model.fields import RefersTo, Typed
from newsletter.model.finding import Finding, Severity, in_order
from newsletter.model.nearest import did_you_mean
from newsletter.model.person import Person
from newsletter.model.place import Place, Places
from newsletter.model.reading import Reading
from newsletter.model.reference import (
    Entry,
    Glossary,
    Helpline,
    Organization,
    PersonFile,
    Reference,
    ReferenceFile,
)
from newsletter.model.rich_text import RichText
from newsletter.model.settings import Settings, Standing

# Stands in where organization.yaml cannot be read, so that everything else is still checked.
_UNREADABLE = Organization(
    name="?", helpline=Helpline(shown_as="?", number="+10000000"), postal_address=("?",), links={}
)


@dataclass(frozen=True)
class Publication:
    """What every issue shares: settings, reference and contributors."""

    settings: Settings
    reference: Reference


def read_publication(project: Project) -> Reading[Publication]:
    """Settings, reference and contributors, with every mistake in them.

    ``value`` is None only where the settings cannot be used.
    """
    reference = read_reference(project.reference, project.people)
    settings = read_yaml_file(project.root / SETTINGS_FILE, SETTINGS_FILE, Settings)
    findings = [*reference.findings, *settings.findings]
    if settings.value is None or reference.value is None:
        return Reading(None, in_order(findings))
    findings += _standing_faults(settings.value.standing, settings.places, reference.value)
    return Reading(Publication(settings.value, reference.value), in_order(findings))


def read_reference(folder: Path, people: Path | None = None) -> Reading[Reference]:
    """The standing reference below ``folder``, and the contributors below ``people``.

    A file that cannot be read is left out, named in ``broken`` and reported.
    """
    findings: list[Finding] = []
    entries: dict[str, ReferenceFile] = {}
    broken: set[str] = set()
    for kind, kind_module in reference_kinds().items():
        for path in _files(folder / kind, ".md", findings, f"{folder.name}/{kind}"):
            entry_id = f"{kind}/{path.stem}"
            file = read_markdown_file(path, f"{folder.name}/{entry_id}.md", partial(_fields_of, kind_module))
            findings += file.findings
            if file.value is None:
                broken.add(entry_id)
            else:
                entries[entry_id] = ReferenceFile(entry_id, file.value, file.body, file.digest, file.places)
    findings += _unknown_folders(folder)
    organization: TypedFile[Organization] = read_yaml_file(
        folder / "organization.yaml", f"{folder.name}/organization.yaml", Organization
    )
    findings += organization.findings
    if organization.value is None:
        broken.add("organization")
    glossary = Glossary()
    if (folder / "glossary.yaml").exists():
        terms = read_yaml_file(folder / "glossary.yaml", f"{folder.name}/glossary.yaml", Glossary)
        findings += terms.findings
        glossary = terms.value or glossary
    persons: dict[str, PersonFile] = {}
    for path in _files(people, ".yaml", findings, people.name) if people is not None else ():
        person = read_yaml_file(path, f"{path.parent.name}/{path.name}", Person)
        findings += person.findings
        if person.value is None:
            broken.add(f"people/{path.stem}")
        else:
            persons[path.stem] = PersonFile(path.stem, person.value, person.digest, person.places)
    reference = Reference(
        organization=organization.value or _UNREADABLE,
        organization_places=organization.places,
        organization_digest=organization.digest,
        entries=entries,
        people=persons,
        glossary=glossary,
        broken=frozenset(broken),
        dictionary=_dictionary(folder / "dictionary.txt", findings),
        folder=folder,
    )
    for entry in entries.values():
        model = type(entry.entry)
        data = {name: getattr(entry.entry, name) for name in references_in(model)}
        findings += field_faults(model, data, entry.places, reference)
        findings += target_faults(entry.body, reference)
        findings += _button_faults(entry, reference)
        findings += [
            Finding(
                "reading/picture-in-reference", Severity.ERROR, place,
                f"“{name}”: pictures belong to an issue.", "Take the picture out and place it in the issue.",
            )
            for name, place in entry.body.pictures.items()
        ]  # fmt: skip
    return Reading(reference, in_order(findings))


def _dictionary(path: Path, findings: list[Finding]) -> frozenset[str]:
    """The publication's own words: one a line, without what follows a ``#``."""
    if not path.exists():
        return frozenset()
    try:
        lines = read_source(path, f"{path.parent.name}/{path.name}").text.split("\n")
    except ContentError as error:
        findings += error.findings
        return frozenset()
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))


def _fields_of(kind: ReferenceKind, _data: dict[str, Any], _places: Places) -> type[Entry]:
    return kind.Fields


def field_faults(model: type[Typed], data: Mapping[str, Any], places: Places, reference: Reference) -> list[Finding]:
    """Fields that name an entry or a person that does not exist.

    ``data`` are the fields as typed: one that is mistyped does not keep the others from being looked up.
    """
    findings = []
    for name, refers in references_in(model).items():
        value = data.get(name)
        if refers is None or value is None:
            continue
        named = {places.of(name, i): item for i, item in enumerate(value)} if isinstance(value, list | tuple) else {}
        if isinstance(value, str):
            named = {places.of_value(name): value}
        for place, typed in named.items():
            item = typed.strip() if isinstance(typed, str) else ""
            if not item:
                continue
            if isinstance(refers, RefersTo):
                wanted = qualified(refers, item)
                misplaced = not wanted.startswith(f"{refers.folder}/")
                known = [i.removeprefix(f"{refers.folder}/") for i in reference.entries if i.startswith(refers.folder)]
                if misplaced or (wanted not in reference.entries and wanted not in reference.broken):
                    findings.append(_unknown(place, item, f"reference/{refers.folder}/", known, name))
            elif item not in reference.people and f"people/{item}" not in reference.broken:
                findings.append(_unknown(place, item, "people/", list(reference.people), name))
    return findings


def target_faults(text: RichText, reference: Reference) -> list[Finding]:
    """``ref:`` links that lead nowhere."""
    findings = []
    for target, place in text.targets.items():
        if target in reference.broken or ("organization" in reference.broken and target.startswith("organization")):
            continue
        if find_target(reference, target) is None:
            known = target_ids(reference)
            findings.append(_unknown(place, target, "reference/", known, None))
    return findings


def _button_faults(entry: ReferenceFile, reference: Reference) -> list[Finding]:
    """A notice's button that leads nowhere."""
    button = getattr(entry.entry, "button", None)
    if button is None:
        return []
    return target_faults(RichText(targets={button.to: entry.places.of_value("button", "to")}), reference)


def _unknown(place: Place, name: str, where: str, known: list[str], field: str | None) -> Finding:
    # The last part alone is what people remember: "trabectedine" for drugs/trabectedin.
    by_tail = {known_id.split("/")[-1]: known_id for known_id in known}
    hint = did_you_mean(name, known) or did_you_mean(name.split("/")[-1], by_tail)
    for tail, full in by_tail.items():
        if hint == f"Did you mean {tail}?":
            hint = f"Did you mean {full}?"
    return Finding(
        "reading/unknown-reference", Severity.ERROR, place, f"There is no “{name}” in {where}.",
        hint or f"Look into {where} for its name.", field=field,
    )  # fmt: skip


def _standing_faults(standing: Standing, places: Places, reference: Reference) -> list[Finding]:
    findings = []
    for part in ("top", "bottom"):
        for index, name in enumerate(getattr(standing, part)):
            wanted = standing_id(name)
            if wanted not in reference.entries and wanted not in reference.broken:
                known = [i.removeprefix("notices/") for i in reference.entries if i.startswith(("notices/", "pages/"))]
                findings.append(_unknown(places.of("standing", part, index), name, "reference/notices/", known, part))
    return findings


def _files(folder: Path, suffix: str, findings: list[Finding], file: str) -> list[Path]:
    """The files of a folder with a suffix, in order; names that cannot be ids are reported."""
    if not folder.is_dir():
        return []
    found = []
    people = suffix == ".yaml"
    copies = copies_in(folder, same_title=not people)
    for path in sorted(folder.iterdir()):
        if path.name in copies:
            # One of a contributor's may say that consent was withdrawn: nothing goes out before somebody chose.
            severity = Severity.ERROR if people else Severity.WARNING
            findings.append(two_versions(file, path.name, copies[path.name], severity))
            continue
        if path.suffix != suffix or path.name.startswith("."):
            continue
        if not is_safe_name(path.stem):
            findings.append(
                Finding(
                    "reading/bad-name", Severity.ERROR, Place(f"{file}/{path.name}"),
                    "This file name cannot be used on every computer.",
                    "Use letters, digits and hyphens, such as boot-camp-3.",
                )
            )  # fmt: skip
            continue
        found.append(path)
    return found


def _unknown_folders(folder: Path) -> list[Finding]:
    known = reference_kinds()
    if not folder.is_dir():
        return []
    return [
        Finding(
            "reading/unknown-folder", Severity.WARNING, Place(f"{folder.name}/{path.name}"),
            "Nothing reads this folder.", did_you_mean(path.name, known) or f"Known are: {', '.join(known)}.",
        )
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in known and not path.name.startswith(".")
    ]  # fmt: skip
