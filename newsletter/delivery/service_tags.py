"""The tags of a mailing service in an export, and what they have become in a copy of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsletter.services.service import CommentStyle, Service

BLANK = "\ue001"
"""What stands for a tag in words: anything may come in its place."""

_SAFE = re.compile(r"\{\{ Safe `([^`]*)` \}\}")


class ServiceTags:
    """The tags of one service as an export used them: ``tags`` by field and part, ``html`` or ``text``."""

    def __init__(self, service: Service, tags: Mapping[str, Mapping[str, str]]) -> None:
        self._service = service
        forms = {name: set(parts.values()) for name, parts in tags.items()}
        self._forms = forms
        every = sorted({tag for tags in forms.values() for tag in tags}, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, every)) or r"(?!)")
        elements = {
            name: _element(parts["html"])
            for name, parts in tags.items()
            if "html" in parts and name in service.tags and service.tags[name].is_element
        }
        self.elements = frozenset(elements.values())
        self._elements = elements

    def unwrapped(self, html: str) -> str:
        """The HTML as the service sends it, as far as comments go."""
        return _SAFE.sub(r"\1", html) if self._service.comments is CommentStyle.GO_TEMPLATE else html

    def blanked(self, words: str) -> str:
        """Words with ``BLANK`` for each tag, and signs that were written so that they are no tag as people see them."""
        return self._any.sub(BLANK, self._plain(words))

    def left(self, words: str) -> list[str]:
        """The tags that stand in words, each once."""
        return list(dict.fromkeys(self._any.findall(words)))

    def is_tag(self, address: str) -> bool:
        """Whether an address is nothing but a tag."""
        return self._any.fullmatch(address.strip()) is not None

    def is_unsubscribe(self, address: str, element: str = "") -> bool:
        """Whether an address, or the name of an element, is the tag for unsubscribing."""
        name = "unsubscribe_url"
        return address.strip() in self._forms[name] or (bool(element) and self._elements.get(name) == element)

    def before_address(self, words: str) -> str | None:
        """What stands before the tag for the postal address; None where there is no such tag."""
        found = [words.partition(tag)[0] for tag in self._forms["postal_address"] if tag in words]
        return min(found, key=len) if found else None

    def _plain(self, words: str) -> str:
        escape = self._service.escape
        for form in {escape.html, escape.text} if escape else ():
            if form and "{text}" in form and form != "{text}":
                before, after = map(re.escape, form.split("{text}", 1))
                words = re.sub(f"{before}(.{{1,9}}?){after}", r"\1", words)
        return words


def _element(tag: str) -> str:
    match = re.match(r"<([a-z]+)", tag)
    return match[1] if match else ""
