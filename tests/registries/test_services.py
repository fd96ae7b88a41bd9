"""The contract of a mailing service, held by every file in newsletter/services/."""

import html
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsletter.build import Build
from newsletter.checks import check_email
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.services import service, service_names
from newsletter.services.drafts import pushable_services
from newsletter.services.service import FIELD_WORDS, Certainty, CommentStyle, Escape, Pictures, Service, Tag, filled

NAMES = service_names()
PARTS = ("html", "text")
HOUSE = Path(sys.modules["newsletter.services"].__path__[0])
BLANKS = {"subject", "preheader", "from_name", "from_address", "reply_to", "html_file", "text_file", "zip_file"}
IN_A_TEMPLATE_LANGUAGE = '{{ "{text}" }}'
FOURTEEN = (
    "brevo buttondown campaign_monitor civimail constant_contact generic klaviyo listmonk mailchimp mailerlite mailjet "
    "phplist resend sendgrid"
)
PROSE = (
    "Dear all, she wrote [laughs] and {sic}; 5 * 3 | 4, 50% off, $20, a < b, [1], “{” and a#b, [if mso], (a)[b].",
    *(f"@@{name}@@" for name in MERGE_FIELDS),
)


def tags_of(here: Service, settings: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """Field, part and tag, as it stands in an email."""
    every = [(name, part, here.tag(name, part, settings or {})) for name in here.tags for part in PARTS]
    return [(name, part, filled(tag, {"words": "here", "style": ""})) for name, part, tag in every if tag]


def translated(here: Service, part: str, words: str) -> str:
    """A stand-in for an export, as simple as the sample allows."""
    for name, tag in here.tags.items():
        if tag.is_element and part == "html":
            link = re.compile(rf'<a [^<>]*href="@@{name}@@"[^<>]*>([^<>]*)</a>')
            words = link.sub(lambda found, tag=tag: filled(tag.html, {"words": found[1], "style": ""}), words)
    words = MERGE_FIELD.sub(lambda field: here.tag(field[1], part, {}) or "", words)
    if part == "html" and any(requirement.least and "tracking" in requirement.pattern for requirement in here.requires):
        words = words.replace("</body>", f"{here.tag('tracking', 'html', {})}</body>")
    return words


@pytest.fixture(scope="module")
def sample(built: Build) -> dict[str, str]:
    """Both parts of the sample issue, with neutral fields."""
    return {"html": built.draft.email.html, "text": built.draft.email.text}


def test_the_fourteen_are_there() -> None:
    assert list(NAMES) == FOURTEEN.split()
    files = {path.stem for path in HOUSE.glob("*.py") if not path.name.startswith("_")}
    assert files == {*NAMES, "service"}


def test_an_unknown_service_is_told_the_nearest() -> None:
    with pytest.raises(KeyError, match="Did you mean mailchimp"):
        service("mailchmip")
    with pytest.raises(KeyError, match=r"Known are: brevo, .*sendgrid\."):
        service("xyzzy")


@pytest.mark.parametrize("name", NAMES)
def test_every_merge_field_has_its_place_and_a_certainty(name: str) -> None:
    here = service(name)
    assert set(MERGE_FIELDS) <= set(here.tags) <= set(FIELD_WORDS)
    for tag in here.tags.values():
        assert isinstance(tag.certainty, Certainty)
        assert tag.note == "" or tag.note.endswith(".")
        if tag.html is None:
            assert tag.text is None
            assert tag.note, "says what happens instead"


@pytest.mark.parametrize("name", NAMES)
def test_readers_can_unsubscribe_from_both_parts(name: str) -> None:
    here = service(name)
    assert here.tag("unsubscribe_url", "html", {})
    assert here.tag("unsubscribe_url", "text", {})


@pytest.mark.parametrize("name", NAMES)
def test_what_is_for_html_alone_never_stands_in_text(name: str) -> None:
    for field, part, tag in tags_of(service(name)):
        if part == "text":
            assert not re.search(r"<\w|HTML", tag)
            assert field != "tracking"


@pytest.mark.parametrize("name", NAMES)
def test_a_tag_that_stands_in_an_address_needs_no_escape_there(name: str) -> None:
    here = service(name)
    for field, part, tag in tags_of(here):
        if field.endswith("_url") and part == "html" and not here.tags[field].is_element:
            assert not re.search(r"[\"'<>&\n]", tag)


@pytest.mark.parametrize("name", NAMES)
def test_settings_fill_the_tags_and_nothing_is_left_of_them(name: str) -> None:
    here = service(name)
    own = {key: f"own{number}" for number, key in enumerate(here.defaults)}
    with_own = "".join(tag for _, part, tag in tags_of(here, own) if part == "html")
    for key, value in own.items():
        assert value in with_own, f"{key} stands in no tag"
    if name != "generic":
        for key in here.defaults:
            assert f"{{{key}}}" not in "".join(tag for _, _, tag in tags_of(here))
    for tag in here.tags.values():
        known = {*here.defaults, *(("words", "style") if tag.is_element else ())}
        unknown = set(re.findall(r"(?<![{$%])\{([a-z_]+)\}(?!\})", tag.html or "")) - known
        assert not unknown


@pytest.mark.parametrize("name", [name for name in NAMES if service(name).looks_like_a_tag])
def test_what_looks_like_a_tag_is_one_and_our_own_fields_are_not(name: str) -> None:
    looks = re.compile(service(name).looks_like_a_tag)
    for _, _, tag in tags_of(service(name)):
        assert looks.search(tag)
    for words in PROSE:
        assert not looks.search(words)


def test_only_a_service_that_nobody_knows_says_nothing_of_its_tags() -> None:
    assert [name for name in NAMES if not service(name).looks_like_a_tag] == ["generic"]


def patterns() -> list[tuple[str, str]]:
    found = [(name, service(name).looks_like_a_tag or "") for name in NAMES]
    return found + [(name, requirement.pattern) for name in NAMES for requirement in service(name).requires]


@pytest.mark.parametrize(("name", "pattern"), patterns())
def test_a_pattern_takes_linear_time(name: str, pattern: str) -> None:
    re.compile(pattern)
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "x", pattern)
    assert not re.search(r"[*+]|\{\d*,\}", bare), "each repetition has an end"


