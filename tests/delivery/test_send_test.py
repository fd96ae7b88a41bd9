"""Test mails, sent to a real mail server on this computer and read back by Python's own parser."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import getaddresses
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from click.testing import CliRunner, Result
from exporting import body, cid_addresses, read_message

from newsletter.build import build_issue
from newsletter.checks.draft import Draft
from newsletter.cli.main import cli
from newsletter.content.project import Project
from newsletter.delivery.send_test import chosen_reviewers, messages, prepared
from newsletter.delivery.smtp import Outcome, Security, SmtpServer, send, smtp_server
from newsletter.model.errors import DeliveryError
from newsletter.services import service_names

USER, PASSWORD = "helper@example.org", "a long secret"
NOW = datetime(2027, 1, 3, 12, tzinfo=UTC)
SETTINGS = """\
title: The Letter
timezone: America/Chicago
sender: {name: The Letter, address: news@example.org, reply_to: helpline@example.org}
"""
GARDEN = Path(__file__).parents[2] / "issues/2026-12/images/garden.jpg"


class Mailbox:
    """What the server took.  The names of some addresses say what goes wrong."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.logins = 0

    def login(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        self.logins += 1
        right = data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("refused"):
            return "550 No such user"
        if address.startswith("lost"):
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        if address.startswith("slow"):
            await asyncio.sleep(600)
        if address.startswith("large"):
            return "552 Too large"
        self.envelopes.append(envelope)
        return "250 OK"


class AnyPort(Controller):
    """A server at a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1, signed by itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("There is no openssl on the PATH. Install it to send test mails to a server on this computer.")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return made, key


@pytest.fixture
def encryption(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side of it; on ours, the certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox, encryption: ssl.SSLContext) -> Iterator[SmtpServer]:
    """A mail server that wants STARTTLS and a login."""
    controller = AnyPort(
        mailbox,
        hostname="127.0.0.1",
        port=0,
        tls_context=encryption,
        require_starttls=True,
        auth_required=True,
        authenticator=mailbox.login,
        decode_data=False,
    )
    controller.start()
    yield SmtpServer("127.0.0.1", controller.port, Security.STARTTLS, USER, PASSWORD)
    controller.stop()


@pytest.fixture
def silence() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def sent(server: SmtpServer, *addresses: str, patience: float = 20) -> list[Outcome]:
    content = b"Subject: Hello\r\n\r\nA line.\r\n.\r\n..and dots\r\n"
    return list(send([(address, content) for address in addresses], "news@example.org", server, patience))


def code(outcome: Outcome) -> str | None:
    return outcome.problem.code if outcome.problem else None


# The message


def test_a_message_of_their_own_for_each_reviewer(sample: Draft, server: SmtpServer, mailbox: Mailbox) -> None:
    addresses = ["ann@example.org", "bob@example.org"]
    outcomes = list(send(messages(prepared(sample), addresses, NOW), "news@example.org", server))
    assert outcomes == [Outcome("ann@example.org"), Outcome("bob@example.org")]
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [[address] for address in addresses]
    assert {envelope.mail_from for envelope in mailbox.envelopes} == {"news@example.org"}
    received = [read_message(envelope.content) for envelope in mailbox.envelopes]
    assert [getaddresses([message["To"]]) for message in received] == [[("", address)] for address in addresses]
    assert len({message["Message-ID"] for message in received}) == 2
    for message in received:
        assert message["Subject"] == f"[Test] [Sample] {sample.email.subject}"
        assert message["From"] == "LMSeAlerts <news@example.org>"
        assert message["Reply-To"] == "helpline@example.org"
        assert message["Date"] == "Sun, 03 Jan 2027 12:00:00 +0000"
        assert "X-Unsent" not in message
        assert "Cc" not in message
        assert all(part.defects == [] for part in message.walk())
        html, text = body(message, "html"), body(message, "plain")
        assert sample.document.sections[0].title
        assert sample.document.sections[0].title in text
        assert ", ".join(sample.document.organization.postal_address) in html
        assert "@@" not in html + text
        assert 'href="#merge-field-unsubscribe_url"' in html
        cids = cid_addresses(message)
        assert len(cids) == len(sample.email.images)
        assert all(f'src="{cid}"' in html for cid in cids)
        assert 'src="images/' not in html


def test_a_second_test_of_the_same_issue_is_another_message(sample: Draft) -> None:
    mail = prepared(sample)
    [(_, first)] = messages(mail, ["ann@example.org"], NOW)
    [(_, second)] = messages(mail, ["ann@example.org"], NOW.replace(minute=1))
    assert read_message(first)["Message-ID"] != read_message(second)["Message-ID"]


def test_sample_values_stand_in_every_part(letter_draft: Callable[..., Draft]) -> None:
    mail = prepared(letter_draft("Yours is @@email@@."))
    assert mail.subject == "[Test] For Maria, with love"
    assert "Dear Maria," in mail.html
    assert "Dear Maria," in mail.text
    assert "maria@example.org" in mail.html
    assert "maria@example.org" in mail.text


def test_pictures_are_sent_along_where_exports_show_those_on_the_web(letter_draft: Callable[..., Draft]) -> None:
    settings = SETTINGS + "images: {base_url: https://pictures.example.org/letter}\n"
    files = {"newsletter.yaml": settings, "issues/2027-01/images/a garden.jpg": GARDEN.read_bytes()}
    draft = letter_draft("![A garden](<images/a garden.jpg>)", files)
    [(_, content)] = messages(prepared(draft), ["ann@example.org"], NOW)
    message = read_message(content)
    cids = cid_addresses(message)
    assert "images/a-garden.jpg" in cids.values()
    assert all(f'src="{cid}"' in body(message, "html") for cid in cids)
    assert "pictures.example.org" not in body(message, "html")


def test_for_a_service_what_it_has_no_field_for_is_left_out(sample: Draft) -> None:
    words = "Read it in a browser"
    assert words in prepared(sample, "mailchimp").html
    assert words in sample.email.html
    mail = prepared(sample, "resend")
    assert words not in mail.html
    assert "web version link" not in mail.text
    assert "web version link" in prepared(sample, "mailchimp").text


def test_a_service_without_first_names_gets_what_stands_in_for_one(letter_draft: Callable[..., Draft]) -> None:
    draft = letter_draft(services={"generic": {"first_name": "", "fallback": "friend"}})
    assert prepared(draft, "generic").subject == "[Test] For friend, with love"
    assert "Dear friend," in prepared(draft, "generic").html
    assert "Dear friend," in prepared(draft, "generic").text
    assert "Dear Maria," in prepared(draft, "brevo").text


@pytest.mark.parametrize("name", service_names())
def test_no_merge_field_is_left_for_any_service(sample: Draft, name: str) -> None:
    mail = prepared(sample, name)
    assert "@@" not in mail.subject + mail.html + mail.text
    assert "<!--optional" not in mail.html
    assert "\x02" not in mail.text
    assert "data-at=" not in mail.html


def test_a_picture_that_is_gone(letter: Callable[..., Project]) -> None:
    project = letter("![A garden](images/garden.jpg)", {"issues/2027-01/images/garden.jpg": GARDEN.read_bytes()})
    mail = prepared(build_issue(project, "2027-01", as_of=NOW.date()).draft)
    (project.root / "issues/2027-01/images/garden.jpg").unlink()
    with pytest.raises(DeliveryError, match=r"The test mail to ann@example\.org could not be made"):
        list(messages(mail, ["ann@example.org"], NOW))


# To whom


def test_all_reviewers_or_those_wanted_each_once() -> None:
    reviewers = ("Ann@example.org", "bob@example.org", "ann@example.org")
    assert chosen_reviewers(reviewers) == ("ann@example.org", "bob@example.org")
    assert chosen_reviewers(reviewers, ("BOB@example.org", "bob@example.org")) == ("bob@example.org",)


@pytest.mark.parametrize(
    ("reviewers", "wanted", "code", "said"),
    [
        ((), (), "delivery/no-reviewers", "newsletter.yaml names no reviewers."),
        (("a@example.org",), ("b@example.org",), "delivery/not-a-reviewer", "b@example.org is not among the reviewers"),
        (
            tuple(f"reader{number}@example.org" for number in range(11)),
            ("reader1@example.org",),
            "delivery/too-many-reviewers",
            "This tool never mails subscribers.",
        ),
    ],
)
def test_nobody_else(reviewers: tuple[str, ...], wanted: tuple[str, ...], code: str, said: str) -> None:
    with pytest.raises(DeliveryError, match="reviewers") as raised:
        chosen_reviewers(reviewers, wanted)
    assert raised.value.code == code
    assert said in str(raised.value)


# The mail server


def test_lines_with_dots_arrive_as_they_were(server: SmtpServer, mailbox: Mailbox) -> None:
    assert sent(server, "ann@example.org") == [Outcome("ann@example.org")]
    assert mailbox.envelopes[0].content == b"Subject: Hello\r\n\r\nA line.\r\n.\r\n..and dots\r\n"


def test_encryption_from_the_first_byte(mailbox: Mailbox, encryption: ssl.SSLContext) -> None:
    controller = AnyPort(mailbox, hostname="127.0.0.1", port=0, ssl_context=encryption)
    controller.start()
    try:
        server = SmtpServer("127.0.0.1", controller.port, Security.TLS)
        assert sent(server, "ann@example.org") == [Outcome("ann@example.org")]
    finally:
        controller.stop()
    assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize(
    ("address", "expected", "said"),
    [
        ("refused@example.org", "delivery/smtp-refused", "It says: “550 No such user”. Check how it is written"),
        ("large@example.org", "delivery/smtp-refused", "It says: “552 Too large”. Check whether it may send for news@"),
        ("zoë@example.org", "delivery/smtp-refused", "Write the address with plain letters."),
        ("lost@example.org", "delivery/smtp-lost", "The connection was lost during the message to lost@example.org."),
        ("slow@example.org", "delivery/smtp-timeout", "no answer in time to the message to slow@example.org."),
    ],
)
def test_what_goes_wrong_with_one_leaves_the_others_alone(
    server: SmtpServer, mailbox: Mailbox, address: str, expected: str, said: str
) -> None:
    outcomes = sent(server, "ann@example.org", address, "bob@example.org", patience=1 if "slow" in address else 20)
    assert [code(outcome) for outcome in outcomes] == [None, expected, None]
    assert said in str(outcomes[1].problem)
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [["ann@example.org"], ["bob@example.org"]]


def test_a_refused_login_is_tried_once(server: SmtpServer, mailbox: Mailbox) -> None:
    wrong = SmtpServer(server.host, server.port, server.security, USER, "another secret")
    outcomes = sent(wrong, "ann@example.org", "bob@example.org")
    assert [code(outcome) for outcome in outcomes] == ["delivery/smtp-login", "delivery/smtp-not-tried"]
    assert "It says: “535 " in str(outcomes[0].problem)
    assert "another secret" not in f"{outcomes!r} {outcomes[0].problem} {wrong!r}"
    # One login may be answered in more than one way: smtplib goes through the ways that the server offers.
    assert mailbox.logins <= 2
    assert mailbox.envelopes == []


def test_a_server_that_offers_no_login(mailbox: Mailbox, encryption: ssl.SSLContext) -> None:
    controller = AnyPort(
        mailbox, hostname="127.0.0.1", port=0, tls_context=encryption, auth_exclude_mechanism=["PLAIN", "LOGIN"]
    )
    controller.start()
    try:
        [outcome] = sent(SmtpServer("127.0.0.1", controller.port, Security.STARTTLS, USER, PASSWORD), "ann@example.org")
    finally:
        controller.stop()
    assert code(outcome) == "delivery/smtp-login"
    assert "offers no login that this tool knows." in str(outcome.problem)


def test_a_certificate_that_nobody_signed(
    server: SmtpServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    [outcome] = sent(server, "ann@example.org")
    assert code(outcome) == "delivery/smtp-tls"
    assert "cannot be trusted (self" in str(outcome.problem)
    assert mailbox.logins == 0


def test_a_certificate_of_another_name(server: SmtpServer, mailbox: Mailbox) -> None:
    [outcome] = sent(SmtpServer("localhost", server.port, server.security, USER, PASSWORD), "ann@example.org")
    assert code(outcome) == "delivery/smtp-tls"
    assert mailbox.logins == 0


@pytest.mark.parametrize("security", Security)
def test_a_server_without_encryption(mailbox: Mailbox, security: Security) -> None:
    controller = AnyPort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        [outcome] = sent(SmtpServer("127.0.0.1", controller.port, security), "ann@example.org")
    finally:
        controller.stop()
    assert code(outcome) == "delivery/smtp-tls"
    assert "nothing is sent in the open" in str(outcome.problem)
    assert mailbox.envelopes == []


def test_a_server_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    outcomes = sent(SmtpServer("127.0.0.1", port), "ann@example.org", "bob@example.org")
    assert [code(outcome) for outcome in outcomes] == ["delivery/smtp-unreachable", "delivery/smtp-not-tried"]
    assert "could not be reached (" in str(outcomes[0].problem)


def test_a_name_that_is_none() -> None:
    [outcome] = sent(SmtpServer("smtp..example", 587), "ann@example.org")
    assert code(outcome) == "delivery/smtp-unreachable"


@pytest.mark.parametrize("security", Security)
def test_a_server_that_says_nothing(silence: int, security: Security) -> None:
    [outcome] = sent(SmtpServer("127.0.0.1", silence, security), "ann@example.org", patience=0.2)
    assert code(outcome) == "delivery/smtp-timeout"
    assert "starttls usually goes with port 587" in str(outcome.problem)


# Where the server is named

HOST = {"NEWSLETTER_SMTP_HOST": "smtp.example.org"}
LOGIN = {"NEWSLETTER_SMTP_USER": USER, "NEWSLETTER_SMTP_PASSWORD": PASSWORD}


def test_the_server_of_the_environment() -> None:
    assert smtp_server(HOST) == SmtpServer("smtp.example.org", 587, Security.STARTTLS)
    assert smtp_server({**HOST, "NEWSLETTER_SMTP_SECURITY": "TLS"}) == SmtpServer("smtp.example.org", 465, Security.TLS)
    server = smtp_server({**HOST, **LOGIN, "NEWSLETTER_SMTP_PORT": "2525"})
    assert server == SmtpServer("smtp.example.org", 2525, Security.STARTTLS, USER, PASSWORD)
    assert PASSWORD not in repr(server)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "NEWSLETTER_SMTP_HOST is not set."),
        ({"NEWSLETTER_SMTP_HOST": "smtp://example.org:587"}, "Write the name alone"),
        ({**HOST, "NEWSLETTER_SMTP_SECURITY": "none"}, "nothing is sent in the open"),
        ({**HOST, "NEWSLETTER_SMTP_PORT": "99999"}, "NEWSLETTER_SMTP_PORT is “99999”."),
        ({**HOST, "NEWSLETTER_SMTP_PORT": "smtp"}, "Write a number, such as 587"),
        ({**HOST, "NEWSLETTER_SMTP_USER": USER}, "NEWSLETTER_SMTP_PASSWORD is not."),
        ({**HOST, "NEWSLETTER_SMTP_PASSWORD": PASSWORD}, "NEWSLETTER_SMTP_USER is not."),
        ({**HOST, **LOGIN, "NEWSLETTER_SMTP_PASSWORD": f"{PASSWORD}\n"}, "NEWSLETTER_SMTP_PASSWORD holds a line break"),
        ({**HOST, **LOGIN, "NEWSLETTER_SMTP_PASSWORD": f"{PASSWORD}é"}, "a letter that a login cannot carry"),
    ],
)
def test_an_environment_that_is_wrong(environment: dict[str, str], said: str) -> None:
    with pytest.raises(DeliveryError) as raised:
        smtp_server(environment)
    assert raised.value.code == "delivery/smtp-settings"
    assert said in str(raised.value)
    assert str(raised.value).endswith("Nothing was sent.")
    assert PASSWORD not in str(raised.value)


# The command


@pytest.fixture
def command(
    server: SmtpServer, letter: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """``newsletter send-test`` with these words, in a publication with these reviewers."""
    for name, value in {"HOST": server.host, "PORT": str(server.port), "USER": USER, "PASSWORD": PASSWORD}.items():
        monkeypatch.setenv(f"NEWSLETTER_SMTP_{name}", value)

    def run(
        *words: str, reviewers: str = "ann@example.org, bob@example.org", files: dict[str, str] | None = None
    ) -> Result:
        settings = f"{SETTINGS}reviewers: [{reviewers}]\n"
        monkeypatch.chdir(letter(files={"newsletter.yaml": settings, **(files or {})}).root)
        result = CliRunner().invoke(cli, ("send-test", *words, "--as-of", "2027-01-03"), prog_name="newsletter")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def test_the_command(command: Callable[..., Result], mailbox: Mailbox) -> None:
    result = command()
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Sending 2027-01 by 127.0.0.1 to 2 reviewers.\n"
        "  Sent to ann@example.org.\n  Sent to bob@example.org.\nSample values: first name “Maria”. "
    )
    assert PASSWORD not in result.output
    [first, _] = (read_message(envelope.content) for envelope in mailbox.envelopes)
    assert first["Subject"] == "[Test] For Maria, with love"


def test_only_those_named(command: Callable[..., Result], mailbox: Mailbox) -> None:
    assert command("2027-01", "--to", "bob@example.org", "--service", "mailchimp").exit_code == 0
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [["bob@example.org"]]


def test_one_that_fails_ends_the_command_with_1(command: Callable[..., Result], mailbox: Mailbox) -> None:
    result = command(reviewers="refused@example.org, ann@example.org")
    assert result.exit_code == 1
    assert "The mail server refused the address refused@example.org. It says: “550 No such user”." in result.stderr
    assert "(delivery/smtp-refused)" in result.stderr
    assert result.stderr.endswith("1 of 2 test mails were not sent.\n")
    assert "  Sent to ann@example.org." in result.stdout
    assert len(mailbox.envelopes) == 1


@pytest.mark.parametrize(
    ("words", "reviewers", "status", "said"),
    [
        (("--to", "carl@example.org"), "ann@example.org", 1, "(delivery/not-a-reviewer)"),
        ((), "", 1, "(delivery/no-reviewers)"),
        (("--service", "malchimp"), "ann@example.org", 2, "Did you mean mailchimp?"),
        (
            ("--to", "r1@example.org"),
            ", ".join(f"r{number}@example.org" for number in range(11)),
            1,
            "newsletter.yaml:4: reviewers: 11 addresses are too many for test mails. This tool never mails",
        ),
    ],
)
def test_refused(
    command: Callable[..., Result], mailbox: Mailbox, words: tuple[str, ...], reviewers: str, status: int, said: str
) -> None:
    result = command(*words, reviewers=reviewers)
    assert result.exit_code == status
    assert said in result.stderr
    assert mailbox.logins == 0
    assert mailbox.envelopes == []


def test_nothing_leaves_without_consent(command: Callable[..., Result], mailbox: Mailbox) -> None:
    story = "---\nkind: survivor_story\ntitle: A story\ncontributor: person-0031\n---\nI was told in 2017.\n"
    withdrawn = (Path(__file__).parents[2] / "people/person-0031.yaml").read_text("utf-8")
    files = {
        "issues/2027-01/letter.md": story,
        "people/person-0031.yaml": withdrawn.replace("status: active", "status: withdrawn"),
    }
    result = command(files=files)
    assert result.exit_code == 1
    assert "(people/consent)" in result.stderr
    assert result.stderr.endswith("2027-01 was not sent.\n")
    assert mailbox.logins == 0
