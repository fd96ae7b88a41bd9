from collections.abc import Callable

import pytest
from seeded_faults import SOUND

Found = Callable[..., list[str]]
RULE = "markup/page-head"
BRACES = "The braces of a style block do not match, which undoes the rules after it."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<!doctype html>", "", "0: The start of the email lacks <!doctype html>."),
        ("<!doctype html>", "<p>x</p><!doctype html>", "0: The start of the email lacks <!doctype html>."),
        ("<!doctype html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">',
         "0: The start of the email lacks <!doctype html>."),
        (' lang="en"', "", '0: The start of the email lacks the language (lang="en" in the <html> tag).'),
        ('lang="en"', 'lang=""', '0: The start of the email lacks the language (lang="en" in the <html> tag).'),
        ('<meta charset="utf-8">', "", "0: The start of the email lacks the character set."),
        ('"utf-8"><title>News', '"latin1"><title>Nëws',
         "0: The start of the email lacks the character set UTF-8 (it says latin1)."),
        ("<title>News</title>", "", "0: The start of the email lacks a title."),
        ("<title>News</title>", "<title>News</title>\n<title>Again</title>", "2: The email has 2 titles."),
        ("<body>", "<body>\n<body>", "5: The email has 2 <body> tags."),
        ("#333333; }", "#333333;", f"2: {BRACES}"),
        ("#333333; }", "#333333; }}", f"2: {BRACES}"),
        ("#333333; }", "#333333; /* }", f"2: {BRACES}"),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Found, old: str, new: str, said: str) -> None:
    assert found_in_email(RULE, SOUND.replace(old, new, 1)) == [said]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("<!doctype html>", "<!DOCTYPE HTML>"),
        ("<!doctype html>", "\ufeff\n<!-- made by hand -->\n<!doctype html>"),
        ("<!doctype html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
         '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'),
        ("<!doctype html>", '<?xml version="1.0"?><!DOCTYPE html>'),
        ('lang="en"', 'xml:lang="de" lang=de'),
        ('charset="utf-8"', 'http-equiv="Content-Type" content="text/html; charset=UTF-8"'),
        ('"utf-8"', '"us-ascii"'),
        ("<p>The end", '<svg><title>A drawing</title></svg><p>The end'),
        ("#333333; }", "#333333; } p::before { content: '}'; } /* } don't */"),
        ("#333333; }", "#333333; } p { background: url('a}b.png') }"),
        ("<style>", "<style></style><style>"),
        ("<body>", "<BODY class=x>"),
    ],
)  # fmt: skip
def test_what_must_not_fire(found_in_email: Found, old: str, new: str) -> None:
    assert found_in_email(RULE, SOUND.replace(old, new, 1)) == []
