from dataclasses import replace

import pytest

from newsletter.build import Build
from newsletter.checks.deliverability.text_part_drugs import check

PAGE = '<html><body><p data-at="issues/2026-12/letter.md:7">{}</p></body></html>'


def judge(built: Build, html: str, text: str) -> list[str]:
    email = replace(built.draft.email, marked_html=PAGE.format(html), text=text)
    return [f"{fault.place.line}: {fault.message}" for fault in check(replace(built.draft, email=email))]


@pytest.mark.parametrize(
    ("html", "text", "named"),
    [
        ("Ask about trabectedin.", "Ask about it.", "“trabectedin”"),
        ("Ask about TRABECTEDIN (Yondelis).", "Ask about trabectedin.", "“Yondelis”"),
        ("pazopanib, doxorubicin", "Some drugs.", "“pazopanib”"),
        ("pazopanib", "pazopanibs", "“pazopanib”"),
        ('<img src="a.png" alt="Votrient">', "A picture.", "“Votrient”"),
    ],
)
def test_what_must_fire(built: Build, html: str, text: str, named: str) -> None:
    (said,) = judge(built, html, text)
    assert said.startswith("7: The text part lacks ")
    assert named in said


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Ask about trabectedin (Yondelis).", "ASK ABOUT TRABECTEDIN\n(YONDELIS)."),
        ("trabectedin", "trabectedin"),
        ("A letter about gardens.", "A letter."),
        ("xtrabectedinx", "A letter."),
        ('<span style="display:none">trabectedin</span>', "A letter."),
        ("trabectedin", ""),
    ],
)
def test_what_must_not_fire(built: Build, html: str, text: str) -> None:
    assert judge(built, html, text) == []
