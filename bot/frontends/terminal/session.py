"""A conversation at a keyboard: prompt, line editing, history, completion."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

from platformdirs import user_data_path
from prompt_toolkit import PromptSession
from prompt_toolkit.application import in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import Output

from bot.frontends.terminal.characters import shown
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.completion import ChatCompleter
from bot.quiz.running import PASS

log = logging.getLogger(__name__)

MENU_ROWS = 6
PROMPT_LIMIT = 20
PATIENCE = 5.0
"""Seconds that what is being done by the clock may still take when somebody leaves."""


async def converse(
    chat: Chat, folder: Path | None = None, *, keyboard: Input | None = None, terminal: Output | None = None
) -> None:
    """Talk until the person leaves; the lines they typed are kept in `folder`."""
    session = PromptSession[str](
        message=f"{shown(chat.name)[:PROMPT_LIMIT]}> ",
        history=history_in(folder or user_data_path("roadmap-bot", appauthor=False), chat.exercise.holds),
        completer=ChatCompleter(chat.asking.guide.roadmap),
        # In a question a menu would be in the way; there Tab brings it.
        complete_while_typing=Condition(lambda: session.default_buffer.text.lstrip().startswith("/")),
        reserve_space_for_menu=MENU_ROWS,
        input=keyboard,
        output=terminal,
    )
    chat.greet()
    leaving = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, _end, session, leaving)
    watching = asyncio.create_task(_watch(chat, leaving))
    try:
        await _listen(chat, session, leaving)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        leaving.set()
        # A statement that is cut off can hang for good in its driver: what has begun may end.
        await asyncio.wait([watching], timeout=PATIENCE)
    chat.part()


def _end(session: PromptSession[str], leaving: asyncio.Event) -> None:
    leaving.set()
    if session.app.is_running:
        session.app.exit(exception=EOFError())


async def _listen(chat: Chat, session: PromptSession[str], leaving: asyncio.Event) -> None:
    while not leaving.is_set():
        try:
            if not await chat.hear(await session.prompt_async()):
                return
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


async def _watch(chat: Chat, leaving: asyncio.Event) -> None:
    """Do what is due by the clock, and show what is new above the line that is being typed."""
    while not leaving.is_set():
        try:
            await chat.tick(in_terminal)
        except Exception:
            log.exception("a pass of the chat's clockwork failed; the next one tries again")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(leaving.wait(), PASS)


def history_in(folder: Path, private: Callable[[str], bool] = lambda _: False) -> History:
    """Keep the history in a file that only its owner can read, or in memory where that is impossible.

    Lines that are `private` are kept in no file.
    """
    path = folder / "chat-history"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600))
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return _LastingHistory(path, private)


class _LastingHistory(FileHistory):
    """A history whose file may fail without ending the conversation."""

    def __init__(self, path: Path, private: Callable[[str], bool]) -> None:
        super().__init__(path)
        self._private = private

    def load_history_strings(self) -> Iterable[str]:
        with contextlib.suppress(OSError):
            return list(super().load_history_strings())
        return []

    def store_string(self, string: str) -> None:
        if self._private(string):
            return
        with contextlib.suppress(OSError):
            super().store_string(string)
