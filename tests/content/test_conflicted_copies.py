import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsletter.content.conflicted_copies import copies_in
from newsletter.content.issues import read_issue
from newsletter.content.online_files import is_online_only, named_by_placeholder
from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.content.reference import read_publication, read_reference
from newsletter.content.source_file import digest_of
from newsletter.content.two_versions import TwoVersions, choose_version, files_only_online, find_two_versions
from newsletter.model.errors import ConflictError, EditError
from newsletter.model.finding import Severity, has_errors
from newsletter.model.reference import Reference

Files = Mapping[str, str | bytes | None]
Publication = Callable[[Mapping[str, str | bytes]], Project]
LETTER = "---\nkind: letter\ntitle: T\n---\nWords.\n"
FOLDER = "issues/2026-12"

CERTAIN = [
    "story (Ann's conflicted copy 2026-11-02).md",  # Dropbox
    "story (Ann's MacBook Pro's conflicted copy 2026-11-02).md",
    "story (In Konflikt stehende Kopie von Ann 2026-11-02).md",
    "story (Copie en conflit de Ann 2026-11-02).md",
    "story (Copia en conflicto de Ann 2026-11-02).md",
    "story (Case Conflict 1).md",
    "story (conflicted copy 2026-11-02 101500).md",  # Nextcloud, ownCloud
    "story (SFConflict ann@example.org 2026-11-02-10-15-00).md",  # Seafile
    "story [conflicted].md",  # pCloud
    "story.sync-conflict-20261102-101500-ABCDEF1.md",  # Syncthing
    "story.sync-conflict-20261102-101500.md",
    "story_Ann-PC_Nov-02-0901-2026_CaseConflict_1.md",  # Synology
    "story_Ann-PC_Nov-02-0901-2026_Conflict.md",
]
LIKELY = [
    "story 2.md",  # iCloud
    "story (1).md",  # Google Drive
    "story(1).md",
    "story-DESKTOP-AB12CD3.md",  # OneDrive
    "story-DESKTOP-AB12.md",
    "story-Anns-MacBook-Air.md",
    "story-ANN-PC.md",
    "story-LAPTOP-1A2B3C4D-2.md",
]
NONE = [
    "story-2.md", "story2.md", "story-2026.md", "story-pc.md", "story-LMS.md", "story (draft).md", "storyline.md",
    "story - a conflict.md", "conflict.md", "story 2026.md", ".story 2.md", "story-EPCOT.md", "story.md",
]  # fmt: skip


