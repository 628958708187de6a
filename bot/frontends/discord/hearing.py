"""Hearing Discord: what answers to requests say of themselves, also to those that discord.py makes or repeats by itself.

aiohttp would trace requests for us. It tells of six moments of each, and a question would cost a fifteenth more.
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final, TypeAlias

import aiohttp
import discord
from discord.webhook import async_ as webhooks

Ear: TypeAlias = Callable[[aiohttp.ClientResponse | None], None]
"""Hears an answer that came whole, or None where none did: the line broke, or nobody waited any longer."""
_EARS: Final[ContextVar[tuple[Ear, ...]]] = ContextVar("ears", default=())
_NOTHING_CAME: Final = (aiohttp.ClientError, OSError, asyncio.CancelledError)


def listen(ear: Ear) -> None:
    """Let `ear` hear what is answered to this task from now on, and to those that it begins."""
    _EARS.set((*_EARS.get(), ear))


def _tell(answer: aiohttp.ClientResponse | None) -> None:
    for ear in _EARS.get():
        ear(answer)


async def _read_and_told(answer: aiohttp.ClientResponse) -> Any:
    content = await _read(answer)
    _tell(answer)
    return content


async def _as_bot(client: discord.http.HTTPClient, *args: Any, **wanted: Any) -> Any:
    try:
        return await _request_as_bot(client, *args, **wanted)
    except _NOTHING_CAME:
        _tell(None)
        raise


async def _as_webhook(adapter: webhooks.AsyncWebhookAdapter, *args: Any, **wanted: Any) -> Any:
    try:
        return await _request_as_webhook(adapter, *args, **wanted)
    except _NOTHING_CAME:
        _tell(None)
        raise


# discord.py asks as a bot, and with the token of an interaction or a webhook; it reads both kinds of answers by one
# function. What it fetches from elsewhere, and the lines to the gateway, are not heard.
_read = discord.http.json_or_text
_request_as_bot, _request_as_webhook = discord.http.HTTPClient.request, webhooks.AsyncWebhookAdapter.request
for _module in (discord.http, webhooks):
    vars(_module).update(json_or_text=_read_and_told)
discord.http.HTTPClient.request = _as_bot  # type: ignore[method-assign, assignment]
webhooks.AsyncWebhookAdapter.request = _as_webhook  # type: ignore[method-assign, assignment]
