"""`roadmap-bot evaluate`: answers measured against labelled questions."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence

from bot.ask.record import record
from bot.ask.service import Asking
from bot.assembly import asking_of
from bot.evaluating.judging import Judgement
from bot.evaluating.rates import Evaluation, evaluate
from bot.evaluating.report import as_json, misses, table
from bot.frontends.terminal.notices import tell
from bot.settings import Settings
from knowledge.faults import RoadmapError
from knowledge.labels import FILE, Label, kept_in, read


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Measure and print; 1 where a rate is on the wrong side of its bar, 2 where the labels cannot be used."""
    settings = Settings.from_env(environ)
    asking = asking_of(settings, tell)
    roadmap = asking.guide.roadmap
    labels: list[Label] = []
    for path in options.files or [settings.roadmap / FILE]:
        try:
            labels += read(path, roadmap) if options.files else kept_in(settings.roadmap, roadmap)
        except OSError as error:
            print(f"{path}: it cannot be read ({error.strerror}). Name a file of labelled questions.", file=sys.stderr)
            return 2
        except RoadmapError as error:
            print("\n".join(f"{path.parent}/{fault}" for fault in error.faults), file=sys.stderr)
            return 2
    judgements = [_judged(asking, label) for label in labels]
    found = evaluate(judgements, roadmap)
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(table(found)))
    if options.misses:
        print("\n".join(misses(judgements, roadmap)), file=sys.stderr if options.json else sys.stdout)
    below = _below(found, options.floor or ())
    print("\n".join(below), file=sys.stderr, end="\n" if below else "")
    return 1 if below else 0


def _judged(asking: Asking, label: Label) -> Judgement:
    return Judgement(label, record(asking.guide.roadmap, label.q, asking.answer(label.q)))


def _below(found: Evaluation, bars: Sequence[tuple[str, float]]) -> list[str]:
    """Say which rates are on the wrong side of their bars, and which bars no rate has."""
    rates = {rate.name: rate for rate in found.rates}
    lines = []
    for name, bar in bars:
        rate = rates.get(name)
        if rate is None:
            lines.append(f"{name}: nothing among these questions measures it. There are {', '.join(rates)}.")
        elif not rate.holds(bar):
            side = "below" if rate.wanted else "above"
            lines.append(f"{name}: {100 * rate.share:.1f} % is {side} {100 * bar:g} %.")
    return lines
