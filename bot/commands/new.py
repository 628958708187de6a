"""`roadmap-bot new FOLDER`: a small roadmap that works, with comments that say how to go on."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile
from typing import Final

import knowledge
from bot.commands.schema import write_all

TEMPLATE: Final = Path(knowledge.__file__).parent / "template"
SCHEMAS: Final = ".schemas"


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Write the files into a folder that is empty or not there yet."""
    folder: Path = options.folder
    if folder.exists() and not folder.is_dir():
        print(f"{folder}: this is a file. Name a new folder.", file=sys.stderr)
        return 2
    if folder.is_dir() and any(folder.iterdir()):
        print(f"{folder}: this folder is not empty. Name a new one, so that nothing gets lost.", file=sys.stderr)
        return 2
    for source in sorted(TEMPLATE.rglob("*.yaml")):
        copy = folder / source.relative_to(TEMPLATE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copyfile(source, copy)
    write_all(folder / SCHEMAS)
    for line in _next_steps(folder):
        print(line)
    return 0


def _next_steps(folder: Path) -> list[str]:
    return [
        f"{folder} holds a small roadmap now. It works as it is; its comments say what each part is for.",
        f"  roadmap-bot check {folder}",
        f"  ROADMAP={folder} roadmap-bot chat",
        "Then change the texts in roadmap.yaml, the entries in patterns/, and what people say in phrases/.",
    ]
