"""What the buttons of quizzes, boards and one's own page do. Who may do it is asked at each press, not here."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

BoardKind: TypeAlias = Literal["week", "month", "season", "all"]


@dataclass(frozen=True, slots=True)
class Answer:
    """Choose an option of a round, counted from 0; where several are right, add it or take it back."""

    round: int
    option: int


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """Say what is wrong with a round's question."""

    round: int


@dataclass(frozen=True, slots=True)
class ShowRound:
    """Show a round, with one's own answer."""

    round: int


@dataclass(frozen=True, slots=True)
class ShowRounds:
    """Show a page of past rounds, counted from 1."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """Show a page of a board, counted from 1; page 0 is the one around whoever asks."""

    kind: BoardKind
    page: int


@dataclass(frozen=True, slots=True)
class Practise:
    """Ask a question about a pattern in private; `turn` tells this one from those asked before."""

    slug: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """Answer a practice question; `mark` tells whether it is still the one that was asked."""

    slug: str
    turn: int
    mark: str
    option: int


@dataclass(frozen=True, slots=True)
class HideMe:
    """Leave one's name off the boards, or put it back."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class ExportMe:
    """Hand over all that is kept about one."""


@dataclass(frozen=True, slots=True)
class DeleteMe:
    """Delete all that is kept about one, here or everywhere; asks first unless it is sure."""

    everywhere: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class RemoveSchedule:
    """Take a schedule off the list."""

    number: int


QuizAction: TypeAlias = (
    Answer
    | ReportQuestion
    | ShowRound
    | ShowRounds
    | ShowBoard
    | Practise
    | Try
    | HideMe
    | ExportMe
    | DeleteMe
    | RemoveSchedule
)