@pytest.mark.parametrize("name", [name for name in NAMES if service(name).escape])
def test_escaped_signs_are_no_longer_taken_for_a_tag(name: str) -> None:
    here = service(name)
    looks = re.compile(here.looks_like_a_tag)
    for field, part, tag in tags_of(here):
        if here.tags[field].is_element:
            continue  # an editor's < is &lt; in the HTML
        form = here.escape.html if part == "html" else here.escape.text
        assert form in ("{entities}", IN_A_TEMPLATE_LANGUAGE) or (form is None and part == "text")
        if form == "{entities}":
            escaped = looks.sub(lambda signs, part=part: here.escape.written(part, signs[0]), tag)
            assert not looks.search(escaped)
            assert html.unescape(escaped) == tag


def test_escaped_signs_in_a_template_language_print_themselves() -> None:
    assert service("listmonk").escape.written("html", "{{") == '{{ "{{" }}'
    assert service("listmonk").escape.written("text", "{{") == '{{ "{{" }}'
    assert service("mailchimp").escape.written("html", "*|") == "&#42;&#124;"
    assert service("mailchimp").escape.written("text", "*|") is None
    assert Escape("{text}", None, Certainty.SEEN).written("html", "{entities}") == "{entities}"


@pytest.mark.parametrize("name", NAMES)
def test_steps_are_plain_and_name_everything_that_is_handed_over(name: str) -> None:
    here = service(name)
    words = " ".join(step.text for step in here.steps)
    assert len(here.steps) >= 5
    for blank in ("{subject}", "{preheader}", "{from_name}", "{from_address}", "{reply_to}"):
        assert blank in words
    assert "{html_file}" in words or "{zip_file}" in words
    assert ("{text_file}" in words) is here.takes_text_part
    assert ("{zip_file}" in words) is (here.pictures is Pictures.ZIP)
    assert ("pictures are not on the web" in words) is (here.pictures is Pictures.UPLOADED)
    for step in here.steps:
        assert "!" not in step.text
        assert step.text.endswith((".", "{subject}", "{preheader}"))
        assert set(re.findall(r"(?<!\{)\{([a-z_]+)\}(?!\})", step.text)) <= BLANKS
        assert len(step.text) < 260


