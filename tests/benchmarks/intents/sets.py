"""Intent sets as they are published: messages, and what each is about."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from knowledge.matcher import Example
from knowledge.text import tokens


@dataclass(frozen=True, slots=True)
class IntentSet:
    """A set to learn from, and sets to measure with; what no intent fits has no label."""

    name: str
    train: tuple[Example, ...]
    test: tuple[Example, ...]
    validation: tuple[Example, ...] = ()
    strangers: tuple[Example, ...] = ()
    """What no intent fits, to learn from."""


def clinc150(folder: Path) -> IntentSet:
    """Read CLINC150 in full: 150 intents with 100 phrases each."""
    content: dict[str, list[tuple[str, str]]] = json.loads((folder / "clinc150" / "data_full.json").read_text())
    train, validation, test, *strange = (
        _examples((text, label if label != "oos" else None) for part in parts for text, label in content[part])
        for parts in (("train",), ("val", "oos_val"), ("test", "oos_test"), ("oos_train",))
    )
    return IntentSet("CLINC150", train, test, validation, *strange)


def banking77(folder: Path) -> IntentSet:
    """Read BANKING77: 77 intents, 35 to 187 phrases each."""
    return IntentSet("BANKING77", *(_rows(folder / "banking77" / f"{part}.csv") for part in ("train", "test")))


def few(examples: Sequence[Example], each: int, chance: Random) -> list[Example]:
    """Draw so many examples of each label."""
    by_label: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_label[example.label or ""].append(example)
    return [example for label in sorted(by_label) for example in chance.sample(by_label[label], each)]


def _rows(path: Path) -> tuple[Example, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return _examples((row["text"], row["category"]) for row in csv.DictReader(file))


def _examples(said: Iterable[tuple[str, str | None]]) -> tuple[Example, ...]:
    return tuple(Example(tokens(text), label, str(place)) for place, (text, label) in enumerate(said))
