"""The email says in which language it is written and in which direction, outside and inside of its body.

A screen reader takes its voice from that.  Gmail and other mail programs on the web throw the outer tags of an email
away, so that the first block inside has to say it once more.  A language that does not exist leaves the reader with
the voice of the computer: French read as if it were English.

Bad: ``<html lang="english">``; ``<body><div>`` without ``lang`` and ``dir``; Arabic with ``dir="ltr"``.
Good: ``<html lang="en" dir="ltr"><body><div lang="en" dir="ltr">``.
Source: WCAG 2.2, 3.1.1 and 3.1.2; Email Markup Consortium, accessibility report 2026; ISO 639-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, visible_words
from newsletter.checks.word_lists import listed_words
from newsletter.model.fields import direction
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_TAG = re.compile(r"([A-Za-z]{2,3}|[xiXI](?=-))((?:-[A-Za-z0-9]{1,8})*)")
_AGAINST = {"ltr": "from left to right", "rtl": "from right to left"}


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """What the outer tags and the blocks in the body lack; then each language and direction that is none."""
    lacking = list(_lacking(email))
    if lacking:
        yield Fault(
            email.place_of_look(lacking[0][0]),
            " ".join(words for _, words in lacking),
            'Write lang="en" dir="ltr", or the email\'s own language, into these tags.',
        )
    seen: set[str] = set()
    for element in email.page.elements:
        said = element.get("lang")
        wrong = _wrong_language(said) or _wrong_direction(element.get("dir"), said)
        if wrong and wrong not in seen:
            seen.add(wrong)
            yield Fault(email.place_of(element), wrong, "Write a code such as en, es or pt-BR; and ltr, rtl or auto.")


def _lacking(email: FinishedEmail) -> Iterator[tuple[Element, str]]:
    """Tags without a language or a direction.  That the page has no language at all is told by markup/page-head."""
    root, body = email.page.tree, email.page.tree.find("body")
    if body is None or not email.words:
        return
    if root.get("dir") is None:
        yield root, "The outer tag <html> does not say in which direction the email is written."
    for child in body:
        missing = [words for name, words in _SAYS.items() if child.get(name) is None]
        if missing and visible_words(child, 200):
            yield child, f"In the body, <{child.tag}> does not say {' and '.join(missing)} it is written."
            return


_SAYS = {"lang": "in which language", "dir": "in which direction"}


def _wrong_language(said: str | None) -> str | None:
    if said is None or not said.strip():
        return None
    match = _TAG.fullmatch(said.strip())
    if match is None or (len(match[1]) == 2 and match[1].lower() not in listed_words("languages.txt")):
        return f"“{said}” is not the code of a language."
    return None


def _wrong_direction(said: str | None, language: str | None) -> str | None:
    if said is None or said.strip().lower() == "auto":
        return None
    if said.strip().lower() not in ("ltr", "rtl"):
        return f"“{said}” is not a direction."
    if language and said.strip().lower() != direction(language):
        return f"“{language}” is not written {_AGAINST[said.strip().lower()]}."
    return None
