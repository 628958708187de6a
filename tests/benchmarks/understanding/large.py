"""A whole roadmap of 500 entries and 20,000 phrases: read, checked, learned and asked."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

from bot.ask.completion import entries_like
from bot.ask.service import Asking
from knowledge.bank import bank_of
from knowledge.confusion import confusions
from knowledge.fit import learn
from knowledge.gaps import gaps
from knowledge.guide import Guide
from knowledge.loader import load
from knowledge.model import Roadmap
from tests.benchmarks.comparison import Row
from tests.benchmarks.understanding.scale import PHRASES, SEED, SUBJECTS, recombined

GROUPS = 25
Result = TypeVar("Result")
ASKED = 200
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def measure(shipped: Roadmap, questions: Sequence[str]) -> Iterator[Row]:
    """Time each step once; the sizes are those that an author's machine has to bear."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        # Recombining gives some phrases twice, and a roadmap may not.
        write(folder, shipped, SUBJECTS, PHRASES * 6 // 5)
        roadmap, seconds = _timed(lambda: load(folder))
    entries = f"{len(roadmap.patterns)} entries, {sum(len(book.phrases) for book in roadmap.phrasebooks):,} phrases"
    yield Row(f"read and checked for faults, {entries}", f"{seconds:.1f} s", "", "", "", "")
    bank, seconds = _timed(lambda: bank_of(roadmap))
    yield Row(f"{len(bank):,} questions derived, {entries}", f"{seconds:.1f} s", "", "", "", "")
    _, seconds = _timed(lambda: (list(gaps(roadmap)), list(confusions(roadmap))))
    yield Row(f"checked for what is weak, {entries}", f"{seconds:.0f} s", "", "", "", "")
    fit, seconds = _timed(lambda: learn(roadmap))
    yield Row(f"learned, {entries}", f"{seconds:.0f} s", "", "", "", "")
    asking = Asking(Guide(roadmap, fit))
    _, seconds = _timed(lambda: [asking.answer(question) for question in questions[:ASKED]])
    yield Row(f"a question answered, {entries}", f"{1000 * seconds / ASKED:.1f} ms", "", "", "", "")
    typed = [name[:length] for name in ("Bolo", "Dra Mi", "Kesi") for length in range(1, len(name))]
    _, seconds = _timed(lambda: [entries_like(roadmap, begun) for begun in typed])
    yield Row(f"a letter of a name completed, {entries}", f"{1000 * seconds / len(typed):.1f} ms", "", "", "", "")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    yield Row(f"memory at most, {entries}", f"{most:.0f} MB", "", "", "", "")


def write(folder: Path, shipped: Roadmap, count: int, phrases: int) -> None:
    """Write a roadmap of so many entries with invented names, whose phrases are recombined from those we ship."""
    chance = Random(SEED)
    names = list(_names(count, chance))
    slugs = [name.lower().replace(" ", "-") for name in names]
    said: dict[str, set[str]] = {slug: set() for slug in slugs}
    for example in recombined(shipped, count, phrases, chance):
        said[slugs[int(str(example.label).removeprefix("subject "))]].add(" ".join(example.words))
    _dump(folder / "roadmap.yaml", _main(slugs, said))
    for place, (name, slug) in enumerate(zip(names, slugs, strict=True)):
        about = sorted(said[slug])
        _dump(folder / "patterns" / f"{place:03}.yaml", _entry(place, count, name, about))
        parts = [{"about": f"part {number}", "phrases": about[number::4]} for number in range(4)]
        _dump(folder / "phrases" / f"{place:03}.yaml", {"pattern": slug, "situations": parts})
    strange = [f"{word} and nothing else" for word in _names(40, chance)]
    _dump(folder / "off-topic.yaml", {"kinds": [{"about": "strange", "phrases": strange}]})


def _main(slugs: Sequence[str], said: Mapping[str, set[str]]) -> dict[str, object]:
    """Make the tables: every fourth entry needs another, and every fifth has a row."""
    needs = [
        {
            "pattern": slugs[place],
            "needs": slugs[place - 3],
            "role": "a base",
            "reason": "It is below.",
            "sources": ["s"],
        }
        for place in range(3, len(slugs), 4)
    ]
    rows = []
    for place in range(0, len(slugs), 5):
        situation = f"{min(said[slugs[place]])[:80]} {place}"
        groups = [_group_of(place, len(slugs))]
        rows.append(
            {"number": place // 5 + 1, "situation": situation, "primary": slugs[place], "groups": groups, "source": "s"}
        )
    return {
        "format": 1, "slug": "large", "title": "A Large Roadmap", "language": "english", "tagline": "Many entries",
        "credit": "Invented", "groups": [_group(number, slugs) for number in range(1, GROUPS + 1)],
        "needs": needs, "problems": rows,
    }  # fmt: skip


def _entry(place: int, count: int, name: str, about: Sequence[str]) -> dict[str, object]:
    return {
        "slug": name.lower().replace(" ", "-"), "number": place + 1, "group": _group_of(place, count), "name": name,
        "post": f"{name} at Work", "complexity": "beginner", "summary": f"Helps with {about[0][:150]}",
        "fits": f"Take it for {about[-1][:150]}", "teaches": f"What to do about {about[1][:150]}",
        "check": {"text": "Look first.", "source": "s"}, "sources": ["s"],
    }  # fmt: skip


def _group_of(place: int, count: int) -> str:
    return f"group-{place * GROUPS // count + 1}"


def _group(number: int, slugs: Sequence[str]) -> dict[str, object]:
    about = f"It begins with {{{slugs[(number - 1) * len(slugs) // GROUPS]}}}."
    return {
        "slug": f"group-{number}", "number": number, "name": f"Chapter {number} of Many", "problem": f"Trouble {number}",
        "moment": "in turn", "about": about, "sources": ["s"],
    }  # fmt: skip


def _names(count: int, chance: Random) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        words = ["".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(4)) for _ in range(2)]
        name = " ".join(words).title()
        if name not in seen:
            seen.add(name)
            yield name


def _dump(path: Path, value: object) -> None:
    # JSON is YAML.
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began
