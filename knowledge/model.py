"""The roadmap as values: what its files hold and nothing else.

Field names are the keys of the YAML files; lengths are limits of the cards that show them.
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, WithJsonSchema
from pydantic.dataclasses import dataclass

from knowledge import prose, values
from knowledge.prose import Prose
from knowledge.questions import Challenge, Question
from knowledge.values import LANGUAGES, STRICT, Label, Line, Noun, Number, Override, Passage, Phrase, Slug, Sources


class Complexity(StrEnum):
    """How hard the roadmap says a post is; its own label, not a measurement."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f'"{language}" is not one of {", ".join(LANGUAGES)}. Write one of them')
    return language


Language = Annotated[str, AfterValidator(_spoken), WithJsonSchema({"enum": list(LANGUAGES)})]
Tagline = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Credit = Annotated[str, StringConstraints(min_length=1, max_length=300)]


def _complexity(value: Any) -> Any:
    return Complexity(value) if value in tuple(Complexity) else value


@dataclass(frozen=True, slots=True, config=STRICT)
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
    questions: tuple[Phrase, ...] = ()
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Advice:
    """One sentence of warning or counsel, and where the roadmap says so."""

    text: Line
    source: Label


@dataclass(frozen=True, slots=True, config=STRICT)
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
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Problem:
    """A row of the decision table: a situation, its pattern, and what to bring alongside."""

    number: Number
    situation: Label
    primary: Slug
    groups: Annotated[tuple[Slug, ...], Field(min_length=1)]
    source: Label
    supporting: Slug | None = None
    adds: Line | None = None
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Need:
    """`pattern` builds on `needs`; neither reading order nor support."""

    pattern: Slug
    needs: Slug
    role: Label
    reason: Line
    sources: Sources
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Cause:
    """Where a cause and its symptom have patterns of their own, the cause's comes first if it is near."""

    cause: Slug
    symptom: Slug
    words: Annotated[tuple[Label, ...], Field(min_length=1)]
    """Words that tell of the cause."""
    unless: tuple[Label, ...]
    """Words that ask for the symptom's pattern all the same."""
    reason: Line
    source: Label
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class FailureMode:
    """A way in which adopting a pattern goes wrong, and its early sign."""

    slug: Slug
    name: Label
    patterns: Annotated[tuple[Slug, ...], Field(min_length=1)]
    sign: Line
    source: Label
    questions: tuple[Phrase, ...] = ()
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Term:
    """A name that is no pattern itself but lives in one."""

    slug: Slug
    name: Label
    meaning: Line
    hosts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    named: StrictBool
    names: tuple[Label, ...] = ()
    sources: tuple[Label, ...] = ()
    brings: StrictBool = True
    """Whether who uses it uses its first host: as a kind, a part or a tool of it, and not as a matter beside it."""
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
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
    challenge: Slug | None = None
    """The open exercise that it tells of, by its id."""
    override: Override = False


@dataclass(frozen=True, slots=True, config=STRICT)
class Situation:
    """One sub-problem in the words of the people who have it."""

    about: Label
    phrases: Annotated[tuple[Phrase, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Distinction:
    """What tells a pattern from a neighbour, for readers and for the matcher."""

    from_: Annotated[Slug, Field(alias="from")]
    reason: Line
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class Phrasebook:
    """What people say when they need a pattern."""

    pattern: Slug
    situations: tuple[Situation, ...]
    tell_apart: tuple[Distinction, ...] = ()
    override: Override = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """Give every phrase, whatever it stands under."""
        told = [phrase for situation in self.situations for phrase in situation.phrases]
        return (*told, *(phrase for distinction in self.tell_apart for phrase in distinction.phrases))


@dataclass(frozen=True, slots=True, config=STRICT)
class Words:
    """What an entry of this roadmap, and what is read about it, are called in what people read."""

    entry: Noun = "pattern"
    entries: Noun = "patterns"
    post: Noun = "post"
    posts: Noun = "posts"


@dataclass(frozen=True, slots=True, config=STRICT)
class Identity:
    """Who this roadmap is."""

    slug: Slug
    title: Label
    language: Language
    tagline: Tagline
    credit: Credit
    words: Words = dataclasses.field(default_factory=Words)
    texts: Mapping[str, values.Saying] = dataclasses.field(default_factory=dict, hash=False)
    """What the roadmap says otherwise than its language, by the texts' names."""


Subject: TypeAlias = Pattern | Group | Topic | FailureMode
"""What a question may be about."""


def title_of(subject: Subject) -> str:
    """Give what people call a subject."""
    return subject.title if isinstance(subject, Topic) else subject.name


@dataclasses.dataclass(frozen=True)
class Roadmap:
    """One body of knowledge. Patterns and groups stand in reading order; the digest is that of all bytes read."""

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
    digest: str = dataclasses.field(default="", compare=False)

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
