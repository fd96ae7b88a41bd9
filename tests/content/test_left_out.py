import pytest

from newsletter.content.markdown import parse_markdown
from newsletter.model.finding import Severity


def found(markdown: str) -> list[tuple[int, str]]:
    findings = parse_markdown(markdown, "x.md")[1]
    assert {finding.severity for finding in findings} <= {Severity.WARNING}
    return [(finding.place.line, finding.rule) for finding in findings]


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("a\n\n[Note]: careful\n\nb", 3),
        ("[a]: https://a.example/\n[a]: https://b.example/\n\n[a]", 2),
        ('a [b](https://a.example/ "c")', 1),
        ("a\n\n![b](images/a.jpg 'c')", 3),
        ("a\n\n```one two\nthree\n```", 3),
        ("| a |\n|---|\n| b |\n| c | d |", 4),
        ("a | b\n-|-\nc | d | e", 3),
        ("> | a |\n> |---|\n> | c | d |", 3),
        ("- | a |\n  |---|\n  | c | d |", 3),
        ("| a |\n|---|\n| b |\n\n| a | b |\n|---|---|\n| c | d | e |", 7),
    ],
)
def test_words_that_are_shown_nowhere_are_found(markdown: str, line: int) -> None:
    assert found(markdown) == [(line, "reading/left-out")]


@pytest.mark.parametrize(
    "markdown",
    [
        "[a]: https://a.example/\n\n[a] [b](https://b.example/)",
        "[Note]: this is a sentence",
        "[a]: images/a.jpg\n\n![b][a]",
        "```\none\n```",
        "| a | b |\n|---|---|\n| c |\n| d | e |\n| f \\| g | h |\n| i | j | |",
        "> | a | b |\n> |---|---|\n> | c | d |",
        "a | b\n-|-\nc | d\ne\n",
    ],
)
def test_what_is_shown_is_not(markdown: str) -> None:
    assert found(markdown) == []
