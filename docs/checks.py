"""Write the lists of rules in ``docs/checks.md`` and ``docs/messages.md`` from what the rules say of themselves.

    python docs/checks.py            write both pages
    python docs/checks.py --check    say whether they are up to date, and write nothing

Only what stands between the markers of a page is written; the rest of it is written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newsletter.checks import GROUPS, rule_names
from newsletter.checks.explanation import Explanation, explanation

DOCS = Path(__file__).parent
START = "<!-- From here on this is written by: python docs/checks.py -->"
END = "<!-- Written by hand again. -->"


def explanations() -> list[Explanation]:
    """Every rule, in the order of the groups."""
    return [explanation(name) for name in rule_names()]


def rules_by_group(rules: list[Explanation]) -> str:
    """What each group protects, and each of its rules at length."""
    out: list[str] = []
    for group, words in GROUPS.items():
        own = [rule for rule in rules if rule.group == group]
        out += [f"## {group.capitalize()}", "", words, ""]
        for rule in own:
            out += _at_length(rule)
    return "\n".join(out)


def _at_length(rule: Explanation) -> list[str]:
    marks = [f"**{rule.severity.words}**"]
    if not rule.waivable:
        marks.append("cannot be sent anyway")
    if rule.online:
        marks.append("asks the network, so it runs only with `--online`")
    if rule.any_email:
        marks.append("judges any finished email")
    lines = [f"### {rule.name}", "", f"{rule.title}", "", f"{'; '.join(marks)}.", ""]
    for paragraph in rule.why:
        lines += [paragraph, ""]
    lines += [f"- Bad: {rule.bad}", f"- Good: {rule.good}", f"- Source: {rule.source}", ""]
    return lines


def rules_in_short(rules: list[Explanation]) -> str:
    """One line a rule, which leads to the rule at length."""
    lines = [f"- [`{rule.name}`](checks.md#{rule.name.replace('/', '')}): {rule.title}" for rule in rules]
    return "\n".join([*lines, ""])


def filled(page: str, content: str) -> str:
    """A page with other content between its markers."""
    before, _, rest = page.partition(f"{START}\n")
    _, _, after = rest.partition(f"\n{END}")
    return f"{before}{START}\n\n{content}\n{END}{after}"


def pages() -> dict[Path, str]:
    """Both pages as they should be."""
    rules = explanations()
    wanted = {DOCS / "checks.md": rules_by_group(rules), DOCS / "messages.md": rules_in_short(rules)}
    return {path: filled(path.read_text(encoding="utf-8"), content) for path, content in wanted.items()}


def main(arguments: list[str]) -> int:
    """Write or check the pages; 1 where a check finds one out of date."""
    stale = {path: text for path, text in pages().items() if path.read_text(encoding="utf-8") != text}
    if "--check" in arguments:
        print("out of date: run python docs/checks.py" if stale else "up to date")
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
