"""``newsletter check --html``: any finished email, however odd."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.checks import judges_any_email, rule_names
from newsletter.content.email_files import read_email
from newsletter.model.errors import ProjectError

Run = Callable[..., Result]
HTML = "<!doctype html><html lang=en><body><p>Hello é</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside of every publication; the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def message(**more: str) -> EmailMessage:
    out = EmailMessage()
    out["Subject"] = "Grüße"
    out.set_content("Hello in text")
    out.add_alternative(HTML, subtype="html", **more)  # type: ignore[arg-type]
    return out


def test_any_html_is_judged_outside_of_a_publication(folder: Path, run: Run) -> None:
    (folder / "mail.html").write_text('<p>\n<a href="http://a.example/">click here</a></p>', "utf-8")
    result = run("check", "--html", "mail.html", "--format", "json")
    (data,) = json.loads(result.stdout)["issues"]
    assert data["name"] == "mail.html"
    assert data["findings"]
    assert {finding["file"] for finding in data["findings"]} == {"mail.html"}
    assert all(judges_any_email(finding["rule"]) for finding in data["findings"])
    text = run("check", "--html", "mail.html").stdout
    assert "Nothing was asked of the network." in text
    assert "--online" not in text


def test_an_eml_has_its_parts_and_what_is_typed_comes_first(folder: Path) -> None:
    (folder / "mail.eml").write_bytes(bytes(message()))
    parts = read_email(folder / "mail.eml")
    assert (parts.subject, parts.text, "Hello é" in parts.html) == ("Grüße", "Hello in text\n", True)
    (folder / "own.txt").write_text("Other", "utf-8")
    parts = read_email(folder / "mail.eml", folder / "own.txt", "Another")
    assert (parts.subject, parts.text) == ("Another", "Other")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HTML.encode(), "Hello é"),
        (b"\xef\xbb\xbf" + HTML.encode(), "Hello é"),
        (HTML.encode("cp1252"), "Hello é"),
        (b"<meta charset=iso-8859-2>" + "Hello ł".encode("iso-8859-2"), "Hello ł"),
        (b"<meta charset=no-such-code>" + "Hello é".encode("cp1252"), "Hello é"),
    ],
)
def test_letters_are_read_as_they_were_meant(folder: Path, data: bytes, words: str) -> None:
    (folder / "mail.html").write_bytes(data)
    assert words in read_email(folder / "mail.html").html


def test_an_unknown_encoding_of_a_part(folder: Path) -> None:
    (folder / "mail.eml").write_bytes(bytes(message()).replace(b'charset="utf-8"', b'charset="no-such-code"'))
    assert "Hello" in read_email(folder / "mail.eml").html


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("gone.html", None, "project/no-email"),
        ("text.eml", b"Subject: x\n\nplain", "project/no-html"),
        ("empty.eml", b"", "project/no-html"),
        ("large.html", b"x" * 10_000_001, "project/email-too-large"),
    ],
)
def test_what_is_no_email_is_refused_in_words(folder: Path, run: Run, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    with pytest.raises(ProjectError) as caught:
        read_email(folder / name)
    assert caught.value.code == code
    result = run("check", "--html", name)
    assert (result.exit_code, f"({code})" in result.stderr) == (2, True)


def test_a_check_that_needs_sources_is_refused(folder: Path, run: Run) -> None:
    (folder / "mail.html").write_text(HTML, "utf-8")
    result = run("check", "--html", "mail.html", "--rule", "people/consent")
    assert (result.exit_code, "needs the files of an issue" in result.stderr) == (2, True)


HOSTILE = {
    "10 MB of words.html": b"<p>" + b"word " * 1_999_000,
    "100,000 tags.html": b"<p><a href=x>y</a><img src=z>" * 33_000,
    "long attributes.html": b"".join(
        b"<p style='%s'><img alt='%s'>" % (b"a:b;" * 12_500, b"<" * 50_000) for _ in range(20)
    ),
    "open comments.html": b"<!--[if mso]>" * 100_000 + b"<!--[if !mso]><!-->" * 100_000,
    "deep tables.html": b"<table><tr><td>" * 50_000,
    "only signs.html": b"<" * 1_000_000 + b"&" * 1_000_000,
    "zeros.html": b"\0" * 1_000_000,
    "parts in parts.eml": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)
    ),
    "odd headers.eml": b"Subject: =?utf-8?q?" + b"=" * 100_000 + b'\nContent-Type: text/html; charset="\n\n<p>x',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_email_is_judged_or_refused_in_words(folder: Path, name: str) -> None:
    """In a process of its own, so that one that never ends fails this test alone."""
    (folder / name).write_bytes(HOSTILE[name])
    done = subprocess.run(
        [sys.executable, "-m", "newsletter.cli.main", "check", "--html", name, "--format", "json"],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    data = json.loads(done.stdout)
    if "error" in data:
        assert data["error"]["code"].startswith("project/")
    else:
        rules = {finding["rule"] for finding in data["issues"][0]["findings"]}
        assert rules <= set(rule_names()), "no check gave up"
