"""What someone typed in a form, into its file; with what others changed meanwhile, or beside it to be chosen from."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsletter.content.editing import Value, replace_body, set_value
from newsletter.content.saving import Conflict, Saved, save_body, save_text, save_value
from newsletter.model.errors import EditError, NewsletterError
from newsletter.model.fields import RefersTo
from newsletter.model.place import FieldPath
from newsletter.studio.choices import Choices
from newsletter.studio.field_labels import LABELS
from newsletter.studio.forms import shape_at
from newsletter.studio.opened import Opened, fields_now
from newsletter.studio.studio import Studio


@dataclass(frozen=True)
class Change:
    """What a field is to be: ``()`` is the text below the fields, None the file as a whole."""

    field: FieldPath | None
    value: Value


@dataclass(frozen=True)
class Answer:
    """What became of some changes.

    ``digest`` stands for what the page shows from now on: the file, or where ``others`` changed it too, the version
    that the page showed with its own changes.  ``on_disk`` is the digest of the file, in which a conflict is decided.
    """

    digest: str
    on_disk: str
    others: bool
    conflicts: tuple[Conflict, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same for a page; values are texts, or lists of them."""
        return {
            "digest": self.digest,
            "on_disk": self.on_disk,
            "at": f"{datetime.now():%H:%M}",
            "others": self.others,
            "conflicts": [
                {"field": one.field, "label": _label(one.field), "mine": one.mine, "theirs": one.theirs}
                for one in self.conflicts
            ],
        }


def save_changes(studio: Studio, opened: Opened, changes: Sequence[Change], seen: str, page: str) -> Answer:
    """Write changes that were made to the version with the digest ``seen``; ``page`` tells two open pages apart.

    Raises EditError or ContentError where something cannot be written; what was typed is then kept with the recovery
    copies.
    """
    recovery, file = studio.recovery, opened.file
    saved: list[Change] = []
    conflicts: list[Conflict] = []
    base, on_disk, others = seen, seen, False
    for change in [as_typed(opened, change, studio.choices()) for change in changes]:
        result: Saved | Conflict
        if change.field is None:
            result = save_text(recovery, file, str(change.value or ""), seen=base, page=page)
        elif not change.field:
            result = save_body(recovery, file, str(change.value or ""), seen=base, page=page)
        else:
            result = save_value(recovery, file, change.field, change.value, seen=base, page=page)
        on_disk = result.digest
        if isinstance(result, Conflict):
            conflicts.append(result)
            others = True
            continue
        saved.append(change)
        others = others or result.with_others
        if not others:
            base = result.digest
    if not conflicts:
        on_disk = _without_empty_groups(opened, saved, on_disk)
    if not others:
        return Answer(on_disk, on_disk, False)
    return Answer(_shown(studio, opened, saved, seen) or seen, on_disk, True, tuple(conflicts))


def _label(field: FieldPath | None) -> str:
    if not field:
        return "Text" if field == () else "The whole file"
    key = str(next(part for part in reversed(field) if isinstance(part, str)))
    return LABELS.get(key, key.replace("_", " ").capitalize())


def as_typed(opened: Opened, change: Change, choices: Choices) -> Change:
    """The change as its file has it: what was chosen by its name becomes an id, an empty field nothing."""
    value = change.value
    if not change.field:
        if not isinstance(value, str):
            raise _unknown(opened)
        return change
    shape = shape_at(opened.model, change.field) if opened.model is not None else None
    if shape is None or shape.control in ("group", "groups", "named", "picture"):
        raise _unknown(opened)
    if value is not None and isinstance(value, tuple) is not (shape.control == "texts"):
        raise _unknown(opened)
    refers = shape.refers if isinstance(shape.refers, RefersTo) else None
    if isinstance(value, tuple):
        texts = [one for one in value if one.strip()]
        return Change(change.field, tuple(choices.meant(refers, one) if refers else one for one in texts) or None)
    if value and refers:
        value = choices.meant(refers, value)
    if value and shape.control == "moment":
        value = value.replace("T", " ")
    # A description that is meant to be empty is "", which says that a picture is a mere ornament.
    return Change(change.field, value if value or change.field[-1] == "alt" else None)


def _unknown(opened: Opened) -> EditError:
    return EditError("studio/no-field", f"{opened.file}: There is no such field here any more. Load the page again.")


def _without_empty_groups(opened: Opened, saved: Sequence[Change], digest: str) -> str:
    """A group of nothing but empty fields is one that was left out, such as a picture that was taken out."""
    groups = {change.field[0] for change in saved if change.field and len(change.field) == 2 and change.value is None}
    for name in groups:
        group = fields_now(opened.path, opened.file).get(str(name))
        if isinstance(group, dict) and all(value is None for value in group.values()):
            digest = set_value(opened.path, (name,), None, expected_digest=digest, file=opened.file).digest
    return digest


def _shown(studio: Studio, opened: Opened, saved: Sequence[Change], seen: str) -> str | None:
    """The digest of what the page shows: the version it was made from, with its own changes and nobody else's.

    It is remembered as that version was, so that the next edit can be joined as well; None where it was not kept.
    """
    base = studio.recovery.version(opened.file, seen)
    if base is None:
        return None
    with suppress(NewsletterError, OSError), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / opened.path.name
        path.write_bytes(base.path.read_bytes())
        digest = seen
        for change in saved:
            if change.field is None:
                return None
            result = (
                set_value(path, change.field, change.value)
                if change.field
                else replace_body(path, str(change.value or ""))
            )
            digest = result.digest
        studio.recovery.remember(opened.file, path.read_bytes())
        return digest
    return None
