"""The sentence model beside words alone: what it finds, and what it costs.

python -m tests.benchmarks.sentences FILE…    weights in the folder SENTENCE_MODEL, labelled questions in the files
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bot.ask.record import record
from bot.ask.service import Asking
from bot.assembly import asking_of
from bot.evaluating.judging import Judgement
from bot.evaluating.rates import evaluate
from bot.settings import Settings
from knowledge.labels import FILE, Label, read
from knowledge.loader import SHIPPED
from tests.benchmarks.comparison import Row, megabytes, milliseconds, seconds, table
from tests.benchmarks.processes import Broken, Process

PATIENCE = 900.0
TARGETS = {"first": "at least 85 %", "top3": "at least 95 %"}
WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Effort:
    """What a process took to start and to answer, in seconds and bytes, and how well it answered."""

    engine: str | None
    start: float
    peak: int
    middle: float
    slowest: float
    resident: int
    rates: Mapping[str, float]
    questions: int


def main() -> int:
    """Measure both, each in processes of its own, and print a table."""
    line = argparse.ArgumentParser(prog="python -m tests.benchmarks.sentences", description="Measure a sentence model.")
    line.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the roadmap's examples.yaml")
    line.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = line.parse_args()
    files: Sequence[Path] = options.files or [SHIPPED / FILE]
    if options.here:
        print(json.dumps(asdict(_effort(files))))
        return 0
    weights = os.environ.get("SENTENCE_MODEL", "")
    if not Path(weights).is_dir():
        print(f'SENTENCE_MODEL: "{weights}" is no folder. Name one with weights and a tokenizer.json.', file=sys.stderr)
        return 2
    try:
        ours, theirs = _both(weights, files), _both("off", files)
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    if ours[1].engine is None:
        print(f"The weights in {weights} cannot be used: roadmap-bot ask says why.", file=sys.stderr)
        return 1
    print(f"{ours[1].engine}, {ours[1].questions} questions of {', '.join(path.name for path in files)}")
    print(table(list(_rows(ours, theirs))))
    return 0


def _both(wish: str, files: Sequence[Path]) -> tuple[Effort, Effort]:
    """Start twice with one cache: the first learns, the second finds what was learned."""
    with tempfile.TemporaryDirectory() as cache:
        arguments = ("-m", "tests.benchmarks.sentences", "--here", *map(str, files))
        environment = {"SENTENCE_MODEL": wish, "XDG_CACHE_HOME": cache}
        efforts = []
        for what in ("learning", "answering"):
            print(f"{what}, SENTENCE_MODEL={wish} …", file=sys.stderr, flush=True)
            with Process(arguments, environment) as process:
                efforts.append(Effort(**json.loads(process.output(PATIENCE))))
    first, second = efforts
    return first, second


def _rows(ours: tuple[Effort, Effort], theirs: tuple[Effort, Effort]) -> Iterator[Row]:
    (our_first, our), (their_first, their) = ours, theirs
    for name, share in our.rates.items():
        shares = f"{100 * share:.1f} %", f"{100 * their.rates[name]:.1f} %"
        yield Row(name, "", TARGETS.get(name, ""), *shares, "words alone")
    for what, mine, other in (
        ("first start: load, learn", our_first.start, their_first.start),
        ("later start: load, find", our.start, their.start),
    ):
        yield Row(what, f"{mine / other:.2g}", "", seconds(mine), seconds(other), "words alone")
    for what, mine, other in (
        ("one question, median", our.middle, their.middle),
        ("slowest question", our.slowest, their.slowest),
    ):
        yield Row(what, f"{mine / other:.2g}", "", milliseconds(mine), milliseconds(other), "words alone")
    for what, held, bare in (
        ("highest memory while learning (RSS)", our_first.peak, their_first.peak),
        ("memory while answering (RSS)", our.resident, their.resident),
    ):
        yield Row(what, f"{held / bare:.2g}", "", megabytes(held), megabytes(bare), "words alone")


def _effort(files: Sequence[Path]) -> Effort:
    began = time.perf_counter()
    asking = asking_of(Settings.from_env(os.environ), lambda _: None)
    start = time.perf_counter() - began
    roadmap = asking.guide.roadmap
    labels = [label for path in files for label in read(path, roadmap)]
    for label in labels[:WARM_UP]:
        asking.answer(label.q.upper())
    answered = [_judged(asking, label) for label in labels]
    times = [taken for _, taken in answered]
    rates = {rate.name: rate.share for rate in evaluate([judged for judged, _ in answered], roadmap).rates}
    engine = asking.guide.fit.sentence_model
    peak, resident = _memory("VmHWM"), _memory("VmRSS")
    return Effort(engine, start, peak, median(times), max(times), resident, rates, len(labels))


def _judged(asking: Asking, label: Label) -> tuple[Judgement, float]:
    began = time.perf_counter()
    response = asking.answer(label.q)
    taken = time.perf_counter() - began
    return Judgement(label, record(asking.guide.roadmap, label.q, response)), taken


def _memory(line: str) -> int:
    # The high-water mark of /proc begins anew with exec; getrusage's may be the parent's.
    return int(Path("/proc/self/status").read_text().partition(f"{line}:")[2].split()[0]) * 1024


if __name__ == "__main__":
    sys.exit(main())
