"""Issues as they are on disk at this moment, built when somebody looks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes, token_hex
from threading import Lock

from newsletter.build import Build, Builder
from newsletter.checks.draft import Draft
from newsletter.content.project import Project
from newsletter.delivery.sample_values import filled_html, filled_text, said_of_samples, sample_values
from newsletter.model.errors import NewsletterError
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.model.settings import Sender


@dataclass(frozen=True)
class Preview:
    """One build of an issue, ready to be shown: merge fields hold sample values, blocks carry ``data-at``.

    ``images`` are all the files that the email may load, by the address it uses, and ``images_digest`` stands for
    them as they are; ``draft`` is what was built, with the email as it leaves.
    """

    token: str
    sender: Sender
    subject: str
    preheader: str
    html: str
    text: str
    samples: str
    images: Mapping[str, Path]
    images_digest: str
    draft: Draft = field(repr=False, compare=False)


@dataclass(frozen=True)
class Look:
    """What there is to see of an issue at one ``revision`` of the files.

    ``preview`` is the last good build, None where there has been none yet; with ``is_current`` it is that of the
    files as they are.
    """

    revision: str
    preview: Preview | None
    is_current: bool
    findings: tuple[Finding, ...]


class LiveIssues:
    """The issues of one publication.  May be used from several threads at a time.

    Whoever watches the files reports to :meth:`changed`; the next look builds anew, with the one Builder.
    """

    def __init__(self, project: Project, remember: int = 16) -> None:
        self.project = project
        self._run, self._key = token_hex(4), token_bytes(16)
        self._changes = 0
        self._standing_changes = 0
        self._lock = Lock()
        self._builder: Builder | None = None
        self._builder_is_from = -1
        self._looks: dict[str, Look] = {}
        self._previews: OrderedDict[str, Preview] = OrderedDict()
        self._remember = remember

    @property
    def revision(self) -> str:
        """Names the state of the files; another one after each change and after each start of the program."""
        return f"{self._run}-{self._changes}"

    @property
    def standing_changes(self) -> int:
        """Counts the changes outside the issues: in settings, reference, people and templates."""
        return self._standing_changes

    def changed(self, *, only_issues: bool) -> None:
        """Something was saved.  Only a change outside the issues needs settings, reference and templates anew."""
        if not only_issues:
            self._standing_changes += 1
        self._changes += 1

    def forget(self) -> None:
        """Drop every build that was shown."""
        with self._lock:
            self._looks.clear()
            self._previews.clear()

    def look(self, name: str) -> Look:
        """The issue as it is now, or its last good build with the mistakes that came since.

        Raises ProjectError where there is no such issue and never was one.
        """
        with self._lock:
            before, revision = self._looks.get(name), self.revision
            if before is None or before.revision != revision:
                if before is None:
                    self.project.issue_folder(name)
                self._looks[name] = self._built(name, revision, before)
            return self._looks[name]

    def look_unsaved(self, name: str, unsaved: Mapping[Path, bytes]) -> Look:
        """The same with files as someone is typing them in place of those on disk."""
        look = self.look(name)
        if not unsaved:
            return look
        with self._lock:
            return self._built(name, look.revision, look, unsaved)

    def preview(self, token: str) -> Preview | None:
        """One of the last builds that were shown, by its token; asking for it keeps it."""
        with self._lock:
            if token in self._previews:
                self._previews.move_to_end(token)
            return self._previews.get(token)

    def _built(
        self, name: str, revision: str, before: Look | None, unsaved: Mapping[Path, bytes] | None = None
    ) -> Look:
        try:
            build = self._fresh_builder().build(name, unsaved=unsaved)
        except NewsletterError as error:
            findings = error.findings or (Finding(error.code, Severity.ERROR, Place(""), error.message),)
            return Look(revision, before.preview if before else None, False, findings)
        return Look(revision, self._kept(build), True, build.findings)

    def _fresh_builder(self) -> Builder:
        wanted = self._standing_changes
        if self._builder is None or self._builder_is_from != wanted:
            self._builder = None
            self._builder = Builder(self.project)
            self._builder_is_from = wanted
        return self._builder

    def _kept(self, build: Build) -> Preview:
        """The preview of a build, remembered under its token: the same for the same bytes, so that nothing reloads."""
        email = build.draft.email
        values = sample_values(build.draft.document)
        images = {image.name: image.path for image in email.images}
        files = [(name, path, path.stat().st_mtime_ns) for name, path in images.items()]
        preview = Preview(
            token="",
            sender=build.draft.document.sender,
            subject=filled_text(email.subject, values),
            preheader=filled_text(email.preheader, values),
            html=filled_html(email.marked_html, values),
            text=filled_text(email.text, values),
            samples=said_of_samples(email, values),
            images=images,
            images_digest=self._digest(files),
            draft=build.draft,
        )
        preview = replace(preview, token=self._digest(preview))
        self._previews[preview.token] = preview
        self._previews.move_to_end(preview.token)
        while len(self._previews) > self._remember:
            self._previews.popitem(last=False)
        return preview

    def _digest(self, of: object) -> str:
        return blake2b(repr(of).encode(), key=self._key, digest_size=12).hexdigest()
