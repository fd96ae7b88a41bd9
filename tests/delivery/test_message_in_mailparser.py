"""``email.eml`` of every service, read by npm mailparser: both parts are the files that were built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from exporting import exported

from newsletter.build import Build
from newsletter.delivery.package import packaged
from newsletter.delivery.pictures import Images, packed_pictures, with_addresses
from newsletter.services import service_names

Read = Mapping[str, tuple[Path, Any]]
PEERS = Path(__file__).resolve().parents[2] / "bench" / "peers"


def what_is_missing() -> str | None:
    if shutil.which("node") is None:
        return "There is no Node.js on the PATH. Install version 20 or later, then run: make fidelity"
    if not (PEERS / "node_modules/mailparser").is_dir():
        return "npm mailparser is not installed. Run: make fidelity"
    return None


@pytest.fixture(scope="module")
def read(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Each service with the folder of its export and what mailparser reads in the message there."""
    if missing := what_is_missing():
        if os.environ.get("REQUIRE_MAILPARSER"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    output = tmp_path_factory.mktemp("dist")
    folders = {name: exported(built.draft, name, output) for name in service_names()}
    folders["cid"] = exported(built.draft, "generic", output / "cid", Images.CID)
    paths = json.dumps([str(folder / "email.eml") for folder in folders.values()])
    command = ["node", str(PEERS / "mail_parser.mjs")]
    run = subprocess.run(command, input=paths, capture_output=True, check=True, encoding="utf-8")
    return dict(zip(folders, zip(folders.values(), json.loads(run.stdout), strict=True), strict=True))


@pytest.mark.parametrize("name", [*service_names(), "cid"])
def test_both_parts_are_the_files_that_were_built(read: Read, built: Build, name: str) -> None:
    folder, mail = read[name]
    assert mail["text"] == (folder / "email.txt").read_text(encoding="utf-8")
    cids = {f"cid:{picture['cid']}": f"images/{picture['name']}" for picture in mail["pictures"]}
    html = mail["html"] if name == "cid" else with_addresses(mail["html"], cids)
    assert html == (folder / "email.html").read_text(encoding="utf-8")
    pictures = packed_pictures(built.draft.email.images)
    assert {(each["name"], each["type"], each["sha256"]) for each in mail["pictures"]} == {
        (picture.name, picture.media_type, picture.sha256) for picture in pictures
    }
    assert all(cid in mail["html"] for cid in cids)


def test_the_header(read: Read, built: Build) -> None:
    sender = built.draft.document.sender
    for name in service_names():
        _, mail = read[name]
        assert mail["subject"] == packaged(built.draft, name).subject
        assert mail["from"] == [{"address": sender.address, "name": sender.name}]
        assert mail["replyTo"] == [{"address": sender.reply_to, "name": ""}]
        assert mail["date"] == "2026-12-01T15:00:00.000Z"
