"""Learners who forget, beside three ways of asking them: ours, chance, and the roadmap's own order.

make bench-learning [ARGS=--quick]

They forget by another law than the one that our practice goes by: ACT-R's, in the form that explains why spread
repetition helps (Pavlik & Anderson 2005, https://doi.org/10.1207/s15516709cog0000_14). A memory is the sum of its
presentations, each of which fades by a power of time, and the faster the fresher the memory was when it came:

    m(t) = ln Σ (h · age)^-d,   d = c · e^m(before it) + a,   chance = 1 / (1 + e^((τ - β - m) / s))

a, c and τ are drawn for each person, β for each person and question: no way of asking sees any of them. All it sees is
right or wrong, and a quarter of what is not remembered is guessed. A wrong answer is followed by the right one, so
every question that is asked is a presentation. Knowing one question does not help with another, and nothing helps for
having met what it needs: the order by needs costs us here, and is given nothing.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import mean, stdev
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.learn.course import Course, course_of
from bot.learn.memory import Memory, review
from bot.learn.ordering import Learner, next_questions
from knowledge.bank import bank_of
from knowledge.loader import SHIPPED, load

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]

PEOPLE, DAYS, A_DAY, SEEDS = 200, 90, 10, 20
QUICK_PEOPLE, QUICK_SEEDS = 50, 4
LINES: Final = (0.7, 0.8, 0.9)
"""From this mean chance on, over all of its questions, a pattern is held."""
KEPT: Final = 24
"""Presentations of a question that a learner keeps apart; later ones take the place of the last."""
GUESSED: Final = 0.25
HURRY: Final = 0.025
"""h: time between sittings disturbs less than time within."""
NOISE: Final = 0.255
BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)
T95: Final = {3: 3.182, 19: 2.093}
"""Student's t for an interval of 95 %, by degrees of freedom."""
WAYS: Final = ("ours", "chance", "reading order")


class People:
    """Learners and what is in their heads."""

    def __init__(self, people: int, questions: int, chance: np.random.Generator) -> None:
        self._decay = chance.lognormal(np.log(0.177), 0.15, (people, 1))
        self._spacing = chance.lognormal(np.log(0.217), 0.15, (people, 1))
        self._threshold = chance.normal(-0.704, 0.15, (people, 1))
        self._ease = chance.normal(1.2, 0.4, (people, questions))
        self._times = np.full((people, questions, KEPT), np.inf)
        self._fading = np.ones((people, questions, KEPT))
        self._count = np.zeros((people, questions), np.intp)
        self._everybody = np.arange(people)
        self._chance = chance

    def ask(self, asked: Places, second: Floats) -> NDArray[np.bool_]:
        """Ask each person a question at a second of their own; say who is right."""
        who = (self._everybody, asked)
        strength = self._strength(self._times[who], self._fading[who], second[:, None])
        remembered = self._recall(strength, self._threshold[who[0], 0] - self._ease[who])
        lucky = GUESSED * (1 - remembered)
        right: NDArray[np.bool_] = self._chance.random(len(asked)) < remembered + lucky
        place = np.minimum(self._count[who], KEPT - 1)
        fading = self._spacing[:, 0] * np.exp(strength) + self._decay[:, 0]
        self._times[(*who, place)] = second
        self._fading[(*who, place)] = fading
        self._count[who] += 1
        return right

    def know(self, second: float) -> Floats:
        """Give the chance with which each person remembers each question."""
        strength = self._strength(self._times, self._fading, np.full((1, 1, 1), second))
        return self._recall(strength, self._threshold - self._ease)

    @staticmethod
    def _strength(times: Floats, fading: Floats, second: Floats) -> Floats:
        # What is less than a second old would be infinitely strong; what never was, is infinitely old.
        age = np.maximum((second - times) * HURRY, 1.0)
        kept = np.where(np.isinf(times), 0.0, age**-fading)
        with np.errstate(divide="ignore"):
            strength: Floats = np.log(kept.sum(axis=-1))
        return strength

    @staticmethod
    def _recall(strength: Floats, needed: Floats) -> Floats:
        chance: Floats = 1 / (1 + np.exp(np.minimum((needed - strength) / NOISE, 700)))
        return chance


class Way(Protocol):
    """A way of asking."""

    def plan(self, days: Sequence[datetime]) -> list[list[int]]:
        """Say what each person is asked on a day, which begins for each at a moment of their own."""

    def told(self, person: int, asked: int, right: bool, now: datetime) -> None:
        """Hear what came of a question."""


class Ours:
    """What `/practice` asks."""

    def __init__(self, people: int, course: Course, places: dict[str, int]) -> None:
        self._course = course
        self._places = places
        self._ids = list(places)
        self._memories: list[dict[str, Memory]] = [{} for _ in range(people)]

    def plan(self, days: Sequence[datetime]) -> list[list[int]]:
        return [
            [self._places[one.item.id] for one in next_questions(self._course, Learner(memories, day), A_DAY)]
            for memories, day in zip(self._memories, days, strict=True)
        ]

    def told(self, person: int, asked: int, right: bool, now: datetime) -> None:
        memories, question_id = self._memories[person], self._ids[asked]
        memories[question_id] = review(memories.get(question_id), right=right, now=now)


