"""What comes of a question: an answer, suggestions, or an honest "not known"."""

from dataclasses import dataclass, field
from typing import TypeAlias

from knowledge.answers import Answer
from knowledge.kinds import QuestionKind
from knowledge.matcher import Candidate
from knowledge.model import Pattern, Problem, Subject
from knowledge.spelling import Repair


@dataclass(frozen=True, slots=True)
class Why:
    """How an answer was found: for those who doubt it."""

    matched: tuple[str, ...]
    repairs: tuple[Repair, ...]
    candidates: tuple[Candidate, ...]
    likeness: float | None
    """How like the decision row the question is, 0 to 100 (rapidfuzz, token set ratio)."""
    row: Problem | None


@dataclass(frozen=True, slots=True)
class Answered:
    """Sure enough to say so."""

    question: str
    answer: Answer
    confidence: float
    others: tuple[Pattern, ...] = ()
    """What else may be meant, the likeliest first; empty where there is little doubt."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two or three things that may be meant."""

    question: str
    candidates: tuple[Subject, ...]
    kind: QuestionKind
    confidence: float


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The roadmap does not say, or the question cannot be read."""

    question: str
    reason: str = ""
    """Why the question was not looked up at all; empty where it was and nothing was found."""
    confidence: float = field(default=0.0)


Outcome: TypeAlias = Answered | Suggested | NotKnown
