"""How far the hand-off of an issue has come: what its page shows, step by step."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from newsletter.checks.report import Group
from newsletter.content.hand_off import HandOff, read_hand_off
from newsletter.content.project import Project
from newsletter.delivery.api_keys import api_key
from newsletter.delivery.draft_record import DraftRecord
from newsletter.delivery.exported import Exported, read_export
from newsletter.delivery.freeze import is_as_exported
from newsletter.delivery.package import HTML, MESSAGE, TEXT, Package, default_images, packaged, step_values
from newsletter.delivery.pictures import Images
from newsletter.delivery.published import unpublished
from newsletter.delivery.push import Push, planned, refuse_sample
from newsletter.delivery.send_test import chosen_reviewers
from newsletter.delivery.smtp import smtp_server
from newsletter.delivery.steps import sentences
from newsletter.model.errors import DeliveryError
from newsletter.model.finding import Finding, Severity
from newsletter.model.issue import Status
from newsletter.model.months import long_date
from newsletter.services import service as service_named
from newsletter.services import service_names
from newsletter.services.drafts import pushable_services
from newsletter.services.service import Pictures, Service
from newsletter.studio.checked_issues import Verdict
from newsletter.studio.studio import Studio

OTHER = "generic"
_TRAVEL = {
    Pictures.ZIP: "It takes the email and its pictures together, in one zip file.",
    Pictures.UPLOADED: "It takes the email as HTML; pictures are uploaded one by one.",
    Pictures.HOSTED: "It takes the email as HTML and shows only pictures that are on the web.",
}


class State(StrEnum):
    """How far one step is; the values are shown."""

    DONE = "Done"
    NOW = "Now"
    LATER = "Later"
    STOPPED = "First mend this"
    FREE = "If you like"


@dataclass(frozen=True)
class TheirStep:
    """A step at the mailing service; ``done`` says who did it and when, and is empty before.

    ``key`` is what the notes call it: without the subject and what else the email says, which stands there once.
    """

    key: str
    words: str
    done: str


@dataclass(frozen=True)
class Draft:
    """Whether a draft can be made at the service from here; ``words`` say why not, or how.

    ``link`` leads to the one that stands there.
    """

    can: bool
    words: str
    link: str = ""
    is_there: bool = False


@dataclass(frozen=True)
class HandOffView:
    """Everything on the page of an issue that has not been sent."""

    service: str
    title: str
    noted: HandOff
    must_fix: tuple[Finding, ...]
    to_look_at: int
    unapproved: bool
    package: Package | None
    stopped: str
    missing_pictures: int
    export: Exported | None
    is_ready: bool
    steps: tuple[TheirStep, ...] = ()
    draft: Draft | None = None
    reviewers: tuple[str, ...] = ()
    no_mail: str = ""
    differences: dict[str, tuple[Group, ...]] = field(default_factory=dict)

    @property
    def services(self) -> list[tuple[str, str, str]]:
        """Each service with its title and what it is; the one for all others last."""
        named = sorted(service_names(), key=lambda name: (name == OTHER, service_named(name).title.casefold()))
        return [(name, service_named(name).title, about(service_named(name), name)) for name in named]

    @property
    def email(self) -> str:
        """What stands for the email that was handed over."""
        return self.export.message[:16] if self.export is not None else ""

    @property
    def html_size(self) -> str:
        """ "41 KB of the 102 KB that Gmail shows"."""
        assert self.package is not None
        return f"{len(self.package.html.encode()) / 1000:.0f} KB of the 102 KB that Gmail shows"

    @property
    def pictures(self) -> str:
        """How many pictures there are, how large, and how they travel."""
        assert self.package is not None
        count = len(self.package.pictures)
        size = sum(picture.image.size for picture in self.package.pictures)
        how = "on the web" if self.package.images is Images.HOSTED else f"going along, {size / 1000:,.0f} KB"
        return f"{count}, {how}" if count else "none"

    @property
    def files(self) -> list[tuple[str, str]]:
        """What can be downloaded, with words for it."""
        if self.package is None:
            return []
        files = [(self.package.zip_name, "Download the zip file")]
        if self.package.service.takes_message:
            files.append((MESSAGE, "Download it as one email file"))
        return files

    @property
    def copies(self) -> list[tuple[str, str]]:
        """What can be copied as a file's text, with words for it."""
        return [(HTML, "Copy the HTML"), (TEXT, "Copy the plain text")]

    @property
    def arrived(self) -> str:
        """What the last look at a copy of this very email has found; empty before."""
        looks = [one for one in self.noted.arrived if (one.service, one.email) == (self.service, self.email)]
        if not looks:
            return ""
        last = looks[-1]
        found = f"{last.must_fix} to mend, {last.please_look} to look at"
        words = found if last.must_fix or last.please_look else "everything arrived as it was handed over"
        return f"{last.by} looked on {long_date(last.on)}: {words}."

    @property
    def states(self) -> dict[str, State]:
        """How far each step is, by its name."""
        stopped = bool(self.must_fix or self.stopped or self.package is None)
        ready = self.is_ready and not stopped
        begun = any(step.done for step in self.steps) or bool(self.draft and self.draft.is_there)
        finished = bool(self.steps) and all(step.done for step in self.steps)
        bad = any(f.severity is Severity.ERROR for group in self.differences.get("arrived", ()) for f in group.findings)

        def after(done: bool) -> State:
            return State.LATER if not ready else State.DONE if done else State.NOW

        return {
            "service": State.DONE if self.service else State.NOW,
            "checks": State.STOPPED if self.must_fix else State.DONE,
            "mail": State.FREE,
            "ready": State.LATER if not self.service or self.must_fix else State.STOPPED if stopped
            else State.DONE if ready else State.NOW,
            "take": after(begun),
            "there": after(finished),
            "arrived": State.STOPPED if bad and ready else after(bool(self.arrived)),
            "sent": after(False),
        }  # fmt: skip


