"""``newsletter publish-images``, and pictures off the web again: a real folder, served by a real web server."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exporting import body, exported, read_message

from newsletter.build import Builder
from newsletter.cli.main import cli
from newsletter.content.project import Project
from newsletter.delivery.package import packaged
from newsletter.delivery.picture_store import PictureStore
from newsletter.delivery.pictures import Images, packed_pictures
from newsletter.delivery.publish_images import unpublish
from newsletter.delivery.published import RECORD, read_record
from newsletter.model.errors import ContentError, DeliveryError
from newsletter.model.finding import Severity

GARDEN = (Path(__file__).parents[2] / "issues/2026-12/images/garden.jpg").read_bytes()
NAME = f"our-garden-a-{sha256(GARDEN).hexdigest()[:16]}.jpg"
SETTINGS = """\
title: A
timezone: Etc/UTC
sender: {name: A, address: a@example.org, reply_to: b@example.org}
images: {base_url: "https://pictures.example.org/lms/", upload_to: WHERE}
"""


@pytest.fixture
def project(letter: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A letter with a garden; its pictures go into the folder ``web`` of the publication."""
    files = {"issues/2027-01/images/Our Garden ä.jpg": GARDEN, "newsletter.yaml": SETTINGS.replace("WHERE", "web")}
    made = letter("![A garden](<images/Our Garden ä.jpg>)", files)
    monkeypatch.chdir(made.root)
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ("publish-images", "2027-01", "--as-of", "2027-01-03", *words))


def names(project: Project) -> list[str]:
    return sorted(os.listdir(project.root / "web"))


def test_each_picture_is_put_there_once_under_a_name_that_follows_its_bytes(project: Project) -> None:
    first = run()
    assert (first.exit_code, first.output) == (0, "Put 3 pictures of 2027-01 into web.\n")
    assert NAME in names(project)
    assert (project.root / "web" / NAME).read_bytes() == GARDEN
    before = {name: (project.root / "web" / name).stat().st_mtime_ns for name in names(project)}
    record = (project.root / "issues/2027-01" / RECORD).read_bytes()
    assert run().output == "Put 0 pictures of 2027-01 into web; 3 there already.\n"
    assert {name: (project.root / "web" / name).stat().st_mtime_ns for name in names(project)} == before
    assert (project.root / "issues/2027-01" / RECORD).read_bytes() == record
    garden = json.loads(record)["pictures"][-1]
    assert garden == {
        "store": "web", "name": NAME, "source": "images/Our Garden ä.jpg", "sha256": sha256(GARDEN).hexdigest(),
    }  # fmt: skip


def test_what_an_interrupted_upload_left_is_replaced(project: Project) -> None:
    (project.root / "web").mkdir()
    (project.root / "web" / NAME).write_bytes(GARDEN[:1000])
    assert run().output == "Put 3 pictures of 2027-01 into web.\n"
    assert (project.root / "web" / NAME).read_bytes() == GARDEN


def test_an_export_shows_the_pictures_that_were_published(project: Project, tmp_path: Path) -> None:
    def draft():
        return Builder(project).build("2027-01").draft

    [missing] = packaged(draft(), "resend", Images.HOSTED).findings
    assert (missing.rule, missing.severity) == ("service/not-published", Severity.ERROR)
    assert missing.message.startswith("3 pictures are not on the web yet: images/Our Garden ä.jpg, images/")
    assert missing.remedy == "Put them there: newsletter publish-images 2027-01"
    run()
    assert packaged(draft(), "resend", Images.HOSTED).findings == ()
    folder = exported(draft(), "resend", tmp_path, Images.HOSTED)
    assert sorted(os.listdir(folder)) == [
        "2027-01.zip", "STEPS.md", "email.eml", "email.html", "email.txt", "manifest.json",
    ]  # fmt: skip
    page = (folder / "email.html").read_text(encoding="utf-8")
    for picture in packed_pictures(draft().email.images):
        assert f'src="https://pictures.example.org/lms/{picture.published_name}"' in page
    assert 'src="images/' not in page
    message = read_message((folder / "email.eml").read_bytes())
    assert body(message, "html") == page
    assert [part.get_content_maintype() for part in message.walk() if not part.is_multipart()] == ["text", "text"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["images"], manifest["pictures"][0]["file"]) == ("hosted", None)
    # Another picture under the old name has another address, and is not published yet.
    (project.root / "issues/2027-01/images/Our Garden ä.jpg").write_bytes(GARDEN + b"\0")
    assert [f.message for f in packaged(draft(), "resend", Images.HOSTED).findings] == [
        "A picture is not on the web yet: images/Our Garden ä.jpg."
    ]
    # So is every picture once they are to go elsewhere.
    (project.root / "newsletter.yaml").write_text(SETTINGS.replace("WHERE", "other"), encoding="utf-8")
    assert packaged(draft(), "resend", Images.HOSTED).findings[0].message.startswith("3 pictures are not")


