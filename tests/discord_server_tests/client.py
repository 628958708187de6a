"""A small bot on discord.py: every road that a bot's answer can take, and nothing of ours."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self

import discord
import yarl
from discord import app_commands, ui
from discord.ext import commands

from tests.discord_server import Server

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Letter(ui.DynamicItem[ui.Button[Any]], template=r"round:(?P<number>[0-9]+):(?P<letter>[A-C])"):
    """A button without memory: all that it knows stands in its id."""

    def __init__(self, number: int, letter: str) -> None:
        super().__init__(ui.Button(label=letter, custom_id=f"round:{number}:{letter}"))
        self.number, self.letter = number, letter

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[Any], match: Any) -> Self:
        return cls(int(match["number"]), match["letter"])

    async def callback(self, interaction: discord.Interaction) -> Any:
        await interaction.response.send_message(f"{self.letter} it is.", ephemeral=True)


class Question(ui.Modal, title="Ask"):
    text: ui.Label[Any] = ui.Label(text="What?", component=ui.TextInput(custom_id="text", max_length=100))
    kind: ui.Label[Any] = ui.Label(
        text="Kind",
        component=ui.RadioGroup(
            custom_id="kind",
            options=[
                discord.RadioGroupOption(label="Short", value="s"),
                discord.RadioGroupOption(label="Long", value="l"),
            ],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        text, kind = self.text.component, self.kind.component
        assert isinstance(text, ui.TextInput)
        assert isinstance(kind, ui.RadioGroup)
        await interaction.response.send_message(f"{text.value} ({kind.value})")


def letters(number: int) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(*(Letter(number, letter) for letter in "ABC"))
    view.add_item(ui.Container(ui.TextDisplay(f"## Round {number}"), ui.Separator(), row))
    return view


class Client(commands.Bot):
    """Its commands are made anew for each one, as a process that starts again would make them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", INTENTS)
        options.setdefault("guild_ready_timeout", 0.02)
        super().__init__(command_prefix=commands.when_mentioned, help_command=None, max_messages=None, **options)
        self.heard: list[discord.Message] = []
        self.resumed = asyncio.Event()
        self.errors: list[Exception] = []
        declare(self)
        declare_for_some(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Letter)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: there is no limit to keep here."""

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if self.user is None or message.author.bot:
            return
        if message.guild is None or self.user in message.mentions:
            await message.reply(f"You said: {message.content or 'nothing that I may read'}")


def declare(bot: Client) -> None:
    @bot.tree.command(description="Ask anything")
    @app_commands.describe(question="The question", private="For your eyes only")
    async def ask(
        interaction: discord.Interaction, question: app_commands.Range[str, 3, 300], private: bool = False
    ) -> None:
        await interaction.response.send_message(f"You asked: {question}", ephemeral=private)

    @bot.tree.command(description="Look something up")
    async def pattern(interaction: discord.Interaction, name: str) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=f"{name}: a pattern", attachments=[])
        await interaction.followup.send("And more.", ephemeral=True)

    @pattern.autocomplete("name")
    async def names(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        known = ("saga", "sidecar", "cqrs")
        return [app_commands.Choice(name=name, value=name) for name in known if name.startswith(typed)]

    @bot.tree.command(description="Open a round")
    async def quiz(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=letters(7))

    @bot.tree.command(description="Open a form")
    async def form(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Question())


def declare_for_some(bot: Client) -> None:
    """What is not for everybody everywhere: a message's menu, and commands for admins."""

    @bot.tree.context_menu(name="Answer this")
    async def answer_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"About “{message.content}”", ephemeral=True)

    schedule = app_commands.Group(
        name="schedule", description="Schedules", default_permissions=discord.Permissions(manage_guild=True)
    )

    @schedule.command(description="Add one")
    async def add(
        interaction: discord.Interaction, channel: discord.TextChannel, hour: app_commands.Range[int, 0, 23]
    ) -> None:
        await interaction.response.send_message(f"{channel.mention} at {hour}", ephemeral=True)

    bot.tree.add_command(schedule)


@contextmanager
def pointed_at(server: Server) -> Iterator[None]:
    """discord.py speaks to the server instead of to Discord."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = server.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(client: discord.Client, server: Server, sync: bool = True) -> AsyncIterator[None]:
    """The client, logged in and ready, with its commands synced."""
    connection: asyncio.Task[None] | None = None
    with pointed_at(server):
        try:
            await client.login(server.token)
            if sync and isinstance(client, commands.Bot):
                await client.tree.sync()
            connection = asyncio.create_task(client.connect())
            await asyncio.wait_for(ready(client, connection), 5)
            yield
        finally:
            await client.close()
            if connection is not None:
                await asyncio.gather(connection, return_exceptions=True)


async def ready(client: discord.Client, connection: "asyncio.Task[None]") -> None:
    waiting = asyncio.create_task(client.wait_until_ready())
    done, _ = await asyncio.wait({waiting, connection}, return_when=asyncio.FIRST_COMPLETED)
    if connection in done:
        waiting.cancel()
        connection.result()


def command(bot: Client, name: str, does: Callable[[discord.Interaction], Awaitable[Any]]) -> None:
    """Give the bot one more command, for one test."""

    async def run(interaction: discord.Interaction) -> None:
        try:
            await does(interaction)
        except discord.HTTPException as error:
            bot.errors.append(error)

    bot.tree.command(name=name, description="For one test")(run)
