"""Every issue in the repository, in both of its views, judged by the Nu validator: the HTML standard's own checker.

The jar comes from npm (``vnu-jar`` in ``bench/peers/package.json``) and runs offline; it needs Java.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.checks.finished_email import for_outlook
from newsletter.content.project import Project

ROOT = Path(__file__).resolve().parents[2]
ISSUES = sorted(path.parent.name for path in (ROOT / "issues").glob("*/issue.yaml"))
JAR = ROOT / "bench" / "peers" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NO_FAULT = {
    r"“?mso-[\w-]+”?|“-ms-[\w-]+”|Property “supported-color-schemes”": "properties that only mail programs know",
    r"obsolete|Use CSS instead|“(?:align|valign|bgcolor|width|cellpadding|cellspacing|border)” attribute":
        "attributes for mail programs that know no CSS",
    r"xmlns:[vo]\b": "what Outlook asks for at the top",
    r"Bad value “(?:color-scheme|supported-color-schemes|format-detection|x-apple-disable-message-reformatting)”":
        "names of meta elements for mail programs",
    r"Element “meta” is missing one or more of the following attributes: “content”, “property”":
        "x-apple-disable-message-reformatting, which has no value",
    r"X-UA-Compatible|Attribute “(?:class|data-at)” .* has an empty value": "harmless",
    r"Bad value “@@\w+@@” for attribute “href”": "a merge field, which a mailing service fills in",
}  # fmt: skip
_NO_FAULT = re.compile("|".join(f"(?:{pattern})" for pattern in NO_FAULT))
_SETTINGS = re.compile(r"<noscript>\s*<xml>.*?</xml>\s*</noscript>", re.DOTALL)
"""What Office alone reads: XML, no HTML."""
BROKEN = {
    "a-table-left-open.html": ("</tbody></table>", "</tbody>"),
    "a-block-in-a-paragraph.html": ("<p ", "<p><ul><li>x</li></ul></p><p "),
    "a-link-in-a-link.html": ("<a ", '<a href="https://example.org/"><a '),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the validator says of each page, all of them in one call: starting Java is most of its time."""
    missing = "Java" if shutil.which("java") is None else None if JAR.is_file() else "vnu-jar"
    if missing:
        reason = f"There is no {missing} here. Install a Java runtime, and run: make fidelity"
        if os.environ.get("REQUIRE_VNU"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("pages")
    builder = Builder(Project(ROOT))
    for name in ISSUES:
        html = builder.build(name, as_of=date(2026, 11, 25)).draft.email.html
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
        (folder / f"{name}-outlook.html").write_text(_SETTINGS.sub("", for_outlook(html)), encoding="utf-8")
        for broken, (old, new) in BROKEN.items():
            (folder / broken).write_text(html.replace(old, new, 1), encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", str(folder)],
        capture_output=True, timeout=300, check=True,
    )  # fmt: skip
    out: dict[str, list[str]] = {path.name: [] for path in folder.iterdir()}
    for message in json.loads(done.stderr)["messages"]:
        if message["type"] == "error" and not _NO_FAULT.search(message["message"]):
            name = message["url"].rpartition("/")[2]
            out[name].append(f"{message.get('lastLine')}: {message['message']}")
    return out


@pytest.mark.parametrize("view", ["", "-outlook"], ids=["usual", "outlook"])
@pytest.mark.parametrize("name", ISSUES)
def test_the_issue_is_valid(said: dict[str, list[str]], name: str, view: str) -> None:
    assert said[f"{name}{view}.html"] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_not(said: dict[str, list[str]], name: str) -> None:
    """Proof that what is left out above does not hide what matters."""
    assert said[name]
