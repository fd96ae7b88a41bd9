"""After a withdrawal nothing of the person is left, and everything else is as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from freezing import AT, HARBOR, ISSUE, LETTER, NAME, NEXT, PERSON, STORY_WORDS, built, contents, export, frozen

from newsletter.content.contributions import NOTE
from newsletter.content.frozen_issues import read_frozen
from newsletter.content.project import Project
from newsletter.content.recovery import Recovery
from newsletter.content.reference import read_publication
from newsletter.delivery.freeze import take_back
from newsletter.delivery.redaction import blocks_of
from newsletter.delivery.withdraw import Withdrawn, planned_withdrawal, withdraw
from newsletter.model.errors import ContentError, DeliveryError, ProjectError
from newsletter.model.person import PersonStatus

Publications = Callable[..., Project]


def withdrawn(project: Project, tmp_path: Path, *, everywhere: bool = False) -> Withdrawn:
    return withdraw(
        planned_withdrawal(project, PERSON),
        by="Ann", on_word_of="the author, by phone", at=AT, everywhere=everywhere, recovery=tmp_path / "recovery",
    )  # fmt: skip


def left_over(project: Project, pictures: tuple[bytes, ...] = ()) -> list[str]:
    """Files that hold words or pictures of the story, told with the first of them."""
    found = []
    for name, data in contents(project.root).items():
        folded = " ".join(data.decode("utf-8", "replace").casefold().split())
        found += [f"{name}: {word}" for word in STORY_WORDS if word.casefold() in folded or word.casefold() in name]
        found += [f"{name}: a picture" for picture in pictures if picture in data]
    return found


def test_nothing_is_left(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    lighthouse = (project.issues / ISSUE / "images" / "lighthouse.png").read_bytes()
    gate = (project.issues / ISSUE / "images" / "gate.png").read_bytes()
    shutil.copy(project.issues / ISSUE / "images" / "lighthouse.png", project.issues / NEXT / "copy of it.png")
    frozen(project, "mailchimp", "listmonk", "constant_contact", "campaign_monitor")
    export(project, "brevo", name=NEXT)
    assert len(left_over(project, (lighthouse,))) > 50
    done = withdrawn(project, tmp_path)
    assert left_over(project, (lighthouse,)) == []
    assert done.mentions == ()
    assert done.on_the_web == ()
    assert (project.issues / ISSUE / "images" / "gate.png").read_bytes() == gate
    assert not (project.output / ISSUE).exists()


def test_the_issue_that_was_sent_holds_the_note_and_everything_else(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    before = frozen(project, "mailchimp").email
    withdrawn(project, tmp_path)
    kept = read_frozen(project.issues / ISSUE)
    assert kept is not None
    for part in (kept.email.html, kept.email.text, kept.email.mjml, kept.email.marked_html, kept.email.marked_text):
        assert part.count(NOTE) == 1 or " ".join(part.split()).count(NOTE) == 1
        assert "this month a lighthousekeeper writes" in " ".join(part.split())
        assert "Open on weekdays. Bring your own tea." in part
    old, new = blocks_of(before.html), blocks_of(kept.email.html)
    same = [before.html[a.start : a.end] == kept.email.html[b.start : b.end] for a, b in zip(old, new, strict=True)]
    assert same.count(False) == 2  # the list of what is inside, and the story
    assert [image.name for image in kept.email.images] == [
        image.name for image in before.images if "lighthouse" not in image.name
    ]
    story = next(section for section in kept.manifest.sections if section.id == f"{ISSUE}/story")
    assert (story.title, story.people, story.pictures) == (None, (), ())
    [redaction] = kept.manifest.redactions
    assert (redaction.section, redaction.on) == (f"{ISSUE}/story", AT.date())
    text = kept.email.text.split("\n")
    for section in kept.manifest.sections:
        assert section.lines is not None
        if section.id.endswith("harbor"):
            assert text[section.lines[0]] == "THE HARBOR OFFICE"
            assert text[section.lines[1] - 1].endswith("Bring your own tea.")


def test_every_manifest_is_true_afterwards(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    services = ("mailchimp", "listmonk")
    frozen(project, *services)
    withdrawn(project, tmp_path)
    build = built(project)  # compares every file with its SHA-256
    assert build.frozen is not None
    assert build.findings == ()
    for name in services:
        folder = build.frozen.folder / "services" / name
        manifest = json.loads((folder / "manifest.json").read_bytes())
        assert manifest["redacted"] is True
        sizes = {file["name"]: file["size"] for file in manifest["files"]}
        assert sizes["email.html"] == (folder / "email.html").stat().st_size
        assert "images/lighthouse.png" not in sizes
        assert "images/gate.png" in sizes


def test_sources_can_be_read_afterwards(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    withdrawn(project, tmp_path)
    folder = project.issues / ISSUE
    assert (folder / "story.md").read_text(encoding="utf-8") == f"---\nkind: text\n---\n{NOTE}\n"
    assert (folder / "letter.md").read_text(encoding="utf-8") == LETTER
    assert (folder / "harbor.md").read_text(encoding="utf-8") == HARBOR
    assert NOTE in " ".join(built(project).draft.email.text.split())
    person = read_publication(project).require().reference.people[PERSON].person
    assert person.status is PersonStatus.WITHDRAWN
    assert person.consent is not None
    assert person.consent.record == "2026-077"


def test_the_receipt_tells_everything_but_the_words_and_the_name(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    frozen(project, "mailchimp")
    plan = planned_withdrawal(project, PERSON)
    done = withdraw(
        plan, by="Ann", on_word_of=f"{NAME} herself, by phone", at=AT, recovery=tmp_path / "recovery"
    )  # fmt: skip
    assert done.receipt == project.people / "receipts" / "2027-01-05-1.yaml"
    text = done.receipt.read_text(encoding="utf-8")
    assert text == (
        "# The receipt of a withdrawal: what went, when, on whose word. Neither the words nor the name stand here.\n"
        "withdrawn_at: 2027-01-05T12:00:00+00:00\n"
        'on_word_of: "… herself, by phone"\n'
        'carried_out_by: "Ann"\n'
        'consent_record: "2026-077"\n'
        "finished: yes\n"
        "removed:\n"
        '  - "dist/2027-01: build and exports removed."\n'
        '  - "issues/2027-01/sent: taken out of what was sent, and sealed again."\n'
        '  - "issues/2027-01/images: a picture removed."\n'
        '  - "issues/2027-01/story.md: a note took the place of the story."\n'
        '  - "issues/2027-02/answer.md: a note took the place of the story."\n'
        f'  - "people/{PERSON}.yaml: consent withdrawn, the name taken out."\n'
    )


def test_doing_it_again_does_nothing(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    frozen(project, "mailchimp")
    withdrawn(project, tmp_path)
    before = contents(project.root)
    assert planned_withdrawal(project, PERSON).is_done
    again = withdrawn(project, tmp_path)
    after = contents(project.root)
    again.receipt.unlink()
    del after[again.receipt.relative_to(project.root).as_posix()]
    assert after == before


@pytest.mark.parametrize("step", range(14))
def test_a_crash_at_any_step_is_finished_by_doing_it_again(
    publication: Publications, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    project = publication()
    lighthouse = (project.issues / ISSUE / "images" / "lighthouse.png").read_bytes()
    frozen(project, "mailchimp", "listmonk")
    straight = publication()
    frozen(straight, "mailchimp", "listmonk")
    withdrawn(straight, tmp_path)
    written = 0

    def crashing(write: Callable[..., object]) -> Callable[..., object]:
        def crash(*args: object, **options: object) -> object:
            nonlocal written
            written += 1
            if written == step + 1:
                raise OSError(28, "No space left on device")
            return write(*args, **options)

        return crash

    with monkeypatch.context() as patch:
        for name in ("withdraw_frozen.write_source", "withdraw_frozen.write_manifest", "withdraw_sources.write_source"):
            module, function = f"newsletter.delivery.{name}".rsplit(".", 1)
            original = getattr(__import__(module, fromlist=[function]), function)
            patch.setattr(f"{module}.{function}", crashing(original))
        with pytest.raises(DeliveryError, match="The withdrawal is not finished"):
            withdrawn(project, tmp_path)
    receipt = (project.people / "receipts" / "2027-01-05-1.yaml").read_text(encoding="utf-8")
    assert "finished: no" in receipt
    withdrawn(project, tmp_path)
    assert left_over(project, (lighthouse,)) == []
    theirs, ours = contents(straight.issues), contents(project.issues)
    for name in theirs:
        if not name.endswith("sent/manifest.json"):  # it names its receipt
            assert ours[name] == theirs[name], name
    assert ours.keys() == theirs.keys()
    assert built(project).findings == ()


def test_names_in_the_prose_of_others_are_told_and_replaced_on_request(
    publication: Publications, tmp_path: Path
) -> None:
    named = LETTER.replace("a lighthousekeeper", NAME)
    files = {f"issues/{ISSUE}/letter.md": named}
    project = publication(files)
    frozen(project, "mailchimp")
    assert [(each.file, each.line) for each in planned_withdrawal(project, PERSON).elsewhere()] == [
        (f"issues/{ISSUE}/letter.md", 5)
    ]
    done = withdrawn(project, tmp_path)
    told = {mention.file for mention in done.mentions}
    assert f"issues/{ISSUE}/letter.md" in told
    assert f"issues/{ISSUE}/sent/email/email.html" in told
    project = publication(files)
    frozen(project, "mailchimp")
    assert withdrawn(project, tmp_path, everywhere=True).mentions == ()
    assert left_over(project) == []
    assert built(project).findings == ()
    assert "this month a contributor writes" in " ".join(built(project).draft.email.text.split())
    assert "this month a contributor writes" in (project.issues / ISSUE / "letter.md").read_text(encoding="utf-8")


def test_subject_preview_line_and_waivers_that_tell_of_the_story_go(publication: Publications, tmp_path: Path) -> None:
    header = (
        "title: January 2027\nnumber: 1\ndate: 2027-01-04\nsubject: Nine winters at the lighthouse\n"
        "preheader: Wilhelmina Q. tells of gulls\nstatus: approved\nsections: [letter, story]\n"
        "waivers:\n  - {rule: content/spelling, section: story, text: counterdemonstrations, "
        "reason: unpronounceableness, by: Ann, until: 2027-12-31}\n"
        '  - {rule: content/spelling, section: letter, text: gate, reason: "ours", '
        "by: Ann, until: 2027-12-31}\n"
    )
    for sent in (True, False):
        project = publication({f"issues/{ISSUE}/issue.yaml": header})
        if sent:
            frozen(project, "mailchimp")
        withdrawn(project, tmp_path)
        assert left_over(project) == []
        after = built(project).draft.document
        assert (after.subject, after.preheader) == (("Withdrawn", "Withdrawn") if sent else ("", ""))
        assert "text: gate" in (project.issues / ISSUE / "issue.yaml").read_text(encoding="utf-8")


def test_unlisted_and_damaged_copies_go_too(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    folder = project.issues / ISSUE
    story = (folder / "story.md").read_text(encoding="utf-8")
    (folder / "story (Ann's conflicted copy).md").write_text(story, encoding="utf-8")
    (folder / "old.md").write_text(story.replace("kind: survivor_story", "kind: survivorstory"), encoding="utf-8")
    (folder / "notes.txt").write_text("She wrote: lamps, antidisestablishmentarianism, and tea.\n", encoding="utf-8")
    frozen(project)
    take_back(folder, project.output, by="Ann", at=AT, because="Too early.")
    done = withdrawn(project, tmp_path)
    assert [str(mention) for mention in done.mentions] == []
    assert left_over(project) == [f"issues/{ISSUE}/notes.txt: antidisestablishmentarianism"]


def test_quotations_in_other_files_are_told(publication: Publications, tmp_path: Path) -> None:
    quoted = "Ann wrote:\n> I kept the\n> unpronounceableness of my diagnosis to myself\n"
    project = publication({f"issues/{ISSUE}/minutes.txt": quoted})
    done = withdrawn(project, tmp_path)
    assert [str(mention) for mention in done.mentions] == [
        f"issues/{ISSUE}/minutes.txt:{line}: words of the story" for line in (2, 3)
    ]


def test_recovery_copies_go(publication: Publications, tmp_path: Path) -> None:
    project = publication()
    recovery = Recovery(project, tmp_path / "recovery")
    recovery.remember(f"issues/{ISSUE}/story.md", (project.issues / ISSUE / "story.md").read_bytes())
    recovery.remember(f"issues/{ISSUE}/harbor.md", (project.issues / ISSUE / "harbor.md").read_bytes())
    paragraph = "I kept the unpronounceableness of my diagnosis to myself for a whole winter, @@first_name@@."
    recovery.keep_unsaved(f"issues/{NEXT}/letter.md", (), f"Pasted: {paragraph}", seen="")
    withdrawn(project, tmp_path)
    assert recovery.versions(f"issues/{ISSUE}/story.md") == []
    assert recovery.unsaved() == ()
    assert len(recovery.versions(f"issues/{ISSUE}/harbor.md")) == 1


def test_a_person_who_is_not_there(publication: Publications) -> None:
    project = publication()
    with pytest.raises(ProjectError) as caught:
        planned_withdrawal(project, "people/person-0078.yaml")
    assert caught.value.code == "project/no-person"
    assert "Did you mean person-0077?" in str(caught.value)
    (project.people / f"{PERSON}.yaml").write_text("shown_as: [", encoding="utf-8")
    with pytest.raises(ContentError):
        planned_withdrawal(project, PERSON)
