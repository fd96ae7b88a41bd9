"""The place of every MJML tag in its template, for explaining what the validator found."""

from __future__ import annotations

import re

from jinja2.ext import Extension


class TemplateTrace(Extension):
    """Writes each MJML tag's template and line into ``data-src``, to explain what the validator found."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        def traced(match: re.Match[str]) -> str:
            line = source.count("\n", 0, match.start()) + 1
            return f'{match.group()} data-src="{name}:{line}"'

        return re.sub(r"<mj[a-z-]*\b", traced, source)
