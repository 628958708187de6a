"""`roadmap-bot reload`: the running bot reads its roadmap again, and says here what changed."""

import argparse
import sys
from collections.abc import Mapping
from typing import Final

from bot.presence import ask_to_reload, notes_folder, others

PATIENCE: Final = 300.0
"""Seconds: a large roadmap with a sentence model takes minutes to learn."""


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Tell every process of this user that runs the bot; 1 where a roadmap has faults, 3 where none is told."""
    found = others()
    if not found:
        print(
            f"No bot of this user runs on this machine (no note in {notes_folder()}). Start it with roadmap-bot run; "
            "in a container send it the signal SIGHUP.",
            file=sys.stderr,
        )
        return 3
    code = 0
    for path in found:
        note = ask_to_reload(path, PATIENCE)
        name = f"Process {path.stem.partition('-')[0]}"
        if note is None:
            print(f"{name} did not say what came of it. Its log does.", file=sys.stderr)
            code = 3
            continue
        for line in note.lines:
            print(f"{name}: {line}" if len(found) > 1 else line)
        code = code or int(not note.well)
    return code
