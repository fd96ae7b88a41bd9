"""The HTML is small enough that mail programs show all of it.

Gmail shows about 102 KB of HTML and then “Message clipped”; what is hidden is the end, with the unsubscribe link.
Pictures do not count, code does, and mailing services make every link longer when they follow clicks.  Nobody outside
of Gmail knows whether it counts the HTML itself or the HTML as it is encoded for the way, so both are measured.

Bad: an issue of 4,000 words.
Good: the first paragraphs of the long pieces, with a link to the rest on the website.
Source: Gmail's limit as measured by several mailing services, 102 KB; RFC 2045, 6.7 and 6.8, for the encoding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, section_of
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

LIMIT = 102_400
"""Bytes.  Above it the end is hidden for certain."""

NEAR = 80_000
"""Bytes.  From here on it depends on the mailing service."""

TRACKING = 150
"""Bytes that a mailing service adds to a link when it follows clicks."""

_LINKS = ("<a ", "<a\n")
_STYLE = re.compile(r"<style\b", re.IGNORECASE)
_STYLE_END = re.compile(r"</style", re.IGNORECASE)
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,[A-Za-z0-9+/=%\s]*+")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """An email near or above the limit, with what takes the room."""
    html = email.sent_html
    content = html.encode("utf-8", "replace")
    links = TRACKING * sum(map((html if email.is_ours else html.lower()).count, _LINKS))
    size = len(content) + links
    if size + len(content) <= NEAR:  # no encoding below makes it twice as long
        return
    encoded = links + min(_quoted_printable(content), len(content) * 4 // 3)  # mail software takes the shorter one
    if encoded <= NEAR:
        return
    largest = _largest(email)
    room = f" Most of it: {largest}." if largest else ""
    tell = f"{size / 1000:.0f} KB ({encoded / 1000:.0f} KB as it is sent)"
    if size > LIMIT:
        yield Fault(
            email.place,
            f"The email has {tell}. Gmail shows about 102 KB and hides the rest.{room}",
            "Shorten the longest section, or move it to the website and link to it.",
            severity=Severity.ERROR,
        )
    else:
        yield Fault(
            email.place,
            f"The email has {tell}, and Gmail hides what comes after about 102 KB.{room}",
            "Nothing is lost yet. Before you add more, shorten the longest section or link to a page instead.",
        )


_ASCII = bytes(range(128))


def _quoted_printable(content: bytes) -> int:
    """About how many bytes it takes as quoted-printable: three for some signs, three for each end of a line.

    Within 1 % of what the standard library makes of the samples, in a tenth of the time.
    """
    escaped = content.count(b"=") + len(content.translate(None, _ASCII))
    return (len(content) + 2 * escaped) * 51 // 50


def _largest(email: FinishedEmail) -> str:
    """What takes the room, the largest first, in words."""
    rooms = Counter({f"“{name}”": size for name, size in bytes_by_section(email).items()})
    html = email.sent_html
    pictures = sum(match.end() - match.start() for match in _DATA.finditer(html)) if ";base64," in html else 0
    if pictures:
        rooms["pictures inside the code"] = pictures
    rooms["styles"] = style_bytes(html)
    named = [(name, size) for name, size in rooms.most_common(3) if size > 2_000]
    return ", ".join(f"{name} ({size / 1000:.0f} KB)" for name, size in named)


def bytes_by_section(email: FinishedEmail) -> Counter[str]:
    """The bytes from each of our marks to the next, added up by the name of the section or the standing block."""
    files: Counter[str] = Counter()
    if email.is_ours:
        for piece in email.html.split(' data-at="')[1:]:
            mark, _, rest = piece.partition('"')
            files[mark.rpartition(":")[0] or mark] += (
                len(rest) if rest.isascii() else len(rest.encode("utf-8", "replace"))
            )
    rooms: Counter[str] = Counter()
    for file, size in files.items():
        name = (section_of(email.place._replace(file=file)) or file).rpartition("/")[2]
        rooms[name] += size
    return rooms


def style_bytes(html: str) -> int:
    """The bytes of all style sheets."""
    total = at = 0
    while opening := _STYLE.search(html, at):
        end = _STYLE_END.search(html, opening.end())
        at = end.start() if end else len(html)
        total += at - opening.start()
    return total
