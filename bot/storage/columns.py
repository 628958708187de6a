"""The kinds of column that both engines know: SQLite's strict tables allow whole numbers, text, reals and bytes."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Double, Text, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

Integer = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
"""64 bits: Discord's ids need 63 of them."""

Real: TypeEngine[float] = Double().with_variant(sqlite.REAL(), "sqlite")
"""A number with a fraction, to the same bits on both engines."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""NUL, and halves of pairs that JSON can bring along alone."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Written(TypeDecorator[str]):
    """Text as people write it, without what no text can hold: PostgreSQL refuses the first, both refuse the others."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        """Write a text, or compare with one."""
        return value if value is None or value.isprintable() else _NO_TEXT.sub("", value)


class Instant(TypeDecorator[datetime]):
    """A moment, kept as whole milliseconds since 1970 in UTC."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> int | None:
        """Write a moment; what is finer than a millisecond is cut off."""
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: Any | None, _: Dialect) -> datetime | None:
        """Read a moment, in UTC."""
        return None if value is None else _EPOCH + value * _MILLISECOND


class Span(TypeDecorator[timedelta]):
    """A length of time, kept as whole milliseconds."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, _: Dialect) -> int | None:
        """Write a length of time."""
        return None if value is None else value // _MILLISECOND

    def process_result_value(self, value: Any | None, _: Dialect) -> timedelta | None:
        """Read a length of time."""
        return None if value is None else value * _MILLISECOND


class LocalDate(TypeDecorator[date]):
    """A date on somebody's calendar, kept as YYYY-MM-DD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _: Dialect) -> str | None:
        """Write a date."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, _: Dialect) -> date | None:
        """Read a date."""
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, _: Dialect) -> int | None:
        """Write a flag."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> bool | None:
        """Read a flag."""
        return None if value is None else bool(value)


class Ids(TypeDecorator[tuple[int, ...]]):
    """Ids, kept with spaces between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, _: Dialect) -> str | None:
        """Write the ids."""
        return None if value is None else " ".join(map(str, value))

    def process_result_value(self, value: Any | None, _: Dialect) -> tuple[int, ...] | None:
        """Read the ids."""
        return None if value is None else tuple(map(int, value.split()))


class Words(TypeDecorator[tuple[str, ...]]):
    """Short words without spaces, such as slugs, kept with spaces between them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _: Dialect) -> str | None:
        """Write the words."""
        return None if value is None else " ".join(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> tuple[str, ...] | None:
        """Read the words."""
        return None if value is None else tuple(value.split())
