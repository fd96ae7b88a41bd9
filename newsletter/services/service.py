"""What a mailing service needs, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from newsletter.model.email import MERGE_FIELDS


class Certainty(StrEnum):
    """How sure we are of an entry.  What is not documented is shown to editors as: check this once."""

    DOCUMENTED = "documented"  # in the service's own documentation, software or API description
    SEEN = "seen"  # in someone's working integration
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Tag:
    """What stands in place of a merge field, in the HTML and in the text part.

    None where the service has nothing for that part: the optional block around the field is then left out, or the
    address itself printed.  ``html`` of a tag that is an element (``is_element``) holds ``{words}`` and ``{style}`` (a
    whole attribute with a space before it, or nothing) and replaces the whole link.  ``{setting}`` in a tag
    (``{first_name}``) is the account's own name for it, from newsletter.yaml, ``defaults`` of the service otherwise;
    ``{fallback}``, one of them, stands in for a missing first name.  See :func:`filled`.
    """

    html: str | None
    text: str | None
    certainty: Certainty
    note: str = ""
    is_element: bool = False

    def part(self, part: str) -> str | None:
        """What stands in ``part``, which is ``html`` or ``text``; settings are not filled in."""
        return self.html if part == "html" else self.text


PARTS = ("html", "text")
"""The parts of an email that have tags of their own."""


def filled(tag: str, values: Mapping[str, str]) -> str:
    """A tag with ``{name}`` replaced by each of ``values``, once; other braces are the tag's own and stay."""
    if not values:
        return tag
    names = "|".join(re.escape(name) for name in values)
    return re.sub(rf"\{{({names})\}}", lambda name: values[name[1]], tag)


@dataclass(frozen=True)
class Requirement:
    """Something that the service refuses or blocks a mailing for.

    ``pattern`` is a regular expression over one part (``part`` is ``html`` or ``text``, after translation) that has to
    match ``least`` to ``most`` times.
    """

    part: str
    pattern: str
    least: int
    most: int | None
    message: str
    remedy: str
    certainty: Certainty


@dataclass(frozen=True)
class Limit:
    """The most that the service takes of something.

    ``what`` is ``html_characters``, ``html_bytes``, ``text_characters``, ``image_bytes`` (of each picture),
    ``preheader_characters`` or ``from_name_characters``.
    """

    what: str
    most: int
    certainty: Certainty


@dataclass(frozen=True)
class Escape:
    """How signs that the service would take for a tag are written, so that readers see them as typed.

    ``html`` and ``text`` are what is written in that part: ``{text}`` stands for the signs, ``{entities}`` for the same
    with brackets, braces and the like as character references.  None where there is no way: the editor writes it
    differently.
    """

    html: str | None
    text: str | None
    certainty: Certainty

    def written(self, part: str, signs: str) -> str | None:
        """``signs`` as they have to stand in ``part``, which is ``html`` or ``text``; None where there is no way."""
        form = self.html if part == "html" else self.text
        entities = re.sub(r"[][{}*|%$<]", lambda sign: f"&#{ord(sign[0])};", signs)
        return None if form is None else filled(form, {"text": signs, "entities": entities})


@dataclass(frozen=True)
class Step:
    """One step of a hand-off by hand, as a sentence to a volunteer.

    ``{subject}``, ``{preheader}``, ``{from_name}``, ``{from_address}``, ``{reply_to}``, ``{html_file}``,
    ``{text_file}`` and ``{zip_file}`` are filled in, by :func:`filled`: a sentence may hold braces of its own.
    ``unless_tracked``: it falls away where the settings ask for the counting of clicks.
    """

    text: str
    certainty: Certainty = Certainty.DOCUMENTED
    unless_tracked: bool = False


@dataclass(frozen=True)
class Untracked:
    """How one link asks the service not to count who follows it: ``attribute``, which stands first in its tag."""

    attribute: str
    certainty: Certainty


class Pictures(StrEnum):
    """How pictures travel with a hand-off by hand."""

    ZIP = "zip"  # uploaded together with the HTML
    UPLOADED = "uploaded"  # one by one into the service's own store, addresses put in by hand
    HOSTED = "hosted"  # only as addresses on the web


