"""The commands for learning: /practice, /path, /roadmap and /me. What one person knows is shown to nobody else."""

from typing import Any, Literal

import discord
from discord import app_commands

from bot.ask.completion import entries_like
from bot.cards import ShowPath
from bot.frontends.discord.choices import CHOICE_LIMIT, Choices, choices
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of, place_of
from bot.learn.practice import MOST, USUAL
from bot.quiz.topics import topics_like

Interaction = discord.Interaction[RoadmapBot]
Name = app_commands.Range[str, 1, 100]
Count = app_commands.Range[int, 1, MOST]
Page = app_commands.Range[int, 1, 1000]
Difficulty = Literal["easy", "medium", "hard"]


def add_learn_commands(bot: RoadmapBot) -> None:
    """Give the bot its commands for learning."""
    commands: tuple[app_commands.Command[Any, ..., None], ...] = (practice, path, roadmap, me)
    for command in commands:
        bot.tree.add_command(command)


@app_commands.command()
@app_commands.describe(
    topic="Groups, patterns or terms with commas between them; whatever helps you most unless you name some",
    difficulty="How hard the questions are; any unless you choose",
    count=f"How many questions, {USUAL} unless you say",
)
async def practice(
    interaction: Interaction, topic: Name = "", difficulty: Difficulty | None = None, count: Count = USUAL
) -> None:
    """Practise in private: what you are about to forget, and what is new to you."""
    practising, member = interaction.client.assistant.practising, member_of(interaction)
    begun = practising.start(member, topic, difficulty or "", count, act=interaction.id)
    await interaction.client.tell(interaction, begun)


@practice.autocomplete("topic")
async def _topics(interaction: Interaction, typed: str) -> Choices:
    found = topics_like(interaction.client.asking.guide.roadmap, typed, CHOICE_LIMIT, terms=True)
    return choices((text, text) for text in found)


@app_commands.command()
@app_commands.describe(
    to="The pattern you want to reach",
    full="The whole reading order, not only what it needs",
    private="Show it only to you, with what you know and have read; otherwise to everybody, without that",
)
async def path(interaction: Interaction, to: Name, full: bool = False, private: bool = True) -> None:
    """Show what to read, in order, to reach a pattern, and how far you are."""
    bot = interaction.client
    if private:
        await bot.tell(interaction, bot.assistant.path_to(member_of(interaction), to, full=full))
    else:
        await bot.show(interaction, bot.asking.with_patterns((to,), lambda slugs: ShowPath(slugs[0], full=full)))
    bot.assistant.consulting.drop(member_of(interaction), place_of(interaction))


@path.autocomplete("to")
async def _entries(interaction: Interaction, typed: str) -> Choices:
    found = entries_like(interaction.client.asking.guide.roadmap, typed)
    return choices((entry.name, entry.slug) for entry in found)


@app_commands.command()
@app_commands.describe(page="Which page of a large roadmap, from 1")
async def roadmap(interaction: Interaction, page: Page = 1) -> None:
    """Show the whole roadmap: to everybody here, and how the team stands; in a direct message, how you stand."""
    bot, progress = interaction.client, interaction.client.assistant.progress
    if interaction.guild_id is None:
        await bot.tell(interaction, progress.roadmap(member_of(interaction), page))
    else:
        await bot.tell(interaction, progress.roadmap_here(interaction.guild_id, page), private=False)


@app_commands.command()
async def me(interaction: Interaction) -> None:
    """Show what you know, your points and streaks; hide, export or delete what is kept about you."""
    await interaction.client.tell(interaction, interaction.client.assistant.own_page(member_of(interaction)))
