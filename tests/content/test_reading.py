"""What people really type into an issue, and the exact words that they get back."""

from collections.abc import Callable, Mapping

import pytest

from newsletter.content.section_kinds import section_kinds
from newsletter.model.issue import Issue, IssueHeader
from newsletter.model.reading import Reading

HEADER = "title: T\nnumber: 144\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n  - letter\n"
ADD_VALUE = "Write its value after the colon."
DATE = "Write year, month and day, such as 2026-12-01."
ONE_VALUE = "is one value, not several. Write it after the colon, on the same line."
IN_QUOTES = "Put the value in quotation marks"
NAME = (
    "cannot be the name of a section. "
    "Write the name of a file in this folder, without .md, or reference/pages/ and the name of a page."
)
KEYS = ", ".join(field.alias or name for name, field in IssueHeader.model_fields.items())
WHOLE = "“{}” is not a whole number. Write digits only, such as 144."

Read = Callable[[Mapping[str, str | bytes | None]], Reading[Issue]]


def words(reading: Reading[Issue]) -> list[str]:
    return [str(finding).removeprefix("issues/2026-12/") for finding in reading.findings]


def test_the_issue_that_the_mistakes_are_made_in_is_sound(read: Read) -> None:
    reading = read({})
    assert reading.findings == ()
    assert [section.name for section in reading.require().sections] == ["letter"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("subject:", "subjekt:", "4: “subjekt” is not known here. Did you mean subject?"),
        ("subject:", "zzz:", f"4: “zzz” is not known here. Known are: {KEYS}."),
        ("subject:", "Subject:", "4: “Subject” is not known here. Did you mean subject?"),
        ("title: T\n", "", ": “title” is missing. Add a line “title:” with its value."),
        ("title: T", "title:", f"1: “title” is still empty. {ADD_VALUE}"),
        ("title: T", "title: # later", f"1: “title” is still empty. {ADD_VALUE}"),
        ("title: T", "title: ~", f"1: “title” is still empty. {ADD_VALUE}"),
        ("title: T", "title: ''", "1: title: Nothing is written here. Write it, or take the line out."),
        ("title: T", "title: ' '", "1: title: Nothing is written here. Write it, or take the line out."),
        ("title: T", "title: [a, b]", f"1: “title” {ONE_VALUE}"),
        ("title: T", "title: {a: b}", f"1: “title” {ONE_VALUE}"),
        ("title: T", "title:\n  a: b", f"1: “title” {ONE_VALUE}"),
        ("144", "one", f"2: number: {WHOLE.format('one')}"),
        ("144", "144.5", f"2: number: {WHOLE.format('144.5')}"),
        ("144", "-1", f"2: number: {WHOLE.format('-1')}"),
        ("144", "No. 144", f"2: number: {WHOLE.format('No. 144')}"),
        ("144", "[144]", f"2: “number” {ONE_VALUE}"),
        ("2026-12-01", "1 December 2026", f"3: date: “1 December 2026” is not a date. {DATE}"),
        ("2026-12-01", "12/01/2026", f"3: date: “12/01/2026” is not a date. {DATE}"),
        ("2026-12-01", "2026-12-1", f"3: date: “2026-12-1” is not a date. {DATE}"),
        ("2026-12-01", "2026-12-01T09:00", f"3: date: “2026-12-01T09:00” is not a date. {DATE}"),
        ("2026-12-01", "2026-02-30",
         "3: date: There is no day 2026-02-30 in the calendar. Look up the day and correct it."),
        ("2026-12-01", "[2026-12-01]", f"3: “date” {ONE_VALUE}"),
        ("number: 144", "number: 144\nstatus: drfat", "3: status: “drfat” is not one of the choices. "
         "Did you mean draft?"),
        ("number: 144", "number: 144\nstatus: ok", "3: status: “ok” is not one of the choices. "
         "Write one of: draft, review, approved, sent."),
        ("number: 144", "number: 144\nstatus: [draft]", f"3: “status” {ONE_VALUE}"),
        ("number: 144", "number: 144\neditor: Ann", "3: “editor” is a group of fields. "
         "Write its fields below it, indented by two spaces. Its fields are: name."),
        ("number: 144", "number: 144\neditor: {name: }",
         "3: “name” is still empty. Write its value after the colon, or take the line out."),
        ("number: 144", "number: 144\nfrom: {name: A, address: news}",
         "3: address: “news” is not an email address. Write it like name@example.org."),
        ("title: T", "title: Yondelis: what now",
         f'1: There is a colon inside the value. {IN_QUOTES}: title: "Yondelis: what now"'),
        ("title: T", "title: @@first_name@@, hello", "1: A value cannot start with @ unless it is in quotation marks. "
         'Write "@@first_name@@, hello" with the quotation marks.'),
        ("title: T", "title: T\ntitle: U", "2: “title” stands here a second time. Keep one of the two lines."),
        ("  - letter", "\t- letter", "7: The line is indented with a tab. Indent it with spaces."),
        ("title: T", "title: !!python/object/apply:os.system [ls]",
         f"1: A value that starts with ! gives a command, which is never followed. {IN_QUOTES}."),
        ("title: T", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: T", "1: A value that starts with & names "
         f"itself for use elsewhere, which is not used here. {IN_QUOTES}."),
        ("sections:\n  - letter", "sections: letter",
         "6: “sections” is a list. Write each item on its own line, after two spaces and a dash."),
        ("sections:\n  - letter", "sections:", f"6: “sections” is still empty. {ADD_VALUE}"),
        (HEADER, "", ": “title” is missing. Add a line “title:” with its value.\n"
         ": “number” is missing. Add a line “number:” with its value.\n"
         ": “date” is missing. Add a line “date:” with its value.\n"
         ": “sections” is missing. Add a line “sections:” with its value."),
        (HEADER, "just words\n", "1: Fields are expected here. Write one “name: value” a line."),
        (HEADER, "- letter\n", "1: Fields are expected here. Write one “name: value” a line."),
        ("- letter\n", "- letter\n  -\n", "8: “sections, item 2” is still empty. "
         "Write its value after the colon, or take the line out."),
        ("- letter\n", "- letter\n  - story: x\n", f"8: “sections, item 2” {ONE_VALUE}"),
        ("- letter\n", "- letter\n  - leter\n", "8: “leter” is listed, but there is no leter.md. Did you mean letter?"),
        ("- letter\n", "- letter\n  - qqqq\n",
         "8: “qqqq” is listed, but there is no qqqq.md. Add the file qqqq.md, or take the line out."),
        ("- letter\n", "- letter\n  - letter\n", "8: “letter” is listed twice. Keep one of the two lines."),
        ("- letter\n", "- letter.md\n", "7: “letter.md” is listed with its suffix. Write letter."),
        ("- letter\n", "- letter\n  - ../../etc/passwd\n", f"8: “../../etc/passwd” {NAME}"),
        ("- letter\n", "- letter\n  - /etc/passwd\n", f"8: “/etc/passwd” {NAME}"),
        ("- letter\n", "- letter\n  - a\\b\n", f"8: “a\\b” {NAME}"),
        ("- letter\n", "- letter\n  - NUL\n", f"8: “NUL” {NAME}"),
        ("- letter\n", "- letter\n  - reference/../../etc/passwd\n", f"8: “reference/../../etc/passwd” {NAME}"),
        ("- letter\n", "- letter\n  - reference/pages/../../x\n", f"8: “reference/pages/../../x” {NAME}"),
        ("- letter\n", "- letter\n  - reference/pages/clinical-trial\n", "8: There is no standing page "
         "“reference/pages/clinical-trial”. Did you mean reference/pages/clinical-trials?"),
        ("- letter\n", "- letter\n  - reference/pages/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n", "8: There is no standing page "
         "“reference/pages/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz”. Look into reference/pages/ for its name."),
    ],
)  # fmt: skip
def test_a_mistake_in_issue_yaml(read: Read, old: str, new: str, expected: str) -> None:
    assert old in HEADER
    found = words(read({"issue.yaml": HEADER.replace(old, new)}))
    lines = [f"issue.yaml{line}" if line.startswith(":") else f"issue.yaml:{line}" for line in expected.split("\n")]
    assert sorted(found) == sorted(lines)


