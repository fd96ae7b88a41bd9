"""Composing: references resolved, names at first and later use, languages, standing blocks, digests."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.document import Block, Document
from newsletter.model.errors import ContentError
from newsletter.model.issue import Section
from newsletter.rendering.compose import compose
from newsletter.rendering.rich_text_plain import rich_text_plain

Compose = Callable[..., Document]


def letter(body: str, more: str = "") -> str:
    return f"---\nkind: letter\ntitle: A\n{more}---\n{body}\n"


@pytest.fixture
def composed(make_publication) -> Compose:
    """The document of sections given as Markdown, in order."""

    def make(*bodies: str, more: str = "", **files: str) -> Document:
        sections = {f"issues/2027-01/s{index}.md": letter(body, more) for index, body in enumerate(bodies)}
        return Builder(make_publication({**sections, **files})).build("2027-01").draft.document

    return make


def words(block: Block) -> str:
    return " ".join(rich_text_plain(block.body).split())


FULL, SHORT = "trabectedin (Yondelis)", "trabectedin"
REF = "<ref:drugs/trabectedin>"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (f"We used {REF} and {REF}.", f"We used {FULL} and {SHORT}."),
        (f"We used {REF}.\n\n- and {REF}", f"We used {FULL}. - and {SHORT}"),
        (f"We used [](ref:drugs/trabectedin), then {REF}.", f"We used {FULL}, then {SHORT}."),
        (f"We used [it](ref:drugs/trabectedin), then {REF}.", f"We used it, then {SHORT}."),
        (f"We used {REF} or <ref:drugs/doxorubicin>.", f"We used {FULL} or doxorubicin (Adriamycin)."),
        (f"{REF} helps. {REF} is a drug.", "Trabectedin (Yondelis) helps. Trabectedin is a drug."),
        (f"Does it help?\n{REF} does!\\\n{REF} is", "Does it help? Trabectedin (Yondelis) does! Trabectedin is"),
        (f"So *{REF}* it is", f"So {FULL} it is"),
        (f"**{REF}** is", "Trabectedin (Yondelis) is"),
        (f"- {REF}\n- {REF}", "- Trabectedin (Yondelis) - Trabectedin"),
        (f"### {REF}\n\n{REF} is", "Trabectedin (Yondelis) Trabectedin is"),
        (f"| Drug | Now |\n|---|---|\n| {REF} | uses {REF} |", "Drug: Now Trabectedin (Yondelis): uses trabectedin"),
        ("Ring <ref:organization/helpline> now", "Ring 1-866-912-2730 now"),
        ("Write to <ref:organization/postal-address>", "Write to Post Office Box 52697, Tulsa, Oklahoma 74152"),
        ("From <ref:organization>", "From LMSeAlerts"),
        ("Join <ref:organization/links/support-group>", "Join our private Facebook support group"),
    ],
)
def test_a_reference_reads_well(composed: Compose, markdown: str, text: str) -> None:
    assert words(composed(markdown).sections[0]) == text


def test_every_section_begins_with_the_full_name(composed: Compose) -> None:
    document = composed(f"We used {REF} and {REF}.", f"We used {REF} and {REF}.")
    assert {words(block) for block in document.sections} == {f"We used {FULL} and {SHORT}."}


def test_a_section_reads_the_same_wherever_it_stands(composed: Compose) -> None:
    one, other = f"We used {REF}.", f"They used {REF}."
    first, second = composed(one, other).sections, composed(other, one).sections
    assert [words(block) for block in first] == [words(block) for block in reversed(second)]


def links(document: Document) -> list[tuple[str, str]]:
    tokens = [child for token in document.sections[0].body.tokens for child in token.children or ()]
    return [(str(t.attrs["href"]), str(t.meta.get("shown_as") or "")) for t in tokens if t.type == "link_open"]


def test_a_target_without_an_address_is_plain_text(composed: Compose) -> None:
    document = composed("Join *[our **group**](ref:organization/links/support-group)* and [x](https://a.example).")
    assert links(document) == [("https://a.example", "")]
    assert words(document.sections[0]) == "Join our group and x. https://a.example"


def test_a_target_with_an_address_is_a_link(composed: Compose) -> None:
    document = composed("See [trials](ref:organization/links/trials-search).")
    assert links(document) == [("https://clinicaltrials.gov/search?cond=Leiomyosarcoma", "")]


def test_the_helpline_can_be_dialed(composed: Compose) -> None:
    assert links(composed("Ring <ref:organization/helpline>.")) == [("tel:+18669122730", "1-866-912-2730")]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"issues/2027-01/s.md": letter("x\n\n\n<ref:drugs/trabectedine>")}, "issues/2027-01/s.md:8"),
        ({"issues/2027-01/s.md": letter("x [y](ref:organization/links/nowhere)")}, "issues/2027-01/s.md:5"),
        ({"issues/2027-01/s.md": letter("x\n\n![y](images/none.jpg)")}, "issues/2027-01/s.md:7"),
        ({"issues/2027-01/s.md": "---\nkind: drug_spotlight\ndrug: nothing\n---\nx\n"}, "issues/2027-01/s.md:3"),
        ({"issues/2027-01/s.md": "---\nkind: survivor_story\ncontributor: nobody\n---\nx\n"}, "issues/2027-01/s.md:3"),
    ],
)
def test_an_unknown_reference_is_named_with_its_line(make_publication, files: dict[str, str], place: str) -> None:
    with pytest.raises(ContentError, match=rf"^{re.escape(place)}: There is no "):
        Builder(make_publication(files)).build("2027-01")


def test_composing_by_itself_names_it_too(built) -> None:
    draft = built.draft
    section = next(s for s in draft.issue.sections if s.kind == "survivor_story")
    fields = section.fields.model_copy(update={"contributor": "nobody"})
    issue = replace(draft.issue, contents=(replace(section, fields=fields),))
    with pytest.raises(ContentError, match=r"^issues/2026-12/story\.md:4: There is no “people/nobody”"):
        compose(issue, draft.reference, draft.settings)


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("he", "rtl"), ("ar-EG", "rtl"), ("pt-BR", "ltr")])
def test_a_section_in_another_language_says_so(make_publication, language: str, direction: str) -> None:
    project = make_publication({"issues/2027-01/s.md": letter("Hola", f"language: {language}\n")})
    draft = Builder(project).build("2027-01").draft
    assert (draft.document.sections[0].language, draft.document.sections[0].direction) == (language, direction)
    page = lxml_html.document_fromstring(draft.email.html)
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    for element in (page.find(".//h2[@id='s']"), page.xpath("//p[text()='Hola']/..")[0]):
        assert (element.get("lang"), element.get("dir")) == (language, direction)


def test_a_section_in_the_issues_language_says_nothing(composed: Compose) -> None:
    section = composed("x").sections[0]
    assert (section.language, section.direction) == (None, None)


def test_the_publications_language_stands_on_the_page(make_publication, repository) -> None:
    settings = (repository / "newsletter.yaml").read_text(encoding="utf-8").replace("language: en", "language: he")
    project = make_publication({"issues/2027-01/s.md": letter("שלום"), "newsletter.yaml": settings})
    page = lxml_html.document_fromstring(Builder(project).build("2027-01").draft.email.html)
    assert (page.get("lang"), page.get("dir")) == ("he", "rtl")


def aligned(page: lxml_html.HtmlElement, text: str) -> str:
    """How a text is aligned: by the nearest element around it that says so."""
    for element in page.xpath(f"//*[text()='{text}']/ancestor-or-self::*[contains(@style, 'text-align')]")[::-1]:
        return re.search(r"text-align:(\w+)", element.get("style")).group(1)
    return ""


@pytest.mark.parametrize(
    ("issue", "section", "title", "body"),
    [
        ("en", "", "left", "left"),
        ("en", "he", "right", "right"),
        ("he", "", "right", "right"),
        ("he", "en", "left", "left"),
    ],
)
def test_text_is_aligned_in_its_direction(
    make_publication, repository, issue: str, section: str, title: str, body: str
) -> None:
    settings = (repository / "newsletter.yaml").read_text(encoding="utf-8")
    settings = settings.replace("language: en", f"language: {issue}")
    more = f"language: {section}\n" if section else ""
    project = make_publication({"issues/2027-01/s.md": letter("Text", more), "newsletter.yaml": settings})
    page = lxml_html.document_fromstring(Builder(project).build("2027-01").draft.email.html)
    assert (aligned(page, "A"), aligned(page, "Text")) == (title, body)


def test_standing_blocks_stand_around_the_sections(built) -> None:
    document = built.draft.document
    settings = built.draft.settings.standing
    assert [block.id for block in document.top] == [f"notices/{name}" for name in settings.top]
    # The sample has webinars, beside which this notice is left out.
    bottom = [f"notices/{name}" for name in settings.bottom if name != "boot-camp"]
    assert [block.id for block in document.bottom] == bottom
    assert document.blocks == (*document.top, *document.sections, *document.bottom)
    html = built.draft.email.marked_html
    places = [html.find(f'data-at="{block.place.file}:') for block in document.blocks]
    assert -1 not in places
    assert places == sorted(places)


def test_a_standing_page_is_placed_where_it_is_listed(make_publication) -> None:
    header = "title: A\nnumber: 1\ndate: 2026-12-01\nsections: [a, reference/pages/common-drugs, b]\n"
    files = {"issues/2027-01/a.md": letter("x"), "issues/2027-01/b.md": letter("y")}
    draft = Builder(make_publication({**files, "issues/2027-01/issue.yaml": header})).build("2027-01").draft
    assert [block.id for block in draft.document.sections] == ["2027-01/a", "pages/common-drugs", "2027-01/b"]
    assert [block.template for block in draft.document.sections] == ["sections/letter", "parts/page", "sections/letter"]
    assert not isinstance(draft.issue.contents[1], Section)
    text = draft.email.text
    assert text.index("\nx\n") < text.index("DRUGS USED FOR LMS") < text.index("\ny\n")


STORY = "---\nkind: survivor_story\ntitle: S\ncontributor: person-0031\nphoto: {file: p.jpg, alt: x}\n---\nText.\n"
SPOTLIGHT = "---\nkind: drug_spotlight\ndrug: trabectedin\n---\nText.\n"

# what is edited (file, old, new) -> the blocks whose digest changes, of: notices, letter, story, spotlight
EDITS: dict[str, tuple[str, str, str, set[str]]] = {
    "its own words": ("issues/2027-01/letter.md", "Hello", "Hallo", {"2027-01/letter"}),
    "a drug that two link to": (
        "reference/drugs/doxorubicin.md", "Adriamycin", "Adriamicin", {"2027-01/letter", "2027-01/drug"},
    ),
    "the drug that it shows": ("reference/drugs/trabectedin.md", "LMS-04", "LMS-4", {"2027-01/drug"}),
    "the group of that drug": ("reference/drug-groups/chemotherapy.md", "hemotherapy", "hemo", {"2027-01/drug"}),
    "its contributor": ("people/person-0031.yaml", 'shown_as: "M."', 'shown_as: "N."', {"2027-01/story"}),
    "a drug that nothing uses": ("reference/drugs/warfarin.md", "arfarin", "arfarine", set()),
    "another contributor": ("people/person-0032.yaml", "shown_as:", "shown_as: ", set()),
    "a notice": ("reference/notices/support.md", "Support group", "A group", {"notices/support"}),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "changed"), EDITS.values(), ids=EDITS)
def test_a_digest_stands_for_all_that_goes_into_a_block(
    make_publication, repository, file: str, old: str, new: str, changed: set[str]
) -> None:
    project: Project = make_publication({
        "issues/2027-01/letter.md": letter("Hello <ref:drugs/doxorubicin>"), "issues/2027-01/story.md": STORY,
        "issues/2027-01/drug.md": SPOTLIGHT,
        "issues/2027-01/p.jpg": (repository / "issues/2026-12/images/garden.jpg").read_bytes(),
    })  # fmt: skip
    before = {block.id: block.digest for block in Builder(project).build("2027-01").draft.document.blocks}
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    after = {block.id: block.digest for block in Builder(project).build("2027-01").draft.document.blocks}
    assert {name for name in after if after[name] != before[name]} == changed
    assert len(set(after.values())) == len(after)


def test_a_picture_of_another_size_changes_the_digest(make_publication, repository) -> None:
    picture = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
    project = make_publication({"issues/2027-01/story.md": STORY, "issues/2027-01/p.jpg": picture})
    before = Builder(project).build("2027-01").draft.document
    from PIL import Image

    Image.new("RGB", (300, 200)).save(project.issues / "2027-01/p.jpg")
    after = Builder(project).build("2027-01").draft.document
    assert [a.digest != b.digest for a, b in zip(after.sections, before.sections, strict=True)] == [True]


def test_what_every_template_sees_is_in_the_context(make_publication, repository) -> None:
    files = {"issues/2027-01/s.md": letter("x")}
    settings = (repository / "newsletter.yaml").read_text(encoding="utf-8")
    organization = (repository / "reference/organization.yaml").read_text(encoding="utf-8")
    contexts = {
        Builder(make_publication({**files, **more})).build("2027-01").draft.document.context
        for more in (
            {},
            {"newsletter.yaml": settings.replace("language: en", "language: es")},
            {"newsletter.yaml": settings.replace("sample: yes", "sample: no")},
            {"reference/organization.yaml": organization.replace("shown_as: 1-866", "shown_as: 1-800")},
        )
    }
    assert len(contexts) == 4
