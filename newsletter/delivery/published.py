"""Which pictures of an issue were put on the web, and where: ``issues/<issue>/published.json``.

It travels with the issue, so that another computer knows, and a withdrawal finds every picture.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from newsletter.checks.draft import Draft
from newsletter.content.source_file import read_source, write_source
from newsletter.delivery.pictures import PackedPicture
from newsletter.model.errors import ContentError, DeliveryError, EditError

RECORD = "published.json"
FORMAT = 1


@dataclass(frozen=True, order=True)
class PublishedPicture:
    """A picture on the web.

    ``store`` and ``name`` say where it was put, ``source`` what it is in the issue; ``sha256`` is that of its bytes.
    """

    store: str
    name: str
    source: str
    sha256: str


def read_record(folder: Path) -> tuple[PublishedPicture, ...]:
    """What was published of the issue in ``folder``.  Raises DeliveryError where the file cannot be read."""
    file = _file(folder)
    if not (folder / RECORD).exists():
        return ()
    try:
        data = json.loads(read_source(folder / RECORD, file).text)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        pictures = tuple(PublishedPicture(**picture) for picture in data["pictures"])
        if not all(isinstance(value, str) for picture in pictures for value in asdict(picture).values()):
            raise ValueError(pictures)
    except (ContentError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DeliveryError(
            "publish/record",
            f"{file} cannot be read, so nobody knows which pictures are on the web. Take the file from a backup or "
            f"from a colleague. If there is none, delete it and run: newsletter publish-images {folder.name}",
        ) from error
    return pictures


def write_record(folder: Path, pictures: Collection[PublishedPicture]) -> None:
    """Write down what of an issue is on the web.  Raises DeliveryError."""
    file = folder / RECORD
    data = {"format": FORMAT, "pictures": [asdict(picture) for picture in sorted(set(pictures))]}
    content = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    try:
        before = read_source(file, _file(folder)).digest if file.exists() else None
        write_source(file, content.encode(), before)
    except (ContentError, EditError) as error:
        raise DeliveryError(
            "publish/not-recorded",
            f"{_file(folder)} could not be written, and without it nobody knows which pictures are on the web. "
            f"({error}) See that the folder may be written to, and publish the pictures again.",
        ) from error


def unpublished(draft: Draft, pictures: Sequence[PackedPicture]) -> tuple[str, ...]:
    """The pictures of a draft that were not put, as they are now, where the settings say; by their names in a build.

    Raises DeliveryError where the record cannot be read.
    """
    store = draft.settings.images.upload_to
    there = {picture.name for picture in read_record(draft.issue.folder) if picture.store == store}
    return tuple(picture.image.name for picture in pictures if picture.published_name not in there)


def _file(folder: Path) -> str:
    return f"issues/{folder.name}/{RECORD}"
