"""People with habits: who answers, how fast, who changes their mind, who presses twice or too late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.simulate.place import Message


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers quizzes: how often, how fast, and how they press."""

    user_id: int
    name: str
    diligence: float
    pause: timedelta
    doubt: float
    haste: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at a message: when they press which options, how long it takes to come in, and what comes twice."""

    person: Person
    at: datetime
    options: tuple[int, ...]
    delay: timedelta
    replayed: bool


def some(count: int, chance: Random) -> list[Person]:
    """Make people, each in their own way."""
    return [
        Person(
            user_id=5_000 + number,
            name=f"Person {number}",
            diligence=chance.uniform(0.4, 0.98),
            pause=timedelta(minutes=chance.choice((1, 10, 60, 180))),
            doubt=chance.uniform(0, 0.5),
            haste=chance.uniform(0, 0.3),
        )
        for number in range(1, count + 1)
    ]


def visits(message: Message, people: list[Person], chance: Random) -> Iterator[Visit]:
    """Say who comes to a message, and when: mostly while it is open, some within its last moment or after it."""
    for person in people:
        if chance.random() < person.diligence:
            yield _visit(person, message, message.made_at + person.pause * chance.uniform(0.05, 2), chance)
            while chance.random() < person.doubt:
                yield _visit(person, message, message.made_at + person.pause * chance.uniform(0.5, 4), chance)
        luck = chance.random()
        if luck < 0.06:  # noqa: PLR2004 - one in sixteen comes at the last moment
            last = message.ends - timedelta(milliseconds=chance.choice((1, 2, 40, 900)))
            yield _visit(person, message, last, chance)
        elif luck > 0.94:  # noqa: PLR2004 - and one after it
            late = message.ends + timedelta(milliseconds=chance.choice((0, 1, 700, 5_000, 900_000)))
            yield _visit(person, message, late, chance)


def at_once(message: Message, people: list[Person], chance: Random) -> Iterator[Visit]:
    """Say who presses before the bot itself knows that its message stands there."""
    for person in people:
        if chance.random() < person.haste:
            yield _visit(person, message, message.made_at, chance)


def _visit(person: Person, message: Message, at: datetime, chance: Random) -> Visit:
    count = len(message.round.asked.options)
    presses = 2 if message.round.asked.multiple or chance.random() < person.haste else 1
    options = tuple(chance.randrange(count) for _ in range(presses))
    if presses > 1 and chance.random() < person.haste:
        options = (options[0],) * presses
    delay = timedelta(milliseconds=chance.choice((60, 150, 400, 2_300)))
    return Visit(person, at, options, delay, replayed=chance.random() < person.haste)
