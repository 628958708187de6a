"""The slash commands and the message menu: parse, one call, render."""

from typing import Any

import discord
from discord import app_commands

from bot.ask.completion import entries_like, problems_like
from bot.ask.followups import Subject
from bot.ask.help import help_card
from bot.ask.wording import worded
from bot.cards import Card, Compare
from bot.frontends.discord.choices import CHOICE_LIMIT, Choices, choices
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.conversation import question_in
from bot.frontends.discord.learn_commands import add_learn_commands
from bot.frontends.discord.members import member_of, place_of
from bot.frontends.discord.question_commands import add_question_commands
from bot.frontends.discord.quiz_commands import quiz
from bot.frontends.discord.schedule_commands import schedule
from bot.frontends.discord.scores import leaderboard
from bot.frontends.discord.settings_commands import add_settings_commands
from bot.teach.consulting import UNKNOWN, Unknown

Interaction = discord.Interaction[RoadmapBot]
MENU = "Answer from the roadmap"

Question = app_commands.Range[str, 3, 300]
Name = app_commands.Range[str, 1, 100]


def add_commands(bot: RoadmapBot) -> None:
    """Give the bot its commands."""
    commands: tuple[app_commands.Command[Any, ..., None], ...] = (ask, pattern, compare, quiz, leaderboard, help_)
    for command in commands:
        bot.tree.add_command(command)
    bot.tree.add_command(schedule)
    add_learn_commands(bot)
    bot.tree.add_command(app_commands.ContextMenu(name=MENU, callback=answer_message))
    add_question_commands(bot)
    add_settings_commands(bot)


@app_commands.command()
@app_commands.describe(
    question="A problem in your own words, or anything about the roadmap", private="Show the answer only to you"
)
async def ask(interaction: Interaction, question: Question, private: bool = False) -> None:
    """Ask which pattern solves a problem, or anything about the roadmap."""
    await _answer(interaction, question, private=private)


async def _answer(
    interaction: Interaction, question: str, *, private: bool, about: Subject | Unknown | None = UNKNOWN
) -> None:
    bot = interaction.client
    consulting = bot.assistant.consulting
    channel = interaction.channel_id or 0
    member, place = member_of(interaction), place_of(interaction)
    heard = await consulting.hear(member, question, place, about)
    before = bot.recent.find(channel, heard.question, heard.version)
    if before is not None and not private:
        await bot.show(
            interaction, Card(worded(bot.asking.guide.roadmap, "answered-before", link=before)), private=True
        )
        consulting.spoke(member, place, (await consulting.reply(member, heard)).reply)
        consulting.spoken.save()
        return
    response = await consulting.answer(member, heard)
    if not private:
        consulting.spoke(member, place, response.reply)
    link = await bot.show(interaction, *response.cards, private=private)
    if link is not None:
        bot.recent.remember(channel, heard.question, link, heard.version)
    if not private:
        consulting.spoken.save()
    await bot.assistant.missed.note(member, response.reply)


@ask.autocomplete("question")
async def _problems(interaction: Interaction, typed: str) -> Choices:
    found = problems_like(interaction.client.asking.guide.roadmap, typed)
    return choices((text, text[:CHOICE_LIMIT]) for text in found)


@app_commands.command()
@app_commands.describe(name="A pattern, a term or an abbreviation")
async def pattern(interaction: Interaction, name: Name) -> None:
    """Show a pattern: what it does, what its post teaches, what it builds on."""
    card = interaction.client.asking.look_up(name)
    await _shown(interaction, card)


@app_commands.command()
@app_commands.describe(a="One pattern", b="The other one")
async def compare(interaction: Interaction, a: Name, b: Name) -> None:
    """Set two patterns side by side."""
    asking = interaction.client.asking
    card = asking.with_patterns((a, b), lambda slugs: Compare(slugs[0], slugs[1]))
    await _shown(interaction, card)


async def _shown(interaction: Interaction, card: Card) -> None:
    """Show what was looked up; what was spoken of before is not what comes next."""
    await interaction.client.show(interaction, card)
    interaction.client.assistant.consulting.drop(member_of(interaction), place_of(interaction))


@app_commands.command(name="help")
async def help_(interaction: Interaction) -> None:
    """Say what I can do and how to ask."""
    admin = interaction.guild_id is not None and interaction.permissions.manage_guild
    card = help_card(interaction.client.asking.guide.roadmap, admin=admin)
    await interaction.client.show(interaction, card, private=True)


@pattern.autocomplete("name")
@compare.autocomplete("a")
@compare.autocomplete("b")
async def _entries(interaction: Interaction, typed: str) -> Choices:
    found = entries_like(interaction.client.asking.guide.roadmap, typed)
    return choices((entry.name, entry.slug) for entry in found)


async def answer_message(interaction: Interaction, message: discord.Message) -> None:
    """Answer the question in somebody's message."""
    assert interaction.client.user is not None  # noqa: S101 - there is no interaction before the login
    question = question_in(message, interaction.client.user)
    if not question:
        card = Card(worded(interaction.client.asking.guide.roadmap, "no-text"), private=True)
        await interaction.client.show(interaction, card, private=True)
        return
    # What somebody else means by "it" is not what the one who chose the message was told.
    theirs = message.author.id != interaction.user.id and not place_of(interaction).shared
    about = None if theirs else UNKNOWN
    await _answer(interaction, question, private=False, about=about)
