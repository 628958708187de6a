"""Where Discord is: the real one, a proxy before it, or a loopback server in a test."""

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def point_to(api_url: str, gateway_url: str | None) -> None:
    """Send every request to `api_url` (with its version) and every connection to `gateway_url`, RESUME too.

    discord.py keeps both as class attributes, so that this holds for the whole process.
    """
    Route.BASE = api_url.rstrip("/")
    if gateway_url is None:
        return
    url = yarl.URL(gateway_url)
    DiscordWebSocket.DEFAULT_GATEWAY = url
    # READY names another address for RESUME; behind a proxy that address leads past it.
    DiscordWebSocket.gateway = property(lambda _: url, lambda _, __: None)  # type: ignore[assignment]
