"""Maps for tests: any that may come, and one with sixty patterns in nine groups."""

import random

from hypothesis import strategies as st

from bot.learn.levels import Level
from bot.learn.map import TEXTS, Band, Crowd, Link, Map, Stop
from knowledge.languages import texts_in

ENGLISH = texts_in("english").some(*TEXTS)
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéłșğАЖфщΔλω &()-/,'"
WORDS = ("Circuit", "Gateway", "Ledger", "Stream", "Cache", "Index", "Token", "Shard", "Replica", "Queue", "Lease")
SIZES = (4, 9, 6, 7, 8, 5, 7, 6, 8)
NAMES = (
    "Foundations",
    "Storage and Indexes",
    "Messaging",
    "Consistency across Regions",
    "Observability",
    "Deployment",
    "Security and Access",
    "Performance under Load",
    "Organisation and Ownership",
)

labels = st.text(LETTERS, min_size=1, max_size=120).filter(lambda text: bool(text.strip()))


@st.composite
def maps(draw: st.DrawFn) -> Map:
    """Any map: of a person or a team, with names of any length and needs between any two patterns."""
    team = draw(st.booleans())
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=9))
    bands: list[Band] = []
    number = 0
    for group, size in enumerate(sizes, start=1):
        stops = []
        for _ in range(size):
            number += 1
            level = None if team else draw(st.sampled_from(Level))
            stops.append(Stop(f"p{number}", number, draw(labels), level))
        crowd = Crowd(draw(st.integers(0, 5000)), 5000) if team else None
        bands.append(Band(group, draw(labels), tuple(stops), crowd))
    place = st.integers(1, number)
    pairs = draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] != pair[1]), max_size=40, unique=True))
    links = tuple(Link(f"p{pattern}", f"p{needs}") for pattern, needs in pairs)
    owner = draw(st.just("") if team else st.just("") | labels)
    return Map(draw(labels), owner, ENGLISH, tuple(bands), links)


def large(owner: str = "Zoë Brontë") -> Map:
    """Sixty patterns in nine groups, with twenty-eight needs."""
    chance = random.Random(7)
    bands: list[Band] = []
    number = 0
    for group, (size, name) in enumerate(zip(SIZES, NAMES, strict=True), start=1):
        stops = []
        for _ in range(size):
            number += 1
            said = " ".join(chance.sample(WORDS, chance.choice((1, 2, 2, 3))))
            stops.append(Stop(f"p{number}", number, said, Level(chance.choice((0, 0, 1, 2, 3)))))
        bands.append(Band(group, name, tuple(stops)))
    links = {
        Link(f"p{pattern}", f"p{max(1, pattern - chance.choice((1, 2, 3, 5, 8, 13)))}")
        for pattern in chance.sample(range(2, number + 1), 28)
    }
    ordered = tuple(sorted(links, key=lambda link: (link.pattern, link.needs)))
    return Map("Platform Engineering at Scale", owner, ENGLISH, tuple(bands), ordered)
