"""Questions on the decision table: what comes first for a problem, what stands beside it, and what that adds."""

from collections.abc import Iterator

from knowledge.deriving.draft import Draft
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import bare, sentence, turn
from knowledge.items import Choice
from knowledge.model import Problem, Term
from knowledge.prose import Reference


def primaries(ground: Ground) -> Iterator[Draft]:
    """Ask which pattern comes first for a problem."""
    for row in ground.roadmap.problems:
        name = f"problem-{row.number}-primary"
        barred = ground.claimed(row.situation) | ground.named(row.situation)
        pattern = ground.roadmap.pattern(row.primary)
        problem = bare(row.situation)
        yield Draft(
            id=name,
            stem=_primary_stem(ground, name, problem),
            told=row.situation,
            right=(Choice(pattern.name, sentence(ground.roadmap.text(pattern.fits)), right=True),),
            wrong=ground.wrongs([row.primary], name, barred, apart=True),
            patterns=(row.primary,),
            difficulty=2,
            kind="situation",
            source=row.source,
        )


def _primary_stem(ground: Ground, seed: str, problem: str) -> str:
    way = turn(seed, "abc")
    return ground.say(f"ask-primary-{way}", problem=problem if way == "b" else ground.lowered(problem))


def partners(ground: Ground) -> Iterator[Draft]:
    """Ask what the roadmap puts alongside the first choice."""
    for row in ground.roadmap.problems:
        if row.supporting is None:
            continue
        name = f"problem-{row.number}-supporting"
        first = ground.roadmap.name(row.primary)
        entry = ground.roadmap.entries[row.supporting]
        homes = ground.homes(row.supporting)
        barred = {row.primary, *ground.kin(row.primary), *ground.named(row.situation)}
        said = row.adds or (entry.meaning if isinstance(entry, Term) else ground.roadmap.pattern(homes[0]).summary)
        yield Draft(
            id=name,
            stem=_partner_stem(ground, name, bare(row.situation), first),
            told=f"{row.situation} {first}",
            right=(Choice(entry.name, sentence(ground.roadmap.text(said)), right=True),),
            wrong=ground.wrongs(homes, name, barred),
            patterns=(row.primary, *(home for home in homes if home != row.primary)),
            difficulty=3,
            kind="neighbours",
            source=row.source,
        )


def _partner_stem(ground: Ground, seed: str, problem: str, first: str) -> str:
    way = turn(seed, "ab")
    return ground.say(f"ask-partner-{way}", situation=problem if way == "a" else ground.lowered(problem), first=first)


def additions(ground: Ground) -> Iterator[Draft]:
    """Ask what the partner adds to the first choice."""
    for row in ground.roadmap.problems:
        added = addition(ground, row)
        if added is None or row.supporting is None or row.adds is None:
            continue
        first, second = ground.roadmap.name(row.primary), ground.roadmap.name(row.supporting)
        homes = ground.homes(row.supporting)
        yield Draft(
            id=f"problem-{row.number}-adds",
            stem=ground.say("ask-adds", situation=bare(row.situation), first=first, second=second),
            told=f"{row.situation} {first} {second}",
            right=(Choice(added, sentence(ground.roadmap.text(row.adds)), right=True),),
            wrong=_other_additions(ground, row),
            patterns=(row.primary, *(home for home in homes if home != row.primary)),
            difficulty=3,
            kind="neighbours",
            source=row.source,
        )


def addition(ground: Ground, row: Problem) -> str | None:
    """Give what a row's partner adds, as a text that does not name the partner."""
    if row.adds is None or len(row.adds) < 2 or row.adds[0] != Reference(row.supporting or ""):  # noqa: PLR2004 - a name and what follows it
        return None
    text = bare(ground.roadmap.text(row.adds[1:]))
    return None if set(ground.homes(row.supporting or "")) & ground.named(text) else f"{text[:1].upper()}{text[1:]}"


def _other_additions(ground: Ground, row: Problem) -> list[Choice]:
    mine = {row.primary, *ground.homes(row.supporting or row.primary)}
    choices = []
    for other in _nearest(ground, row):
        added = addition(ground, other)
        if added and other.supporting and not set(ground.homes(other.supporting)) & (mine | ground.kin(*mine)):
            first, second = ground.roadmap.name(other.primary), ground.roadmap.name(other.supporting)
            choices.append(Choice(added, ground.say("part-of", first=first, second=second)))
    return choices


def _nearest(ground: Ground, row: Problem) -> list[Problem]:
    """Give the other rows, those of the same groups first."""
    others = (other for other in ground.roadmap.problems if other is not row)
    return sorted(others, key=lambda other: not set(other.groups) & set(row.groups))
