"""Which entry a person means by a name they typed."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.ask.completion import nearest_entries
from bot.ask.wording import worded
from bot.cards import Button, Card, ShowPattern
from knowledge.guide import Guide
from knowledge.model import Group, Pattern, Roadmap, Term

Named: TypeAlias = Pattern | Term | Group
MOST_CLOSE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The entry of that name."""

    entry: Named


@dataclass(frozen=True, slots=True)
class Closest:
    """No entry of that name, and those that come nearest, if any."""

    typed: str
    entries: tuple[Pattern | Term, ...]


def find(guide: Guide, typed: str) -> Found | Closest:
    """Find the entry called `typed`: by its slug, a name, an abbreviation, or a near misspelling of one."""
    entry = guide.roadmap.entries.get(typed.strip())
    if entry is not None:
        return Found(entry)
    post = guide.speech.nouns.post
    reading = guide.read(f"{post} {typed}" if typed.strip().isdecimal() else typed)
    # All the words have to be the name: "saga of the week" is not Saga.
    if len(reading.mentions) == 1:
        mention = reading.mentions[0]
        others = (*reading.words[: mention.start], *reading.words[mention.end :])
        if guide.speech.fillers.issuperset(others):
            return Found(mention.entry)
    named = [mention.entry for mention in reading.mentions if not isinstance(mention.entry, Group)]
    near = dict.fromkeys((*named, *nearest_entries(guide.roadmap, typed)))
    return Closest(typed, tuple(near)[:MOST_CLOSE])


def closest_card(roadmap: Roadmap, closest: Closest) -> Card:
    """Say that there is no such name, and offer the nearest."""
    title = worded(roadmap, "nothing-called", name=closest.typed)
    # A term's button leads to the post that teaches it; a post is offered once.
    slugs = dict.fromkeys(entry.slug if isinstance(entry, Pattern) else entry.hosts[0] for entry in closest.entries)
    buttons = tuple(Button(roadmap.name(slug), ShowPattern(slug)) for slug in slugs)
    return Card(title, buttons=buttons, private=True)
