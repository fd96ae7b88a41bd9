import itertools

from newsletter.model.errors import ContentError, NewsletterError
from newsletter.model.finding import Finding, Severity, has_errors, in_order
from newsletter.model.place import Place, Places
from newsletter.model.reading import Reading

ORDERED = (
    Finding("r", Severity.ERROR, Place("a.md"), "The whole file."),
    Finding("r", Severity.ERROR, Place("a.md", 2, 9), "Later on the line."),
    Finding("r", Severity.NOTE, Place("a.md", 10), "Line ten comes after line two."),
    Finding("r", Severity.ERROR, Place("b.md", 1, 1), "Error first."),
    Finding("r", Severity.WARNING, Place("b.md", 1, 1), "A warning after it."),
    Finding("r", Severity.WARNING, Place("b.md", 1, 1), "B, by the words."),
)


def test_findings_come_by_file_line_column_and_severity_each_once() -> None:
    for order in itertools.permutations(ORDERED):
        assert in_order([*order, *order]) == ORDERED


def test_a_finding_reads_as_place_message_and_remedy() -> None:
    assert str(Finding("r", Severity.ERROR, Place("a.md", 3, 4), "Wrong.", "Mend it.")) == "a.md:3: Wrong. Mend it."
    assert str(Finding("r", Severity.ERROR, Place("a.md"), "Wrong.")) == "a.md: Wrong."


def test_only_errors_stop() -> None:
    warning = Finding("r", Severity.WARNING, Place("a.md"), "W.")
    error = Finding("r", Severity.ERROR, Place("a.md"), "E.")
    assert not has_errors([warning])
    assert has_errors([warning, error])
    assert Reading(1, (warning,)).require() == 1
    for reading in (Reading(1, (warning, error)), Reading(None, (error,)), Reading(None, ())):
        try:
            reading.require()
        except ContentError as caught:
            raised: NewsletterError = caught
        assert raised.findings == reading.findings


def test_severities_are_in_order_and_have_words() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2]
    assert [severity.words for severity in Severity] == ["Must fix", "Please look", "Good to know"]


def test_a_value_without_a_place_of_its_own_has_that_of_what_is_around_it() -> None:
    photo, alt = Place("a.md", 3, 1), Place("a.md", 5, 3)
    places = Places("a.md", {("photo",): photo, ("photo", "alt"): alt})
    assert places.of("photo", "alt") == alt
    assert places.of("photo", "file") == photo
    assert places.of("photo", "file", 3) == photo
    assert places.of("title") == Place("a.md")
    assert places.of() == Place("a.md")
