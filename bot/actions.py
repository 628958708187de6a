"""What the buttons of quizzes, practice, challenges, boards and one's own page do. Who may do it is asked at each press, not here."""

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
    """Begin to practise a pattern or a group in private, or everything; `turn` only tells one button from another."""

    slug: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class PractiseAgain:
    """Begin to practise what a sitting was about."""

    sitting: int


@dataclass(frozen=True, slots=True)
class Try:
    """Choose an option of a sitting's question; where several are right, add it or take it back."""

    sitting: int
    place: int
    option: int


@dataclass(frozen=True, slots=True)
class HandIn:
    """Answer a sitting's question with all that was chosen."""

    sitting: int
    place: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """Show where a sitting stands: its next question, or how it went."""

    sitting: int


@dataclass(frozen=True, slots=True)
class PassOver:
    """Leave out a sitting's question."""

    sitting: int
    place: int


@dataclass(frozen=True, slots=True)
class StopPractice:
    """End a sitting, and show how it went."""

    sitting: int


@dataclass(frozen=True, slots=True)
class ReportPractised:
    """Say what is wrong with a question that one has met in practice, whatever one practises by now."""

    question: str


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """Show what one knows of each pattern."""


@dataclass(frozen=True, slots=True)
class ShowOwnPath:
    """Show the way to a pattern with what one knows of each step, by needs only or in the full reading order."""

    slug: str
    full: bool


@dataclass(frozen=True, slots=True)
class MarkRead:
    """Mark a step of the way to a pattern as read, or take the mark off."""

    slug: str
    read: bool
    goal: str
    full: bool


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


@dataclass(frozen=True, slots=True)
class ListReports:
    """Show an admin a page of the reported questions, counted from 1."""

    page: int


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Settle the reports of a question as an admin, and let it count on."""

    question: str


@dataclass(frozen=True, slots=True)
class ListQuestions:
    """Show an admin a page of the questions about a topic, counted from 1."""

    topic: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowChallenge:
    """Show an open challenge."""

    challenge: str


@dataclass(frozen=True, slots=True)
class WriteAnswer:
    """Write an answer to an open challenge."""

    challenge: str


@dataclass(frozen=True, slots=True)
class ShowModelAnswer:
    """Show one good answer to an open challenge."""

    challenge: str


ChallengeAction: TypeAlias = ShowChallenge | WriteAnswer | ShowModelAnswer
FormAction: TypeAlias = ReportQuestion | ReportPractised | WriteAnswer
"""What a form is filled in for, where the front end has forms."""

LearnAction: TypeAlias = (
    Practise
    | PractiseAgain
    | Try
    | HandIn
    | GoOn
    | PassOver
    | StopPractice
    | ReportPractised
    | ShowProgress
    | ShowOwnPath
    | MarkRead
)
RoundAction: TypeAlias = (
    Answer
    | ReportQuestion
    | ShowRound
    | ShowRounds
    | ShowBoard
    | HideMe
    | ExportMe
    | DeleteMe
    | RemoveSchedule
    | ListReports
    | KeepQuestion
    | ListQuestions
    | ShowChallenge
    | WriteAnswer
    | ShowModelAnswer
)
QuizAction: TypeAlias = RoundAction | LearnAction

Turning: TypeAlias = (
    Try
    | HandIn
    | GoOn
    | PassOver
    | StopPractice
    | PractiseAgain
    | MarkRead
    | ShowOwnPath
    | ShowRounds
    | ShowBoard
    | HideMe
    | DeleteMe
    | ListReports
    | ListQuestions
)
"""What leads on from the message on which it is pressed, as one turns a page: nobody looks back at what it showed."""
