"""The reports of ``newsletter check`` for programs, and the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from click.testing import Result

from newsletter.checks import rule_names
from newsletter.checks.report import Group
from newsletter.checks.waivers import Waived
from newsletter.cli import _check_html, _check_json
from newsletter.cli._checked import Checked
from newsletter.cli._checked import Run as Checks
from newsletter.model.finding import Finding, PictureFix, Severity, TextFix
from newsletter.model.issue import Waiver
from newsletter.model.place import Place

Run = Callable[..., Result]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LETTER = Place("issues/2026-12/a letter.md", 7, 3)
FOUND = (
    Finding("content/subject-line", Severity.ERROR, Place("issues/2026-12/issue.yaml", 4), "It is <empty>.", "Write."),
    Finding("content/stray-spaces", Severity.NOTE, LETTER, "Two spaces.", "Take one.", text="  ",
            fix=TextFix(LETTER, "  ", " ")),
    Finding("images/hidden-data", Severity.WARNING, Place("issues/2026-12/x.jpg"), "A place.", "Take it out.",
            fix=PictureFix("issues/2026-12/x.jpg")),
    Finding("reading/left-out", Severity.WARNING, Place("issues/2026-12/b.md"), "Left out.", "Add it."),
)  # fmt: skip
WAIVER = Waiver.model_validate(
    {"rule": "size", "section": "issue", "text": "t", "reason": "agreed", "by": "Ann", "until": "2027-01-01"}
)
WAIVED = Waived(
    Finding("deliverability/size", Severity.WARNING, Place("issues/2026-12/issue.yaml"), "Big.", ""), WAIVER
)
CHECKED = Checked("2026-12", "December", (Group("The issue as a whole", FOUND),), (WAIVED,), date(2026, 11, 25))


def test_json_has_everything() -> None:
    data = json.loads(_check_json.as_json(Checks((CHECKED,))))
    (issue,) = data["issues"]
    assert (issue["name"], issue["as_of"], issue["built"], data["online"]) == ("2026-12", "2026-11-25", True, False)
    assert issue["counts"] == {"error": 1, "warning": 2, "note": 1}
    spaces = issue["findings"][1]
    assert spaces["fix"] == {
        "kind": "text", "file": LETTER.file, "line": 7, "column": 3, "old": "  ", "new": " ",
    }  # fmt: skip
    assert (spaces["line"], spaces["column"], spaces["text"]) == (7, 3, "  ")
    assert issue["findings"][2]["fix"] == {"kind": "picture", "file": "issues/2026-12/x.jpg"}
    assert issue["findings"][0]["title"] == "An issue has a subject and a preview line."
    assert issue["findings"][3]["title"] is None
    assert issue["waived"][0]["reason"] == "agreed"


def required(value: dict[str, Any], *names: str) -> None:
    assert set(names) <= set(value), f"{sorted(value)} lacks one of {names}"


def test_sarif_has_what_its_standard_requires() -> None:
    """SARIF 2.1.0: 3.13 (log), 3.14 (run), 3.18 (tool), 3.19 (driver), 3.27 (result), 3.55 (fix)."""
    log = json.loads(_check_json.as_sarif(Checks((CHECKED,))))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    required(driver, "name", "version", "rules")
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == [*rule_names(), "reading/left-out"]
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule.get("defaultConfiguration", {"level": "note"})["level"] in ("error", "warning", "note")
    assert len(run["results"]) == 5
    for result in run["results"]:
        required(result, "message", "ruleId", "ruleIndex", "level", "locations")
        assert ids[result["ruleIndex"]] == result["ruleId"]
        physical = result["locations"][0]["physicalLocation"]
        assert " " not in physical["artifactLocation"]["uri"]
        assert all(number >= 1 for number in physical.get("region", {}).values())
    spaces = run["results"][1]
    assert spaces["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    (fix,) = spaces["fixes"]
    (changed,) = fix["artifactChanges"]
    assert changed["artifactLocation"]["uri"] == "issues/2026-12/a%20letter.md"
    assert changed["replacements"] == [
        {
            "deletedRegion": {"startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 5},
            "insertedContent": {"text": " "},
        }
    ]
    assert [result.get("suppressions") for result in run["results"]].count(None) == 4
    assert run["results"][4]["suppressions"] == [
        {"kind": "external", "justification": "agreed (Ann, until 2027-01-01)"}
    ]


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("words", [("check", "--format", "html"), ("review-pack",)])
def test_the_pages_are_accessible_and_load_nothing(
    publication: Path, run: Run, page: Any, mode: str, words: tuple[str, ...]
) -> None:
    header = publication / "issues/2026-12/issue.yaml"
    header.write_text(header.read_text("utf-8").replace("subject:", "subject: # ", 1), "utf-8")
    run(*words, "--out", "page.html")
    html = (publication / "page.html").read_text("utf-8")
    for part in ("<script", "<link", "src=", "@import", "url("):
        assert part not in html
    page.emulate_media(color_scheme=mode)
    # The page's own policy keeps scripts out; the judge has to come in all the same.
    page.set_content(html.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'"))
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document)")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert {"color-contrast", "document-title", "heading-order"} <= {each["id"] for each in found["passes"]}


def test_the_page_shows_words_as_they_are() -> None:
    html = _check_html.as_html(Checks((CHECKED,)), None)
    assert "It is &lt;empty&gt;." in html
    assert "1 to fix, 2 to look at, 1 good to know, 1 to be sent anyway." in html
    assert "agreed (Ann, until 2027-01-01)" in html
    assert "prefers-color-scheme: dark" in html
    assert "@media print" in html
