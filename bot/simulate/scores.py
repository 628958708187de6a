"""Points, boards and streaks, added up a second time by the plainest rules there are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.simulate.calendar import PLANS
from bot.simulate.place import Place
from bot.simulate.tables import RoundRow, Tables

Holder = TypeVar("Holder", tuple[int, str, int], tuple[int, int, int])
Sums = TypeVar("Sums", bound=tuple[int, ...])

WORTH: Final = {1: 10, 2: 15, 3: 20}
FREEZES: Final = 2
ROUNDS_FOR_A_FREEZE: Final = 10
_ZONES: Final = {plan.guild_id: plan.zone for plan in PLANS}


def differences(place: Place, tables: Tables) -> Iterator[str]:
    """Name what the tables give to whom, and should not."""
    closed = [row for row in tables.rounds if row.state == "closed" and place.of(row.key)]
    boards: dict[tuple[int, str, int], tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for row in closed:
        asked = place.of(row.key)[-1].round.asked
        solution = sum(1 << option for option in asked.right)
        answers = _answers_of(tables, row)
        right = [user for user, choice in answers.items() if choice == solution]
        for user in answers:
            points = WORTH[asked.difficulty] if user in right else 0
            kept = tables.answers[row.key, user][1]
            if kept != points:
                yield f"{_name(row)}: person {user} got {kept} points instead of {points}."
            for period in _periods(row):
                before = boards[row.key.guild_id, period, user]
                boards[row.key.guild_id, period, user] = (
                    before[0] + points,
                    before[1] + 1,
                    before[2] + (user in right),
                )
        if (row.answers, row.right) != (len(answers), len(right)):
            yield f"{_name(row)}: {len(answers)} answered and {len(right)} were right; it counts {row.answers} and {row.right}."
    yield from _unequal("the board", dict(boards), tables.scores)
    yield from _unequal("the streak", _streaks(tables, closed), tables.streaks)


def _streaks(tables: Tables, closed: list[RoundRow]) -> dict[tuple[int, int, int], tuple[int, int, int, int]]:
    streaks: dict[tuple[int, int, int], tuple[int, int, int, int]] = {}
    people = {user for _, user in tables.answers}
    for row in closed:
        answers = _answers_of(tables, row)
        for user in people:
            mine = (row.key.guild_id, row.schedule, user)
            current, best, freezes, total = streaks.get(mine, (0, 0, FREEZES, 0))
            if user in answers:
                current, total = current + 1, total + 1
                freezes = min(FREEZES, freezes + (total % ROUNDS_FOR_A_FREEZE == 0))
                streaks[mine] = (current, max(best, current), freezes, total)
            elif current:
                streaks[mine] = (current, best, freezes - 1, total) if freezes else (0, best, 0, total)
    return streaks


def _answers_of(tables: Tables, row: RoundRow) -> dict[int, int]:
    return {user: choice for (key, user), (choice, _) in tables.answers.items() if key == row.key and choice}


def _periods(row: RoundRow) -> tuple[str, ...]:
    day = row.due.astimezone(ZoneInfo(_ZONES[row.key.guild_id])).date()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}", f"{day.year}-{day.month:02}", "all"


def _unequal(what: str, ours: Mapping[Holder, Sums], theirs: Mapping[Holder, Sums]) -> Iterator[str]:
    for holder in sorted(ours.keys() | theirs.keys(), key=str):
        if ours.get(holder) != theirs.get(holder):
            guild, of, user = holder
            yield f"Guild {guild}, {what} {of}, person {user}: {theirs.get(holder)} instead of {ours.get(holder)}."


def _name(row: RoundRow) -> str:
    return f"Guild {row.key.guild_id}, quiz {row.key.number}"
