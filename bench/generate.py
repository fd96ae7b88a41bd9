"""Writes a publication of many distinct issues, the same ones for the same seed.

    python bench/generate.py OUT [--issues 120] [--seed 1] [--base PUBLICATION]

Every issue has ten sections of about 274 words. The words are about gardens, walks, tea, letters and weather
and about nothing else: this organisation prints no invented medical facts, and neither do its tests. A
section kind is one function in `KINDS`.
"""

import argparse
import json
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SECTIONS = 10
WORDS = 274
LAST_ISSUE = date(2026, 12, 1)
STANDING_FOLDERS = ("reference", "people", "templates")


def phrases(text: str) -> list[str]:
    """The phrases of a text, which commas part."""
    return [" ".join(phrase.split()) for phrase in text.split(",")]


PEOPLE = phrases("my neighbour, the gardener, an old friend, our postman, the librarian, my sister, the baker")
ACTS = phrases(
    """carried, noticed, repaired, remembered, borrowed, counted, painted, described, found, planted, watched,
    wrapped"""
)
QUALITIES = phrases("small, quiet, blue, crooked, patient, silver, early, late, generous, weathered, bright")
THINGS = phrases(
    """teapot, garden gate, envelope, rose bed, umbrella, bench, notebook, apple tree, kettle, lantern, window
    box, stamp album"""
)
PLACES = phrases(
    """by the river, behind the library, on the hill, under the lime trees, at the corner of the square,
    near the mill, beside the station, in the kitchen, along the towpath, at the edge of the orchard"""
)
TIMES = phrases(
    """before breakfast, after the rain, on the first cold day, in the long evening, when the fog lifted, at
    noon, just after dawn, on the last Sunday, while the bread was rising, in the week of the fair"""
)
REMARKS = phrases(
    """nobody was in a hurry, the wind had turned, there was time for a second cup, the path was still wet,
    it smelled of cut grass, the swallows had come back, the clouds went by like ships, every lamp was lit"""
)
OPENINGS = phrases(
    """A letter about, Notes on, Thoughts beside, In praise of, A morning with, An evening near, The story
    of"""
)


@dataclass
class Prose:
    """Sentences, paragraphs and Markdown blocks out of one random source."""

    source: random.Random
    used_titles: set[str] = field(default_factory=set)

    def thing(self) -> str:
        """A quality and a thing, without an article."""
        return f"{self.source.choice(QUALITIES)} {self.source.choice(THINGS)}"

    def sentence(self) -> str:
        """One sentence of eight to twenty words."""
        who, act = self.source.choice(PEOPLE), self.source.choice(ACTS)
        place, time, remark = (self.source.choice(words) for words in (PLACES, TIMES, REMARKS))
        shapes = (
            f"{who} {act} the {self.thing()} {place}, and {remark}.",
            f"{time}, {who} {act} the {self.thing()} {place}.",
            f"we sat {place} for {self.source.randint(10, 90)} minutes and talked about the {self.thing()}.",
            f"{remark}, so {who} {act} the {self.thing()} and then the {self.thing()}.",
        )
        text = self.source.choice(shapes)
        return text[0].upper() + text[1:]

    def sentences(self, count: int) -> str:
        """Several sentences on lines of at most about a hundred characters, as an editor would wrap them."""
        lines = [""]
        for word in " ".join(self.sentence() for _ in range(count)).split():
            if len(lines[-1]) + len(word) > 100:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        return "\n".join(lines)

    def title(self) -> str:
        """A title that no other section has had from this object."""
        while True:
            title = f"{self.source.choice(OPENINGS)} the {self.thing()} {self.source.choice(PLACES)}"
            if title not in self.used_titles:
                self.used_titles.add(title)
                return title

    def link(self) -> str:
        """A Markdown link to a page of example.org."""
        thing = self.thing()
        return f"[the {thing}](https://example.org/{thing.replace(' ', '-')}/{self.source.randint(1, 999)})"

    def rich_paragraph(self) -> str:
        """A paragraph with bold, emphasis and a link."""
        return (
            f"{self.sentences(1)}\nIt was **the {self.thing()}** that came first,\n"
            f"*{self.source.choice(REMARKS)}*, and the rest stands in {self.link()}.\n{self.sentences(1)}"
        )

    def bullets(self) -> str:
        """A list of three or four points, the first of them with emphasis and the last with a link."""
        points = [f"- *{self.source.choice(TIMES)}*: the {self.thing()}"]
        count = self.source.randint(1, 2)
        points += [f"- the {self.thing()} {self.source.choice(PLACES)}" for _ in range(count)]
        return "\n".join([*points, f"- {self.link()}"])

    def steps(self) -> str:
        """An ordered list."""
        acts = ("Fill", "Carry", "Open", "Close", "Draw", "Polish")
        return "\n".join(
            f"{number}. {act} the {self.thing()} {self.source.choice(TIMES)}."
            for number, act in enumerate(self.source.sample(acts, 3), 1)
        )

    def quote(self) -> str:
        """A block quote of one sentence."""
        return f"> {self.sentence()}"

    def heading(self) -> str:
        """A third-level heading."""
        return f"### The {self.thing()}"

    def table(self) -> str:
        """A table of three columns and three rows."""
        pick = self.source
        rows = [f"| The {self.thing()} | {pick.choice(TIMES)} | {pick.randint(1, 40)} |" for _ in range(3)]
        return "\n".join(["| What | When | How many |", "| --- | --- | ---: |", *rows])


