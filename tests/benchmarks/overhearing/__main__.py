"""`python -m tests.benchmarks.overhearing`: how many lines of ordinary talk get an answer, and which."""

import csv
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.ask.overhearing import worth_saying
from bot.fits import fit_of
from knowledge import labels
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.loader import SHIPPED, load
from tests.benchmarks.overhearing.near_misses import near_misses

LINES: Final = 10_000
MOST: Final = 10
FILES: Final = ("clinc150/data_full.json", "banking77/test.csv")


def main() -> int:
    """Measure and print; give 1 where more lines get an answer than may."""
    folder = Path(os.environ.get("INTENT_DATA", ""))
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        print(f"{folder} has no {', '.join(missing)}. Name the folder in INTENT_DATA.", file=sys.stderr)
        return 2
    roadmap = load(SHIPPED)
    guide = Guide(roadmap, fit_of(roadmap))
    near = tuple(near_misses())
    said = tuple(utterances(folder))[: LINES - len(near)]
    answered = [*answered_of(guide, said), *answered_of(guide, near)]
    print(f"Of {len(said) + len(near):,} lines, {len(near)} of them near misses, {len(answered)} get an answer:")
    for line in answered:
        print(f"  {line}")
    for shown in _of_examples(guide):
        print(shown)
    return int(len(answered) > MOST)


def utterances(folder: Path) -> Iterator[str]:
    """Give what is in the sets to measure with, in turn; the bars were set while looking at all of it."""
    content: dict[str, list[tuple[str, str]]] = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    yield from (text for part in ("test", "oos_test") for text, _ in content[part])
    with (folder / FILES[1]).open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))
    yield from (text for part in ("val", "oos_val") for text, _ in content[part])


def answered_of(guide: Guide, lines: Sequence[str]) -> list[str]:
    """Give the lines that an ask channel would answer."""
    return [line for line in lines if worth_saying(guide, line, guide.ask(line))]


def _of_examples(guide: Guide) -> Iterator[str]:
    """Say how many of the roadmap's own examples are answered: what the bars cost."""
    examples = labels.read(SHIPPED / labels.FILE, guide.roadmap)
    yield "Of the roadmap's labelled questions an ask channel answers:"
    for kind in QuestionKind:
        asked = [label.q for label in examples if label.kind is kind]
        if asked:
            yield f"  {kind.value}: {len(answered_of(guide, asked))} of {len(asked)}"


if __name__ == "__main__":
    sys.exit(main())
