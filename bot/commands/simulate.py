"""`roadmap-bot simulate`: days on a virtual clock, with crashes; it proves that nothing is lost or doubled."""

import argparse
import tempfile
import zoneinfo
from collections.abc import Mapping
from pathlib import Path

from bot.assembly import asking_of
from bot.frontends.terminal.notices import tell
from bot.settings import Settings
from bot.simulate import report
from bot.simulate.calendar import parts
from bot.simulate.simulation import Played, Wanted, simulate


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Play and tell; give 1 where anything was lost or doubled."""
    asking = asking_of(Settings.from_env(environ), tell)
    zoneinfo.reset_tzpath(to=())
    wanted = Wanted(options.days, options.users, options.seed)
    for line in report.heading(wanted, parts(wanted.days)):
        print(line)
    all_played: list[Played] = []
    with tempfile.TemporaryDirectory(prefix="roadmap-bot-simulate-") as folder:
        for played in simulate(asking, wanted, Path(folder)):
            all_played.append(played)
            print("\n".join(report.log(played)), flush=True)
    for line in report.sums(all_played):
        print(line)
    return 1 if any(played.faults for played in all_played) else 0
