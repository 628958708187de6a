"""Boards as cards. What is public never tells the place of somebody who is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.actions import BoardKind, ShowBoard
from bot.cards import Block, Button, Card, Code, Fine, Paragraph, Person, Plain, Strong, Text, plain
from bot.people import Member, readable
from bot.scores.boards import AROUND
from bot.scores.seasons import Season
from bot.scores.standings import Page, Standing
from bot.scores.wording import count, points, share, standing

PERIODS: Final[Mapping[BoardKind, str]] = {
    "week": "This week",
    "month": "This month",
    "season": "Season",
    "all": "All time",
}
SHORTEST_STREAK: Final = 2
"""From so many rounds in a row on, a row tells of a streak."""
NO_GUILD: Final = Card(plain("Scores belong to a server: use this command there."), private=True)
START: Final = "/leaderboard season:start"
END: Final = "/leaderboard season:end"


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a board: for which period it is, on how many quizzes it stands, and who has a streak now."""

    kind: BoardKind
    title: str
    rounds: int
    page: Page
    streaks: Mapping[int, int]


def board_card(board: Board, reader: Member, *, private: bool, note: str = "") -> Card:
    """Show a page of a board; `private` is what only the reader sees, their own place with it."""
    page = board.page
    blocks: list[Block] = [Paragraph(_row(row, board, reader, private=private)) for row in page.rows]
    if not page.people:
        blocks.append(Paragraph(plain("Nobody is on this board yet: points come when a quiz closes.")))
    elif not page.rows:
        blocks.append(Paragraph(plain("Everybody on this board is hidden.")))
    if private and page.people and page.own is None:
        blocks.append(Fine(plain("You are not on it yet: answer a quiz, and your points come when it closes.")))
    blocks += [Fine(plain(said)) for said in (_about(page), note) if said]
    return Card(_title(board, reader, private=private), tuple(blocks), (*_pages(board), *_periods(board)), private)


def hidden_board_card(board: Board, reader: Member) -> Card:
    """Show a reader their own place alone, where the guild keeps its board hidden."""
    said = "Only admins see the whole board here: they keep it hidden."
    own = "Your own place is above." if board.page.own else "You have no place on it yet."
    return Card(_title(board, reader, private=True), (Fine(plain(f"{said} {own}")),), _periods(board), private=True)


def no_season_card(*, private: bool) -> Card:
    """Say that there has been no season."""
    said = (Plain("An admin begins one with "), Code(START), Plain("."))
    others = tuple(Button(PERIODS[kind], ShowBoard(kind, 1)) for kind in PERIODS if kind != "season")
    return Card(plain("There has been no season yet."), (Fine(said),), others, private)


def season_begun_card(begun: Season) -> Card:
    """Tell everybody that a season has begun."""
    said = (Plain("Quizzes that are due from now on count in it. An admin ends it with "), Code(END), Plain("."))
    return Card((Strong(begun.title), Plain(" has begun.")), (Fine(said),), (_season_button(),))


def season_ended_card(ended: Season) -> Card:
    """Tell everybody that a season is over."""
    said = "Quizzes that were due before still count in it when they close. Its board stays until the next one begins."
    return Card((Strong(ended.title), Plain(" is over.")), (Fine(plain(said)),), (_season_button(),))


def season_runs_card(running: Season) -> Card:
    """Say that a season runs already."""
    said = (Strong(running.title), Plain(" is still running. End it first with "), Code(END), Plain("."))
    return Card(said, private=True)


def no_season_runs_card() -> Card:
    """Say that there is no season to end."""
    return Card((Plain("No season is running. Begin one with "), Code(START), Plain(".")), private=True)


def _title(board: Board, reader: Member, *, private: bool) -> Text:
    own, quizzes = board.page.own, count(board.rounds, "quiz", "quizzes")
    title: Text = (Strong(board.title), Plain(f" · {quizzes}"))
    if own is None or (own.hidden and not private):
        return title
    who = Plain("You") if private else Person(reader.user_id, readable(reader.name))
    return (*title, Plain(" · "), who, Plain(f": {standing(own, board.page.people)}"))


def _row(row: Standing, board: Board, reader: Member, *, private: bool) -> Text:
    you = " (you)" if private and row.user_id == reader.user_id else ""
    streak = board.streaks.get(row.user_id, 0)
    in_a_row = f" · {streak:,} in a row" if streak >= SHORTEST_STREAK else ""
    said = f"{you} · {points(row.points)} · {share(row.right, row.answered)}{in_a_row}"
    return (Plain(f"{row.rank:,} · "), Person(row.user_id, readable(row.name)), Plain(said))


def _about(page: Page) -> str:
    if not page.people:
        return ""
    hidden = {0: "", 1: " 1 person is hidden."}.get(page.hidden, f" {page.hidden:,} people are hidden.")
    pages = f" Page {page.number:,} of {page.pages:,}." if page.pages > 1 else ""
    return f"Ties share a rank.{hidden}{pages}"


def _pages(board: Board) -> tuple[Button, ...]:
    number, last = board.page.number, board.page.pages
    buttons: list[Button] = []
    if number > 1:
        buttons.append(Button(f"◀ Page {number - 1:,}", ShowBoard(board.kind, number - 1)))
    if number < last:
        buttons.append(Button(f"Page {number + 1:,} ▶", ShowBoard(board.kind, number + 1)))
    if last > 1:
        buttons.append(Button("Around me", ShowBoard(board.kind, AROUND)))
    return tuple(buttons)


def _periods(board: Board) -> tuple[Button, ...]:
    return tuple(Button(label, ShowBoard(kind, 1)) for kind, label in PERIODS.items() if kind != board.kind)


def _season_button() -> Button:
    return Button("Its board", ShowBoard("season", 1))
