"""Any text that someone types or pastes reads the same in both parts, or is refused at its line."""

from __future__ import annotations

import unicodedata
from html import escape
from pathlib import Path

import pytest
from hostile_issue import HEADER, LETTER, Build, Outcome, quoted, spaced

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.finding import Severity

# What has no meaning in Markdown: the same in a text below the fields and in a field.
TEXTS = {
    "signs": "a < b & c > d \" ' / | ^ = + $ # @ 100 % (x) {y} ; : ? !",
    "curly": "“a” > b, é > x, ü>x, 日本 > x",
    "backslashes": r"C:\new\table \u{a0} \x",
    "merge syntax": "{{x}} {% if y %} {# z #} {{{w}}} <%= v %> ${u} %s {0} %(t)s",
    "emoji": "👩‍⚕️ 👨‍👩‍👧‍👦 🇺🇸 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e007f",
    "spaces": "10\u00a0mg x\u202fy a\u2009b a\u3000b",
    "soft hyphens": "tra\u00adbec\u00adtedin",
    "Hebrew": "שָׁלוֹם עולם",
    "Arabic": "مَرْحَبًا بالعالم",
    "Hindi": "हिन्दी में क्षत्रिय",
    "Chinese": "平滑肌肉瘤",
    "combining marks": "q\u0307\u0323 x\u0301\u0302\u0303",
    "bidi controls": "a\u202eb\u202cc \u2066x\u2069 \u200fz",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e",
    "private use": "a\ue000b\U000f0000c",
    "unassigned": "a\u0378b",
    "scripts": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "MJML": "</mj-text> <mj-raw>x</mj-raw> </mj-column></mj-section><mj-section>",
    "placeholders": "<!--block letter--> <!--block 2027-01/letter--> <!--block x-->",
    "marks": 'x at=y data-at="y" class="at=y" class="at=issues/x:1" data-at="q',
    "comments": "a <!-- b --> c <!-- d",
    "CDATA": "<![CDATA[ x ]]> y ]]>",
    "conditional comments": "<!--[if mso]>x<![endif]--> <![if !mso]>y<![endif]>",
    "declarations": "<?php x ?> <!DOCTYPE x>",
    "broken HTML": "<b <i>x</ <p </div> </td></tr></table> <a href='",
    "at-signs": "a@b.c @@ @@@@ a @@ b",
}


