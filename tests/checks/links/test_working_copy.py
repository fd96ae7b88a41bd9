from collections.abc import Callable

import pytest

from newsletter.checks.links.working_copy import working_place

RULE = "links/working-copy"


@pytest.mark.parametrize(
    ("href", "severity", "part"),
    [
        ("https://docs.google.com/document/d/1AbC/edit?usp=sharing", "warning", "where it is written"),
        ("https://docs.google.com/document/u/0/d/1AbC/edit", "warning", "where it is written"),
        ("https://docs.google.com/forms/d/1AbC/edit", "warning", "where it is written"),
        ("https://drive.google.com/drive/u/0/my-drive", "error", "own Google Drive"),
        ("https://drive.google.com/file/d/1AbC/view", "note", "Google Drive"),
        ("https://lms-my.sharepoint.com/personal/ann/doc.docx", "warning", "SharePoint"),
        ("https://onedrive.live.com/?id=1", "warning", "OneDrive"),
        ("https://www.dropbox.com/home/LMS", "error", "own Dropbox"),
        ("https://www.canva.com/design/DAF1/xyz/edit", "warning", "Canva"),
        ("https://mail.google.com/mail/u/0/#inbox/1", "error", "a mailbox"),
        ("https://outlook.office.com/mail/inbox", "error", "a mailbox"),
        ("https://us5.admin.mailchimp.com/campaigns/edit?id=1", "error", "Mailchimp"),
        ("https://app.constantcontact.com/pages/campaigns", "error", "Constant Contact"),
        ("https://www.facebook.com/groups/lms/member-requests", "warning", "Facebook group"),
        ("https://us02web.zoom.us/s/81234567890", "error", "host's own way"),
        ("https://zoom.us/meeting/81234567890", "warning", "set up"),
    ],
)
def test_what_must_fire(href: str, severity: str, part: str) -> None:
    place = working_place(href)
    assert place is not None
    assert (place[1].value, part in place[0]) == (severity, True)


@pytest.mark.parametrize(
    "href",
    [
        "https://docs.google.com/document/d/e/2PACX/pub", "https://docs.google.com/forms/d/e/1FA/viewform",
        "https://docs.google.com/document/d/1AbC/preview", "https://forms.gle/abc", "https://www.dropbox.com/s/a/b.pdf",
        "https://www.dropbox.com/scl/fi/a/b.pdf?rlkey=1", "https://www.facebook.com/groups/lms",
        "https://www.facebook.com/groups/lms/posts/123", "https://www.facebook.com/admin", "https://zoom.us/j/81234567890",
        "https://us02web.zoom.us/webinar/register/WN_abc", "https://us02web.zoom.us/meeting/register/abc",
        "https://zoom.us/rec/share/abc", "https://www.canva.com/design/DAF1/view", "https://mailchi.mp/lms/december",
        "https://mailchimp.com/edit", "https://outlook.live.com/calendar/0/deeplink/compose?subject=a",
        "https://www.eventbrite.com/e/lms-123", "https://www.surveymonkey.com/r/ABC", "https://mail.google.com.example.org/",
        "https://notsharepoint.com/a", "https://www.youtube.com/watch?v=a",
    ],
)  # fmt: skip
def test_what_must_not_fire(href: str) -> None:
    assert working_place(href) is None


def test_the_link_is_named_by_its_words(found_in_email: Callable[..., list[str]]) -> None:
    html = '<a href="https://example.org/wp-admin/post.php?post=1">Read on</a><a href="https://example.org/wp-admin-tips">x</a>'
    assert found_in_email(RULE, html) == ["1: The link “Read on” leads to the pages where a website is managed."]
