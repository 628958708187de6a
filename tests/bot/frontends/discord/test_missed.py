"""Votes and the list of unanswered questions on Discord."""

from sqlalchemy import select

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.people import NOWHERE
from bot.storage.engine import Database
from bot.storage.tables import guild
from bot.teach import votes
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock

SLOW = "checkout hangs whenever the fraud vendor is slow"
PIZZA = "best *pizza* in town"


async def test_an_answer_is_rated_and_a_reason_given_across_restarts(
    server: Server, assistant: Assistant, ana: Person, admin: Person
) -> None:
    async with connected(server, assistant):
        await admin.slash("general", "settings set", unanswered=True)
        answer = await ana.slash("general", "ask", question=SLOW)
    async with connected(server, assistant):
        thanks = await ana.click(answer.message, label="Not helpful")
        assert thanks.private
        form = (await ana.click(thanks.message, label="Say why")).modal
    async with connected(server, assistant):
        assert "Thank you" in (await ana.submit_modal(form, {"What did you expect?": "too *long* @everyone"})).text
        listed = await admin.slash("general", "settings unanswered")
        assert listed.private
        assert f"“{SLOW}” – **once**, not helpful" in listed.text
        told = await admin.click(listed.message, label="What helped")
        assert "**Circuit Breaker** (problem): 0 helpful, 1 not" in told.text
        assert r"too \*long\* @everyone" in told.text


async def test_a_vote_can_be_changed(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    answer = await ana.mention("general", "what is saga?")
    await ana.click(answer.message, label="Not helpful")
    await ana.click(answer.message, label="Helpful")
    await admin.click(answer.message, label="Helpful")
    assert "2 helpful, 0 not" in (await admin.slash("general", "settings unanswered")).text


async def test_an_unanswered_question_is_taught_from_the_list(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    await admin.slash("general", "settings set", unanswered=True)
    await ana.mention("general", PIZZA)
    await bot.drain()
    listed = await admin.slash("general", "settings unanswered")
    assert r"best \*pizza\* in town" in listed.text
    form = (await admin.click(listed.message, label="Teach 1")).modal
    assert PIZZA in str(form.components)
    await admin.submit_modal(form, {"Or an answer of your own": "Luigi's."})
    assert "Luigi" in (await ana.slash("general", "ask", question=PIZZA)).text
    assert "pizza" not in (await admin.slash("general", "settings unanswered")).text


async def test_a_message_whose_answer_did_not_help_is_on_the_list(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    await admin.slash("general", "settings set", unanswered=True)
    answer = await ana.mention("general", "what is *saga*?")
    await admin.click(answer.message, label="Not helpful")
    assert r"“what is \*saga\*?” – **once**, not helpful" in (await admin.slash("general", "settings unanswered")).text


async def test_a_command_whose_answer_did_not_help_is_on_the_list(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    await admin.slash("general", "settings set", unanswered=True)
    answer = await ana.slash("general", "ask", question="what is *saga*?")
    await ana.click(answer.message, label="Not helpful")
    assert r"“what is \*saga\*?” – **once**, not helpful" in (await admin.slash("general", "settings unanswered")).text


async def test_a_direct_message_is_rated_for_whoever_runs_the_bot_and_for_no_server(
    bot: RoadmapBot, database: Database, ana: Person, admin: Person
) -> None:
    answer = await ana.dm("what is saga?")
    await ana.click(answer.message, label="Helpful")
    thanks = await ana.click(answer.message, label="Not helpful")
    assert "Whoever runs me reads it" in thanks.text
    form = (await ana.click(thanks.message, label="Say why")).modal
    assert "Whoever runs me reads it" in str(form.components)
    assert "Whoever runs me reads it" in (await ana.submit_modal(form, {"What did you expect?": "too long"})).text
    assert "0 helpful, 0 not" in (await admin.slash("general", "settings unanswered")).text
    async with database.reading() as connection:
        assert [one.unhelpful for one in await votes.tallies(connection, NOWHERE)] == [1]
        assert (await connection.execute(select(guild).where(guild.c.guild_id == NOWHERE))).all() == []


async def test_a_direct_message_without_an_answer_is_neither_rated_nor_taught(bot: RoadmapBot, ana: Person) -> None:
    assert (await ana.dm(PIZZA)).buttons == ()


async def test_a_reply_to_an_older_direct_message_goes_on_from_that_one(bot: RoadmapBot, ana: Person) -> None:
    older = await ana.dm("what is saga?")
    await ana.dm("what is canary?")
    said = await (await ana.say(ana.direct, "what does it need?", reply_to=older.message)).answer()
    assert "what does Saga need?" in said.text
