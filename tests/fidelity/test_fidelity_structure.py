"""What mjml-python makes of the small pages, held as text: after an upgrade the difference is there to read.

After an upgrade that is wanted: ``pytest tests/fidelity --update-golden``, and look at the diff.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from fidelity_pages import SMALL
from mjml import mjml2html

GOLDEN = Path(__file__).parent / "golden"
SHOWN = 60

_TOKEN = re.compile(r"<!--.*?-->|<style.*?</style>|<[^>]*>|[^<]+", re.S)
_ATTRIBUTE = re.compile(r' (?=[a-zA-Z:-]+=")')


def one_a_line(html: str) -> str:
    """HTML with each tag, attribute and text on a line of its own.  Blanks that are a text are shown as ␣ and ↵."""
    lines: list[str] = []
    for token in _TOKEN.findall(html):
        if token.startswith(("<!--[if", "<style")):
            lines += token.replace("><", ">\n<").replace("} ", "}\n").split("\n")
        elif token.startswith("<"):
            first, *attributes = _ATTRIBUTE.split(token)
            lines += [first, *(f"    {attribute}" for attribute in attributes)]
        else:
            lines.append(token.replace("\n", "↵") if token.strip() else token.replace(" ", "␣").replace("\n", "↵"))
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("name", SMALL)
def test_a_page_compiles_to_what_it_did(name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.html"
    # mjml-python alone, without the steps that our builder adds: those have golden files of their own.
    now = one_a_line(mjml2html(SMALL[name].read_text(encoding="utf-8"), fonts={}))
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(now.encode())
        return
    assert path.exists(), f"There is no {path.name}. Write it with: pytest tests/fidelity --update-golden"
    before = path.read_bytes().decode()
    if before != now:
        names = (f"golden/{path.name}", "now")
        lines = list(difflib.unified_diff(before.split("\n"), now.split("\n"), *names, n=2, lineterm=""))
        more = f"\n… and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
        pytest.fail("\n".join(line[:300] for line in lines[:SHOWN]) + more, pytrace=False)


def test_no_golden_page_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(SMALL)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("<p>a</p> <p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p> <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ('<td align="left">', '<td align="right">'),
        ("<p>a b</p>", "<p>a  b</p>"),
        ("<!--[if mso]><td><![endif]-->", "<!--[if mso]><th><![endif]-->"),
        ("<style>a { color: red; } b {}</style>", "<style>a { color: blue; } b {}</style>"),
    ],
)
def test_a_change_is_not_lost_on_the_way_to_lines(before: str, now: str) -> None:
    assert one_a_line(before) != one_a_line(now)
