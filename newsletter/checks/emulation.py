"""What the reader's mail program makes of an email, as far as the tests of caniemail.com tell.

An approximation: how Word counts lines, what VML draws and how Gmail renames classes is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape

from newsletter.checks.colors import BLACK, WHITE
from newsletter.checks.dark_colors import as_outlook, inverted
from newsletter.checks.emulated_styles import StyleChanges
from newsletter.checks.finished_email import for_outlook
from newsletter.checks.html_features import tag_features
from newsletter.checks.html_tags import Tag, tags_of
from newsletter.checks.mail_programs import GMAIL_STYLES, data_updated, features
from newsletter.checks.styles import style_sheet
from newsletter.model.months import long_date


@dataclass(frozen=True)
class View:
    """One way to look at an email.  ``program`` is that of caniemail.com's tests; None knows everything.

    ``comments`` says whether it reads the conditional comments for Outlook, ``sheets`` whether it reads style blocks.
    """

    name: str
    title: str
    program: str | None = None
    comments: bool = False
    sheets: bool = True
    changes: StyleChanges = field(default_factory=StyleChanges)


VIEWS: Mapping[str, View] = {
    view.name: view
    for view in (
        View("outlook", "as in Outlook for Windows", "outlook.windows", comments=True),
        View("gmail-app", "as in the Gmail app without styles", "gmail.android", sheets=False),
        View("gmail-web", "as in Gmail on the web", "gmail.desktop-webmail"),
        View(
            "dark-outlook", "dark as Outlook does it", changes=StyleChanges(changed=as_outlook, for_outlook_dark=True)
        ),
        View("dark-inverted", "fully inverted", changes=StyleChanges(changed=inverted)),
        View("no-images", "without pictures", changes=StyleChanges(pictures=False)),
    )
}
"""Every view by its name."""

_KEPT = frozenset(("html", "head", "body", "title", "meta", "style"))
_COLORS = frozenset(("bgcolor", "color", "text", "link", "vlink", "alink"))
_HTML = {slug for slug in features() if slug.startswith(("html-", "image-"))}
_IMAGES = frozenset(("src", "srcset", "background", "poster"))


def label(view: View) -> str:
    """What stands beside such a view, so that nobody takes it for a photograph."""
    day = long_date(date.fromisoformat(data_updated()))
    return f"An approximation ({view.title}), made from the tests of caniemail.com as of {day}, not by the program."


def emulated(html: str, view: View) -> str:
    """The HTML of an email as that view shows it, with the label in a comment."""
    return "".join(_pieces(for_outlook(html) if view.comments else html, view))


@cache
def _lacks(program: str | None) -> frozenset[str]:
    """The slugs of what a program does not know."""
    if program is None:
        return frozenset()
    return frozenset(slug for slug, feature in features().items() if feature.verdict(program) == "n")


def _pieces(html: str, view: View) -> Iterator[str]:
    lacks = _lacks(view.program)
    own = view.changes
    changes = StyleChanges(lacks, own.changed, own.for_outlook_dark, own.pictures)
    tags = tags_of(html).tags
    at, room = 0, GMAIL_STYLES
    yield f"<!-- {label(view)} -->\n"
    for number, tag in enumerate(tags):
        if not tag.name:
            continue
        yield html[at : tag.start]
        at = tag.end
        if tag.closing:
            if tag.name == "head":
                yield _canvas(view)
            yield "" if _is_dropped(tag.name, {}, lacks) else html[tag.start : tag.end]
            continue
        written = {name: unescape(value) for name, value, _ in reversed(tag.attributes)}
        if _is_dropped(tag.name, written, lacks):
            continue
        yield _tag(html, tag, written, changes)
        if tag.name == "style":
            at = tags[number + 1].start if number + 1 < len(tags) else len(html)
            css = html[tag.end : at]
            room -= len(css.encode("utf-8", "replace"))
            yield _sheet(css, view, changes, room)
    yield html[at:]


def _sheet(css: str, view: View, changes: StyleChanges, room: int) -> str:
    """What is left of a style block; ``room`` is how many bytes Gmail would still read after it."""
    if not view.sheets:
        return ""
    is_gmail = (view.program or "").startswith("gmail.")
    if is_gmail and (room < 0 or any(at_rule.around for at_rule in style_sheet(css).at_rules)):
        return ""
    return changes.sheet(css)


def _is_dropped(name: str, attributes: Mapping[str, str], lacks: frozenset[str]) -> bool:
    """Whether a program leaves out the tags of an element; the words inside of it stay."""
    return name not in _KEPT and not tag_features(name, {}).isdisjoint(lacks & _HTML)


def _tag(html: str, tag: Tag, written: Mapping[str, str], changes: StyleChanges) -> str:
    """A start tag as it is left; byte for byte as it was where nothing changes."""
    left: dict[str, str] = {}
    for name, value in written.items():
        if name == "style":
            left[name] = changes.inline(value)
        elif name in _COLORS and changes.changed:
            left[name] = changes.color(value)
        elif not _is_left_out(tag.name, name, value, changes):
            left[name] = value
    if left == written:
        return html[tag.start : tag.end]
    words = "".join(f' {name}="{_quoted(value)}"' for name, value in reversed(left.items()))
    return f"<{tag.name}{words}{' /' if tag.closes_itself else ''}>"


def _is_left_out(tag: str, name: str, value: str, changes: StyleChanges) -> bool:
    if name in _IMAGES and not changes.pictures:
        return True
    return tag != "html" and bool(changes.lacks & (tag_features(tag, {name: value}) - tag_features(tag, {})))


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _canvas(view: View) -> str:
    """The ground and the ink of a page that sets none itself."""
    changed = view.changes.changed
    if changed is None:
        return ""
    return f"<style>:root{{background:{changed(WHITE).hex};color:{changed(BLACK).hex};color-scheme:only light}}</style>"
