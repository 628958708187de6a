"""Governing: a guild's settings, shown and changed by its admins."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cards import Block, Card, Code, Field, Fine, Paragraph, Place, Plain, Role, Text, joined, plain
from bot.clock import Clock
from bot.guilds import audit, notices
from bot.guilds.audit import Entry
from bot.guilds.cards import admins_only, notice_blocks, refused
from bot.guilds.guild import Guild, change, lock, settings_of
from bot.guilds.notices import Notice
from bot.people import Member
from bot.quiz.durations import parse_catch_up, parse_open_for, write_duration
from bot.quiz.zones import label, parse_zone
from bot.storage.engine import Database
from bot.storage.seen import take
from knowledge.texts import Texts

RETENTION: Final = (30, 3650)
"""For how many days answers may be kept, where not for ever."""
DEAF: Final = (
    "I can't read along yet: whoever runs me has to set MESSAGE_CONTENT=on, and to turn on Message Content Intent on the "
    "application's page at Discord."
)
NEVER: Final = frozenset({"never", "no", "off", "forever", "for ever"})
CHANNEL_GONE: Final = "channel"
"""The subject of the notice that the usual channel was deleted."""
MOST_CHANNELS: Final = 10
_CHANNEL = re.compile(r"<#([0-9]{1,19})>")
_DAYS = re.compile(r"([0-9]{1,5})\s*(?:d|days?)?")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an admin wants to set, as typed; what is None stays as it is."""

    zone: str | None = None
    channel_id: int | None = None
    open_for: str | None = None
    catch_up: str | None = None
    speed_points: bool | None = None
    hidden_board: bool | None = None
    retention: str | None = None
    unanswered: bool | None = None
    teacher_role: int | None = None
    ask_channels: str | None = None


class Governing:
    """The settings of guilds."""

    def __init__(self, database: Database, say: Texts, clock: Clock) -> None:
        """Take where settings are kept, what admins read, and the time."""
        self._database = database
        self._say = say
        self._clock = clock

    async def show(self, member: Member) -> Card:
        """Show an admin all settings, what they mean, and what is to be looked after."""
        if not member.admin:
            return admins_only(self._say)
        guild = await settings_of(self._database, member.guild_id)
        async with self._database.reading() as connection:
            unsettled = await notices.of_guild(connection, member.guild_id)
        return settings_card(guild, unsettled, self._clock())

    async def set(self, member: Member, wishes: Wishes, *, deaf: bool = False, act: int | None = None) -> Card:
        """Change settings for an admin: all that was typed, or nothing where any of it is wrong.

        `deaf` says that the front end hears no message that is not said to it, which ask channels need.
        Raises Doubled where another process has done it already for the same interaction.
        """
        if not member.admin:
            return admins_only(self._say)
        now = self._clock()
        read, faults = _read(wishes, member.guild_id, now)
        if faults:
            return refused(faults)
        if not read:
            return Card(plain("Say what to set: give /settings set at least one value."), private=True)
        async with self._database.writing() as connection:
            await take(connection, act, now)
            before = await lock(connection, member.guild_id)
            after = await change(connection, member.guild_id, **read)
            changed = [name for name in read if getattr(before, name) != getattr(after, name)]
            if "channel_id" in read:
                await notices.settle(connection, member.guild_id, CHANNEL_GONE)
            if changed:
                details = "; ".join(f"{name}: {_raw(before, name)} → {_raw(after, name)}" for name in changed)
                await audit.record(connection, member.guild_id, Entry(member.user_id, "change settings", details, now))
        card = changed_card(after, changed, now)
        return replace(card, blocks=(*card.blocks, Fine(plain(DEAF)))) if deaf and after.ask_channels else card


def settings_card(guild: Guild, unsettled: list[Notice], now: datetime) -> Card:
    """Show all settings with what they mean."""
    return Card(
        plain("Settings"),
        (
            *notice_blocks(unsettled),
            Paragraph((Code("/settings set"), Plain(" changes them."))),
            *(block for name in _MEANINGS for block in _setting(guild, name, now)),
        ),
        private=True,
    )


def changed_card(guild: Guild, changed: list[str], now: datetime) -> Card:
    """Say what was changed, and what that does not touch."""
    if not changed:
        return Card(plain("That is how it is set already."), private=True)
    blocks: list[Block] = [block for name in changed for block in _setting(guild, name, now)]
    if "zone" in changed:
        said = "Boards count by the new zone from the next quiz that closes. Schedules you have keep their own."
        blocks.append(Fine(plain(said)))
    elif not {"channel_id", "open_for", "catch_up"}.isdisjoint(changed):
        blocks.append(Fine(plain("Schedules you have keep theirs; /schedule edit changes them.")))
    return Card(plain("Saved"), tuple(blocks), private=True)


