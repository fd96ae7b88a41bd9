"""A child appears only with a parent's yes, and so that nobody can find the child.

Children cannot agree for themselves, and what is printed about them stays when they are grown. A parent signs; a full
name together with an age is more than any reader needs.

Bad: “her daughter Emma Stone, 9, drew the card”.
Good: “her daughter drew the card”, and a parent's yes in the section's notes.
Source: practice of patient organizations: for minors a parent signs, and the consent is renewed at 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.passages import Passage
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGE = rf"(?:1[0-7]|[1-9]|{_WORDS})"
_CHILD = "(?:daughter|son|girl|boy|child|kid|grand(?:daughter|son|child)|niece|nephew|sister|brother|twins?|teenager)"
_DIGIT = re.compile("[0-9]")
_OLD = re.compile(
    rf"\b(?P<whose>my|our|his|her|their|the|a|an)\s(?P<age>{_AGE})[- ]years?[- ]old"
    rf"(?P<next>[’']s\b|[ ,-]{{1,2}}\w{{1,20}}|)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    rf"(?:[’']s|[ ,-]{{1,2}}(?:{_CHILD}s?|patient|survivor|who|and|asked|said|says|is|was|has|had|wants|drew|came|saw"
    r"|knows|still|wrote|told|made|with|named|at))$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_CHILD}s?(?:,| named| called)? (?P<name>[A-Z][a-zà-ÿ]{{1,20}}(?: [A-Z][a-zà-ÿ’'-]{{1,20}})?)"
    rf"(?:, (?:now )?{_AGE}(?=[,.;)])|,? (?:age|aged) {_AGE}\b| \({_AGE}\))"
)


def check(draft: Draft) -> Iterator[Fault]:
    """Sections in which a child appears, one finding each; silent where the notes tell of a parent's yes."""
    found: dict[str | None, list[tuple[Passage, str]]] = {}
    for passage in draft.passages:
        if passage.language.startswith("en") and (words := child(passage.text)):
            found.setdefault(passage.section, []).append((passage, words))
    for section in draft.issue.sections:
        years = re.fullmatch(r"\D*([0-9]{4})\D+([0-9]{4})\D*", getattr(section.fields, "years", None) or "")
        noted = re.search(r"\b(?:parent|mother|father|guardian|family)", section.fields.notes or "", re.IGNORECASE)
        if noted:
            continue
        if years and 0 <= int(years[2]) - int(years[1]) < 18:
            yield _fault(section.places.of_value("years"), getattr(section.fields, "years", ""), section.id, "years")
        elif section.id in found:
            passage, words = found[section.id][0]
            yield _fault(passage.spot(words), words, section.id, passage.field)
    for passage, words in found.get(None, ())[:1]:
        yield _fault(passage.spot(words), words, None, passage.field)


def child(text: str) -> str:
    """The words in which a child appears, or nothing."""
    for match in _OLD.finditer(text) if "old" in text else ():
        alone = not match["next"] and match["whose"].lower() not in ("the", "a", "an")
        if alone or _PERSON.match(match["next"]):
            return match.group()
    named = _NAMED.search(text) if _DIGIT.search(text) else None
    return named.group() if named else ""


def _fault(place: Place, words: str, section: str | None, field: str | None) -> Fault:
    return Fault(
        place,
        f"A child seems to appear here: “{words}”.",
        "Ask a parent, write the yes into the section's notes, and leave out the name or the age.",
        section,
        field,
        words,
    )
