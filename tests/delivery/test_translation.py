"""Merge fields in the words of each service."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.build import Build
from newsletter.checks.draft import Draft
from newsletter.delivery.merge_fields import TranslatedEmail, translate
from newsletter.model.email import MERGE_FIELDS
from newsletter.model.finding import Severity
from newsletter.services import service, service_names
from newsletter.services.service import Certainty, CommentStyle, Escape, Pictures, Service, Tag

Drafts = Callable[..., Draft]
NEUTRAL = re.compile("@@(?:" + "|".join(MERGE_FIELDS) + ")@@")


def tag(form: str | None) -> Tag:
    return Tag(form, form, Certainty.DOCUMENTED)


def made_up(**changes: object) -> Service:
    """A service that has every field but the address."""
    tags = {name: tag(f"[[{name}]]") for name in MERGE_FIELDS} | {"postal_address": tag(None)}
    known: dict[str, object] = {
        "title": "Carrier",
        "homepage": "",
        "tags": tags | dict(changes.pop("tags", {})),  # type: ignore[call-overload]
        "steps": (),
        "pictures": Pictures.ZIP,
        "takes_text_part": True,
    }
    return Service(**(known | changes))  # type: ignore[arg-type]


def codes(email: TranslatedEmail) -> list[str]:
    return [finding.rule for finding in email.findings]


@pytest.mark.parametrize("name", service_names())
def test_the_sample_for_each_service(built: Build, name: str) -> None:
    email = translate(built.draft, service(name), {})
    for part in (email.html, email.text):
        assert not NEUTRAL.search(part)
        assert "optional" not in part
        assert "\x02" not in part
        assert "\x1a" not in part
    assert [finding for finding in email.findings if finding.severity is Severity.ERROR] == []
    own = service(name)
    for part, content in (("html", email.html), ("text", email.text)):
        unsubscribe = own.tag("unsubscribe_url", part, {})
        assert unsubscribe is not None
        assert re.split(r"\{words\}|\{style\}", unsubscribe)[0] in content
    assert translate(built.draft, own, {}) == email


@pytest.mark.parametrize("name", service_names())
def test_nothing_but_the_fields_changes(built: Build, name: str) -> None:
    """Undone, each tag leaves the email as it was built."""
    own = service(name)
    page = translate(built.draft, own, {}).html
    if own.comments is CommentStyle.GO_TEMPLATE:
        page = re.sub(r"\{\{ Safe `(.*?)` \}\}", r"\1", page, flags=re.DOTALL)
    tracking = own.tag("tracking", "html", {}) if "tracking" in own.tags else None
    page = page.replace(f"{tracking}\n", "") if tracking else page
    page = page.replace(f"<a {own.untracked.attribute} ", "<a ") if own.untracked else page
    kept = built.draft.email.html
    start, end = kept.index("</head>"), kept.index("You receive")
    assert page[page.index("</head>") : page.index("You receive")] == kept[start:end]


def test_each_part_has_its_own_tag_and_blocks_without_one_go(letter_draft: Drafts) -> None:
    own = made_up(
        tags={
            "web_version_url": tag(None),
            "preferences_url": Tag("{{prefs}}", None, Certainty.DOCUMENTED),
            "first_name": Tag("<b>{name}</b>", "{name}!", Certainty.DOCUMENTED),
        },
        defaults={"name": "NAME"},
    )
    email = translate(letter_draft(), own, {"name": "VORNAME"})
    assert "Dear <b>VORNAME</b>," in email.html
    assert "Dear VORNAME!," in email.text
    assert email.subject == "For VORNAME!, with love"
    assert 'href="{{prefs}}"' in email.html
    assert "browser" not in email.html
    assert "asked for it.\n\nUnsubscribe:\n[[unsubscribe_url]]\n" in email.text
    for part in (email.html, email.text):
        assert "Post Office Box 52697, Tulsa, Oklahoma 74152" in part
    assert email.findings == ()


def test_without_a_tag_for_the_first_name_its_fallback_is_printed(letter_draft: Drafts) -> None:
    own = made_up(tags={"first_name": tag(None)}, defaults={"fallback": "there"})
    assert "Dear there," in translate(letter_draft(), own, {}).html
    assert "Dear ami," in translate(letter_draft(), own, {"fallback": "ami"}).text


def test_an_element_takes_the_place_of_the_whole_link(letter_draft: Drafts) -> None:
    email = translate(letter_draft("[Leave *now*](@@unsubscribe_url@@) if you must."), service("campaign_monitor"), {})
    links = re.findall(r"<unsubscribe( style=\"[^\"]*\")?>(.*?)</unsubscribe>", email.html)
    assert [re.sub("<[^>]*>", "", words) for _, words in links] == ["Leave now", "Unsubscribe"]
    assert all("color:#" in style for style, _ in links)
    assert 'class="ink-link"' in links[1][1]  # dark mode finds the words by it
    assert "<unsubscribe" not in email.text
    assert email.text.count("[unsubscribe]") == 2
    assert email.findings == ()


@pytest.mark.parametrize(
    ("words", "name", "code", "line"),
    [
        ("Or open @@unsubscribe_url@@ yourself.", "campaign_monitor", "service/only-as-a-link", 7),
        ("One.\n\n![@@first_name@@ in spring](p.jpg)", "constant_contact", "service/not-in-a-link", 9),
        ("One.\n\n[Online](@@web_version_url@@)", "resend", "service/no-such-field", 9),
        ("Write to [email] today.", "campaign_monitor", "service/typed-tag", 7),
    ],
)
def test_what_a_service_cannot_do_is_found_at_its_place(
    letter_draft: Drafts, repository, words: str, name: str, code: str, line: int
) -> None:
    picture = (repository / "issues/2026-12/images/garden.jpg").read_bytes()
    email = translate(letter_draft(words, {"issues/2027-01/p.jpg": picture}), service(name), {})
    [place] = {finding.place for finding in email.findings if finding.rule == code}
    assert place.file in ("issues/2027-01/letter.md", "issues/2027-01/issue.yaml")
    if place.file.endswith(".md"):
        assert place.line in (5, line)  # a field's first place is the greeting
    assert code in codes(email)


def test_signs_that_a_service_would_take_for_a_tag_are_written_so_that_readers_see_them(letter_draft: Drafts) -> None:
    draft = letter_draft("Braces {{ stay }} as typed, see <https://example.org/a?b={{c}}>.")
    email = translate(draft, service("brevo"), {})
    page = email.html.replace("{{ contact.FIRSTNAME|default:'there' }}", "")
    footer = page.index("You receive")
    assert "{{" not in page[page.index("</head>") : footer]
    assert "Braces {{ stay }} as typed" in html_module.unescape(page)
    assert email.findings == ()


def test_go_templates(letter_draft: Drafts) -> None:
    email = translate(letter_draft("Braces {{ stay."), service("listmonk"), {})
    assert 'Braces {{ "{{" }} stay.' in email.html
    assert 'Braces {{ "{{" }} stay.' in email.text
    comments = re.findall(r"<!--.*?-->", email.html, re.DOTALL)
    wrapped = re.findall(r"\{\{ Safe `(<!--.*?-->)` \}\}", email.html, re.DOTALL)
    assert comments == wrapped
    assert len(wrapped) > 10
    # A raw string of Go ends at the first backquote, and an action at the first pair of braces.
    actions = re.findall(r"\{\{ (?:Safe `[^`]*`|\"\{\{\"|[A-Z.][^{}`]*) \}\}", email.html)
    assert len(actions) == email.html.count("{{") - email.html.count('"{{"')
    assert email.findings == ()


def test_braces_beside_a_field_do_not_become_part_of_its_tag(letter_draft: Drafts) -> None:
    email = translate(letter_draft("So {@@email@@} it is."), service("listmonk"), {})
    assert 'So {{ "{" }}{{ .Subscriber.Email }}{{ "}" }} it is.' in email.html
    assert 'So {{ "{" }}{{ .Subscriber.Email }}{{ "}" }} it is.' in email.text
    page = translate(letter_draft("So {@@email@@} it is."), service("brevo"), {}).html
    assert "So &#123;{{ contact.EMAIL }}&#125; it is." in page


def test_a_field_and_a_backquote_inside_an_outlook_comment(letter_draft: Drafts) -> None:
    draft = letter_draft()
    comment = '<!--[if mso]><v:rect href="@@unsubscribe_url@@">`</v:rect><![endif]-->'
    page = draft.email.marked_html.replace("</body>", f"{comment}</body>")
    email = translate(replace(draft, email=replace(draft.email, marked_html=page)), service("listmonk"), {})
    assert (
        '{{ Safe `<!--[if mso]><v:rect href="` }}{{ UnsubscribeURL }}{{ Safe `">&#96;</v:rect><![endif]-->` }}'
    ) in email.html


def test_minified_styles_never_look_like_a_template(letter_draft: Drafts) -> None:
    draft = letter_draft()
    page = draft.email.marked_html.replace("</head>", "<style>@media all{#a{b{c:1}}}@x{%{}}</style></head>")
    email = translate(replace(draft, email=replace(draft.email, marked_html=page)), made_up(), {})
    assert "<style>@media all{ #a{b{c:1} } }@x{ %{} }</style>" in email.html
    for style in re.findall(r"<style.*?</style>", email.html, re.DOTALL):
        assert not re.search(r"\{\{|\}\}|\{#|\{%", style)


def test_the_picture_that_counts_opens(letter_draft: Drafts) -> None:
    contact = translate(letter_draft(), service("constant_contact"), {})
    assert contact.html.count("[[trackingImage]]") == 1
    assert contact.html.index("[[trackingImage]]") < contact.html.index("</body>")
    assert "trackingImage" not in contact.text
    assert "TrackView" not in translate(letter_draft(), service("listmonk"), {}).html
    draft = letter_draft()
    links = draft.settings.links.model_copy(update={"tracking": True})
    asked = replace(draft, settings=draft.settings.model_copy(update={"links": links}))
    assert translate(asked, service("listmonk"), {}).html.count("{{ TrackView }}") == 1


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("mailchimp", {"firstname": "X"}, "no setting “firstname”"),
        ("mailchimp", {"first_name": "A|*"}, "signs that would break a tag"),
        ("brevo", {"fallback": "d'Arc"}, "signs that would break a tag"),
        ("generic", {"unsubscribe_url": '<a href="x">'}, "signs that would break a tag"),
        ("generic", {"email": "a\nb"}, "signs that would break a tag"),
    ],
)
def test_settings_that_would_break_a_tag(letter_draft: Drafts, name: str, values: Mapping[str, str], said: str) -> None:
    found = translate(letter_draft(), service(name), values).findings
    findings = [finding for finding in found if finding.rule == "service/setting"]
    assert [finding.place.file for finding in findings] == ["newsletter.yaml"]
    assert said in findings[0].message


def test_settings_of_a_service_that_we_do_not_know(letter_draft: Drafts) -> None:
    values = {
        "unsubscribe_url": "{{ unsubscribe_link_all }}",
        "preferences_url": "",
        "web_version_url": "%WEBCOPY%",
        "first_name": '[[firstname fallback="there"]]',
        "list_id": "7",
    }
    email = translate(letter_draft(), service("generic"), values)
    assert 'href="{{ unsubscribe_link_all }}"' in email.html
    assert 'Dear [[firstname fallback="there"]],' in email.html
    assert "Change what you receive" not in email.html
    assert "YOUR-" not in email.html + email.text
    assert email.findings == ()
    bare = translate(letter_draft(), service("generic"), {})
    assert codes(bare) == ["service/tag-missing"]


PIECES = st.sampled_from(
    ["{{", "}}", "{{{", "{%", "{#", "[[", "]]", "*|", "|*", "[email]", "[EMAIL]", "[FIRST NAME%%x]", "{contact.a}",
     "{$x}", "<@", "${", "<unsubscribe>", "%%", "`", '"', "\\", "&", "<", "words", " ", "\n",
     "@@first_name@@", "@@email@@", "@@postal_address@@", "@@unsubscribe_url@@"]
)  # fmt: skip


@pytest.mark.parametrize("name", service_names())
def test_whatever_is_typed_no_neutral_field_is_left_and_every_tag_is_ours(built: Build, name: str) -> None:
    own = service(name)

    @settings(max_examples=30)
    @given(st.lists(PIECES, max_size=12))
    def holds(pieces: list[str]) -> None:
        typed = "".join(pieces)
        out = translate(with_typed(built.draft, typed), own, {})
        if any(finding.severity is Severity.ERROR for finding in out.findings):
            return  # nothing is exported
        for part, content in (("html", out.html), ("text", out.text), ("text", out.subject)):
            assert not NEUTRAL.search(content)
            if own.looks_like_a_tag and (part == "html" or own.takes_text_part):
                assert not re.search(own.looks_like_a_tag, without_known_tags(content, part, own, typed))

    holds()


def with_typed(draft: Draft, typed: str) -> Draft:
    """A draft in which somebody typed this into a paragraph, an attribute and the subject."""
    email = draft.email
    in_html = html_module.escape(typed)
    page = email.marked_html.replace("</h1>", f'</h1><p title="{in_html}">{in_html}</p>', 1)
    text = email.marked_text.replace("\n\n", f"\n\n{typed}\n\n", 1)
    return replace(draft, email=replace(email, marked_html=page, marked_text=text, subject=typed))


def without_known_tags(content: str, part: str, own: Service, typed: str) -> str:
    """A part without the tags of the service's table, what it wants escaped, styles and comments."""
    content = re.sub(r"<style.*?</style>|<!--.*?-->|\{\{ Safe `.*?` \}\}", "", content, flags=re.DOTALL)
    if own.escape is not None and own.looks_like_a_tag is not None:
        found = re.finditer(own.looks_like_a_tag, typed + html_module.escape(typed))
        for signs in {*(match.group() for match in found), *"{}[]*%$|"}:
            content = content.replace(own.escape.written(part, signs) or "\0", " ")
    for field in own.tags:
        for form in re.split(r"\{words\}|\{style\}", own.tag(field, part, {}) or ""):
            content = content.replace(form, " ") if len(form) > 1 else content
    return content


def test_an_escape_is_not_read_a_second_time(letter_draft: Drafts) -> None:
    own = made_up(looks_like_a_tag=r"\[\[", escape=Escape("[[literal:{text}]]", "[[literal:{text}]]", Certainty.SEEN))
    email = translate(letter_draft("Two [[ and [[ more."), own, {})
    assert "Two [[literal:[[]] and [[literal:[[]] more." in email.html
