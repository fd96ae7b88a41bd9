import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"


@pytest.fixture
def found(
    make_publication: Callable[[Mapping[str, str | bytes]], Project], repository: Path
) -> Callable[..., list[str]]:
    """Build an issue of these files and give the findings of one rule as ``file:line: words``, without remedies.

    A bare name is a section of the issue; a picture lies at ``images/garden.jpg``.
    """

    def judge(rule: str, files: Mapping[str, str], header: str = HEADER, as_of: date = date(2026, 11, 25)) -> list[str]:
        sections = [name for name in files if "/" not in name]
        listed = "".join(f"  - {name}\n" for name in sections)
        written = {f"issues/2026-12/{name}.md" if name in sections else name: text for name, text in files.items()}
        written["issues/2026-12/issue.yaml"] = f"{header}sections:\n{listed}" if listed else f"{header}sections: []\n"
        project = make_publication(written)
        (project.issues / "2026-12/images").mkdir()
        shutil.copy(repository / "issues/2026-12/images/garden.jpg", project.issues / "2026-12/images")
        findings = Builder(project).build("2026-12", as_of=as_of).findings
        return [f"{f.place}: {f.message}".removeprefix("issues/2026-12/") for f in findings if f.rule == rule]

    return judge
