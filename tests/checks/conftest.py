import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.content.project import Project
from newsletter.model.finding import Finding

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"

Judge = Callable[..., list[Finding]]


def is_a_sentence(words: str) -> bool:
    """Whether a volunteer can read it: it begins like a sentence, ends like one, and holds no code's leftovers."""
    return bool(
        re.match(r"[A-Z“@0-9]", words)
        and re.search(r"[.?]”?$", words)
        and not re.search(r"\bNone\b|\bTrue\b|<\w+ object", words)
    )


@pytest.fixture
def findings(make_publication: Callable[[Mapping[str, str | bytes]], Project], repository: Path) -> Judge:
    """Build an issue of these files, make every check, and give the findings of one rule.

    A bare name (``letter``) is a section of the issue 2026-12; any other name is a path in the publication, whose
    templates, reference and people are the repository's. A picture lies at ``images/garden.jpg``.
    """

    def judge(
        rule: str, files: Mapping[str, str | bytes], header: str = HEADER, as_of: date = date(2026, 11, 25)
    ) -> list[Finding]:
        sections = [name for name in files if "/" not in name and "." not in name]
        listed = "".join(f"  - {name}\n" for name in sections)
        written = {f"issues/2026-12/{name}.md" if name in sections else name: text for name, text in files.items()}
        if "sections:" not in header:
            header += f"sections:\n{listed}" if listed else "sections: []\n"
        written.setdefault("issues/2026-12/issue.yaml", header)
        project = make_publication(written)
        (project.issues / "2026-12/images").mkdir(exist_ok=True)
        if not (project.issues / "2026-12/images/garden.jpg").exists():
            shutil.copy(repository / "issues/2026-12/images/garden.jpg", project.issues / "2026-12/images")
        wanted = (rule, "checks/rule-failed")
        found = [f for f in Builder(project).check("2026-12", as_of=as_of).findings if f.rule in wanted]
        for finding in found:
            assert (project.root / finding.place.file).exists(), "the place is a file that the reader has"
            assert is_a_sentence(finding.message), finding.message
            assert is_a_sentence(finding.remedy), finding.remedy
        return found

    return judge


@pytest.fixture
def found(findings: Judge) -> Callable[..., list[str]]:
    """The same, each finding as ``file:line: words``, without remedies."""

    def judge(
        rule: str, files: Mapping[str, str | bytes], header: str = HEADER, as_of: date = date(2026, 11, 25)
    ) -> list[str]:
        return [f"{f.place}: {f.message}".removeprefix("issues/2026-12/") for f in findings(rule, files, header, as_of)]

    return judge


@pytest.fixture
def found_in_email() -> Callable[..., list[str]]:
    """What a rule that needs no sources finds in any email, each as ``line: words``."""

    def judge(rule: str, html: str, **parts: str | None) -> list[str]:
        out = []
        for finding in check_email(FinishedEmail(html, **parts), (rule,)):  # type: ignore[arg-type]
            assert is_a_sentence(finding.message), finding.message
            assert is_a_sentence(finding.remedy), finding.remedy
            out.append(f"{finding.place.line}: {finding.message}")
        return out

    return judge
