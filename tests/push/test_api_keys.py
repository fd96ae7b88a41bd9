"""Keys come from the environment or the keyring, and nothing shows them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import asdict

import pytest
from click.testing import CliRunner, Result
from keyring.errors import KeyringLocked
from memory_keyring import MemoryKeyring

from newsletter.cli.main import cli
from newsletter.delivery.api_keys import ApiKey, api_key, forget_key, keep_key, key_variable
from newsletter.model.errors import DeliveryError

SECRET = "abc-0123456789"


def test_nothing_shows_a_key() -> None:
    key = ApiKey(SECRET)
    for shown in (repr(key), str(key), f"{key}", repr([key]), repr(copy.copy(key)), repr({"key": key})):
        assert SECRET not in shown
    assert asdict(key) == {"value": SECRET}, "whoever takes it apart gets it, and means to"
    assert key.hidden_in(f"a {SECRET} b {key.basic}") == "a (your key) b (your key)"


@pytest.mark.parametrize("value", ["abc\ndef", "abc\r\nX-Other: 1", "schlüssel", "abc\x00", "“abc”", "", "a\u2028b"])
def test_a_key_that_no_header_can_carry_is_refused_without_quoting_it(value: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        ApiKey(value)
    assert caught.value.code == "push/key-unusable"
    assert not value or value not in str(caught.value)
    assert str(caught.value).isprintable()


def test_the_environment_comes_first_then_the_keyring(memory: MemoryKeyring) -> None:
    keep_key("mailchimp", f"  {SECRET}\n")
    assert api_key("mailchimp", {}).value == SECRET
    assert api_key("mailchimp", {key_variable("mailchimp"): " other "}).value == "other"
    assert key_variable("constant_contact") == "NEWSLETTER_CONSTANT_CONTACT_KEY"
    assert memory.kept == {("LMSeAlerts", "mailchimp"): SECRET}
    assert forget_key("mailchimp")
    assert not forget_key("mailchimp")
    with pytest.raises(DeliveryError, match="There is no key for Mailchimp") as caught:
        api_key("mailchimp", {})
    assert caught.value.code == "push/no-key"
    with pytest.raises(DeliveryError, match="line break"):
        keep_key("mailchimp", "two\nlines")
    assert memory.kept == {}


@pytest.mark.usefixtures("no_keyring")
def test_a_computer_without_a_keyring() -> None:
    assert api_key("brevo", {"NEWSLETTER_BREVO_KEY": SECRET}).value == SECRET
    for use in (lambda: api_key("brevo", {}), lambda: keep_key("brevo", SECRET), lambda: forget_key("brevo")):
        with pytest.raises(DeliveryError, match="Set the environment variable NEWSLETTER_BREVO_KEY") as caught:
            use()
        assert caught.value.code == "push/no-keyring"
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("fault", [KeyringLocked("Failed to unlock"), OSError(f"bad {SECRET}"), RuntimeError("gone")])
def test_a_keyring_that_stays_locked(
    memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def fail(*_: str) -> None:
        raise fault

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(memory, name, fail)
    for use in (lambda: api_key("brevo", {}), lambda: keep_key("brevo", SECRET), lambda: forget_key("brevo")):
        with pytest.raises(DeliveryError, match="Unlock it and try again") as caught:
            use()
        assert caught.value.code == "push/keyring"
        assert SECRET not in str(caught.value)


# The command


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *words, typed=None: CliRunner().invoke(cli, ("key", *words), input=typed, prog_name="newsletter")


def test_a_key_is_asked_for_and_not_shown(run: Callable[..., Result], memory: MemoryKeyring) -> None:
    kept = run("brevo", typed=f"{SECRET}\n")
    assert kept.exit_code == 0
    assert kept.output.endswith("The key for Brevo is in the keyring. To take it out: newsletter key brevo --forget\n")
    assert "API" in kept.output.splitlines()[0], "says first where such a key is made"
    assert SECRET not in kept.output
    assert memory.kept == {("LMSeAlerts", "brevo"): SECRET}
    assert run("brevo", "--forget").output == "The key for Brevo is forgotten.\n"
    assert run("brevo", "--forget").output == "The key for Brevo is not in the keyring.\n"


def test_what_is_refused(run: Callable[..., Result], memory: MemoryKeyring) -> None:
    unknown, other, unusable = run("brewo"), run("phplist"), run("brevo", typed="schlüssel\n")
    assert (unknown.exit_code, other.exit_code, unusable.exit_code) == (2, 2, 1)
    assert "There is no service “brewo”. Did you mean brevo?" in unknown.output
    assert "phpList takes no drafts from here." in other.output
    assert "(push/key-unusable)" in unusable.output
    assert "schlüssel" not in unusable.output
    assert memory.kept == {}
