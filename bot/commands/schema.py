"""`roadmap-bot schema`: the JSON Schema of a roadmap's files, for editors and for other programs."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.schema import KINDS, schema_of


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Print one schema, or all by their kind; or write each into a file of its own."""
    if options.to is not None:
        write_all(options.to)
        print(f"{len(KINDS)} schemas written to {options.to}.")
        return 0
    sys.stdout.write(_written(schema_of(options.kind) if options.kind else {kind: schema_of(kind) for kind in KINDS}))
    return 0


def write_all(folder: Path) -> None:
    """Write the schema of every kind of file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(_written(schema_of(kind)), encoding="utf-8")


def _written(schema: Mapping[str, Any]) -> str:
    return f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n"
