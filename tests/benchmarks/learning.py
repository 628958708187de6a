"""Learning the shipped roadmap in a fresh process, beside finding what was learned in the cache.

python -m tests.benchmarks.learning FOLDER    load the roadmap, find its fit in FOLDER or learn it; say what it took
"""

import json
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.comparison import Rounds, Row, Target, compared, megabytes, seconds
from tests.benchmarks.processes import Process

PATIENCE = 240.0


@dataclass(frozen=True, slots=True)
class Effort:
    """What a process took: seconds of the fit alone, on the clock and of processors; at its highest, bytes of everything."""

    seconds: float
    processor: float
    memory: int


def measure(rounds: int) -> list[Row]:
    """Learn and find in turns, each time in an empty folder and in a process of its own."""
    efforts: list[tuple[Effort, Effort]] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            efforts.append((_effort(folder), _effort(folder)))
    taken = Rounds.of((learned.seconds, found.seconds) for learned, found in efforts)
    spent = Rounds.of((learned.processor, found.processor) for learned, found in efforts)
    peaks = Rounds.of((learned.memory, found.memory) for learned, found in efforts)
    baseline = "finding the fit in the cache"
    return [
        compared(f"learning the roadmap, rounds: {rounds}", baseline, taken, seconds, Target(5.0, of_ours=True)),
        compared("the same in processor time, which a busy machine stretches less", baseline, spent, seconds),
        compared("highest memory while learning (RSS)", baseline, peaks, megabytes, Target(300e6, of_ours=True)),
    ]


def _effort(folder: str) -> Effort:
    with Process(("-m", "tests.benchmarks.learning", folder), {}) as process:
        return Effort(**json.loads(process.output(PATIENCE)))


def _find_or_learn(folder: Path) -> None:
    from bot.fits import fit_of  # noqa: PLC0415 - the process that only measures needs none of it
    from knowledge.loader import SHIPPED, load  # noqa: PLC0415 - the same

    roadmap = load(SHIPPED)
    began, spent = time.perf_counter(), time.process_time()
    fit_of(roadmap, folder)
    taken, spent = time.perf_counter() - began, time.process_time() - spent
    # The high-water mark of /proc begins anew with exec; getrusage's may be the parent's.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    print(json.dumps({"seconds": taken, "processor": spent, "memory": peak}))


if __name__ == "__main__":
    _find_or_learn(Path(sys.argv[1]))
