"""Nothing of the organization's own text gets lost, and nothing is changed in silence.

``accounting.yaml`` says for every statement of the text where the reference keeps it and in which words.  Here
that is checked against both sides: the text, which stands outside the repository, and the files of
``reference/``.  The files are read by plain YAML on purpose, so that a fault of the project's own reader cannot
hide a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "reference"
SEED = ROOT.parent / "shared" / "seed" / "lms-information.txt"

DRUGS = 37
SAME_WORDS = 0.5
"""Of a kept statement's longer words, this share stands in the words that carry it.  Measured: the lowest is
0.50 (a heading whose other word changed), the mean 0.89."""

Accounting = list[dict[str, Any]]

needs_seed = pytest.mark.skipif(
    not SEED.is_file(),
    reason=f"the organization's own text is not beside the repository: ../{SEED.relative_to(ROOT.parent)}",
)


# ------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True)
class Entry:
    """What a reader of the newsletter may see (``said``: the body and every field), and the doubts."""

    said: tuple[str, ...]
    doubts: tuple[dict[str, Any], ...]
    reviewed: bool = False


def read(entry_id: str) -> Entry | None:
    """An entry of the reference; None where there is no such file."""
    data = REFERENCE / f"{entry_id}.yaml"
    if data.is_file():
        front, body = data.read_text(encoding="utf-8"), ""
    else:
        page = REFERENCE / f"{entry_id}.md"
        if not page.is_file():
            return None
        _, front, body = page.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.load(front, yaml.BaseLoader)
    doubts = tuple(fields.pop("doubts", ()))
    for aside in ("sources", "misspellings", "as_of"):  # none of these carries a statement
        fields.pop(aside, None)
    reviewed = bool(fields.get("reviewed_on") and fields.get("reviewed_by"))
    return Entry(tuple(scalars(fields)) + ((plain(body),) if body else ()), doubts, reviewed)


def scalars(value: Any) -> Iterator[str]:
    """Every value of a tree."""
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from scalars(item)


def plain(markdown: str) -> str:
    """Markdown without bold marks, link targets and line breaks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("**", "")
    return " ".join(text.split())


