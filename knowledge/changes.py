"""What has changed from one state of a roadmap to the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import graph
from knowledge.model import Roadmap

SHOWN = 10
"""Slugs that are listed; the rest is counted."""
_BESIDE = {
    "identity": "what it says of itself",
    "groups": "groups",
    "causes": "causes",
    "failure_modes": "failure modes",
    "terms": "terms",
    "topics": "topics",
    "off_topic": "off-topic phrases",
    "questions": "questions",
    "challenges": "challenges",
}
"""The parts of a roadmap that are no pattern's own, and what people call them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What came, went and became different."""

    title: str
    entries: str
    """What the roadmap calls its entries."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    phrases: tuple[int, int]
    """How many there were, and how many there are."""
    questions: tuple[int, int]
    """The same of those that are written by hand."""
    beside: tuple[str, ...]
    """What else became different."""

    def lines(self) -> Iterator[str]:
        """Tell it in a few lines."""
        yield f"{self.title}: {_counted(self.phrases, 'phrase')}, {_counted(self.questions, 'question')}."
        for verb, slugs in (("Added", self.added), ("Removed", self.removed), ("Changed", self.changed)):
            if slugs:
                more = f" and {len(slugs) - SHOWN} more" if len(slugs) > SHOWN else ""
                yield f"{verb} {self.entries}: {', '.join(slugs[:SHOWN])}{more}."
        if not (self.added or self.removed or self.changed):
            yield f"No {self.entries} added, removed or changed."
        if self.beside:
            yield f"Changed besides: {', '.join(self.beside)}."


def changes(before: Roadmap, after: Roadmap) -> Changes:
    """Compare two states of a roadmap."""
    old, new = ({pattern.slug: pattern for pattern in one.patterns} for one in (before, after))
    return Changes(
        title=after.identity.title,
        entries=after.identity.words.entries,
        added=tuple(slug for slug in new if slug not in old),
        removed=tuple(slug for slug in old if slug not in new),
        changed=tuple(slug for slug in new if slug in old and _told(before, slug) != _told(after, slug)),
        phrases=(_phrases(before), _phrases(after)),
        questions=(len(before.questions), len(after.questions)),
        beside=tuple(said for part, said in _BESIDE.items() if getattr(before, part) != getattr(after, part)),
    )


def _told(roadmap: Roadmap, slug: str) -> object:
    """Give all that a roadmap tells of a pattern, but for where it stands."""
    pattern = roadmap.pattern(slug)
    fields = {
        name: getattr(pattern, name) for name in pattern.__dataclass_fields__ if name not in ("number", "override")
    }
    return fields, roadmap.phrasebook(slug), graph.rows(roadmap, slug), graph.needs(roadmap, slug)


def _phrases(roadmap: Roadmap) -> int:
    return sum(len(book.phrases) for book in roadmap.phrasebooks)


def _counted(counts: tuple[int, int], noun: str) -> str:
    before, after = counts
    signed = f"{after - before:+,}" if after != before else "as before"
    return f"{after:,} {noun if after == 1 else f'{noun}s'} ({signed})"
