"""Issue to Document: references, people and pictures resolved."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import unquote

from markdown_it.token import Token

from newsletter.content.pictures import read_picture
from newsletter.content.targets import find_target, qualified, references_in, standing_id
from newsletter.model.document import (
    Block,
    Document,
    EntryView,
    ImageFile,
    OrganizationView,
    PersonView,
    PictureView,
    Target,
)
from newsletter.model.errors import ContentError
from newsletter.model.fields import Picture, RefersTo, RefersToPerson, Typed, direction
from newsletter.model.finding import Finding, Severity
from newsletter.model.issue import Issue, Section
from newsletter.model.place import Place
from newsletter.model.reference import Reference, ReferenceFile
from newsletter.model.rich_text import RichText
from newsletter.model.settings import Settings


def compose(issue: Issue, reference: Reference, settings: Settings) -> Document:
    """Join an issue with the standing reference.

    Entries of the reference are resolved once and kept with it, not once an issue.  Raises ContentError where
    an id leads nowhere or a picture cannot be used; reading reports the same earlier, with the nearest id.
    """
    composer = _Composer(issue, reference, settings)
    header = issue.header
    language = settings.language
    sections = tuple(composer.entry(entry) for entry in issue.contents)
    organization = reference.organization
    return Document(
        name=issue.name,
        publication=settings.title,
        title=header.title,
        number=header.number,
        date=header.date,
        language=language,
        direction=direction(language),
        subject=header.subject,
        preheader=header.preheader,
        sample=settings.sample or header.practice,
        practice=header.practice,
        sender=header.sender or settings.sender,
        organization=OrganizationView(
            organization.name, organization.helpline, organization.postal_address, organization.links
        ),
        top=composer.standing_blocks(settings.standing.top),
        sections=sections,
        bottom=composer.standing_blocks(settings.standing.bottom),
        images=tuple(composer.images.values()),
        context=f"{language} {settings.sample or header.practice} {reference.organization_digest}",
        place=Place(issue.places.file),
    )


_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|cf|Dr|no)\.$")


@dataclass
class _Composer:
    issue: Issue
    reference: Reference
    settings: Settings
    images: dict[str, ImageFile] = field(default_factory=dict)

    def entry(self, entry: Section | str) -> Block:
        """A section of the issue, or a standing page placed in it."""
        return self.section(entry) if isinstance(entry, Section) else self.standing(entry)

    def section(self, section: Section) -> Block:
        used = _Used(section.digest)
        fields = section.fields
        body = self._resolved(section.body, used, set())
        return Block(
            id=section.id,
            anchor=section.name,
            template=f"sections/{section.kind}",
            title=fields.title or None,
            language=fields.language,
            direction=direction(fields.language) if fields.language else None,
            body=body,
            view={**self._view(fields, used, section.places.of), "occasion": fields.occasion},
            digest=used.digest(section.id),
            place=section.place,
        )

    def standing_blocks(self, names: tuple[str, ...]) -> tuple[Block, ...]:
        """The standing blocks of an issue, without those that are to be left out beside what it holds."""
        held = {entry.kind if isinstance(entry, Section) else entry for entry in self.issue.contents}
        files = {name: self.reference.entries.get(standing_id(name)) for name in names}
        return tuple(
            self.standing(name)
            for name, file in files.items()
            if file is None or held.isdisjoint(getattr(file.entry, "left_out_beside", ()))
        )

    def standing(self, name: str) -> Block:
        reference_id = standing_id(name)
        known = self.reference.resolved.get(name)
        if not isinstance(known, Block):
            known = self.reference.resolved[name] = self._standing(reference_id)
        return known

    def _standing(self, reference_id: str) -> Block:
        file = self.reference.entries.get(reference_id)
        if file is None:
            raise _unknown(reference_id, Place(self.issue.places.file))
        used = _Used(file.digest)
        view = self._entry_view(file, used)
        kind = {"pages": "page", "notices": "notice"}.get(file.folder, file.folder)
        language = file.entry.language
        target = None
        button = getattr(file.entry, "button", None)
        if button is not None:
            target = self._target(button.to, file.places.of("button", "to"))
            used.add(target.digest)
        return Block(
            id=reference_id,
            anchor=reference_id.split("/")[-1],
            template=f"parts/{kind}",
            title=getattr(file.entry, "title", None) or None,
            language=language,
            direction=direction(language) if language else None,
            body=view.body,
            view={"entry": view, "button_target": target},
            digest=used.digest(reference_id),
            place=file.places.of(),
        )

    def _view(self, fields: Typed, used: _Used, place: Callable[..., Place]) -> Mapping[str, Any]:
        view: dict[str, Any] = {}
        for name, refers in references_in(type(fields)).items():
            value = getattr(fields, name)
            if isinstance(value, Picture):
                at = place(name, "file")
                view[name] = self._picture(value.file, value.alt, at, value.caption, value.credit, used)
            elif value is None or refers is None:
                view[name] = value
            elif isinstance(refers, RefersToPerson):
                view[name] = self._person(value, place(name), used)
            elif isinstance(value, tuple):
                view[name] = tuple(
                    self._entry_by_id(refers, item, place(name, index), used) for index, item in enumerate(value)
                )
            else:
                view[name] = self._entry_by_id(refers, value, place(name), used)
        return view

    def _entry_by_id(self, refers: RefersTo, name: str, place: Place, used: _Used) -> EntryView:
        reference_id = qualified(refers, name)
        file = self.reference.entries.get(reference_id)
        if file is None:
            raise _unknown(reference_id, place)
        return self._entry_view(file, used)

    def _entry_view(self, file: ReferenceFile, used: _Used) -> EntryView:
        known = self.reference.resolved.get(("view", file.id))
        if known is None:
            mine = _Used(file.digest)
            known = self.reference.resolved["view", file.id] = (self._new_entry_view(file, mine), mine)
        view, mine = known
        used.add(mine.digest(file.id))
        return cast(EntryView, view)

    def _new_entry_view(self, file: ReferenceFile, used: _Used) -> EntryView:
        entry = file.entry
        links = {
            name: self._entry_by_id(refers, getattr(entry, name), file.places.of(name), used)
            for name, refers in references_in(type(entry)).items()
            if isinstance(refers, RefersTo) and isinstance(getattr(entry, name), str)
        }
        # The card already carries the entry's full name, so its own text uses the short one.
        body = self._resolved(file.body, used, {file.id})
        return EntryView(file.id, entry.preferred_name(), entry.full_name(), entry.url, entry, body, links)

    def _person(self, name: str, place: Place, used: _Used) -> PersonView:
        file = self.reference.people.get(name)
        if file is None:
            raise _unknown(f"people/{name}", place)
        used.add(file.digest)
        return PersonView(file.person.shown_as, file.person.relation.value)

    def _picture(
        self, name: str, alt: str, place: Place, caption: str | None, credit: str | None, used: _Used
    ) -> PictureView:
        image = self.images.get(name)
        if image is None:
            image = self.images[name] = read_picture(self.issue.folder, name, place)
        used.add(f"{image.width}x{image.height}")
        used.add(image.name)
        return PictureView(image.name, alt, image.width, image.height, caption, credit)

    def _resolved(self, text: RichText, used: _Used, seen: set[str]) -> RichText:
        """The rich text with ``ref:`` links and pictures resolved; the same object where there are none."""
        if not text.targets and not text.pictures:
            return text
        tokens = []
        for token in text.tokens:
            if token.type == "inline" and any(c.type in ("link_open", "image") for c in token.children or ()):
                place = text.place(token.map[0] if token.map else 0)
                token = replace_token(token, children=self._children(token.children or [], place, used, seen))
            tokens.append(token)
        return replace(text, tokens=tuple(tokens))

    def _children(self, children: list[Token], place: Place, used: _Used, seen: set[str]) -> list[Token]:
        out: list[Token] = []
        drop_close = 0
        skip_words = False
        for index, token in enumerate(children):
            href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
            if href.startswith("ref:"):
                target = self._target(unquote(href[4:]), place)
                used.add(target.digest)
                words = target.name if target.id in seen else target.full_name
                if _begins_sentence(out):
                    words = words[:1].upper() + words[1:]
                seen.add(target.id)
                automatic = token.info == "auto"
                skip_words = automatic
                if target.url is not None:
                    out.append(replace_token(token, attrs={"href": target.url}, meta={"shown_as": target.shown_as}))
                else:
                    drop_close += 1
                if automatic or children[index + 1].type == "link_close":
                    out.append(Token("text", "", 0, content=words))
            elif token.type == "link_close":
                skip_words = False
                if drop_close:
                    drop_close -= 1
                else:
                    out.append(token)
            elif token.type == "image":
                name = unquote(str(token.attrs["src"]))
                picture = self._picture(name, token.content, place, None, None, used)
                attrs: dict[str, str | int | float] = {
                    "src": picture.src, "width": picture.width, "height": picture.height,
                }  # fmt: skip
                out.append(replace_token(token, attrs=attrs))
            elif not skip_words:
                out.append(token)
        return out

    def _target(self, name: str, place: Place) -> Target:
        target = find_target(self.reference, name)
        if target is None:
            raise _unknown(name, place)
        return target


def _begins_sentence(before: list[Token]) -> bool:
    """Whether the next word stands at the beginning of a sentence."""
    text = "".join(" " if t.type == "softbreak" else t.content for t in before).rstrip().rstrip("“\"‘'(")
    ended = not text or text.rstrip()[-1] in ".?!" or before[-1].type == "hardbreak"
    return ended and not _ABBREVIATION.search(text)


def replace_token(token: Token, **changes: Any) -> Token:
    """A copy of a token with some values changed; the parsed original may be in a cache."""
    copy = token.copy()
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _unknown(name: str, place: Place) -> ContentError:
    return ContentError(
        [
            Finding(
                "reading/unknown-reference",
                Severity.ERROR,
                place,
                f"There is no “{name}”.",
                "Look in reference/ and people/ for the right name.",
            )
        ]
    )


class _Used:
    """Collects the digests of all that goes into a block."""

    def __init__(self, digest: str) -> None:
        self._digests = [digest]

    def add(self, digest: str) -> None:
        self._digests.append(digest)

    def digest(self, block_id: str) -> str:
        """One digest for the block."""
        return hashlib.blake2b("\n".join([block_id, *self._digests]).encode(), digest_size=16).hexdigest()
