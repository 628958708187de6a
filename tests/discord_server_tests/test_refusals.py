"""What Discord refuses is refused, with its own error."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
from discord import ui

from tests.discord_server import Impossible, NoAnswer, Permission, Person, Server, Terms
from tests.discord_server_tests.client import Client, command, letters, running


def general(bot: Client) -> discord.TextChannel:
    return next(channel for channel in bot.guilds[0].text_channels if channel.name == "general")


async def test_a_second_answer_is_40060(server: Server, ana: Person) -> None:
    bot = Client()

    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one")
        interaction.response._response_type = None
        await interaction.response.send_message("two")

    command(bot, "twice", twice)
    async with running(bot, server):
        answer = await ana.slash("general", "twice")
        await server.until(lambda: bool(bot.errors))
    assert answer.text == "one"
    assert [error.code for error in bot.errors] == [40060]  # type: ignore[attr-defined]


async def test_a_late_answer_is_10062_and_the_person_reads_that_nothing_came() -> None:
    bot = Client()

    async def late(interaction: discord.Interaction) -> None:
        await asyncio.sleep(0.3)
        await interaction.response.send_message("sorry")

    command(bot, "late", late)
    async with Server(Terms(answer_within=0.1)) as server, running(bot, server):
        with pytest.raises(NoAnswer, match="did not respond"):
            await server.person("ana").slash("general", "late")
        await server.until(lambda: bool(bot.errors))
    assert [error.code for error in bot.errors] == [10062]  # type: ignore[attr-defined]


async def test_a_token_that_ran_out_is_50027() -> None:
    bot = Client()

    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("first")
        await asyncio.sleep(0.2)
        await interaction.followup.send("second")

    command(bot, "slow", slow)
    async with Server(Terms(token_life=0.1)) as server, running(bot, server):
        await server.person("ana").slash("general", "slow")
        await server.until(lambda: bool(bot.errors))
    assert [error.code for error in bot.errors] == [50027]  # type: ignore[attr-defined]


async def test_a_button_that_an_old_screen_still_shows_arrives(server: Server, bot: Client, ana: Person) -> None:
    sent = await general(bot).send(view=letters(1))
    card = server.messages("general")[0]
    await sent.edit(view=letters(2))
    with pytest.raises(Impossible, match="round:2:A"):
        await ana.click(card, custom_id="round:1:A")
    assert (await ana.click_stale(card, "round:1:A")).text == "A it is."


async def test_a_button_that_nobody_knows_goes_unanswered() -> None:
    async with Server(Terms(answer_within=0.1)) as server, running(Client(), server):
        ana = server.person("ana")
        card = (await ana.slash("quiz", "quiz")).message
        with pytest.raises(NoAnswer):
            await ana.click_stale(card, "older:1")


async def test_text_beside_v2_components_is_refused_in_the_field_that_is_wrong(server: Server, bot: Client) -> None:
    errors = await refused(
        server, bot, {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "y"}]}
    )
    assert set(errors) == {"content"}


async def test_v2_components_without_their_flag_are_refused(server: Server, bot: Client) -> None:
    errors = await refused(server, bot, {"components": [{"type": 10, "content": "y"}]})
    assert errors["components"]["0"]["_errors"][0]["code"] == "UNION_TYPE_CHOICES"


def v2(*components: dict[str, Any]) -> dict[str, Any]:
    return {"flags": 1 << 15, "components": list(components)}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(buttons)}


def button(custom_id: str, label: str = "x") -> dict[str, Any]:
    return {"type": 2, "style": 1, "custom_id": custom_id, "label": label}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (v2(text("x" * 2001), text("y" * 2000)), "components"),
        (v2(*[text("x")] * 41), "components"),
        (v2({"type": 17, "components": [text("x")] * 40}), "components"),
        (v2(row(button("a"), button("a"))), "components.0.components.1.custom_id"),
        (v2(row(button("a" * 101))), "components.0.components.0.custom_id"),
        (v2(row(button("a", "x" * 81))), "components.0.components.0.label"),
        (v2(row(*(button(str(n)) for n in range(6)))), "components.0.components"),
        (v2(row({"type": 2, "style": 1, "label": "x"})), "components.0.components.0.custom_id"),
        (v2(row({"type": 2, "style": 5, "label": "x"})), "components.0.components.0.url"),
        (v2({"type": 9, "components": [text("x")] * 4, "accessory": button("a")}), "components.0.components"),
        (v2({"type": 9, "components": [text("x")]}), "components.0.accessory"),
        (v2({"type": 12, "items": [{"media": {"url": "https://a.b/c"}}] * 11}), "components.0.items"),
        (v2({"type": 13, "file": {"url": "attachment://gone.txt"}}), "components.0.file.url"),
        (v2(row({"type": 3, "custom_id": "s", "options": []})), "components.0.components.0.options"),
        ({"content": "x", "components": [row(button("a"))] * 6}, "components"),
        ({"content": "x" * 2001}, "content"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, "embeds"),
        ({"embeds": [{"fields": [{"name": "", "value": "x"}]}]}, "embeds.0.fields.0.name"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds"),
        ({"content": "x", "nonce": "n" * 26}, "nonce"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "allowed_mentions"),
    ],
)
async def test_each_limit_of_a_message_is_held(server: Server, bot: Client, body: dict[str, Any], path: str) -> None:
    errors: Any = await refused(server, bot, body)
    for step in path.split("."):
        errors = errors[step]
    assert errors["_errors"]
    server.log.entries.clear()  # such bodies are faults in Discord's description too


async def refused(server: Server, bot: Client, body: dict[str, Any]) -> Any:
    """Send a body as it is, past the library's own checks; gives the errors that come back."""
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=general(bot).id)
    with pytest.raises(discord.HTTPException) as refusal:
        await bot.http.request(route, json=body)
    assert refusal.value.code == 50035
    assert server.log.refusals[-1].status == 400
    return server.log.refusals[-1].answer["errors"]


