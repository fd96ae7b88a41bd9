"""An issue as a draft at a mailing service, through its API.  Nothing is ever sent to readers from here."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, cast

from newsletter.checks.report import Group
from newsletter.content.email_files import EmailParts
from newsletter.delivery.api_client import PATIENCE, ApiClient, Patience, Tell, api_address
from newsletter.delivery.api_keys import ApiKey
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.draft_record import PICTURE, DraftRecord, alone
from newsletter.delivery.exported import read_export
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import Package, write_package
from newsletter.delivery.pictures import Images, PackedPicture, with_addresses
from newsletter.delivery.verify_draft import draft_differences
from newsletter.model.errors import DeliveryError
from newsletter.model.issue import Status
from newsletter.model.nearest import nearest
from newsletter.model.place import Place
from newsletter.services.drafts import draft_api
from newsletter.services.drafts.draft_api import Answer, DraftApi, DraftContent, Made, RemoteDraft, Request, Upload

T = TypeVar("T")


@dataclass(frozen=True)
class Pushed:
    """A draft that stands at the service.

    ``is_new`` is False where the draft of an earlier push was changed.  ``differences`` are what the service changed.
    """

    draft: RemoteDraft
    is_new: bool
    differences: tuple[Group, ...]


@dataclass(frozen=True)
class Push:
    """A push that can be made: the issue fits the service, and newsletter.yaml says everything that the API needs.

    ``folder`` is the issue's, ``address`` that of the API.
    """

    package: Package
    folder: Path
    api: DraftApi
    address: str

    @property
    def title(self) -> str:
        """The service, as people call it."""
        return self.package.service.title

    @property
    def settings(self) -> Mapping[str, str]:
        """The account's settings."""
        return self.package.draft.settings.services.get(self.package.name, {})

    def requests(self) -> Iterator[Request]:
        """What a push would ask for, in order, without asking anyone: a dry run.

        Raises DeliveryError where the record of an earlier push cannot be read.
        """
        record = DraftRecord(self.folder, self.package.name, self.address)
        asked: list[Request] = []

        def imagined(request: Request) -> Answer:
            asked.append(request)
            return Answer(200, None, imagined=True)

        for picture in self._to_upload(record.known):
            _spoken(self._upload(picture), imagined)
        _spoken(self.api.draft(self._content(self.package.html, record.known)), imagined)
        yield from asked

    def make(
        self,
        key: ApiKey,
        output: Path,
        circumstances: Circumstances,
        tell: Tell,
        patience: Patience = PATIENCE,
    ) -> Pushed:
        """Make the draft, or change the one of an earlier push; then read it back.

        Writes the export of what is handed over, and beside the issue what exists at the service, as soon as it does.
        Raises DeliveryError; where something exists by then, the message says what.
        """
        draft = self.package.draft
        refuse_sample(self.package)
        with alone(output, draft.document.name, self.package.name):
            record = DraftRecord(self.folder, self.package.name, self.address)
            if record.elsewhere:
                tell(f"An earlier push went to another address of {self.title}; its draft is left alone.")
            record.write()  # before anything exists that could not be written down
            before = record.known.get("draft")
            with record.told(self.title), ApiClient(self.api, self.title, self.address, key, tell, patience) as client:
                package = self._with_pictures(client, record, tell)
                content = self._content(package.html, record.known)
                remote = _spoken(self.api.draft(content), _saying(client.answer, tell), record.add)
                if remote.is_draft is not False or remote.id != before:  # what was sent already stays as it was
                    write_package(package, output, circumstances)
            record.finish(remote.address, circumstances.by, circumstances.at.isoformat(timespec="seconds"))
        if remote.is_draft is False:
            raise DeliveryError(
                "push/not-a-draft",
                f"{self.title} says that this is no draft: it is scheduled, on its way or sent. Look into your account "
                f"now. To begin a new draft instead, delete {record.file} and push again.",
            )
        return Pushed(remote, remote.id != before, self._differences(output, remote))

    def _with_pictures(self, client: ApiClient, record: DraftRecord, tell: Tell) -> Package:
        """The package with its pictures at the service, where they were not on the web already."""
        if self.package.hosted or not self.package.pictures:
            return self.package
        for picture in self._to_upload(record.known):
            address = _spoken(self._upload(picture), _saying(client.answer, tell))
            if not address.startswith(("https://", "http://")):
                raise DeliveryError(
                    "push/no-address",
                    f"{self.title} took the picture {picture.name} and did not say where it is on the web. Write into "
                    "newsletter.yaml where pictures go instead (images, base_url and upload_to), and run newsletter "
                    "publish-images.",
                )
            record.add(Made(PICTURE + picture.sha256, address))
        addresses = {picture.address: record.known[PICTURE + picture.sha256] for picture in self.package.pictures}
        return replace(self.package, html=with_addresses(self.package.html, addresses), images=Images.HOSTED)

    def _to_upload(self, known: Mapping[str, str]) -> list[PackedPicture]:
        """Each picture that the service does not have yet, once."""
        if self.package.hosted:
            return []
        pictures = {picture.sha256: picture for picture in self.package.pictures}
        return [picture for sha256, picture in pictures.items() if PICTURE + sha256 not in known]

    def _upload(self, picture: PackedPicture) -> Generator[Request, Answer, str]:
        if self.api.upload is None:
            raise AssertionError("planned() refuses this")
        file = Upload("file", picture.image.path, picture.published_name, picture.media_type)
        return self.api.upload(file, self.settings)

    def _content(self, html: str, known: Mapping[str, str]) -> DraftContent:
        draft = self.package.draft
        document = draft.document
        return DraftContent(
            name=f"{document.publication}, {document.title} ({document.name})",
            subject=self.package.subject,
            preheader=self.package.preheader,
            html=html,
            text=self.package.text,
            sender=document.sender,
            track_links=draft.settings.links.tracking,
            settings=self.settings,
            known=known,
        )

    def _differences(self, output: Path, remote: RemoteDraft) -> tuple[Group, ...]:
        draft = self.package.draft
        pair = CopyPair(
            export=read_export(output, draft.document.name, self.package.name),
            parts=EmailParts(remote.html or ""),
            place=Place("the draft"),
            is_message=False,
        )
        return draft_differences(pair, remote, draft.document.sender)