def test_a_build_shows_the_pictures_beside_it(project: Project) -> None:
    assert 'src="images/Our Garden ä.jpg"' in Builder(project).build("2027-01").draft.email.html


def test_a_dry_run_touches_nothing(project: Project) -> None:
    result = run("--dry-run")
    assert result.output.startswith("Would put 3 pictures of 2027-01 into web.\n  images/Our Garden ä.jpg\n")
    assert not (project.root / "web").exists()
    assert not (project.root / "issues/2027-01" / RECORD).exists()


@pytest.mark.parametrize(
    ("where", "code", "words"),
    [
        ("s4://bucket", 1, "pictures cannot be put into s4://bucket. Write a folder, or an address like s3://"),
        ("https://pictures.example.org", 1, "cannot be put into https://pictures.example.org."),
        ("s3://KEY:SECRET@bucket", 1, "This address seems to hold a password or key."),
        ("sftp://ann:secret@example.org/web", 1, "This address seems to hold a password or key."),
        ("s3://bucket/a?key=b", 1, "This address seems to hold a password or key."),
        ("newsletter.yaml", 1, "We could not read newsletter.yaml: "),
        ("", 2, "does not say where the pictures go. Write it there: images, upload_to."),
    ],
)
def test_places_that_cannot_be_used(project: Project, where: str, code: int, words: str) -> None:
    (project.root / "newsletter.yaml").write_text(SETTINGS.replace("WHERE", where), encoding="utf-8")
    result = run()
    assert words in result.output
    assert result.exit_code == code
    assert not (project.root / "issues/2027-01" / RECORD).exists()


