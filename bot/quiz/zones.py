"""Which time zone a person means, and which to offer while they type."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from bot.quiz.atlas import UTC_NAME, Place, atlas, fold
from bot.quiz.places import ABBREVIATIONS, WELL_KNOWN
from knowledge.texts import Texts

MOST = 25
"""Choices that Discord shows at most."""
MOST_NAMED = 4
MOST_CLOSE = 3
LIKE = 75
SHORTEST_ALIKE = 3

_HALF_A_YEAR = timedelta(days=182)
_FURTHEST = timedelta(hours=14)
_OFFSET = re.compile(r"(etc/gmt|utc|gmt)?\s*([+\-−–])\s*([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its name in the time zone database of today."""

    name: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Words that mean several zones."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from UTC, which is no zone, and zones that have it at some time of the year."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that mean no zone, and the zones that come nearest, if any."""

    text: str
    closest: tuple[str, ...]


Refused: TypeAlias = Ambiguous | Offset | Unknown


def zone_called(text: str, now: datetime) -> Zone | Refused:
    """Find the zone that a person means: by its name, older names included, or by a city or country with one zone."""
    typed, wanted = text.strip(), fold(text)
    if not wanted:
        return Unknown(typed, ())
    offset = _offset(typed)
    if offset == timedelta(0):
        return Zone(UTC_NAME)
    if offset is not None:
        return Offset(typed, tuple(_zones_at(offset, now)))
    if wanted in ABBREVIATIONS:
        zones = ABBREVIATIONS[wanted]
        return Ambiguous(typed, zones) if len(zones) > 1 else Unknown(typed, zones)
    known = atlas()
    if wanted in known.by_path:
        return Zone(known.by_path[wanted])
    found = known.by_city.get(wanted) or known.by_country.get(wanted, ())
    match found:
        case (zone,):
            return Zone(zone)
        case ():
            return Unknown(typed, tuple(find_zones(typed, now)[:MOST_CLOSE]))
        case _:
            return Ambiguous(typed, found)


def explain(refused: Refused, say: Texts) -> str:
    """Say in a sentence or two why no zone was taken, and what to do."""
    match refused:
        case Ambiguous(text=text, choices=choices):
            return say("zone-ambiguous", typed=text, way=_pick(choices, say))
        case Offset(text=text, choices=choices):
            return say("zone-offset", typed=text, way=_pick(choices, say))
        case Unknown(text=text, closest=closest):
            way = say("closest-topics", names=", ".join(closest)) if closest else say("pick-city")
            return say("no-zone", typed=text, way=way)


def parse_zone(text: str, now: datetime, say: Texts) -> str:
    """Read a time zone; raises ValueError with a sentence for the person where several or none are meant."""
    match zone_called(text, now):
        case Zone(name=name):
            return name
        case refused:
            raise ValueError(explain(refused, say))


def find_zones(typed: str, now: datetime) -> list[str]:
    """Give the zones that `typed` may begin, the likeliest first: by city, country, older name, or a misspelling."""
    wanted = fold(typed)
    offset = _offset(typed.strip())
    if offset is not None:
        return _zones_at(offset, now)[:MOST]
    if not wanted:
        return [UTC_NAME, *WELL_KNOWN][:MOST]
    ranked: list[tuple[int, int, str]] = []
    for place, sign in enumerate(_signs()):
        rank = sign.rank(wanted)
        if rank is not None:
            ranked.append((rank, place, sign.zone))
    zones = dict.fromkeys([*ABBREVIATIONS.get(wanted, ()), *(zone for _, _, zone in sorted(ranked))])
    return list(zones or dict.fromkeys(_alike(wanted)))[:MOST]


def label(zone: str, now: datetime, say: Texts) -> str:
    """Write a zone with its clock: "Europe/Berlin (UTC+1, 15:42 there)"."""
    there = now.astimezone(_clock(zone))
    if zone == UTC_NAME:
        return say("zone-now", zone=zone, time=f"{there:%H:%M}")
    minutes = (there.utcoffset() or timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    distance = f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
    return say("zone-there", zone=zone, distance=distance, time=f"{there:%H:%M}")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A place's words in strings that are quick to look into; each word has a mark before it."""

    zone: str
    cities: str
    countries: str
    paths: str
    everything: str

    @classmethod
    def of(cls, place: Place) -> "_Sign":
        cities = (*place.cities, *place.aliases)
        everything = " ".join((*place.paths, *cities, *place.countries, place.remark))
        return cls(place.zone, _marked(cities), _marked(place.countries), _marked(place.paths), f" {everything}")

    def rank(self, wanted: str) -> int | None:
        """Rate how `wanted` begins or is a name of the place: 0 is surest, None is not at all."""
        tests = (
            f"|{wanted}|" in self.cities,
            f"|{wanted}|" in self.countries,
            f"|{wanted}" in self.cities,
            f" {wanted}" in self.cities,
            f"|{wanted}" in self.paths,
            f"|{wanted}" in self.countries,
            all(f" {word}" in self.everything for word in wanted.split()),
        )
        return tests.index(True) if True in tests else None


def _marked(words: Sequence[str]) -> str:
    return f"|{'|'.join(words)}|"


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(map(_Sign.of, atlas().places))


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give all names in which a misspelling is looked for, and beside them their zones."""
    pairs = [
        (name, place.zone)
        for place in atlas().places
        for name in (*place.cities, *place.aliases, *place.paths, *place.countries)
        if len(name) >= SHORTEST_ALIKE
    ]
    return tuple(name for name, _ in pairs), tuple(zone for _, zone in pairs)


def _alike(wanted: str) -> Iterator[str]:
    names, zones = _names()
    if len(wanted) >= SHORTEST_ALIKE:
        for _, _, place in process.extract(wanted, names, scorer=fuzz.ratio, limit=MOST, score_cutoff=LIKE):
            yield zones[place]


def _offset(typed: str) -> timedelta | None:
    """Read a distance from UTC that some place has or could have."""
    found = _OFFSET.fullmatch(typed)
    if found is None:
        return None
    distance = timedelta(hours=int(found[3]), minutes=int(found[4] or 0))
    # Etc/GMT+5 is west of Greenwich, by the custom of POSIX.
    west = (found[2] != "+") != (found[1] or "").casefold().startswith("etc")
    return None if distance > _FURTHEST else -distance if west else distance


def _zones_at(offset: timedelta, now: datetime) -> list[str]:
    """Give the zones that are at an offset or will be in half a year: the well-known first, then those of today."""

    def fit(zone: str) -> tuple[bool, bool] | None:
        at_once, later = (moment.astimezone(_clock(zone)).utcoffset() == offset for moment in (now, now + _HALF_A_YEAR))
        return (zone not in {UTC_NAME, *WELL_KNOWN}, not at_once) if at_once or later else None

    found = [(rank, zone) for place in atlas().places if (rank := fit(zone := place.zone)) is not None]
    return [zone for _, zone in sorted(found, key=lambda pair: pair[0])]


@cache
def _clock(zone: str) -> ZoneInfo:
    # zoneinfo itself remembers a handful, and reads the others from their files each time.
    return ZoneInfo(zone)


def _pick(choices: Sequence[str], say: Texts) -> str:
    if not choices:
        return say("pick-city")
    named = ", ".join(choices[:MOST_NAMED])
    return say("pick-of", names=f"{named}{' …' if len(choices) > MOST_NAMED else ''}")
