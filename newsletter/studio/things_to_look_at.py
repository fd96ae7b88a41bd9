"""Things to look at: what the checks found, beside the text it is about, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from newsletter.build import today
from newsletter.checks import is_waivable, rule_names
from newsletter.checks.explanation import explanation
from newsletter.checks.report import groups
from newsletter.checks.waivers import waived_section, waived_text
from newsletter.content.editing_items import insert_item, remove_item
from newsletter.content.fixing import plan_fixes, write_changes
from newsletter.content.issues import HEADER
from newsletter.content.typed_files import read_yaml_file
from newsletter.model.errors import EditError
from newsletter.model.finding import Finding, Fix, Severity, TextFix
from newsletter.model.issue import IssueHeader
from newsletter.model.place import FieldPath
from newsletter.studio.checked_issues import Verdict, key_of
from newsletter.studio.progress import Say, told_meanwhile
from newsletter.studio.studio import Studio, form_of

_LONGEST_FIX = 40
_FOR = timedelta(days=90)
"""How long a decision to send anyway holds where nobody says otherwise."""


@dataclass(frozen=True)
class Thing:
    """One thing to look at.  ``url`` is the page where it stands, ``show`` what is looked for there."""

    key: str
    severity: Severity
    message: str
    remedy: str
    url: str
    show: dict[str, Any]
    fix: str
    waivable: bool
    why: str


@dataclass(frozen=True)
class ThingGroup:
    """The things of one section, the most serious first."""

    title: str
    counts: str
    things: tuple[Thing, ...]
    is_open: bool


@dataclass(frozen=True)
class SentAnyway:
    """A finding that someone has decided to live with; ``index`` is its place among the waivers."""

    index: int
    rule: str
    text: str
    message: str
    reason: str
    by: str
    until: date


@dataclass(frozen=True)
class Things:
    """All that there is to look at in an issue."""

    url: str
    all_count: int
    groups: tuple[ThingGroup, ...]
    waived: tuple[SentAnyway, ...]
    until: str
    asked: str
    is_looking: bool


def things_of(studio: Studio, issue: str, verdict: Verdict, selected: str) -> Things:
    """What the checks found, with the part that ``selected`` names open (empty: the issue as a whole)."""
    found = []
    for group in groups(verdict.findings, issue, verdict.draft):
        is_open = group.section == f"{issue}/{selected}" if selected else group.section is None
        things = tuple(_thing(issue, finding, verdict) for finding in group.findings)
        found.append(ThingGroup(group.title, counted(group.findings), things, is_open))
    found.sort(key=lambda group: not group.is_open)
    settings = verdict.draft.settings if verdict.draft is not None else None
    until = (today(settings) if settings else date.today()) + _FOR
    waived = tuple(_sent_anyway(studio, issue, verdict))
    return Things(
        f"/issues/{quote(issue)}/things",
        len(verdict.findings),
        tuple(found),
        waived,
        until.isoformat(),
        verdict.asked,
        is_looking=not verdict.revision,
    )


def counted(findings: tuple[Finding, ...]) -> str:
    """ "2 must fix, 1 please look"."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(f"{numbers[one]} {one.words.lower()}" for one in Severity if numbers[one])


def _thing(issue: str, finding: Finding, verdict: Verdict) -> Thing:
    is_rule = finding.rule in rule_names()
    told = explanation(finding.rule) if is_rule else None
    path: FieldPath = tuple(
        int(part) if part.isdecimal() else part for part in (finding.field or "").split(".") if part
    )
    return Thing(
        key=key_of(finding),
        severity=finding.severity,
        message=finding.message,
        remedy=finding.remedy,
        url=_url(issue, finding),
        show={"field": path, "text": finding.text, "words": _line(finding, verdict), "line": finding.place.line},
        fix=_fix_words(finding.fix) if finding.fix is not None else "",
        waivable=is_rule and is_waivable(finding.rule),
        why=" ".join(told.why).replace("`", "") if told is not None else "",
    )


def _url(issue: str, finding: Finding) -> str:
    """The page on which a finding can be mended; empty where that is none of the studio's."""
    file = finding.place.file
    name = file.removeprefix(f"issues/{issue}/")
    if name == HEADER:
        return f"/issues/{quote(issue)}"
    if name != file and name.endswith(".md") and "/" not in name:
        return f"/issues/{quote(issue)}/sections/{quote(name.removesuffix('.md'))}"
    if file.startswith("reference/") and file.endswith((".md", ".yaml")):
        return f"/standing/{quote(file.removeprefix('reference/').rpartition('.')[0])}"
    return ""


def _line(finding: Finding, verdict: Verdict) -> str:
    """The line of a section's text on which a finding stands."""
    section = verdict.draft.sections_by_id.get(finding.section or "") if verdict.draft is not None else None
    if section is None or finding.place.file != section.place.file:
        return ""
    lines = section.body.markdown.split("\n")
    index = finding.place.line - section.body.first_line
    return lines[index].strip() if 0 <= index < len(lines) else ""


