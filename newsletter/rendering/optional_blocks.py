"""Optional blocks: words that only make sense where the mailing service has a merge field for them.

A template marks one with ``{% call optional("web_version_url") %} … {% endcall %}``.  In HTML the marks are comments,
which MRML and the breaking of lines leave alone; in plain text two control characters, which nobody can type into an
issue.  Both faces that leave a build are without them; the marked faces keep them for the export.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from newsletter.model.email import MERGE_FIELDS

_BLOCKS = {
    "html": re.compile(r"<!--optional ([a-z_]+)-->(.*?)<!--/optional-->", re.DOTALL),
    "text": re.compile("\x02([a-z_]+)\x02(.*?)\x03", re.DOTALL),
}


def optional_html(field: str, caller: Callable[[], str]) -> Markup:
    """``optional`` of the MJML templates.  The block has to stand inside one text element, and in no other block."""
    return Markup(f"<!--optional {_known(field)}-->{_alone(caller(), '<!--optional')}<!--/optional-->")


def optional_text(field: str, caller: Callable[[], str]) -> str:
    """``optional`` of the text templates."""
    return f"\x02{_known(field)}\x02{_alone(caller(), chr(2))}\x03"


def settled(content: str, part: str, keeps: Callable[[str], bool]) -> str:
    """``content`` of a part (``html`` or ``text``) without marks: a block stays if ``keeps`` says so of its field."""
    return _BLOCKS[part].sub(lambda block: block[2] if keeps(block[1]) else "", content)


def without_optional_marks(content: str, part: str) -> str:
    """The face of a part that leaves a build: every block stays."""
    return settled(content, part, lambda _field: True)


def _known(field: str) -> str:
    if field not in MERGE_FIELDS:
        raise TemplateRuntimeError(f"there is no merge field “{field}”; known are {', '.join(MERGE_FIELDS)}")
    return field


def _alone(content: str, mark: str) -> str:
    if mark in content:
        raise TemplateRuntimeError("an optional block stands in another one; end the first one before")
    return content
