"""`/settings`: what admins set for their guild: parse, one call, render."""

import discord
from discord import Permissions, app_commands

from bot.frontends.discord.choices import zones
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of
from bot.guilds.governing import Wishes
from bot.teach.actions import ListUnanswered

Interaction = discord.Interaction[RoadmapBot]
Typed = app_commands.Range[str, 1, 100]

settings = app_commands.Group(
    name="settings",
    description="See and change how I work in this server",
    allowed_contexts=app_commands.AppCommandContext(guild=True),
    default_permissions=Permissions(manage_guild=True),
)


def add_settings_commands(bot: RoadmapBot) -> None:
    """Give the bot these commands."""
    bot.tree.add_command(settings)


@settings.command()
async def show(interaction: Interaction) -> None:
    """Show all settings, what they mean, and what needs looking after."""
    bot = interaction.client
    await bot.tell(interaction, bot.assistant.governing.show(member_of(interaction)))


@settings.command(name="set")
@app_commands.describe(
    zone="A city or time zone, such as Europe/Berlin: which day a quiz counts for on the boards",
    channel="Where new schedules post unless they name another channel",
    open_for="How long a quiz can be answered, from 5 minutes to 7 days, such as 8h",
    catch_up="How late a quiz is still posted when I was away, up to 24 hours, such as 2h; off for never late",
    speed_points="A tenth more for a right answer within the first tenth of the time",
    hidden_board="Whether people see only their own place on the board",
    retention="For how many days answers are kept, from 30 on, or never to delete none",
    unanswered="Whether I keep questions that I could not answer, for /settings unanswered",
    teacher_role="Who may teach me answers besides admins; @everyone takes that back",
    ask_channels="Where every message may be a question, such as #help; off for none",
)
async def set_(
    interaction: Interaction,
    *,
    zone: Typed | None = None,
    channel: discord.TextChannel | None = None,
    open_for: Typed | None = None,
    catch_up: Typed | None = None,
    speed_points: bool | None = None,
    hidden_board: bool | None = None,
    retention: Typed | None = None,
    unanswered: bool | None = None,
    teacher_role: discord.Role | None = None,
    ask_channels: app_commands.Range[str, 1, 300] | None = None,
) -> None:
    """Change settings; what you leave out stays as it is."""
    bot = interaction.client
    channel_id = None if channel is None else channel.id
    wishes = Wishes(
        zone=zone,
        channel_id=channel_id,
        open_for=open_for,
        catch_up=catch_up,
        speed_points=speed_points,
        hidden_board=hidden_board,
        retention=retention,
        unanswered=unanswered,
        teacher_role=None if teacher_role is None else teacher_role.id,
        ask_channels=ask_channels,
    )
    member = member_of(interaction)
    deaf = ask_channels is not None and not bot.intents.message_content
    await bot.tell(interaction, bot.assistant.governing.set(member, wishes, deaf=deaf, act=interaction.id))
    bot.assistant.lessons.forget(member.guild_id)


set_.autocomplete("zone")(zones)


@settings.command()
@app_commands.describe(page="Which page, from 1")
async def unanswered(interaction: Interaction, page: app_commands.Range[int, 1, 1000] = 1) -> None:
    """See what I could not answer, teach me, and see what helped."""
    bot = interaction.client
    await bot.tell(interaction, bot.assistant.missed.unanswered(member_of(interaction), ListUnanswered(page)))
