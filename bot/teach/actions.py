"""What the buttons do with which the bot grows. Who may do it is asked at each press, not here."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Teach:
    """Say what a question is to be answered with: the one that is quoted, or an unanswered one by its number."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmTaught:
    """Let a taught question answer although it breaks what is right today."""

    number: int


@dataclass(frozen=True, slots=True)
class RemoveTaught:
    """Let a taught question answer no more."""

    number: int


@dataclass(frozen=True, slots=True)
class ListTaught:
    """Show a page of the taught questions, counted from 1."""

    page: int


@dataclass(frozen=True, slots=True)
class ListUnanswered:
    """Show a page of the questions that got no answer, counted from 1."""

    page: int


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Take an unanswered question off the list, and all that are like it."""

    number: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Say whether an answer helped: its kind, and what it is about."""

    kind: str
    slug: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say why an answer did not help: the message that holds it, its kind, and what it is about."""

    message: str
    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class ShowVotes:
    """Show how many answers helped, by what they were about."""


GrowAction: TypeAlias = (
    Teach | ConfirmTaught | RemoveTaught | ListTaught | ListUnanswered | Dismiss | Rate | GiveReason | ShowVotes
)
