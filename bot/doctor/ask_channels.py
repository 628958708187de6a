"""Ask channels: whether the bot can read along where guilds want that."""

from collections.abc import Iterator
from typing import Final

from bot.doctor.findings import Finding, ok, warning

SUBJECT: Final = "ask channels"


def examine(guilds: int, *, message_content: bool) -> Iterator[Finding]:
    """Look at what ask channels need; nothing is said where nobody has one."""
    if not guilds:
        return
    counted = "1 guild has" if guilds == 1 else f"{guilds:,} guilds have"
    if message_content:
        yield ok(SUBJECT, f"{counted} ask channels, and MESSAGE_CONTENT is on.")
        return
    said = f"{counted} ask channels, and MESSAGE_CONTENT is off: Discord sends no text of what is said there."
    mend = (
        "Turn on Message Content Intent on the application's page, under Bot, and set MESSAGE_CONTENT=on; or let the "
        "guild use /settings set ask_channels:off."
    )
    yield warning(SUBJECT, said, mend)
