"""`/questions`: what admins do about questions: parse, one call, render."""

import discord
from discord import Permissions, app_commands

from bot.actions import ListQuestions, ListReports
from bot.ask.completion import entries_like
from bot.frontends.discord.choices import CHOICE_LIMIT, Choices, choices
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of
from bot.quiz.questions_here import short
from bot.quiz.review_cards import EVERYTHING
from bot.quiz.reviewing import LONGEST, SHORTEST
from bot.quiz.topics import topic_meant

Interaction = discord.Interaction[RoadmapBot]
Page = app_commands.Range[int, 1, 1000]
Typed = app_commands.Range[str, 1, 100]
Reason = app_commands.Range[str, SHORTEST, LONGEST]

questions = app_commands.Group(
    name="questions",
    description="Look after the quiz's questions",
    allowed_contexts=app_commands.AppCommandContext(guild=True),
    default_permissions=Permissions(manage_guild=True),
)


def add_question_commands(bot: RoadmapBot) -> None:
    """Give the bot these commands."""
    bot.tree.add_command(questions)


@questions.command(name="list")
@app_commands.describe(topic="A group or a pattern; all questions without", page="Which page, from 1")
async def list_(interaction: Interaction, topic: Typed = EVERYTHING, page: Page = 1) -> None:
    """List the questions: how hard, how often asked here, how many were right."""
    bot = interaction.client
    wanted = ListQuestions(topic_meant(bot.asking.guide, topic), page)
    await bot.tell(interaction, bot.assistant.reviewing.questions(member_of(interaction), wanted))


@list_.autocomplete("topic")
async def _topics(interaction: Interaction, typed: str) -> Choices:
    roadmap = interaction.client.asking.guide.roadmap
    wanted = typed.strip().casefold()
    groups = [group for group in roadmap.groups if wanted in group.name.casefold()]
    entries = [entry for entry in entries_like(roadmap, typed) if roadmap.is_pattern(entry.slug)]
    return choices((one.name, one.slug) for one in (*groups, *entries))


@questions.command()
@app_commands.describe(page="Which page, from 1")
async def reports(interaction: Interaction, page: Page = 1) -> None:
    """List the questions that people have reported, and why."""
    bot = interaction.client
    await bot.tell(interaction, bot.assistant.reviewing.reports(member_of(interaction), ListReports(page)))


@questions.command()
@app_commands.describe(
    question="Some of its words, or the number of the quiz that asked it", reason="What is wrong; people will read it"
)
async def void(interaction: Interaction, question: Typed, reason: Reason) -> None:
    """Ask a question no more here, and take back all that it gave."""
    bot = interaction.client
    reviewing = bot.assistant.reviewing
    await bot.tell(interaction, reviewing.void(member_of(interaction), question, reason, act=interaction.id))


@questions.command()
@app_commands.describe(question="Some of its words, or the number of the quiz that asked it")
async def restore(interaction: Interaction, question: Typed) -> None:
    """Bring a void question back, with all that it gave."""
    bot = interaction.client
    reviewing = bot.assistant.reviewing
    await bot.tell(interaction, reviewing.restore(member_of(interaction), question, act=interaction.id))


@void.autocomplete("question")
async def _counting(interaction: Interaction, typed: str) -> Choices:
    return await _offered(interaction, typed, void=False)


@restore.autocomplete("question")
async def _void(interaction: Interaction, typed: str) -> Choices:
    return await _offered(interaction, typed, void=True)


async def _offered(interaction: Interaction, typed: str, *, void: bool) -> Choices:
    found = await interaction.client.assistant.reviewing.offer(member_of(interaction), typed, void=void)
    return choices((short(item.stem, CHOICE_LIMIT), item.id) for item in found)
