"""`roadmap-bot simulate` as a shell meets it."""

import pytest

from bot.__main__ import main
from tests.bot.processes import run


def test_a_day_is_played_and_told(environment: dict[str, str]) -> None:
    done = run(environment, "simulate", "--days", "1", "--users", "2", "--seed", "3")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "1 day with 2 people, 7 schedules in Berlin, Kolkata and New York; seed 3."
    assert any("clocks in Berlin go back from 03:00 to 02:00" in line for line in lines)
    assert sum("CRASH" in line for line in lines) > 1
    assert lines[-1] == "Nothing was lost or doubled."
    assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.parametrize("arguments", [[], ["--days", "0"], ["--days", "x"], ["--days", "1", "--users", "1001"]])
def test_wrong_numbers_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", *arguments]) == 2
    assert "--" in capsys.readouterr().err
