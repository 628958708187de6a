"""`roadmap-bot check`: every fault of a roadmap as file:line, or what is in it and what could be better."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.settings import Settings
from knowledge import labels
from knowledge.bank import derived
from knowledge.faults import RoadmapError
from knowledge.gaps import gaps
from knowledge.languages import domain_words
from knowledge.loader import load
from knowledge.lookalikes import lookalikes
from knowledge.model import Roadmap
from knowledge.weaknesses import weaknesses

SHOWN: Final = 10
"""Remarks of one sort that are listed; the rest is counted."""


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Read a roadmap and say what is wrong with it."""
    folder: Path = options.folder or Settings.from_env(environ).roadmap
    if not folder.is_dir():
        print(f"{folder}: there is no such folder. Name one that holds a roadmap.yaml.", file=sys.stderr)
        return 2
    try:
        roadmap = load(folder)
        if (folder / labels.FILE).exists():
            labels.kept_in(folder, roadmap)
    except RoadmapError as error:
        for fault in error.faults:
            print(f"{folder}/{fault}")
        return 1
    except OSError as error:
        print(f"{folder}/{labels.FILE}:1: the file cannot be read ({error.strerror}). Put it there.")
        return 1
    print(f"{roadmap.identity.title}: no faults.")
    print(", ".join(_counted(number, one, many) for number, one, many in _contents(roadmap)))
    # Whoever watches gets to read this before the phrases are weighed against one another.
    sys.stdout.flush()
    for remarks in _remarks(roadmap, quick=options.quick):
        for remark in remarks[:SHOWN]:
            print(f"Worth another look: {remark}")
        if len(remarks) > SHOWN:
            print(f"Worth another look: {len(remarks) - SHOWN:,} more like the last one.")
    return 0


def _remarks(roadmap: Roadmap, *, quick: bool) -> Iterator[list[str]]:
    yield list(gaps(roadmap))
    yield list(map(str, weaknesses(roadmap)))
    yield list(map(str, lookalikes(roadmap, domain_words(roadmap))))
    if not quick:
        from knowledge.confusion import confusions  # noqa: PLC0415 - the faults are told without what learning needs

        yield list(map(str, confusions(roadmap)))


def _contents(roadmap: Roadmap) -> list[tuple[int, str, str]]:
    words = roadmap.identity.words
    return [
        (len(roadmap.groups), "group", "groups"),
        (len(roadmap.patterns), words.entry, words.entries),
        (len(roadmap.problems), "decision row", "decision rows"),
        (len(roadmap.needs), "need", "needs"),
        (len(roadmap.failure_modes), "failure mode", "failure modes"),
        (len(roadmap.terms), "term", "terms"),
        (len(roadmap.topics), "topic", "topics"),
        (sum(len(book.phrases) for book in roadmap.phrasebooks), "phrase", "phrases"),
        (len(roadmap.questions), "question", "questions"),
        (len(derived(roadmap)), "derived question", "derived questions"),
        (len(roadmap.challenges), "challenge", "challenges"),
    ]


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
