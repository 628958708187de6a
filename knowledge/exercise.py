"""The open exercise: what a person's own answer names, what it lacks, and what it puts too early. Nothing is scored."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from rapidfuzz import fuzz

from knowledge import graph, languages
from knowledge.clauses import Clause, Telling, told
from knowledge.denial import denies
from knowledge.exercise_words import exercise_words
from knowledge.guide import Guide
from knowledge.ideas import Ideas
from knowledge.model import Need, Pattern, Roadmap, Term
from knowledge.questions import Aim, Challenge
from knowledge.text import tokens

LONGEST: Final = 4000
"""Characters of an answer; a form of Discord takes no more."""
SHORTEST: Final = 3
"""Words of an answer that names nothing; below that there is nothing to read."""
COPIED: Final = 90
"""From this likeness on (rapidfuzz, token set ratio) a text without a name only repeats the situation."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Something that an answer brings in, and the words that say so."""

    entry: Pattern | Term
    said: str
    named: bool
    """Whether it is called by a name, and not described."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An aim that nothing in the answer sees to, and what would."""

    aim: Aim
    entries: tuple[Pattern | Term, ...]


@dataclass(frozen=True, slots=True)
class Early:
    """Something that comes before what it needs, by the answer's own order."""

    need: Need
    lacking: bool
    """Whether what is needed comes nowhere, and not only later."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What there is to say about an answer."""

    recognised: tuple[Recognised, ...]
    """In the order in which they are first mentioned."""
    left_out: tuple[Pattern | Term, ...]
    """What it names only to do without."""
    missing: tuple[Missing, ...]
    early: tuple[Early, ...]
    spare: tuple[Pattern | Term, ...]
    """What is not needed here."""
    ordered: bool
    """Whether it says an order in words or numbers; else the order of mention counts."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that there is nothing to say about, and why."""

    reason: str


Review: TypeAlias = Reviewed | Unread


@dataclass(frozen=True, slots=True)
class _Use:
    """One place where an answer brings something in, or leaves it out."""

    found: Recognised
    slug: str
    place: float | None
    denied: bool


def review(guide: Guide, challenge: Challenge, answer: str) -> Review:
    """Read a person's answer to a challenge."""
    say = languages.texts(guide.roadmap)
    words = tokens(answer[: LONGEST + 1])
    if len(answer) > LONGEST:
        return Unread(say("answer-long", count=say.number(len(answer)), most=say.number(LONGEST)))
    if not words:
        return Unread(say("answer-empty"))
    telling = told(answer, exercise_words(guide.roadmap))
    uses = list(_uses(guide, challenge, telling))
    if not uses and len(words) < SHORTEST:
        return Unread(say("answer-short"))
    if not uses and fuzz.token_set_ratio(" ".join(words), " ".join(_situation(guide, challenge))) >= COPIED:
        return Unread(say("answer-copied"))
    wanted = _first_of_each(use for use in uses if not use.denied)
    left = _first_of_each(use for use in uses if use.denied and use.slug not in wanted)
    return Reviewed(
        recognised=tuple(use.found for use in wanted.values()),
        left_out=tuple(use.found.entry for use in left.values()),
        missing=tuple(_missing(guide.roadmap, challenge, wanted.keys())),
        early=tuple(_early(guide.roadmap, [use for use in uses if not use.denied], ordered=telling.ordered)),
        spare=tuple(_spare(guide.roadmap, challenge, list(wanted.values()))),
        ordered=telling.ordered,
    )


def _situation(guide: Guide, challenge: Challenge) -> tuple[str, ...]:
    return tokens(guide.roadmap.text(challenge.stem))


def _uses(guide: Guide, challenge: Challenge, telling: Telling) -> Iterator[_Use]:
    """Give all that is named or described, in the order of the text."""
    ideas = Ideas(guide, challenge)
    own = _own(challenge)
    denial = exercise_words(guide.roadmap).denial
    found = [(clause, list(ideas.within(clause))) for clause in telling.clauses]
    for (clause, here), (following, there) in pairwise([*found, (Clause("", None), [])]):
        refused = clause.text.rstrip().endswith("?") and not there and denies(following.text, denial)
        # "No X until Y" wants both; "no X until we have grown" wants none.
        later = clause.conditional and bool(there)
        for idea in here:
            entry = idea.entry
            if isinstance(entry, Term) and not entry.brings and entry.slug not in own:
                continue
            # A name of something smaller stands for the post that teaches it, unless the challenge speaks of it itself.
            host = entry.hosts[0] if isinstance(entry, Term) and entry.slug not in own else entry.slug
            denied = refused or (idea.denied and not later)
            yield _Use(Recognised(entry, idea.said, idea.named), host, clause.place, denied)


def _own(challenge: Challenge) -> set[str]:
    """Give every pattern and term that a challenge speaks of."""
    asked = {slug for aim in challenge.aims for slug in aim.met_by}
    return asked | {step.bring for step in challenge.steps} | set(challenge.patterns) | set(challenge.welcome)


def _first_of_each(uses: Iterable[_Use]) -> dict[str, _Use]:
    """Keep one use of each, in the order of first mention; a name tells more than a description or a product."""
    kept: dict[str, _Use] = {}
    for use in uses:
        if use.slug not in kept or _telling(use) > _telling(kept[use.slug]):
            kept[use.slug] = use
    return kept


def _telling(use: _Use) -> tuple[bool, bool]:
    return use.found.named, isinstance(use.found.entry, Pattern)


def _missing(roadmap: Roadmap, challenge: Challenge, there: Collection[str]) -> Iterator[Missing]:
    for aim in challenge.aims:
        if not set(aim.met_by) & set(there):
            yield Missing(aim, _entries(roadmap, aim.met_by))


def _early(roadmap: Roadmap, uses: Sequence[_Use], *, ordered: bool) -> Iterator[Early]:
    """Give what is never mentioned behind what it needs; several mentions count in its favour.

    Where no order is said, the order of mention speaks, but only of what is named.
    """
    for slug in dict.fromkeys(use.slug for use in uses):
        mine = [use for use in uses if use.slug == slug]
        for need in graph.needs(roadmap, slug):
            below = [use for use in uses if use.slug == need.needs]
            if not below:
                yield Early(need, lacking=True)
            elif (ordered or all(use.found.named for use in (*mine, *below))) and _precedes(mine, below):
                yield Early(need, lacking=False)


def _precedes(first: Sequence[_Use], second: Sequence[_Use]) -> bool:
    """Say whether all of one lie before all of the other; what has no place is before nothing."""
    places, below = ([use.place for use in uses if use.place is not None] for uses in (first, second))
    whole = len(places) == len(first) and len(below) == len(second)
    return whole and max(places) < min(below)


def _spare(roadmap: Roadmap, challenge: Challenge, uses: Sequence[_Use]) -> Iterator[Pattern | Term]:
    """Give what neither the challenge speaks of nor anything that it speaks of needs."""
    fitting = _own(challenge)
    for slug in filter(roadmap.is_pattern, tuple(fitting)):
        fitting |= {pattern.slug for pattern in graph.prerequisites(roadmap, slug)}
    yield from (use.found.entry for use in uses if use.slug not in fitting)


def _entries(roadmap: Roadmap, slugs: Sequence[str]) -> tuple[Pattern | Term, ...]:
    entries = (roadmap.entries[slug] for slug in slugs)
    return tuple(entry for entry in entries if isinstance(entry, Pattern | Term))
