"""`roadmap-bot chat`: the terminal front end."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack

from bot import logs
from bot.ask.service import Asking
from bot.assembly import asking_of, assisted
from bot.frontends.terminal.json_lines import lines_of
from bot.frontends.terminal.notices import tell
from bot.frontends.terminal.screen import Screen, screen_on
from bot.settings import Settings


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Talk until the person leaves, or until the lines of a pipe end."""
    settings = Settings.from_env(environ)
    _keep_log_quiet(settings)
    asking = asking_of(settings, tell)
    screen = screen_on(sys.stdout, environ)
    if sys.stdin.isatty() and sys.stdout.isatty():
        asyncio.run(_converse(settings, asking, screen, options.name))
    else:
        _answer_lines(settings, asking, screen, options.name)
    return 0


async def _converse(settings: Settings, asking: Asking, screen: Screen, name: str) -> None:
    # A pipe needs no line editing, and pays for none.
    from bot.frontends.terminal.chat import Chat  # noqa: PLC0415 - it is late because the database is
    from bot.frontends.terminal.session import converse  # noqa: PLC0415 - see above

    async with assisted(settings, asking) as assistant:
        chat = Chat(assistant, screen, name)
        await chat.news.begin()
        await converse(chat)


def _answer_lines(settings: Settings, asking: Asking, screen: Screen, name: str) -> None:
    """Answer the lines of a pipe in their order; what is due by the clock is done before each."""
    from bot.frontends.terminal.chat import Chat  # noqa: PLC0415 - it is late because the database is

    with asyncio.Runner() as runner:
        services = AsyncExitStack()
        try:
            assistant = runner.run(services.enter_async_context(assisted(settings, asking)))
            chat = Chat(assistant, screen, name)
            runner.run(chat.news.begin())
            # Lines are waited for outside of the loop, where Ctrl-C ends the waiting.
            for line in lines_of(sys.stdin.buffer):
                runner.run(chat.tick())
                if not runner.run(chat.hear_bytes(line)):
                    break
        finally:
            runner.run(services.aclose())


def _keep_log_quiet(settings: Settings) -> None:
    """Keep the log off the screen on which somebody types, unless it was asked for; what matters is said there."""
    if settings.log_level == "DEBUG":
        logs.configure(settings.log_level, settings.log_format)
    else:
        logging.getLogger().addHandler(logging.NullHandler())
