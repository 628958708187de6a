"""A real discord.py client answers people over real sockets."""

import pytest

from tests.discord_server import Impossible, Person, Server
from tests.discord_server_tests.client import Client, running


async def test_a_client_logs_in_and_knows_its_guild(server: Server, bot: Client) -> None:
    assert bot.user is not None
    assert bot.user.name == "Roadmap Bot"
    assert [guild.name for guild in bot.guilds] == ["Home"]
    assert {channel.name for channel in bot.guilds[0].text_channels} == {"general", "quiz"}
    assert bot.guilds[0].me.guild_permissions.send_messages


async def test_a_slash_command_is_answered_in_the_channel(
    server: Server, bot: Client, ana: Person, ben: Person
) -> None:
    answer = await ana.slash("general", "ask", question="what is a saga?")
    assert answer.text == "You asked: what is a saga?"
    assert not answer.private
    assert ben.sees("general") == answer.messages


async def test_a_private_answer_is_seen_by_its_reader_alone(
    server: Server, bot: Client, ana: Person, ben: Person
) -> None:
    answer = await ana.slash("general", "ask", question="secret?", private=True)
    assert answer.private
    assert ana.sees("general") == answer.messages
    assert ben.sees("general") == ()
    assert server.log.events("MESSAGE_CREATE") == []


async def test_a_deferred_answer_comes_with_its_edit_and_its_follow_up(
    server: Server, bot: Client, ana: Person
) -> None:
    answer = await ana.slash("general", "pattern", name="saga")
    assert answer.deferred
    await answer.until(lambda now: len(now.messages) == 2)
    assert [message.text for message in answer.messages] == ["saga: a pattern", "And more."]
    assert all(message.private for message in answer.messages)


async def test_autocomplete_offers_choices(server: Server, bot: Client, ana: Person) -> None:
    offered = await ana.autocomplete("general", "pattern", "name", "s")
    assert [choice.name for choice in offered.choices] == ["saga", "sidecar"]


async def test_a_click_works_before_and_after_a_restart(server: Server, ana: Person) -> None:
    async with running(Client(), server):
        card = (await ana.slash("quiz", "quiz")).message
        assert [button.label for button in card.buttons] == ["A", "B", "C"]
        assert (await ana.click(card, label="B")).text == "B it is."
    async with running(Client(), server, sync=False):
        answer = await ana.click(card, custom_id="round:7:C")
    assert answer.text == "C it is."
    assert answer.private


async def test_a_form_is_filled_in_and_answered(server: Server, bot: Client, ana: Person) -> None:
    form = (await ana.slash("general", "form")).modal
    assert form.title == "Ask"
    answer = await ana.submit_modal(form, {"What?": "sagas", "Kind": "Long"})
    assert answer.text == "sagas (l)"


async def test_a_form_with_a_missing_field_cannot_be_sent(server: Server, bot: Client, ana: Person) -> None:
    form = (await ana.slash("general", "form")).modal
    with pytest.raises(Impossible, match="Kind"):
        await ana.submit_modal(form, {"What?": "sagas"})


async def test_the_target_of_a_message_menu_can_be_read(server: Server, bot: Client, ana: Person, ben: Person) -> None:
    said = (await ben.say("general", "how do we undo a payment?")).said
    answer = await ana.context_menu("Answer this", said)
    assert answer.text == "About “how do we undo a payment?”"
    assert answer.private


async def test_a_mention_can_be_read_and_is_answered(server: Server, bot: Client, ana: Person) -> None:
    conversation = await ana.mention("general", "what is cqrs?")
    assert conversation.text == f"You said: {server.world.bot.mention} what is cqrs?"
    assert conversation.is_reply


async def test_a_message_to_nobody_arrives_blank(server: Server, bot: Client, ana: Person) -> None:
    conversation = await ana.say("general", "just talking")
    await server.until(lambda: len(bot.heard) == 1)
    assert bot.heard[0].content == ""
    assert await conversation.silence(0.2)


async def test_a_reply_that_pings_can_be_read_and_one_without_ping_cannot(
    server: Server, bot: Client, ana: Person
) -> None:
    first = (await ana.mention("general", "hello")).message
    assert "You said: and more" in (await ana.reply(first, "and more")).text
    silent = await ana.say("general", "not for you", reply_to=first, ping=False)
    assert await silent.silence(0.2)
    assert bot.heard[-1].content == ""


async def test_a_direct_message_is_answered(server: Server, bot: Client, ana: Person) -> None:
    conversation = await ana.dm("hi")
    assert conversation.text == "You said: hi"
    assert conversation.private


async def test_own_messages_come_back_to_their_author(server: Server, bot: Client, ana: Person) -> None:
    await ana.mention("general", "hello")
    await server.until(lambda: len(bot.heard) == 2)
    assert bot.heard[1].author == bot.user
    assert bot.heard[1].content.startswith("You said")


async def test_nobody_uses_a_command_that_is_not_synced(server: Server, bot: Client, ana: Person) -> None:
    with pytest.raises(Impossible, match="synced are: Answer this, ask, form"):
        await ana.slash("general", "leaderboard")
    with pytest.raises(Impossible, match="has no option word"):
        await ana.slash("general", "ask", word="x")
    with pytest.raises(Impossible, match="needs question"):
        await ana.slash("general", "ask")
    with pytest.raises(Impossible, match="too few"):
        await ana.slash("general", "ask", question="x")


async def test_a_command_for_admins_needs_their_rights(server: Server, bot: Client, ana: Person) -> None:
    channel = server.channel("quiz")
    with pytest.raises(Impossible, match="lacks the rights"):
        await ana.slash("general", "schedule add", channel=channel, hour=9)
    admin = server.person("mia", admin=True)
    answer = await admin.slash("general", "schedule add", channel=channel, hour=9)
    assert answer.text == f"<#{channel.id}> at 9"
