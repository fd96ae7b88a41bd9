"""How findings and errors look in a terminal."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsletter.cli._excerpts import MAX_EXCERPTS, cut, laid_out
from newsletter.cli.main import cli
from newsletter.content.excerpt import Excerpt

Run = Callable[..., Result]
AS_OF = "--as-of=2026-11-25"
LETTER = "issues/2026-12/letter.md"


def caret_is_below(lines: list[str], wanted: str) -> bool:
    """Whether the caret stands in the cell in which ``wanted`` begins."""
    above, below = lines
    return cell_len(above[: above.index(wanted)]) == below.index("^")


@pytest.mark.parametrize(
    "before",
    ["", "plain ", "שלום ", "😀😀 ", "漢字 ", "e\u0301e\u0301 ", "👩\u200d👧 🇩🇪 ", "हिन्दी ", "    ", "<U+200B>"],
)
def test_the_caret_stands_below_its_letter(before: str) -> None:
    lines = laid_out(Excerpt(7, f"{before}WRONG after", len(before)), 79)
    assert lines[0] == f"      7 | {before}WRONG after"
    assert caret_is_below(lines, "WRONG")


def test_without_a_column_there_is_no_caret() -> None:
    assert laid_out(Excerpt(12, "a line"), 79) == ["      12 | a line"]


@pytest.mark.parametrize("unit", ["word ", "漢", "ש", "e\u0301", "😀"])
@pytest.mark.parametrize(("before", "after"), [(0, 500), (500, 0), (500, 500), (10, 500), (200_000, 200_000)])
@pytest.mark.parametrize("width", [30, 79, 200])
def test_a_long_line_is_cut_around_the_column(unit: str, before: int, after: int, width: int) -> None:
    text = unit * before + "WRONG" + unit * after
    lines = laid_out(Excerpt(3, text, len(unit) * before), width)
    assert max(map(cell_len, lines)) <= width
    assert caret_is_below(lines, "WRONG")
    shown = lines[0].removeprefix("      3 | ")
    room = width - cell_len("      3 | ")
    assert shown.startswith("…") == (cell_len(unit) * before >= room * 2 // 3)
    assert shown.endswith("…") or after == 0


@given(
    text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1),
    column=st.none() | st.integers(0, 120),
    width=st.integers(16, 90),
)
def test_what_is_cut_fits_and_what_is_shown_was_there(text: str, column: int | None, width: int) -> None:
    shown, caret = cut(text, column, width)
    assert cell_len(shown) <= width or (column or 0) >= len(text) - 1
    assert shown.removeprefix("…").removesuffix("…") in text
    assert (caret is None) == (column is None)
    if cell_len(text) <= width:
        assert shown == text
    if caret is not None and column is not None and column < len(text) and text[column] != "…":
        cells = 0
        at_caret = set()
        for character in shown:
            if cells == caret:
                at_caret.add(character)
            cells += cell_len(character)
        alone = not any(unicodedata.category(c) in ("Mn", "Mc", "Me", "Sk") or ord(c) > 0x1F000 for c in text)
        assert text[column] in at_caret or not alone


@pytest.mark.parametrize("width", [1, 5, 20])
def test_a_narrow_terminal(width: int) -> None:
    lines = laid_out(Excerpt(3, "word " * 50 + "WRONG", 250), width)
    assert max(map(cell_len, lines)) <= 26
    assert caret_is_below(lines, "WRONG"[:1])


def test_a_finding_with_code_excerpt_and_remedy(publication: Path, run: Run) -> None:
    story = publication / "issues/2026-12/story.md"
    text = story.read_text("utf-8").replace("images/garden.jpg", "images/gardn.jpg", 1)
    story.write_text(text, "utf-8")
    line = text[: text.index("gardn")].count("\n") + 1
    shown = run("build", AS_OF).stderr.splitlines()
    at = next(i for i, each in enumerate(shown) if "gardn" in each)
    source = text.split("\n")[line - 1]
    assert shown[at] == (
        f"  issues/2026-12/story.md:{line}: There is no picture “images/gardn.jpg”. (reading/picture-missing)"
    )
    assert shown[at + 1] == f"      {line} | {source}"
    assert caret_is_below(shown[at + 1 : at + 3], "images/gardn.jpg")
    assert shown[at + 3].startswith("      In that folder: ")


def test_hundreds_of_findings_have_a_few_excerpts(publication: Path, run: Run) -> None:
    links = "".join(f"<ref:nothing/number-{number}>\n\n" for number in range(300))
    (publication / LETTER).write_text(f"---\nkind: letter\ntitle: T\n---\n{links}", "utf-8")
    shown = run("build", AS_OF).stderr
    assert shown.count("(reading/unknown-reference)") == 300
    assert len(re.findall(r"(?m)^ +\d+ \| ", shown)) == MAX_EXCERPTS


def test_a_broken_theme_shows_its_line(publication: Path, run: Run) -> None:
    sheet = publication / "templates/rich-text.css"
    sheet.write_text(sheet.read_text("utf-8").replace("var(--ink-link)", "var(--ink-lnik)", 1), "utf-8")
    shown = run("build", AS_OF).stderr.splitlines()
    assert "There is no color “ink-lnik” in theme.yaml. (templates/unknown-color)" in shown[1]
    assert caret_is_below(shown[2:4], "ink-lnik")


def test_a_template_error_as_json(publication: Path, run: Run) -> None:
    template = publication / "templates/sections/letter.mjml.j2"
    template.write_text("{{ sgned }}\n" + template.read_text("utf-8"), "utf-8")
    result = run("build", AS_OF, "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "templates/undefined"
    assert error["findings"] == [
        {
            "rule": "templates/undefined", "severity": "error", "file": "templates/sections/letter.mjml.j2",
            "line": 1, "column": 4, "section": None, "field": None, "message": "'sgned' is undefined.",
            "remedy": "Correct the name, or take it out.",
        }
    ]  # fmt: skip


def test_wrong_use_as_json(publication: Path, run: Run) -> None:
    result = run("build", "2026-13", "--json")
    assert (result.exit_code, result.stderr) == (2, "")
    message = "There is no issue “2026-13”. Did you mean 2026-12?"
    assert json.loads(result.stdout) == {"error": {"code": "project/no-issue", "message": message, "findings": []}}


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (["--oops"], "(usage/options)"),
        (["build", "--oops"], "(usage/options)"),
        (["new"], "(usage/options)"),
        (["biuld"], "(usage/unknown-command)"),
        (["build", "--as-of", "x"], "(usage/not-a-date)"),
    ],
)
def test_wrong_use_has_a_code(publication: Path, run: Run, words: list[str], end: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert result.stderr.rstrip().endswith(end)


def test_no_words_show_the_help(run: Run) -> None:
    assert "Commands:" in run().output


def test_on_a_terminal_the_caret_has_the_color_of_its_finding(publication: Path) -> None:
    (publication / LETTER).write_text("---\nkind: letter\ntitel: T\n---\nW\n", "utf-8")
    shown = CliRunner().invoke(cli, ["build", AS_OF], color=True).stderr
    red = click.style("^", fg="red", bold=True)
    assert f"{click.style('      3 | ', dim=True)}titel: T\n{click.style('        | ', dim=True)}{red}\n" in shown
    assert click.style("(reading/unknown-key)", dim=True) in shown


def build_in(publication: Path, **environment: str) -> str:
    """``newsletter build`` as a process of its own whose standard error is a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "newsletter.cli.main", "build", AS_OF],
        cwd=publication, capture_output=True, text=True, timeout=60, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    return done.stderr


def test_no_color_in_a_pipe_and_the_width_is_the_terminals(publication: Path) -> None:
    (publication / LETTER).write_text(f"---\nkind: letter\ntitel: {'long ' * 60}\n---\nW\n", "utf-8")
    shown = build_in(publication, COLUMNS="50")
    assert "\x1b" not in shown
    line = next(each for each in shown.splitlines() if " | titel" in each)
    assert len(line) == 49
    assert line.endswith("…")
