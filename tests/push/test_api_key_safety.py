"""A key leaves this computer for one server alone, which has proved its name, and shows in no log."""

from __future__ import annotations

import logging
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from asking import API, MAKE, READ, SECRET, Asking, fine
from scripted_server import Reply, ScriptedServer, serving

from newsletter.delivery.api_client import api_address
from newsletter.model.errors import DeliveryError
from newsletter.services.drafts.draft_api import Request

# The key goes nowhere else


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("request_", [MAKE, READ])
def test_the_key_follows_no_redirect(ask: Asking, wren: ScriptedServer, status: int, request_: Request) -> None:
    with serving(fine) as thief:
        there = thief.address.replace("127.0.0.1", "localhost")
        wren.script.append(Reply(status, headers={"location": f"{there}/v1/drafts?token=1"}))
        error = ask.refused(request_)
        assert thief.asked == []
    assert error.code == "push/redirect"
    assert "(localhost)" in str(error)


@pytest.mark.parametrize(
    ("address", "settings", "words"),
    [
        ("{url}", {"url": "http://lists.example.org"}, "is not encrypted, and a key is never sent in the open"),
        ("{url}", {"url": "http://127.0.0.1.example.org"}, "is not encrypted"),
        ("{url}", {"url": "https://"}, "is not the address of a server"),
        ("{url}", {"url": "lists.example.org"}, "is not the address of a server"),
        ("{url}", {"url": "https://user:secret@example.org"}, "is not the address of a server"),
        ("{url}/api", {"url": "https://example.org/?x="}, "is not the address of a server"),
        ("{url}", {"url": "https://example.org:port"}, "is not the address of a server"),
        (
            "https://{server}.example.com",
            {"server": "evil.example/"},
            "server is “evil.example/”, which cannot stand in",
        ),
        ("https://{server}.example.com", {"server": ""}, "cannot stand in the name of a server"),
    ],
)
def test_an_address_that_gets_no_key(address: str, settings: dict[str, str], words: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        api_address(replace(API, address=address), "Wren", settings)
    assert caught.value.code == "push/address"
    assert words in str(caught.value)


def test_addresses_that_do() -> None:
    for url in ("http://localhost:9000/", "http://127.0.0.9", "http://[::1]:1", "https://lists.example.org/monk/ "):
        assert api_address(replace(API, address="{url}"), "Wren", {"url": url}) == url.strip().rstrip("/")
    named = replace(API, address="https://{server}.example.com/3.0")
    assert api_address(named, "Wren", {"server": "us21", "list_id": "a/b"}) == "https://us21.example.com/3.0"


def test_the_key_is_in_no_log(ask: Asking, wren: ScriptedServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(MAKE)
        wren.script.append(Reply(401, {"message": SECRET}))
        ask.refused(MAKE)
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    assert SECRET not in caplog.text


def test_a_proxy_does_not_see_what_is_not_encrypted(
    ask: Asking, wren: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(fine) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        monkeypatch.setenv("ALL_PROXY", proxy.address)
        ask(MAKE)
        assert proxy.asked == []
    assert len(wren.asked) == 1


# Encryption


def encrypted(authority: trustme.CA, **dates: datetime) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", **dates).configure_cert(context)
    return context


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Who vouches for certificates, trusted by this computer."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return made


def test_an_encrypted_connection(ask: Asking, authority: trustme.CA) -> None:
    with serving(fine, encrypted(authority)) as server:
        assert ask(MAKE, server.address).data == {"id": 7}


def test_certificates_that_are_not_trusted(ask: Asking, authority: trustme.CA) -> None:
    old = encrypted(authority, not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2021, 1, 1, tzinfo=UTC))
    for context, why in ((old, "certificate has expired"), (encrypted(trustme.CA()), "unable to get local issuer")):
        with serving(fine, context) as server:
            error = ask.refused(READ, server.address)
            assert server.asked == []
        assert error.code == "push/certificate"
        assert f"127.0.0.1 cannot prove that it is Wren ({why}" in str(error)


def test_a_server_that_knows_no_encryption(ask: Asking, authority: trustme.CA, wren: ScriptedServer) -> None:
    error = ask.refused(MAKE, wren.address.replace("http:", "https:"))
    assert (error.code, "no encryption that both know" in str(error)) == ("push/certificate", True)
    assert wren.asked == []


def test_nobody_there(ask: Asking) -> None:
    with serving(fine) as gone:
        address = gone.address
    error = ask.refused(READ, address)
    assert str(error) == "127.0.0.1 could not be reached. See that this computer is online, and try again."
    assert ask.told == []