class Chance:
    """Any question, none twice on a day."""

    def __init__(self, people: int, questions: Sequence[int], chance: random.Random) -> None:
        self._people = people
        self._questions = questions
        self._chance = chance

    def plan(self, days: Sequence[datetime]) -> list[list[int]]:
        return [self._chance.sample(self._questions, A_DAY) for _ in days]

    def told(self, person: int, asked: int, right: bool, now: datetime) -> None:
        """Care for nothing."""


class InOrder:
    """One question after the other, and round again."""

    def __init__(self, questions: Sequence[int]) -> None:
        self._questions = questions
        self._place = 0

    def plan(self, days: Sequence[datetime]) -> list[list[int]]:
        today = [self._questions[(self._place + step) % len(self._questions)] for step in range(A_DAY)]
        self._place += A_DAY
        return [today for _ in days]

    def told(self, person: int, asked: int, right: bool, now: datetime) -> None:
        """Care for nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is left at the end, a person on average: patterns above each of LINES, and questions."""

    patterns: tuple[float, ...]
    questions: float


def play(way: Way, people: int, course: Course, seed: int) -> Held:
    """Let people practise for all days in one way, and look on the last evening what they know."""
    learners = People(people, len(course.items), np.random.default_rng([seed, 1]))
    begins = np.random.default_rng([seed, 2]).uniform(17 * 3600, 21 * 3600, (DAYS, people))
    for day in range(DAYS):
        seconds = begins[day] + day * 86400
        plans = np.array(way.plan([BEGIN + timedelta(seconds=second) for second in seconds.tolist()]))
        for turn in range(A_DAY):
            seconds += 40
            asked = plans[:, turn]
            right = learners.ask(asked, seconds)
            moments = [BEGIN + timedelta(seconds=second) for second in seconds.tolist()]
            for person, told in enumerate(zip(asked.tolist(), right.tolist(), moments, strict=True)):
                way.told(person, *told)
    return held(learners.know(DAYS * 86400.0), course)


def held(known: Floats, course: Course) -> Held:
    """Count what people hold: patterns whose questions they remember with a mean chance above a line."""
    pattern_of = np.array([course.order.index(item.patterns[0]) for item in course.items.values()])
    means = np.stack([known[:, pattern_of == place].mean(axis=1) for place in range(len(course.order))])
    patterns = tuple(float((means >= line).sum(axis=0).mean()) for line in LINES)
    return Held(patterns, float(known.sum(axis=1).mean()))


def compare(people: int, seeds: int) -> dict[str, list[Held]]:
    """Play all ways with the same people, seed by seed."""
    roadmap = load(SHIPPED)
    course = course_of(roadmap, bank_of(roadmap))
    places = {question_id: place for place, question_id in enumerate(course.items)}
    # The strongest order that stands still: pattern by pattern as they are read, from easy to hard, and round again.
    in_order = [places[item.id] for pattern in roadmap.patterns for item in course.questions[pattern.slug]]
    found: dict[str, list[Held]] = {way: [] for way in WAYS}
    for seed in range(1, seeds + 1):
        ways: tuple[Way, ...] = (
            Ours(people, course, places),
            Chance(people, in_order, random.Random(seed)),
            InOrder(in_order),
        )
        for name, way in zip(WAYS, ways, strict=True):
            found[name].append(play(way, people, course, seed))
    return found


def interval(values: Sequence[float]) -> str:
    """Write the mean of some seeds and its interval of 95 %."""
    half = T95[len(values) - 1] * stdev(values) / len(values) ** 0.5
    return f"{mean(values):7.2f} ±{half:5.2f}"


def told(found: dict[str, list[Held]]) -> str:
    """Write what came of it as a table, differences seed by seed."""
    ours, *others = WAYS
    heads = [*WAYS, *(f"{ours} - {other}" for other in others)]
    lines = [f"{'':40}" + "".join(f"{head:>22}" for head in heads)]
    rows = {
        f"patterns remembered to {line:.0%} or more": {
            way: [held.patterns[place] for held in found[way]] for way in WAYS
        }
        for place, line in enumerate(LINES)
    }
    rows["questions remembered, of all"] = {way: [held.questions for held in found[way]] for way in WAYS}
    for name, values in rows.items():
        apart = [[mine - theirs for mine, theirs in zip(values[ours], values[other], strict=True)] for other in others]
        row = [interval(one) for one in (*values.values(), *apart)]
        lines.append(f"{name:40}" + "".join(f"{cell:>22}" for cell in row))
    return "\n".join(lines)


def main() -> None:
    """Print how many patterns people hold on the last day, asked in each way."""
    parser = argparse.ArgumentParser(description="Learners who forget, beside three ways of asking them.")
    parser.add_argument("--quick", action="store_true", help="few people and seeds, in seconds")
    quick = parser.parse_args().quick
    people, seeds = (QUICK_PEOPLE, QUICK_SEEDS) if quick else (PEOPLE, SEEDS)
    began = time.process_time()
    found = compare(people, seeds)
    print(f"{people} people, {DAYS} days, {A_DAY} questions a day; means over {seeds} seeds, with intervals of 95 %")
    print(told(found))
    print(f"{time.process_time() - began:.0f} s of one processor")


if __name__ == "__main__":
    main()
