"""Hearing Discord: what answers to requests say of themselves, whoever made the request, discord.py by itself too.

aiohttp would trace requests for us. It tells of six moments of each, and a question would cost a fifteenth more.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final, TypeAlias

import aiohttp
import discord
from discord.webhook import async_ as webhooks

Ear: TypeAlias = Callable[[aiohttp.ClientResponse | None], None]
"""Hears an answer before it is read, or None where a line broke before there was one."""
_EARS: Final[ContextVar[tuple[Ear, ...]]] = ContextVar("ears", default=())
_BROKEN: Final = (aiohttp.ClientError, OSError)


def listen(ear: Ear) -> None:
    """Let `ear` hear what is answered to this task from now on, and to those that it begins."""
    _EARS.set((*_EARS.get(), ear))


def _tell(answer: aiohttp.ClientResponse | None) -> None:
    for ear in _EARS.get():
        ear(answer)


async def _told_and_read(answer: aiohttp.ClientResponse) -> Any:
    _tell(answer)
    return await _read(answer)


async def _request(client: discord.http.HTTPClient, *args: Any, **wanted: Any) -> Any:
    try:
        return await _request_by_token(client, *args, **wanted)
    except _BROKEN:
        _tell(None)
        raise


async def _answer(adapter: webhooks.AsyncWebhookAdapter, *args: Any, **wanted: Any) -> Any:
    try:
        return await _request_by_webhook(adapter, *args, **wanted)
    except _BROKEN:
        _tell(None)
        raise


# All answers go through these; discord.py has no other way to hear them.
_read, _request_by_token = discord.http.json_or_text, discord.http.HTTPClient.request
_request_by_webhook = webhooks.AsyncWebhookAdapter.request
for _module in (discord.http, webhooks):
    vars(_module).update(json_or_text=_told_and_read)
discord.http.HTTPClient.request = _request  # type: ignore[method-assign, assignment]
webhooks.AsyncWebhookAdapter.request = _answer  # type: ignore[method-assign, assignment]
