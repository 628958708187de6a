"""What the roadmap answers: one type for each kind of answer."""

from dataclasses import dataclass
from typing import TypeAlias

from knowledge.kinds import QuestionKind
from knowledge.model import Distinction, FailureMode, Group, Need, Pattern, Problem, Term, Topic

Slugs: TypeAlias = tuple[str, ...]


class _AboutPattern:
    """What answers about one pattern have in common."""

    __slots__ = ()
    pattern: Pattern

    @property
    def patterns(self) -> Slugs:
        """Give what the answer is about."""
        return (self.pattern.slug,)

    @property
    def groups(self) -> Slugs:
        """Give the group that it is about."""
        return (self.pattern.group,)


@dataclass(frozen=True, slots=True)
class Remedy(_AboutPattern):
    """The pattern for a problem, and all one needs to start with it."""

    pattern: Pattern
    group: Group
    row: Problem | None
    supporting: Pattern | Term | None
    needs: tuple[Need, ...]
    following: Pattern | None
    kind: QuestionKind = QuestionKind.PROBLEM

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the roadmap says so."""
        row = (self.row.source,) if self.row else ()
        return (*row, *self.pattern.sources, *(need.sources[0] for need in self.needs))


@dataclass(frozen=True, slots=True)
class Portrait(_AboutPattern):
    """One pattern: what it does, what its post teaches, where it stands."""

    pattern: Pattern
    group: Group
    rows: tuple[Problem, ...]
    needs: tuple[Need, ...]
    needed_by: tuple[Need, ...]
    terms: tuple[Term, ...]
    following: Pattern | None
    kind: QuestionKind = QuestionKind.LOOKUP

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the roadmap says so."""
        return self.pattern.sources


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, and the posts in which it lives."""

    term: Term
    hosts: tuple[Pattern, ...]
    groups: Slugs
    kind: QuestionKind = QuestionKind.LOOKUP

    @property
    def patterns(self) -> Slugs:
        """Give the posts that teach the term."""
        return tuple(host.slug for host in self.hosts)

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the roadmap names the term, or where its hosts stand."""
        return self.term.sources or tuple(host.sources[0] for host in self.hosts)


@dataclass(frozen=True, slots=True)
class Foundation(_AboutPattern):
    """What a pattern builds on, in the order to learn it; and whether something asked about is part of that."""

    pattern: Pattern
    needs: tuple[Need, ...]
    order: tuple[Pattern, ...]
    asked: Pattern | None = None
    needed_by_asked: bool = False
    """Whether it is the other way round: the one asked about builds on this one."""
    kind: QuestionKind = QuestionKind.PREREQUISITES

    @property
    def asked_is_needed(self) -> bool:
        """Say whether the pattern builds on the one that was asked about."""
        return self.asked is not None and self.asked in self.order

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the needs are stated."""
        return tuple(source for need in self.needs for source in need.sources) or self.pattern.sources


@dataclass(frozen=True, slots=True)
class Dependents(_AboutPattern):
    """What builds on a pattern."""

    pattern: Pattern
    needs: tuple[Need, ...]
    kind: QuestionKind = QuestionKind.NEEDED_BY

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the needs are stated."""
        return tuple(source for need in self.needs for source in need.sources) or self.pattern.sources


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What is read after something, or before it."""

    entry: Pattern | Group
    other: Pattern | Group | None
    kind: QuestionKind = QuestionKind.NEXT

    @property
    def patterns(self) -> Slugs:
        """Give what the answer is about."""
        return (self.entry.slug,) if isinstance(self.entry, Pattern) else ()

    @property
    def groups(self) -> Slugs:
        """Give the group that it is about."""
        return (self.entry.group if isinstance(self.entry, Pattern) else self.entry.slug,)

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the order stands."""
        return self.entry.sources


@dataclass(frozen=True, slots=True)
class Company(_AboutPattern):
    """What to bring alongside a pattern, as the decision table has it."""

    pattern: Pattern
    rows: tuple[tuple[Problem, Pattern | Term | None], ...]
    supports: tuple[tuple[Problem, Pattern], ...]
    kind: QuestionKind = QuestionKind.SUPPORTS

    @property
    def sources(self) -> tuple[str, ...]:
        """Say which rows were read."""
        rows = tuple(row.source for row, _ in (*self.rows, *self.supports))
        return rows or self.pattern.sources


@dataclass(frozen=True, slots=True)
class Membership:
    """A group: what it is for, when to read it, who is in it; and where a pattern stands that was asked about."""

    group: Group
    members: tuple[Pattern, ...]
    asked: tuple[Pattern, ...] = ()
    groups_asked: tuple[Group, ...] = ()
    kind: QuestionKind = QuestionKind.GROUP

    @property
    def patterns(self) -> Slugs:
        """Give the patterns asked about, or else the group's members."""
        return tuple(pattern.slug for pattern in self.asked or self.members)

    @property
    def groups(self) -> Slugs:
        """Give the group that it is about."""
        return (self.group.slug,)

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the group stands."""
        return self.group.sources


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or three patterns side by side."""

    compared: tuple[Pattern, ...]
    groups: Slugs
    distinctions: tuple[tuple[Pattern, Distinction], ...]
    relations: tuple[Need, ...]
    rows: tuple[Problem, ...]
    kind: QuestionKind = QuestionKind.COMPARE

    @property
    def patterns(self) -> Slugs:
        """Give what the answer is about."""
        return tuple(pattern.slug for pattern in self.compared)

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the patterns stand."""
        return tuple(pattern.sources[0] for pattern in self.compared)


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a pattern, by needs only and in full."""

    goal: Pattern
    short: tuple[Pattern, ...]
    full: tuple[Pattern, ...]
    needs: tuple[Need, ...]
    whole: bool = False
    """Whether the full reading order was asked for."""
    kind: QuestionKind = QuestionKind.PATH

    @property
    def patterns(self) -> Slugs:
        """Give what the answer is about."""
        return (self.goal.slug,)

    @property
    def groups(self) -> Slugs:
        """Give the group that it is about."""
        return (self.goal.group,)

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the way is stated."""
        return (*(need.sources[0] for need in self.needs), self.goal.sources[0])


@dataclass(frozen=True, slots=True)
class Caution(_AboutPattern):
    """What goes wrong with a pattern, its early signs, and what to check first."""

    pattern: Pattern
    modes: tuple[FailureMode, ...]
    topics: tuple[Topic, ...]
    kind: QuestionKind = QuestionKind.PITFALL

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the warnings stand."""
        topics = tuple(source for topic in self.topics for source in topic.sources[:1])
        return (*(mode.source for mode in self.modes), *topics, self.pattern.check.source)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something else that the roadmap says, as it says it."""

    subject: Topic | FailureMode
    groups: Slugs
    patterns: Slugs = ()
    kind: QuestionKind = QuestionKind.ABOUT

    @property
    def sources(self) -> tuple[str, ...]:
        """Say where the roadmap says so."""
        return (self.subject.source,) if isinstance(self.subject, FailureMode) else self.subject.sources


Answer: TypeAlias = (
    Remedy
    | Portrait
    | Definition
    | Foundation
    | Dependents
    | Neighbour
    | Company
    | Membership
    | Comparison
    | Route
    | Caution
    | Passage
)
