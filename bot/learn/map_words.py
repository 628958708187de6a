"""A map in words: short for who cannot see the picture, and whole for where there are no pictures."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bot.cards import Block, Entry, Field, Fine, Paragraph, Plain, Points, Strong, Text, joined, plain
from bot.filling import filled
from bot.learn.levels import Level
from bot.learn.map import Band, Map, Stop
from bot.learn.telling import told_of, told_of_band

ALT_LIMIT: Final = 1024
"""Characters that Discord takes for what a picture shows."""


def alt_text(drawn: Map) -> str:
    """Say what the picture shows, as exactly as fits: every name and need, or every name, or how many of each level."""
    tellings: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: (*_groups(drawn), *_needs(drawn)),
        lambda: (*_groups(drawn), _arrows(drawn)),
        lambda: (*_counts(drawn), _arrows(drawn)),
        lambda: (_count(drawn, drawn.stops), _arrows(drawn)),
    )
    said = ""
    for telling in tellings:
        said = " ".join(part for part in (f"{drawn.title}. {told_of(drawn)}.", *telling()) if part)
        if len(said) <= ALT_LIMIT:
            return said
    return f"{said[: ALT_LIMIT - 1].rstrip()}…"


def map_blocks(drawn: Map) -> tuple[Block, ...]:
    """Write the whole map: every group with its patterns, how well each is known, and what it needs."""
    needed = _needed(drawn)
    blocks: list[Block] = [Fine(plain(told_of(drawn)))]
    for band in drawn.bands:
        label, told = f"{band.number}. {band.name}", told_of_band(drawn, band)
        blocks.append(Field(label, plain(told)) if told else Paragraph((Strong(label),)))
        blocks.append(Points(tuple(_point(drawn, stop, needed.get(stop.slug, [])) for stop in band.stops)))
    return tuple(blocks)


def _point(drawn: Map, stop: Stop, needs: list[Stop]) -> Text:
    level = (Plain(f" – {drawn.texts(stop.level.text)}"),) if stop.level is not None else ()
    named = (Entry(stop.slug, stop.name), *level)
    if not needs:
        return named
    names = joined([(Entry(other.slug, other.name),) for other in needs], ", ")
    return (*named, Plain("; " if level else " – "), *filled(drawn.texts, "needs-these", names=names))


def _needed(drawn: Map) -> dict[str, list[Stop]]:
    """Give what each pattern needs, both in reading order."""
    pairs = {(link.pattern, link.needs) for link in drawn.links}
    stops = tuple(drawn.stops)
    needed = {stop.slug: [other for other in stops if (stop.slug, other.slug) in pairs] for stop in stops}
    return {slug: needs for slug, needs in needed.items() if needs}


def _groups(drawn: Map) -> Iterator[str]:
    """Name every pattern: by its level, unless all are the same."""
    only = _only(drawn)
    if only is not None:
        yield drawn.texts("all-are", level=drawn.texts(only.text))
    for band in drawn.bands:
        if only is None and drawn.has_levels:
            yield f"{band.number}. {band.name}: {'; '.join(_by_level(drawn, band))}."
        else:
            crowd = f", {told_of_band(drawn, band)}" if band.crowd is not None else ""
            yield f"{band.number}. {band.name}{crowd}: {_names(band.stops)}."


def _by_level(drawn: Map, band: Band) -> Iterator[str]:
    for level in reversed(Level):
        stops = [stop for stop in band.stops if stop.level is level]
        if stops:
            yield f"{drawn.texts(level.text)} {_names(stops)}"


def _counts(drawn: Map) -> Iterator[str]:
    for band in drawn.bands:
        said = (
            _count(drawn, band.stops)
            if drawn.has_levels
            else told_of_band(drawn, band) or drawn.texts.count("some-entries", len(band.stops))
        )
        yield f"{band.number}. {band.name}: {said.removesuffix('.')}."


def _count(drawn: Map, stops: Iterable[Stop]) -> str:
    """Say how many are of each level; nothing on a map that tells none."""
    levels = [stop.level for stop in stops]
    counted = [f"{levels.count(level)} {drawn.texts(level.text)}" for level in reversed(Level) if level in levels]
    return f"{', '.join(counted)}." if counted else ""


def _needs(drawn: Map) -> Iterator[str]:
    names = {stop.slug: stop.name for stop in drawn.stops}
    for slug, needs in _needed(drawn).items():
        yield f"{drawn.texts('needs', pattern=names[slug], other=_names(needs))}."


def _arrows(drawn: Map) -> str:
    number = len(drawn.links)
    return drawn.texts.count("arrows-but" if drawn.disagrees else "arrows", number) if number else ""


def _only(drawn: Map) -> Level | None:
    levels = {stop.level for stop in drawn.stops}
    return levels.pop() if len(levels) == 1 else None


def _names(stops: Iterable[Stop]) -> str:
    return ", ".join(stop.name for stop in stops)