def _fix_words(fix: Fix) -> str:
    if isinstance(fix, TextFix):
        old, new = (text if len(text) <= _LONGEST_FIX else f"{text[:_LONGEST_FIX]}…" for text in (fix.old, fix.new))
        return f"Change “{old}” to “{new}”" if new.strip() else f"Take out “{old}”"
    return "Remove the picture's hidden data"


def _sent_anyway(studio: Studio, issue: str, verdict: Verdict) -> list[SentAnyway]:
    header = _header(studio, issue)
    numbers = {waiver: number for number, waiver in enumerate(header.waivers)} if header is not None else {}
    return [
        SentAnyway(
            numbers[waiver], waiver.rule, waiver.text, waived.finding.message, waiver.reason, waiver.by, waiver.until
        )
        for waived in verdict.waived
        if (waiver := waived.waiver) in numbers
    ]


def _header(studio: Studio, issue: str) -> IssueHeader | None:
    folder = studio.project.issue_folder(issue)
    return read_yaml_file(folder / HEADER, f"issues/{folder.name}/{HEADER}", IssueHeader).value


class ThingsPages:
    """What is done about the things; each answer is the issue's page as it is then, made by ``shown``."""

    def __init__(self, studio: Studio, shown: Any) -> None:
        self._studio = studio
        self._shown = shown

    def routes(self) -> list[Route]:
        """The addresses below ``/issues/<name>/things``."""
        base = "/issues/{name}/things"
        return [
            Route(f"{base}/fix", self.fix, methods=["POST"]),
            Route(f"{base}/send-anyway", self.send_anyway, methods=["POST"]),
            Route(f"{base}/take-back", self.take_back, methods=["POST"]),
            Route(f"{base}/online", self.online, methods=["POST"]),
        ]

    async def fix(self, request: Request) -> Response:
        """Make the change that a machine can make."""
        return await self._done(request, self._fix)

    async def send_anyway(self, request: Request) -> Response:
        """Record that somebody lives with a finding, and why."""
        return await self._done(request, self._send_anyway)

    async def take_back(self, request: Request) -> Response:
        """Take such a decision out again."""
        return await self._done(request, self._take_back)

    async def _done(self, request: Request, work: Any) -> Response:
        name, form = request.path_params["name"], await form_of(request)
        said: str = await run_in_threadpool(work, name, form)
        self._studio.saved()
        response: Response = await run_in_threadpool(self._shown, name, form.get("selected", ""), said)
        return response

    def _finding(self, name: str, form: dict[str, str]) -> Finding:
        finding = self._studio.checked.verdict(name).finding(form.get("key", ""))
        if finding is None:
            raise EditError("studio/thing-gone", "This is no longer there: the text has changed since. Look again.")
        return finding

    def _fix(self, name: str, form: dict[str, str]) -> str:
        finding = self._finding(name, form)
        plan = plan_fixes(self._studio.project.root, [finding.fix] if finding.fix is not None else [])
        left = (*plan.left, *write_changes(plan.changes))
        if left or not plan.changes:
            reason = left[0].reason if left else "It cannot be changed by a machine. Change it by hand."
            raise EditError("studio/not-fixed", reason)
        return "Done. The words around it are as they were."

    def _send_anyway(self, name: str, form: dict[str, str]) -> str:
        finding = self._finding(name, form)
        missing = [words for key, words in _ASKED.items() if not form.get(key, "").strip()]
        if missing:
            raise EditError("studio/anyway-incomplete", f"Still needed: {', '.join(missing)}.")
        if finding.rule not in rule_names() or not is_waivable(finding.rule):
            raise EditError("studio/not-waivable", "Nothing can be sent past this. Mend it instead.")
        waiver = {
            "rule": finding.rule,
            "section": waived_section(finding),
            "text": waived_text(finding),
            "reason": form["reason"].strip(),
            "by": form["by"].strip(),
            "until": form["until"].strip(),
        }
        folder = self._studio.project.issue_folder(name)
        insert_item(folder / HEADER, ("waivers",), waiver, file=f"issues/{folder.name}/{HEADER}")
        return "Noted, with your name and reason."

    def _take_back(self, name: str, form: dict[str, str]) -> str:
        header, index = _header(self._studio, name), form.get("index", "")
        waivers = header.waivers if header is not None else ()
        known = index.isdecimal() and int(index) < len(waivers)
        if not known or (waivers[int(index)].rule, waivers[int(index)].text) != (form.get("rule"), form.get("text")):
            raise EditError("studio/thing-gone", "This is no longer there: the text has changed since. Look again.")
        folder = self._studio.project.issue_folder(name)
        remove_item(folder / HEADER, ("waivers",), int(index), file=f"issues/{folder.name}/{HEADER}")
        return "Taken back: it is a thing to look at again."

    async def online(self, request: Request) -> Response:
        """The checks that ask the network; how far they are, one line of JSON a step."""
        name = request.path_params["name"]
        await run_in_threadpool(self._studio.project.issue_folder, name)

        def work(say: Say) -> None:
            self._studio.checked.check_online(
                name, lambda label, done, of: say({"label": label, "done": done, "of": of})
            )

        return told_meanwhile(work)


_ASKED = {"reason": "why it may stay", "by": "your name", "until": "until when"}
