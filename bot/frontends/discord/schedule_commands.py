"""/schedule: the slash commands of admins who keep schedules. Parse, one call, render."""

from typing import Literal

import discord
from discord import app_commands

from bot.frontends.discord.choices import CHOICE_LIMIT, CHOICES_SHOWN, Choices, choices, zones
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of
from bot.frontends.discord.rights import rights_in
from bot.quiz.schedule_cards import label_of
from bot.quiz.topics import topics_like
from bot.quiz.typed import Typed
from knowledge.languages import texts
from knowledge.texts import Texts

Interaction = discord.Interaction[RoadmapBot]
Numbers = list[app_commands.Choice[int]]

Words = app_commands.Range[str, 1, 100]
Number = app_commands.Range[int, 1, 1_000_000]
Difficulty = Literal["easy", "medium", "hard", "any"]

WHICH = "Which schedule; may be left out where there is only one"
TERMS = {
    "channel": "Where quizzes are posted; the channel of /settings unless you name one",
    "time": "Time of day there, such as 09:30",
    "days": "Days, such as Mon–Fri, daily, weekends, or Mon, Wed, Fri",
    "zone": "Time zone by its city, such as Europe/Berlin, or UTC",
    "topics": "Groups or patterns with commas between them; any topic unless you name some",
    "difficulty": "How hard the questions are; any unless you choose",
    "open_for": "How long a quiz can be answered, from 5 minutes to 7 days, such as 8h",
    "catch_up": "How late a quiz may still be posted after an outage, up to 24 hours, such as 2h; off for never late",
    "role": "A role to ping with each quiz; nobody unless you choose one",
    "thread": "Open a thread for talk under each quiz",
}

schedule = app_commands.Group(
    name="schedule",
    description="Say when and where quizzes are posted.",
    guild_only=True,
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False),
    default_permissions=discord.Permissions(manage_guild=True),
)


@schedule.command()
@app_commands.describe(**TERMS)
async def add(
    interaction: Interaction,
    *,
    time: Words,
    channel: discord.TextChannel | None = None,
    days: Words | None = None,
    zone: Words | None = None,
    topics: Words | None = None,
    difficulty: Difficulty | None = None,
    open_for: Words | None = None,
    catch_up: Words | None = None,
    role: discord.Role | None = None,
    thread: bool | None = None,
) -> None:
    """Add a schedule of quizzes."""
    typed = Typed(
        *(channel.id if channel else None, time, days, zone, topics, difficulty, open_for, catch_up),
        ping_role=role.id if role else None,
        thread=thread,
    )
    rights = rights_in(interaction.guild, "/schedule add", _texts(interaction))
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(
        interaction, scheduling.add(member_of(interaction), typed, rights=rights, act=interaction.id)
    )


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH, no_role="Ping nobody any more", **TERMS)
async def edit(
    interaction: Interaction,
    *,
    number: Number | None = None,
    time: Words | None = None,
    channel: discord.TextChannel | None = None,
    days: Words | None = None,
    zone: Words | None = None,
    topics: Words | None = None,
    difficulty: Difficulty | None = None,
    open_for: Words | None = None,
    catch_up: Words | None = None,
    role: discord.Role | None = None,
    no_role: bool = False,
    thread: bool | None = None,
) -> None:
    """Change a schedule; what you leave out stays as it is."""
    typed = Typed(
        *(channel.id if channel else None, time, days, zone, topics, difficulty, open_for, catch_up),
        ping_role=role.id if role else 0 if no_role else None,
        thread=thread,
    )
    rights = rights_in(interaction.guild, "/schedule edit", _texts(interaction))
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(
        interaction, scheduling.edit(member_of(interaction), number, typed, rights=rights, act=interaction.id)
    )