class CommentStyle(StrEnum):
    """What the service does to HTML comments, which Outlook's layout lives in."""

    KEPT = "kept"
    GO_TEMPLATE = "go template"  # Go's html/template takes every comment out; each has to be wrapped as safe


@dataclass(frozen=True)
class Source:
    """Where an entry was documented."""

    title: str
    read: str  # the month or version that was read


@dataclass(frozen=True)
class Service:
    """One mailing service.

    ``tags`` holds every merge field of :data:`newsletter.model.email.MERGE_FIELDS`, and ``organization``, ``year``
    and ``tracking`` (the picture that counts opens; put in only where a requirement or the settings ask for it) where
    the service has them.  ``looks_like_a_tag`` finds the beginning or the whole of what the service would take for one
    of its tags in an editor's prose; ``escape`` says how to write it, None where there is no way.  ``takes_text_part``
    is False where the service makes its own.  ``forbids``: signs that may stand nowhere in the HTML.
    ``adds_unsubscribe``: it adds a link where the email has none.  ``takes_message``: it takes a whole message, an
    .eml file.  ``untracked``: how a link asks not to be counted, None where we know of no way.
    ``defaults`` are the settings that an account may name otherwise, under ``services`` in newsletter.yaml.
    """

    title: str
    homepage: str
    tags: Mapping[str, Tag]
    steps: tuple[Step, ...]
    pictures: Pictures
    takes_text_part: bool
    looks_like_a_tag: str | None = None
    escape: Escape | None = None
    forbids: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    limits: tuple[Limit, ...] = ()
    comments: CommentStyle = CommentStyle.KEPT
    adds_unsubscribe: bool = False
    inlines_css: bool = False
    takes_message: bool = False
    untracked: Untracked | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def tag(self, name: str, part: str, settings: Mapping[str, str]) -> str | None:
        """What stands in place of a merge field in ``part``, with the account's ``settings`` filled in.

        None where the service has no such tag, or the settings leave it empty.  Raises KeyError for an unknown field.
        """
        form = self.tags[name].part(part)
        return (filled(form, {**self.defaults, **settings}) or None) if form else None

    def to_check_once(self) -> Iterator[str]:
        """What to look at once in an account of one's own, a sentence or two each: tags that nobody documented."""
        used = {name: self.tags[name] for name in MERGE_FIELDS if self.tags[name].html or self.tags[name].text}
        for certainty, beginning in (
            (Certainty.SEEN, f"Not from {self.title}’s own manual, but seen in other people’s emails"),
            (Certainty.UNCERTAIN, "We are not certain of these"),
        ):
            doubtful = {name: tag for name, tag in used.items() if tag.certainty is certainty}
            if doubtful:
                words = ", ".join(FIELD_WORDS[name] for name in doubtful)
                yield f"{beginning}: {words}. In the test email, see that each is filled in and leads somewhere."
            yield from (f"About {FIELD_WORDS[name]}: {tag.note}" for name, tag in doubtful.items() if tag.note)
        if self.untracked and self.untracked.certainty is not Certainty.DOCUMENTED:
            yield (
                f"Unless newsletter.yaml asks for it, each link asks not to be counted (`{self.untracked.attribute}`). "
                "In the test email, see that links lead straight to their pages."
            )


FIELD_WORDS = {
    "unsubscribe_url": "the unsubscribe link",
    "preferences_url": "the link to one’s preferences",
    "web_version_url": "the link to the web version",
    "postal_address": "the postal address",
    "first_name": "the first name",
    "email": "the reader’s email address",
    "organization": "the organization’s name",
    "year": "the year",
    "tracking": "the picture that counts opens",
}
"""Each field of a service's table, as people call it."""


def needs_unsubscribe(title: str, part: str, pattern: str, certainty: Certainty) -> Requirement:
    """The requirement of an unsubscribe link, ``pattern``, in one part of the email."""
    words, file = {
        "html": ("the HTML", "templates/parts/footer.mjml.j2"),
        "text": ("the plain-text part", "templates/text/layout.txt.j2"),
    }[part]
    return Requirement(
        part,
        pattern,
        1,
        None,
        f"{title} wants an unsubscribe link in {words}.",
        f"Put @@unsubscribe_url@@ back into the footer, {file}.",
        certainty,
    )
