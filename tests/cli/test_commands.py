"""What every command owes its user, and what starting costs."""

import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result

import newsletter.cli
from newsletter.cli.main import COMMANDS

Run = Callable[..., Result]
HEAVY = {"pydantic", "jinja2", "mjml", "premailer", "lxml", "PIL", "markdown_it", "yaml", "watchfiles", "rich"}


def test_commands_are_the_files_of_the_folder() -> None:
    folder = Path(newsletter.cli.__path__[0])
    files = {path.stem for path in folder.glob("*.py") if not path.name.startswith("_")} - {"main"}
    assert {name.replace("-", "_") for name in COMMANDS} == files


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_goes_by_its_file(name: str) -> None:
    command = import_module(f"newsletter.cli.{name.replace('-', '_')}").command
    assert command.name == name
    assert len(COMMANDS[name]) <= 78
    assert COMMANDS[name].endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_list_says_what_the_help_says(name: str, run: Run) -> None:
    """The two are written apart, so that --help imports nothing; they have to speak of the same."""
    command = import_module(f"newsletter.cli.{name.replace('-', '_')}").command
    verb = COMMANDS[name].split()[0]
    assert (command.help or "").split()[0] == verb
    assert f"  {name}" in run("--help").stdout
    assert COMMANDS[name] in re.sub(r"\s+", " ", run("--help").stdout)


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_worth_reading(name: str, flag: str, run: Run) -> None:
    result = run(name, flag)
    assert result.exit_code == 0
    command = import_module(f"newsletter.cli.{name.replace('-', '_')}").command
    first = (command.help or "").split("\n\n")[0]
    assert 15 < len(first) < 200
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert (parameter.help or "").endswith("."), parameter.name
            assert len(parameter.help) > 15
    assert not re.search(r"``|:func:|None\b|\bTODO\b", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_the_first_page_shows_how_to_begin(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "newsletter new 2027-01" in result.stdout
    assert "newsletter build 2027-01" in result.stdout
    assert re.fullmatch(r"newsletter \d+\.\d+\.\d+\nDefault templates: .*\n", run("--version").stdout)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("biuld", "There is no command “biuld”. Did you mean build?"),
        ("lst", "There is no command “lst”. Did you mean list?"),
        ("xyzzy", "There is no command “xyzzy”. To see all of them: newsletter --help"),
    ],
)
def test_a_mistyped_command(run: Run, typed: str, expected: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {expected} (usage/unknown-command)"


def modules_after(code: str) -> set[str]:
    last = "print(*sys.modules, sep='\\n', file=sys.stderr)"
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\n{last}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    return {line.split(".")[0] for line in done.stderr.split()}


@pytest.mark.parametrize("words", ["--help", "-h", "--version"])
def test_help_waits_for_nothing_heavy(words: str) -> None:
    loaded = modules_after(f"from newsletter.cli.main import cli; cli({words.split()!r})")
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert modules_after("import newsletter") & HEAVY == set()


def test_the_newsletter_command_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "newsletter.cli.main", "list", "--oops"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
