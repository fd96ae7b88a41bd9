import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.model.nearest import did_you_mean, nearest

DRUGS = ["trabectedin", "doxorubicin", "pazopanib", "liposomal-doxorubicin", "gemcitabine", "Letrozole"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trabectedine", "trabectedin"), ("Trabectedin", "trabectedin"), ("TRABECTEDIN", "trabectedin"),
        ("doxorubicine", "doxorubicin"), ("pazopanip", "pazopanib"), ("letrozole", "Letrozole"),
        ("liposomal doxorubicin", "liposomal-doxorubicin"), ("gemcitabin", "gemcitabine"),
        ("", None), ("x", None), ("aspirin", None), ("helpline", None),
    ],
)  # fmt: skip
def test_the_nearest(typed: str, meant: str | None) -> None:
    assert nearest(typed, DRUGS) == meant
    assert did_you_mean(typed, DRUGS) == (f"Did you mean {meant}?" if meant else "")


def test_nothing_is_known() -> None:
    assert nearest("word", []) is None
    assert did_you_mean("word", iter(())) == ""


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=8))
def test_the_answer_is_known_and_does_not_depend_on_the_order(typed: str, known: list[str]) -> None:
    answer = nearest(typed, known)
    assert answer is None or answer in known
    assert nearest(typed, reversed(known)) == answer


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8, unique_by=str.casefold), st.data())
def test_what_is_known_is_nearest_to_itself(known: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(known))
    assert nearest(word, known) == word
