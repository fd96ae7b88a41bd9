import shutil
from pathlib import Path

import pytest
from made_values import PICTURE, Maker, front_matter, turns

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.content.reference_kinds import reference_kinds


def reference_name(turn: int | None) -> str:
    return "made-bare" if turn is None else f"made-full-{turn}"


# Fields of a reference kind that one rule ties together.
TIED = {"webinars": ("status", "start", "zone")}


@pytest.fixture(scope="session")
def builder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """A publication with entries of every reference kind, one bare and one full for each choice of its fields."""
    root = tmp_path_factory.mktemp("publication")
    for name in ("reference", "people", "templates"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    for folder, kind in reference_kinds().items():
        for turn in (None, *turns(kind.Fields)):
            maker = Maker(turn or 0)
            values = maker.model(kind.Fields, turn is not None, frozenset())
            if turn is None:
                full = Maker().model(kind.Fields, True, frozenset())
                values |= {name: full[name] for name in TIED.get(folder, ())}
            if "button" in values:
                values["button"]["to"] = "organization/helpline"
            path = root / "reference" / folder / f"{reference_name(turn)}.md"
            path.write_text(front_matter(values, "" if turn is None else "Body text."), "utf-8")
    return Builder(Project(root))


@pytest.fixture(scope="session")
def build_section(builder: Builder, repository: Path):
    """Build an issue of one section file, or of what its header lists."""

    def build(name: str, section: str | None, listed: str = "section"):
        folder = builder.project.issues / name
        (folder / "images").mkdir(parents=True)
        shutil.copy(repository / "issues/2026-12" / PICTURE, folder / PICTURE)
        if section is not None:
            (folder / "section.md").write_text(section, "utf-8")
        (folder / "issue.yaml").write_text(
            f"title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections: [{listed}]\n", "utf-8"
        )
        return builder.build(name)

    return build
