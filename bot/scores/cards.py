"""Boards as cards. What is public never tells the place of somebody who is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from bot.actions import BoardKind, ShowBoard
from bot.cards import Block, Button, Card, Code, Field, Fine, Paragraph, Person, Plain, Strong, Text, plain
from bot.filling import filled
from bot.people import Member, readable
from bot.scores.boards import AROUND
from bot.scores.seasons import Season
from bot.scores.standings import Page, Standing
from bot.scores.wording import points, season_title, share, standing
from knowledge.texts import Texts

SHORTEST_STREAK: Final = 2
"""From so many rounds in a row on, a row tells of a streak."""
START: Final = Code("/leaderboard season:start")
END: Final = Code("/leaderboard season:end")


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a board: for which period it is, on how many quizzes it stands, and who has a streak now."""

    kind: BoardKind
    title: str
    rounds: int
    page: Page
    streaks: Mapping[int, int]


def no_guild_card(say: Texts) -> Card:
    """Say in a direct message that scores are elsewhere."""
    return Card(plain(say("scores-elsewhere")), private=True)


def board_card(board: Board, reader: Member, say: Texts, *, private: bool, note: str = "") -> Card:
    """Show a page of a board; `private` is what only the reader sees, their own place with it."""
    page = board.page
    # One's own place comes first: it is what one looks for.
    blocks: list[Block] = list(_own(board, reader, say, private=private))
    blocks += [Paragraph(_row(row, board, reader, say, private=private)) for row in page.rows]
    if not page.people:
        blocks.append(Paragraph(plain(say("nobody-on-board"))))
    elif not page.rows:
        blocks.append(Paragraph(plain(say("all-are-hidden"))))
    if private and page.people and page.own is None:
        blocks.append(Fine(plain(say("not-on-board"))))
    blocks += [Fine(plain(told)) for told in (_about(page, say), note) if told]
    return Card(_title(board, say), tuple(blocks), (*_pages(board, say), *_periods(board.kind, say)), private)


def hidden_board_card(board: Board, reader: Member, say: Texts) -> Card:
    """Show a reader their own place alone, where the guild keeps its board hidden."""
    told = say("board-kept-hidden")
    own = "" if board.page.own else f" {say('no-place-yet')}"
    blocks = (*_own(board, reader, say, private=True), Fine(plain(f"{told}{own}")))
    return Card(_title(board, say), blocks, _periods(board.kind, say), private=True)


def no_season_card(say: Texts, *, private: bool) -> Card:
    """Say that there has been no season."""
    begins = Fine(filled(say, "season-begins", command=(START,)))
    return Card(plain(say("no-season")), (begins,), _periods("season", say), private)


def season_begun_card(begun: Season, say: Texts) -> Card:
    """Tell everybody that a season has begun."""
    counts = Fine(filled(say, "season-counts", command=(END,)))
    return Card(filled(say, "season-begun", season=_named(begun, say)), (counts,), (_season_button(say),))


def season_ended_card(ended: Season, say: Texts) -> Card:
    """Tell everybody that a season is over."""
    stays = Fine(plain(say("season-stays")))
    return Card(filled(say, "season-ended", season=_named(ended, say)), (stays,), (_season_button(say),))


def season_runs_card(running: Season, say: Texts) -> Card:
    """Say that a season runs already."""
    return Card(filled(say, "season-runs", season=_named(running, say), command=(END,)), private=True)


def no_season_runs_card(say: Texts) -> Card:
    """Say that there is no season to end."""
    return Card(filled(say, "no-season-runs", command=(START,)), private=True)


def _named(season: Season, say: Texts) -> Text:
    return (Strong(season_title(season, say)),)


def _title(board: Board, say: Texts) -> Text:
    return (Strong(board.title), Plain(f" · {say.count('quizzes', board.rounds)}"))


def _own(board: Board, reader: Member, say: Texts, *, private: bool) -> tuple[Block, ...]:
    own = board.page.own
    if own is None or (own.hidden and not private):
        return ()
    told = standing(own, board.page.people, say)
    if private:
        return (Field(say("your-place"), plain(told)),)
    return (Field(say("asked-by"), (Person(reader.user_id, readable(reader.name)), Plain(f", {told}"))),)


def _row(row: Standing, board: Board, reader: Member, say: Texts, *, private: bool) -> Text:
    you = f" {say('row-is-yours')}" if private and row.user_id == reader.user_id else ""
    streak = board.streaks.get(row.user_id, 0)
    in_a_row = f" · {say('in-a-row', count=say.number(streak))}" if streak >= SHORTEST_STREAK else ""
    told = f"{you} · {points(row.points, say)} · {share(row.right, row.answered)}{in_a_row}"
    return (Plain(f"{say.number(row.rank)} · "), Person(row.user_id, readable(row.name)), Plain(told))


def _about(page: Page, say: Texts) -> str:
    if not page.people:
        return ""
    told: list[str] = []
    if len({row.rank for row in page.rows}) < len(page.rows):
        told.append(say("ties"))
    if page.hidden:
        told.append(say.count("people-hidden", page.hidden))
    if page.pages > 1:
        told.append(say("page-of", number=say.number(page.number), pages=say.number(page.pages)))
    return " ".join(told)


def _pages(board: Board, say: Texts) -> tuple[Button, ...]:
    number, last = board.page.number, board.page.pages
    buttons: list[Button] = []
    if number > 1:
        before = say("page", number=say.number(number - 1))
        buttons.append(Button(f"◀ {before}", ShowBoard(board.kind, number - 1)))
    if number < last:
        after = say("page", number=say.number(number + 1))
        buttons.append(Button(f"{after} ▶", ShowBoard(board.kind, number + 1)))
    if last > 1:
        buttons.append(Button(say("around-me"), ShowBoard(board.kind, AROUND)))
    return tuple(buttons)


def _periods(shown: BoardKind, say: Texts) -> tuple[Button, ...]:
    kinds: tuple[BoardKind, ...] = get_args(BoardKind)
    return tuple(Button(say(f"board-{kind}"), ShowBoard(kind, 1)) for kind in kinds if kind != shown)


def _season_button(say: Texts) -> Button:
    return Button(say("its-board"), ShowBoard("season", 1))
