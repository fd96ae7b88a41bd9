"""Rich text to HTML with the styles inlined."""

from __future__ import annotations

from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from newsletter.content.markdown import plain_words
from newsletter.model.rich_text import RichText
from newsletter.rendering.marks import escape_text
from newsletter.rendering.safe_attribute import safe_attribute
from newsletter.rendering.specimen import TagStyles

# Their rows and items carry the marks.
_UNMARKED = frozenset({"table", "thead", "tbody", "ul", "ol"})


def mark(file: str, line: int = 0) -> str:
    """A place as it stands in ``data-at`` and in class names: percent-encoded, ``issues/x/story.md:12``."""
    return quote(f"{file}:{line}" if line else file, safe="/:.-_")


def rich_text_html(text: RichText, styles: TagStyles, top_level: int = 3, width: int = 552) -> Markup:
    """HTML of a rich text, every block marked with ``data-at``.

    Headings are shifted so that the first one becomes ``top_level`` and no level is skipped.  Pictures get a
    width attribute, at most ``width`` pixels.
    """
    headings: list[str] = []  # the one we are under, and those above it, as they were typed
    out: list[str] = []
    context = [styles]
    line = text.first_line
    file = mark(text.file)
    for token in text.tokens:
        kind = token.type
        if kind == "inline":
            _inline(token.children or [], context[-1], out, width)
            continue
        if token.hidden:
            continue
        if token.nesting < 0:
            out.append(f"</{context.pop().path[-1]}>")
            continue
        tag = token.tag
        if kind == "heading_open":
            headings = [*(above for above in headings if above < tag), tag]
            tag = f"h{min(6, top_level + len(headings) - 1)}"
        if token.map:
            line = text.first_line + token.map[0]
        here = context[-1][tag]
        at = f' data-at="{file}:{line}"' if token.map and tag not in _UNMARKED else ""
        if kind == "fence" or kind == "code_block":
            pre = context[-1]["pre"]
            code = escape_text(token.content.rstrip("\n"))
            out.append(f"{pre.opening}{at}>{pre['code'].opening}>{code}</code></pre>")
        elif kind == "hr":
            out.append(f"{here.opening}{at} />")
        else:
            out.append(f"{here.opening}{_block_attributes(token)}{at}>")
            context.append(here)
    return Markup("".join(out))


def _block_attributes(token: Token) -> str:
    """``start`` of a list; the scope and alignment of a cell."""
    if token.tag == "ol" and "start" in token.attrs:
        return f' start="{token.attrs["start"]}"'
    if token.tag in ("th", "td"):
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        return (' scope="col"' if token.tag == "th" else "") + (f' align="{align}"' if align else "")
    return ""


def _inline(children: list[Token], styles: TagStyles, out: list[str], width: int) -> None:
    context = [styles]
    last = len(children) - 1
    for index, token in enumerate(children):
        kind = token.type
        if kind == "text":
            out.append(escape_text(token.content))
        elif kind == "softbreak":
            # MRML drops a text that is only a line end, so words on two lines would run together; between two
            # texts the line end is safe, and keeps lines short.
            inside = 0 < index < last and children[index - 1].content and children[index + 1].content
            out.append("\n" if inside and children[index - 1].type == children[index + 1].type == "text" else " ")
        elif kind == "hardbreak":
            out.append("<br />")
        elif kind == "code_inline":
            out.append(f"{context[-1]['code'].opening}>{escape_text(token.content)}</code>")
        elif kind == "image":
            out.append(_image(token, context[-1]["img"], width))
        elif token.nesting > 0:
            here = context[-1][token.tag]
            attributes = f' href="{safe_attribute(token.attrs["href"])}"' if token.tag == "a" else ""
            opening = here.opening
            if attributes.startswith(' href="tel:'):
                # A phone number that is broken over two lines is hard to read out and to dial.
                style = ";".join(filter(None, (here.style, "white-space:nowrap")))
                opening = f'<a style="{safe_attribute(style)}"'
            out.append(f"{opening}{attributes}>")
            context.append(here)
        elif token.nesting < 0:
            context.pop()
            out.append(f"</{token.tag}>")
        else:
            out.append(escape_text(token.content))


def _image(token: Token, here: TagStyles, width: int) -> str:
    natural = int(token.attrs.get("width", 0))
    size = f' width="{min(natural, width)}"' if natural else ""
    return (
        f'{here.opening} src="{safe_attribute(token.attrs.get("src", ""))}" '
        f'alt="{safe_attribute(plain_words(token.children or []))}"{size} />'
    )
