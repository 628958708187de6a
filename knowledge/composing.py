"""From what was asked about to the answer: each function gathers one kind of answer from the roadmap."""

from collections.abc import Sequence

from knowledge import graph
from knowledge.answers import (
    Caution,
    Company,
    Comparison,
    Definition,
    Dependents,
    Foundation,
    Membership,
    Neighbour,
    Passage,
    Portrait,
    Remedy,
    Route,
)
from knowledge.kinds import QuestionKind
from knowledge.model import Distinction, FailureMode, Group, Need, Pattern, Roadmap, Term, Topic


def remedy(roadmap: Roadmap, pattern: Pattern) -> Remedy:
    """Answer a problem with its pattern."""
    row = next(iter(graph.rows(roadmap, pattern.slug)), None)
    supporting = roadmap.entries[row.supporting] if row and row.supporting else None
    return Remedy(
        pattern=pattern,
        group=roadmap.group_of(pattern),
        row=row,
        supporting=supporting if isinstance(supporting, (Pattern, Term)) else None,
        needs=_all_needs(roadmap, pattern),
        following=graph.following(roadmap, pattern),
    )


def portrait(roadmap: Roadmap, pattern: Pattern) -> Portrait:
    """Show one pattern."""
    return Portrait(
        pattern=pattern,
        group=roadmap.group_of(pattern),
        rows=graph.rows(roadmap, pattern.slug),
        needs=graph.needs(roadmap, pattern.slug),
        needed_by=graph.needed_by(roadmap, pattern.slug),
        terms=tuple(term for term in roadmap.terms if term.named and pattern.slug in term.hosts),
        following=graph.following(roadmap, pattern),
    )


def entry(roadmap: Roadmap, named: Pattern | Term | Group) -> Portrait | Definition | Membership:
    """Show whatever a name names."""
    match named:
        case Pattern():
            return portrait(roadmap, named)
        case Term():
            return definition(roadmap, named)
        case Group():
            return membership(roadmap, named)


def definition(roadmap: Roadmap, term: Term) -> Definition:
    """Explain a term and say where it is taught."""
    hosts = tuple(roadmap.pattern(slug) for slug in term.hosts)
    return Definition(term, hosts, tuple(dict.fromkeys(host.group for host in hosts)))


def foundation(roadmap: Roadmap, pattern: Pattern, asked: Pattern | None = None) -> Foundation:
    """Say what comes first, and whether `asked` is part of it."""
    order = graph.prerequisites(roadmap, pattern.slug)
    reverse = asked is not None and pattern in graph.prerequisites(roadmap, asked.slug)
    return Foundation(pattern, _all_needs(roadmap, pattern), order, asked, reverse)


def dependents(roadmap: Roadmap, pattern: Pattern) -> Dependents:
    """Say what builds on a pattern."""
    return Dependents(pattern, graph.needed_by(roadmap, pattern.slug))


def neighbour(roadmap: Roadmap, entry: Pattern | Group, kind: QuestionKind) -> Neighbour:
    """Say what is read after `entry`, or before it."""
    step = graph.preceding if kind is QuestionKind.PREVIOUS else graph.following
    if isinstance(entry, Pattern):
        return Neighbour(entry, step(roadmap, entry), kind)
    number = entry.number + (-1 if kind is QuestionKind.PREVIOUS else 1)
    return Neighbour(entry, next((group for group in roadmap.groups if group.number == number), None), kind)


def company(roadmap: Roadmap, pattern: Pattern) -> Company:
    """Say what goes with a pattern."""
    rows = []
    for row in graph.rows(roadmap, pattern.slug):
        supporting = roadmap.entries[row.supporting] if row.supporting else None
        rows.append((row, supporting if isinstance(supporting, (Pattern, Term)) else None))
    supports = [(row, roadmap.pattern(row.primary)) for row in roadmap.problems if row.supporting == pattern.slug]
    return Company(pattern, tuple(rows), tuple(supports))


def membership(
    roadmap: Roadmap, group: Group, asked: Sequence[Pattern] = (), others: Sequence[Group] = ()
) -> Membership:
    """Show a group, and where the patterns asked about stand."""
    return Membership(group, roadmap.members(group), tuple(asked), tuple(others))


def comparison(roadmap: Roadmap, patterns: Sequence[Pattern]) -> Comparison:
    """Set two or three patterns side by side."""
    slugs = [pattern.slug for pattern in patterns]
    distinctions: list[tuple[Pattern, Distinction]] = []
    for pattern in patterns:
        book = roadmap.phrasebook(pattern.slug)
        for distinction in book.tell_apart if book else ():
            if distinction.from_ in slugs and not any(other.slug == distinction.from_ for other, _ in distinctions):
                distinctions.append((pattern, distinction))
    return Comparison(
        compared=tuple(patterns),
        groups=tuple(dict.fromkeys(pattern.group for pattern in patterns)),
        distinctions=tuple(distinctions),
        relations=tuple(need for need in roadmap.needs if need.pattern in slugs and need.needs in slugs),
        rows=tuple(row for row in roadmap.problems if row.primary in slugs and row.supporting in slugs),
    )


def route(roadmap: Roadmap, goal: Pattern, *, whole: bool = False) -> Route:
    """Lay out the way to a pattern; `whole` puts the full reading order first."""
    return Route(
        goal=goal,
        short=graph.short_path(roadmap, goal.slug),
        full=graph.full_path(roadmap, goal.slug),
        needs=_all_needs(roadmap, goal),
        whole=whole,
    )


def caution(roadmap: Roadmap, pattern: Pattern) -> Caution:
    """Gather every warning about a pattern."""
    return Caution(
        pattern=pattern,
        modes=tuple(mode for mode in roadmap.failure_modes if pattern.slug in mode.patterns),
        topics=tuple(topic for topic in roadmap.topics if topic.kind == "pitfall" and pattern.slug in topic.patterns),
    )


def passage(roadmap: Roadmap, subject: Topic | FailureMode) -> Passage:
    """Say what the roadmap says."""
    patterns = subject.patterns
    groups = tuple(dict.fromkeys(roadmap.pattern(slug).group for slug in patterns))
    about = isinstance(subject, Topic) and subject.kind == "about"
    return Passage(subject, groups, patterns, QuestionKind.ABOUT if about else QuestionKind.PITFALL)


def _all_needs(roadmap: Roadmap, pattern: Pattern) -> tuple[Need, ...]:
    """Give every need on the way to `pattern`, in the order in which what is needed is learned."""
    order = graph.short_path(roadmap, pattern.slug)
    places = {step.slug: place for place, step in enumerate(order)}
    wanted = (need for need in roadmap.needs if need.pattern in places)
    return tuple(sorted(wanted, key=lambda need: (places[need.needs], -places[need.pattern])))
