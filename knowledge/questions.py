"""The questions that are written by hand: quiz items and open challenges."""

from typing import Annotated

from pydantic import Field, StrictBool
from pydantic.dataclasses import dataclass

from knowledge.values import STRICT, Essay, Label, Line, Passage, Slug


@dataclass(frozen=True, slots=True, config=STRICT)
class Option:
    """One choice of a question, and why it is right or not."""

    text: Label
    why: Line
    right: StrictBool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Question:
    """A quiz item written by hand."""

    id: Slug
    stem: Passage
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]
    patterns: Annotated[tuple[Slug, ...], Field(min_length=1)]
    difficulty: Annotated[int, Field(ge=1, le=3, strict=True)]
    source: Label


@dataclass(frozen=True, slots=True, config=STRICT)
class Step:
    """One step of a model answer."""

    pattern: Slug
    why: Line


@dataclass(frozen=True, slots=True, config=STRICT)
class Challenge:
    """An open exercise: never scored, answered by one good solution among others."""

    id: Slug
    stem: Passage
    answer: Essay
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    patterns: tuple[Slug, ...]
    source: Label
