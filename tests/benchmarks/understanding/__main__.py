"""`python -m tests.benchmarks.understanding`: all of it, and one table."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.ask.service import Asking
from knowledge.faults import RoadmapError
from knowledge.fit import learn
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.labels import FILE, Label, read
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from tests.benchmarks import learning
from tests.benchmarks.comparison import Row, table
from tests.benchmarks.processes import Broken
from tests.benchmarks.questions import examples
from tests.benchmarks.understanding import large, phrases, scale, typos

ROUNDS = 3


def main() -> int:
    """Measure and print."""
    line = argparse.ArgumentParser(prog="python -m tests.benchmarks.understanding", description=__doc__)
    line.add_argument("files", nargs="*", type=Path, metavar="FILE", help="labelled questions; else the shipped ones")
    roadmap = load(SHIPPED)
    try:
        labels = _problems(line.parse_args().files or [SHIPPED / FILE], roadmap)
    except (OSError, RoadmapError) as error:
        print(error, file=sys.stderr)
        return 2
    fit = learn(roadmap)
    asking = Asking(Guide(roadmap, fit))
    steps: tuple[tuple[str, Callable[[], Iterable[Row]]], ...] = (
        ("with fewer phrases", lambda: phrases.measure(asking, labels)),
        ("with slips", lambda: [typos.measure(asking, labels)]),
        ("among many subjects", lambda: [scale.measure(roadmap, fit, examples())]),
        ("a large roadmap", lambda: large.measure(roadmap, examples())),
        ("learning", lambda: learning.measure(ROUNDS)),
    )
    rows: list[Row] = []
    try:
        for name, measure in steps:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            rows.extend(measure())
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    finally:
        print(table(rows))
    return 0


def _problems(files: Sequence[Path], roadmap: Roadmap) -> list[Label]:
    return [label for path in files for label in read(path, roadmap) if label.kind is QuestionKind.PROBLEM]


if __name__ == "__main__":
    sys.exit(main())
