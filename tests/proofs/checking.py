"""Checking: what the loopback Discord saw, held against what the database says: read plainly, with no code of ours."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from bot.quiz.round import Key
from bot.scores.points import BY_DIFFICULTY
from tests.discord_server import Channel, Server
from tests.proofs.audience import Pressed

Row = Mapping[str, Any]


async def rows(url: str, statement: str) -> list[Row]:
    """Read from a database with its own driver."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.partition("///")[2]) as connection:
            connection.row_factory = sqlite3.Row
            found: list[Row] = [dict(row) for row in connection.execute(statement)]
        connection.close()
        return found
    connected = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return [dict(row) for row in await connected.fetch(statement)]
    finally:
        await connected.close()


@dataclass(frozen=True, slots=True)
class Data:
    """What the database says in the end."""

    rounds: dict[Key, Row]
    answers: dict[tuple[Key, int], Row]
    scores: list[Row]
    streaks: list[Row]

    @classmethod
    async def read(cls, url: str) -> "Data":
        """Read all of it."""
        rounds = await rows(url, "SELECT * FROM \"round\" WHERE tries > 0 OR state <> 'planned'")
        answers = await rows(url, "SELECT * FROM answer")
        return cls(
            {Key(row["guild_id"], row["number"]): row for row in rounds},
            {(Key(row["guild_id"], row["round"]), row["user_id"]): row for row in answers},
            await rows(url, "SELECT * FROM score"),
            await rows(url, "SELECT * FROM streak"),
        )


def ours(server: Server, channel: Channel, key: Key) -> list[int]:
    """Give the messages that were ever written with the buttons of a round."""
    begins = f"round:{key.number}:"
    return [
        message.id
        for message in server.log.created(channel)
        if not message.private and any(custom_id.startswith(begins) for custom_id in message.custom_ids)
    ]


def messages_gone_wrong(server: Server, channels: Mapping[Key, Channel], data: Data) -> list[str]:
    """Find rounds without exactly one message, and those whose message does not show how they ended."""
    found = []
    for key, channel in channels.items():
        row, written = data.rounds.get(key), ours(server, channel, key)
        if row is None or row["state"] != "closed" or row["shown_at"] is None:
            found.append(f"{key} is not closed and shown: {row and (row['state'], row['reason'])}")
        elif written != [row["message_id"]]:
            found.append(f"{key} has the messages {written}, and the database says {row['message_id']}")
        else:
            shown = server.world.message(channel.id, written[0])
            if shown is None or "✅ right" not in shown.text or "round:" in str(shown.custom_ids):
                found.append(f"{key} does not show how it ended: {shown and shown.text}")
    found += [f"{key} came from nowhere" for key in data.rounds.keys() - channels.keys()]
    return found


def answers_gone_wrong(presses: Iterable[Pressed], data: Data) -> list[str]:
    """Find answers that were confirmed and are not there, are others, or that nobody gave."""
    by_person: dict[tuple[Key, int], list[Pressed]] = defaultdict(list)
    for press in presses:
        by_person[press.key, press.user_id].append(press)
    found = [f"{who} has an answer that nobody gave" for who in data.answers.keys() - by_person.keys()]
    for who, theirs in by_person.items():
        told = [press for press in theirs if press.told is not None]
        last = max(told, key=lambda press: press.interaction_id) if told else None
        if fault := _fault(last, theirs, data.answers.get(who), data.rounds[who[0]]):
            found.append(f"{who}: {fault}")
    return found


def _fault(last: Pressed | None, theirs: Sequence[Pressed], kept: Row | None, round_: Row) -> str | None:
    """Hold what is kept of one person against what they were told last, and what they pressed unheard after it."""
    if kept is None:
        return f"{last} is lost" if last else None
    if last is not None and kept["interaction_id"] == last.interaction_id:
        return None if kept["choice"] == last.told else f"{last}, and {kept['choice']} is kept"
    since = last.interaction_id if last else 0
    unheard = {press.interaction_id: press for press in theirs if press.told is None and press.interaction_id > since}
    press = unheard.get(kept["interaction_id"])
    if press is None:
        return f"{last}, and {dict(kept)} is kept"
    several = round_["solution"].bit_count() > 1
    if not several and kept["choice"] != 1 << press.option:
        return f"{press}, and {kept['choice']} is kept"
    return None


def scores_gone_wrong(data: Data) -> list[str]:
    """Find marks and sums that differ from what they are when worked out anew: a round scored twice, or never."""
    found: list[str] = []
    sums: Counter[tuple[int, str, int, str]] = Counter()
    streaks: Counter[tuple[int, int, int]] = Counter()
    tallies: Counter[Key] = Counter()
    for (key, user_id), row in data.answers.items():
        scored = data.rounds[key]
        if scored["state"] != "closed" or not row["choice"]:
            continue
        right = row["choice"] == scored["solution"]
        points = BY_DIFFICULTY[json.loads(scored["question"])["difficulty"]] if right else 0
        if (row["correct"], row["points"]) != (int(right), points):
            found.append(f"{key}: the answer of {user_id} is marked {row['correct']}, {row['points']}")
        tallies[key] += 1
        streaks[key.guild_id, scored["schedule"], user_id] += 1
        for period in scored["periods"].split():
            for name, more in (("points", points), ("answered", 1), ("correct", int(right))):
                sums[key.guild_id, period, user_id, name] += more
    names = ("points", "answered", "correct")
    kept = {(row["guild_id"], row["period"], row["user_id"], name): row[name] for row in data.scores for name in names}
    found += [f"the board says {kept.get(sum_, 0)}, it is {sums[sum_]}: {sum_}" for sum_ in _differing(kept, sums)]
    counted = {(row["guild_id"], row["schedule"], row["user_id"]): row["answered"] for row in data.streaks}
    found += [f"the streak counts {counted.get(one, 0)}: {one}" for one in _differing(counted, streaks)]
    told = {key: json.loads(row["tally"])[0] for key, row in data.rounds.items() if row["tally"] is not None}
    found += [f"{key} tells of {told.get(key, 0)} answers, it got {tallies[key]}" for key in _differing(told, tallies)]
    return found


def _differing(kept: Mapping[Any, int], right: Mapping[Any, int]) -> list[Any]:
    return [key for key in kept.keys() | right.keys() if kept.get(key, 0) != right.get(key, 0)]
