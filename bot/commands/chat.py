"""`roadmap-bot chat`: the terminal front end."""

import argparse
import sys
from collections.abc import Mapping

from bot.assembly import asking_of
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.json_lines import lines_of
from bot.frontends.terminal.notices import learning
from bot.frontends.terminal.screen import screen_on
from bot.settings import Settings


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Talk until the person leaves, or until the lines of a pipe end."""
    asking = asking_of(Settings.from_env(environ), learning)
    chat = Chat(asking, screen_on(sys.stdout, environ), options.name)
    if sys.stdin.isatty() and sys.stdout.isatty():
        # A pipe needs no line editing, and pays for none.
        from bot.frontends.terminal.session import converse  # noqa: PLC0415 - see above

        converse(chat)
    else:
        for line in lines_of(sys.stdin.buffer):
            if not chat.hear_bytes(line):
                break
    return 0
