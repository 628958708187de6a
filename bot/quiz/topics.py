"""Topics of a schedule: which groups and patterns a person means, and which to offer while they type."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.ask.completion import entries_like
from bot.ask.naming import Closest, Found, Named, find
from bot.ask.wording import said
from knowledge.guide import Guide
from knowledge.model import Pattern, Roadmap, Term
from knowledge.text import tokens

MOST: Final = 10
"""Topics that a schedule may have; with more, any will do."""
OFFERED: Final = 25
ANY: Final = frozenset({"", "any", "all", "everything", "none"})
"""Words that take the limit off."""
_BETWEEN = re.compile(r"\s*[,;\n]\s*")


def parse_topics(guide: Guide, text: str) -> tuple[str, ...]:
    """Read names of groups, patterns and terms with commas between them, misspelled ones too; give their slugs.

    A term counts as the pattern that teaches it. Raises ValueError with a sentence for each name that is unknown.
    """
    typed = text.strip()
    if typed.casefold() in ANY:
        return ()
    slugs: dict[str, None] = {}
    faults: list[str] = []
    for name in _names(guide, typed):
        match find(guide, name):
            case Found(entry=entry):
                slugs[_taught_in(entry)] = None
            case Closest() as closest:
                faults.append(_unknown(guide.roadmap, closest))
    if len(slugs) > MOST:
        faults.append(said(guide.roadmap, "many-topics", count=len(slugs), most=MOST))
    if faults:
        raise ValueError(" ".join(faults))
    return tuple(slugs)


def topic_meant(guide: Guide, typed: str) -> str:
    """Give the slug of the one group or pattern that a name means, as `parse_topics` does; what means none as it is."""
    found = find(guide, typed)
    return _taught_in(found.entry) if isinstance(found, Found) else typed.strip()


def names_of(roadmap: Roadmap, slugs: Iterable[str]) -> str:
    """Write topics by their names; slugs that the roadmap no longer has as they are."""
    groups = {group.slug: group.name for group in roadmap.groups}
    return ", ".join(groups.get(slug) or (roadmap.name(slug) if roadmap.is_pattern(slug) else slug) for slug in slugs)


def topics_like(roadmap: Roadmap, typed: str, longest: int, *, terms: bool = False) -> list[str]:
    """Complete the last of the names typed; give whole texts of up to `longest` characters, the likeliest first.

    With `terms`, their names are among them: each stands for the pattern that teaches it.
    """
    *before, last = _BETWEEN.split(typed)
    chosen = [name for name in before if name]
    wanted = " ".join(tokens(last))
    groups = [group.name for group in roadmap.groups if _begins(wanted, " ".join(tokens(group.name)))]
    entries = [entry.name for entry in entries_like(roadmap, last) if terms or isinstance(entry, Pattern)]
    texts = (", ".join((*chosen, name)) for name in (*groups, *entries) if name not in chosen)
    return [text for text in texts if len(text) <= longest][:OFFERED]


def _taught_in(entry: Named) -> str:
    return entry.hosts[0] if isinstance(entry, Term) else entry.slug


def _names(guide: Guide, typed: str) -> Iterator[str]:
    """Give the names within a text; "and" stands between two only where it stands in none."""
    for part in filter(None, _BETWEEN.split(typed)):
        if isinstance(find(guide, part), Found):
            yield part
        else:
            yield from guide.speech.between.split(part)


def _begins(wanted: str, name: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name


def _unknown(roadmap: Roadmap, closest: Closest) -> str:
    near: Sequence[str] = list(
        dict.fromkeys(
            entry.name if isinstance(entry, Pattern) else roadmap.name(entry.hosts[0]) for entry in closest.entries
        )
    )
    groups = ", ".join(group.name for group in roadmap.groups[:MOST])
    names = ", ".join(near)
    way = said(roadmap, "closest-topics", names=names) if near else said(roadmap, "name-topics", groups=groups)
    return said(roadmap, "no-topic", name=closest.typed, way=way)
