import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.checks.finished_email import Page
from newsletter.checks.styles import LONGEST, declarations, style_sheet


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("", []),
        ("color: RED", [("color", "red", False)]),
        ("Color:red!important;;margin : 0  auto", [("color", "red", True), ("margin", "0 auto", False)]),
        ("color: /* a */ red; /* b */ top: 0", [("color", "red", False), ("top", "0", False)]),
        (
            "background: url(data:image/png;base64,AA) #FFF",
            [("background", "url(data:image/png;base64,aa) #fff", False)],
        ),
        ("color; top: 0; : 1", [("top", "0", False)]),
        (r"c\6f lor: red", [("color", "red", False)]),
        ("content: 'a;b}'; top: 0", [("content", "'a;b}'", False), ("top", "0", False)]),
        ("color: red } top: 0", [("color", "red } top: 0", False)]),
    ],
)
def test_declarations_are_read(css: str, said: list[tuple[str, str, bool]]) -> None:
    found = [(each.name, each.value.replace('"', "'"), each.important) for each in declarations(css)]
    assert found == said


def test_rules_know_what_stands_around_them() -> None:
    sheet = style_sheet("""@import "a.css"; p, .a > b { top: 0 }
@media screen { @supports (display: grid) { i { top: 1px } } u { left: 0 } }
@font-face { font-family: X }
@media (min-width: 1px) { s { top: 0 """)
    assert [(rule.selectors, rule.line, [at.keyword for at in rule.around]) for rule in sheet.rules] == [
        ("p, .a > b", 1, []),
        ("i", 2, ["media", "supports"]),
        ("u", 2, ["media"]),
        ("s", 4, ["media"]),
    ]
    assert [(at.keyword, at.prelude, at.line, len(at.around)) for at in sheet.at_rules] == [
        ("import", '"a.css"', 1, 0),
        ("media", "screen", 2, 0),
        ("supports", "(display: grid)", 2, 1),
        ("font-face", "", 3, 0),
        ("media", "(min-width: 1px)", 4, 0),
    ]
    assert [each.value for each in sheet.at_rules[3].declarations] == ["x"]


def test_a_page_is_read_as_far_as_any_mail_program_reads() -> None:
    long = "p { top: 0 }\n" * (LONGEST // 10)
    page = Page(
        f'<style media="SCREEN">b {{ top: 0 }}</style><style>{long}</style><style>i {{ top: 0 }}</style>'
        '<p style="top:0">'
    )
    first, second = page.styles.blocks
    assert (first.media, first.css, len(first.css) + len(second.css)) == ("screen", "b { top: 0 }", LONGEST)
    assert [(element.tag, said[0].value) for element, said in page.styles.inline] == [("p", "0")]


def test_what_nests_without_end_is_left_out() -> None:
    assert declarations("top: " + "(" * 50_000) == ()
    assert style_sheet("a {" * 50_000).rules == ()
    assert len(style_sheet("@media all {" * 20 + "a { top: 0 }").rules) == 1


@given(st.text(alphabet="{}()[];:@!/*\\'\"#.-, a0%\n<é", max_size=80))
def test_any_text_is_read(css: str) -> None:
    for declaration in declarations(css):
        assert declaration.name
    page = Page(f"<style>{css}</style><p class=a style='{css}'>words</p>")
    for element in page.elements:
        assert page.computed.of(element).size >= 0
