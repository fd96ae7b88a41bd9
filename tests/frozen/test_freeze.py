"""An issue that was sent stays as it went out, whatever changes afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from freezing import AT, ISSUE, NEXT, built, contents, export, frozen

from newsletter.build import Builder
from newsletter.content.editing import replace_body, set_value
from newsletter.content.editing_sections import remove_section
from newsletter.content.fixing import plan_fixes, write_changes
from newsletter.content.frozen_issues import read_frozen
from newsletter.content.frozen_manifest import read_manifest, write_manifest
from newsletter.content.project import Project
from newsletter.content.source_file import write_source
from newsletter.delivery.exported import read_export
from newsletter.delivery.freeze import freeze, sent_issue, take_back
from newsletter.delivery.handed_over import as_handed_over
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.output_folder import write_email
from newsletter.delivery.package import packaged, write_package
from newsletter.model.errors import ContentError, DeliveryError, EditError
from newsletter.model.finding import TextFix
from newsletter.model.place import Place

Publications = Callable[..., Project]


def everything_changes(project: Project) -> None:
    """Reference, settings, templates and the issue's own words."""
    for path in (project.reference / "drugs").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("trabectedin", "newtabectedin"), encoding="utf-8")
    shutil.rmtree(project.reference / "webinars")
    settings = project.root / "newsletter.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("The Letter", "The Postcard"), encoding="utf-8")
    (project.templates / "theme.yaml").write_text("fonts: nothing\n", encoding="utf-8")
    (project.issues / ISSUE / "letter.md").write_text("no front matter at all", encoding="utf-8")


def test_the_build_gives_the_frozen_bytes_whatever_changes(publication: Publications) -> None:
    project = publication()
    before = contents(write_email(built(project).draft.email, project.output))
    frozen(project, "mailchimp")
    everything_changes(project)
    shutil.rmtree(project.output)
    build = built(project)
    assert build.findings == ()
    assert contents(write_email(build.draft.email, project.output)) == before
    assert "trabectedin" in build.draft.email.text
    assert build.draft.document.publication == "The Letter"


def test_an_export_gives_what_was_handed_over(publication: Publications) -> None:
    project = publication()
    frozen(project, "mailchimp", "listmonk")
    handed = {name: read_export(project.output, ISSUE, name) for name in ("mailchimp", "listmonk")}
    pictures = contents(project.output / ISSUE / "mailchimp" / "images")
    shutil.rmtree(project.output)
    # An account with other names of its own would get other tags today.
    with (project.root / "newsletter.yaml").open("a", encoding="utf-8") as settings:
        settings.write("services: {mailchimp: {first_name: PRENOM}}\n")
    build = built(project)
    for name, before in handed.items():
        package = as_handed_over(packaged(build.draft, name), build.frozen)
        write_package(package, project.output, Circumstances("Ben", AT, (), (), ()))
        assert read_export(project.output, ISSUE, name) == before
    assert contents(project.output / ISSUE / "mailchimp" / "images") == pictures
    other = as_handed_over(packaged(build.draft, "brevo"), build.frozen)
    assert "{{ unsubscribe }}" in other.html


def test_who_and_when_and_everything_else_is_recorded(publication: Publications) -> None:
    project = publication()
    manifest = frozen(project, "mailchimp").manifest
    assert (manifest.frozen_by, manifest.frozen_at, manifest.status_before) == ("Ann", AT, "approved")
    header = (project.issues / ISSUE / "issue.yaml").read_text(encoding="utf-8")
    assert "status: sent            # draft | review | approved | sent\n" in header
    assert header.endswith("history:\n  - status: sent\n    on: 2027-01-05\n    by: Ann\n")
    story = next(section for section in manifest.sections if section.id == f"{ISSUE}/story")
    assert story.people == ("person-0077",)
    assert story.pictures == ("images/lighthouse.png", "images/gate.png")
    names = {file.name for file in manifest.files}
    assert {
        "email/email.html", "email/images/gate.png", "marked/email.txt", "services/mailchimp/manifest.json",
        "reference/drugs/trabectedin.md", ".gitattributes",
    } <= names  # fmt: skip
    assert not any(name.endswith((".zip", ".eml")) for name in names)


