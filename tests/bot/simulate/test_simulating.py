"""The simulation finds nothing in the bot as it is, and each kind of harm in a bot that was sabotaged."""

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

import bot.quiz.closing
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.clock import Clock
from bot.guilds.guild import Guild
from bot.quiz.answering import Accepted, Answering, Click, Taken
from bot.quiz.channels import Looked, Missing, Sent
from bot.quiz.round import Key, Round, Tally
from bot.quiz.scoring import award
from bot.quiz.service import Quizzing
from bot.simulate import report
from bot.simulate.calendar import parts
from bot.simulate.moments import Moment
from bot.simulate.place import Place
from bot.simulate.processes import Process
from bot.simulate.simulation import Played, Wanted, simulate


def faults(asking: Asking, wanted: Wanted, folder: Path) -> list[str]:
    """Play until the first part that has faults; give them."""
    return next((played.faults for played in simulate(asking, wanted, folder) if played.faults), [])


def told(all_played: list[Played]) -> list[str]:
    return [line for played in all_played for line in report.log(played)] + list(report.sums(all_played))


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_lost_or_doubled_whatever_goes_wrong(asking: Asking, tmp_path: Path, seed: int) -> None:
    all_played = list(simulate(asking, Wanted(days=1, users=5, seed=seed), tmp_path))
    assert [fault for played in all_played for fault in played.faults] == []
    assert {crash.moment for played in all_played for crash in played.ledger.crashes} == set(Moment)
    assert told(all_played)[-1] == "Nothing was lost or doubled."


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_nothing_is_lost_or_doubled_by_any_seed(asking: Asking, tmp_path: Path, seed: int) -> None:
    assert faults(asking, Wanted(days=5, users=8, seed=seed), tmp_path) == []


def test_a_seed_plays_the_same_again(asking: Asking, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    wanted = Wanted(days=4, users=6, seed=5)
    assert told([next(simulate(asking, wanted, first))]) == told([next(simulate(asking, wanted, second))])


def test_days_that_hold_no_clock_change_are_followed_by_those_that_do() -> None:
    assert [part.days for part in parts(1)] == [1, 3, 3, 3, 3]
    assert [part.days for part in parts(7)] == [7, 3, 3, 3]
    assert [part.days for part in parts(300)] == [300, 3]


class Forgetful(Place):
    """A place without nonces, in which nothing is found again."""

    async def post(self, posted: Round, card: Card) -> Sent:
        self._nonces.clear()
        return await super().post(posted, card)

    async def look_for(self, posted: Round) -> Looked:
        return Missing()


def test_a_message_that_is_sent_more_than_once_is_found(asking: Asking, tmp_path: Path) -> None:
    found = faults(asking, Wanted(days=3, users=2, seed=1, place=Forgetful), tmp_path)
    assert any(re.search("it was posted [2-9] times", fault) for fault in found)


class Hasty(Answering):
    """Confirms an answer while it is still on its way to the database."""

    def __init__(self, kept: Answering) -> None:
        self._kept = kept
        self._under_way: set[asyncio.Task[Taken]] = set()

    async def answer(self, click: Click) -> Taken:
        self._under_way.add(asyncio.create_task(self._kept.answer(click)))
        return Accepted(1 << click.option, datetime.now(UTC), 1, several=False)


class HastyProcess(Process):
    def assist(self, asking: Asking, clock: Clock) -> Assistant:
        assistant = super().assist(asking, clock)
        touched: set[Key] = set()
        hasty = Hasty(assistant.answering)
        assistant.quizzing = Quizzing(self.database, hasty, assistant.round_cards, touched, clock)
        return assistant


def test_an_answer_that_is_confirmed_before_it_is_kept_is_found(asking: Asking, tmp_path: Path) -> None:
    wanted = Wanted(days=3, users=5, seed=1, make=HastyProcess)
    found = [fault for played in simulate(asking, wanted, tmp_path) for fault in played.faults]
    # A crash took what had been confirmed: there is no answer, or the one before it.
    assert any(re.search("the answer [0-9]+ of person [0-9]+ is (lost|kept as)", fault) for fault in found)


def test_points_that_are_given_twice_are_found(asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def twice(connection: AsyncConnection, scored: Round, guild: Guild) -> Tally:
        await award(connection, scored, guild)
        return await award(connection, scored, guild)

    monkeypatch.setattr(bot.quiz.closing, "award", twice)
    found = faults(asking, Wanted(days=1, users=3, seed=1), tmp_path)
    assert any("the board 2026-03" in fault for fault in found)
    assert any("the streak" in fault for fault in found)


def test_a_round_without_a_trace_is_found(asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr("bot.quiz.opening.plan_next", nothing)
    found = faults(asking, Wanted(days=3, users=1, seed=1), tmp_path)
    assert any("the round is lost, there is no trace of it" in fault for fault in found)
