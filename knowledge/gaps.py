"""What a roadmap leaves open: no faults, but people will not find all that is in it."""

from collections.abc import Iterator

from knowledge import languages
from knowledge.bank import derived
from knowledge.model import Roadmap
from knowledge.text import tokens

FEW = 10
"""Phrases below which a pattern is hardly found by people's own words; from 25 on it is well known."""


def gaps(roadmap: Roadmap) -> Iterator[str]:
    """Say what is missing or stands in two places, and which prerequisites nobody gets to in time."""
    yield from _silent(roadmap)
    yield from _shared(roadmap)
    yield from _half_named(roadmap)
    yield from _late(roadmap)
    yield from _hidden(roadmap)
    if not roadmap.questions and not derived(roadmap):
        yield "There is no question for a quiz. Add some to quiz/, or decision rows, needs and terms to derive them from."
    if not any(kind.phrases for kind in roadmap.off_topic):
        yield "off-topic.yaml is missing. With a few sentences of strangers in it, I learn what not to answer."


def _silent(roadmap: Roadmap) -> Iterator[str]:
    for pattern in roadmap.patterns:
        count = _phrases(roadmap, pattern.slug)
        if count < FEW:
            counted = f"{count} phrase" if count == 1 else f"{count} phrases"
            yield f"{pattern.slug} has {counted}. Add what people say who need it, at least {FEW} in all."


def _shared(roadmap: Roadmap) -> Iterator[str]:
    """Say which phrases stand in two places: the matcher learns the one from them and the other."""
    told = [(phrase, book.pattern) for book in roadmap.phrasebooks for phrase in book.phrases]
    told += [(phrase, "off-topic.yaml") for kind in roadmap.off_topic for phrase in kind.phrases]
    places: dict[tuple[str, ...], str] = {}
    for phrase, place in told:
        before = places.setdefault(tokens(phrase), place)
        if before != place:
            yield f'"{phrase}" stands under {before} and under {place}. Keep it where it belongs.'


def _half_named(roadmap: Roadmap) -> Iterator[str]:
    """Say where one of something has a name of the roadmap's own, and several have that of its language."""
    words, usual = roadmap.identity.words, languages.words(roadmap.identity.language)
    for one, several in (("entry", "entries"), ("post", "posts")):
        own = [name for name in (one, several) if getattr(words, name) != getattr(usual, name)]
        if len(own) == 1:
            said = f'one "{getattr(words, one)}" and several "{getattr(words, several)}"'
            yield f"words calls {said}. Name both in roadmap.yaml."


def _late(roadmap: Roadmap) -> Iterator[str]:
    for need in roadmap.needs:
        pattern, needed = roadmap.pattern(need.pattern), roadmap.pattern(need.needs)
        if pattern.number < needed.number:
            yield (
                f"{pattern.slug} is read as number {pattern.number} and needs {needed.slug}, number {needed.number}: "
                "whoever reads in order has not got there. Renumber them, or keep it if that is meant."
            )


def _hidden(roadmap: Roadmap) -> Iterator[str]:
    """Say which prerequisites no problem leads to."""
    led_to = {problem.primary for problem in roadmap.problems} | {problem.supporting for problem in roadmap.problems}
    for slug in dict.fromkeys(need.needs for need in roadmap.needs):
        if slug not in led_to and not _phrases(roadmap, slug):
            yield f"{slug} is needed by others, but no phrase and no decision row leads to it. Add one."


def _phrases(roadmap: Roadmap, slug: str) -> int:
    book = roadmap.phrasebook(slug)
    return len(book.phrases) if book else 0
