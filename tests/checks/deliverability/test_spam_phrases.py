from collections.abc import Callable

import pytest
from any_email import page

from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "deliverability/spam-phrases"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Erectile dysfunction can follow surgery; sildenafil can help.", ["erectile dysfunction", "sildenafil"]),
        ("Some saw weight loss. Do not buy from an online pharmacy.", ["weight loss", "online pharmacy"]),
        ("Dear friend, some of us lose up to pounds. Ask about tramadol.", ["dear friend", "tramadol"]),
        ("Viagra and lorazepam", ["viagra", "lorazepam"]),
        ("Act Now, 100% guaranteed", ["act now", "100% guaranteed"]),
    ],
)
def test_what_must_fire(words: str, named: list[str]) -> None:
    (finding,) = check_email(FinishedEmail(page(words)), (RULE,))
    assert finding.severity is Severity.NOTE
    assert all(f"“{each}” (" in finding.message for each in named)
    assert "will be" not in finding.message


@pytest.mark.parametrize(
    "words",
    [
        "Erectile dysfunction, and erectile dysfunction again.",
        "weight loss, losing weight and lost weight",
        "Dear friends, please act now on your papers.",
        "A specialist on ambient music in Somalia played a sonatina.",
        "We are writing online about a pharmacy.",
        "Dexamethasone, trabectedin (Yondelis) and doxorubicin (Adriamycin).",
        "An urgent matter. This request can wait.",
        "cialist sildenafilx",
        "",
    ],
)
def test_what_must_not_fire(found_in_email: Found, words: str) -> None:
    assert found_in_email(RULE, page(words)) == []
