"""Questions on the groups: what stands in them, which crisis each answers, when to read it."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge import prose
from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import bare, sentence, shuffled
from knowledge.items import Choice
from knowledge.model import Group

SHOWN = 6
"""How many members of a group one sentence names."""


def memberships(ground: Ground) -> Iterator[Draft]:
    """Ask in which group a pattern stands."""
    for pattern in ground.roadmap.patterns:
        group = ground.roadmap.group_of(pattern)
        yield Draft(
            id=f"group-of-{pattern.slug}",
            stem=ground.say("ask-group", name=pattern.name),
            told=pattern.name,
            right=(Choice(group.name, _crisis(ground, group), right=True),),
            wrong=[Choice(other.name, _holds(ground, other)) for other in _others(ground, group)],
            patterns=(pattern.slug,),
            difficulty=1,
            kind="order",
            source=pattern.sources[0],
            recall=True,
        )


def outsiders(ground: Ground) -> Iterator[Draft]:
    """Ask which of several patterns is not in a group."""
    for group in ground.roadmap.groups:
        name = f"not-in-{group.slug}"
        members = shuffled(_slugs(ground, group), name)[:3]
        rivals = [rival for rival in ground.rivals(members, name) if rival.group != group.slug]
        for outsider in rivals[:1] if len(members) > 1 else ():
            here = ground.say("is-in-group", group=group.name)
            home = ground.roadmap.group_of(outsider).name
            yield Draft(
                id=name,
                stem=ground.say("ask-outsider", group=group.name),
                told=group.name,
                right=(Choice(outsider.name, ground.say("is-in-group", group=home), right=True),),
                wrong=[Choice(ground.roadmap.name(slug), here) for slug in members],
                patterns=(*members, outsider.slug),
                difficulty=1,
                kind="order",
                source=group.sources[0],
                recall=True,
            )


def crises(ground: Ground) -> Iterator[Draft]:
    """Ask which group answers a crisis."""
    for group in ground.roadmap.groups:
        crisis = sentence(ground.roadmap.text(group.problem))
        yield Draft(
            id=f"crisis-{group.slug}",
            stem=ground.say("ask-crisis", crisis=crisis),
            told=crisis,
            right=(Choice(group.name, _holds(ground, group), right=True),),
            wrong=[Choice(other.name, _crisis(ground, other)) for other in _others(ground, group)],
            patterns=_slugs(ground, group),
            difficulty=1,
            kind="situation",
            source=group.sources[0],
            recall=True,
        )


def moments(ground: Ground) -> Iterator[Draft]:
    """Ask which group to read at a moment."""
    for group in ground.roadmap.groups:
        moment = bare(ground.roadmap.text(group.moment))
        named = set(prose.references(group.moment))
        yield Draft(
            id=f"moment-{group.slug}",
            stem=ground.say("ask-moment", moment=ground.lowered(moment)),
            told=moment,
            right=(Choice(group.name, _crisis(ground, group), right=True),),
            wrong=[
                Choice(other.name, _moment(ground, other))
                for other in _others(ground, group)
                if other.slug not in named
            ],
            patterns=_slugs(ground, group),
            difficulty=1,
            kind="order",
            source=group.sources[0],
            recall=True,
        )


def successions(ground: Ground) -> Iterator[Draft]:
    """Ask which group is read after another."""
    groups = ground.roadmap.groups
    for before, group in pairwise(groups):
        yield Draft(
            id=f"after-{before.slug}",
            stem=ground.say("ask-succession", group=before.name),
            told=before.name,
            right=(Choice(group.name, _moment(ground, group), right=True),),
            wrong=[
                Choice(other.name, _elsewhere(ground, other, before))
                for other in _others(ground, group)
                if other is not before
            ],
            patterns=_slugs(ground, group),
            difficulty=1,
            kind="order",
            source=group.sources[0],
            recall=True,
        )


def _elsewhere(ground: Ground, group: Group, before: Group) -> str:
    numbers = {"number": group.number, "total": len(ground.roadmap.groups), "before": before.number}
    return ground.say("is-group-number", group=before.name, **numbers)


def _slugs(ground: Ground, group: Group) -> tuple[str, ...]:
    return tuple(pattern.slug for pattern in ground.roadmap.members(group))


def _others(ground: Ground, group: Group) -> list[Group]:
    """Give the other groups, the nearest first."""
    others = (other for other in ground.roadmap.groups if other is not group)
    return sorted(others, key=lambda other: abs(other.number - group.number))


def _holds(ground: Ground, group: Group) -> str:
    names = [pattern.name for pattern in ground.roadmap.members(group)]
    more = [ground.say("some-more", count=len(names) - SHOWN)] if len(names) > SHOWN else []
    return ground.say("group-holds", group=group.name, names=ground.series([*names[:SHOWN], *more]))


def _crisis(ground: Ground, group: Group) -> str:
    crisis = ground.lowered(bare(ground.roadmap.text(group.problem)))
    return ground.say("group-is-for", group=group.name, crisis=crisis)


def _moment(ground: Ground, group: Group) -> str:
    moment = ground.lowered(bare(ground.roadmap.text(group.moment)))
    return ground.say("group-is-read", group=group.name, moment=moment)