KINDS = ", ".join(section_kinds())
OUTSIDE = (
    "is outside the issue's folder. Copy the picture into the issue's images/ folder and write images/ and its name."
)
FRONT = "Write --- on the first line, the fields such as kind: and title: below it, and --- below them."


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("---\nkind: letter\ntitel: T\n---\nW\n", "3: “titel” is not known here. Did you mean title?"),
        ("---\nkind: lettr\n---\nW\n", "2: There is no kind “lettr”. Did you mean letter?"),
        ("---\nkind: zzz\n---\nW\n", f"2: There is no kind “zzz”. Write one of: {KINDS}."),
        ("---\nkind: [letter]\n---\nW\n", "2: “kind” is one word, not several. Did you mean letter?"),
        ("---\nkind: {a: letter}\n---\nW\n", f"2: “kind” is one word, not several. Write one of: {KINDS}."),
        ("---\nkind:\n---\nW\n", f"2: “kind” is missing. Write one of: {KINDS}."),
        ("---\ntitle: T\n---\nW\n", f": “kind” is missing. Write one of: {KINDS}."),
        ("---\n---\nW\n", f": “kind” is missing. Write one of: {KINDS}."),
        ("---\nkind: drug_spotlight\n---\n", ": “drug” is missing. Add a line “drug:” with its value."),
        ("---\nkind: drug_spotlight\ndrug:\n---\n", f"3: “drug” is still empty. {ADD_VALUE}"),
        ("---\nkind: drug_spotlight\ndrug: trabectedine\n---\n",
         "3: There is no “trabectedine” in reference/drugs/. Did you mean trabectedin?"),
        ("---\nkind: drug_spotlight\ndrug: drugs/trabectedin.md\n---\n",
         "3: There is no “drugs/trabectedin.md” in reference/drugs/. Did you mean trabectedin?"),
        ("---\nkind: drug_spotlight\ndrug: pages/what-is-lms\n---\n",
         "3: There is no “pages/what-is-lms” in reference/drugs/. Look into reference/drugs/ for its name."),
        ("---\nkind: survivor_story\ncontributor: person-31\n---\nW\n",
         "3: There is no “person-31” in people/. Did you mean person-0031?"),
        ("---\nkind: survivor_story\ncontributor: ../newsletter\n---\nW\n",
         "3: There is no “../newsletter” in people/. Look into people/ for its name."),
        ("---\nkind: webinars\nwebinars: boot-camp-3\n---\nW\n",
         "3: “webinars” is a list. Write each item on its own line, after two spaces and a dash."),
        ("---\nkind: webinars\nwebinars:\n  - boot-camp-3\n  - bootcamp-4\n---\nW\n",
         "5: There is no “bootcamp-4” in reference/webinars/. Did you mean boot-camp-4?"),
        ("---\nkind: webinars\nwebinars: []\n---\nW\n", "3: “webinars” has no items. Write at least one."),
        ("---\nkind: letter\nlanguage: Spanish language\n---\nW\n",
         "3: language: “Spanish language” is not a language code. Write a code such as en, es or pt-BR."),
        ("---\nkind: letter\nphoto: images/a.jpg\n---\nW\n", "3: “photo” is a group of fields. Write its fields below "
         "it, indented by two spaces. Its fields are: file, alt, caption, credit."),
        ("---\nkind: letter\nphoto: {file: images/a.jpg}\n---\nW\n",
         "3: “alt” is missing. Add a line “alt:” with its value."),
        ("---\nkind: letter\nphoto:\n  file: a\n  alt: b\n  captoin: c\n---\nW\n",
         "6: “captoin” is not known here. Did you mean caption?"),
        ("---\nkind: letter\nphoto: {file: ../../etc/passwd, alt: x}\n---\nW\n", f"3: “../../etc/passwd” {OUTSIDE}"),
        ("---\nkind: letter\n---\nW\n\n![x](../../etc/passwd)\n", f"6: “../../etc/passwd” {OUTSIDE}"),
        ("---\nkind: letter\n---\nW ![x](/etc/passwd)\n", f"4: “/etc/passwd” {OUTSIDE}"),
        ("---\nkind: letter\n---\n![x](https://example.org/a.png)\n", "4: “https://example.org/a.png” is on another "
         "server. Save it into images/ and name it from there."),
        ("---\nkind: letter\n---\n\nSee [x](ref:drugs/trabectedine).\n",
         "5: There is no “drugs/trabectedine” in reference/. Did you mean drugs/trabectedin?"),
        ("---\nkind: letter\n---\nSee <ref:trabectedin>.\n",
         "4: There is no “trabectedin” in reference/. Did you mean drugs/trabectedin?"),
        ("---\nkind: letter\n---\nSee <ref:nowhere-at-all>.\n",
         "4: There is no “nowhere-at-all” in reference/. Look into reference/ for its name."),
        ("---\nkind: letter\n---\n[x](ref:organization/links/support)\n", "4: There is no “organization/links/support” "
         "in reference/. Did you mean organization/links/support-group?"),
        ("---\nkind: letter\ntitle: A: B\n---\nW\n",
         f'3: There is a colon inside the value. {IN_QUOTES}: title: "A: B"'),
        ("---\nkind: letter\ntitle: A\x0bB\n---\nW\n", "3: There is an invisible character here that cannot be part of "
         "a file. Delete this spot and type it again."),
        ("---\nkind: letter\n---\nW\n\nA\x0bB\n", "6: There is an invisible character here (U+000B) that no mail "
         "program can show. Delete this spot and type it again; it often comes with text pasted from Word."),
        ("Dear friends,\n", f"1: The line of three dashes above the fields is missing. {FRONT}"),
        ("", "1: The file is empty. Start it with a line ---, then kind: and the kind."),
        ("---\nkind: letter\nWords\n", "1: The fields that start here are never closed. "
         "Write a second line --- below the last field, above the text."),
        ("---\nkind letter\n---\nW\n", "2: Fields are expected here. Write one “name: value” a line."),
        ("—\nkind: letter\n---\nW\n", "1: The dashes on this line are long ones, as Word makes them of hyphens. "
         "Type three hyphens: ---."),
        ("---\nkind: letter\n---\n" + "- " * 1000 + "x\n", "4: Lists and quotations are nested more than 8 deep here. "
         "Write them flatter; on a phone there is no room for so many levels."),
        ("---\nkind: letter\n---\n" + ">" * 1000 + "x\n", "4: Lists and quotations are nested more than 8 deep here. "
         "Write them flatter; on a phone there is no room for so many levels."),
        ("---\nkind: letter\ntitle: " + "[" * 1000 + "\n---\nW\n",
         "3: This is nested more than 32 levels deep. Write it flatter."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_section(read: Read, letter: str, expected: str) -> None:
    reading = read({"letter.md": letter})
    # Where another field of the picture is wrong, its missing file is reported as well.
    said = [each for each in words(reading) if "There is no picture" in expected or "There is no picture" not in each]
    assert said == [f"letter.md{expected if expected.startswith(':') else ':' + expected}"]
    assert {finding.section for finding in reading.findings} == {"2026-12/letter"}
    assert reading.value is not None
    assert reading.value.contents == (), "a section with a mistake is left out, and the rest can still be shown"


def test_a_file_that_is_not_listed_is_pointed_out_and_stops_nothing(read: Read) -> None:
    reading = read({"extra.md": "---\nkind: letter\n---\nW\n", "_idea.md": "", ".draft.md": "", "notes.txt": ""})
    assert words(reading) == [
        "extra.md: This file is in the folder, but not in the list of sections, so it will not appear. "
        "Add “- extra” to sections in issue.yaml, or move the file elsewhere."
    ]
    assert len(reading.require().contents) == 1


def test_a_finding_names_its_column_and_field(read: Read) -> None:
    letter = "---\nkind: letter\nphoto: {file: a.jpg, alt: b, captoin: c}\n---\nW\n"
    _missing_file, finding = read({"letter.md": letter}).findings
    assert (finding.place.line, finding.place.column, finding.field) == (3, 30, "photo.captoin")
    assert finding.rule == "reading/unknown-key"
