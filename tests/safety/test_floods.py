"""Floods on Discord: who asks too much is told once and briefly, and everybody else goes on as before."""

from collections.abc import AsyncIterator

import pytest

from bot.assistant import Assistant
from bot.floods.floodgate import Floodgate, Scope
from bot.floods.limits import Limit, Limits
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.flooding import SAID
from bot.quiz.round import Key
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.quiz.rounds_in import opened
from tests.discord_server import Person, Server
from tests.discord_server.interactions import Callback

assistant, clock = over_database.assistant, over_database.clock
PERSON = 5
"""What one person may ask at once, here."""


@pytest.fixture
async def bot(server: Server, assistant: Assistant, clock: SetClock) -> AsyncIterator[RoadmapBot]:
    async with connected(server, assistant) as bot:
        gate = Floodgate(Limits(Limit(PERSON, 1), Limit(8, 1), Limit(40, 1)), clock)
        bot.floodgate = bot.conversation._floodgate = gate
        yield bot


def told(scope: Scope) -> str:
    return texts_in("english")(SAID[scope])


async def spend(person: Person, times: int = PERSON) -> None:
    for _ in range(times):
        await person.slash("general", "pattern", name="saga")


async def test_a_command_too_many_is_answered_by_one_private_line(
    bot: RoadmapBot, ana: Person, admin: Person, clock: SetClock
) -> None:
    await spend(ana)
    for _ in range(3):
        refused = await ana.slash("general", "ask", question="what is a saga")
        assert refused.private
        assert refused.text == told(Scope.PERSON)
    assert "Saga" in (await admin.slash("general", "ask", question="what is a saga")).text
    clock.pass_(seconds=1)
    assert "CQRS" in (await ana.slash("general", "ask", question="what is cqrs")).text


async def test_messages_too_many_are_told_once_and_then_left_alone(bot: RoadmapBot, ana: Person) -> None:
    for _ in range(PERSON):
        await ana.mention("general", "what is a saga")
    assert (await ana.mention("general", "what is a saga")).text == told(Scope.PERSON)
    for _ in range(3):
        said = await ana.say("general", f"<@{bot.user.id if bot.user else 0}> what is a saga")
        await said.silence(0.1)


async def test_presses_too_many_are_told_once_and_then_acknowledged_in_silence(bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.slash("general", "pattern", name="saga")
    await spend(ana, PERSON - 1)
    assert (await ana.click(shown.message, label="Prerequisites")).text == told(Scope.PERSON)
    for _ in range(3):
        silent = await ana.click(shown.message, label="Prerequisites")
        assert silent.answered_by is Callback.DEFERRED_UPDATE
        assert silent.messages == ()


async def test_a_channel_full_of_questions_is_told_so_once(bot: RoadmapBot, server: Server) -> None:
    people = server.crowd(10)
    for person in people[:8]:
        await person.mention("general", "hello")
    assert (await people[8].mention("general", "hello")).text == told(Scope.CHANNEL)
    said = await people[9].say("general", f"<@{bot.user.id if bot.user else 0}> hello")
    await said.silence(0.1)
    assert "/ask" in (await people[9].mention("quiz", "hello")).text


async def test_a_guild_s_flood_is_no_other_guild_s(bot: RoadmapBot, server: Server) -> None:
    other = server.guild("Other", ("elsewhere",))
    people = server.crowd(40)
    eve = server.person("eve", guilds=(server.home, other))
    for person in people:
        await person.slash("general", "help")
    assert (await eve.slash("general", "help")).text == told(Scope.GUILD)
    assert "/ask" in (await eve.slash("elsewhere", "help")).text


async def test_answers_to_a_quiz_are_never_too_many_for_a_guild(
    bot: RoadmapBot, server: Server, clock: SetClock
) -> None:
    key = await opened(bot.assistant.database, server.home.id, clock(), bot.assistant.bank[0])
    assert key == Key(server.home.id, 1)
    shown = await server.person("zoe").slash("general", "quiz", number=1)
    clicks = await server.storm(shown.message, server.crowd(200), lambda _: "round:1:0", within=0.5)
    assert all("Your answer to quiz 1" in click.text for click in clicks)


async def test_suggestions_too_many_are_none(bot: RoadmapBot, ana: Person) -> None:
    for _ in range(PERSON):
        assert (await ana.autocomplete("general", "pattern", "name", "sa")).choices
    assert (await ana.autocomplete("general", "pattern", "name", "sa")).choices == ()
    assert "Saga" in (await ana.slash("general", "pattern", name="saga")).text


def test_the_usual_limits_are_beyond_what_a_person_can_do_by_hand(clock: SetClock) -> None:
    gate = Floodgate(Limits(), clock)
    busy = [(Scope.PERSON, 1), (Scope.CHANNEL, 2), (Scope.GUILD, 3)]
    for _ in range(1_000):
        clock.pass_(seconds=0.5)
        assert gate.enter(*busy) is None
