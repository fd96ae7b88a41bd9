"""Document to Email.

1. Each block becomes MJML and plain text, by the two templates of its kind.
2. The layout joins them; our validator reads the MJML, since MRML accepts anything.
3. MRML compiles it; marks are set, long lines broken, and the clean face taken.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from markupsafe import Markup

from newsletter.model.document import Block, Document
from newsletter.model.email import Email
from newsletter.model.errors import TemplateError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.rendering.calendars import calendar_files
from newsletter.rendering.lines import break_lines
from newsletter.rendering.marks import with_marks, without_marks
from newsletter.rendering.mjml import compile_mjml
from newsletter.rendering.mjml_validator import MjmlProblem, find_html_problems, find_problems
from newsletter.rendering.optional_blocks import without_optional_marks
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.templates import Templates
from newsletter.rendering.theme import Theme, read_theme


class Fragment(NamedTuple):
    """One block, rendered."""

    mjml: str
    text: str


class Renderer:
    """Templates and theme, ready to render; a file is taken from the first of ``folders`` that has it.

    Keeps the fragments of the last ``remember`` blocks by digest, so that after one edit only one block is
    rendered anew.  ``cache`` is a folder for what can be computed again from templates and theme.
    """

    def __init__(self, folders: Sequence[Path], cache: Path | None = None, remember: int = 64) -> None:
        self.folders = TemplateFolders(folders)
        self.theme: Theme = read_theme(self.folders, cache)
        self._templates = Templates(self.folders, self.theme, cache)
        self._remember = remember
        self._fragments: OrderedDict[tuple[str, str], Fragment] = OrderedDict()

    def forget(self) -> None:
        """Drop the fragments kept so far."""
        self._fragments.clear()

    def render(self, document: Document) -> Email:
        """The email of a document.  Raises TemplateError with the template's file and line."""
        fragments = {block.id: self._fragment(block, document) for block in document.blocks}
        layout = self._layout(self._templates.mjml, document)
        # Each fragment was read when it was made; what is left is the layout around them.  Text inside the
        # components is ours and sound; where it is not, MRML refuses the page, and all of it is read.
        if _has_problems(_PLACEHOLDER.sub("<!--block-->", _skeleton(layout))) and (said := self._explained(document)):
            raise TemplateError(said)
        mjml = _filled(layout, {block_id: fragment.mjml for block_id, fragment in fragments.items()})
        try:
            compiled = compile_mjml(mjml)
        except TemplateError as error:
            raise TemplateError(self._explained(document) or error.findings) from error
        if " at=" in mjml or '"at=' in mjml:
            compiled = with_marks(compiled)
        marked = break_lines(compiled) + "\n"
        text = self._templates.text("layout", document=document, fragments={k: f.text for k, f in fragments.items()})
        return Email(
            name=document.name,
            subject=document.subject,
            preheader=document.preheader,
            html=without_optional_marks(without_marks(marked), "html"),
            text=tidy(without_optional_marks(text, "text")),
            mjml=mjml,
            marked_html=marked,
            marked_text=text,
            images=(*document.images, *(self.theme.logo.images if self.theme.logo else ())),
            calendars=calendar_files(document),
        )

    def text_of(self, block: Block, document: Document) -> str:
        """What one block is in the plain-text part, without the lines around it."""
        return tidy(without_optional_marks(self._fragment(block, document).text, "text")).strip("\n")

    def _fragment(self, block: Block, document: Document) -> Fragment:
        key = (block.digest, document.context)
        fragment = self._fragments.get(key)
        if fragment is None:
            context = _block_context(block, document)
            mjml = self._templates.mjml(block.template, **context)
            # Seen alone, a block may lack what the layout defines: only the whole page can tell.
            page = f"<mjml><mj-body>{_skeleton(mjml)}</mj-body></mjml>"
            if _has_problems(page) and (said := self._explained(document)):
                raise TemplateError(said)
            fragment = Fragment(mjml, self._templates.text(block.template, **context).strip("\n"))
            self._fragments[key] = fragment
            while len(self._fragments) > self._remember:
                self._fragments.popitem(last=False)
        else:
            self._fragments.move_to_end(key)
        return fragment

    def _layout(self, template: Callable[..., str], document: Document) -> str:
        """The layout with a placeholder for each block."""
        places = {block.id: Markup(f"<!--block {quote(block.id)}-->") for block in document.blocks}
        return template("layout", document=document, fragments=places, styles=self._templates.styles)

    def _explained(self, document: Document) -> list[Finding]:
        """What is wrong with the MJML, each with template and line: rendered once more, with traces."""
        fragments = {
            block.id: self._templates.traced_mjml(block.template, **_block_context(block, document))
            for block in document.blocks
        }
        mjml = _filled(self._layout(self._templates.traced_mjml, document), fragments)
        problems: tuple[MjmlProblem, ...] = find_problems(mjml) or find_html_problems(mjml)
        return [self._finding(problem) for problem in problems]

    def _finding(self, problem: MjmlProblem) -> Finding:
        """A problem at its template and line; where none is known, the message names the line of the MJML."""
        message, remedy = f"{problem.message}.", f"{problem.remedy[:1].upper()}{problem.remedy[1:]}."
        if problem.source:
            name, _, line = problem.source.rpartition(":")
            place = Place(self.folders.shown(name), int(line))
        else:
            place, message = Place("templates"), f"On line {problem.line} of the MJML: {message}"
        return Finding("templates/mjml", Severity.ERROR, place, message, remedy)


_PLACEHOLDER = re.compile("<!--block ([^ ]+)-->")


def _filled(layout: str, fragments: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: fragments[unquote(match.group(1))], layout)


_WITH_CONTENT = re.compile("<mj-(text|title|raw|style|button|table)[ >]")


def _skeleton(mjml: str) -> str:
    """MJML without what stands inside the components that hold text: much the same for all sections of a kind."""
    kept: list[str] = []
    position = 0
    while match := _WITH_CONTENT.search(mjml, position):
        opened = mjml.find(">", match.start()) + 1
        is_empty = mjml[opened - 2 : opened] == "/>"
        closed = opened if is_empty else mjml.find(f"</mj-{match.group(1)}>", opened)
        if not opened or closed < 0 or mjml.find("<mj", opened, closed) >= 0:
            break
        kept.append(mjml[position:opened])
        position = closed
    return "".join([*kept, mjml[position:]])


@lru_cache(maxsize=256)
def _has_problems(skeleton: str) -> bool:
    return bool(find_problems(skeleton))


def _block_context(block: Block, document: Document) -> dict[str, Any]:
    return {
        **block.view,
        "block": block,
        "organization": document.organization,
        "language": document.language,
        "sample": document.sample,
    }


def tidy(text: str) -> str:
    """Plain text with no space at line ends and never more than one blank line, ending in one line end."""
    if " \n" in text or "\t\n" in text:
        text = "\n".join([line.rstrip() for line in text.split("\n")])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"


def render(document: Document, renderer: Renderer) -> Email:
    """Document to Email, with the templates and the theme that ``renderer`` holds."""
    return renderer.render(document)
