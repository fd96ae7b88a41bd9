"""Every issue in the repository, as a mail server would receive it, judged by SpamAssassin without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from functools import cache
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS, Email

ROOT = Path(__file__).resolve().parents[2]
ISSUES = sorted(path.parent.name for path in (ROOT / "issues").glob("*/issue.yaml"))
SITE = "https://news.example.org"
MERGED = {
    "unsubscribe_url": f"{SITE}/u/1",
    "preferences_url": f"{SITE}/p/1",
    "web_version_url": f"{SITE}/w/1",
    "postal_address": "LMSeAlerts, 12 Example Street, Springfield, IL 62701, USA",
    "first_name": "Maria",
    "email": "maria@example.net",
}
# What a mailing service and a mail server add.  Without Received, NO_RECEIVED and NO_RELAYS fire; with one of the
# IPv4 addresses kept for examples, RCVD_ILLEGAL_IP fires, so it is one of IPv6.
HEADERS = {
    "Received": "from mail.example.org (mail.example.org [IPv6:2001:db8::10]) by mx.example.net (Postfix)"
    " with ESMTPS id 4F2B91C0A7 for <maria@example.net>; Tue, 1 Dec 2026 15:00:02 +0000 (UTC)",
    "From": "LMSeAlerts <news@example.org>",
    "To": "Maria Reader <maria@example.net>",
    "Date": "Tue, 01 Dec 2026 15:00:00 +0000",
    "Message-ID": "<20261201150000.144.1@mail.example.org>",
}
NOT_A_FAULT = {
    "HTML_MESSAGE": "says only that there is an HTML part (0.001 points)",
}
# Nothing learned on this machine may count, and every rule that fires is to be told with its points.
PREFERENCES = """\
use_bayes 0
bayes_auto_learn 0
add_header all Rules _TESTSSCORES(,)_
"""

Score = Callable[[EmailMessage], dict[str, float]]


@pytest.fixture
def score(tmp_path: Path) -> Score:
    """The rules that fire for a message, with their points.  Where SpamAssassin is missing: skipped, in CI failed."""
    program = shutil.which("spamassassin")
    if program is None:
        reason = "There is no spamassassin on the PATH. Install it (apt install spamassassin) to judge the issues."
        if os.environ.get("CI") or os.environ.get("REQUIRE_SPAMASSASSIN"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    preferences = tmp_path / "user_prefs"
    preferences.write_text(PREFERENCES)

    def run(message: EmailMessage) -> dict[str, float]:
        done = subprocess.run(
            [program, "--local", "--test-mode", "--nocreate-prefs", f"--prefspath={preferences}"],
            input=message.as_bytes(policy=SMTP),
            capture_output=True,
            env={**os.environ, "HOME": str(tmp_path), "LC_ALL": "C"},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        judged = BytesParser().parsebytes(done.stdout)
        rules = "".join(str(judged["X-Spam-Rules"]).split())
        fired = re.findall(r"(\w+)=(-?[\d.]+)", rules)
        assert fired, f"SpamAssassin did not tell its rules: {rules}"
        return {name: float(points) for name, points in fired}

    return run


@cache
def email_of(name: str) -> Email:
    return Builder(Project(ROOT)).build(name, as_of=date(2026, 11, 20)).draft.email


def message_of(email: Email, **headers: str) -> EmailMessage:
    """The email as one message: text first, HTML second, pictures on the web, every merge field filled in."""

    def merged(words: str) -> str:
        return MERGE_FIELD.sub(lambda field: MERGED[field.group(1)], words)

    html = merged(email.html)
    for image in email.images:
        html = html.replace(f'"{image.name}"', f'"{SITE}/{email.name}/{image.name}"')
    message = EmailMessage()
    for name, value in {**HEADERS, "Subject": merged(email.subject), **headers}.items():
        message[name] = value
    message.set_content(merged(email.text), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


@pytest.mark.parametrize("name", ISSUES)
def test_no_rule_about_content_fires(score: Score, name: str) -> None:
    fired = score(message_of(email_of(name)))
    assert {rule: points for rule, points in fired.items() if rule not in NOT_A_FAULT} == {}
    assert round(sum(fired.values()), 1) == 0.0


def test_a_subject_that_shouts_is_scored(score: Score) -> None:
    """The same issue, badly announced: proof that the rules are read at all."""
    fired = score(message_of(email_of(ISSUES[0]), Subject="YOU HAVE WON A FREE PRIZE TODAY"))
    assert fired["SUBJ_ALL_CAPS"] > 0


@pytest.mark.parametrize("name", ISSUES)
def test_the_message_is_whole(name: str) -> None:
    """What is judged is what would be sent: both parts, nothing left to fill in, no picture beside the email."""
    email = email_of(name)
    message = message_of(email)
    text, html = (part.get_content() for part in message.iter_parts())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "@@" not in text + html
    assert set(re.findall(r'src="(?!https://)[^"]*"', html)) == set()
    assert set(MERGED) == set(MERGE_FIELDS)
