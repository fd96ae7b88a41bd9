"""``newsletter emulate``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from newsletter.checks.emulation import VIEWS

Run = Callable[..., Result]
HTML = '<!doctype html><html><head></head><body><p style="border-radius:3px;color:red">Words</p></body></html>'


def test_every_view_of_an_issue(run: Run, tmp_path: Path) -> None:
    result = run("emulate", "2026-12", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.glob("email.*.html")} == {f"email.{name}.html" for name in VIEWS}
    assert "An approximation" in result.stdout
    assert (tmp_path / "images").is_dir()


def test_one_view_of_a_finished_email_is_written_beside_it(run: Run, tmp_path: Path) -> None:
    mail = tmp_path / "mail.html"
    mail.write_text(HTML, encoding="utf-8")
    assert run("emulate", "--html", str(mail), "--as", "outlook").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail.html", "mail.outlook.html"]
    page = (tmp_path / "mail.outlook.html").read_text(encoding="utf-8")
    assert "border-radius" not in page
    assert "Words" in page


def test_an_issue_and_a_file_are_too_much(run: Run, tmp_path: Path) -> None:
    result = run("emulate", "2026-12", "--html", str(tmp_path / "mail.html"))
    assert result.exit_code == 2
    assert "(usage/html-or-issue)" in result.stderr


def test_a_screenshot_needs_a_browser(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = tmp_path / "mail.html"
    mail.write_text(HTML, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("emulate", "--html", str(mail), "--as", "outlook", "--screenshot")
    assert result.exit_code == 2
    assert "(project/no-browser)" in result.stderr


@pytest.mark.skipif(shutil.which("chromium") is None, reason="There is no chromium on the PATH.")
def test_a_screenshot_shows_the_page_to_its_end(run: Run, tmp_path: Path) -> None:
    mail = tmp_path / "mail.html"
    mail.write_text(HTML, encoding="utf-8")
    assert run("emulate", "--html", str(mail), "--as", "dark-inverted", "--screenshot").exit_code == 0
    with Image.open(tmp_path / "mail.dark-inverted.png") as image:
        assert image.width == 640
        assert 20 < image.height < 200
        assert image.convert("RGB").getpixel((600, 5)) == (0, 0, 0)
