import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.checks.colors import WHITE, Color, contrast, over, parse_color, parse_legacy_color
from newsletter.checks.dark_colors import as_outlook, inverted

channel = st.integers(0, 255).map(lambda value: value / 255)


@pytest.mark.parametrize(
    ("light", "in_outlook", "turned_around"),
    [
        ("#ffffff", "#333333", "#000000"),
        ("#000000", "#ffffff", "#ffffff"),
        ("#333333", "#cfcfcf", "#cccccc"),
        ("#767676", "#939393", "#898989"),
        ("#0b5394", "#89b3fd", "#79c1ff"),
    ],
)
def test_colors_in_the_dark(light: str, in_outlook: str, turned_around: str) -> None:
    color = parse_color(light)
    assert color is not None
    assert (as_outlook(color).hex, inverted(color).hex) == (in_outlook, turned_around)


def test_the_published_pairs() -> None:
    gray, blue = Color(0x76 / 255, 0x76 / 255, 0x76 / 255), Color(0x0B / 255, 0x53 / 255, 0x94 / 255)
    assert contrast(gray, WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(as_outlook(gray), as_outlook(WHITE)) == pytest.approx(4.11, abs=0.01)
    assert contrast(as_outlook(WHITE), as_outlook(blue)) == pytest.approx(5.97, abs=0.01)


@given(channel, channel, channel, channel)
def test_a_color_stays_a_color(red: float, green: float, blue: float, alpha: float) -> None:
    color = Color(red, green, blue, alpha)
    for changed in (as_outlook(color), inverted(color)):
        assert all(0 <= part <= 1 for part in changed)
        assert changed.alpha == alpha
    assert over(color, WHITE).alpha == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [("fff", "#ffffff"), ("#0b5394", "#0b5394"), ("Red", "#ff0000"), ("0b5394", "#0b5394"), ("oops", None), ("", None)],
)
def test_colors_of_attributes(written: str, read: str | None) -> None:
    color = parse_legacy_color(written)
    assert (color and color.hex) == read
