"""Inlined styles of rich text, found once for a theme.

premailer is slow on whole documents and, unless it is held back, rewrites MJML's own styles (figures in
``bench/README.md``).  So it inlines a *specimen*: each way of nesting tags that Markdown can produce is put
before it once, and the Markdown renderer carries the style attributes that come out.  A test holds that the
result equals premailer run over the finished fragment.

The price: a rule of the rich-text style sheet may look at an element's ancestors, never at its siblings.
:func:`refuse_sibling_rules` says so with the line.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import tinycss2

from newsletter.model.errors import TemplateError
from newsletter.model.place import Place
from newsletter.rendering.safe_attribute import safe_attribute

SCOPE = "rich-text"
"""The class under which every rule of the style sheet stands, so that none can reach MJML's layout cells."""


class TagStyles:
    """A tag in its context, with the style that the sheet gives it there.

    ``opening`` is the start tag without its ``>``, so that attributes can follow.
    """

    __slots__ = ("__dict__", "_children", "_sheet", "path")

    def __init__(self, sheet: SpecimenStyles, path: tuple[str, ...]) -> None:
        self._sheet = sheet
        self.path = path
        self._children: dict[str, TagStyles] = {}

    def __getitem__(self, tag: str) -> TagStyles:
        child = self._children.get(tag)
        if child is None:
            child = self._children[tag] = TagStyles(self._sheet, (*self.path, tag))
        return child

    @cached_property
    def style(self) -> str:
        """The declarations, as the value of a style attribute; empty where no rule applies."""
        return self._sheet.style(self.path)

    @cached_property
    def opening(self) -> str:
        """``<p style="…"`` or ``<p``."""
        return f'<{self.path[-1]} style="{safe_attribute(self.style)}"' if self.style else f"<{self.path[-1]}"


# The nestings that nearly every issue has, inlined in one go: 25 ms instead of 1 ms each, one by one.
_INLINE = ("a", "strong", "em")
_USUAL = [
    *((block,) for block in ("p", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "blockquote", "table", "pre")),
    *(("p", tag) for tag in (*_INLINE, "code", "br", "img", "s")),
    *(("p", outer, inner) for outer in _INLINE for inner in _INLINE if outer != inner),
    *((items, "li", *rest) for items in ("ul", "ol") for rest in ((), ("p",), *((tag,) for tag in _INLINE))),
    *((items, "li", "p", tag) for items in ("ul", "ol") for tag in _INLINE),
    ("blockquote", "p"),
    *(("blockquote", "p", tag) for tag in _INLINE),
    *(("table", part) for part in ("thead", "tbody")),
    *(("table", part, "tr", cell) for part, cell in (("thead", "th"), ("tbody", "td"))),
    *(("table", "tbody", "tr", "td", tag) for tag in _INLINE),
]


class SpecimenStyles:
    """The style attribute of every nesting of tags, for one style sheet.

    ``root[tag][tag]`` walks down from the wrapper; a nesting that was not seen before costs one small call.
    What was found is kept in the folder ``cache``, where there is one.
    """

    def __init__(self, css: str, cache: Path | None = None) -> None:
        self._css = css
        self._cache = cache
        self._known = self._remembered()
        self.root = TagStyles(self, ())

    def style(self, path: tuple[str, ...]) -> str:
        """The declarations for the last tag of ``path``."""
        if path not in self._known:
            self._learn([path] if self._known else [*_USUAL, path])
        return self._known[path]

    def _learn(self, paths: list[tuple[str, ...]]) -> None:
        # Imported here: premailer, cssutils and requests cost 80 ms, and most builds meet nothing new.
        from newsletter.rendering.inlining import inlined_styles

        self._known.update(zip(paths, inlined_styles(paths, self._css), strict=True))
        if self._cache is not None:
            known = {" ".join(path): style for path, style in self._known.items()}
            with suppress(OSError):  # a folder that cannot be written is no reason to stop a build
                self._cache.mkdir(parents=True, exist_ok=True)
                temporary = self._cache / f"{self._file().name}.{os.getpid()}"
                temporary.write_text(json.dumps(known), encoding="utf-8")
                os.replace(temporary, self._file())

    def _remembered(self) -> dict[tuple[str, ...], str]:
        """The styles that an earlier build found with the same sheet and the same inliner."""
        if self._cache is None:
            return {}
        try:
            known = json.loads(self._file().read_text(encoding="utf-8"))
            return {tuple(path.split()): str(style) for path, style in known.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _file(self) -> Path:
        assert self._cache is not None
        spec = find_spec("premailer")
        inliner = os.stat(spec.origin).st_mtime_ns if spec and spec.origin else 0
        digest = hashlib.blake2b(f"{inliner} {self._css}".encode(), digest_size=12).hexdigest()
        return self._cache / f"styles-{digest}.json"


_SIBLING = re.compile(r"[+~\[:]")
_SCOPED = re.compile(rf"\.{SCOPE}(?![\w-])")


def refuse_sibling_rules(css: str, file: str) -> None:
    """Raise TemplateError where a rule needs more than an element's ancestors, or is not scoped."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        place = Place(file, rule.source_line, rule.source_column)
        if rule.type == "error":
            raise TemplateError.at(
                place, "templates/broken-rule",
                f"This rule cannot be read ({rule.message}).", "Compare it with the rules around it.",
            )  # fmt: skip
        if rule.type == "at-rule":
            raise TemplateError.at(
                place, "templates/at-rule",
                f"@{rule.at_keyword} cannot be written into style attributes.", "Put it into parts/styles.css.j2.",
            )  # fmt: skip
        for selector in tinycss2.serialize(rule.prelude).split(","):
            if not _SCOPED.match(selector.strip()):
                raise TemplateError.at(
                    place, "templates/unscoped-rule",
                    f"“{selector.strip()}” would reach the layout too.", f"Begin it with .{SCOPE}.",
                )  # fmt: skip
            if _SIBLING.search(selector):
                raise TemplateError.at(
                    place, "templates/sibling-rule",
                    f"“{selector.strip()}” depends on more than an element's ancestors.",
                    "Nothing else can be known here; write the rule without it.",
                )  # fmt: skip
