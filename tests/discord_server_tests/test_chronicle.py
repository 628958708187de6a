"""What a quiz did can be read afterwards, also what is gone by then."""

from collections.abc import AsyncIterator

import discord
import pytest

from tests.discord_server import Callback, Person, Server
from tests.discord_server_tests.client import Client, command, letters, running
from tests.discord_server_tests.raw import Rest, rest


@pytest.fixture
async def line(server: Server) -> AsyncIterator[Rest]:
    async with rest(server) as line:
        yield line


async def test_every_message_ever_made_is_known_with_its_nonce_and_ids(server: Server, bot: Client) -> None:
    quiz = server.channel("quiz")
    channel = bot.get_channel(quiz.id)
    assert isinstance(channel, discord.TextChannel)
    first = await channel.send(view=letters(1), nonce="slot-1")
    await channel.send(view=letters(1), nonce="slot-1")
    await channel.send(view=letters(2), nonce="slot-2")
    await first.delete()
    created = server.log.created(quiz)
    assert [message.nonce for message in created] == ["slot-1", "slot-2"]
    assert created[0].custom_ids == ("round:1:A", "round:1:B", "round:1:C")
    assert [gone.message.id for gone in server.log.deletions(quiz)] == [first.id]
    assert [message.nonce for message in server.messages(quiz)] == ["slot-2"]


async def test_every_version_of_a_message_is_known_with_its_time(server: Server, line: Rest) -> None:
    quiz = server.channel("quiz")
    path = f"/channels/{quiz.id}/messages/{(await line.post(quiz, {'content': 'open'})).body['id']}"
    for text in ("closed", "closed, 3 answers"):
        await line.request("PATCH", path, {"content": text})
    (message,) = server.log.created(quiz)
    edits = server.log.edits(message)
    assert message.content == "open"
    assert [edit.message.content for edit in edits] == ["closed", "closed, 3 answers"]
    assert message.sent_at.timestamp() <= edits[0].at + 0.001 <= edits[1].at + 0.001


async def test_what_a_person_was_answered_is_known_with_its_time(server: Server, bot: Client, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question="what is a saga?", private=True)
    (told,) = server.log.answers_to(answer)
    assert told.callback is Callback.MESSAGE
    assert told.taken
    assert told.text == "You asked: what is a saga?"
    assert told.private
    assert server.log.answers_to(answer.interaction_id) == [told]
    assert [message.text for message in server.log.created(server.channel("general"))] == [told.text]


async def test_an_answer_that_was_refused_is_known(server: Server, ana: Person) -> None:
    bot = Client()

    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        interaction.response._response_type = None
        await interaction.edit_original_response(content="one")
        await interaction.response.send_message("two")

    command(bot, "twice", twice)
    async with running(bot, server):
        answer = await ana.slash("general", "twice")
        await server.until(lambda: bool(bot.errors))
    first, second = server.log.answers_to(answer)
    assert (first.callback, first.private, first.text) == (Callback.DEFERRED_MESSAGE, True, "")
    assert (second.taken, second.text) == (False, "")
    assert [edit.message.text for edit in server.log.edits(answer.message)] == ["one"]
    assert server.log.answers_to(1) == []


async def test_the_log_begins_anew_where_a_test_clears_it(server: Server, line: Rest) -> None:
    await line.request("GET", "/nowhere")
    assert len(server.log.faults) == 1
    server.log.entries.clear()
    assert server.log.faults == []
    await line.request("GET", "/users/@me")
    await line.request("GET", "/users/@me")
    assert len(server.log.requests("GET", "/users/@me")) == 2
    assert server.log.requests("POST") == []