def letter(prose: Prose, title: str) -> str:
    """A `letter`: every element that Markdown in an email has, filled up with paragraphs to `WORDS`."""
    first, last = prose.rich_paragraph(), prose.rich_paragraph()
    middle = [prose.bullets(), prose.quote()]
    if prose.source.random() < 0.2:
        middle.append(prose.table())
    if prose.source.random() < 0.3:
        middle.append(prose.steps())
    prose.source.shuffle(middle)
    blocks = [first, *middle, prose.heading(), last]
    while len(" ".join(blocks).split()) < WORDS - 17:  # the last paragraph goes over
        blocks.insert(prose.source.randint(1, len(blocks) - 2), prose.sentences(3))
    signed = f"The editors, {prose.source.choice(PLACES)}"
    return markdown_file({"kind": "letter", "title": title, "signed": signed}, blocks)


def markdown_file(front: dict[str, str], blocks: Sequence[str]) -> str:
    """Front matter and Markdown blocks as the text of a section file. JSON strings are YAML strings, too."""
    yaml = "\n".join(f"{key}: {json.dumps(value)}" for key, value in front.items())
    return f"---\n{yaml}\n---\n" + "\n\n".join(blocks) + "\n"


Kind = Callable[[Prose, str], str]
KINDS: dict[str, Kind] = {"letter": letter}


def months(count: int) -> list[date]:
    """The first days of the `count` months that end with `LAST_ISSUE`, oldest first."""
    last = LAST_ISSUE.year * 12 + LAST_ISSUE.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1)]


def write_issue(folder: Path, day: date, number: int, kinds: Sequence[Kind], source: random.Random) -> None:
    """Writes one issue: `issue.yaml` and a Markdown file a section, taking the kinds in turn."""
    prose = Prose(source)
    folder.mkdir(parents=True)
    names = []
    for index in range(SECTIONS):
        title = prose.title()
        name = f"{index + 1:02}-{'-'.join(title.lower().split()[:6])}"
        write(folder / f"{name}.md", kinds[index % len(kinds)](prose, title))
        names.append(name)
    subject = f"{prose.source.choice(OPENINGS)} the {prose.thing()}"
    lines = [
        f"title: {day:%B %Y}",
        f"number: {number}",
        f"date: {day}",
        f"subject: {subject}",
        f"preheader: {prose.sentence()}",
        "status: draft",
        "editor: {name: The editors}",
        "sections:",
        *(f"  - {name}" for name in names),
    ]
    write(folder / "issue.yaml", "\n".join(lines) + "\n")


def write_settings(publication: Path, base: Path | None) -> None:
    """Writes `newsletter.yaml` and, from `base`, the standing content that it names."""
    if base is not None:
        shutil.copyfile(base / "newsletter.yaml", publication / "newsletter.yaml")
        for name in STANDING_FOLDERS:
            if (base / name).is_dir():
                shutil.copytree(base / name, publication / name)
        leave_out_logo(publication / "templates" / "theme.yaml")
        return
    lines = [
        "title: LMSeAlerts",
        "language: en",
        "timezone: America/Chicago",
        "sender: {name: LMSeAlerts, address: news@example.org, reply_to: helpline@example.org}",
        "sample: true",
    ]
    write(publication / "newsletter.yaml", "\n".join(lines) + "\n")


def leave_out_logo(theme: Path) -> None:
    """Takes the logo out of the theme: no email that is compared carries a picture."""
    if theme.is_file():
        write(theme, re.sub(r"^logo:.*\n(?: .*\n)+", "", theme.read_text(encoding="utf-8"), flags=re.MULTILINE))


def write_publication(
    publication: Path,
    issues: int = 120,
    seed: int = 1,
    base: Path | None = None,
    kinds: Sequence[Kind] = tuple(KINDS.values()),
) -> None:
    """Writes a whole publication into a folder that doesn't exist yet or is empty.

    `base` is another publication, whose settings, reference content, people and templates are copied.
    """
    publication.mkdir(parents=True, exist_ok=True)
    write_settings(publication, base)
    for number, day in enumerate(months(issues), 1):
        source = random.Random(f"{seed} {number}")
        write_issue(publication / "issues" / f"{day:%Y-%m}", day, number, kinds, source)


def write(path: Path, text: str) -> None:
    """Writes UTF-8 with LF on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--issues", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", type=Path, help="whose settings and standing content are copied")
    parser.add_argument("--kinds", nargs="+", choices=sorted(KINDS), default=sorted(KINDS))
    options = parser.parse_args()
    kinds = [KINDS[name] for name in options.kinds]
    write_publication(options.out, options.issues, options.seed, options.base, kinds)


if __name__ == "__main__":
    main()