def statements(text: str) -> list[tuple[int, str]]:
    """The text's statements with their lines: every line that is not blank, split where a sentence ends."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip(" \t").removeprefix("•").strip(" \t")
        if bare:
            parts = re.split(r"(?<=[.!?])[ ]+(?=[A-Z0-9])|(?<=[.!?]\))[ ]+(?=[A-Z0-9])", bare)
            found += [(number, part) for part in parts]
    return found


def drug_lines(text: str) -> list[str]:
    """The bulleted lines below the first group of drugs."""
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("(Cytotoxic chemotherapy"))
    return [line.strip(" \t").removeprefix("•").strip(" \t") for line in lines[first:] if "•" in line]


# ------------------------------------------------------------------------------------------- judging


def against_text(text: str, accounting: Accounting) -> list[str]:
    """What of the text is not accounted for letter by letter, or is accounted for and not in the text."""
    wanted = statements(text)
    had = [(int(row["line"]), row["seed"]) for row in accounting]
    return [f"not accounted for: {line}: {words}" for line, words in wanted if (line, words) not in had] + [
        f"not in the text: {line}: {words}" for line, words in had if (line, words) not in wanted
    ]


def against_reference(accounting: Accounting) -> list[str]:
    """What the accounting claims and the reference does not hold."""
    faults = []
    for row in accounting:
        seed, places = row["seed"], row["kept_in"]
        if not places:
            faults.append(f"kept nowhere: {seed}")
        for place in places:
            faults += [f"{place['entry']}: {fault}: {seed}" for fault in _faults_of_place(seed, place)]
        faults += [f"{fault}: {seed}" for fault in _lost_in(seed, places)]
    return faults


def _faults_of_place(seed: str, place: dict[str, Any]) -> Iterator[str]:
    entry = read(place["entry"])
    if entry is None:
        yield "there is no such entry"
        return
    if not place["words"]:
        yield "no carrying words"
    for words in place["words"]:
        # A very short word would be found anywhere; it has to be the whole value of a field.
        found = words in entry.said if len(words) < 4 else any(words in said for said in entry.said)
        if not found:
            yield f"does not say “{words}”"
    how = place["how"]
    if how == "kept":
        if "differs" in place:
            yield "kept, and yet it differs"
        return
    if how not in ("corrected", "flagged"):
        yield f"“{how}” is not a way of keeping"
        return
    differs = place.get("differs", "")
    if len(differs) < 10 or differs not in seed:
        yield f"“{differs}” does not quote the statement"
        return
    matching = [doubt for doubt in entry.doubts if differs in doubt["published"]]
    if not matching and entry.reviewed:  # a reviewer has settled it
        return
    if not matching:
        yield f"{how}, and no doubt quotes “{differs}”"
    elif how == "corrected" and not any(d.get("proposed") and d.get("sources") for d in matching):
        yield "corrected without a proposal and a source"


def _lost_in(seed: str, places: list[dict[str, Any]]) -> Iterator[str]:
    """Numbers and words of a statement that no place carries, apart from those that a place declares."""
    carried = " ".join(words for place in places for words in place["words"])
    declared = " ".join(place["differs"] for place in places if place["how"] == "corrected")
    missing = set(re.findall(r"\d+", seed)) - set(re.findall(r"\d+", carried + " " + declared))
    if missing:
        yield f"the numbers {sorted(missing)} are lost"
    if not any(place.get("differs") == seed for place in places):  # then a doubt quotes it whole
        share = kept_share(seed, carried, declared)
        if share < SAME_WORDS:
            yield f"only {share:.0%} of its words are kept"


def kept_share(seed: str, carried: str, declared: str) -> float:
    """The share of a statement's longer words, by their first four letters, that the carrying words hold."""

    def stems(text: str) -> set[str]:
        text = text.replace("LMS", "leiomyosarcoma uterine" if "uterine" in seed else "leiomyosarcoma")
        return {word[:4].lower() for word in re.findall(r"[^\W\d_]{5,}", text)}

    wanted = stems(seed) - stems(declared)
    return len(wanted & stems(carried)) / len(wanted) if wanted else 1.0


def against_drugs(text: str, accounting: Accounting) -> list[str]:
    """Drug lines that lead to no drug file, two that lead to the same one, drug files that no line leads to."""
    by_seed = {row["seed"]: row for row in accounting}
    led_to: dict[str, str] = {}
    faults = []
    for line in drug_lines(text):
        targets = [p["entry"] for p in by_seed.get(line, {"kept_in": []})["kept_in"] if p["entry"].startswith("drugs/")]
        if len(targets) != 1:
            faults.append(f"{line}: leads to {targets or 'no drug'}")
        elif targets[0] in led_to:
            faults.append(f"{line}: leads to {targets[0]}, as does {led_to[targets[0]]}")
        else:
            led_to[targets[0]] = line
    files = {f"drugs/{path.stem}" for path in (REFERENCE / "drugs").glob("*.md")}
    faults += [f"{drug}: no such file" for drug in sorted(led_to.keys() - files)]
    return faults + [f"{drug}: no line of the text" for drug in sorted(files - led_to.keys())]


# ------------------------------------------------------------------------------------------- the tests


@pytest.fixture(scope="module")
def accounting() -> Accounting:
    text = (Path(__file__).parent / "accounting.yaml").read_text(encoding="utf-8")
    rows: Accounting = yaml.load(text, yaml.BaseLoader)["statements"]
    return rows


@pytest.fixture(scope="module")
def seed() -> str:
    return SEED.read_text(encoding="utf-8")


