from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsletter.build import Build
from newsletter.checks import check
from newsletter.checks.draft import Draft
from newsletter.checks.links import _asking
from newsletter.checks.links._answers import Answer, State, keep_answers, kept_answers
from newsletter.checks.links._asking import Manners, ask_all
from newsletter.checks.links._hosts import is_public
from newsletter.model.finding import Finding

RULE = "links/reachable"
AT_HOME = Manners(allowed=lambda _: True, pause=0.01, longest_pause=0.5, patience=1.5)


def state_of(url: str, manners: Manners = AT_HOME) -> Answer:
    return ask_all([url], manners)[url]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/404", "is not there (404)"),
        ("/410", "was taken away for good (410)"),
        ("/to/302/404", "leads on to a page that is not there (404)"),
        ("/to/301/to/302/410", "leads on to a page that was taken away for good (410)"),
        ("/away/!errors!404.html", "leads on to an error page"),
        ("/away/!page-not-found", "leads on to an error page"),
        ("/circle", "sends its readers round in a circle"),
        ("/chain/40", "sends its readers round in a circle"),
    ],
)
def test_what_must_fire(site: Any, path: str, words: str) -> None:
    answer = state_of(site.url + path)
    assert (answer.state, answer.words) == (State.BROKEN, words)


@pytest.mark.parametrize(
    ("path", "state", "words"),
    [
        ("/page", State.FINE, ""),
        ("/head-405/a", State.FINE, ""),
        ("/head-404/a", State.FINE, ""),
        ("/head-500/a", State.FINE, ""),
        ("/head-403/a", State.FINE, ""),
        ("/head-hangs/a", State.FINE, ""),
        ("/head-hangs-up/a", State.FINE, ""),
        ("/once/503", State.FINE, ""),
        ("/once/429", State.FINE, ""),
        ("/chain/12", State.FINE, ""),
        ("/slow", State.FINE, ""),
        ("/huge", State.FINE, ""),
        ("/retry/3600", State.UNKNOWN, "asks not to be asked so often"),
        ("/retry/Wed, 21 Oct 2099 07:28:00 GMT", State.UNKNOWN, "asks not to be asked so often"),
        ("/503", State.UNKNOWN, "has trouble at the moment"),
        ("/500", State.UNKNOWN, "has trouble at the moment"),
        ("/401", State.UNKNOWN, "asks readers to sign in"),
        ("/403", State.UNKNOWN, "turned the check away, as many sites turn robots away"),
        ("/406", State.UNKNOWN, "turned the check away, as many sites turn robots away"),
        ("/999", State.UNKNOWN, "turned the check away, as many sites turn robots away"),
        ("/405", State.UNKNOWN, "answered with 405"),
        ("/hangs", State.UNKNOWN, "did not answer in time"),
        ("/drips", State.UNKNOWN, "did not answer in time"),
        ("/cookies", State.UNKNOWN, "wants cookies"),
        ("/away/!login", State.UNKNOWN, "asks readers to sign in"),
        ("/to/302/unsubscribe", State.UNKNOWN, "leads on to an address that is for one person only"),
        ("/away/mailto:a@example.org", State.UNKNOWN, "leads on to something that is no web page"),
    ],
)
def test_what_must_not_fire(site: Any, path: str, state: State, words: str) -> None:
    answer = state_of(site.url + path.replace(" ", "%20"))
    assert (answer.state, answer.words) == (state, words)


def test_of_a_page_only_the_head_is_read(site: Any) -> None:
    assert state_of(site.url + "/huge").state is State.FINE
    assert state_of(site.url + "/head-405/huge").state is State.FINE
    assert site.sent < 20_000_000
    assert [method for method, _ in site.log] == ["HEAD", "HEAD", "GET"]


