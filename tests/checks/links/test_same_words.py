from collections.abc import Callable

import pytest

RULE = "links/same-words"
FRONT = "---\nkind: text\n---\n"
SAID = "is the name of two links that lead to different pages; the other one is on line 4."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[The trial](https://a.org/1)\n\n[the trial](https://a.org/2)", [f"one.md:6: “the trial” {SAID}"]),
        ("[*The* trial](https://a.org/1)\n[The trial](https://b.org/1)", [f"one.md:4: “The trial” {SAID}"]),
        ("[A study](https://a.org/1) [A study](https://a.org/2) [A study](https://a.org/3)",
         [f"one.md:4: “A study” {SAID}"]),
        ("[A study](https://a.org/?id=1)\n- [A study](https://a.org/?id=2)", [f"one.md:5: “A study” {SAID}"]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Callable[..., list[str]], text: str, said: list[str]) -> None:
    assert found(RULE, {"one": FRONT + text}) == said


@pytest.mark.parametrize(
    "files",
    [
        {
            "one": FRONT
            + "[The trial](https://a.org/1) [the trial](https://www.a.org/1/) [The trial](http://a.org/1#results)\n\n"
            + "[1](https://a.org/1) [1](https://a.org/2) [[2]](https://a.org/1) [[2]](https://a.org/2)\n\n"
            + "[here](https://a.org/1) [here](https://a.org/2) https://a.org/1 https://a.org/2\n\n"
            + "[Call](tel:+18005550100) [Write](mailto:a@a.org) <ref:organization/helpline>",
            "two": FRONT + "[The trial](https://a.org/9): another text, another trial.",
        },
        {
            name: "---\nkind: event\ntitle: E\nstart: 2026-12-10 19:30\nzone: America/Chicago\nonline: https://a.org/"
            f"{name}\nregistration_url: https://b.org/{name}\n---\n"
            for name in ("one", "two")
        },
        {
            "one": "---\nkind: research_news\nitems:\n"
            + "".join(
                f"  - {{title: A report, source: B, published_on: 2026-11-01, url: 'https://a.org/{n}', summary: C.}}\n"
                for n in (1, 2)
            )
            + "---\nTwo reports.\n"
        },
        {"one": "---\nkind: webinars\nwebinars: [boot-camp-3, boot-camp-4]\n---\nTwo.\n"},
    ],
)
def test_what_must_not_fire(found: Callable[..., list[str]], files: dict[str, str]) -> None:
    assert found(RULE, files) == []