def in_all_fields(text: str) -> dict[str, str]:
    """An issue with the text in its header, in a section's fields, and nothing else of note."""
    header = HEADER.replace("title: T", f"title: {quoted(f'one {text} end')}")
    header = header.replace("subject: S", f"subject: {quoted(f'two {text} end')}")
    header = header.replace("preheader: P", f"preheader: {quoted(f'three {text} end')}")
    fields = f"title: {quoted(f'four {text} end')}\nsigned: {quoted(f'five {text} end')}\n"
    return {"issue.yaml": header, "letter.md": f"---\nkind: letter\n{fields}---\nHello.\n"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_reads_as_typed(build: Build, text: str) -> None:
    outcome = build({"letter.md": f"{LETTER}start {text} end\n"})
    assert f"start {text} end" in outcome.html_words
    assert f"start {text} end" in outcome.text_words


@pytest.mark.parametrize("text", [*TEXTS.values(), "*|FNAME|*", "**a** `b` ~~c~~ [d](e) _f_"])
def test_a_field_reads_as_typed(build: Build, text: str) -> None:
    outcome = build(in_all_fields(text))
    assert outcome.email is not None, outcome.findings
    wanted = unicodedata.normalize("NFC", text)
    assert outcome.email.subject == f"two {wanted} end"
    for name in ("one", "three", "four", "five"):
        assert f"{name} {wanted} end" in outcome.html_words
    for name in ("one", "five"):
        assert f"{name} {wanted} end" in outcome.text_words
    assert f"four {wanted} end".upper() in outcome.text_words  # a heading


def test_decomposed_letters_stay_in_a_text_and_are_composed_in_a_field(build: Build) -> None:
    outcome = build({"letter.md": "---\nkind: letter\ntitle: Zu\u0308rich\n---\nCafe\u0301\n"})
    assert "Z\u00fcrich" in outcome.html_words
    assert "Cafe\u0301" in outcome.html_words
    assert "Cafe\u0301" in outcome.text_words


UNSHOWABLE = [
    "\x00", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9f", "\u2028", "\u2029", "\ufdd0",
    "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff",
]  # fmt: skip


@pytest.mark.parametrize("character", UNSHOWABLE, ids=lambda c: f"U+{ord(c):04X}")
def test_what_no_mail_program_shows_is_refused_at_its_line(build: Build, character: str) -> None:
    in_text = build({"letter.md": f"{LETTER}Hello.\n\na{character}b\n"}).refusal
    assert (in_text.rule, in_text.place.line, in_text.place.column) == ("reading/control-character", 7, 2)
    raw = build({"letter.md": f"---\nkind: letter\ntitle: a{character}b\n---\nHello.\n"}).refusal
    assert (raw.rule, raw.place.line) == ("reading/control-character", 3)
    # As a code between quotation marks.
    for name, line in (("title", 1), ("subject", 4), ("preheader", 5)):
        header = HEADER.replace(f"{name}: {name[0].upper()}", f"{name}: {quoted(f'a{character}b')}")
        finding = build({"issue.yaml": header}).refusal
        assert (finding.rule, finding.place.line) == ("reading/control-character", line)
    section = build({"letter.md": f"---\nkind: letter\nsigned: {quoted(f'a{character}b')}\n---\nHello.\n"}).refusal
    assert (section.rule, section.place.line) == ("reading/control-character", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", " \n "])
def test_a_field_is_one_line(build: Build, end: str) -> None:
    """A line end in a subject would begin a header of its own."""
    outcome = build(in_all_fields(f"a{end}Bcc: x@example.org"))
    assert outcome.email is not None
    assert outcome.email.subject == "two a Bcc: x@example.org end"
    assert "five a Bcc: x@example.org end" in outcome.email.text


def test_a_byte_order_mark_in_the_middle_stays_in_a_text_and_is_refused_in_a_field(build: Build) -> None:
    assert "a\ufeffb" in build({"letter.md": f"{LETTER}a\ufeffb\n"}).text_words
    finding = build({"letter.md": "---\nkind: letter\ntitle: a\ufeffb\n---\nHello.\n"}).refusal
    assert (finding.rule, finding.place.line) == ("reading/control-character", 3)


@pytest.mark.parametrize(
    "tag",
    [
        "*|FNAME|*", "*|IF:FNAME|*", "{{contact.FIRSTNAME}}", "{{ contact.FIRSTNAME | default: 'x' }}", "{% if x %}",
        "{{{unsubscribe}}}", "[[name]]", "[[FirstName OR 'Friend']]", "%%first_name%%", "%%=v(@x)=%%", "{$name}",
        "{!firstname_fix}", "${Contacts.First Name}", "$[FNAME|x|]$", "{contact.first_name}", "{contactfield=email}",
        "%recipient.first%", "%unsubscribe_url%", "%FIRSTNAME%", "[unsubscribe]", "[firstname,fallback=x]",
        "[UNSUBSCRIBEURL]", "<unsubscribe>", "<webversion>x</webversion>",
    ],
)  # fmt: skip
def test_the_tag_of_a_mailing_service_is_found_where_it_was_typed(build: Build, tag: str) -> None:
    outcome = build({"letter.md": f"{LETTER}Hello.\n\nDear {tag} friend\n"})
    found = [finding for finding in outcome.findings if finding.rule == "markup/service-tags"]
    assert {(finding.place.line, finding.section) for finding in found} == {(7, "2027-01/letter")}
    stars_are_markdown = tag.replace("*", "")
    assert f"Dear {stars_are_markdown} friend" in outcome.html_words
    assert f"Dear {stars_are_markdown} friend" in outcome.text_words
    in_field = build(in_all_fields(tag)).findings
    assert {f.place.line for f in in_field if f.rule == "markup/service-tags"} == {4}


@pytest.mark.parametrize(
    "words",
    [
        "[unsubscribe](https://example.org/)", "[email]: https://example.org/", "50% of 100%", "a % b % c", "{a}",
        "see [1] and [2]", "[[1]]", "$5 {x}", "100%sure%", "5 * | x | * 6", "a [name] b".replace("name", "sic"),
    ],
)  # fmt: skip
def test_ordinary_signs_are_no_tags(build: Build, words: str) -> None:
    assert [f for f in build({"letter.md": f"{LETTER}{words}\n"}).findings if f.rule == "markup/service-tags"] == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("@@nope@@", "markup/merge-fields"),
        ("@@First Name@@", "markup/merge-fields"),
        ("@@unsubscribe_url@@", "deliverability/unsubscribe-link"),
        ("[leave](@@unsubscribe_url@@)", "deliverability/unsubscribe-link"),
    ],
)
def test_a_merge_field_that_must_not_stand_there_is_found_at_its_line(build: Build, words: str, rule: str) -> None:
    outcome = build({"letter.md": f"{LETTER}Hello.\n\n{words}\n"})
    found = [f for f in outcome.findings if f.rule == rule and f.severity is Severity.ERROR]
    assert [(f.place.file, f.place.line) for f in found] == [("issues/2027-01/letter.md", 7)]


@pytest.mark.parametrize(
    "words",
    ["@@first_**name**@@", r"\@\@first_name\@\@", "@&#64;first_name@@", "@@un`sub`scribe_url@@", "*@*@email@@"],
)
def test_a_merge_field_put_together_from_pieces_is_refused(build: Build, words: str) -> None:
    finding = build({"letter.md": f"{LETTER}Hello.\n\n{words}\n"}).refusal
    assert (finding.rule, finding.place.line) == ("reading/pieced-merge-field", 7)