def test_a_server_that_refuses_and_one_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        answer = state_of(f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert (answer.state, answer.words) == (State.BROKEN, "stands on a server that does not answer")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = state_of("https://www.example.org/a")
    assert answer.state is State.BROKEN
    assert answer.words == "stands on a website that does not exist, “www.example.org”"

    def away(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", away)
    assert state_of("https://www.example.org/a") == Answer(State.UNKNOWN, "could not be asked for", offline=True)


def test_certificates(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = state_of(site.url.replace("http:", "https:"))
    assert (answer.state, answer.words) == (State.UNKNOWN, "could not be asked for over a secure connection")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("A certificate is made with openssl, which is not here.")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    subprocess.run(
        [openssl, "req", "-x509", "-addext", "subjectAltName=DNS:www.example.org",
         "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
         "-out", certificate, "-days", "2", "-subj", "/CN=example.org"],
        check=True, capture_output=True,
    )  # fmt: skip
    site.use_tls(certificate, key)
    answer = state_of(site.url.replace("http:", "https:"))
    assert (answer.state, answer.words) == (
        State.BROKEN, "has a security certificate that nobody vouches for, and browsers warn of it",
    )  # fmt: skip

    # The name counts, not the number that the request goes to.
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **named: real("127.0.0.1", *rest, **named))
    trusting = replace(AT_HOME, trusted=ssl.create_default_context(cafile=certificate))
    assert state_of(f"https://www.example.org:{site.server_port}/page", trusting).state is State.FINE
    answer = state_of(f"https://other.example.org:{site.server_port}/page", trusting)
    assert (answer.state, answer.words) == (
        State.BROKEN, "has the security certificate of another website, and browsers warn of it",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("path", "moved", "home"),
    [
        ("/to/301/new", "/new", False),
        ("/to/308/to/301/new", "/new", False),
        ("/to/301/to/302/new", "", False),
        ("/to/302/new", "", False),
        ("/to/301/", "", True),
        ("/to/302/en/", "", True),
    ],
)
def test_where_a_page_has_moved(site: Any, path: str, moved: str, home: bool) -> None:
    answer = state_of(site.url + path)
    assert (answer.state, answer.moved_to, answer.lands_at_home) == (
        State.FINE, site.url + moved if moved else "", home,
    )  # fmt: skip


def test_two_at_a_time_and_progress(site: Any) -> None:
    told: list[tuple[int, int]] = []
    answers = ask_all([f"{site.url}/slow/{n}" for n in range(6)], AT_HOME, lambda *done: told.append(done))
    assert {answer.state for answer in answers.values()} == {State.FINE}
    assert site.busiest == 2
    assert told == [(n, 6) for n in range(1, 7)]


def test_nothing_private_is_asked_however_it_is_spelled(site: Any) -> None:
    port = site.server_port
    for host in ("127.0.0.1", "2130706433", "127.1", "0x7f000001", "[::ffff:127.0.0.1]", "localhost", "0"):
        answer = state_of(f"http://{host}:{port}/", replace(AT_HOME, allowed=is_public))
        assert answer.state is not State.FINE
    assert site.log == []


def test_a_redirect_into_a_private_network_is_not_followed(site: Any) -> None:
    def only_this(address: Any) -> bool:
        return str(address) == "127.0.0.1"

    answer = state_of(f"{site.url}/away/http:!!127.0.0.2:{site.server_port}!page", replace(AT_HOME, allowed=only_this))
    assert (answer.state, answer.words) == (State.BROKEN, "leads into a network that is not public")
    assert [path.partition("/away")[0] for _, path in site.log] == [""]


def test_the_request_goes_to_the_address_that_was_judged(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = socket.getaddrinfo

    def here(host: object, *rest: Any, **named: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "www.example.org" else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    assert state_of(f"http://www.example.org:{site.server_port}/page").state is State.FINE
    assert asked.count("www.example.org") == 1
    assert site.hosts == [f"www.example.org:{site.server_port}"]


@pytest.fixture
def judge(
    site: Any, built: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[str], tuple[Finding, ...]]:
    """What the rule says of HTML whose links lead to ``SITE``, a website with a public name and this computer's."""
    real = socket.getaddrinfo

    def here(host: str, *rest: Any, **named: Any) -> Any:
        return real("127.0.0.1" if host.endswith(".example.org") else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setattr(_asking, "MANNERS", AT_HOME)

    def judge(html: str, **changes: Any) -> tuple[Finding, ...]:
        html = html.replace("SITE", f"http://www.example.org:{site.server_port}")
        draft = replace(
            built.draft, email=replace(built.draft.email, marked_html=html), cache=tmp_path / "cache", **changes
        )
        return check(draft, (RULE,))

    return judge


def test_what_is_said_of_an_email(site: Any, judge: Callable[..., tuple[Finding, ...]]) -> None:
    told: list[tuple[str, int, int]] = []
    html = (
        '<p data-at="issues/2026-12/news.md:20"><a href="SITE/404">a study</a> <a href="SITE/page">fine</a>'
        '<a href="SITE/to/301/new">the leaflet</a> <a href="SITE/403">a wall</a> <a href="SITE/401">closed</a>'
        '<a href="SITE/unsubscribe?u=1">x</a> <a href="mailto:a@example.org">x</a> <a href="#a">x</a></p>'
        '<p data-at="reference/drugs/trabectedin.md:60"><a href="SITE/410">a notice</a></p>'
    )
    found = judge(html, progress=lambda *done: told.append(done))
    said = {(str(f.place), f.severity.value): f.message.replace(f":{site.server_port}", "") for f in found}
    assert said == {
        ("issues/2026-12/news.md:20", "error"):
            "The link “a study” is broken: http://www.example.org/404 is not there (404).",
        ("reference/drugs/trabectedin.md:60", "warning"):
            "The link “a notice” is broken: http://www.example.org/410 was taken away for good (410).",
        ("issues/2026-12/news.md:20", "note"): said["issues/2026-12/news.md:20", "note"],
    }  # fmt: skip
    notes = sorted(f.message.replace(f":{site.server_port}", "") for f in found if f.severity.value == "note")
    assert notes == [
        "2 links could not be checked: http://www.example.org/403 turned the check away, as many sites turn robots "
        "away; http://www.example.org/401 asks readers to sign in.",
        "The link “the leaflet” has moved for good, to http://www.example.org/new.",
    ]
    assert told[-1] == ("Links", 6, 6)
    assert not any("unsubscribe" in path for _, path in site.log)


def test_good_answers_are_kept_for_a_day_and_no_others(
    site: Any, judge: Callable[..., tuple[Finding, ...]], tmp_path: Path
) -> None:
    paths = ("page", "retry/3600", "404", "to/301/new")
    html = "".join(f'<a href="SITE/{path}">a</a>' for path in paths)
    first = judge(html)
    asked = [path for _, path in site.log]
    site.log.clear()
    assert judge(html) == first
    assert asked.count("/page") == 1
    assert {path for _, path in site.log} == {"/retry/3600", "/404"}
    kept = json.loads((tmp_path / "cache/links.json").read_text())
    assert [address.rpartition("/")[2] for address in kept] == ["page", "new"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": {"at": "x"}}', "null"])
def test_a_broken_cache_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "links.json").write_text(content)
    assert kept_answers(tmp_path, 1_000.0) == {}
    keep_answers(tmp_path, {"https://a.org": Answer(State.FINE)}, {}, 1_000.0)
    assert kept_answers(tmp_path, 87_000.0) == {"https://a.org": Answer(State.FINE)}
    assert kept_answers(tmp_path, 87_400.0) == {}
    assert kept_answers(None, 1_000.0) == {}


def test_without_a_connection_nothing_is_called_broken(
    judge: Callable[..., tuple[Finding, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    (finding,) = judge('<a href="https://a.example.org">a</a><a href="https://b.example.org">b</a>')
    assert (finding.severity.value, finding.message) == (
        "note", "No website could be reached, so the links were not checked.",
    )  # fmt: skip


def test_an_email_without_links_asks_nobody(site: Any, built: Build, judge: Callable[..., tuple[Finding, ...]]) -> None:
    assert isinstance(built.draft, Draft)
    assert judge('<a href="@@unsubscribe_url@@">Unsubscribe</a><a href="tel:+18005550100">Call</a>') == ()
    assert site.log == []
