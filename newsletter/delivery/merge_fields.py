"""Merge fields, from our neutral ones to those of a mailing service: the last thing that is done to an email."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from newsletter.checks.draft import Draft
from newsletter.delivery.account_settings import setting_problems
from newsletter.delivery.links import campaign_links, campaign_of, exchanged_in_html, exchanged_in_text, untracked
from newsletter.delivery.typed_tags import TypedTags
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.rendering.lines import break_lines
from newsletter.rendering.marks import without_marks
from newsletter.rendering.optional_blocks import settled
from newsletter.rendering.render import tidy
from newsletter.services.service import FIELD_WORDS, CommentStyle, Service, filled

TRACKING = "tracking"

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style>)", re.DOTALL)
_BRACES = re.compile(r"(?<=\{)(?=[{%#])|(?<=[}%#])(?=\})")
_LINK = re.compile(
    r'<a\b(?P<before>[^<>]*?)\shref="@@(?P<field>[a-z_]+)@@"(?P<after>[^<>]*)>(?P<words>.*?)</a>', re.DOTALL
)
_IN_A_TAG = re.compile(r"<[^<>]*@@([a-z_]+)@@[^<>]*>")
_ATTRIBUTE = re.compile(r'\s(class|style)="([^"]*)"')


@dataclass(frozen=True)
class TranslatedEmail:
    """An email as one mailing service gets it, and what speaks against that.

    ``subject`` and ``preheader`` hold the tags of the text part.
    """

    html: str
    text: str
    subject: str
    preheader: str
    findings: tuple[Finding, ...] = ()


def translate(draft: Draft, service: Service, settings: Mapping[str, str]) -> TranslatedEmail:
    """The email of a draft in the words of one service.

    ``settings`` are the account's, ``services.<name>`` of newsletter.yaml.  An optional block goes where the service
    has no such field; the postal address is then printed, and a missing first name is what stands in for one.
    """
    return _Translation(draft, service, settings).made()


class _Translation:
    def __init__(self, draft: Draft, service: Service, settings: Mapping[str, str]) -> None:
        self._draft, self._service, self._settings = draft, service, settings
        self._typed = TypedTags(service, draft.finished)
        self._addresses: Mapping[str, str] = {}
        email = draft.email
        used = {*MERGE_FIELD.findall(" ".join((email.subject, email.preheader, email.html, email.text)))}
        self._findings = [*setting_problems(service, settings, used)]
        values = {**service.defaults, **settings}
        self._instead = {
            "postal_address": ", ".join(draft.document.organization.postal_address),
            "first_name": values.get("fallback", ""),
        }

    def made(self) -> TranslatedEmail:
        email = self._draft.email
        html = self._html(email.marked_html)
        text = email.marked_text or email.text
        text = self._text(self._typed.hidden_in_text(text) if self._service.takes_text_part else text)
        header = {
            part: " ".join(self._words(self._typed.hidden_in_text(getattr(email, part), part)).split())
            for part in ("subject", "preheader")
        }
        findings = (*self._findings, *self._typed.findings)
        return TranslatedEmail(html, text, header["subject"], header["preheader"], tuple(dict.fromkeys(findings)))

    def _html(self, html: str) -> str:
        html = without_marks(self._typed.hidden_in_html(html))
        html = settled(html, "html", lambda field: self._tag(field, "html") is not None)
        html = self._with_links(html)
        html = _STYLE.sub(lambda style: style[1] + _BRACES.sub(" ", style[2]) + style[3], html)
        html = self._with_tracking(html)
        html = _LINK.sub(self._element, html)
        self._findings += self._misplaced(html)
        if self._service.comments is CommentStyle.GO_TEMPLATE:
            html = _COMMENT.sub(self._kept_by_go, html)
        html = self._replaced(html, "html", lambda words: escape(words, quote=False))
        return self._typed.shown(html)

    def _text(self, text: str) -> str:
        text = settled(text, "text", lambda field: self._tag(field, "text") is not None)
        text = exchanged_in_text(text, self._addresses)
        return tidy(self._words(text))

    def _words(self, text: str) -> str:
        return self._typed.shown(self._replaced(text, "text", str))

    def _tag(self, field: str, part: str) -> str | None:
        return self._service.tag(field, part, self._settings) if field in self._service.tags else None

    def _replaced(self, content: str, part: str, written: Callable[[str], str]) -> str:
        def one(match: re.Match[str]) -> str:
            field = match[1]
            tag = self._tag(field, part)
            if tag is None and field in self._instead:
                return written(self._instead[field])
            if tag is None and field in MERGE_FIELDS:
                self._findings.append(self._missing(field))
            return match[0] if tag is None else tag

        return MERGE_FIELD.sub(one, content)

    def _element(self, link: re.Match[str]) -> str:
        """A whole link where the service's tag is an element.

        Its class stays on the words: dark mode finds them by it, and nobody knows what the service's element keeps.
        """
        field = link["field"]
        tag = self._tag(field, "html")
        if tag is None or not self._service.tags[field].is_element:
            return link[0]
        attributes = dict(_ATTRIBUTE.findall(link["before"] + link["after"]))
        style = f' style="{attributes["style"]}"' if "style" in attributes else ""
        words = link["words"]
        if "class" in attributes:
            words = f'<span class="{attributes["class"]}"{style}>{words}</span>'
        return filled(tag, {"words": words, "style": style})

    def _misplaced(self, html: str) -> Iterator[Finding]:
        """Fields that the service has, but not for where they stand."""
        title = self._service.title
        for field in dict.fromkeys(_IN_A_TAG.findall(html)):
            tag = self._tag(field, "html") or ""
            if '"' in tag or "<" in tag:
                yield Finding(
                    "service/not-in-a-link",
                    Severity.ERROR,
                    self._place(field),
                    f"{title} has nothing for @@{field}@@ that could stand here, in a tag of the HTML.",
                    "Let it stand in the text, or as the address of a link of its own.",
                    text=f"@@{field}@@",
                )
        outside = _IN_A_TAG.sub("", html)
        for field, known in self._service.tags.items():
            if known.is_element and f"@@{field}@@" in outside:
                yield Finding(
                    "service/only-as-a-link",
                    Severity.ERROR,
                    self._place(field),
                    f"{title} has @@{field}@@ only as a link, and here it is to be printed.",
                    "Make it the address of a link.",
                    text=f"@@{field}@@",
                )

    def _missing(self, field: str) -> Finding:
        return Finding(
            "service/no-such-field",
            Severity.ERROR,
            self._place(field),
            f"{self._service.title} has no merge field for {FIELD_WORDS[field]}, and @@{field}@@ stands here.",
            f'Take it out. In a template, mark what belongs to it: {{% call optional("{field}") %}} … {{% endcall %}}.',
            text=f"@@{field}@@",
        )

    def _place(self, field: str) -> Place:
        """Where a field stands first."""
        finished = self._draft.finished
        at = finished.html.find(f"@@{field}@@")
        return finished.place_at(at) if at >= 0 else finished.place

    def _with_tracking(self, html: str) -> str:
        """The picture that counts opens: only where the service insists on it, or the settings ask for it."""
        tag = self._tag(TRACKING, "html")
        if tag is None:
            return html
        wanted = self._draft.settings.links.tracking or any(
            requirement.least and requirement.part == "html" and re.search(requirement.pattern, tag)
            for requirement in self._service.requires
        )
        before, end, after = html.rpartition("</body>")
        return f"{before}{tag}\n{end}{after}" if wanted and end else html

    def _with_links(self, html: str) -> str:
        """Links with campaign names, where the settings ask for them, and not counted, unless they ask for that."""
        links = self._draft.settings.links
        if links.utm:
            self._addresses = campaign_links(html, campaign_of(self._draft.document))
            html = exchanged_in_html(html, self._addresses)
        wish = self._service.untracked
        if wish is not None and not links.tracking:
            html = untracked(html, wish.attribute)
        return break_lines(html) if links.utm or wish is not None else html

    def _kept_by_go(self, comment: re.Match[str]) -> str:
        """A comment that survives Go's html/template: as a raw string, in which no backquote may stand."""
        raw = comment[0].replace("`", "&#96;")
        return "{{ Safe `" + MERGE_FIELD.sub(r"` }}\g<0>{{ Safe `", raw) + "` }}"
