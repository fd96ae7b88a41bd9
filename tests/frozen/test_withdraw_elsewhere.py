"""A withdrawal beyond the publication's own files: pictures on the web, the history of git, what people have to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from freezing import AT, ISSUE, NEXT, PERSON, STORY_WORDS, built, contents, export, frozen

from newsletter.content.project import Project
from newsletter.delivery.git_history import git_history
from newsletter.delivery.picture_store import PictureStore
from newsletter.delivery.pictures import packed_pictures
from newsletter.delivery.publish_images import publish
from newsletter.delivery.withdraw import Withdrawn, planned_withdrawal, withdraw
from newsletter.delivery.withdraw_checklist import Step, steps_left

Publications = Callable[..., Project]


def withdrawn(project: Project, tmp_path: Path) -> Withdrawn:
    plan = planned_withdrawal(project, PERSON)
    return withdraw(plan, by="Ann", on_word_of="the author", at=AT, recovery=tmp_path / "recovery")


def published(project: Project, store: Path) -> Path:
    """The pictures of the issue, put into a folder; the result is the story's."""
    pictures = packed_pictures(built(project).draft.email.images)
    publish(project.issues / ISSUE, pictures, PictureStore(str(store), project.root), lambda _name: None)
    [lighthouse] = store.glob("lighthouse-*.png")
    return lighthouse


def test_pictures_go_off_the_web(publication: Publications, tmp_path: Path) -> None:
    project, store = publication(), tmp_path / "web"
    lighthouse = published(project, store)
    frozen(project, "mailchimp")
    assert any("a picture taken off the web" in words for words in planned_withdrawal(project, PERSON).effects())
    assert withdrawn(project, tmp_path).on_the_web == ()
    assert not lighthouse.exists()
    assert len(list(store.glob("gate-*.png"))) == 1
    assert built(project).findings == ()


def test_pictures_that_cannot_be_reached_are_tried_again(publication: Publications, tmp_path: Path) -> None:
    project, store = publication(), tmp_path / "web"
    lighthouse = published(project, store)
    lighthouse.rename(store / "aside")
    lighthouse.mkdir()  # cannot be removed as a file
    done = withdrawn(project, tmp_path)
    [(address, _reason)] = done.on_the_web
    assert address.endswith(lighthouse.name)
    plan = planned_withdrawal(project, PERSON)
    assert not plan.is_done
    [first, *_] = steps_left(plan, done)
    assert first.words.startswith(f"A picture is still on the web: {address}.")
    lighthouse.rmdir()
    (store / "aside").rename(lighthouse)
    assert withdrawn(project, tmp_path).on_the_web == ()
    assert not lighthouse.exists()
    assert planned_withdrawal(project, PERSON).is_done


def git(folder: Path, *words: str) -> str:
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def committed(project: Project, words: str) -> None:
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "-m", words)


@pytest.fixture
def repository_of(publication: Publications) -> Project:
    """The publication in a repository of git with a few versions, one of them on another branch."""
    project = publication()
    git(project.root, "init", "--quiet", "-b", "main")
    committed(project, "First")
    story = project.issues / ISSUE / "story.md"
    story.write_text(story.read_text(encoding="utf-8") + "\nMore superincumbent words.\n", encoding="utf-8")
    git(project.root, "checkout", "--quiet", "-b", "other")
    committed(project, "More")
    git(project.root, "checkout", "--quiet", "main")
    frozen(project, "mailchimp")
    shutil.rmtree(project.output)
    committed(project, "Sent")
    return project


def test_every_version_that_tells_of_the_story_is_named_and_no_other(repository_of: Project, tmp_path: Path) -> None:
    project = repository_of
    lighthouse = (project.issues / ISSUE / "images" / "lighthouse.png").read_bytes()
    plan = planned_withdrawal(project, PERSON)
    done = withdrawn(project, tmp_path)
    committed(project, "A withdrawal")
    step = next(step for step in steps_left(plan, done) if step.commands)
    ids = done.receipt.with_suffix(".git-blobs.txt")
    named = set(ids.read_text(encoding="ascii").split())
    objects = git(project.root, "rev-list", "--all", "--objects").splitlines()
    telling = set()
    for line in objects:
        blob = line.split(" ")[0]
        if git(project.root, "cat-file", "-t", blob).strip() == "blob":
            data = subprocess.run(
                ["git", "cat-file", "blob", blob], cwd=project.root, capture_output=True, check=True
            ).stdout
            words = " ".join(data.decode("utf-8", "replace").casefold().split())
            if lighthouse in data or any(word.casefold() in words for word in STORY_WORDS):
                telling.add(blob)
    assert len(telling) > 8
    assert telling <= named
    today = {line.split()[2] for line in git(project.root, "ls-tree", "-r", "HEAD").splitlines()}
    assert named.isdisjoint(today)
    assert f"keeps {len(named)} earlier versions" in step.words
    assert step.commands[5] == (
        f"git filter-repo --strip-blobs-with-ids ../{project.root.name}/people/receipts/{ids.name}"
    )


def test_the_commands_work_as_far_as_git_itself_goes(repository_of: Project, tmp_path: Path) -> None:
    project = repository_of
    bare = tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    git(project.root, "remote", "add", "origin", str(bare))
    plan = planned_withdrawal(project, PERSON)
    done = withdrawn(project, tmp_path)
    [step] = [step for step in steps_left(plan, done) if step.commands]
    committed(project, "A withdrawal")
    clone, enter, rewrite, *pushes = step.commands[3:]
    git(project.root.parent, *clone.split()[1:])
    folder = project.root.parent / enter.split()[1]
    ids = folder / rewrite.split()[-1]
    assert ids.resolve() == done.receipt.with_suffix(".git-blobs.txt")
    if shutil.which("git-filter-repo"):
        git(folder, *rewrite.split()[1:])
        objects = git(folder, "rev-list", "--all", "--objects")
        assert not any(blob in objects for blob in ids.read_text(encoding="ascii").split())
    for push in pushes:
        git(folder, *push.split()[1:])
    assert "main" in git(bare, "branch", "--list")


def test_without_git_nothing_is_said_of_it(publication: Publications) -> None:
    project = publication()
    assert git_history(project.root, ["people"]) is None
    git(project.root, "init", "--quiet")
    assert git_history(project.root, ["people"]) is not None
    plan = planned_withdrawal(project, PERSON)
    assert [step.commands for step in steps_left(plan) if step.commands] == []


def test_each_mailing_service_that_has_the_issue_is_named(publication: Publications) -> None:
    project = publication()
    frozen(project, "mailchimp")
    export(project, "phplist", name=NEXT)
    drafts = project.issues / NEXT / "drafts"
    drafts.mkdir()
    (drafts / "brevo.json").write_text(json.dumps({"made": {}, "api": "https://api.brevo.com"}), encoding="utf-8")
    said = [step.words.partition(":")[0] for step in steps_left(planned_withdrawal(project, PERSON))]
    assert said[:3] == [f"Mailchimp, {ISSUE}", f"Brevo, {NEXT}", f"phpList, {NEXT}"]


def test_looking_changes_nothing(publication: Publications) -> None:
    project = publication()
    frozen(project, "mailchimp")
    before = contents(project.root)
    plan = planned_withdrawal(project, PERSON)
    assert next(iter(plan.effects())) == f"issues/{ISSUE}/story.md: a note takes the place of the story."
    assert all(isinstance(step, Step) for step in steps_left(plan))
    assert contents(project.root) == before
