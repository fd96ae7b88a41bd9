"""What a service does to an export is told; an untouched copy gives nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsletter.build import Build, Builder
from newsletter.cli.main import cli
from newsletter.content.email_files import EmailParts
from newsletter.content.project import Project
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.exported import read_export
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import packaged, write_package
from newsletter.delivery.verify import differences
from newsletter.model.finding import Finding, Severity
from newsletter.model.place import Place
from newsletter.services import service_names

ONCE = Circumstances("Ann", datetime(2027, 1, 3, 12, tzinfo=UTC), (), (), ())
ADDRESS = "LMS Foundation, 12 Main Street, Springfield 12345"
Change = Callable[[str], str]
Told = Callable[..., dict[str, Finding]]


@pytest.fixture
def told(built: Build, tmp_path: Path) -> Told:
    """What is told of a copy of the sample, by rule: its parts are made from those of the export."""

    def tell(
        html: Change = str,
        text: Change | None = None,
        subject: str | None = None,
        service: str = "mailchimp",
        received: bool = False,
    ) -> dict[str, Finding]:
        write_package(packaged(built.draft, service), tmp_path, ONCE)
        export = read_export(tmp_path, "2026-12", service)
        parts = EmailParts(html(export.html), text(export.text) if text else None, subject)
        groups = differences(CopyPair(export, parts, Place("back.html"), received))
        return {finding.rule: finding for group in groups for finding in group.findings}

    return tell


def swap(old: str, new: str) -> Change:
    def change(html: str) -> str:
        assert old in html
        return html.replace(old, new)

    return change


def without(pattern: str) -> Change:
    def change(html: str) -> str:
        assert re.search(pattern, html, re.DOTALL)
        return re.sub(pattern, "", html, flags=re.DOTALL)

    return change


def counted(html: str) -> str:
    numbers = iter(range(1_000))
    return re.sub(r'href="https?://[^"]*"', lambda _: f'href="https://click.example.com/{next(numbers)}"', html)


def with_pixel(html: str) -> str:
    return html.replace("</body>", '<img src="https://click.example.com/o" width="1" height="1" alt=""></body>')


def filled_in(part: str) -> str:
    for tag, value in {
        "*|ARCHIVE|*": "https://example.com/a", "*|UPDATE_PROFILE|*": "https://example.com/p",
        "*|UNSUB|*": "https://example.com/u", "*|HTML:LIST_ADDRESS_HTML|*": ADDRESS, "*|LIST:ADDRESSLINE|*": ADDRESS,
    }.items():  # fmt: skip
        part = part.replace(tag, value)
    return part


def sent(html: str) -> str:
    return with_pixel(counted(filled_in(html))).replace('"images/', '"https://pictures.example.com/')


@pytest.mark.parametrize("name", service_names())
def test_an_untouched_copy_gives_nothing(told: Told, name: str) -> None:
    assert told(service=name) == {}
    assert told(lambda html: html + "\n", service=name) == {}


def test_rewritten_links_and_a_pixel_are_expected(told: Told) -> None:
    found = told(lambda html: with_pixel(counted(html)))
    assert set(found) == {"verify/links-rewritten", "verify/pixel"}
    assert {finding.severity for finding in found.values()} == {Severity.NOTE}
    assert re.match(r"\d+ links lead through click.example.com first", found["verify/links-rewritten"].message)


def test_a_received_email_is_as_expected(told: Told) -> None:
    found = told(sent, filled_in, "[Test] [Sample] What a second opinion changed", received=True)
    assert set(found) == {"verify/links-rewritten", "verify/pixel", "verify/pictures-moved", "verify/test-subject"}


@pytest.mark.parametrize(
    ("rules", "change"),
    [
        ("style-gone", without(r"<style.*?</style>")),
        ("dark-mode", without(r"@media \(prefers-color-scheme: dark\) \{.*?\n\}\n")),
        ("style-changed", swap(".title h1{font-size:30px!important}", "")),
        ("outlook-comments", without(r"<!--\[if mso.*?<!\[endif\]-->")),
        ("inline-styles", without(r' style="(?!display:none)[^"]*"')),
        ("pictures-missing", without(r"<img[^>]*garden[^>]*>")),
        ("pictures-moved", swap('"images/', '"https://pictures.example.com/')),
        ("alt-lost", without(r'(?<=garden.jpg") alt="[^"]*"')),
        ("pictures-added", swap("</body>", '<img src="https://a.example/badge.png" width="90" height="30"></body>')),
        ("unsubscribe-missing", swap('href="*|UNSUB|*"', 'href="#"')),
        ("unsubscribe-several", swap("</body>", '<a href="https://a.example/unsubscribe">Unsubscribe</a></body>')),
        ("address-missing", without(r"\*\|HTML:LIST_ADDRESS_HTML\|\*")),
        ("words-changed", swap("Dear friends,", "Dear members,")),
        ("words-lost", swap("Dear friends,", "friends,")),
        ("words-added", swap("Dear friends,", "Dear good friends,")),
        ("preview-line", without(r'<div class="preheader".*?</div>')),
        ("damaged-signs", swap("“", "â€œ")),
        ("damaged-signs", lambda html: html.replace("Dear friends,", "Dear &amp;nbsp;friends,")),
        ("size", swap("</body>", f"<!--{'x' * 60_000}--></body>")),
        ("links-marked", lambda html: re.sub(r'(href="https?://[^"#?]*)"', r'\1?utm_source=a"', html)),
        ("another-email", lambda html: "<p>Something else altogether</p>"),
        ("another-email", lambda html: html + "x" * 9_900_000),
        ("another-email", lambda html: '<a href="x">' * 40_000),
    ],
)
def test_each_difference_is_told(told: Told, rules: str, change: Change) -> None:
    found = {rule.removeprefix("verify/") for rule in told(change)}
    # The words of a link or a badge that was added are told as well.
    extra = {"words-added"} if rules == "unsubscribe-several" else set()
    extra |= {"size"} if rules == "another-email" else set()
    assert found - extra == {rules}


def test_changed_words_are_told_with_their_section(told: Told) -> None:
    change = told(swap("Dear friends,", "Dear members,"))["verify/words-changed"]
    assert change.message == "In “A quieter month”, “friends,” became “members,”."
    assert (change.section, change.severity) == ("letter", Severity.ERROR)


def test_one_link_that_leads_elsewhere_is_no_counter(told: Told) -> None:
    def change(html: str) -> str:
        return re.sub(r'href="https://[^"]*"', 'href="https://elsewhere.example.com/"', html, count=1)

    found = told(change)
    assert set(found) == {"verify/link-changed"}
    assert "leads to https://elsewhere.example.com/ instead of https://" in found["verify/link-changed"].message


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        ({"verify/text-missing"}, None),
        ({"verify/text-changed"}, lambda text: filled_in(text).replace("Dear friends,", "Dear members,")),
        ({"verify/text-replaced", "verify/text-unsubscribe"}, lambda _: "View this email in your browser."),
        ({"verify/tag-left"}, str),
    ],
)
def test_the_text_part(told: Told, rules: set[str], text: Change | None) -> None:
    found = told(sent, text, "[Sample] What a second opinion changed", received=True)
    assert {rule for rule, finding in found.items() if finding.severity is not Severity.NOTE} == rules


def test_a_service_that_writes_its_own_text_part(told: Told) -> None:
    found = told(text=lambda _: "Unsubscribe here", service="constant_contact", received=True)
    assert found["verify/text-made"].severity is Severity.NOTE


def test_where_the_links_of_the_text_part_lead(told: Told, built: Build) -> None:
    numbers = iter(range(1_000))
    found = told(filled_in, lambda t: re.sub(r"https?://\S+", lambda _: f"https://c.example.com/{next(numbers)}", t),
                 received=True)  # fmt: skip
    assert found["verify/text-links-rewritten"].message.endswith("are counted (c.example.com).")
    assert not {"verify/text-changed", "verify/text-link-changed"} & set(found)
    one = "https://www.fda.gov/"
    words = built.draft.email.text.split()
    address = next(word for word in words if word.startswith("https://"))
    found = told(filled_in, swap(address, one), received=True)
    assert found["verify/text-link-changed"].message == (
        f"In the plain-text part a link leads to {one} instead of {address}."
    )
    assert "verify/text-links-rewritten" not in found
    assert not {"verify/text-link-changed", "verify/text-links-rewritten"} & set(told(filled_in, str, received=True))


def test_tags_that_nobody_filled_in_and_another_subject(told: Told) -> None:
    found = told(lambda html: html + "\n", filled_in, "Hello", received=True)
    assert {"verify/tag-left", "verify/unsubscribe-missing", "verify/subject", "verify/pictures-missing"} <= set(found)


@pytest.fixture
def run(letter: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run ``newsletter verify 2027-01`` where the letter was exported for Brevo."""
    project = letter()
    draft = Builder(project).build("2027-01", as_of=date(2027, 1, 3)).draft
    write_package(packaged(draft, "brevo"), project.output, ONCE)
    monkeypatch.chdir(project.root)
    return lambda *words: CliRunner().invoke(cli, ("verify", "2027-01", *words), prog_name="newsletter")


