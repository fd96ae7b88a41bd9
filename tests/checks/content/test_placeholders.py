from collections.abc import Callable

import pytest

from newsletter.checks.content.placeholders import leftovers
from newsletter.checks.passages import Passage, PassageKind
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place

Findings = Callable[..., list[Finding]]


def passage(text: str, **more: object) -> Passage:
    return Passage(text, Place("x.md", 1), PassageKind.PARAGRAPH, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lorem ipsum dolor sit amet, consectetur.", ["Lorem ipsum", "dolor sit amet"]),
        ("TODO: ask for the number.", ["TODO"]),
        ("We meet on December XX at 7 p.m.", ["December XX"]),
        ("The talk starts at XX:XX p.m. sharp", ["XX:XX"]),
        ("It begins at 7:XX p.m.", ["7:XX p.m"]),
        ("Call XXX-XXX-XXXX.", ["XXX-XXX-XXXX"]),
        ("Dr. XXX answers.", ["XXX"]),
        ("It costs $XX for members.", ["$XX"]),
        ("Shrank in XX% of people.", ["XX%"]),
        ("Since 20XX we meet on xx/xx/2027.", ["20XX", "xx/xx/2027"]),
        ("Date and place TBD.", ["TBD"]),
        ("Dear [Name], thank you.", ["[Name]"]),
        ("Write to [your email address].", ["[your email address]"]),
        ("Ask [your doctor's name] first.", ["[your doctor's name]"]),
        ("[Insert a quote by the speaker, two lines at most]", ["[Insert a quote by the speaker, two lines at most]"]),
        ("[INSERT LINK] and [link] and [photo to come]", ["[INSERT LINK]", "[link]", "[photo to come]"]),
        ("<Insert date> by {name}", ["<Insert date>", "{name}"]),
        ("[TODO check with Ann]", ["[TODO check with Ann]"]),
        ("[Month] [Year]", ["[Month]", "[Year]"]),
        ("[add a photo of the garden]", ["[add a photo of the garden]"]),
        ("Caption goes here", ["Caption goes here"]),
        ("Your text here.", ["Your text here."]),
        ("Click to add title", ["Click to add title"]),
        ("This is placeholder text.", ["placeholder text"]),
        ("by ??? at the library", ["???"]),
    ],
)
def test_what_must_fire(text: str, expected: list[str]) -> None:
    assert leftovers(passage(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "What I have to do: my to-do list, in the order of the day.",
        "Todo list by Teodora.",
        "He said [sic] that he was fine [laughs], and [her husband] agreed [1] [2].",
        "Read the leaflet [PDF] or watch it [video].",
        "We were told […] and then [...] nothing.",
        "Ask [your] doctor, [my sister] said.",
        "Press [Enter] to go on.",
        "Speaker and room will be announced (TBA).",
        "Love and kisses, xxx",
        "We watched Super Bowl XXX, and Super Bowl XXXVIII.",
        "Women have two X chromosomes (XX), and size XXL is sold out.",
        "Generation X am I, said Malcolm X at 7 p.m.",
        "A tyrosine kinase (TK) inhibitor.",
        "What??? Nobody told me.",
        "Read her story here, and the text here.",
        "You can find the photo here. Send your story here: by mail.",
        "Log in and click here to edit the dedication page.",
        "Name: ________  Phone: ________",
        "The title says it all. Insert the card face up.",
        "Dear @@first_name@@, hello.",
        "It costs $20, and 20% less in 2027.",
        "The sample was tested; a test is a test.",
        "May 12, and March 3 at 10:30.",
        "She took a placebo, not a placeholder.",
        "Use <https://lmsdr.org/name> or [our page].",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert leftovers(passage(text)) == []


def test_what_a_contributor_keeps_to_himself_is_no_placeholder() -> None:
    kept = "I moved to [city] and Dr. [name] helped."
    assert leftovers(passage(kept, house=False)) == []
    assert leftovers(passage(kept)) == ["[city]", "[name]"]
    assert leftovers(passage("by [Name]", house=False)) == ["[Name]"]


def test_a_language_in_which_todo_is_a_word() -> None:
    assert leftovers(passage("ESTO ES TODO LO QUE DIJO.", language="es-MX")) == []
    assert leftovers(passage("TODO ESTO. Lorem ipsum.", language="es")) == ["Lorem ipsum"]


@pytest.mark.parametrize(("text", "expected"), [("Untitled", ["Untitled"]), ("Test", ["Test"]), ("Test results", [])])
def test_a_title_that_says_only_that_it_is_one(text: str, expected: list[str]) -> None:
    assert leftovers(passage(text, field="title")) == expected
    assert leftovers(passage(text)) == []


def test_each_is_named_once_a_section_with_its_place(findings: Findings) -> None:
    letter = "---\nkind: letter\ntitle: Untitled\n---\nDear [Name],\n\nHello, *you*\nand [Name]. TODO: more.\n"
    text = "---\nkind: text\nnotes: TODO for the team\n---\nCall [the shop](https://x.org/TODO), says Ann.\n"
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: '[Subject]'\npreheader: P\nsections: [letter, text]\n"
    page = "---\ntitle: A page\nas_of: 2026-11-01\n---\nLorem ipsum.\n"
    files = {"letter": letter, "text": text, "reference/pages/what-is-lms.md": page}
    found = findings("content/placeholders", files, header.replace("text]", "text, reference/pages/what-is-lms]"))
    assert [(str(f.place), f.place.column, f.text) for f in found] == [
        ("issues/2026-12/issue.yaml:4", 10, "[Subject]"),
        ("issues/2026-12/letter.md:3", 8, "Untitled"),
        ("issues/2026-12/letter.md:5", 6, "[Name]"),
        ("issues/2026-12/letter.md:8", 13, "TODO"),
        ("reference/pages/what-is-lms.md:5", 1, "Lorem ipsum"),
    ]
    assert {f.severity for f in found} == {Severity.ERROR}
    assert [f.section for f in found] == [None, *["2026-12/letter"] * 3, "pages/what-is-lms"]


def test_a_huge_passage_takes_no_time() -> None:
    for piece in ("[", "[insert ", "[your ", "X", "?", "a ", "{{[<", "[the name "):
        assert isinstance(leftovers(passage(piece * 50_000)), list)
