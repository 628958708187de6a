"""Scores as people use them: boards, seasons, and one's own page."""

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from bot.actions import DeleteMe, HideMe, ShowBoard
from bot.cards import Card
from bot.clock import Clock
from bot.guilds.cards import admins_only
from bot.guilds.guild import settings_of
from bot.people import NOWHERE, Member, readable
from bot.scores import boards, cards, own, own_cards, periods, seasons
from bot.scores.cards import Board
from bot.scores.exporting import export_person
from bot.scores.forgetting import acted, forget_person
from bot.scores.own_cards import OwnPage
from bot.scores.wording import period_title, season_title
from bot.storage.engine import Database
from bot.storage.seen import take
from knowledge.texts import Texts

LAST: Final = 10
"""Rounds on one's own page."""


class Boards:
    """Shows boards, and begins and ends seasons."""

    def __init__(self, database: Database, say: Texts, clock: Clock) -> None:
        """Take where scores are kept, what is said of them, and the time."""
        self._database = database
        self._say = say
        self._clock = clock

    async def show(self, reader: Member, wanted: ShowBoard, *, private: bool = True) -> Card:
        """Show a page of a board; a hidden reader, or one of a hidden board, gets it in private whatever was asked."""
        if reader.guild_id == NOWHERE:
            return cards.no_guild_card(self._say)
        say, guild = self._say, await settings_of(self._database, reader.guild_id)
        async with self._database.reading() as connection:
            private = private or guild.hidden_board or await own.is_hidden(connection, reader)
            today = self._clock().astimezone(ZoneInfo(guild.zone)).date()
            if wanted.kind == "season":
                season = await seasons.latest(connection, reader.guild_id)
                if season is None:
                    return cards.no_season_card(say, private=private)
                key, title = season.key, season_title(season, say)
                title = title if season.ended_at is None else say("title-over", season=title)
            else:
                period = periods.current(wanted.kind, today)
                key, title = period.key, period_title(period, say)
            page = await boards.board(connection, reader.guild_id, key, wanted.page, reader.user_id)
            rounds = await boards.rounds_on(connection, reader.guild_id, key)
            streaks = await boards.streaks_of(connection, reader.guild_id, [row.user_id for row in page.rows])
        board = Board(wanted.kind, title, rounds, page, streaks)
        if not guild.hidden_board:
            return cards.board_card(board, reader, say, private=private)
        if not reader.admin:
            return cards.hidden_board_card(board, reader, say)
        note = say("board-hidden-from-members")
        return cards.board_card(board, reader, say, private=True, note=note)

    async def start_season(self, member: Member, name: str = "", *, act: int | None = None) -> Card:
        """Begin a season, for an admin; raises Doubled where another process has done so for the same interaction."""
        if refused := _refused(member, self._say):
            return refused
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            given = readable(name) if name.strip() else ""
            begun = await seasons.start(connection, member.guild_id, given, self._clock())
            running = None if begun else await seasons.latest(connection, member.guild_id)
        if begun is not None:
            return cards.season_begun_card(begun, self._say)
        assert running is not None  # noqa: S101 - it is why none could begin
        return cards.season_runs_card(running, self._say)

    async def end_season(self, member: Member, *, act: int | None = None) -> Card:
        """End the season that runs, for an admin; raises Doubled where another process has done so."""
        if refused := _refused(member, self._say):
            return refused
        async with self._database.writing() as connection:
            await take(connection, act, self._clock())
            ended = await seasons.end(connection, member.guild_id, self._clock())
        return cards.no_season_runs_card(self._say) if ended is None else cards.season_ended_card(ended, self._say)


class OwnPages:
    """Shows people what is kept about them, and hides, hands over and deletes it."""

    def __init__(self, database: Database, groups: Mapping[str, str], say: Texts, clock: Clock) -> None:
        """Take where it is kept, the groups' names by their slugs, what is said of it, and the time."""
        self._database = database
        self._groups = groups
        self._say = say
        self._clock = clock

    async def show(self, member: Member) -> Card:
        """Show a person their own page."""
        if member.guild_id == NOWHERE:
            return own_cards.nowhere_card(self._say)
        guild = await settings_of(self._database, member.guild_id)
        month = periods.month(self._clock().astimezone(ZoneInfo(guild.zone)).date())
        here, me = member.guild_id, member.user_id
        async with self._database.reading() as connection:
            page = OwnPage(
                month=month,
                this_month=await boards.place(connection, here, month.key, me),
                all_time=await boards.place(connection, here, periods.ALL_TIME.key, me),
                groups=await own.by_group(connection, member),
                streaks=await own.streaks_by_schedule(connection, member),
                last=await own.last_played(connection, member, LAST),
                hidden=await own.is_hidden(connection, member),
            )
        return own_cards.own_card(page, self._groups, self._say)

    async def hide(self, member: Member, action: HideMe) -> Card:
        """Leave a person's name off the boards, or put it back."""
        if member.guild_id == NOWHERE:
            return cards.no_guild_card(self._say)
        async with self._database.writing() as connection:
            await own.hide(connection, member, hidden=action.hidden)
        return own_cards.hidden_card(self._say, hidden=action.hidden)

    async def export(self, member: Member) -> Card:
        """Hand over all that is kept about a person, wherever it is."""
        async with self._database.reading() as connection:
            written = await export_person(connection, member.user_id, self._clock())
        return own_cards.export_card(written, self._say)

    async def delete(self, member: Member, action: DeleteMe) -> Card:
        """Delete what is kept about a person, once they are sure."""
        here = member.guild_id != NOWHERE
        if not action.sure or not (here or action.everywhere):
            return own_cards.ask_card(self._say, here=here)
        async with self._database.writing() as connection:
            where = None if action.everywhere else member.guild_id
            await forget_person(connection, member.user_id, where)
            stays = await acted(connection, member.user_id, where)
        return own_cards.deleted_card(self._say, everywhere=action.everywhere, acted=stays)


def _refused(member: Member, say: Texts) -> Card | None:
    if member.guild_id == NOWHERE:
        return cards.no_guild_card(say)
    return None if member.admin else admins_only(say)
