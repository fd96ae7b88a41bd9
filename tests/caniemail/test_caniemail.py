"""Our check beside npm caniemail: what both find, and an explanation of everything that only one finds."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from awkward_emails import EMAILS

from newsletter.build import Builder
from newsletter.checks.mail_programs import features
from newsletter.checks.used_features import used_features
from newsletter.content.project import Project

HERE = Path(__file__).parent
PEERS = HERE.parents[1] / "bench" / "peers"
PROGRAMS = (
    "apple-mail.ios", "apple-mail.macos", "gmail.android", "gmail.desktop-webmail", "outlook.android", "outlook.ios",
    "outlook.outlook-com", "outlook.windows", "yahoo.desktop-webmail",
)  # fmt: skip
"""Those of which every feature was tested: npm caniemail stops at a gap."""


@pytest.fixture(scope="module")
def pages(repository: Path) -> Mapping[str, str]:
    builder = Builder(Project(repository))
    return {**EMAILS, **{name: builder.build(name).draft.email.html for name in ("2026-11", "2026-12")}}


@pytest.fixture(scope="module")
def differences(pages: Mapping[str, str]) -> tuple[int, set[tuple[str, str]]]:
    """How often both find the same, and each feature that one of them alone finds somewhere."""
    if shutil.which("node") is None or not (PEERS / "node_modules" / "caniemail").is_dir():
        reason = "npm caniemail is not installed. Run: make caniemail"
        if os.environ.get("REQUIRE_CANIEMAIL"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    run = subprocess.run(
        ["node", str(PEERS / "caniemail_pages.mjs")], input=json.dumps({"clients": PROGRAMS, "pages": pages}),
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    slugs = {feature.title: slug for slug, feature in features().items()}
    agreed, alone = 0, set()
    for name, titles in json.loads(run.stdout).items():
        assert isinstance(titles, list), f"npm caniemail stops at {name}: {titles}"
        theirs = {slugs[title.strip()] for title in titles}
        ours = {use.slug for use in used_features(pages[name]) if _is_told(use.slug)}
        agreed += len(theirs & ours)
        alone |= {("ours", slug) for slug in ours - theirs} | {("theirs", slug) for slug in theirs - ours}
    return agreed, alone


def _is_told(slug: str) -> bool:
    """Whether npm caniemail would tell of it: it is silent about what every program shows."""
    return any(features()[slug].verdict(program) in "an" for program in PROGRAMS)


def test_every_difference_is_explained_and_every_explanation_needed(
    differences: tuple[int, set[tuple[str, str]]],
) -> None:
    table = yaml.safe_load((HERE / "explained.yaml").read_text(encoding="utf-8"))
    explained = {(group["found_by"], slug) for group in table for slug in group["features"].split()}
    assert differences[1] == explained


def test_most_is_found_by_both(differences: tuple[int, set[tuple[str, str]]]) -> None:
    assert differences[0] >= 200


def test_the_data_is_what_the_package_holds(differences: tuple[int, set[tuple[str, str]]], repository: Path) -> None:
    """In the fixture's company: it skips where the package is missing."""
    check = subprocess.run(
        [sys.executable, str(repository / "docs" / "caniemail.py"), "--check"],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert check.returncode == 0, check.stdout
