"""The time zones there are, and the words by which people find them: an index over the time zone database."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from bot.quiz.places import ABBREVIATIONS, OTHER_COUNTRIES, OTHER_PLACES, RULES_NAMED, WELL_KNOWN

UTC_NAME = "UTC"
LONGEST = 200
"""Characters of a text that are looked at: no place's name is longer."""
_UTC_WORDS = ("utc", "gmt", "z", "zulu", "uct", "universal", "greenwich", "coordinated universal time")
_UTC_ZONES = frozenset({"Etc/UTC", "Etc/GMT"})
# Regions whose names are cities and islands; those of "US/Central" and "Australia/North" are not.
_OF_CITIES = frozenset({"Africa", "America", "Asia", "Atlantic", "Europe", "Indian", "Pacific"})
_WORD_BREAK = re.compile(r"[\W_]+")
_SILENT = str.maketrans("", "", "'’ʻ.")


@dataclass(frozen=True, slots=True)
class Place:
    """A zone and the folded words that lead to it."""

    zone: str
    cities: tuple[str, ...]
    aliases: tuple[str, ...]
    paths: tuple[str, ...]
    countries: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """All zones that are offered, the well-known first, and what leads to which of them."""

    places: tuple[Place, ...]
    by_path: Mapping[str, str]
    by_city: Mapping[str, tuple[str, ...]]
    by_country: Mapping[str, tuple[str, ...]]


def fold(text: str) -> str:
    """Leave of a name its words, without case, accents and marks: "São_Paulo" is "sao paulo"."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text[:LONGEST]) if not unicodedata.combining(char))
    return _WORD_BREAK.sub(" ", bare.casefold().translate(_SILENT)).strip()


@cache
def atlas() -> Atlas:
    """Read the database's tables; takes tens of milliseconds the first time, and nothing after."""
    older = _older_names()
    countries, remarks = _countries(), {}
    codes: dict[str, str] = {}
    for code, _, zone, *remark in _rows("zone.tab"):
        codes[zone], remarks[zone] = code, " ".join(remark)
    # A system's own database may be newer than the tables.
    newer = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    zones = [*codes, *sorted(newer - codes.keys() - older.keys())]
    fame = {zone: place for place, zone in enumerate(WELL_KNOWN)}
    zones.sort(key=lambda zone: fame.get(zone, len(fame)))
    places = [_utc(older)]
    for zone in zones:
        before = [old for old, now in older.items() if now == zone]
        places.append(_place(zone, before, countries.get(codes.get(zone, ""), ()), remarks.get(zone, "")))
    return Atlas(
        places=tuple(places),
        by_path={path: place.zone for place in places for path in place.paths},
        by_city=_grouped((city, place.zone) for place in places for city in place.cities),
        by_country=_grouped((country, place.zone) for place in places for country in place.countries),
    )


def _place(zone: str, older: Iterable[str], countries: tuple[str, ...], remark: str) -> Place:
    own = [zone, *(old for old in older if old.partition("/")[0] in _OF_CITIES)]
    others = map(fold, OTHER_PLACES.get(zone, "").split(","))
    cities = dict.fromkeys([*(fold(name.rpartition("/")[2]) for name in own), *filter(None, others)])
    aliases = {fold(old.rpartition("/")[2]) for old in older} - cities.keys() - ABBREVIATIONS.keys()
    paths = {fold(name) for name in (zone, *older)} - ABBREVIATIONS.keys()
    return Place(zone, tuple(cities), tuple(sorted(aliases)), tuple(sorted(paths)), countries, fold(remark))


def _utc(older: Mapping[str, str]) -> Place:
    paths = {fold(old) for old, now in older.items() if now in _UTC_ZONES} | {*_UTC_WORDS, *map(fold, _UTC_ZONES)}
    return Place(UTC_NAME, _UTC_WORDS, (), tuple(sorted(paths)), (), "")


def _older_names() -> dict[str, str]:
    """Give the names that the database keeps for others, such as US/Pacific, with today's."""
    listed = {zone for _, _, zone, *_ in _rows("zone.tab")}
    links = {old: now for mark, now, old in _triples("tzdata.zi") if mark == "L" and old not in listed}
    return {**RULES_NAMED, **links}


def _countries() -> dict[str, tuple[str, ...]]:
    """Give what each country is called, by its code; "Korea (South)" is "south korea" too."""
    countries = {}
    for code, name in _rows("iso3166.tab"):
        bare, _, more = name.rstrip(")").partition(" (")
        names = [code, bare, f"{bare} {more}", f"{more} {bare}", *OTHER_COUNTRIES.get(code, "").split(",")]
        countries[code] = tuple(dict.fromkeys(filter(None, map(fold, names))))
    return countries


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for word, zone in pairs:
        groups[word] = (*groups.get(word, ()), zone)
    return groups


def _rows(table: str) -> Iterator[list[str]]:
    for line in _lines(table):
        if not line.startswith("#"):
            yield line.split("\t")


def _triples(table: str) -> Iterator[list[str]]:
    for line in _lines(table):
        parts = line.split()
        if len(parts) == 3:  # noqa: PLR2004 - a link is its mark, today's name and the older one
            yield parts


def _lines(table: str) -> list[str]:
    return files("tzdata.zoneinfo").joinpath(table).read_text(encoding="utf-8").splitlines()
