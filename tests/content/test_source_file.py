import os
import stat
import sys
from pathlib import Path

import pytest

from newsletter.content.source_file import digest_of, read_source, write_source
from newsletter.model.errors import ConflictError, ContentError, EditError
from newsletter.model.finding import Finding


def refusal(path: Path, limit: int = 1_000_000) -> Finding:
    with pytest.raises(ContentError) as caught:
        read_source(path, "issues/x.md", limit)
    (finding,) = caught.value.findings
    assert finding.remedy
    assert finding.place.file == "issues/x.md"
    return finding


@pytest.mark.parametrize(
    ("data", "text", "bom", "newline"),
    [
        (b"", "", False, "\n"),
        (b"a\nb\n", "a\nb\n", False, "\n"),
        (b"a\r\nb\r\n", "a\nb\n", False, "\r\n"),
        (b"\xef\xbb\xbfa\r\nb", "a\nb", True, "\r\n"),
        (b"a\rb\r", "a\nb\n", False, "\n"),
        (b"a\r\nb\r\nc\n", "a\nb\nc\n", False, "\r\n"),
        (b"a\r\nb\nc\n", "a\nb\nc\n", False, "\n"),
        ("é 😀".encode(), "é 😀", False, "\n"),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", True, "\n"),
    ],
)
def test_a_text_is_read_and_encodes_to_the_same_bytes(
    tmp_path: Path, data: bytes, text: str, bom: bool, newline: str
) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(data)
    source = read_source(path, "x.md")
    assert (source.text, source.bom, source.newline) == (text, bom, newline)
    assert source.encode(source.raw) == data
    assert source.digest == digest_of(data)


def test_a_file_that_is_not_utf_8_is_refused_at_its_first_bad_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes("one\r\ntwo é ".encode() + b"caf\xe9\r\n")
    finding = refusal(path)
    assert finding.rule == "reading/not-utf-8"
    assert (finding.place.line, finding.place.column) == (2, 10)
    assert "line 2, column 10" in finding.message
    assert finding.remedy == "Save it again as UTF-8."


def test_a_bad_byte_behind_a_byte_order_mark_keeps_its_column(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"\xef\xbb\xbfab\xff")
    assert refusal(path).place[1:] == (1, 3)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "x.md"
    path.write_bytes("title: A letter\n".encode(codec))
    finding = refusal(path)
    assert finding.rule == "reading/not-utf-8"
    assert "UTF-16" in finding.message


def test_a_large_file_is_refused_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    with path.open("wb") as handle:
        handle.truncate(50_000_000)
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("opened"))
    finding = refusal(path)
    assert finding.rule == "reading/too-large"
    assert "1 MB" in finding.message


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"x" * 100)
    assert len(read_source(path, "x.md", 100).text) == 100
    assert refusal(path, 99).rule == "reading/too-large"


def test_what_is_not_there_or_not_a_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.md").rule == "reading/missing"
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file" / "none.md").rule == "reading/missing"
    assert refusal(tmp_path).rule == "reading/not-a-file"


@pytest.mark.skipif(sys.platform == "win32", reason="needs devices and links")
def test_devices_and_link_loops_are_refused(tmp_path: Path) -> None:
    assert refusal(Path("/dev/zero")).rule == "reading/not-a-file"
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").rule == "reading/not-a-file"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    finding = refusal(tmp_path / "loop")
    assert finding.rule == "reading/not-a-file"
    assert "link" in finding.message
    assert refusal(tmp_path / ("x" * 300)).rule == "reading/not-a-file"


def only(folder: Path, *names: str) -> None:
    assert sorted(entry.name for entry in folder.iterdir()) == sorted(names)


def test_writing_replaces_the_bytes_and_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert write_source(path, b"new\r\n", digest_of(b"old")) == digest_of(b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
    only(tmp_path, "x.md")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "x.md").symlink_to("real.md")
    write_source(tmp_path / "x.md", b"new", digest_of(b"old"))
    assert (tmp_path / "x.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_a_new_file_is_written_only_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    write_source(path, b"new", None)
    with pytest.raises(ConflictError):
        write_source(path, b"newer", None)
    assert path.read_bytes() == b"new"
    only(tmp_path, "x.md")


def test_a_changed_or_deleted_file_is_a_conflict(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"theirs")
    with pytest.raises(ConflictError):
        write_source(path, b"mine", digest_of(b"old"))
    assert path.read_bytes() == b"theirs"
    path.unlink()
    with pytest.raises(ConflictError):
        write_source(path, b"mine", digest_of(b"old"))
    only(tmp_path)


def test_a_protected_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(EditError, match="write-protected"):
        write_source(path, b"new", digest_of(b"old"))
    path.chmod(0o644)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("function", ["replace", "fsync"])
@pytest.mark.parametrize("error", [OSError(28, "full"), KeyboardInterrupt()])
def test_a_crash_in_the_middle_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, error: BaseException
) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"old")

    def crash(*_: object) -> None:
        raise error

    monkeypatch.setattr(f"os.{function}", crash)
    with pytest.raises(EditError if isinstance(error, OSError) else KeyboardInterrupt):
        write_source(path, b"new", digest_of(b"old"))
    assert path.read_bytes() == b"old"
    only(tmp_path, "x.md")


def test_an_open_file_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"old")
    real, calls = os.replace, []

    def busy(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) < 3:
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr("os.replace", busy)
    monkeypatch.setattr("time.sleep", lambda _: None)
    write_source(path, b"new", digest_of(b"old"))
    assert path.read_bytes() == b"new"


def test_a_change_made_while_waiting_is_a_conflict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(b"old")

    def busy(source: Path, target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("os.replace", busy)
    monkeypatch.setattr("time.sleep", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(ConflictError):
        write_source(path, b"new", digest_of(b"old"))
    assert path.read_bytes() == b"theirs"
    only(tmp_path, "x.md")
