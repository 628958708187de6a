"""Lists in statements: the same values, in few lengths."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from bot.learn import memories
from bot.storage.engine import Database
from bot.storage.padding import padded


@given(st.lists(st.integers(), max_size=300))
def test_a_padded_list_has_the_same_values_and_a_power_of_two_of_them(values: list[int]) -> None:
    longer = padded(values)
    assert longer[: len(values)] == values
    assert set(longer) == set(values)
    assert len(longer).bit_count() == bool(values)
    assert len(longer) < 2 * len(values) or not values


def test_a_hundred_lengths_are_prepared_eight_times() -> None:
    assert len({len(padded(range(length))) for length in range(1, 101)}) == 8


async def test_rounds_of_any_size_read_memories_by_few_statements(database: Database) -> None:
    prepared: set[str] = set()
    async with database.reading() as connection:

        @event.listens_for(connection.sync_connection, "before_cursor_execute")
        def _note(_: object, __: object, statement: str, *___: object) -> None:
            prepared.update({statement} - {"BEGIN"})

        for people in range(1, 101):
            await memories.of_people(connection, "breakers-1", range(people))
    assert len(prepared) == 8
