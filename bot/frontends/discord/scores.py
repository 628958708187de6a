"""The command about scores: /leaderboard."""

from typing import Literal

import discord
from discord import app_commands

from bot.actions import BoardKind, ShowBoard
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.members import member_of
from bot.people import NAME_SHOWN

Interaction = discord.Interaction[RoadmapBot]
_PERIODS: list[app_commands.Choice[str]] = [
    app_commands.Choice(name="this week", value="week"),
    app_commands.Choice(name="this month", value="month"),
    app_commands.Choice(name="season", value="season"),
    app_commands.Choice(name="all time", value="all"),
]


@app_commands.command()
@app_commands.describe(
    period="This month, unless you choose another",
    page="Ten people a page",
    private="Show it only to you",
    season="Admins: begin a season, or end the one that runs",
    name="Admins, with season:start: what it is called",
)
@app_commands.choices(period=_PERIODS)
async def leaderboard(  # noqa: PLR0917 - each is an option of the command
    interaction: Interaction,
    period: str = "month",
    page: app_commands.Range[int, 1, 100_000] = 1,
    private: bool = False,
    season: Literal["start", "end"] | None = None,
    name: app_commands.Range[str, 1, NAME_SHOWN] = "",
) -> None:
    """Show who has how many points, and your own place."""
    boards, member = interaction.client.assistant.boards, member_of(interaction)
    if season == "start":
        act = boards.start_season(member, name, act=interaction.id)
    elif season == "end":
        act = boards.end_season(member, act=interaction.id)
    else:
        kinds: dict[str, BoardKind] = {"week": "week", "season": "season", "all": "all"}
        act = boards.show(member, ShowBoard(kinds.get(period, "month"), page), private=private)
    await interaction.client.tell(interaction, act, private=private and season is None)