@pytest.mark.parametrize("name", NAMES)
def test_everything_says_where_it_comes_from(name: str) -> None:
    here = service(name)
    assert here.sources
    for source in here.sources:
        assert source.title
        assert re.search(r"\d", source.read)
    address = urlsplit(here.homepage)
    assert (name == "generic") if not here.homepage else address.scheme == "https"
    for sentence in (*here.notes, *here.to_check_once(), *(each.remedy for each in here.requires)):
        assert sentence.endswith(".")
        assert "!" not in sentence


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_documented_is_to_be_checked_once(name: str) -> None:
    here = service(name)
    doubtful = [
        field
        for field in MERGE_FIELDS
        if here.tags[field].certainty is not Certainty.DOCUMENTED and (here.tags[field].html or here.tags[field].text)
    ]
    told = " ".join(here.to_check_once())
    assert bool(told) is bool(doubtful)
    for field in doubtful:
        assert FIELD_WORDS[field] in told


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_meets_what_a_service_wants(name: str, sample: dict[str, str]) -> None:
    here = service(name)
    parts = {part: translated(here, part, words) for part, words in sample.items()}
    assert not MERGE_FIELD.search(parts["html"] + parts["text"])
    for requirement in here.requires:
        count = len(re.findall(requirement.pattern, parts[requirement.part]))
        assert requirement.least <= count, requirement.message
        assert requirement.most is None or count <= requirement.most, requirement.message
    for forbidden in here.forbids:
        assert forbidden not in parts["html"]


@pytest.mark.parametrize("name", NAMES)
def test_a_requirement_is_about_a_tag_that_the_service_has(name: str, sample: dict[str, str]) -> None:
    here = service(name)
    for requirement in here.requires:
        assert requirement.part in PARTS
        assert requirement.message.startswith(here.title)
        before = len(re.findall(requirement.pattern, sample[requirement.part]))
        tags = "".join(tag for _, part, tag in tags_of(here) if part == requirement.part)
        assert before >= requirement.least or re.search(requirement.pattern, tags)


@pytest.mark.parametrize("name", NAMES)
def test_no_other_services_tag_is_left_behind(name: str, sample: dict[str, str]) -> None:
    here = service(name)
    own = sorted({tag for _, _, tag in tags_of(here)}, key=len, reverse=True)
    for part in PARTS:
        rest = translated(here, part, sample[part])
        for tag in own:
            rest = rest.replace(tag, "")
        for other in NAMES:
            assert [tag for _, _, tag in tags_of(service(other)) if tag in rest] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "generic"])
def test_a_tag_that_someone_typed_is_noticed_whatever_the_service(name: str) -> None:
    for field, part, tag in tags_of(service(name)):
        if part == "html" and field in MERGE_FIELDS and field != "first_name":
            email = FinishedEmail(f"<html><body><p>Dear {html.escape(tag, quote=False)} reader</p></body></html>")
            assert check_email(email, ("markup/service-tags",)), tag


def test_quirks_that_cost_others_dearly() -> None:
    here = service("constant_contact")
    assert here.forbids == ("[#", "${", "<@")
    assert [(each.least, each.most) for each in here.requires if "tracking" in each.pattern] == [(1, 1)]
    assert [limit.most for limit in here.limits if limit.what == "html_characters"] == [150_000]
    assert [name for name in NAMES if service(name).comments is CommentStyle.GO_TEMPLATE] == ["listmonk"]
    elements = {name for name in NAMES for tag in service(name).tags.values() if tag.is_element}
    assert elements == {"campaign_monitor"}
    assert set(pushable_services()) < set(NAMES)
    assert len(pushable_services()) == 9
    charset = next(each for each in service("sendgrid").requires if "xff" in each.pattern)
    assert not re.search(charset.pattern, "Only Latin-1: é, ü, 50 %")
    assert re.search(charset.pattern, "“Curly”")


def test_settings_are_filled_in_once_and_other_braces_stay() -> None:
    assert filled("{{ a.{name}|{x} }}", {"name": "FNAME"}) == "{{ a.FNAME|{x} }}"
    assert filled("{a}{b}", {"a": "{b}", "b": "c"}) == "{b}c"
    assert filled("{a}", {}) == "{a}"


def test_an_empty_setting_means_that_the_service_has_no_such_tag() -> None:
    here = service("generic")
    assert here.tag("preferences_url", "html", {"preferences_url": ""}) is None
    assert here.tag("unsubscribe_url", "text", {"unsubscribe_url": "{unsubscribe_url}"}) == "{unsubscribe_url}"
    assert here.tag("postal_address", "html", {}) is None
    assert Tag("h", "t", Certainty.SEEN).part("text") == "t"
    with pytest.raises(KeyError):
        here.tag("no_such_field", "html", {})