@pytest.mark.parametrize("name", ["email/email.html", "services/mailchimp/email.txt", "email/images/gate.png"])
def test_a_file_that_was_changed_or_removed_is_named(publication: Publications, name: str) -> None:
    project = publication()
    path = frozen(project, "mailchimp").folder / name
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(ContentError) as caught:
        built(project)
    [finding] = caught.value.findings
    assert str(finding) == (
        f"issues/{ISSUE}/sent/{name}: This file has been changed since it was frozen on January 5, 2027. "
        "Take the file back from a backup, or with git; what was sent is never made anew."
    )
    path.unlink()
    with pytest.raises(ContentError, match="was frozen on January 5, 2027 and is gone"):
        built(project)
    path.write_bytes(data)
    assert built(project).frozen is not None


def test_a_changed_or_missing_manifest_is_noticed(publication: Publications) -> None:
    project = publication()
    manifest = frozen(project).folder / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("A window", "A door"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        built(project)
    assert caught.value.code == "frozen/manifest-changed"
    manifest.unlink()
    with pytest.raises(ContentError) as caught:
        built(project)
    assert caught.value.code == "frozen/no-manifest"


def test_nothing_in_a_frozen_issue_can_be_edited(publication: Publications) -> None:
    project = publication()
    frozen(project)
    folder = project.issues / ISSUE
    before = contents(folder)
    refused: list[Callable[[], object]] = [
        lambda: set_value(folder / "issue.yaml", ("subject",), "Another"),
        lambda: replace_body(folder / "letter.md", "Other words.\n"),
        lambda: remove_section(folder / "issue.yaml", "letter"),
        lambda: write_source(folder / "more.md", b"more", None),
        lambda: write_source(folder / "images" / "more.png", b"more", None),
    ]
    for edit in refused:
        with pytest.raises(EditError, match=f"{ISSUE} was sent, and stays as it went out") as caught:
            edit()
        assert caught.value.code == "editing/frozen"
    fix = TextFix(Place(f"issues/{ISSUE}/letter.md", 5), "ours", "theirs")
    [left] = write_changes(plan_fixes(project.root, [fix]).changes)
    assert "stays as it went out" in left.reason
    assert contents(folder) == before
    set_value(project.issues / NEXT / "issue.yaml", ("subject",), "Another")


def test_samples_practice_issues_and_frozen_ones_are_refused(publication: Publications) -> None:
    project = publication()
    settings = project.root / "newsletter.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "sample: yes\n", encoding="utf-8")
    with pytest.raises(DeliveryError) as caught:
        frozen(project)
    assert caught.value.code == "freeze/sample"
    settings.write_text(settings.read_text(encoding="utf-8").replace("sample: yes\n", ""), encoding="utf-8")
    set_value(project.issues / NEXT / "issue.yaml", ("practice",), "yes")
    with pytest.raises(DeliveryError) as caught:
        frozen(project, name=NEXT)
    assert caught.value.code == "delivery/practice"
    frozen(project)
    with pytest.raises(DeliveryError, match="was frozen on January 5, 2027 by Ann already"):
        sent_issue(built(project), project.output, without_export=True)


def test_without_an_export_it_has_to_be_said(publication: Publications) -> None:
    project = publication()
    with pytest.raises(DeliveryError) as caught:
        sent_issue(built(project), project.output)
    assert caught.value.code == "freeze/no-export"
    assert frozen(project).services == ()


def test_an_export_that_says_something_else_has_to_be_decided_about(publication: Publications) -> None:
    project = publication()
    export(project, "mailchimp", "brevo")
    replace_body(project.issues / ISSUE / "harbor.md", "Closed.\n")
    export(project, "brevo")
    builder = Builder(project)
    sent = sent_issue(builder.build(ISSUE), project.output)
    assert sent.changed == ("mailchimp",)
    before = contents(project.issues)
    with pytest.raises(DeliveryError, match="is not what was exported for Mailchimp"):
        freeze(sent, builder.renderer, project.output, by="Ann", at=AT)
    assert contents(project.issues) == before
    kept = freeze(sent, builder.renderer, project.output, by="Ann", at=AT, although_changed=True)
    assert "Closed." in kept.email.text
    assert "Open on weekdays" in (kept.folder / "services/mailchimp/email.txt").read_text(encoding="utf-8")


def test_an_export_that_was_changed_by_hand_is_refused(publication: Publications) -> None:
    project = publication()
    export(project, "mailchimp")
    with (project.output / ISSUE / "mailchimp" / "email.html").open("a", encoding="utf-8") as file:
        file.write("<!-- -->")
    with pytest.raises(DeliveryError) as caught:
        sent_issue(built(project), project.output)
    assert caught.value.code == "delivery/export-changed"


def test_a_full_disk_changes_nothing(publication: Publications, monkeypatch: pytest.MonkeyPatch) -> None:
    project = publication()
    export(project, "mailchimp")
    before = contents(project.issues)
    full = OSError(28, "No space left on device")

    def fail(*_args: object) -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr("newsletter.delivery.freeze.write_manifest", fail)
        with pytest.raises(DeliveryError, match="No space left on device"):
            frozen(project, "mailchimp")
    assert contents(project.issues) == before
    assert frozen(project, "mailchimp").services == ("mailchimp",)


CRASH = """
import os, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import freezing
from newsletter.content.project import Project
from newsletter.delivery import {module}
freezing.export = lambda *_args, **_options: None
setattr({module}, {function!r}, lambda *_args: os._exit(9))
freezing.frozen(Project(Path({root!r})), "mailchimp")
"""


@pytest.mark.parametrize(("module", "function"), [("freeze", "write_manifest"), ("folder_swap", "rename")])
def test_a_crash_is_put_right_by_freezing_again(publication: Publications, module: str, function: str) -> None:
    project = publication()
    export(project, "mailchimp")
    tests = str(Path(__file__).parent)
    code = CRASH.format(tests=tests, module=module, function=function, root=str(project.root))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    assert read_frozen(project.issues / ISSUE) is None
    [note] = [finding for finding in built(project).findings if finding.rule == "frozen/not-yet"]
    assert note.remedy == f"Freeze it: newsletter freeze {ISSUE}"
    frozen(project, "mailchimp")
    assert not [name for name in os.listdir(project.issues / ISSUE) if name.startswith(".")]
    assert [f for f in built(project).findings if f.rule.startswith("frozen/")] == []


def test_an_issue_frozen_by_mistake_can_be_given_back(publication: Publications) -> None:
    project = publication()
    folder = project.issues / ISSUE
    kept = contents(frozen(project, "mailchimp").folder)
    aside = take_back(folder, project.output, by="Ben", at=AT, because="It was the wrong month.")
    assert aside == folder / "taken-back-2027-01-05"
    note = (aside / "taken-back.txt").read_text(encoding="utf-8")
    assert note == (
        "This was frozen on January 5, 2027 by Ann.\nBen took it back on January 5, 2027: It was the wrong month.\n"
    )
    assert {name: data for name, data in contents(aside).items() if name != "taken-back.txt"} == kept
    assert "status: approved " in (folder / "issue.yaml").read_text(encoding="utf-8")
    set_value(folder / "issue.yaml", ("subject",), "Another")
    assert built(project).draft.email.subject == "Another"
    frozen(project, "mailchimp")
    assert take_back(folder, project.output, by="Ben", at=AT, because="Again.").name == "taken-back-2027-01-05-2"
    with pytest.raises(DeliveryError, match="is not frozen"):
        take_back(folder, project.output, by="Ben", at=AT, because="Again.")


def test_what_cannot_be_read_can_still_be_given_back(publication: Publications) -> None:
    project = publication()
    (frozen(project).folder / "manifest.json").write_text("{", encoding="utf-8")
    take_back(project.issues / ISSUE, project.output, by="Ben", at=AT, because="It is broken.")
    assert built(project).frozen is None


def test_another_status_in_the_header_is_said(publication: Publications) -> None:
    project = publication()
    frozen(project)
    header = project.issues / ISSUE / "issue.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace("status: sent ", "status: draft "), encoding="utf-8")
    [finding] = built(project).findings
    assert finding.message == "“status: draft” stands here, but the issue was frozen on January 5, 2027 by Ann."
    assert finding.place == Place(f"issues/{ISSUE}/issue.yaml", 6, 1)


def test_the_seal_does_not_depend_on_the_order_of_keys(publication: Publications) -> None:
    folder = frozen(publication()).folder
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(dict(reversed(data.items()))), encoding="utf-8")
    assert read_manifest(folder).issue == ISSUE
    write_manifest(folder, read_manifest(folder))
    assert json.loads(manifest.read_bytes()) == data