@pytest.mark.parametrize(("scheme", "library"), [("s3", "s3fs"), ("sftp", "paramiko")])
def test_a_library_that_is_not_installed(project: Project, scheme: str, library: str) -> None:
    settings = SETTINGS.replace("WHERE", f"{scheme}://example.org/web")
    (project.root / "newsletter.yaml").write_text(settings, encoding="utf-8")
    code = f"import sys; sys.modules['{library}'] = None; from newsletter.cli.main import main; main()"
    command = [sys.executable, "-c", code, "publish-images", "2027-01", "--as-of", "2027-01-03"]
    result = subprocess.run(command, cwd=project.root, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 1
    words = f'The library for {scheme}:// is not installed. Install it with: pip install "lmsealerts[{scheme}]"'
    assert words in " ".join(result.stderr.split())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this user may write anywhere")
def test_a_folder_that_may_not_be_written_to(project: Project) -> None:
    (project.root / "web").mkdir(mode=0o500)
    result = run()
    assert result.exit_code == 1
    assert "We could not write to web: " in result.output


def test_a_record_that_cannot_be_read(project: Project) -> None:
    run()
    (project.root / "issues/2027-01" / RECORD).write_text('{"format": 1, "pictures": [{"name": 1}]}', encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert "issues/2027-01/published.json cannot be read, so nobody knows which pictures are on the web." in " ".join(
        result.output.split()
    )


def test_nobody_is_shown_without_consent(project: Project) -> None:
    story = "---\nkind: survivor_story\ntitle: A story\ncontributor: someone\n---\nWords.\n"
    (project.root / "issues/2027-01/letter.md").write_text(story, encoding="utf-8")
    (project.root / "people/someone.yaml").write_text("shown_as: M.\nrelation: patient\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert "No consent is on record." in result.output
    assert "No picture of 2027-01 was published: 1 to fix." in result.output
    assert not (project.root / "web").exists()


@pytest.fixture
def web(project: Project) -> Iterator[str]:
    """The address of a web server that serves the folder ``web``."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            pass

    handler = partial(Quiet, directory=str(project.root / "web"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_whether_everybody_can_see_them(project: Project, web: str) -> None:
    settings = SETTINGS.replace("https://pictures.example.org/lms/", web).replace("WHERE", "web")
    (project.root / "newsletter.yaml").write_text(settings, encoding="utf-8")
    seen = run("--check-web")
    assert (seen.exit_code, seen.output.splitlines()[-1]) == (0, f"Everybody can see them at {web}.")
    wrong = settings.replace(web, f"{web}/elsewhere")
    (project.root / "newsletter.yaml").write_text(wrong, encoding="utf-8")
    result = run("--check-web")
    assert result.exit_code == 1
    assert f"{web}/elsewhere/{NAME} was not found: the web server answers 404." in result.output
    (project.root / "newsletter.yaml").write_text(settings.replace(web, "http://127.0.0.1:9"), encoding="utf-8")
    assert f"http://127.0.0.1:9/{NAME} could not be fetched (" in run("--check-web").output


def test_a_web_server_that_shows_something_else(project: Project, web: str) -> None:
    settings = SETTINGS.replace("https://pictures.example.org/lms/", web).replace("WHERE", "elsewhere")
    (project.root / "newsletter.yaml").write_text(settings, encoding="utf-8")
    (project.root / "web").mkdir()
    (project.root / "web" / NAME).write_bytes(b"<html>Please sign in</html>")
    assert f"{web}/{NAME} shows something else than the picture." in run("--check-web").output


def test_pictures_that_have_to_go_leave_every_store_and_every_record(project: Project) -> None:
    run()
    shutil.copytree(project.root / "issues/2027-01", project.root / "issues/2027-02")
    (project.root / "newsletter.yaml").write_text(SETTINGS.replace("WHERE", "elsewhere"), encoding="utf-8")
    run()
    digest = sha256(GARDEN).hexdigest()
    would = unpublish(project, {digest}, dry_run=True)
    assert sorted(would.removed) == [f"elsewhere/{NAME}", f"web/{NAME}"]
    assert NAME in names(project)
    gone = unpublish(project, {digest})
    assert sorted(gone.removed) == sorted(would.removed)
    assert gone.left == ()
    for store in ("web", "elsewhere"):
        left = os.listdir(project.root / store)
        assert NAME not in left
        assert len(left) == 2
    for issue in ("2027-01", "2027-02"):
        assert digest not in (project.root / "issues" / issue / RECORD).read_text(encoding="utf-8")
    assert unpublish(project, {digest}) == unpublish(project, set()) == type(gone)((), ())


def test_what_cannot_be_reached_stays_in_the_record(project: Project) -> None:
    run()
    web = project.root / "web"
    web.rename(project.root / "elsewhere")
    web.write_text("in the way", encoding="utf-8")
    gone = unpublish(project, {sha256(GARDEN).hexdigest()})
    assert gone.removed == ()
    [(address, reason)] = gone.left
    assert address == f"web/{NAME}"
    assert reason.startswith("We could not remove pictures from web: ")
    assert NAME in {picture.name for picture in read_record(project.root / "issues/2027-01")}


def test_errors_have_words_of_ours(project: Project) -> None:
    (project.root / "newsletter.yaml").write_text(SETTINGS.replace("WHERE", "s3://a:b@c"), encoding="utf-8")
    with pytest.raises(ContentError):
        Builder(project).build("2027-01")
    with pytest.raises(DeliveryError, match="pictures cannot be put into ftp:"):
        PictureStore("ftp://example.org", project.root)
