"""The roadmap as values: what its files hold and nothing else.

Field names are the keys of the YAML files; lengths are limits of the cards that show them.
"""

import dataclasses
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from knowledge import prose
from knowledge.prose import Prose

_STRICT = ConfigDict(extra="forbid")


def _prose(longest: int) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not text")
        if not value.strip():
            raise ValueError("the text is empty. Write it")
        if len(value) > longest:
            raise ValueError(f"the text has {len(value)} characters, more than {longest}. Shorten it")
        return prose.parse(value)

    return parse


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=600, strip_whitespace=True)]
Line = Annotated[Prose, BeforeValidator(_prose(200))]
Passage = Annotated[Prose, BeforeValidator(_prose(640))]
Essay = Annotated[Prose, BeforeValidator(_prose(800))]
Sources = Annotated[tuple[Label, ...], Field(min_length=1)]
Number = Annotated[int, Field(ge=1, strict=True)]


class Complexity(StrEnum):
    """How hard the roadmap says a post is; its own label, not a measurement."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def _complexity(value: Any) -> Any:
    return Complexity(value) if value in tuple(Complexity) else value


@dataclass(frozen=True, slots=True, config=_STRICT)
class Group:
    """Patterns that answer one kind of crisis."""

    slug: Slug
    number: Number
    name: Label
    problem: Line
    moment: Line
    about: Passage
    sources: Sources
    names: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Advice:
    """One sentence of warning or counsel, and where the roadmap says so."""

    text: Line
    source: Label


@dataclass(frozen=True, slots=True, config=_STRICT)
class Pattern:
    """One post of the roadmap."""

    slug: Slug
    number: Number
    group: Slug
    name: Label
    post: Label
    complexity: Annotated[Complexity, BeforeValidator(_complexity)]
    summary: Line
    fits: Line
    teaches: Line
    check: Advice
    sources: Sources
    names: tuple[Label, ...] = ()
    sign: Advice | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Problem:
    """A row of the decision table: a situation, its pattern, and what to bring alongside."""

    number: Number
    situation: Label
    primary: Slug
    groups: Annotated[tuple[Slug, ...], Field(min_length=1)]
    source: Label
    supporting: Slug | None = None
    adds: Line | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Need:
    """`pattern` builds on `needs`; neither reading order nor support."""

    pattern: Slug
    needs: Slug
    role: Label
    reason: Line
    sources: Sources


@dataclass(frozen=True, slots=True, config=_STRICT)
class Cause:
    """Where a cause and its symptom have patterns of their own, the cause's comes first."""

    cause: Slug
    symptom: Slug
    words: Annotated[tuple[Label, ...], Field(min_length=1)]
    """Words that tell of the cause."""
    unless: tuple[Label, ...]
    """Words that ask for the symptom's pattern all the same."""
    reason: Line
    source: Label


@dataclass(frozen=True, slots=True, config=_STRICT)
class FailureMode:
    """A way in which adopting a pattern goes wrong, and its early sign."""

    slug: Slug
    name: Label
    patterns: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sign: Line
    source: Label
    questions: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Term:
    """A name that is no pattern itself but lives in one."""

    slug: Slug
    name: Label
    meaning: Line
    hosts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    named: StrictBool
    names: tuple[Label, ...] = ()
    sources: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Topic:
    """Something else the roadmap says: a lesson, a trade-off, a case study, a fact about itself."""

    slug: Slug
    kind: Literal["pitfall", "about"]
    title: Label
    text: Passage
    sources: Sources
    questions: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    points: tuple[Line, ...] = ()
    gist: Line | None = None
    patterns: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Situation:
    """One sub-problem in the words of the people who have it."""

    about: Label
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Distinction:
    """What tells a pattern from a neighbour, for readers and for the matcher."""

    from_: Annotated[Slug, Field(alias="from")]
    reason: Line
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Phrasebook:
    """What people say when they need a pattern."""

    pattern: Slug
    situations: tuple[Situation, ...]
    tell_apart: tuple[Distinction, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class Option:
    """One choice of a question, and why it is right or not."""

    text: Label
    why: Line
    right: StrictBool = False


@dataclass(frozen=True, slots=True, config=_STRICT)
class Question:
    """A quiz item written by hand."""

    id: Slug
    stem: Passage
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]
    patterns: Annotated[tuple[Slug, ...], Field(min_length=1)]
    difficulty: Annotated[int, Field(ge=1, le=3, strict=True)]
    source: Label


@dataclass(frozen=True, slots=True, config=_STRICT)
class Step:
    """One step of a model answer."""

    pattern: Slug
    why: Line


@dataclass(frozen=True, slots=True, config=_STRICT)
class Challenge:
    """An open exercise: never scored, answered by one good solution among others."""

    id: Slug
    stem: Passage
    answer: Essay
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    patterns: tuple[Slug, ...]
    source: Label


@dataclass(frozen=True, slots=True, config=_STRICT)
class Words:
    """What an entry of this roadmap is called in what people read."""

    entry: Label = "pattern"
    entries: Label = "patterns"


@dataclass(frozen=True, slots=True, config=_STRICT)
class Identity:
    """Who this roadmap is."""

    slug: Slug
    title: Label
    language: Literal["english"]
    tagline: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    credit: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    words: Words = dataclasses.field(default_factory=Words)


@dataclasses.dataclass(frozen=True)
class Roadmap:
    """One body of knowledge. Patterns and groups stand in reading order."""

    identity: Identity
    groups: tuple[Group, ...]
    patterns: tuple[Pattern, ...]
    problems: tuple[Problem, ...]
    needs: tuple[Need, ...]
    causes: tuple[Cause, ...]
    failure_modes: tuple[FailureMode, ...]
    terms: tuple[Term, ...]
    topics: tuple[Topic, ...]
    phrasebooks: tuple[Phrasebook, ...]
    off_topic: tuple[Situation, ...]
    questions: tuple[Question, ...]
    challenges: tuple[Challenge, ...]

    @cached_property
    def entries(self) -> Mapping[str, Group | Pattern | Term]:
        """Everything that prose may name, by slug."""
        return {entry.slug: entry for kind in (self.groups, self.patterns, self.terms) for entry in kind}

    @cached_property
    def _patterns(self) -> Mapping[str, Pattern]:
        return {pattern.slug: pattern for pattern in self.patterns}

    @cached_property
    def _phrasebooks(self) -> Mapping[str, Phrasebook]:
        return {book.pattern: book for book in self.phrasebooks}

    def pattern(self, slug: str) -> Pattern:
        """Give the pattern called `slug`; raises KeyError where there is none."""
        return self._patterns[slug]

    def is_pattern(self, slug: str) -> bool:
        """Tell whether `slug` is a pattern."""
        return slug in self._patterns

    def group_of(self, pattern: Pattern) -> Group:
        """Give the group in which `pattern` stands."""
        return next(group for group in self.groups if group.slug == pattern.group)

    def members(self, group: Group) -> tuple[Pattern, ...]:
        """Give the patterns of `group` in reading order."""
        return tuple(pattern for pattern in self.patterns if pattern.group == group.slug)

    def phrasebook(self, slug: str) -> Phrasebook | None:
        """Give what people say when they need the pattern, where anything was written down."""
        return self._phrasebooks.get(slug)

    def name(self, slug: str) -> str:
        """Give the display name of an entry."""
        return self.entries[slug].name

    def text(self, words: Prose) -> str:
        """Write prose as plain text."""
        return prose.render(words, self.name)