@needs_seed
def test_every_statement_of_the_text_is_accounted_for(seed: str, accounting: Accounting) -> None:
    assert against_text(seed, accounting) == []


def test_the_reference_holds_what_the_accounting_says(accounting: Accounting) -> None:
    assert against_reference(accounting) == []


@needs_seed
def test_every_drug_line_leads_to_a_drug_of_its_own(seed: str, accounting: Accounting) -> None:
    assert len(drug_lines(seed)) == DRUGS
    assert against_drugs(seed, accounting) == []


@needs_seed
@pytest.mark.parametrize("path", sorted(REFERENCE.rglob("*.[my]*")), ids=lambda path: path.stem)
def test_doubts_quote_the_text_letter_by_letter(path: Path, seed: str) -> None:
    entry = read(str(path.relative_to(REFERENCE).with_suffix("")).replace("\\", "/"))
    assert entry is not None
    assert [doubt["published"] for doubt in entry.doubts if doubt["published"] not in seed] == []


@needs_seed
def test_a_statement_that_is_dropped_is_noticed(seed: str, accounting: Accounting) -> None:
    for gone in (0, len(accounting) // 2, len(accounting) - 1):
        row = accounting[gone]
        assert against_text(seed, accounting[:gone] + accounting[gone + 1 :]) == [
            f"not accounted for: {row['line']}: {row['seed']}"
        ]


@needs_seed
def test_a_statement_that_is_not_verbatim_is_noticed(seed: str, accounting: Accounting) -> None:
    changed = deepcopy(accounting)
    changed[3]["seed"] = changed[3]["seed"].replace("1%", "2%")
    assert len(against_text(seed, changed)) == 2


@needs_seed
def test_a_drug_without_a_file_is_noticed(seed: str, accounting: Accounting) -> None:
    changed = deepcopy(accounting)
    row = next(row for row in changed if row["seed"].startswith("Halaven"))
    row["kept_in"][0]["entry"] = "drugs/epirubicin"
    faults = against_drugs(seed, changed)
    assert any("Halaven/erubulin: leads to drugs/epirubicin, as does" in fault for fault in faults)
    assert "drugs/eribulin: no line of the text" in faults


Damage = dict[str, Any]


@pytest.mark.parametrize(
    ("starts", "damage", "expected"),
    [
        ("Nolvadex", {"entry": "drugs/nolvadex"}, "there is no such entry"),
        ("Nolvadex", {"words": ["Safe for uterine LMS."]}, "does not say “Safe for uterine LMS.”"),
        ("Nolvadex", {"words": []}, "no carrying words"),
        ("Nolvadex", {"how": "fine"}, "“fine” is not a way of keeping"),
        ("Nolvadex", {"how": "kept"}, "kept, and yet it differs"),
        ("Nolvadex", {"differs": "Not in the statement"}, "does not quote the statement"),
        ("Ellence", {"how": "corrected"}, "corrected without a proposal and a source"),
        ("Arimidex", {"entry": "drugs/letrozole"}, "no doubt quotes"),
        ("Gemzar", {"words": ["gembcitabene"]}, "does not say “gembcitabene”"),
        ("Therefore, it is", {"words": ["LMS can be very unpredictable."]}, "of its words are kept"),
    ],
)
def test_a_claim_that_does_not_hold_is_noticed(
    starts: str, damage: Damage, expected: str, accounting: Accounting
) -> None:
    changed = deepcopy(next(row for row in accounting if row["seed"].startswith(starts)))
    changed["kept_in"][0].update(damage)
    assert any(expected in fault for fault in against_reference([changed]))


def test_a_number_that_is_lost_is_noticed(accounting: Accounting) -> None:
    changed = deepcopy(next(row for row in accounting if row["seed"].startswith("Localized")))
    for place in changed["kept_in"]:
        place["words"] = ["Localized means that the tumor was caught early and did not have a chance to spread."]
    assert any("the numbers ['63'] are lost" in fault for fault in against_reference([changed]))
