"""One answer in process, beside one search of the phrasebooks with rapidfuzz's WRatio."""

import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.ask.service import Asking
from bot.fits import fit_of
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from tests.benchmarks.comparison import Rounds, Row, Target, compared, milliseconds
from tests.benchmarks.questions import examples, phrases

TARGET = Target(0.2)
WARM_UP = 20


def measure(cache: Path, rounds: int) -> Row:
    """Ask up to `rounds` questions, each once, and search for each right afterwards."""
    roadmap = load(SHIPPED)
    asking = Asking(Guide(roadmap, fit_of(roadmap, cache)))
    choices = phrases(roadmap)

    def round_of(question: str) -> tuple[float, float]:
        return (
            _timed(lambda: asking.answer(question)),
            _timed(lambda: process.extract(question, choices, scorer=fuzz.WRatio)),
        )

    questions = examples()
    for question in questions[:WARM_UP]:
        round_of(question)
    taken = Rounds.of(map(round_of, questions[WARM_UP : WARM_UP + rounds]))
    what = f"one answer in process, {len(taken.pairs)} questions"
    return compared(what, f"rapidfuzz extract, WRatio, {len(choices):,} phrases", taken, milliseconds, TARGET)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