def test_the_words_behind_a_number_sign_are_not_dropped_in_silence(build: Build) -> None:
    header = HEADER.replace("title: T", "title: Boot Camp #3").replace("subject: S", "subject: x # a note")
    outcome = build({"issue.yaml": header, "letter.md": "---\nkind: letter\ntitle: #LMS\n---\nHello.\n"})
    found = [(f.place.file.split("/")[-1], f.place.line) for f in outcome.findings if f.rule == "reading/hash-in-value"]
    assert found == [("issue.yaml", 1), ("letter.md", 3)]


ADDRESSES = [
    "javascript:alert(1)", "JAVASCRIPT:x", "java&#115;cript:x", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_dangerous_address_stays_words(build: Build, address: str) -> None:
    outcome = build({"letter.md": f"{LETTER}start [words]({address}) end\n"})
    assert outcome.email is not None
    assert "words" in outcome.html_words
    assert "words" in outcome.text_words
    assert f'href="{address[:4].lower()}' not in outcome.email.html.lower()


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("<http://a b>", "http://a%20b"),
        ('<https://a.example/"x">', "https://a.example/%22x%22"),
        (f"https://a.example/{'x' * 3_000}", f"https://a.example/{'x' * 3_000}"),
        (r"https://a.example/a\\b", "https://a.example/a%5Cb"),
        ("https://a.example/\u202egpj", "https://a.example/%E2%80%AEgpj"),
        ("https://a.example/\u2764\ufe0f", "https://a.example/%E2%9D%A4%EF%B8%8F"),
        ("https://a.example/?a=1&b=<2>", "https://a.example/?a=1&b=%3C2%3E"),
        ("https://a.example/'x'", "https://a.example/'x'"),
        ("mailto:a@b.example?subject=x%0Abcc:y", "mailto:a@b.example?subject=x%0Abcc:y"),
    ],
)
def test_an_odd_address_is_whole_in_both_parts(build: Build, typed: str, href: str) -> None:
    outcome = build({"letter.md": f"{LETTER}start [words]({typed}) end\n"})
    assert outcome.email is not None
    assert f'href="{escape(href).replace("&#x27;", "&#39;")}"' in outcome.email.html
    assert href.removeprefix("mailto:") in outcome.email.text.split("\n")


@pytest.mark.parametrize(
    "value", ["https://a.example/\nx", "https://a.example/ x", 'https://a.example/"x', "x" * 3_000]
)
def test_an_address_in_a_field_is_one_or_refused(build: Build, value: str) -> None:
    letter = f"---\nkind: event\ntitle: T\nurl: {quoted(value)}\n---\nHello.\n"
    assert build({"letter.md": letter}).email is None


def test_a_long_title_and_a_long_word_stay_whole(build: Build) -> None:
    title, word = "A title " * 600 + "end", "x" * 10_000
    outcome = build({"letter.md": f"---\nkind: letter\ntitle: {title}\n---\n{word}\n"})
    assert title in outcome.html_words
    assert title.upper() in outcome.text_words
    for words in (outcome.html_words, outcome.text_words):
        assert word in words


@pytest.mark.parametrize("name", ["kind", "language", "titel", "photo"])
def test_a_message_quotes_what_fits_on_a_line(build: Build, name: str) -> None:
    value = quoted("\x1b[31m" + "x" * 5_000 + "\nBcc: y")
    fields = f"kind: letter\n{name}: {value}\n" if name != "kind" else f"kind: {value}\n"
    finding = build({"letter.md": f"---\n{fields}---\nHello.\n"}).refusal
    assert len(finding.message) < 200
    assert finding.message.isprintable()


def test_what_is_typed_into_the_standing_files_reads_the_same(
    repository: Path, builder: Builder, make_publication
) -> None:
    text = spaced(" ".join(words for name, words in TEXTS.items() if name != "at-signs"))
    files = {
        "issues/2027-01/letter.md": f"{LETTER}Hello.\n",
        "newsletter.yaml": edited(
            repository / "newsletter.yaml", "title: LMSeAlerts", f"title: {quoted(f'settings {text}')}"
        ),
        "reference/notices/hostile.md": f"---\ntitle: {quoted(f'notice {text}')}\n---\nbody {text}\n",
    }
    files["newsletter.yaml"] = files["newsletter.yaml"].replace("disclaimer]", "disclaimer, hostile]")
    organization = (repository / "reference/organization.yaml").read_text("utf-8")
    name = next(line for line in organization.split("\n") if line.startswith("name:"))
    files["reference/organization.yaml"] = organization.replace(name, f"name: {quoted(f'organization {text}')}")
    email = Builder(Project(make_publication(files).root)).build("2027-01").draft.email
    outcome = Outcome(email, ())
    composed = unicodedata.normalize("NFC", text)
    assert f"settings {composed}" in outcome.html_words
    assert f"settings {composed}" in outcome.text_words
    assert f"notice {composed}" in outcome.html_words
    assert f"notice {composed}".upper() in outcome.text_words
    assert f"body {text}" in outcome.html_words
    assert f"body {text}" in outcome.text_words


def edited(path: Path, old: str, new: str) -> str:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)
