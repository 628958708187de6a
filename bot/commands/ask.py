"""`roadmap-bot ask`: one question from the command line, or one a line as JSON Lines."""

import argparse
import sys
from collections.abc import Mapping

from bot.assembly import asking_of
from bot.frontends.terminal.json_lines import answer_lines, respond
from bot.frontends.terminal.notices import tell
from bot.frontends.terminal.screen import screen_on
from bot.layout import lines
from bot.settings import Settings


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Answer; an answer of "none" is an answer too."""
    asking = asking_of(Settings.from_env(environ), tell)
    if options.jsonl:
        answer_lines(asking, sys.stdin.buffer, sys.stdout.buffer)
        return 0
    # What of the command line is not UTF-8 arrives as surrogates; back to bytes, it is explained as in any line.
    _, response = respond(asking, " ".join(options.question).encode("utf-8", "surrogateescape"))
    screen = screen_on(sys.stdout, environ)
    for place, card in enumerate(response.cards):
        screen.write([(), *lines(card)] if place else lines(card))
    return 0
