"""What somebody typed that a mailing service would take for one of its own tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape

from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.services.service import Service

_PIECE = re.compile(r"<!--.*?-->|<style\b.*?</style>|<[^<>]*>|[^<]+", re.DOTALL)
_VALUE = re.compile(r'(?<=")[^"]*(?=")')
_OURS = 'data-at="'
_HIDDEN = re.compile("\x1a(\\d+)\x1a")


class TypedTags:
    """Takes such signs out of the parts of one email, and puts them back as the service has to get them.

    Between the two, nothing that is done to a part can mistake them for anything.  ``findings`` names those for which
    the service knows no way.
    """

    def __init__(self, service: Service, email: FinishedEmail) -> None:
        self.findings: list[Finding] = []
        self._service = service
        self._email = email
        self._pattern = _pattern(service)
        self._signs: list[str] = []
        self._told: set[str] = set()

    def hidden_in_html(self, html: str) -> str:
        """The marked HTML with the signs hidden; comments, styles and the names of tags are left alone."""
        pattern = self._pattern
        if pattern is None or not pattern.search(html):
            return html
        out: list[str] = []
        done = 0
        for start, end in _stretches(html):
            for match in pattern.finditer(html, start, end):
                out += [
                    html[done : match.start()],
                    self._hide("html", match.group(), partial(self._at, html, match.start())),
                ]
                done = match.end()
        return "".join([*out, html[done:]])

    def hidden_in_text(self, text: str, part: str = "text") -> str:
        """The same for plain text; ``part`` may be ``subject`` or ``preheader``."""
        if self._pattern is None:
            return text
        place = self._email.header_places.get(part, self._email.place)
        return self._pattern.sub(
            lambda match: self._hide("text", match.group(), partial(self._near, match.group(), place, part)), text
        )

    def shown(self, part: str) -> str:
        """A part with the signs back in it, written so that the service leaves them alone."""
        return _HIDDEN.sub(lambda hidden: self._signs[int(hidden[1])], part) if self._signs else part

    def _hide(self, part: str, signs: str, place: Callable[[], Place]) -> str:
        written = self._service.escape.written(part, signs) if self._service.escape else None
        if written is None and signs not in self._told:
            self._told.add(signs)
            self.findings.append(_fault(self._service, unescape(signs), place()))
        self._signs.append(signs if written is None else written)
        return f"\x1a{len(self._signs) - 1}\x1a"

    def _at(self, html: str, offset: int) -> Place:
        return self._email.place_at(offset) if html == self._email.html else self._email.place

    def _near(self, signs: str, place: Place, part: str) -> Place:
        """Where the same signs stand in the HTML, which knows its sources; the plain text does not."""
        at = self._email.html.find(signs) if part == "text" else -1
        return self._email.place_at(at) if at >= 0 else place


def _pattern(service: Service) -> re.Pattern[str] | None:
    """What reads like a tag of the service, or would together with the tag that replaces a field beside it."""
    if service.looks_like_a_tag is None:
        return None
    forms = [form for tag in service.tags.values() for form in (tag.html, tag.text) if form]
    first, last = ({form[end] for form in forms if form[end] in "{}[]*%$|"} for end in (0, -1))
    beside = [f"[{re.escape(''.join(sorted(first)))}](?=@@[a-z_]+@@)"] if first else []
    beside += [f"(?<=[a-z]@@)[{re.escape(''.join(sorted(last)))}]"] if last else []
    return re.compile("|".join([f"(?:{service.looks_like_a_tag})", *beside]))


def _stretches(html: str) -> Iterator[tuple[int, int]]:
    """Where words stand that somebody typed: text, and the values of attributes."""
    for piece in _PIECE.finditer(html):
        words = piece.group()
        if words[0] != "<":
            yield piece.span()
        elif not words.startswith(("<!--", "<style")):
            for value in _VALUE.finditer(html, piece.start(), piece.end()):
                if not html.endswith(_OURS, piece.start(), value.start()):
                    yield value.span()


def _fault(service: Service, signs: str, place: Place) -> Finding:
    return Finding(
        "service/typed-tag",
        Severity.ERROR,
        place,
        f"{service.title} would take “{signs}” for the beginning of one of its tags.",
        "Write it in another way, for example with round brackets.",
        text=signs,
    )
