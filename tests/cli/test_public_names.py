"""``import newsletter``: what other programs may rely on."""

import inspect
import typing
from pathlib import Path

import pytest

import newsletter


def test_every_public_name_can_be_imported_and_nothing_else() -> None:
    assert sorted(newsletter.__all__) == list(newsletter.__all__)
    assert set(newsletter._HOME) == set(newsletter.__all__)
    with pytest.raises(AttributeError, match="no attribute 'build_isue'"):
        _ = newsletter.build_isue


@pytest.mark.parametrize("name", newsletter.__all__)
def test_a_public_name_is_documented_and_typed(name: str) -> None:
    thing = getattr(newsletter, name)
    assert thing.__name__ == name
    assert len(inspect.getdoc(thing) or "") > 30
    if inspect.isfunction(thing):
        hints = typing.get_type_hints(thing)
        assert set(inspect.signature(thing).parameters) | {"return"} == set(hints)
    else:
        assert inspect.isclass(thing)


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(newsletter.__path__[0]) / "py.typed").is_file()


def test_the_example_of_the_package_runs(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    examples = (newsletter.__doc__ or "").split("::\n")[1:]
    assert len(examples) == 2
    for example in examples:
        code = [line for line in example.split("\n") if line.startswith("    ") or not line]
        exec(inspect.cleandoc("\n".join(code)), {})
    assert "What a second opinion changed" in capsys.readouterr().out
