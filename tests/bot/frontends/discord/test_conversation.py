"""Follow-ups on Discord: each is understood or declined, and none leaks from one person or place to another."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.turns import AFTER_RESTART, BEFORE_RESTART, DECLINED, NEXT_TO_SAGA, Turn
from tests.discord_server import Channel, Message, Person, Server
from tests.discord_server.records import ChannelKind

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


def thread_in(server: Server, parent: str) -> Channel:
    """Open a thread, of somebody's."""
    channel = server.channel(parent)
    thread = Channel(
        server.call(server.world.snowflakes.next),
        ChannelKind.PUBLIC_THREAD,
        "about-meshes",
        channel.guild_id,
        parent_id=channel.id,
        owner_id=server.person("ana").id,
    )
    return server.call(lambda: server.platform.open_thread(thread))


async def play(server: Server, turns: Sequence[Turn], thread: Channel, last: dict[str, Message]) -> list[str]:
    """Let people talk; give what went wrong."""
    wrong: list[str] = []
    for number, turn in enumerate(turns, start=1):
        place = thread if turn.where == "thread" else server.channel(turn.where)
        person = server.person(turn.who)
        if turn.how == "ask":
            asked = await person.slash(place, "ask", question=turn.said)
            text, last[turn.where] = asked.text, asked.message
        else:
            reply = turn.how == "reply"
            told = await (person.reply(last[turn.where], turn.said) if reply else person.mention(place, turn.said))
            text, last[turn.where] = told.text, told.message
        text = text.replace("\\", "")
        if turn.heard not in text or turn.never in text:
            wrong.append(f"{number}. {turn.who} in {turn.where}: {turn.said}\n{text[:300]}")
    return wrong


async def test_sixty_turns_with_a_restart_in_the_middle(server: Server, assistant: Assistant, clock: SetClock) -> None:
    thread = thread_in(server, "general")
    assert len(BEFORE_RESTART) + len(AFTER_RESTART) == 60
    last: dict[str, Message] = {}
    async with connected(server, assistant) as first:
        wrong = await play(server, BEFORE_RESTART, thread, last)
        await first.drain()
    # Another process: it knows nothing but what was kept.
    async with connected(server, Assistant(assistant.asking, assistant.database, clock)):
        wrong += await play(server, AFTER_RESTART, thread, last)
    assert wrong == [], "\n\n".join(wrong)


async def test_after_ten_minutes_nothing_is_carried_over(bot: RoadmapBot, ana: Person, clock: SetClock) -> None:
    await ana.mention("general", "what is saga?")
    clock.moment += timedelta(minutes=9, seconds=59)
    answer = await ana.mention("general", "what's next?")
    assert NEXT_TO_SAGA in answer.text
    clock.moment += timedelta(minutes=10, seconds=1)
    assert "I took that as" not in (await ana.mention("general", "what's next?")).text


async def test_a_reply_goes_on_from_the_message_it_answers(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    first = await ana.mention("general", "what is saga?")
    await admin.mention("general", "what is canary?")
    assert NEXT_TO_SAGA in (await admin.reply(first.message, "what's next?")).text


async def test_what_a_button_or_a_command_shows_is_spoken_of_next(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "what is saga?")
    await ana.click(answer.message, label="Next: CQRS")
    assert "what does CQRS need?" in (await ana.mention("general", "what does it need?")).text
    await ana.slash("general", "pattern", name="canary")
    assert DECLINED in (await ana.mention("general", "what does it need?")).text.replace("\\", "")


async def test_a_path_that_is_looked_up_is_no_more_about_what_came_before(bot: RoadmapBot, ana: Person) -> None:
    await ana.mention("general", "what is saga?")
    await ana.slash("general", "path", to="canary")
    assert DECLINED in (await ana.mention("general", "what does it need?")).text.replace("\\", "")


async def test_what_one_person_sees_in_a_thread_is_not_what_the_others_go_on_from(
    bot: RoadmapBot, server: Server, ana: Person, admin: Person
) -> None:
    thread = thread_in(server, "general")
    answer = await ana.mention(thread, "what is saga?")
    await ana.click(answer.message, label="Next: CQRS")
    assert DECLINED in (await admin.mention(thread, "what does it need?")).text.replace("\\", "")


async def test_somebody_elses_message_does_not_go_on_from_what_its_reader_was_told(
    bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await admin.mention("general", "what is saga?")
    said = await ana.say("general", "what does it need?")
    assert DECLINED in (await admin.context_menu("Answer from the roadmap", said.said)).text.replace("\\", "")
    own = await admin.say("general", "what does it need?")
    await admin.mention("general", "what is saga?")
    assert "what does Saga need?" in (await admin.context_menu("Answer from the roadmap", own.said)).text


async def test_in_a_thread_somebody_elses_message_goes_on_from_what_all_were_told(
    bot: RoadmapBot, server: Server, ana: Person, admin: Person
) -> None:
    thread = thread_in(server, "general")
    await admin.mention(thread, "what is saga?")
    said = await ana.say(thread, "what does it need?")
    assert "what does Saga need?" in (await admin.context_menu("Answer from the roadmap", said.said)).text


async def test_in_private_a_reply_goes_on_too(bot: RoadmapBot, ana: Person) -> None:
    first = await ana.dm("what is saga?")
    assert NEXT_TO_SAGA in (await ana.reply(first.message, "what's next?")).text


@pytest.mark.parametrize("asked", ["what's next?", "what does it need?"])
async def test_a_private_question_is_nothing_to_come_back_to_in_public(
    bot: RoadmapBot, ana: Person, asked: str
) -> None:
    await ana.slash("general", "ask", question="what is saga?", private=True)
    assert "Saga" not in (await ana.mention("general", asked)).text
