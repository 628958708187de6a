"""The bot as `roadmap-bot run` starts it, but told when to die: it reads its orders from standard input.

    python -m tests.proofs.doomed

All that is slow to import is there before the orders come, so that a spare stands ready.
"""

import argparse
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from discord.http import HTTPClient
from sqlalchemy import Engine, event

import bot.assistant
from bot.assembly import asking_of
from bot.commands import run
from bot.frontends.discord import client, process
from bot.frontends.discord.channels import DiscordChannels
from bot.quiz import answering, claims, closing, opening, posting, running
from bot.settings import Settings
from bot.storage import migrating
from tests.proofs.orders import Moment, Orders

READY = (bot.assistant, process, migrating)
"""Imported for the time that it takes."""


def main() -> int:
    """Wait for orders, and run the bot."""
    asking = asking_of(Settings.from_env(os.environ), lambda _: None)
    orders = Orders.read(sys.stdin.readline())
    vars(run)["asking_of"] = lambda *_: asking
    _hasten(orders)
    _sign()
    _arm(orders)
    return run.perform(argparse.Namespace(), os.environ)


def _hasten(orders: Orders) -> None:
    """Shorten what takes its time in earnest; `final` is for the product, not for its proof."""
    lease = timedelta(seconds=orders.lease)
    vars(claims).update(LEASE=lease, GRACE=timedelta(seconds=orders.grace))
    vars(running).update(LEASE=lease, OVERDUE=timedelta(seconds=orders.overdue), PASS=orders.between)
    vars(posting).update(SURE=timedelta(seconds=orders.sure))
    vars(client).update(GUILDS_WAIT=0.05)


def _sign() -> None:
    """Say in every request which process it comes from: Discord may kill it in the midst."""
    begin = HTTPClient.__init__

    def begun(self: HTTPClient, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        self.user_agent = f"{self.user_agent} process/{os.getpid()}"

    setattr(HTTPClient, "__init__", begun)  # noqa: B010 - a plain assignment would be an error to the type checker


def _arm(orders: Orders) -> None:
    """Wrap what stands at the moment. What dies amid a request, the loopback Discord kills."""
    comes = _Countdown(orders.nth)
    match orders.moment, orders.variant:
        case Moment.CLAIMED, 0:
            _before(opening.Opening, "prepare", comes)
        case Moment.CLAIMED, _:
            _before(DiscordChannels, "post", comes)
        case Moment.RECORDING, 0:
            _before(opening.Opening, "opened", comes)
        case Moment.RECORDING, _:
            _before(opening, "plan_next", comes)
        case Moment.ANSWERED, _:
            _after(answering, "keep", comes)
        case Moment.SCORING, 0:
            _before_statement("INSERT INTO score", comes)
        case Moment.SCORING, 1:
            _after(closing, "award", comes)
        case Moment.SCORING, _:
            _after(closing, "close", comes)


class _Countdown:
    """Kills this process when it is called for the n-th time."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def __call__(self) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def _before(owner: Any, name: str, comes: Callable[[], None]) -> None:
    work: Callable[..., Awaitable[Any]] = getattr(owner, name)

    async def begun(*arguments: Any, **named: Any) -> Any:
        comes()
        return await work(*arguments, **named)

    setattr(owner, name, begun)


def _after(owner: Any, name: str, comes: Callable[[], None]) -> None:
    work: Callable[..., Awaitable[Any]] = getattr(owner, name)

    async def done(*arguments: Any, **named: Any) -> Any:
        outcome = await work(*arguments, **named)
        comes()
        return outcome

    setattr(owner, name, done)


def _before_statement(begins: str, comes: Callable[[], None]) -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def _said(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith(begins):
            comes()


if __name__ == "__main__":
    sys.exit(main())
