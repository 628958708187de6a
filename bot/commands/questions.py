"""`roadmap-bot questions`: everything that a quiz can ask, as a list or as JSON Lines."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import shorten

from bot.frontends.terminal.json_lines import line_of
from bot.settings import Settings
from knowledge.bank import Item, Origin, bank_of
from knowledge.loader import load
from knowledge.model import Roadmap
from knowledge.questions import Challenge

STEM_WIDTH = 100
HARDEST = 3


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the bank: questions written by hand, derived ones, and open challenges."""
    roadmap = load(Settings.from_env(environ).roadmap)
    items = bank_of(roadmap)
    if options.jsonl:
        for entry in (*map(item_record, items), *(challenge_record(roadmap, open_) for open_ in roadmap.challenges)):
            sys.stdout.buffer.write(line_of(entry))
        sys.stdout.buffer.flush()
        return 0
    for line in (*_listed(roadmap, items), "", *_totals(roadmap, items)):
        print(line)
    return 0


def item_record(item: Item) -> dict[str, object]:
    """Give what a line says of a question with options."""
    return {
        "id": item.id,
        "format": "multiple" if item.multiple else "single",
        "stem": item.stem,
        "options": [choice.text for choice in item.options],
        "correct": list(item.right),
        "why": " ".join(choice.why for choice in item.options if choice.right),
        "why_not": {str(place): choice.why for place, choice in enumerate(item.options) if not choice.right},
        "patterns": list(item.patterns),
        "group": item.group,
        "difficulty": item.difficulty,
        "origin": item.origin.value,
        "source": item.source,
    }


def challenge_record(roadmap: Roadmap, challenge: Challenge) -> dict[str, object]:
    """Give what a line says of an open challenge: its model answer is one good answer among others."""
    brought = (step.bring for step in challenge.steps if roadmap.is_pattern(step.bring))
    patterns = challenge.patterns or tuple(dict.fromkeys(brought)) or (roadmap.patterns[0].slug,)
    return {
        "id": challenge.id,
        "format": "open",
        "stem": roadmap.text(challenge.stem),
        "options": [],
        "correct": [],
        "why": roadmap.text(challenge.answer),
        "why_not": {},
        "patterns": list(patterns),
        "group": roadmap.pattern(patterns[0]).group,
        "difficulty": HARDEST,
        "origin": Origin.AUTHORED.value,
        "source": challenge.source,
    }


def _listed(roadmap: Roadmap, items: Sequence[Item]) -> list[str]:
    rows = [(item.id, str(item.kind), str(item.difficulty), item.stem) for item in items]
    rows += [(open_.id, "challenge", str(HARDEST), roadmap.text(open_.stem)) for open_ in roadmap.challenges]
    widths = [max(len(row[column]) for row in rows) if rows else 0 for column in range(2)]
    return [
        f"{name:<{widths[0]}}  {kind:<{widths[1]}}  {difficulty}  {shorten(stem, STEM_WIDTH, placeholder='…')}"
        for name, kind, difficulty, stem in rows
    ]


def _totals(roadmap: Roadmap, items: Sequence[Item]) -> list[str]:
    every = Counter(item.group for item in items)
    ours = Counter(item.group for item in items if item.origin is Origin.AUTHORED)
    lines = [
        f"{group.name}: {every[group.slug]:,}, of which {ours[group.slug]:,} written by hand"
        for group in roadmap.groups
    ]
    return [*lines, f"Together: {len(items):,}, of which {ours.total():,} written by hand"]
