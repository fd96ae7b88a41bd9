"""A file opened for one edit: read, changed in one place, proved, written."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from newsletter.content.front_matter import FrontMatter, split_front_matter
from newsletter.content.source_file import TEXT_LIMIT, SourceText, digest_of, read_source, unix_lines, write_source
from newsletter.content.yaml_lists import Splice
from newsletter.content.yaml_reader import Node, read_yaml
from newsletter.content.yaml_splice import Data, comments_of, data_of
from newsletter.model.errors import ConflictError, ContentError, EditError
from newsletter.model.finding import Finding, has_errors, in_order

_YAML = (".yaml", ".yml")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True)
class EditResult:
    """A file after an edit: the digest of its bytes, and its text with ``\\n`` line ends and no mark."""

    digest: str
    text: str


class EditedFile:
    """One file, from reading to writing.

    ``yaml`` is its YAML with its own line ends (all of a YAML file, the front matter of a section), ``root``
    the tree of it with offsets in ``yaml``.  With ``unsaved`` the edit is made there, and nothing is written to disk.
    """

    def __init__(
        self,
        path: Path,
        expected_digest: str | None,
        file: str | None,
        unsaved: MutableMapping[Path, bytes] | None = None,
    ) -> None:
        """Raises ContentError where the file cannot be read, ConflictError where it is not the one expected."""
        self.path = path
        self.source = _read(path, expected_digest, file, unsaved)
        self._unsaved = unsaved
        self.parts: FrontMatter | None = None
        self.yaml = self.source.raw
        if path.suffix.lower() not in _YAML:
            self.parts = split_front_matter(self.source.raw, self.source.file)
            if self.parts.findings:
                raise ContentError(self.parts.findings)
            self.yaml = self.parts.yaml

    @property
    def newline(self) -> str:
        """What ends a new line."""
        return self.source.newline

    def read(self) -> Node | None:
        """The tree of the YAML.  Raises ContentError with every mistake in it."""
        read = read_yaml(self.yaml, self.source.file)
        if has_errors(read.findings):
            # Once more for the places: the reader counts a line for every \n, and lone \r are line ends too.
            first = self.parts.yaml_first_line if self.parts else 1
            raise ContentError(read_yaml(unix_lines(self.yaml), self.source.file, first).findings)
        return read.root

    def error(self, code: str, message: str) -> EditError:
        """An error that names the file."""
        return EditError(code, f"{self.source.file}: {message}")

    def proves(self, splice: Splice, wanted: Data, *, comments_go: bool = False) -> bool:
        """Whether a splice yields exactly the data wanted, with every comment kept.

        What lies outside of the splice is the same text on both sides.  ``comments_go`` allows comments
        within the splice to go with what they stand beside.
        """
        start, end, new = splice
        edited = self.yaml[:start] + new + self.yaml[end:]
        read = read_yaml(edited, "")
        if read.findings or data_of(read.root) != wanted:
            return False
        before = comments_of(self.yaml, read_yaml(self.yaml, "").root)
        after = comments_of(edited, read.root)
        if comments_go:
            before = [(at, comment) for at, comment in before if not start <= at < end]
            after = [(at, comment) for at, comment in after if not start <= at < start + len(new)]
        if sorted(comment for _, comment in before) != sorted(comment for _, comment in after):
            return False
        if self.parts is None:
            return True
        again = split_front_matter(self._around(edited), "")
        return not again.findings and again.yaml == edited and again.body == self.parts.body

    def save_yaml(self, splice: Splice) -> EditResult:
        """Write the file with one splice in its YAML."""
        start, end, new = splice
        return self._save(self._around(self.yaml[:start] + new + self.yaml[end:]))

    def save_body(self, markdown: str) -> EditResult:
        """Write the file with another text below its front matter."""
        if self.parts is None:
            raise self.error(
                "editing/no-text", "There is no text below fields in this kind of file. Change one of its fields."
            )
        wanted = unix_lines(markdown)
        head = self.source.raw[: self.parts.body_start]
        if wanted and not head.endswith(("\n", "\r")):
            head += self.newline
        raw = head + with_line_ends(self.parts.body, wanted, self.newline)
        again = split_front_matter(raw, "")
        if again.findings or again.yaml != self.yaml or unix_lines(again.body) != wanted:
            raise self.error(
                "editing/text-and-fields",
                "The text could not be replaced without changing the fields. Replace it in an editor.",
            )
        return self._save(raw)

    def _around(self, yaml: str) -> str:
        if self.parts is None:
            return yaml
        return self.source.raw[: self.parts.yaml_start] + yaml + self.source.raw[self.parts.yaml_end :]

    def _save(self, raw: str) -> EditResult:
        return _saved(self.path, self.source, raw, self._unsaved)


def replace_text(path: Path, text: str, *, expected_digest: str | None = None, file: str | None = None) -> EditResult:
    """Replace a file as a whole, which is how one with mistakes is mended.

    Raises ContentError, with places in ``text``, as long as its fields cannot be read; ConflictError where the file
    is not the one expected, EditError where it cannot be written.
    """
    source = _read(path, expected_digest, file)
    text = unix_lines(text)
    yaml, first_line = text, 1
    findings: tuple[Finding, ...] = ()
    if path.suffix.lower() not in _YAML:
        parts = split_front_matter(text, source.file)
        yaml, first_line, findings = parts.yaml, parts.yaml_first_line, parts.findings
    findings += read_yaml(yaml, source.file, first_line).findings
    if has_errors(findings):
        raise ContentError(in_order(findings))
    return _saved(path, source, with_line_ends(source.raw, text, source.newline))


def _read(
    path: Path, expected_digest: str | None, file: str | None, unsaved: MutableMapping[Path, bytes] | None = None
) -> SourceText:
    source = read_source(path, file or path.name, unsaved=unsaved)
    if expected_digest is not None and expected_digest != source.digest:
        raise ConflictError(
            "editing/changed",
            f"{source.file}: Someone else has changed the file since it was read. Open it again and repeat the change.",
        )
    return source


def _saved(path: Path, source: SourceText, raw: str, unsaved: MutableMapping[Path, bytes] | None = None) -> EditResult:
    data = source.encode(raw)
    if len(data) > TEXT_LIMIT:
        raise EditError(
            "editing/too-large",
            f"{source.file}: With this change the file would be larger than 1 MB. Divide the text.",
        )
    digest = digest_of(data)
    if unsaved is not None:
        unsaved[path] = data
    elif digest != source.digest:
        write_source(path, data, source.digest)
    return EditResult(digest, unix_lines(raw))


def with_line_ends(old: str, new: str, newline: str) -> str:
    """``new`` with line ends: a line that stood in ``old`` keeps its own, every other one gets ``newline``."""
    old_lines, new_lines = _LINE.findall(old), new.split("\n")
    ends = [newline] * (len(new_lines) - 1) + [""]
    if {line[len(line.rstrip("\r\n")) :] for line in old_lines} - {newline, ""}:
        matcher = SequenceMatcher(None, [line.rstrip("\r\n") for line in old_lines], new_lines)
        for start, first, size in matcher.get_matching_blocks():
            for step in range(min(size, len(ends) - 1 - first)):
                ends[first + step] = old_lines[start + step][len(new_lines[first + step]) :] or newline
    # A lone \r before an empty line that ends in \n would be read as one line end.
    pairs = zip(ends, [*new_lines[1:], "x"], [*ends[1:], ""], strict=True)
    ends = ["\r\n" if end == "\r" and not line and after == "\n" else end for end, line, after in pairs]
    return "".join(line + end for line, end in zip(new_lines, ends, strict=True))
