"""The questions that are written by hand: quiz items and open challenges."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool
from pydantic.dataclasses import dataclass

from knowledge.values import STRICT, Essay, Label, Line, Override, Passage, Phrase, Slug

Kind: TypeAlias = Literal["situation", "neighbours", "order", "failure", "lesson"]
"""What a question is about: what a situation calls for, what tells neighbours apart, what comes first or belongs
where, how adoption goes wrong, what the roadmap teaches."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Option:
    """One choice of a question, and why it is right or not."""

    text: Label
    why: Line
    right: StrictBool = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Question:
    """A quiz item written by hand. Where several options are right, all of them have to be chosen."""

    id: Slug
    stem: Passage
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]
    patterns: Annotated[tuple[Slug, ...], Field(min_length=1)]
    difficulty: Annotated[int, Field(ge=1, le=3, strict=True)]
    source: Label
    kind: Kind = "situation"
    recall: StrictBool = False
    """Whether it only asks to remember a line of the roadmap."""
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Step:
    """One step of a model answer: a pattern or a term, and why it comes here."""

    bring: Slug
    why: Line


@dataclass(frozen=True, slots=True, config=STRICT)
class Aim:
    """Something that an answer should see to; one of `met_by`, patterns or terms, is enough."""

    title: Label
    met_by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    missing: Line
    """What goes wrong where none of them is there."""
    said: tuple[Phrase, ...] = ()
    """Expressions that mean the first of `met_by` without naming it; `{part}` stands for each of `parts`."""
    parts: tuple[Phrase, ...] = ()
    """What may go one after another, in the singular: module, feature, ..."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Challenge:
    """An open exercise: never scored, answered by one good solution among others."""

    id: Slug
    title: Label
    stem: Passage
    answer: Essay
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=12)]
    aims: Annotated[tuple[Aim, ...], Field(min_length=1, max_length=12)]
    patterns: tuple[Slug, ...]
    source: Label
    welcome: tuple[Slug, ...] = ()
    """Patterns and terms that no aim asks for, but that fit."""
    overheard: tuple[Phrase, ...] = ()
    """Names that people drop when they retell the situation: they are no choice of a pattern."""
    override: Override = False
