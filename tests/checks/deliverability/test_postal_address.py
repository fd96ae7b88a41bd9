from collections.abc import Callable
from dataclasses import replace

import pytest
from any_email import page

from newsletter.build import Build
from newsletter.checks import check, check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

Found = Callable[..., list[str]]
RULE = "deliverability/postal-address"
FIELD = "@@postal_address@@"


@pytest.mark.parametrize(
    ("part", "said"),
    [("marked_html", "The HTML part has no postal address."), ("text", "The text part has no postal address.")],
)
@pytest.mark.parametrize("instead", ["", "@@ postal_address @@", FIELD.upper(), FIELD.replace("@@", "@")])
def test_what_must_fire(built: Build, part: str, said: str, instead: str) -> None:
    changed = getattr(built.draft.email, part).replace(FIELD, instead)
    (finding,) = check(replace(built.draft, email=replace(built.draft.email, **{part: changed})), (RULE,))
    assert (finding.place.file, finding.message) == ("issues/2026-12/issue.yaml", said)
    assert (finding.severity, FIELD in finding.remedy) == (Severity.ERROR, True)


@pytest.mark.parametrize(
    "html", ["", page("Hello"), page("Call 1-866-912-2730 on December 1, 2026"), page("In 2024 Doctors said 36 of 100")]
)
def test_another_email_without_an_address_is_only_told_so(html: str) -> None:
    found = check_email(FinishedEmail(html), (RULE,))
    assert [f.severity for f in found] == ([] if "Doctors" in html else [Severity.NOTE])


@pytest.mark.parametrize(
    "words",
    [
        FIELD,
        "LMSeAlerts, 12 Example Street, Springfield, IL 62701, USA",
        "P.O. Box 52697, Tulsa",
        "PO Box 1",
        "Post Office Box 52697, Tulsa, Oklahoma 74152",
        "1 Long Road, London SW1A 1AA",
        "Beispielstraße 5, 10115 Berlin",
        "100 Queen St, Toronto M5H 2N2",
        "*|LIST:ADDRESS|*",
        "{{ organization.full_address }}",
        "%%Member_Addr%% Suite, 400 Main Street",
    ],
)
def test_what_must_not_fire(found_in_email: Found, words: str) -> None:
    assert found_in_email(RULE, page(f"<p>{words}</p>"), text=words) == []
