"""What no software can take back after a withdrawal, as a list for people to work through."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.delivery.git_history import GitHistory, git_history
from newsletter.delivery.withdraw import Withdrawal, Withdrawn
from newsletter.services import service as service_named

_WEB_COPY = "web_version_url"


@dataclass(frozen=True)
class Step:
    """One thing to do or to know, and the commands for it, in order."""

    words: str
    commands: tuple[str, ...] = ()


def steps_left(planned: Withdrawal, done: Withdrawn | None = None) -> Iterator[Step]:
    """The steps, the most urgent first.  ``done`` is None as long as nothing was done."""
    project = planned.project
    for address, reason in done.on_the_web if done else ():
        yield Step(f"A picture is still on the web: {address}. {reason} Then do this withdrawal again.")
    for issue, services in planned.services.items():
        for name in services:
            service = service_named(name)
            copy = "the copy on the web, " if _WEB_COPY in service.tags else ""
            yield Step(
                f"{service.title}, {issue}: delete {copy}the draft or campaign with its report and archive page, the "
                "template if one was made, and the story's pictures in the account's picture store."
            )
    if planned.issues:
        yield Step(
            f"Emails that were sent ({', '.join(planned.issues)}) stay in their readers' mailboxes, and so do test "
            "mails. Tell the person so."
        )
    history = git_history(project.root, done.files if done else planned.files)
    if history is not None:
        yield _git_step(history, done.receipt if done else None)
    yield Step("The archive on the web, if you have one: publish it again, and ask search engines to drop the page.")
    yield Step(
        "Other computers and synced folders: get the changed files there, empty their trash, and do this withdrawal "
        "there too, for the recovery copies."
    )
    yield Step("Backups: delete the story from them, or note until when they are kept and do it again after a restore.")
    yield Step(
        "Copies made by hand: exports written elsewhere (--out), downloads, PDF files, screenshots, printed issues."
    )
    yield Step("Where the story came from: emails, shared documents, notes, photos on phones; social media.")


def _git_step(history: GitHistory, receipt: Path | None) -> Step:
    words = f"The history of git keeps {len(history.blobs)} earlier versions of these files."
    if receipt is None or not history.blobs:
        return Step(f"{words} They stay until the history is rewritten.")
    ids = receipt.with_suffix(".git-blobs.txt")
    ids.write_text("\n".join(history.blobs) + "\n", encoding="utf-8", newline="\n")
    clone = f"{history.root.name}-cleaned"
    place = f"../{history.root.name}/{ids.relative_to(history.root).as_posix()}"
    remote = history.remote or "ADDRESS-OF-THE-REPOSITORY"
    return Step(
        f"{words} These commands rewrite it (git-filter-repo has to be installed). Afterwards everybody, on this "
        "computer too, has to delete their copy and clone anew: one old copy that is pushed brings the story back. Ask "
        "the host of the repository to drop old commits from its caches and pull requests. Look through the messages "
        "of the commits for the name.",
        (
            "git add --all",
            'git commit -m "A withdrawal"',
            "cd ..",
            f"git clone --no-local {shlex.quote(history.root.name)} {shlex.quote(clone)}",
            f"cd {shlex.quote(clone)}",
            f"git filter-repo --strip-blobs-with-ids {shlex.quote(place)}",
            f"git push --force --all {shlex.quote(remote)}",
            f"git push --force --tags {shlex.quote(remote)}",
        ),
    )
