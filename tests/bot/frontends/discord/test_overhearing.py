"""Ask channels on Discord: few answers, once each, and silence."""

from collections.abc import AsyncIterator

import pytest

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.tally import Kind, Outcome
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Channel, Intent, Person, Server, Terms
from tests.discord_server.records import ChannelKind

assistant, clock = over_database.assistant, over_database.clock

CLEAR = "what does saga need?"


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server(Terms(privileged_intents=Intent.MESSAGE_CONTENT)) as server:
        yield server
        assert [fault.what for fault in server.log.faults] == []


@pytest.fixture
async def bot(server: Server, assistant: Assistant) -> AsyncIterator[RoadmapBot]:
    async with connected(server, assistant, message_content=True) as bot:
        yield bot


async def opened(server: Server, admin: Person) -> None:
    said = await admin.slash("general", "settings set", ask_channels=f"<#{server.channel('quiz').id}>")
    assert f"<#{server.channel('quiz').id}>" in said.text
    assert "Message Content Intent" not in said.text


def thread_of(server: Server, bot: RoadmapBot) -> Channel:
    """Open a thread of the bot's own."""
    channel = server.channel("general")
    number = server.call(server.world.snowflakes.next)
    ours = Channel(
        number, ChannelKind.PUBLIC_THREAD, "mesh", channel.guild_id, parent_id=channel.id, owner_id=bot_id(bot)
    )
    return server.call(lambda: server.platform.open_thread(ours))


async def test_a_clear_question_is_answered_without_a_mention_and_there_alone(
    server: Server, bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await opened(server, admin)
    answer = await (await ana.say("quiz", CLEAR)).answer()
    assert "Dead Letter Queue" in answer.text
    assert await (await ana.say("general", CLEAR)).silence(0.3)


async def test_talk_is_met_with_silence(server: Server, bot: RoadmapBot, ana: Person, admin: Person) -> None:
    await opened(server, admin)
    for line in ("who broke the saga tests?", "best pizza in town?", "what does it need?", f"<@{admin.id}> {CLEAR}"):
        assert await (await ana.say("quiz", line)).silence(0.2), line


async def test_what_is_taught_or_loaded_since_is_answered_anew(
    server: Server, bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await opened(server, admin)
    await (await ana.say("quiz", CLEAR)).answer()
    missing = await admin.slash("general", "ask", question="best pizza in town")
    form = (await admin.click(missing.message, label="Teach")).modal
    await admin.submit_modal(form, {"The question": CLEAR, "Or an answer of your own": "Ask team blue."})
    answer = await (await ana.say("quiz", CLEAR)).answer()
    assert "Ask team blue." in answer.text
    await bot.drain()
    bot.conversation.forget()
    assert "Ask team blue." in (await (await ana.say("quiz", CLEAR)).answer()).text


async def test_a_repeated_question_gets_a_link_to_the_answer(
    server: Server, bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await opened(server, admin)
    first = await (await ana.say("quiz", CLEAR)).answer()
    again = await (await admin.say("quiz", "And what does the saga need")).answer()
    assert str(first.message.id) in again.text
    assert "Dead Letter Queue" not in again.text


async def test_one_person_is_not_answered_on_and_on(
    server: Server, bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await opened(server, admin)
    for name in ("saga", "cqrs", "canary", "bulkhead"):
        await (await ana.say("quiz", f"what does {name} need?")).answer()
    assert await (await ana.say("quiz", "what does strangler fig need?")).silence(0.3)
    await (await admin.say("quiz", "what does strangler fig need?")).answer()


async def test_who_speaks_with_the_bot_in_its_thread_is_not_cut_short(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    thread = thread_of(server, bot)
    await ana.mention(thread, "what is saga?")
    for _ in range(6):
        assert "I took that as" in (await (await ana.say(thread, "and then?")).answer()).text


async def test_what_was_taught_is_answered_there(server: Server, bot: RoadmapBot, ana: Person, admin: Person) -> None:
    await opened(server, admin)
    nothing = await admin.slash("general", "ask", question="who waters the plants")
    form = (await admin.click(nothing.message, label="Teach")).modal
    await admin.submit_modal(form, {"Or an answer of your own": "Bob does."})
    assert "Bob does" in (await (await ana.say("quiz", "Who waters our plants?")).answer()).text


async def test_a_message_that_cannot_be_looked_at_is_counted_and_nobody_is_told(
    server: Server, bot: RoadmapBot, ana: Person, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(server, admin)

    async def broken(*_: object) -> None:
        raise RuntimeError("spilt tea")

    monkeypatch.setattr(bot.assistant.lessons, "of", broken)
    assert await (await ana.say("quiz", CLEAR)).silence(0.2)
    assert bot.tally.outcomes[Kind.MESSAGE, Outcome.FAILED] == 1


async def test_without_the_intent_the_command_says_what_is_missing(
    server: Server, assistant: Assistant, ana: Person, admin: Person
) -> None:
    async with connected(server, assistant):
        said = await admin.slash("general", "settings set", ask_channels=f"<#{server.channel('quiz').id}>")
        assert "Message Content Intent" in said.text
        assert await (await ana.say("quiz", CLEAR)).silence(0.3)
        assert "none" in (await admin.slash("general", "settings set", ask_channels="off")).text
        assert "names no channels" in (await admin.slash("general", "settings set", ask_channels="quiz")).text


async def test_in_a_thread_of_ours_follow_ups_need_no_mention(server: Server, bot: RoadmapBot, ana: Person) -> None:
    thread = thread_of(server, bot)
    for line in ("what does it need?", "what about mobile?"):
        assert await (await ana.say(thread, line)).silence(0.2), line
    await ana.mention(thread, "what is saga?")
    answer = await (await ana.say(thread, "and what does it need?")).answer()
    assert "what does Saga need?" in answer.text
    assert "BFF" in (await (await ana.say(thread, "And what about mobile?")).answer()).text
    for line in ("cool, thanks", "who brings the cake?", CLEAR, "what about lunch?", "what about the deploy tomorrow?"):
        assert await (await ana.say(thread, line)).silence(0.2), line


def bot_id(bot: RoadmapBot) -> int:
    assert bot.user is not None
    return bot.user.id
