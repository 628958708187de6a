"""Thousands of people and guilds are cheap, and a storm of clicks tells the fate of each."""

import time
from typing import Any, Self

import discord
import pytest
from discord import ui

from tests.discord_server import AnswerLost, Callback, Message, Requests, Server, Terms
from tests.discord_server_tests.client import Client, letters, running
from tests.discord_server_tests.raw import CALLBACK, listening


async def card(server: Server, bot: Client) -> Message:
    channel = bot.get_channel(server.channel("quiz").id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=letters(7))
    return server.messages("quiz")[0]


async def test_each_click_of_a_storm_is_told(server: Server, bot: Client) -> None:
    people = server.crowd(120)
    letter = {person.id: "ABC"[number % 3] for number, person in enumerate(people)}
    began = time.monotonic()
    clicks = await server.storm(
        await card(server, bot), people, lambda person: f"round:7:{letter[person.id]}", within=0.3
    )
    assert time.monotonic() - began >= 0.25
    assert {click.person.id for click in clicks} == {person.id for person in people}
    assert all(click.text == f"{letter[click.person.id]} it is." and click.private for click in clicks)
    assert all(click.answered_by is Callback.MESSAGE for click in clicks)
    assert all(click.answered_at is not None and click.sent_at <= click.answered_at for click in clicks)
    moments = [click.sent_at for click in clicks]
    assert moments == sorted(moments)
    assert 0.2 < moments[-1] - moments[0] < 2


async def test_a_click_that_nobody_answers_is_told_too() -> None:
    async with Server(Terms(answer_within=0.5)) as server, running(bot := Client(), server, sync=False):
        people = server.crowd(3)
        message = await card(server, bot)
        clicks = await server.storm(message, people, lambda one: f"round:7:{'?' if one is people[0] else 'A'}")
    assert [click.person.name for click in clicks if not click.answered] == ["member 0"]
    (silent,) = (click for click in clicks if not click.answered)
    assert (silent.text, silent.answered_at, silent.private) == ("", None, False)


class Thoughtful(ui.DynamicItem[ui.Button[Any]], template=r"slow:(?P<number>[0-9]+)"):
    """A button that defers first."""

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[Any], match: Any) -> Self:
        return cls(ui.Button(custom_id=match.string))

    async def callback(self, interaction: discord.Interaction) -> Any:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="Thought.")


async def test_a_deferred_answer_is_waited_for(server: Server, bot: Client) -> None:
    bot.add_dynamic_items(Thoughtful)
    channel = bot.get_channel(server.channel("quiz").id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=ui.View(timeout=None).add_item(Thoughtful(ui.Button(label="Think", custom_id="slow:1"))))
    clicks = await server.storm(server.messages("quiz")[0], server.crowd(5), lambda _: "slow:1", within=0.05)
    assert [(click.text, click.private) for click in clicks] == [("Thought.", True)] * 5


async def test_an_answer_whose_confirmation_was_lost_is_seen_by_its_person(server: Server, bot: Client) -> None:
    callbacks = Requests("POST", CALLBACK, chance=0.5, seed=3)
    server.faults = AnswerLost(callbacks)
    clicks = await server.storm(await card(server, bot), server.crowd(20), lambda _: "round:7:A", within=0.1)
    assert 0 < callbacks.count < 20
    assert [click.text for click in clicks] == ["A it is."] * 20


async def test_two_thousand_clicks_within_a_second_are_all_delivered_and_answered() -> None:
    # The bot lives in this process too, so that answers come late.
    async with Server(Terms(answer_within=60)) as server, running(bot := Client(), server, sync=False):
        people, message = server.crowd(2_000), await card(server, bot)
        clicks = await server.storm(message, people, lambda _: "round:7:A", within=1.0)
    assert {click.text for click in clicks} == {"A it is."}
    assert len({click.interaction_id for click in clicks}) == 2_000


async def test_five_thousand_guilds_are_spread_evenly_over_shards(server: Server) -> None:
    guilds = server.guilds(5_000, ("quiz",))
    server.crowd(2_000, guilds=(guilds[0],))
    assert len({guild.id for guild in guilds}) == 5_000
    assert {len([guild for guild in guilds if (guild.id >> 22) % 3 == shard]) for shard in range(3)} == {1666, 1667}


async def test_a_shard_of_five_thousand_guilds_is_told_of_its_own(server: Server) -> None:
    server.guilds(5_000, ("quiz",))
    mine = {guild.id for guild in server.world.guilds.values() if (guild.id >> 22) % 3 == 1}
    async with listening(server, (1, 3)) as ear:
        ready = await ear.hear("READY")
        told = [await ear.hear("GUILD_CREATE") for _ in mine]
    assert {int(guild["id"]) for guild in ready["d"]["guilds"]} == mine
    assert {int(frame["d"]["id"]) for frame in told} == mine


async def test_a_storm_where_nobody_sees_the_message_is_refused(server: Server, bot: Client) -> None:
    message = await card(server, bot)
    stranger = server.crowd(1, name="stranger", guilds=())
    with pytest.raises(AssertionError, match="stranger 0 does not see"):
        await server.storm(message, stranger, lambda _: "round:7:A")
