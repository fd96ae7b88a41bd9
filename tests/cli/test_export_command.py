"""``newsletter export``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from newsletter.services import service_names

Run = Callable[..., Result]
DAY = ("--as-of", "2026-11-25")


@pytest.fixture(autouse=True)
def one_issue(publication: Path) -> None:
    """Without the second issue, which has the same words and is reported for that."""
    shutil.rmtree(publication / "issues/2026-11")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_it_says_where_the_files_are_and_what_comes_next(publication: Path, run: Run) -> None:
    result = run("export", "2026-12", "--to", "mailchimp", "--by", "Ann Example", *DAY)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Exported 2026-12 for Mailchimp as a sample.\n"
        "  Next: open dist/2026-12/mailchimp/STEPS.md and do what it says.\n"
    )
    manifest = json.loads((publication / "dist/2026-12/mailchimp/manifest.json").read_text(encoding="utf-8"))
    assert manifest["exported"]["by"] == "Ann Example"
    assert manifest["judged_as_of"] == "2026-11-25"
    assert len(manifest["checks"]) > 50
    assert "links/reachable" not in manifest["checks"]
    assert "medical/facts-reviewed" in {finding["rule"] for finding in manifest["findings"]}


def test_all_services(publication: Path, run: Run) -> None:
    result = run("export", "2026-12", "--all-services", "--out", "out", *DAY)
    assert result.exit_code == 0
    assert {path.name for path in (publication / "out/2026-12").iterdir()} == set(service_names())
    assert not (publication / "dist/2026-12").exists()


def test_the_issue_whose_folder_one_is_in(publication: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(publication / "issues/2026-12/images")
    result = run("export", "--to", "brevo", "--to", "brevo", *DAY)
    assert result.exit_code == 0
    assert result.stdout.count("Exported 2026-12 for Brevo") == 1
    assert (publication / "dist/2026-12/brevo/STEPS.md").exists()


def test_a_dry_run_writes_nothing(publication: Path, run: Run) -> None:
    result = run("export", "2026-12", "--to", "listmonk", "--dry-run", *DAY)
    assert result.exit_code == 0
    assert "Would write dist/2026-12/listmonk for listmonk:\n  Subject: [Sample] What a second" in result.stdout
    assert "Pictures: 3, going along" in result.stdout
    assert not (publication / "dist/2026-12").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "malchimp"), "There is no service “malchimp”. Did you mean mailchimp?"),
        (("--to", "zzz"), "For any other, write --to generic."),
        ((), "Name your mailing service: --to SERVICE. We know: brevo, "),
        (("--to", "brevo", "--all-services"), "Name a service with --to, or say --all-services, not both."),
        (("--to", "brevo", "--images", "hosted"), "newsletter.yaml does not say where the pictures are on the web."),
    ],
)
def test_wrong_use(publication: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("export", "2026-12", *words, *DAY)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (publication / "dist/2026-12").exists()


def test_an_issue_with_mistakes_is_reported_as_check_does_and_not_exported(publication: Path, run: Run) -> None:
    assert run("export", "2026-12", "--to", "brevo", *DAY).exit_code == 0
    steps = publication / "dist/2026-12/brevo/STEPS.md"
    before = steps.read_bytes()
    replace(publication / "issues/2026-12/issue.yaml", "subject: What a second opinion changed\n", "subject:\n")
    result = run("export", "2026-12", "--to", "brevo", *DAY)
    checked = run("check", "2026-12", *DAY)
    assert result.exit_code == checked.exit_code == 1
    assert result.stdout.splitlines()[:-2] == checked.stdout.splitlines()[:-1]
    assert result.stdout.endswith("2026-12 was not exported.\n")
    assert steps.read_bytes() == before


def test_files_that_cannot_be_read(publication: Path, run: Run) -> None:
    replace(publication / "issues/2026-12/issue.yaml", "number: 144", "number: many")
    result = run("export", "2026-12", "--to", "brevo", *DAY)
    assert result.exit_code == 1
    assert "issues/2026-12/issue.yaml:3: number: “many” is not a" in result.stdout


def test_what_one_service_refuses_stops_that_service_alone(publication: Path, run: Run) -> None:
    header = publication / "issues/2026-12/issue.yaml"
    replace(header, "preheader: A survivor's", f"preheader: {'long words ' * 20}A survivor's")
    result = run("export", "2026-12", "--to", "constant_contact", "--to", "mailchimp", *DAY)
    assert result.exit_code == 1
    assert "  issues/2026-12/issue.yaml: The preheader has " in result.stderr
    assert "Constant Contact takes at most 200. (service/limit)" in result.stderr
    assert "2026-12 was not exported for Constant Contact: 1 to fix." in result.stderr
    assert [path.name for path in (publication / "dist/2026-12").iterdir()] == ["mailchimp"]


def test_a_footer_without_what_a_service_requires(publication: Path, run: Run) -> None:
    footer = publication / "templates/parts/footer.mjml.j2"
    replace(footer, "@@postal_address@@", "Elm Street 1, 12345 Town @@email@@")
    result = run("export", "2026-12", "--to", "civimail", *DAY)
    assert result.exit_code == 1
    assert "deliverability/postal-address" in result.stdout


def test_a_disk_that_refuses(publication: Path, run: Run) -> None:
    (publication / "dist").mkdir()
    (publication / "dist/2026-12").write_text("a file")
    result = run("export", "2026-12", "--to", "brevo", *DAY)
    assert result.exit_code == 1
    assert "The export could not be written to " in result.stderr
    assert "(delivery/not-written)" in result.stderr