def refuse_sample(package: Package) -> None:
    """Raises DeliveryError where the publication is a sample; a dry run may be made of it."""
    if package.draft.settings.sample:
        raise DeliveryError(
            "push/sample",
            "This newsletter is a sample, with people and stories that are made up, and no service gets it. Once your "
            "own words are in, write “sample: no” into newsletter.yaml.",
        )


def planned(package: Package, folder: Path) -> Push:
    """The push of a package whose findings hold no error; ``folder`` is the issue's.

    Raises KeyError where the service takes no drafts, DeliveryError where the issue was sent, settings are missing or
    the pictures cannot get there.
    """
    api, title = draft_api(package.name), package.service.title
    if package.draft.issue.header.status is Status.SENT:
        raise DeliveryError(
            "push/sent",
            f"{package.draft.document.name} is marked as sent, and no draft is made of it any more. For its files: "
            f"newsletter export {package.draft.document.name} --to {package.name}",
        )
    settings = package.draft.settings.services.get(package.name, {})
    missing = [name for name in api.needs if not settings.get(name, "").strip()]
    if missing:
        lines = "".join(f"\n  {name}: {api.needs[name]}{_misspelled(name, settings, api)}" for name in missing)
        raise DeliveryError(
            "push/settings",
            f"{title} needs to know more than newsletter.yaml says. Write there, below services and {package.name}:"
            f"{lines}",
        )
    if package.pictures and not package.hosted and api.upload is None:
        raise DeliveryError(
            "push/pictures",
            f"{title} takes no pictures through its API, and those of this issue are not on the web. Write into "
            "newsletter.yaml where they go (images, base_url and upload_to), and run: newsletter publish-images "
            f"{package.draft.document.name}",
        )
    return Push(package, folder, api, api_address(api, title, settings))


def _misspelled(name: str, settings: Mapping[str, str], api: DraftApi) -> str:
    near = nearest(name, [other for other in settings if other not in api.needs])
    return f" (is {near} misspelled?)" if near else ""


def _spoken(
    conversation: Generator[Request | Made, Answer | None, T] | Generator[Request, Answer, T],
    answer: Callable[[Request], Answer],
    made: Callable[[Made], None] = lambda made: None,
) -> T:
    """What a conversation comes to, each of its requests answered."""
    talk = cast("Generator[Request | Made, Answer | None, T]", conversation)
    reply: Answer | None = None
    while True:
        try:
            step = talk.send(reply)
        except StopIteration as end:
            return cast("T", end.value)
        reply = answer(step) if isinstance(step, Request) else None
        if isinstance(step, Made):
            made(step)


def _saying(answer: Callable[[Request], Answer], tell: Tell) -> Callable[[Request], Answer]:
    def said(request: Request) -> Answer:
        tell(f"{request.words[:1].upper()}{request.words[1:]}.")
        return answer(request)

    return said