def about(service: Service, name: str) -> str:
    """What choosing a service means, in a sentence or two."""
    drafts = f" A draft can be made at {service.title} from here." if name in pushable_services() else ""
    return f"{_TRAVEL[service.pictures]}{drafts}"


def hand_off_view(studio: Studio, name: str, verdict: Verdict) -> HandOffView:
    """The page of an issue as it is now.

    Raises ContentError where the notes of the hand-off cannot be read, ProjectError where there is no such issue.
    """
    project, draft = studio.project, verdict.draft
    folder = project.issue_folder(name)
    noted = read_hand_off(folder)
    service = chosen_service(project, name, noted)
    counts = Counter(finding.severity for finding in verdict.findings)
    must_fix = tuple(finding for finding in verdict.findings if finding.severity is Severity.ERROR)
    package, stopped, missing = None, "", 0
    if draft is not None and service:
        try:
            package = packaged(draft, service, default_images(draft.settings))
        except DeliveryError as error:
            stopped = str(error)
    if package is not None and package.images is Images.HOSTED:
        missing = len(unpublished(package.draft, package.pictures))
    if package is not None and not must_fix:
        must_fix = tuple(
            f for f in package.findings if f.severity is Severity.ERROR and f.rule != "service/not-published"
        )
    export, is_ready = _export(project, package)
    reviewers, no_mail = _reviewers(verdict)
    view = HandOffView(
        service=service,
        title=service_named(service).title if service else "",
        noted=noted,
        must_fix=must_fix,
        to_look_at=counts[Severity.WARNING],
        unapproved=draft is not None and draft.issue.header.status is not Status.APPROVED,
        package=package,
        stopped=stopped,
        missing_pictures=missing,
        export=export,
        is_ready=is_ready,
        differences={what: studio.differences.get((name, what), ()) for what in ("arrived", "push")},
        reviewers=reviewers,
        no_mail=no_mail,
    )
    if package is None or not is_ready:
        return view
    return replace(view, steps=tuple(_steps(package, view)), draft=_draft(project, package))


def chosen_service(project: Project, name: str, noted: HandOff) -> str:
    """The service of an issue: the one that was chosen, else that of the latest issue before; empty for none."""
    if noted.service in service_names():
        return str(noted.service)
    for other in reversed([one for one in project.issue_names() if one < name]):
        earlier = read_hand_off(project.issues / other).service
        if earlier in service_names():
            return str(earlier)
    return ""


def _export(project: Project, package: Package | None) -> tuple[Exported | None, bool]:
    """The export that stands here, and whether it is what would be exported now."""
    if package is None:
        return None, False
    issue = package.draft.document.name
    try:
        export = read_export(project.output, issue, package.name)
        same = is_as_exported(package.draft, project.output, package.name)
    except DeliveryError:  # none yet, or somebody changed its files: it is made anew
        return None, False
    return export, same and (export.subject, export.preheader) == (package.subject, package.preheader)


def _steps(package: Package, view: HandOffView) -> Iterator[TheirStep]:
    done = {(one.service, one.email, one.step): one for one in view.noted.steps}
    values = {name: f"“{value}”" for name, value in step_values(package).items()}
    tracked = package.draft.settings.links.tracking
    keys = sentences(package.service, {}, tracked)
    for key, words in zip(keys, sentences(package.service, values, tracked), strict=True):
        one = done.get((view.service, view.email, key))
        yield TheirStep(key, words, f"{one.by}, {long_date(one.on)}" if one is not None else "")


def _reviewers(verdict: Verdict) -> tuple[tuple[str, ...], str]:
    """Who would get a test mail, or why none can be sent from here."""
    if verdict.draft is None:
        return (), ""
    try:
        reviewers = chosen_reviewers(verdict.draft.settings.reviewers)
        smtp_server(os.environ)
    except DeliveryError as error:
        return (), str(error)
    return reviewers, ""


def _draft(project: Project, package: Package) -> Draft | None:
    """None where the service takes no drafts."""
    if package.name not in pushable_services():
        return None
    try:
        push = push_of(project, package)
        record = DraftRecord(push.folder, package.name, push.address)
        refuse_sample(package)
        api_key(package.name, os.environ)
    except DeliveryError as error:
        return Draft(False, str(error))
    words = "" if push.api.tried_live else "Nobody has tried this on a live account yet. Look closely at the draft."
    return Draft(True, words, record.link or "", "draft" in record.known)


def push_of(project: Project, package: Package) -> Push:
    """The push of a package.  Raises as :func:`newsletter.delivery.push.planned` does."""
    return planned(package, project.issue_folder(package.draft.document.name))