def _setting(guild: Guild, name: str, now: datetime) -> tuple[Block, ...]:
    title, meaning = _MEANINGS[name]
    return Field(title, _value(guild, name, now)), Fine(plain(meaning))


_MEANINGS: Final = {
    "zone": ("Time zone", "Which day a quiz counts for on the boards, and what new schedules begin with."),
    "channel_id": ("Channel", "Where new schedules post unless they name another."),
    "open_for": ("Open for", "How long a quiz can be answered."),
    "catch_up": ("Catch up", "How late a quiz is still posted when I was away; later it is missed."),
    "speed_points": ("Speed points", "A tenth more for a right answer within the first tenth of the time."),
    "hidden_board": ("Hidden board", "Whether people see only their own place on the board."),
    "retention_days": ("Answers are kept", "Points and streaks stay when answers go."),
    "unanswered": (
        "Unanswered questions",
        "Whether I keep what I could not answer for /settings unanswered: who asked for 7 days, the question for 90.",
    ),
    "teacher_role": ("Teachers", "Who may teach me answers, besides those who have Manage Server."),
    "ask_channels": (
        "Ask channels",
        "Where every message may be a question, without a mention: I answer when I am quite sure, else I am silent.",
    ),
}


def _value(guild: Guild, name: str, now: datetime) -> Text:
    value = getattr(guild, name)
    match name:
        case "zone":
            return plain(label(value, now))
        case "channel_id":
            return plain("none yet") if value is None else (Place(value),)
        case "retention_days":
            return plain("for ever" if value is None else f"for {value} days")
        case "teacher_role":
            return plain("admins alone") if value is None else (Role(value), Plain(" and admins"))
        case "ask_channels":
            return joined([(Place(channel),) for channel in value], ", ") or plain("none")
        case "speed_points" | "hidden_board" | "unanswered":
            return plain("on" if value else "off")
        case _:
            return plain(write_duration(value))


def _raw(guild: Guild, name: str) -> str:
    value = getattr(guild, name)
    return write_duration(value) if isinstance(value, timedelta) else str(value)


def _read(wishes: Wishes, guild_id: int, now: datetime) -> tuple[dict[str, Any], list[Text]]:
    """Read all that was typed; give values by their columns, and a sentence for each that cannot be."""
    readers = _readers(guild_id, now)
    read: dict[str, Any] = {}
    faults: list[Text] = []
    for name, typed in _given(wishes):
        column, reader = readers.get(name, (name, None))
        try:
            read[column] = typed if reader is None else reader(typed)
        except ValueError as error:
            faults.append((Code(name), Plain(f": {error}")))
    return read, faults


def _given(wishes: Wishes) -> Iterator[tuple[str, Any]]:
    for field in fields(wishes):
        typed = getattr(wishes, field.name)
        if typed is not None:
            yield field.name, typed


def _readers(guild_id: int, now: datetime) -> Mapping[str, tuple[str, Callable[[Any], Any]]]:
    return {
        "zone": ("zone", lambda typed: parse_zone(typed, now)),
        "open_for": ("open_for", parse_open_for),
        "catch_up": ("catch_up", parse_catch_up),
        "retention": ("retention_days", _retention),
        # Everybody has the role of that id: it takes the teachers' away.
        "teacher_role": ("teacher_role", lambda role: None if role == guild_id else role),
        "ask_channels": ("ask_channels", _channels),
    }


def _channels(typed: str) -> tuple[int, ...]:
    """Read which channels are meant, as Discord writes them. Raises ValueError with a sentence for the person."""
    if typed.strip().casefold() in NEVER | {"none"}:
        return ()
    found = tuple(dict.fromkeys(map(int, _CHANNEL.findall(typed))))
    if not 1 <= len(found) <= MOST_CHANNELS or _CHANNEL.sub("", typed).strip(" ,"):
        raise ValueError(f'"{typed.strip()}" names no channels. Give up to {MOST_CHANNELS}, such as #help; or off.')
    return found


def _retention(typed: str) -> int | None:
    """Read for how many days answers are kept; None means for ever. Raises ValueError with a sentence for the person."""
    wanted = typed.strip().casefold()
    if wanted in NEVER:
        return None
    found = _DAYS.fullmatch(wanted)
    fewest, most = RETENTION
    if found is None or not fewest <= int(found[1]) <= most:
        raise ValueError(
            f'"{typed.strip()}" isn\'t a number of days. Give {fewest} to {most}, or never to keep all answers.'
        )
    return int(found[1])