def test_the_command(run: Callable[..., Result]) -> None:
    folder = Path("dist/2027-01/brevo")
    for name in ("email.html", "email.eml"):
        same = run(str(folder / name))
        assert (same.exit_code, same.output.splitlines()[-1]) == (0, "Nothing differs.")
    html = (folder / "email.html").read_text(encoding="utf-8")
    Path("back.html").write_text(with_pixel(html), encoding="utf-8")
    assert run("back.html").output.endswith("As expected: only what every service changes.\n")
    Path("back.html").write_text(html.replace("Spring is near.", "Spring is far."), encoding="utf-8")
    changed = run("back.html", "--service", "brevo", "--json")
    assert changed.exit_code == 1
    assert [(each["rule"], each["group"]) for each in json.loads(changed.output)["findings"]] == [
        ("verify/words-changed", "Words")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 10_000_001, "is larger than 10 MB"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n--b\nnothing", "has no HTML part"),
        (b"Content-Type: text/html; charset=none\n\n<p>\xff\xfe", "does not look like a copy"),
    ],
)
def test_hostile_files_are_refused_or_judged(run: Callable[..., Result], content: bytes, words: str) -> None:
    Path("a.eml").write_bytes(content)
    result = run("a.eml")
    assert result.exit_code in (1, 2)
    assert words in result.output


def test_what_cannot_be_compared(run: Callable[..., Result]) -> None:
    page = Path("dist/2027-01/brevo/email.html")
    assert "2027-01 has not been exported for Mailchimp here" in run(str(page), "--service", "mailchimp").output
    assert "Did you mean brevo?" in run(str(page), "--service", "brevoo").output
    page.write_text("<p>Changed</p>", encoding="utf-8")
    assert "are not those that were exported" in run(str(page)).output
    (page.parent / "manifest.json").unlink()
    assert "Name the service that the copy is from" in run(str(page)).output
