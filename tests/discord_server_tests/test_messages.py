"""Messages, their history, files and threads."""

import io

import discord
import pytest
from discord import ui

from tests.discord_server import Impossible, Permission, Person, Server, Terms, Upload
from tests.discord_server_tests.client import Client, command, letters, running


def general(bot: Client) -> discord.TextChannel:
    return next(channel for channel in bot.guilds[0].text_channels if channel.name == "general")


async def test_one_nonce_makes_one_message(server: Server, bot: Client) -> None:
    first = await general(bot).send("hello", nonce="slot-1")
    second = await general(bot).send("hello", nonce="slot-1")
    other = await general(bot).send("hello", nonce="slot-2")
    assert first.id == second.id != other.id
    assert first.nonce == "slot-1"
    assert len(server.messages("general")) == 2


async def test_a_nonce_whose_message_was_deleted_is_404(server: Server, bot: Client) -> None:
    await (await general(bot).send("hello", nonce="slot-1")).delete()
    with pytest.raises(discord.NotFound) as refusal:
        await general(bot).send("hello", nonce="slot-1")
    assert refusal.value.code == 10008


async def test_an_old_nonce_is_forgotten(bot: Client) -> None:
    clock = iter(range(1_700_000_000, 1_800_000_000, 100))
    async with Server(Terms(nonce_window=60), clock=lambda: float(next(clock))) as server:
        async with running(client := Client(), server, sync=False):
            await general(client).send("hello", nonce="slot-1")
            await general(client).send("hello", nonce="slot-1")
        assert len(server.messages("general")) == 2


async def test_history_is_paged_in_all_directions(server: Server, bot: Client) -> None:
    channel = general(bot)
    sent = [await channel.send(str(number)) for number in range(5)]
    middle = discord.Object(sent[2].id)
    assert [m.content async for m in channel.history()] == ["4", "3", "2", "1", "0"]
    assert [m.content async for m in channel.history(before=middle)] == ["1", "0"]
    assert [m.content async for m in channel.history(after=middle)] == ["3", "4"]
    assert {m.content async for m in channel.history(around=middle, limit=3)} == {"1", "2", "3"}
    assert [m.content async for m in channel.history(limit=2)] == ["4", "3"]
    assert (await channel.fetch_message(sent[0].id)).content == "0"


async def test_what_people_said_to_nobody_is_blank_in_history_too(server: Server, bot: Client, ana: Person) -> None:
    await ana.say("general", "just talking")
    assert [message.content async for message in general(bot).history()] == [""]


async def test_own_components_are_found_again_in_history(server: Server, bot: Client) -> None:
    await general(bot).send(view=letters(3))
    (found,) = [message async for message in general(bot).history()]
    assert [
        part.custom_id for part in ui.LayoutView.from_message(found).walk_children() if isinstance(part, ui.Button)
    ] == [
        "round:3:A",
        "round:3:B",
        "round:3:C",
    ]


async def test_an_edit_changes_what_it_names_and_nothing_else(server: Server, bot: Client) -> None:
    message = await general(bot).send("before", embed=discord.Embed(title="stays"))
    await message.edit(content="after")
    (now,) = server.messages("general")
    assert now.text == "after\nstays"
    assert now.edited_at is not None


async def test_nobody_edits_what_another_wrote(server: Server, bot: Client, ana: Person) -> None:
    said = (await ana.say("general", "mine")).said
    with pytest.raises(discord.Forbidden) as refusal:
        await general(bot).get_partial_message(said.id).edit(content="yours")
    assert refusal.value.code == 50005


async def test_a_file_can_be_shown_and_fetched_again(server: Server, bot: Client) -> None:
    view = ui.LayoutView()
    view.add_item(ui.File("attachment://results.csv"))
    sent = await general(bot).send(view=view, file=discord.File(io.BytesIO(b"a,b"), "results.csv"))
    assert await sent.attachments[0].read() == b"a,b"
    (kept,) = server.messages("general")
    assert kept.attachments[0].content == b"a,b"
    assert kept.components[0]["name"] == "results.csv"


