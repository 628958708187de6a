"""Questions on what builds on what."""

from collections.abc import Iterator

from knowledge import graph
from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import sentence
from knowledge.items import Choice
from knowledge.model import Need


def foundations(ground: Ground) -> Iterator[Draft]:
    """Ask what a pattern builds on."""
    for pattern in ground.roadmap.patterns:
        needs = graph.needs(ground.roadmap, pattern.slug)
        if not needs:
            continue
        name = f"needs-{pattern.slug}"
        slugs = [need.needs for need in needs]
        yield Draft(
            id=name,
            stem=ground.say("ask-need" if len(needs) == 1 else "ask-needs", name=pattern.name),
            told=pattern.name,
            right=tuple(_needed(ground, need) for need in needs),
            wrong=ground.wrongs(slugs, name, {pattern.slug, *ground.kin(pattern.slug)}),
            patterns=(pattern.slug, *slugs),
            difficulty=2,
            kind="order",
            source=needs[0].sources[0],
        )


def dependents(ground: Ground) -> Iterator[Draft]:
    """Ask what builds on a pattern."""
    for need in ground.roadmap.needs:
        name = f"needed-{need.needs}-{need.pattern}"
        needed, pattern = ground.roadmap.name(need.needs), ground.roadmap.name(need.pattern)
        barred = {need.needs, *ground.kin(need.needs)}
        yield Draft(
            id=name,
            stem=ground.ask(name, "ab", "ask-builds", name=needed),
            told=needed,
            right=(Choice(pattern, sentence(ground.roadmap.text(need.reason)), right=True),),
            wrong=ground.wrongs([need.pattern], name, barred),
            patterns=(need.needs, need.pattern),
            difficulty=2,
            kind="order",
            source=need.sources[0],
        )


def foundations_among(ground: Ground) -> Iterator[Draft]:
    """Ask which of several patterns another of them builds on, and name none."""
    for need in ground.roadmap.needs:
        name = f"first-{need.needs}-{need.pattern}"
        needed, pattern = ground.roadmap.name(need.needs), ground.roadmap.name(need.pattern)
        others: list[Choice] = []
        taken = {need.pattern, need.needs}
        for rival in ground.rivals([need.pattern, need.needs], name):
            if not taken & ground.kin(rival.slug):
                taken.add(rival.slug)
                others.append(Choice(rival.name, ground.say("no-other-builds", name=rival.name)))
        yield Draft(
            id=name,
            stem=ground.ask(name, "abc", "ask-first"),
            told="",
            right=(_needed(ground, need),),
            wrong=[Choice(pattern, ground.say("other-way", needed=needed, name=pattern)), *others],
            patterns=(need.needs, need.pattern),
            difficulty=3,
            kind="order",
            source=need.sources[0],
        )


def roles(ground: Ground) -> Iterator[Draft]:
    """Ask for what a pattern needs another."""
    for need in ground.roadmap.needs:
        needed, pattern = ground.roadmap.name(need.needs), ground.roadmap.name(need.pattern)
        others = (
            other for other in ground.roadmap.needs if other.pattern != need.pattern and other.needs != need.needs
        )
        yield Draft(
            id=f"role-{need.pattern}-{need.needs}",
            stem=ground.say("ask-role", name=pattern, needed=needed),
            told=f"{pattern} {needed}",
            right=(Choice(_role(need), sentence(ground.roadmap.text(need.reason)), right=True),),
            wrong=[Choice(_role(other), _purpose(ground, other)) for other in others],
            patterns=(need.pattern, need.needs),
            difficulty=3,
            kind="order",
            source=need.sources[0],
        )


def _needed(ground: Ground, need: Need) -> Choice:
    return Choice(ground.roadmap.name(need.needs), sentence(ground.roadmap.text(need.reason)), right=True)


def _role(need: Need) -> str:
    return f"{need.role[:1].upper()}{need.role[1:]}"


def _purpose(ground: Ground, need: Need) -> str:
    needed, pattern = ground.roadmap.name(need.needs), ground.roadmap.name(need.pattern)
    return ground.say("purpose", needed=needed, name=pattern)