async def test_texts_that_are_too_heavy_in_bytes_fail_as_they_do_at_discord(server: Server) -> None:
    heavy = v2(text("語" * 3_500))
    headers = {"Authorization": f"Bot {server.token}"}
    url = f"{server.api_url}/channels/{server.channel('general').id}/messages"
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=heavy) as response:
        assert response.status == 500


async def test_a_file_that_is_too_large_is_413() -> None:
    async with Server(Terms(attachment_size=10)) as server, running(bot := Client(), server):
        with pytest.raises(discord.HTTPException) as refusal:
            await general(bot).send(file=discord.File(__file__))
    assert (refusal.value.status, refusal.value.code) == (413, 40005)


async def test_an_empty_message_is_50006(server: Server, bot: Client) -> None:
    with pytest.raises(discord.HTTPException) as refusal:
        await general(bot).send("")
    assert refusal.value.code == 50006


async def test_a_message_of_components_cannot_become_one_of_text(server: Server, bot: Client) -> None:
    message = await general(bot).send(view=letters(1))
    with pytest.raises(discord.HTTPException) as refusal:
        await message.edit(content="text", view=None)
    assert refusal.value.code == 50035


async def test_sending_without_the_right_is_50013(server: Server, bot: Client, ana: Person) -> None:
    server.deny("general", Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as refusal:
        await general(bot).send("hello")
    assert refusal.value.code == 50013
    # Answers to interactions need no right.
    assert (await ana.slash("general", "ask", question="still?")).text == "You asked: still?"


async def test_sending_where_the_bot_sees_nothing_is_50001(server: Server, bot: Client) -> None:
    server.deny("general", Permission.VIEW_CHANNEL)
    with pytest.raises(discord.Forbidden) as refusal:
        await general(bot).send("hello")
    assert refusal.value.code == 50001


async def test_without_the_right_to_history_there_is_none(server: Server, bot: Client) -> None:
    await general(bot).send("hello")
    server.deny("general", Permission.READ_MESSAGE_HISTORY)
    assert [message async for message in general(bot).history()] == []


async def test_files_need_the_right_to_attach(server: Server, bot: Client) -> None:
    server.deny("general", Permission.ATTACH_FILES)
    with pytest.raises(discord.Forbidden) as refusal:
        await general(bot).send(file=discord.File(__file__))
    assert refusal.value.code == 50013


async def test_a_command_with_a_bad_name_is_refused(server: Server, bot: Client) -> None:
    assert bot.application_id is not None
    with pytest.raises(discord.HTTPException) as refusal:
        await bot.http.bulk_upsert_global_commands(bot.application_id, [{"name": "Ask Me", "description": "x"}])
    assert refusal.value.code == 50035
    assert "APPLICATION_COMMAND_INVALID_NAME" in str(server.log.refusals[0].answer)


async def test_required_options_stand_before_the_others(server: Server, bot: Client) -> None:
    options = [
        {"type": 3, "name": "a", "description": "x"},
        {"type": 3, "name": "b", "description": "x", "required": True},
    ]
    assert bot.application_id is not None
    with pytest.raises(discord.HTTPException):
        await bot.http.bulk_upsert_global_commands(
            bot.application_id,
            [{"name": "ask", "description": "x", "options": options}],
        )
    assert "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID" in str(server.log.refusals[0].answer)


async def test_more_than_25_choices_are_refused_and_the_person_sees_none(server: Server) -> None:
    bot = Client()

    async def many(interaction: discord.Interaction, typed: str) -> list[discord.app_commands.Choice[str]]:
        return [discord.app_commands.Choice(name=f"n{number}", value="v") for number in range(26)]

    @bot.tree.command(name="many", description="x")
    @discord.app_commands.autocomplete(name=many)
    async def run(interaction: discord.Interaction, name: str) -> None:
        pass

    server.platform.terms = Terms(answer_within=0.2)
    async with running(bot, server):
        with pytest.raises(NoAnswer):
            await server.person("ana").autocomplete("general", "many", "name", "n")
        server.log.entries.clear()


async def test_a_modal_with_a_long_title_is_refused(server: Server) -> None:
    bot = Client()

    async def opens(interaction: discord.Interaction) -> None:
        modal = ui.Modal(title="x" * 46)
        modal.add_item(ui.Label(text="y", component=ui.TextInput()))
        await interaction.response.send_modal(modal)

    command(bot, "opens", opens)
    async with running(bot, server):
        with pytest.raises(NoAnswer, match="50035"):
            await server.person("ana").slash("general", "opens")
    server.log.entries.clear()


async def test_who_does_not_say_who_they_are_is_401(server: Server) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.api_url}/users/@me") as response:
            assert response.status == 401
            assert response.headers["Content-Type"] == "application/json"
        named = {"Authorization": f"Bot {server.token}"}
        async with session.get(
            f"{server.api_url}/users/@me", headers=named, skip_auto_headers=["User-Agent"]
        ) as response:
            assert response.status == 401


async def test_a_route_that_is_not_there_is_a_fault(server: Server) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.api_url}/voice/regions") as response:
        assert response.status == 404
    assert [fault.where for fault in server.log.faults] == ["GET /api/v10/voice/regions"]
    server.log.entries.clear()