def folder_with(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text(LETTER, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", CERTAIN + LIKELY)
def test_a_copy_is_paired_with_its_original(tmp_path: Path, name: str) -> None:
    assert copies_in(folder_with(tmp_path, "story.md", name)) == {name: "story.md"}


@pytest.mark.parametrize("name", CERTAIN)
def test_a_copy_whose_original_has_gone_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    assert copies_in(folder_with(tmp_path, name), ["story"]) == {name: "story.md"}


@pytest.mark.parametrize("name", LIKELY)
def test_a_name_that_somebody_may_have_given_needs_an_original(tmp_path: Path, name: str) -> None:
    assert copies_in(folder_with(tmp_path, name)) == {}
    assert copies_in(folder_with(tmp_path, "story.md", name), [name.removesuffix(".md")]) == {}


@pytest.mark.parametrize("name", NONE)
def test_other_names_are_no_copies(tmp_path: Path, name: str) -> None:
    assert copies_in(folder_with(tmp_path, "story.md", name)) == {}


def test_pictures_are_copies_only_where_the_name_says_so(tmp_path: Path) -> None:
    folder_with(tmp_path, "garden.jpg", "garden (1).jpg", "garden 2.jpg", "garden (conflicted copy).jpg")
    assert copies_in(tmp_path) == {"garden (conflicted copy).jpg": "garden.jpg"}


def test_no_folder_has_no_copies(tmp_path: Path) -> None:
    assert copies_in(tmp_path / "gone") == {}


def test_an_issue_is_read_as_if_copies_were_not_there(
    issue_folder: Callable[[Files], Path], reference: Reference
) -> None:
    folder = issue_folder({"letter 2.md": b"\xff", "issue (1).yaml": "", "letter.sync-conflict-20261102-101500.md": ""})
    reading = read_issue(folder, reference)
    assert [section.name for section in reading.require().sections] == ["letter"]
    assert [(f.rule, f.severity, f.place.file, f.section) for f in reading.findings] == [
        ("reading/two-versions", Severity.WARNING, f"{FOLDER}/issue (1).yaml", None),
        ("reading/two-versions", Severity.WARNING, f"{FOLDER}/letter 2.md", "2026-12/letter"),
        (
            "reading/two-versions",
            Severity.WARNING,
            f"{FOLDER}/letter.sync-conflict-20261102-101500.md",
            "2026-12/letter",
        ),
    ]


def test_a_section_that_is_listed_is_no_copy(issue_folder: Callable[[Files], Path], reference: Reference) -> None:
    header = "title: T\nnumber: 144\ndate: 2026-12-01\nsections:\n  - letter\n  - letter 2\n"
    reading = read_issue(issue_folder({"issue.yaml": header, "letter 2.md": LETTER}), reference)
    assert [section.name for section in reading.require().sections] == ["letter", "letter 2"]
    assert reading.findings == ()


def test_the_reference_is_read_as_if_copies_were_not_there(make_publication: Publication) -> None:
    page = "---\ntitle: A page\nreviewed_on: 2026-01-01\nreviewed_by: Dr. Example\n---\nWords.\n"
    project = make_publication(
        {
            "reference/pages/ours.md": page,
            "reference/pages/ours 2.md": page.replace("Words", "Other words"),
            "reference/pages/ours (1).md": page,
            "reference/pages/theirs.md": page,
            "reference/pages/theirs 2.md": page.replace("A page", "Another page"),
        }
    )
    reading = read_reference(project.reference)
    assert not has_errors(reading.findings)
    names = sorted(name for name in reading.require().entries if "ours" in name or "theirs" in name)
    assert names == ["pages/ours", "pages/theirs", "pages/theirs 2"]
    assert [(f.rule, f.place.file) for f in reading.findings if "ours" in f.place.file] == [
        ("reading/two-versions", "reference/pages/ours (1).md"),
        ("reading/two-versions", "reference/pages/ours 2.md"),
    ]


def test_of_two_versions_of_a_contributor_nothing_goes_out(make_publication: Publication) -> None:
    """In one of them consent may be withdrawn."""
    project = make_publication({})
    person = project.people / "person-0031.yaml"
    (project.people / "person-0031 2.yaml").write_bytes(person.read_bytes().replace(b"active", b"withdrawn"))
    findings = [f for f in read_publication(project).findings if f.rule == "reading/two-versions"]
    assert [(f.severity, f.place.file) for f in findings] == [(Severity.ERROR, "people/person-0031 2.yaml")]


@pytest.fixture
def project(make_publication: Publication) -> Project:
    return make_publication(
        {
            f"{FOLDER}/story.md": LETTER,
            f"{FOLDER}/issue.yaml": "title: T\nnumber: 1\ndate: 2026-12-01\nsections: [story, news 2]\n",
            f"{FOLDER}/story 2.md": LETTER + "More.\n",
            f"{FOLDER}/news.md": LETTER,
            f"{FOLDER}/news 2.md": LETTER,
            f"{FOLDER}/letter (conflicted copy 2026-11-02 101500).md": LETTER,
            f"{FOLDER}/images/garden (conflicted copy).jpg": b"a",
            f"{FOLDER}/images/garden.jpg": b"a",
            f"{FOLDER}/sent/story 2.md": LETTER,
            f"{FOLDER}/sent/story.md": LETTER,
            "newsletter (1).yaml": "title: x\n",
        }
    )


def test_all_two_versions_of_a_publication(project: Project) -> None:
    pairs = find_two_versions(project)
    assert [(pair.copy, pair.file, pair.are_same) for pair in pairs] == [
        (f"{FOLDER}/images/garden (conflicted copy).jpg", f"{FOLDER}/images/garden.jpg", True),
        (f"{FOLDER}/letter (conflicted copy 2026-11-02 101500).md", f"{FOLDER}/letter.md", False),
        (f"{FOLDER}/story 2.md", f"{FOLDER}/story.md", False),
        ("newsletter (1).yaml", "newsletter.yaml", False),
    ]
    assert pairs[1].file_digest is None
    assert find_two_versions(project, "2026-12") == pairs[:3]


def found(project: Project, copy: str) -> TwoVersions:
    (pair,) = [pair for pair in find_two_versions(project) if copy in pair.copy]
    return pair


@pytest.fixture
def recovery(project: Project, tmp_path: Path) -> Recovery:
    return Recovery(project, tmp_path / "state")


@pytest.mark.parametrize("keep", ["file", "copy"])
def test_one_is_chosen_and_the_other_kept_for_a_while(project: Project, recovery: Recovery, keep: str) -> None:
    pair = found(project, "story 2")
    contents = {name: (project.root / getattr(pair, name)).read_bytes() for name in ("file", "copy")}
    other = choose_version(recovery, pair, getattr(pair, keep))
    assert (project.root / pair.file).read_bytes() == contents[keep]
    assert not (project.root / pair.copy).exists()
    assert other.path.read_bytes() == contents["copy" if keep == "file" else "file"]
    assert [pair.copy for pair in find_two_versions(project) if "story" in pair.copy] == []


def test_a_copy_whose_original_has_gone_takes_its_place(project: Project, recovery: Recovery) -> None:
    pair = found(project, "letter (conf")
    choose_version(recovery, pair, pair.copy)
    assert (project.root / FOLDER / "letter.md").read_text(encoding="utf-8") == LETTER
    assert not (project.root / pair.copy).exists()


@pytest.mark.parametrize("changed", ["file", "copy"])
def test_what_changed_since_it_was_shown_is_not_decided(project: Project, recovery: Recovery, changed: str) -> None:
    pair = found(project, "story 2")
    (project.root / getattr(pair, changed)).write_bytes(b"newer")
    before = {path: path.read_bytes() for path in (project.root / FOLDER).glob("*.md")}
    with pytest.raises(ConflictError):
        choose_version(recovery, pair, pair.copy)
    assert {path: path.read_bytes() for path in (project.root / FOLDER).glob("*.md")} == before


def test_only_one_of_the_two_can_be_chosen(project: Project, recovery: Recovery) -> None:
    with pytest.raises(ValueError, match="neither"):
        choose_version(recovery, found(project, "story 2"), f"{FOLDER}/news.md")


def test_an_issue_that_was_sent_stays_as_it_is(project: Project, recovery: Recovery) -> None:
    pair = found(project, "story 2")
    (project.root / FOLDER / "sent" / "manifest.json").write_text("{}", encoding="utf-8")
    for keep in (pair.file, pair.copy):
        with pytest.raises(EditError, match="was sent"):
            choose_version(recovery, pair, keep)
    assert digest_of((project.root / pair.copy).read_bytes()) == pair.copy_digest


@pytest.mark.parametrize(
    ("placeholder", "name"),
    [
        (".story.md.icloud", "story.md"),
        ("story.md.nextcloud", "story.md"),
        ("story.md.owncloud", "story.md"),
        ("story.md", None),
        (".icloud", None),
        (".hidden.md", None),
    ],
)
def test_placeholders_name_their_file(placeholder: str, name: str | None) -> None:
    assert named_by_placeholder(placeholder) == name


@pytest.mark.parametrize(
    ("attributes", "online"),
    [
        ({"st_file_attributes": stat.FILE_ATTRIBUTE_ARCHIVE}, False),
        ({"st_file_attributes": stat.FILE_ATTRIBUTE_ARCHIVE | stat.FILE_ATTRIBUTE_OFFLINE}, True),
        ({"st_file_attributes": 0x0040_0020}, True),
        ({"st_flags": 0x4000_0020}, True),
        ({"st_flags": 0x20}, False),
        ({}, False),
    ],
)
def test_the_system_tells_what_is_only_online(attributes: dict[str, int], online: bool) -> None:
    assert is_online_only(SimpleNamespace(**attributes)) is online  # type: ignore[arg-type]
    assert not is_online_only(os.stat(__file__))


def test_a_file_that_is_only_online_is_said_to_be(
    project: Project, issue_folder: Callable[[Files], Path], reference: Reference
) -> None:
    folder = issue_folder({"letter.md": None, ".letter.md.icloud": b"bplist00"})
    (finding,) = read_issue(folder, reference).findings
    assert (finding.rule, finding.place.file, finding.section) == (
        "reading/only-online", f"{FOLDER}/letter.md", "2026-12/letter",
    )  # fmt: skip
    (folder / "issue.yaml").rename(folder / "issue.yaml.nextcloud")
    (finding,) = read_issue(folder, reference).findings
    assert (finding.rule, finding.place.file) == ("reading/only-online", f"{FOLDER}/issue.yaml")
    assert files_only_online(Project(folder.parent.parent)) == (f"{FOLDER}/issue.yaml", f"{FOLDER}/letter.md")
    assert files_only_online(project) == ()
