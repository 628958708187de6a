"""Governing: a guild's settings, shown and changed by its admins."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cards import Block, Card, Code, Field, Fine, Paragraph, Place, Plain, Role, Text, joined, plain
from bot.clock import Clock
from bot.filling import filled
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
from knowledge.languages import USUAL, texts_in
from knowledge.texts import Texts

RETENTION: Final = (30, 3650)
"""For how many days answers may be kept, where not for ever."""
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
            return admins_only()
        guild = await settings_of(self._database, member.guild_id)
        async with self._database.reading() as connection:
            unsettled = await notices.of_guild(connection, member.guild_id)
        return settings_card(guild, unsettled, self._clock(), self._say)

    async def set(self, member: Member, wishes: Wishes, *, deaf: bool = False, act: int | None = None) -> Card:
        """Change settings for an admin: all that was typed, or nothing where any of it is wrong.

        `deaf` says that the front end hears no message that is not said to it, which ask channels need.
        Raises Doubled where another process has done it already for the same interaction.
        """
        if not member.admin:
            return admins_only()
        now, say = self._clock(), self._say
        read, faults = _read(wishes, member.guild_id, now, say)
        if faults:
            return refused(faults, say)
        if not read:
            return Card(plain(say("say-what-to-set")), private=True)
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
        card = changed_card(after, changed, now, say)
        if deaf and after.ask_channels:
            return replace(card, blocks=(*card.blocks, Fine(plain(say("cannot-read-along")))))
        return card


def settings_card(guild: Guild, unsettled: list[Notice], now: datetime, say: Texts) -> Card:
    """Show all settings with what they mean."""
    return Card(
        plain(say("settings")),
        (
            *notice_blocks(unsettled, say),
            Paragraph(filled(say, "settings-lead", command=(Code("/settings set"),))),
            *(block for name in _SHOWN for block in _setting(guild, name, now, say)),
        ),
        private=True,
    )


def changed_card(guild: Guild, changed: list[str], now: datetime, say: Texts) -> Card:
    """Say what was changed, and what that does not touch."""
    if not changed:
        return Card(plain(say("set-already")), private=True)
    blocks: list[Block] = [block for name in changed for block in _setting(guild, name, now, say)]
    if "zone" in changed:
        blocks.append(Fine(plain(say("new-zone"))))
    elif not {"channel_id", "open_for", "catch_up"}.isdisjoint(changed):
        blocks.append(Fine(plain(say("schedules-keep"))))
    return Card(plain(say("saved")), tuple(blocks), private=True)


def _setting(guild: Guild, name: str, now: datetime, say: Texts) -> tuple[Block, ...]:
    text = f"setting-{name.replace('_', '-')}"
    return Field(say(text), _value(guild, name, now, say)), Fine(plain(say(f"{text}-means")))


_SHOWN: Final = (
    *("zone", "channel_id", "open_for", "catch_up", "speed_points", "hidden_board", "retention_days", "unanswered"),
    *("teacher_role", "ask_channels"),
)
"""The settings in the order in which they are shown; texts named after them say what each is called and means."""


def _value(guild: Guild, name: str, now: datetime, say: Texts) -> Text:
    value = getattr(guild, name)
    match name:
        case "zone":
            return plain(label(value, now, say))
        case "channel_id":
            return plain(say("no-channel-yet")) if value is None else (Place(value),)
        case "retention_days":
            return plain(say("kept-for-ever") if value is None else say("kept-for-days", count=value))
        case "teacher_role":
            return plain(say("admins-alone")) if value is None else filled(say, "role-and-admins", role=(Role(value),))
        case "ask_channels":
            return joined([(Place(channel),) for channel in value], ", ") or plain(say("no-channels"))
        case "speed_points" | "hidden_board" | "unanswered":
            return plain(say("switched-on" if value else "switched-off"))
        case _:
            return plain(write_duration(value, say))


def _raw(guild: Guild, name: str) -> str:
    """Write a value for the audit, which operators read."""
    value = getattr(guild, name)
    return write_duration(value, texts_in(USUAL)) if isinstance(value, timedelta) else str(value)


def _read(wishes: Wishes, guild_id: int, now: datetime, say: Texts) -> tuple[dict[str, Any], list[Text]]:
    """Read all that was typed; give values by their columns, and a sentence for each that cannot be."""
    readers = _readers(guild_id, now, say)
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


def _readers(guild_id: int, now: datetime, say: Texts) -> Mapping[str, tuple[str, Callable[[Any], Any]]]:
    return {
        "zone": ("zone", lambda typed: parse_zone(typed, now, say)),
        "open_for": ("open_for", lambda typed: parse_open_for(typed, say)),
        "catch_up": ("catch_up", lambda typed: parse_catch_up(typed, say)),
        "retention": ("retention_days", lambda typed: _retention(typed, say)),
        # Everybody has the role of that id: it takes the teachers' away.
        "teacher_role": ("teacher_role", lambda role: None if role == guild_id else role),
        "ask_channels": ("ask_channels", lambda typed: _channels(typed, say)),
    }


def _channels(typed: str, say: Texts) -> tuple[int, ...]:
    """Read which channels are meant, as Discord writes them. Raises ValueError with a sentence for the person."""
    if typed.strip().casefold() in NEVER | {"none"}:
        return ()
    found = tuple(dict.fromkeys(map(int, _CHANNEL.findall(typed))))
    if not 1 <= len(found) <= MOST_CHANNELS or _CHANNEL.sub("", typed).strip(" ,"):
        raise ValueError(say("no-channels-named", typed=typed.strip(), most=MOST_CHANNELS))
    return found


def _retention(typed: str, say: Texts) -> int | None:
    """Read for how many days answers are kept; None means for ever. Raises ValueError with a sentence for the person."""
    wanted = typed.strip().casefold()
    if wanted in NEVER:
        return None
    found = _DAYS.fullmatch(wanted)
    fewest, most = RETENTION
    if found is None or not fewest <= int(found[1]) <= most:
        raise ValueError(say("no-retention", typed=typed.strip(), least=fewest, most=most))
    return int(found[1])
