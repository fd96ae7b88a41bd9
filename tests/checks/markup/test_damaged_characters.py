from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "markup/damaged-characters"


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("We donâ€™t know", "donâ€™t"),
        ("He said â€œyesâ€\x9d.", "â€œyesâ€[U+009D]."),
        ("JosÃ© called", "JosÃ©"),
        ("a naÃ¯ve question", "naÃ¯ve"),
        ("10 Âµg a day", "Âµg"),
        ("Â© 2026", "Â©"),
        ("a hole \ufffd here", "\ufffd"),
        ("from Word \ufffc here", "\ufffc"),
        ("a sign ðŸ™‚ here", "ðŸ™‚"),
        ("&acirc;&euro;&trade; as code", "â€™"),
        ("bell \x07 here", "[U+0007]"),
        ("ï»¿Start", "ï»¿Start"),
    ],
)
def test_what_must_fire(found_in_email: Found, words: str, near: str) -> None:
    for parts in ((f"<p>{words}</p>", "Sound."), ("<p>Sound.</p>", words.replace("&acirc;&euro;&trade;", "â€™"))):
        (said,) = found_in_email(RULE, parts[0], text=parts[1])
        assert "has a damaged character, near" in said
        assert near in said or "\x07" in words or "\x9d" in words


@pytest.mark.parametrize(
    "words",
    [
        "don’t, “yes”, José, naïve, 10 µg, © 2026, 🙂, 👩‍⚕️, −5 °C",
        "SÃO PAULO, São Paulo, NÃO, MÃE, IRMÃ",
        "Ângela, Âncora, CHÂTEAU, Â",
        "Việt Nam, Ơn, Łódź, Αθήνα, Привет, שלום, नमस्ते",
        "a\u00a0b, soft\u00adhyphen, zero\u200bwidth, \u200e\u200f",
        "5 € and 3 £, ™ and ®, ½ and ²",
        "â, €, ð, ï, Ÿ and ž alone; bâtiment",
        "line\r\nends\tand tabs",
        "IRMÃ’S, l’Â’",
        "",
        "\ufeffbyte order",
        "www.example.org/caf%C3%A9",
    ],
)
def test_what_must_not_fire(found_in_email: Found, words: str) -> None:
    assert found_in_email(RULE, f"<p>{words}</p>", text=words, subject=words, preheader=words) == []


def test_where_it_was_typed(found: Found) -> None:
    letter = "---\nkind: letter\n---\nHello.\n\nWe donâ€™t know.\n"
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: JosÃ©\npreheader: P\n"
    assert found(RULE, {"letter": letter}, header) == [
        "issue.yaml:4: The subject has a damaged character, near “JosÃ©”.",
        "letter.md:6: The email has a damaged character, near “donâ€™t”.",
    ]