@schedule.command(name="list")
@app_commands.rename(number="schedule")
@app_commands.describe(number="Show everything about this one")
async def list_(interaction: Interaction, number: Number | None = None) -> None:
    """List the schedules, when each asks next, and what is amiss."""
    await interaction.client.tell(
        interaction, interaction.client.assistant.scheduling.show(member_of(interaction), number)
    )


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def pause(interaction: Interaction, number: Number | None = None) -> None:
    """Stop a schedule until you resume it."""
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(interaction, scheduling.pause(member_of(interaction), number, act=interaction.id))


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def resume(interaction: Interaction, number: Number | None = None) -> None:
    """Let a paused schedule go on."""
    rights = rights_in(interaction.guild, "/schedule resume", _texts(interaction))
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(
        interaction, scheduling.resume(member_of(interaction), number, rights=rights, act=interaction.id)
    )


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def skip(interaction: Interaction, number: Number | None = None) -> None:
    """Leave out the next quiz of a schedule; use it again for the one after."""
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(interaction, scheduling.skip(member_of(interaction), number, act=interaction.id))


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def run(interaction: Interaction, number: Number | None = None) -> None:
    """Post a quiz of a schedule now; its own dates stay as they are."""
    rights = rights_in(interaction.guild, "/schedule run", _texts(interaction))
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(
        interaction, scheduling.run(member_of(interaction), number, rights=rights, act=interaction.id)
    )


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def preview(interaction: Interaction, number: Number | None = None) -> None:
    """Show, only to you, how a quiz of a schedule looks and when the next ones come."""
    rights = rights_in(interaction.guild, "/schedule preview", _texts(interaction))
    scheduling = interaction.client.assistant.scheduling
    await interaction.client.tell(interaction, scheduling.preview(member_of(interaction), number, rights=rights))


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(number=WHICH)
async def remove(interaction: Interaction, number: Number | None = None) -> None:
    """Take a schedule off the list; asks first."""
    await interaction.client.tell(
        interaction, interaction.client.assistant.scheduling.remove(member_of(interaction), number)
    )


@schedule.command()
@app_commands.rename(number="schedule")
@app_commands.describe(
    dates="Dates without quiz, such as 2026-12-24 or 24 Dec – 1 Jan; leave out to list them",
    number="Only for this schedule; for all of them unless you name one",
    lift="Allow quizzes on these dates again",
)
async def blackout(
    interaction: Interaction, dates: Words | None = None, number: Number | None = None, lift: bool = False
) -> None:
    """Keep dates free of quizzes, list them, or allow them again."""
    scheduling = interaction.client.assistant.scheduling
    member = member_of(interaction)
    await interaction.client.tell(
        interaction, scheduling.blackout(member, dates, number, lift=lift, act=interaction.id)
    )


add.autocomplete("zone")(zones)
edit.autocomplete("zone")(zones)


@add.autocomplete("topics")
@edit.autocomplete("topics")
async def _topics(interaction: Interaction, typed: str) -> Choices:
    found = topics_like(interaction.client.asking.guide.roadmap, typed, CHOICE_LIMIT)
    return choices((text, text) for text in found)


@edit.autocomplete("number")
@list_.autocomplete("number")
@pause.autocomplete("number")
@resume.autocomplete("number")
@skip.autocomplete("number")
@run.autocomplete("number")
@preview.autocomplete("number")
@remove.autocomplete("number")
@blackout.autocomplete("number")
async def _numbers(interaction: Interaction, typed: str | int) -> Numbers:
    there = await interaction.client.assistant.scheduling.choices(member_of(interaction))
    wanted = str(typed).casefold()
    say = _texts(interaction)
    labelled = [(one.number, label_of(one, _channel(interaction, one.terms.channel_id), say)) for one in there]
    fitting = [(number, text) for number, text in labelled if wanted in text.casefold()]
    return [app_commands.Choice(name=text[:CHOICE_LIMIT], value=number) for number, text in fitting[:CHOICES_SHOWN]]


def _channel(interaction: Interaction, channel_id: int) -> str:
    found = interaction.guild.get_channel(channel_id) if interaction.guild is not None else None
    return f"#{found.name}" if found is not None else _texts(interaction)("channel-gone")


def _texts(interaction: Interaction) -> Texts:
    return texts(interaction.client.asking.guide.roadmap)
