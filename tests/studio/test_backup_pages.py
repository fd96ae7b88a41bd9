"""Nothing lost: the zip, versions where git keeps them, and choosing between two versions of a file."""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from open_studio import HERE, OpenStudio

LETTER = "issues/2026-12/letter.md"


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def kept(studio: OpenStudio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OpenStudio:
    """The studio where git keeps the publication, and does not know who is there."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME", raising=False)
        monkeypatch.delenv(f"GIT_{name}_EMAIL", raising=False)
    git(studio.root, "init", "--quiet")
    git(studio.root, "add", ".")
    git(studio.root, "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", "First")
    return studio


def test_the_zip_holds_everything_and_the_page_says_what_that_means(studio: OpenStudio) -> None:
    page = studio.client.get("/backup").text
    assert "Please keep it private." in page
    assert "Save a version" not in page, "no word of git where there is none"
    answer = studio.client.post("/backup")
    assert re.fullmatch(
        r'attachment; filename="publication-backup-\d{4}-\d\d-\d\d\.zip"', answer.headers["content-disposition"]
    )
    archive = zipfile.ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.read(f"publication/{LETTER}") == (studio.root / LETTER).read_bytes()
    assert any(name.startswith("publication/people/") for name in archive.namelist())
    assert studio.client.get("/").text.count("Back up everything") == 1


def test_a_version_is_saved_with_a_message_and_a_name(kept: OpenStudio) -> None:
    assert "The last version has everything." in kept.client.get("/backup").text
    path = kept.root / LETTER
    path.write_text(path.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    assert "December 2026: letter (changed)" in kept.client.get("/backup").text
    asked = kept.client.post("/versions", data={"message": "A new line <b>"})
    assert asked.status_code == 422
    assert 'name="email"' in asked.text
    assert 'value="A new line &lt;b&gt;"' in asked.text
    saved = kept.client.post("/versions", data={"message": "A line", "name": "Ann", "email": "ann@example.org"})
    assert "Saved as version" in saved.text
    assert "The last version has everything." in saved.text
    assert git(kept.root, "log", "-1", "--format=%an %s").strip() == "Ann A line"
    assert kept.client.post("/versions", data={"message": " "}).status_code == 422


def copy_of(studio: OpenStudio, words: str) -> str:
    """The copy that a synced folder makes when two people change the letter."""
    name = "issues/2026-12/letter (Ann's conflicted copy 2026-11-02).md"
    (studio.root / name).write_text(studio.text(LETTER).replace("Please do that.", words), "utf-8")
    return name


def chosen(studio: OpenStudio, copy: str, keep: str) -> dict[str, str]:
    page = studio.client.get("/two-versions/choose", params={"copy": copy}).text
    return {**dict(re.findall(r'name="(\w+_digest)" value="([^"]*)"', page)), "copy": copy, "keep": keep}


@pytest.mark.parametrize("keep", ["file", "copy"])
def test_one_of_two_versions_is_chosen_and_the_other_one_kept(studio: OpenStudio, keep: str) -> None:
    assert "Two versions" not in studio.client.get("/two-versions").text
    own, copy = studio.text(LETTER), copy_of(studio, "Please do <it> soon.")
    theirs = studio.text(copy)
    assert "Two versions: choose." in studio.client.get("/two-versions").text
    assert LETTER in studio.client.get("/two-versions?issue=2026-12").text
    assert "Two versions" not in studio.client.get("/two-versions?issue=2026-11").text
    page = studio.client.get("/two-versions/choose", params={"copy": copy}).text
    assert re.search(r"<ins>[^<]*Please do &lt;it&gt; soon\.", page)
    assert re.search(r"<del>[^<]*Please do that\.", page)
    assert (
        "style-src 'self'"
        in studio.client.get("/two-versions/choose", params={"copy": copy}).headers["content-security-policy"]
    )
    answer = studio.client.post("/two-versions", data=chosen(studio, copy, keep))
    assert answer.status_code == 200, answer.text
    assert studio.text(LETTER) == (own if keep == "file" else theirs)
    assert not (studio.root / copy).exists()
    kept = [path.read_text("utf-8") for path in studio.recovery.folder.rglob("*.md") if path.is_file()]
    assert (theirs if keep == "file" else own) in kept
    assert studio.client.get("/two-versions/choose", params={"copy": copy}).status_code == 404


def test_what_was_not_shown_is_never_overwritten(studio: OpenStudio) -> None:
    copy = copy_of(studio, "Please do it soon.")
    fields = chosen(studio, copy, "copy")
    path = studio.root / LETTER
    path.write_text(path.read_text("utf-8") + "\nLater.\n", "utf-8")
    answer = studio.client.post("/two-versions", data=fields)
    assert (answer.status_code, "has changed since" in answer.text) == (409, True)
    assert studio.text(LETTER).endswith("Later.\n")
    for odd in ({**fields, "keep": "both"}, {**fields, "keep": ""}):
        assert studio.client.post("/two-versions", data=odd).status_code in (409, 422)
    for name in ("newsletter.yaml", LETTER, "../x", ""):
        assert studio.client.get("/two-versions/choose", params={"copy": name}).status_code == 404
        assert studio.client.post("/two-versions", data={"copy": name, "keep": "file"}).status_code == 404


def test_a_backup_that_nobody_reads_to_its_end_stops(studio: OpenStudio) -> None:
    assert studio.client.request("GET", "/backup", headers={"Origin": HERE}).status_code == 200
    (studio.root / "issues/2026-12/images/large.jpg").write_bytes(b"\xff\xd8\xff" + bytes(30_000_000))
    answer = studio.client.post("/backup")
    assert zipfile.ZipFile(BytesIO(answer.content)).testzip() is None
