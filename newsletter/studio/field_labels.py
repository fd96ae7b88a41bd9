"""What fields are called on screen where their name in the file would be jargon, and what stands beside them."""

from __future__ import annotations

import re

from pydantic import BaseModel

from newsletter.content.field_words import first_paragraph
from newsletter.content.section_kinds import SectionKind
from newsletter.model.issue import IssueHeader, SectionFields

LABELS = {
    "alt": "Describe the picture",
    "as_of": "Information gathered on",
    "by": "By",
    "contributor": "Whose words these are",
    "credentials": "Degrees and titles",
    "date": "Day on which it goes out",
    "doubts": "To be looked at by a reviewer",
    "from": "Sender",
    "misspellings": "Wrong spellings",
    "nct": "Number on ClinicalTrials.gov",
    "notes": "Private notes",
    "of_100": "Out of 100 people",
    "online": "Where to join (web address)",
    "preheader": "Preview line",
    "recording_url": "Where to watch it (web address)",
    "registration_url": "Where to sign up (web address)",
    "reply_to": "Replies go to",
    "review_every": "Review again after (months)",
    "signed": "Signed by",
    "slides_url": "Slides (web address)",
    "subject": "Subject line",
    "transcript_url": "Where to read it (web address)",
    "url": "Web address",
    "zone": "Time zone",
}
"""Labels by the name of the field."""

HELP = {
    "alt": "Say in one sentence what it shows, for readers who cannot see it.",
    "asked_by": "How they agreed to be shown, such as: a caregiver in Ohio.",
    "date": "",
    "contributor": "Choose the person. Only the name they agreed to is printed.",
    "drug": "Type a name or a brand, and choose. The facts come from the standing information.",
    "end": "By the clocks in its time zone.",
    "from": "Leave this empty for the usual sender.",
    "group": "Type a name, and choose.",
    "language": "Only where it differs from the rest. A code such as es for Spanish.",
    "left_out_beside": "Kinds of sections and pages beside which it must not stand.",
    "notes": "For the team. Never part of the email.",
    "preheader": "One sentence that goes on from the subject line. Inboxes show it beside the subject.",
    "start": "By the clocks in its time zone.",
    "subject": "What this issue is about. Phones show about the first 40 letters.",
    "webinars": "Type a name, and choose. The order here is the order in the email.",
    "zone": "",
}
"""What stands beside a field, where the words in the model speak of files."""

LIMITS = {"subject": 50, "preheader": 110, "title": 70, "alt": 150, "pull_quote": 200}
"""How many letters read well, by the name of the field.  The checks have the last word."""

SEVERAL_SENTENCES = {
    "caution", "content_note", "disclosures", "meaning", "mechanism", "note", "notes", "proposed", "published",
    "pull_quote", "question", "reason", "status_note", "summary",
}  # fmt: skip
"""Fields that get room for several lines."""

_HIDDEN: dict[type[BaseModel], frozenset[str]] = {
    SectionFields: frozenset({"kind"}),
    IssueHeader: frozenset({"history", "practice", "sections", "status", "waivers"}),
}


_FILES = re.compile(r",?(?: each)? from “[^”]*”")


def kind_words(kind: SectionKind) -> str:
    """What a kind of section is for, in one sentence, without the files in which its facts stand."""
    sentence = first_paragraph(kind.__doc__).partition(". ")[0].rstrip(".")
    return f"{_FILES.sub('', sentence)}."


def is_hidden(model: type[BaseModel], key: str) -> bool:
    """Whether a field is changed in some other way than in a form."""
    return any(issubclass(model, base) and key in keys for base, keys in _HIDDEN.items())
