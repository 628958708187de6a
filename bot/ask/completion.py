"""What a person may mean who has typed a few letters."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from knowledge.model import Pattern, Roadmap, Term
from knowledge.names import names_of
from knowledge.text import tokens

MOST = 25
"""Choices that Discord shows at most."""
LIKE = 60
LONGEST = 200
"""Characters that are looked at: no name and no situation is longer, and each letter typed costs a look at all."""


def entries_like(roadmap: Roadmap, typed: str) -> list[Pattern | Term]:
    """Give the patterns and terms that `typed` may begin, the likeliest first; patterns in reading order for nothing."""
    wanted = " ".join(tokens(typed[:LONGEST]))
    if not wanted:
        return list(roadmap.patterns[:MOST])
    ranked: list[tuple[float, int, Pattern | Term]] = []
    entries: tuple[Pattern | Term, ...] = (*roadmap.patterns, *roadmap.terms)
    for place, entry in enumerate(entries):
        likeness = max(_likeness(wanted, " ".join(tokens(name))) for name in names_of(entry))
        if likeness >= LIKE:
            ranked.append((-likeness, place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])[:MOST]]


def nearest_entries(roadmap: Roadmap, typed: str) -> list[Pattern | Term]:
    """Give the entries whose names are most like `typed` as a whole, the likest first."""
    wanted = " ".join(tokens(typed[:LONGEST]))
    entries: tuple[Pattern | Term, ...] = (*roadmap.patterns, *roadmap.terms)
    ranked: list[tuple[float, int, Pattern | Term]] = []
    for place, entry in enumerate(entries):
        likeness = max(_whole_likeness(wanted, " ".join(tokens(name))) for name in names_of(entry))
        if likeness >= LIKE:
            ranked.append((-likeness, place, entry))
    return [entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])[:MOST]]


def problems_like(roadmap: Roadmap, typed: str) -> list[str]:
    """Give the situations of the decision table, the likest first."""
    situations = [problem.situation for problem in roadmap.problems]
    wanted = typed[:LONGEST].casefold()
    if not tokens(wanted):
        return situations[:MOST]
    found = process.extract(wanted, situations, scorer=fuzz.token_set_ratio, processor=str.casefold, limit=5)
    return [text for text, score, _ in found if score >= LIKE]


def _likeness(wanted: str, name: str) -> float:
    """Rate a name from 0 to 101: exact, then beginning, then beginning of a word, then inside, then alike."""
    for place, matches in enumerate(_beginnings(wanted, name)):
        if matches:
            return 101 - place
    return min(95.0, fuzz.partial_ratio(wanted, name)) if len(wanted) > 3 else 0.0  # noqa: PLR2004 - short is never alike


def _beginnings(wanted: str, name: str) -> Sequence[bool]:
    return wanted == name, name.startswith(wanted), f" {wanted}" in name, wanted in name and len(wanted) > 1


def _whole_likeness(wanted: str, name: str) -> float:
    """Rate a name from 0 to 100; sharing some of its words counts a little less than being spelled alike."""
    return max(fuzz.ratio(wanted, name), 0.9 * fuzz.token_set_ratio(wanted, name))
