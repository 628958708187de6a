"""`roadmap-bot run`: the Discord bot."""

import argparse
import asyncio
import gc
import logging
import sys
from collections.abc import Mapping
from typing import Final

from bot import logs
from bot.announcements import Announcement, Fetching, Learning, Without, said
from bot.ask.service import Asking
from bot.assembly import asking_of, assisted
from bot.clock import Watch
from bot.settings import Settings

log = logging.getLogger(__name__)

LOOKS: Final = (10_000, 5, 3)
"""After so many new objects Python searches them for garbage; every fifth time also what is older, and of those every
third time all. By default it searches several times in each answer, and what refers to itself may lie for minutes."""
GET_ONE = (
    "DISCORD_TOKEN: there is none. Make an application at https://discord.com/developers/applications, press "
    "Reset Token on its page Bot, and put the token into DISCORD_TOKEN, or into a file that DISCORD_TOKEN_FILE names."
)


def perform(options: argparse.Namespace, environ: Mapping[str, str]) -> int:  # noqa: ARG001 - each command takes both
    """Run the bot until it is told to stop."""
    settings = Settings.from_env(environ)
    if settings.discord_token is None:
        print(GET_ONE, file=sys.stderr)
        return 2
    # Next to all that a start makes stays: to search it for garbage takes a fifth of its time.
    gc.disable()
    logs.configure(settings.log_level, settings.log_format, [settings.discord_token.reveal()])
    asking = asking_of(settings, _tell)
    return asyncio.run(_serve(settings, asking))


def _tell(announcement: Announcement) -> None:
    match announcement:
        case Learning(with_sentence_model=slow):
            log.info("learning the roadmap; this takes %s, once", "up to a minute" if slow else "some seconds")
        case Fetching():
            log.info("%s", said(announcement))
        case Without():
            log.warning("%s", said(announcement))


async def _serve(settings: Settings, asking: Asking) -> int:
    # Imported late, so that a missing token or a faulty roadmap is told at once.
    from bot.frontends.discord.process import serve  # noqa: PLC0415 - see above

    watch = Watch()
    async with assisted(settings, asking, watch) as assistant:
        # What stays for good need not be searched again and again.
        gc.freeze()
        gc.set_threshold(*LOOKS)
        gc.enable()
        return await serve(settings, assistant, watch)
