"""Whatever goes wrong, the earlier export stays whole; and large pictures do not fill the memory."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from exporting import ONCE, contents, exported, read_message
from PIL import Image

from newsletter.checks.draft import Draft
from newsletter.delivery import folder_swap, package
from newsletter.delivery.output_folder import write_email
from newsletter.delivery.package import packaged, write_package
from newsletter.model.document import ImageFile
from newsletter.model.errors import DeliveryError

Drafts = Callable[..., Draft]


class Crash(BaseException):
    """The power goes."""


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(package, "write_manifest", fail)


def test_a_full_disk_leaves_the_earlier_export(sample: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = exported(sample, "brevo", tmp_path)
    before = contents(tmp_path / "2026-12")
    with monkeypatch.context() as patch:
        failing(patch, OSError(28, "No space left on device"))
        with pytest.raises(DeliveryError) as caught:
            exported(sample, "brevo", tmp_path)
    assert str(caught.value) == (
        f"The export could not be written to {folder} (No space left on device). "
        "Close what has it open, or look whether the disk is full; the earlier export is unharmed."
    )
    assert contents(tmp_path / "2026-12") == before
    assert os.listdir(tmp_path / "2026-12") == ["brevo"]


@pytest.mark.parametrize("rename", [1, 2])
def test_a_crash_at_either_rename_is_put_right_by_the_next_writer(
    sample: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rename: int
) -> None:
    folder = exported(sample, "brevo", tmp_path)
    before = contents(folder)
    real, calls = os.replace, []

    def crashing(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == rename:
            raise Crash
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(folder_swap.os, "replace", crashing)
        with pytest.raises(Crash):
            exported(sample, "brevo", tmp_path)
    assert folder.exists() == (rename == 1)
    write_email(sample.email, tmp_path)
    assert contents(folder) == before
    assert not [name for name in os.listdir(tmp_path / "2026-12") if name.startswith(".")]


def test_a_build_keeps_the_exports_and_an_export_keeps_the_build(sample: Draft, tmp_path: Path) -> None:
    write_email(sample.email, tmp_path)
    folder = exported(sample, "klaviyo", tmp_path)
    before = contents(tmp_path / "2026-12")
    write_email(sample.email, tmp_path)
    assert contents(tmp_path / "2026-12") == before
    assert (folder / "manifest.json").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write anywhere")
def test_a_read_only_folder(sample: Draft, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeliveryError, match="Permission denied"):
            exported(sample, "brevo", tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_file_in_the_place_of_the_folder(sample: Draft, tmp_path: Path) -> None:
    (tmp_path / "2026-12").write_text("mine")
    with pytest.raises(DeliveryError, match="the earlier export is unharmed"):
        exported(sample, "brevo", tmp_path)
    assert (tmp_path / "2026-12").read_text() == "mine"


def test_several_exports_at_once(sample: Draft, tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for name in ("brevo", "mailchimp"):
                exported(sample, name, tmp_path)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(os.listdir(tmp_path / "2026-12")) == ["brevo", "mailchimp"]
    assert len(contents(tmp_path / "2026-12")) == 18


@pytest.fixture
def photos(tmp_path: Path) -> Iterator[tuple[ImageFile, ...]]:
    folder = tmp_path / "photos"
    folder.mkdir()
    stream = BytesIO()
    Image.effect_noise((64, 64), 50).save(stream, "JPEG")
    content = stream.getvalue() + os.urandom(4_000_000)
    for number in range(10):
        (folder / f"{number}.jpg").write_bytes(content)
    yield tuple(ImageFile(folder / f"{n}.jpg", f"images/{n}.jpg", 64, 64, len(content)) for n in range(10))
    shutil.rmtree(folder)


def test_ten_large_photos_are_never_in_memory_together(
    letter_draft: Drafts, photos: tuple[ImageFile, ...], tmp_path: Path
) -> None:
    draft = letter_draft()
    draft = replace(draft, email=replace(draft.email, images=photos))
    packed = packaged(draft, "mailchimp")
    tracemalloc.start()
    folder = write_package(packed, tmp_path / "dist", ONCE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (folder / "2027-01.zip").stat().st_size > 40_000_000
    assert peak < 4_000_000
    message = read_message((folder / "email.eml").read_bytes())
    [third] = [part for part in message.walk() if part.get_filename() == "2.jpg"]
    assert third.get_content() == photos[2].path.read_bytes()
