"""`python -m tests.benchmarks.intents`: three tables, and what the largest fit took."""

import os
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.corpus import Corpus
from knowledge.loader import SHIPPED, load
from knowledge.names import Lexicon
from knowledge.thesaurus import EMPTY, Thesaurus
from tests.benchmarks.comparison import aligned, megabytes, seconds
from tests.benchmarks.intents import published
from tests.benchmarks.intents.measuring import (
    Learned,
    Share,
    Told,
    accuracy,
    by_threshold,
    learned,
    right_of,
    share_of,
    with_strangers,
)
from tests.benchmarks.intents.published import Published
from tests.benchmarks.intents.sets import IntentSet, banking77, clinc150

FEW = (5, 10)
ASKED = "at least 91.5 % and 52 %"
FILES = ("clinc150/data_full.json", "banking77/train.csv", "banking77/test.csv")


def main() -> int:
    """Measure and print."""
    folder = Path(os.environ.get("INTENT_DATA", ""))
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        where = (
            f'INTENT_DATA is "{folder}", which has no' if os.environ.get("INTENT_DATA") else "INTENT_DATA is not set:"
        )
        print(f"{where} {', '.join(missing)}. Name the folder that holds them.", file=sys.stderr)
        return 2
    roadmap = load(SHIPPED)
    thesauri = (EMPTY, Corpus.of(roadmap, Lexicon(roadmap)).thesaurus)
    clinc, banking = clinc150(folder), banking77(folder)
    for line in _tables(clinc, banking, thesauri):
        print(line, flush=True)
    return 0


def _tables(clinc: IntentSet, banking: IntentSet, thesauri: Sequence[Thesaurus]) -> Iterator[str]:
    _say("learning CLINC150 in full")
    whole = [learned(clinc.train, thesaurus) for thesaurus in thesauri]
    yield "Right among the known questions of the test, in brackets where 95 % of like sets would lie"
    yield aligned([*_accuracies(clinc, whole, thesauri), *_accuracies(banking, None, thesauri)[1:]])
    yield f"BANKING77's published figures: {published.BANKING}."
    yield f"\nCLINC150, all phrases; strangers told by the threshold that the validation questions set. Asked: {ASKED}"
    _say("setting thresholds")
    yield _told([by_threshold(one.matcher, clinc) for one in whole], published.BY_THRESHOLD)
    yield "\nCLINC150, all phrases and its 100 strangers to learn from"
    _say("learning from strangers")
    strangers = [learned((*clinc.train, *clinc.strangers), thesaurus) for thesaurus in thesauri]
    yield _told([with_strangers(one.matcher, clinc) for one in strangers], published.TRAINED_WITH_STRANGERS)
    slowest = max((*whole, *strangers), key=lambda one: one.seconds)
    yield (
        f"\nThe slowest fit, {len(clinc.train):,} phrases: {seconds(slowest.seconds)}, "
        f"{slowest.processor:.2f} s of processor time; "
        f"highest memory of all this: {megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)}."
    )


def _accuracies(
    intents: IntentSet, whole: Sequence[Learned] | None, thesauri: Sequence[Thesaurus]
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("set", "phrases of each intent", "ours", "ours, with the shipped thesaurus", "published, %")
    ]
    for each in FEW:
        _say(f"learning {intents.name}, {each} phrases")
        rows.append(_row(intents, each, [accuracy(intents, each, thesaurus) for thesaurus in thesauri]))
    _say(f"matching {intents.name}")
    fits = whole or [learned(intents.train, thesaurus) for thesaurus in thesauri]
    known = [example for example in intents.test if example.label is not None]
    rows.append(_row(intents, None, [share_of(np.array([right_of(one.matcher, known)])) for one in fits]))
    return rows


def _row(intents: IntentSet, each: int | None, shares: Sequence[Share]) -> tuple[str, ...]:
    theirs = published.BANKING_ACCURACY.get(each, "") if intents.name == "BANKING77" else ""
    return (intents.name, str(each or "all"), *map(str, shares), theirs)


def _told(ours: Sequence[Told], theirs: Sequence[Published]) -> str:
    names = ("ours", "ours, with the shipped thesaurus")
    rows = [("classifier", "right among the known", "strangers told", "source")]
    rows += [(name, str(one.accuracy), str(one.recall), "") for name, one in zip(names, ours, strict=True)]
    rows += [(one.name, f"{one.accuracy} %", f"{one.recall} %", published.LARSON) for one in theirs]
    return aligned(rows)


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
