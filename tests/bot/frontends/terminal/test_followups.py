"""Follow-ups in the terminal: the subject outlives the chat."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.ask.service import Asking
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept


async def test_a_follow_up_is_understood_also_in_the_next_chat(asking: Asking, tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    async with kept(asking, tmp_path / "bot.sqlite3", clock) as assistant:
        ana, bob = Talk(assistant, "ana"), Talk(assistant, "bob")
        await ana.say("what is saga?")
        assert "I took that as: what does Saga need?" in await ana.say("what does it need?")
        assert "can't tell what that is about" in await bob.say("what does it need?")
    async with kept(asking, tmp_path / "bot.sqlite3", clock) as assistant:
        ana = Talk(assistant, "ana")
        assert "I took that as: what comes after Saga?" in await ana.say("and then?")
        assert "took that as" not in await ana.say("best pizza in town")
        assert "can't tell" in await ana.say("what does it need?")
        await ana.say("what is saga?")
        clock.moment += timedelta(minutes=10)
        assert "can't tell" in await ana.say("what does it need?")


async def test_what_was_chosen_or_looked_up_is_spoken_of(asking: Asking, tmp_path: Path) -> None:
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        ana = Talk(assistant, "ana")
        await ana.say("what is saga?")
        await ana.say("4")
        assert "what does CQRS need?" in await ana.say("what does it need?")
        await ana.say("/pattern canary")
        assert "can't tell" in await ana.say("what does it need?")
