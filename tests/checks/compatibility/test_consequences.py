from collections import Counter

import pytest
import yaml

from newsletter.build import Builder
from newsletter.checks.consequences import Harm, consequences, known_good
from newsletter.checks.mail_programs import (
    USUAL_AUDIENCE,
    Family,
    all_programs,
    family_of,
    features,
    program_name,
    program_names,
    share,
)
from newsletter.checks.used_features import used_features
from newsletter.content.project import Project


def test_every_feature_has_one_consequence(repository) -> None:  # type: ignore[no-untyped-def]
    table = yaml.safe_load((repository / "newsletter/checks/data/consequences.yaml").read_text(encoding="utf-8"))
    counted = Counter(
        slug for harm in Harm for group in table[harm.name.lower()] for slug in group["features"].split()
    )
    assert set(counted) == set(features())
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("harm", [Harm.BREAKS, Harm.DEGRADES])
def test_each_harm_says_what_to_do(harm: Harm) -> None:
    told = [each for each in consequences().values() if each.harm is harm]
    assert all(each.instead.endswith(".") and each.because[0].islower() for each in told)


def test_what_is_known_to_be_good_is_used_by_our_templates(repository) -> None:  # type: ignore[no-untyped-def]
    builder = Builder(Project(repository))
    used = {
        use.slug for name in ("2026-11", "2026-12") for use in used_features(builder.check(name).draft.email.html)
    }
    assert known_good() - used == set()
    assert all(consequences()[slug].harm is Harm.DEGRADES for slug in known_good())


def test_every_program_has_a_family_and_a_name() -> None:
    assert {family_of(program) for program in all_programs()} == set(Family)
    assert [program for program in all_programs() if program_name(program) == program] == []
    assert sum(USUAL_AUDIENCE.values()) == 100


def test_the_last_version_that_was_tested_counts() -> None:
    # "2016" stands behind "16.80" by its letters, and before it in time.
    assert features()["css-border-spacing"].verdict("outlook.macos") == "n"
    assert features()["css-display-flex"].verdict("outlook.macos") == "y"


def test_shares_and_names() -> None:
    assert share(all_programs(), USUAL_AUDIENCE) == pytest.approx(100)
    assert share(["apple-mail.ios"], {"apple": 1}) == pytest.approx(50)
    assert share(["apple-mail.ios"], {"outlook": 1}) == 0
    assert program_names(["apple-mail.ios", "apple-mail.macos"]) == "Apple Mail (all)"
    assert program_names(["outlook.windows", "gmx.ios", "gmx.android"]) == "Outlook for Windows and GMX"
    assert program_names(["yahoo.ios", "sfr.ios", "gmx.ios", "hey.desktop-webmail", "aol.ios"]) == "5 others"
