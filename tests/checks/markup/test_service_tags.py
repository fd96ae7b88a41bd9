from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "markup/service-tags"


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<p>Dear *|FNAME|*</p>", "*|FNAME|*"),
        ("<p>Dear <em>|FNAME|</em></p>", "|FNAME|"),
        ('<a href="{{ unsubscribe }}">x</a>', "{{ unsubscribe }}"),
        ('<a href="https://example.org/?x={{ contact.ID }}">x</a>', "{{ contact.ID }}"),
        ("<p>{% if x %}</p>", "{% if x %}"),
        ("<p>{{ contact.FIRSTNAME\n| default: &#39;x&#39; }}</p>", "{{ contact.FIRSTNAME | default: 'x' }}"),
        ('<img src="a.png" alt="[[FirstName]]">', "[[FirstName]]"),
        ("<unsubscribe>here</unsubscribe>", "<unsubscribe>"),
        ("<p>&lt;webversion&gt;x</p>", "<webversion>"),
        ('<a href="%unsubscribe_url%">x</a>', "%unsubscribe_url%"),
        ("<!--[if mso]><p>{$name}</p><![endif]-->", "{$name}"),
        ("<title>${Contacts.First Name}</title>", "${Contacts.First Name}"),
    ],
)
def test_what_must_fire(found_in_email: Found, html: str, tag: str) -> None:
    assert f"1: “{tag}” reads like a tag of a mailing service." in found_in_email(RULE, html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>50% of 100%, a % b % c, 100%sure%, {a}, see [1] and [2], [[1]], $5 {x}</p>",
        "<p>5 * | x | * 6, a | b | c, | A | B |</p>",
        '<a href="https://example.org/?q=%C3%A9%20evening%20x.y%20z">x</a>',
        '<a href="https://example.org/%AD.x%20y">x</a>',
        "<style>a[name] { x } @media { .b { c: d } } .e{{f}}</style>",
        '<script type="application/ld+json">{"a":{"b":{{}}}}</script>',
        "<!--[if mso]><p>x</p><![endif]--><!--[if (gte mso 9)|(IE)]><p>x</p><![endif]-->",
        "<p>@@first_name@@ and [unsubscribe](https://example.org/)</p>",
        "<p>{ $5 } and { contact us }</p>",
        "<p>a preference, the web version and to unsubscribe</p>",
        "<table><tr><td>[email]: x</td></tr></table>",
        "<p>{{}} and {%%}</p>",
    ],
)
def test_what_must_not_fire(found_in_email: Found, html: str) -> None:
    assert found_in_email(RULE, html, text="Plain words.", subject="100% | ours") == []


def test_every_part_is_looked_at_and_each_tag_is_told_once(found_in_email: Found) -> None:
    said = found_in_email(RULE, "<p>*|A1|* *|B1|*</p>", text="*|A1|* *|C1|*", subject="*|D1|*", preheader="*|d1|*")
    assert sorted(line.split("“")[1].split("”")[0] for line in said) == ["*|A1|*", "*|B1|*", "*|C1|*", "*|D1|*"]
    assert len(found_in_email(RULE, " ".join(f"*|F{n}|*" for n in range(50)))) == 5
