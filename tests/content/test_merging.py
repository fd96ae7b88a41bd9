from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.merging import merged

BASE = "One is here. Two stays put. Three ends it.\n\n- four\n- five\n\nSix is the last one.\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("One", "1"), BASE, BASE.replace("One", "1")),
        (BASE, BASE.replace("One", "1"), BASE.replace("One", "1")),
        (BASE.replace("One", "1"), BASE.replace("One", "1"), BASE.replace("One", "1")),
        (BASE.replace("One", "1"), BASE.replace("Three", "3"), BASE.replace("One", "1").replace("Three", "3")),
        (BASE.replace("One", "1"), BASE.replace("Two", "2"), BASE.replace("One", "1").replace("Two", "2")),
        (BASE.replace("four", "4"), BASE.replace("five", "5"), BASE.replace("four", "4").replace("five", "5")),
        (BASE + "\nSeven.\n", "Zero.\n\n" + BASE, "Zero.\n\n" + BASE + "\nSeven.\n"),
        (BASE.replace("Two stays put. ", ""), BASE.replace("Three", "3"), "One is here. 3" + BASE[33:]),
        (
            BASE.replace("One", "1").replace("Six", "6"),
            BASE.replace("One", "1").replace("Three", "3"),
            BASE.replace("One", "1").replace("Six", "6").replace("Three", "3"),
        ),
        (
            BASE.replace(" Two", "\n\nTwo"),
            BASE.replace("Six", "6"),
            BASE.replace(" Two", "\n\nTwo").replace("Six", "6"),
        ),
        ("", BASE, BASE),
    ],
)
def test_edits_of_different_places_are_joined(mine: str, theirs: str, both: str) -> None:
    base = "" if mine == "" else BASE
    assert merged(base, mine, theirs) == both
    assert merged(base, theirs, mine) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BASE.replace("One", "1"), BASE.replace("One", "Uno")),
        # A third sentence that neither person wrote: "is not approved in Europe".
        (BASE.replace("stays", "does not stay"), BASE.replace("put", "put in Europe")),
        (BASE.replace("Two stays put. ", ""), BASE.replace("Two", "2")),
        (BASE + "\nSeven.\n", BASE + "\nOther words.\n"),
        ("Mine.", "Theirs."),
        (BASE + "- seven", BASE.rstrip()),
        ("", BASE.replace("One", "1")),
        (BASE.replace("Six", "Mr. Six"), BASE.replace("the last", "not the last")),
    ],
)
def test_edits_of_one_place_are_not(mine: str, theirs: str) -> None:
    assert merged(BASE, mine, theirs) is None
    assert merged(BASE, theirs, mine) is None


WORDS = st.sampled_from(
    ["Good news came today.", "It is here!", "Dr. No said so.", "- item", "# Title", "a | b", "x", "é 😀."]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "\n- ", "\n> ", "\n| ", "  \n", "\n \n\n", "\n1. "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(WORDS, GAPS), max_size=8))
    return "".join(words + gap for words, gap in parts) + draw(st.sampled_from(["", "\n", "End."]))


def words(text: str) -> set[str]:
    return set(text.split())


@given(texts(), texts(), texts())
def test_no_word_of_either_side_is_lost_and_none_is_made_up(base: str, mine: str, theirs: str) -> None:
    both = merged(base, mine, theirs)
    assert merged(base, theirs, mine) == both
    if both is not None:
        assert (words(mine) | words(theirs)) - words(base) <= words(both) <= words(mine) | words(theirs)


EDITS = st.lists(st.sampled_from(["", "", "", "changed", "dropped", "more"]), min_size=30, max_size=30)


def edited(sentences: Sequence[str], edits: Sequence[str], who: str) -> list[str]:
    result = []
    for sentence, edit in zip(sentences, edits, strict=True):
        new = {
            "": [sentence],
            "changed": [f"{who} {sentence}"],
            "dropped": [],
            "more": [sentence, f"{who} adds to it."],
        }
        result += new[edit]
    return result


@given(EDITS, st.data())
def test_edits_with_a_sentence_between_them_always_join(edits: list[str], data: st.DataObject) -> None:
    base = [f"This is sentence number {number} here." for number in range(30)]
    owners = data.draw(st.lists(st.sampled_from(["mine", "theirs"]), min_size=30, max_size=30))
    for index in range(1, 30):
        if edits[index - 1] and edits[index] and owners[index - 1] != owners[index]:
            edits[index] = ""
    # The last sentence stays, so that no space is left behind at the end.
    edits[0] = edits[-1] = ""
    sides = [
        [edit if owner == who else "" for edit, owner in zip(edits, owners, strict=True)] for who in ("mine", "theirs")
    ]
    mine, theirs = (" ".join(edited(base, side, "someone")) for side in sides)
    assert merged(" ".join(base), mine, theirs) == " ".join(edited(base, edits, "someone"))


@given(texts(), texts())
def test_an_edit_of_one_side_alone_is_the_result(base: str, new: str) -> None:
    assert merged(base, new, base) == merged(base, base, new) == merged(base, new, new) == new
