"""Write ``newsletter/checks/data/caniemail.json`` from the npm package ``caniemail``, and say what changed.

    make caniemail                         install the package, then write
    python docs/caniemail.py               write
    python docs/caniemail.py --check       say whether the file is what the package holds, and write nothing

What the package says of every version ever tested is cut down to the latest version of each mail program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "bench" / "peers" / "node_modules" / "caniemail"
DATA = ROOT / "newsletter" / "checks" / "data" / "caniemail.json"
NOTICE = DATA.with_suffix(".LICENSE.txt")

_SITE_NOTICE = "The data: Copyright (c) 2019 Rémi Parmentier (https://www.caniemail.com), MIT License, as below.\n"


def compact(package: Path) -> dict[str, Any]:
    """What the package says, by feature: title, category, day of the last test, and a letter a mail program."""
    given = json.loads((package / "data" / "caniemail.json").read_text(encoding="utf-8"))
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    programs = sorted(
        {f"{family}.{system}" for each in given["data"] for family in each["stats"] for system in each["stats"][family]}
    )
    features = {
        each["slug"]: [each["title"].strip(), each["category"], _day(each["last_test_date"]), _letters(each, programs)]
        for each in sorted(given["data"], key=lambda each: str(each["slug"]))
    }
    return {
        "package": f"caniemail {version}",
        "updated": given["last_update_date"][:10],
        "programs": programs,
        "features": features,
    }


def _day(words: str) -> str:
    year, month, day = words.split("-")
    return f"{year}-{int(month):02}-{int(day):02}"


def _letters(feature: dict[str, Any], programs: list[str]) -> str:
    """``y`` yes, ``a`` in part, ``n`` no, ``u`` unknown, ``-`` never tested; the latest version stands last."""
    letters = ""
    for program in programs:
        family, _, system = program.partition(".")
        versions = list(feature["stats"].get(family, {}).get(system, {}).values())
        letters += versions[-1][0] if versions else "-"
    return letters


def written(data: dict[str, Any]) -> str:
    """The file: one feature a line, so that a comparison of two versions can be read."""
    rows = [f"{json.dumps(slug)}: {json.dumps(row, ensure_ascii=False)}" for slug, row in data["features"].items()]
    head = {key: value for key, value in data.items() if key != "features"}
    parts = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    return "{\n" + ",\n".join(parts) + ',\n"features": {\n' + ",\n".join(rows) + "\n}}\n"


def changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """What differs, one line a feature, below a line with both dates."""
    yield f"{old.get('package')} of {old.get('updated')} -> {new['package']} of {new['updated']}"
    before, after = old.get("features", {}), new["features"]
    yield from (f"  gone: {slug}" for slug in before if slug not in after)
    for slug, row in after.items():
        if slug not in before:
            yield f"  new: {slug}, tested {row[2]}"
        elif row != before[slug]:
            yield f"  {slug}, tested {before[slug][2]} -> {row[2]}: {_moved(old, new, slug)}"


def _moved(old: dict[str, Any], new: dict[str, Any], slug: str) -> str:
    before = dict(zip(old["programs"], old["features"][slug][3], strict=True))
    after = dict(zip(new["programs"], new["features"][slug][3], strict=True))
    moved = [
        f"{program} {before.get(program, '-')} -> {after.get(program, '-')}"
        for program in sorted(before | after)
        if before.get(program, "-") != after.get(program, "-")
    ]
    return ", ".join(moved) or "the title or the category"


def main(arguments: list[str]) -> int:
    """Write the file, or compare it; 1 where a comparison finds a difference or the package is missing."""
    if not (PACKAGE / "data" / "caniemail.json").is_file():
        print("npm caniemail is not installed. Run: make caniemail")
        return 1
    new = compact(PACKAGE)
    old = json.loads(DATA.read_text(encoding="utf-8")) if DATA.is_file() else {}
    print("\n".join(changes(old, new)))
    if "--check" in arguments:
        return int(old != new)
    DATA.write_text(written(new), encoding="utf-8", newline="\n")
    licence = (PACKAGE / "LICENSE").read_text(encoding="utf-8")
    NOTICE.write_text(f"{_SITE_NOTICE}The package that it was taken from:\n\n{licence}", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
