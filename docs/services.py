"""Write ``docs/services/``: a page a mailing service, and one that compares them.

    python docs/services.py            write the pages
    python docs/services.py --check    say whether they are up to date, and write nothing

Everything comes from ``newsletter/services/``, so that the same files always give the same pages.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsletter.services import service, service_names
from newsletter.services.drafts import draft_api, pushable_services
from newsletter.services.drafts.draft_api import DraftApi
from newsletter.services.generic import OTHER_SERVICES
from newsletter.services.service import FIELD_WORDS, Certainty, CommentStyle, Pictures, Service, Tag, filled

PAGES = Path(__file__).parent / "services"

HOW_SURE = {
    Certainty.DOCUMENTED: "documented",
    Certainty.SEEN: "seen in other people’s emails",
    Certainty.UNCERTAIN: "not certain",
}
PICTURES = {
    Pictures.ZIP: "in one zip file with the HTML",
    Pictures.UPLOADED: "uploaded one by one, unless they are on the web",
    Pictures.HOSTED: "on the web only",
}
LIMITS = {
    "html_characters": "of HTML",
    "html_bytes": "of HTML",
    "text_characters": "of plain text",
    "image_bytes": "for each picture",
    "preheader_characters": "in the preview line",
    "from_name_characters": "in the sender’s name",
}
BLANKS = {
    "subject": "*the subject*",
    "preheader": "*the preview line*",
    "from_name": "*the sender’s name*",
    "from_address": "*the sender’s address*",
    "reply_to": "*the address for replies*",
    "html_file": "`email.html`",
    "text_file": "`email.txt`",
    "zip_file": "*the zip file*",
}
CHECK_ONCE = "*Check this once in your account.*"
NOT_TRIED = "**Not tried on a live account.** What stands here comes from the sources at the end of this page."


def page(name: str) -> str:
    """The page of one service in Markdown."""
    here = service(name)
    return _joined(
        [
            f"# {here.title}",
            "This page is written by `python docs/services.py` from "
            f"`newsletter/services/{name}.py`. Do not edit it by hand.",
            NOT_TRIED,
            *_section("What is handed over", [_bullets(_handed_over(here))]),
            *_section("Tags", _tags(here)),
            *_section("Settings", _settings(name, here)),
            *_section(f"What {_in_a_sentence(here)} wants", [_bullets(_wants(here))]),
            *_section("Steps", [_numbered(_steps(here))]),
            *_section("Drafts through the API", _drafts(name) if name in pushable_services() else ()),
            *_section("Check once in your account", [_bullets(map(_prose, here.to_check_once()))]),
            *_section("Tags of other services", _other_services() if name == "generic" else ()),
            *_section("Good to know", [_bullets(map(_prose, here.notes))]),
            *_section("Sources", [_bullets(_prose(f"{source.read} · {source.title}") for source in here.sources)]),
        ]
    )


def comparison() -> str:
    """The page that compares the services."""
    rows = [
        "| Service | Pictures | Plain-text part | Draft through its API | Left out or printed by us |",
        "|---|---|---|---|---|",
    ]
    for name in service_names():
        here = service(name)
        cells = [
            f"[{here.title}]({name}.md)",
            PICTURES[here.pictures],
            "ours" if here.takes_text_part else "the service makes its own",
            "possible" if name in pushable_services() else "no",
            ", ".join(FIELD_WORDS[field] for field, tag in here.tags.items() if tag.html is None) or "-",
        ]
        rows.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    sure = [f"**{HOW_SURE[certainty]}**: {words}" for certainty, words in _CERTAINTIES.items()]
    return _joined(
        [
            "# Mailing services",
            "These pages are written by `python docs/services.py`. Do not edit them by hand.",
            "An issue is built once, and handed to a mailing service in the form that it needs: with its own tags for "
            "the unsubscribe link and the like, its own way with pictures, and steps to follow. No list of readers is "
            "ever kept here.",
            "**None of this was tried on a live account.** Each page says where it comes from, and how sure we are:",
            _bullets(sure),
            "A field that a service does not have is left out together with its words. The postal address is printed "
            "instead of its tag.",
            "\n".join(rows),
            "A service that is not listed works through [any other service](generic.md): its tags are settings.",
            "In the settings, a service has the name of its page: `constant_contact`, for example.",
        ]
    )


_CERTAINTIES = {
    Certainty.DOCUMENTED: "the service’s own manual, library, source code or API description says so.",
    Certainty.SEEN: "it works for others. Look at it once in a test email.",
    Certainty.UNCERTAIN: "look at it once in your account.",
}


def _handed_over(here: Service) -> Iterator[str]:
    yield "The email as `email.html`, with this service’s tags in it."
    if here.takes_text_part:
        yield "The plain-text part as `email.txt`."
    else:
        yield "The plain-text part as `email.txt`, for your files: the service makes its own."
    yield f"Pictures: {PICTURES[here.pictures]}."
    if here.inlines_css:
        yield "The service puts styles into the tags. Ours stand there already."
    if here.comments is CommentStyle.GO_TEMPLATE:
        yield "The service takes HTML comments out. Outlook’s layout is in them, so each is wrapped and stays."
    yield (
        "The service adds an unsubscribe link where the email has none."
        if here.adds_unsubscribe
        else "Nothing says that the service adds an unsubscribe link. Ours is the one that readers have."
    )


def _tags(here: Service) -> Iterator[str]:
    rows = ["| Field | In the HTML | In plain text | How sure | |", "|---|---|---|---|---|"]
    for name, tag in here.tags.items():
        parts = [_code(here.tag(name, part, {})) for part in ("html", "text")]
        cells = [_capital(FIELD_WORDS[name]), *parts, _sure(tag), _prose(tag.note)]
        rows.append("| " + " | ".join(cells) + " |")
    yield "\n".join(rows)
    if any(tag.is_element for tag in here.tags.values()):
        yield "A tag with `{words}` takes the place of the whole link, with its words and its style."
    if here.escape is None:
        return
    plain = "In plain text you are told where they stand." if here.escape.text is None else "So it is in plain text."
    sure = "" if here.escape.certainty is Certainty.DOCUMENTED else f" {CHECK_ONCE}"
    yield (
        "Signs in the issue that the service would take for one of its tags are written in another way in the HTML, so "
        f"that readers see them as typed. {plain}{sure}"
    )


def _settings(name: str, here: Service) -> Iterator[str]:
    if here.defaults:
        yield "An account may have other names than these. Write yours into `newsletter.yaml`:"
        lines = ["services:", f"  {name}:", *(f"    {key}: {_yaml(value)}" for key, value in here.defaults.items())]
        yield "\n".join(["```yaml", *lines, "```"])
    if "fallback" in here.defaults:
        yield "`fallback` stands in for a first name that is not known. It has no quotation marks or brackets in it."


def _wants(here: Service) -> Iterator[str]:
    for requirement in here.requires:
        sure = "" if requirement.certainty is Certainty.DOCUMENTED else f" *({HOW_SURE[requirement.certainty]})*"
        yield f"{_prose(requirement.message)}{sure}"
    if here.forbids:
        yield f"These signs may stand nowhere in the code: {', '.join(f'`{signs}`' for signs in here.forbids)}."
    for limit in here.limits:
        sure = "" if limit.certainty is Certainty.DOCUMENTED else f" *({HOW_SURE[limit.certainty]})*"
        most = _size(limit.most) if limit.what.endswith("_bytes") else f"{limit.most:,} characters"
        yield f"At most {most} {LIMITS[limit.what]}.{sure}"
    if not (here.requires or here.forbids or here.limits):
        yield "Nothing that we know of. An unsubscribe link and a postal address are the law all the same."


def _steps(here: Service) -> Iterator[str]:
    for step in here.steps:
        words = filled(_prose(step.text), BLANKS)
        yield words if step.certainty is Certainty.DOCUMENTED else f"{words} {CHECK_ONCE}"


def _drafts(name: str) -> Iterator[str]:
    api = draft_api(name)
    tried = "Tried on a live account." if api.tried_live else "**Not tried on a live account.**"
    yield (
        f"`newsletter push --to {name}` makes a draft, and changes the same draft when it is repeated. Nothing is "
        f"ever sent to readers. {tried} How the API is asked: {HOW_SURE[api.certainty]}."
    )
    yield _bullets(_asked(api))
    if api.needs:
        lines = ["services:", f"  {name}:", *(f"    {key}:" for key in api.needs)]
        yield "Write into `newsletter.yaml`:"
        yield "\n".join(["```yaml", *lines, "```"])
        yield _bullets(f"`{key}`: {_prose(words)}." for key, words in api.needs.items())
    yield f"The key: {_prose(api.key_help)} To keep it on your computer: `newsletter key {name}`."
    if api.by_hand:
        yield "To do or to look at in the draft:"
        yield _bullets(map(_prose, api.by_hand))
    yield "Where this comes from:"
    yield _bullets(_prose(f"{source.read} · {source.title}") for source in api.sources)


def _asked(api: DraftApi) -> Iterator[str]:
    yield f"The API is at `{api.address}`."
    yield (
        "Pictures go into the service’s own store, each once."
        if api.upload
        else "Pictures have to be on the web (`images`, `base_url` in `newsletter.yaml`)."
    )


def _other_services() -> Iterator[str]:
    yield "Seen in other people’s emails; none was tried. An empty place means that we found none."
    fields = ["unsubscribe_url", "preferences_url", "web_version_url", "postal_address", "first_name", "email"]
    rows = ["| Service | " + " | ".join(f"`{field}`" for field in fields) + " |", "|---" * (len(fields) + 1) + "|"]
    for title, tags in OTHER_SERVICES.items():
        rows.append(
            f"| {title} | " + " | ".join(_code(tags[field]) if field in tags else "" for field in fields) + " |"
        )
    yield "\n".join(rows)


def _section(title: str, blocks: Iterable[str]) -> list[str]:
    found = [block for block in blocks if block]
    return [f"## {title}", *found] if found else []


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _bullets(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _numbered(sentences: Iterable[str]) -> str:
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))


def _sure(tag: Tag) -> str:
    if tag.html is None and tag.text is None:
        return "there is none" if tag.certainty is Certainty.DOCUMENTED else "none found"
    return HOW_SURE[tag.certainty]


def _code(tag: str | None) -> str:
    return "-" if tag is None else f"`{_cell(tag)}`"


def _cell(text: str) -> str:
    """Text in a cell of a table; a bar would end the cell, even in code."""
    return text.replace("|", "\\|")


def _prose(text: str) -> str:
    """A sentence that is read as it was typed."""
    return re.sub(r"[][*<>|\\`]", r"\\\g<0>", text)


def _size(most: int) -> str:
    return f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most / 1_000:g} KB"


def _yaml(value: str) -> str:
    return f'"{value}"'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _in_a_sentence(here: Service) -> str:
    return here.title if here.homepage else "it"


def pages() -> dict[Path, str]:
    """Every page as it should be."""
    return {
        PAGES / "README.md": comparison(),
        **{PAGES / f"{name}.md": page(name) for name in service_names()},
    }


def main(arguments: list[str]) -> int:
    """Write or check the pages; 1 where a check finds one out of date."""
    wanted = pages()
    stale = {
        path: text for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        print("out of date: run python docs/services.py" if stale else "up to date")
        return 1 if stale else 0
    PAGES.mkdir(exist_ok=True)
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