async def test_a_person_sends_a_file(server: Server, bot: Client, ana: Person) -> None:
    await ana.dm("look", files=[Upload("notes.txt", b"hi", "text/plain")])
    assert await bot.heard[0].attachments[0].read() == b"hi"


async def test_whom_a_message_calls_is_settled_by_allowed_mentions(server: Server, bot: Client, ana: Person) -> None:
    await general(bot).send(f"{ana.user.mention} @everyone", allowed_mentions=discord.AllowedMentions.none())
    server.allow("general", Permission.MENTION_EVERYONE)
    await general(bot).send(f"{ana.user.mention} @everyone", allowed_mentions=discord.AllowedMentions.all())
    silent, loud = server.messages("general")
    assert (silent.mentions, silent.mention_everyone) == ((), False)
    assert (loud.mentions, loud.mention_everyone) == ((ana.id,), True)


async def test_a_thread_begins_at_a_message_and_takes_messages(server: Server, bot: Client, ana: Person) -> None:
    message = await general(bot).send("a round")
    thread = await message.create_thread(name="Talk about it")
    await thread.send("here")
    assert [said.text for said in server.messages("Talk about it")] == ["here"]
    conversation = await ana.mention("Talk about it", "hello?")
    assert "hello?" in conversation.text


async def test_a_direct_message_can_be_begun_by_the_bot(server: Server, bot: Client, ana: Person) -> None:
    user = await bot.fetch_user(ana.id)
    await user.send("hello")
    assert [message.text for message in ana.sees(ana.direct)] == ["hello"]


async def test_a_component_message_is_updated_in_place(server: Server, ana: Person) -> None:
    bot = Client()

    class Menu(ui.View):
        @ui.select(options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two", value="2")])
        async def choose(self, interaction: discord.Interaction, select: "ui.Select[Menu]") -> None:
            await interaction.response.edit_message(content=f"Chosen: {select.values[0]}", view=None)

    async def menu(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Choose", view=Menu())

    command(bot, "menu", menu)
    async with running(bot, server):
        shown = (await ana.slash("general", "menu")).message
        with pytest.raises(Impossible, match="Three"):
            await ana.select(shown, "Three")
        chosen = await ana.select(shown, "Two")
    assert chosen.message.id == shown.id
    assert chosen.text == "Chosen: 2"
    assert server.messages("general")[0].components == ()


async def test_a_private_message_cannot_be_clicked_by_another(server: Server, ana: Person, ben: Person) -> None:
    bot = Client()

    async def secret(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=letters(9), ephemeral=True)

    command(bot, "secret", secret)
    async with running(bot, server):
        card = (await ana.slash("general", "secret")).message
        with pytest.raises(Impossible, match="does not see"):
            await ben.click(card, label="A")
        assert (await ana.click(card, label="A")).text == "A it is."


async def test_the_token_reads_edits_and_deletes_its_messages(server: Server, ana: Person) -> None:
    bot = Client()
    read: list[str] = []

    async def thrice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one", ephemeral=True)
        read.append((await interaction.original_response()).content)
        await interaction.edit_original_response(content="two")
        more = await interaction.followup.send("three", ephemeral=True, wait=True)
        await more.edit(content="four")
        await interaction.delete_original_response()

    command(bot, "thrice", thrice)
    async with running(bot, server):
        answer = await ana.slash("general", "thrice")
        await answer.until(lambda now: [message.text for message in now.messages] == ["four"])
    assert read == ["one"]
    assert [edit.text for edit in answer.edits] == ["two", "four"]


async def test_who_sees_no_channel_does_nothing_there(server: Server, bot: Client, ana: Person) -> None:
    server.deny("quiz", Permission.VIEW_CHANNEL, to=ana)
    with pytest.raises(Impossible, match="does not see #quiz"):
        await ana.slash("quiz", "ask", question="hello?")
    assert ana.sees("quiz") == ()
