"""What engines complain of, and what to do about it."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

_SQLITE: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_PERM: "Let the user who runs me write to it and to its folder.",
    sqlite3.SQLITE_BUSY: "Another program keeps it locked: end that one, or wait for it.",
    sqlite3.SQLITE_LOCKED: "Another program keeps it locked: end that one, or wait for it.",
    sqlite3.SQLITE_READONLY: "Let the user who runs me write to it and to its folder.",
    sqlite3.SQLITE_IOERR: "Look after its disk: it may be full, or failing.",
    sqlite3.SQLITE_CORRUPT: "It is damaged: stop me, and bring the last backup back.",
    sqlite3.SQLITE_FULL: "Free some space on its disk.",
    sqlite3.SQLITE_CANTOPEN: "Check its folder's rights, or set DATABASE_URL.",
    sqlite3.SQLITE_NOTADB: "It is damaged: stop me, and bring the last backup back.",
}
"""What of SQLite's complaints is not our statement's fault: https://www.sqlite.org/rescode.html."""
_PRIMARY: Final = 0xFF
_POSTGRESQL: Final[Mapping[str, str]] = {
    "08": "Check that it runs, and DATABASE_URL.",
    "25006": "It takes no changes: name the server in DATABASE_URL that does.",
    "28": "Check the user and the password in DATABASE_URL.",
    "3D": "Make it, or name another in DATABASE_URL.",
    "53": "Its server has run out of something: look after its disk, its memory and its number of connections.",
    "53100": "Free some space on the disk of its server.",
    "57": "Check that it runs, and DATABASE_URL.",
    "58": "Look after its disk: it may be failing.",
    "XX": "It is damaged: stop me, and bring the last backup back.",
}
"""The same of PostgreSQL's, by code or by class: https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def way_out(error: BaseException) -> str | None:
    """Say what to do where the database, or the way to it, failed; None where our own statement is at fault."""
    engines = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(engines, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & _PRIMARY)
    if not isinstance(error, DBAPIError):
        return _POSTGRESQL["08"] if isinstance(error, (OSError, PoolTimeoutError)) else None
    state = str(getattr(engines, "sqlstate", None) or "")
    if not state and error.connection_invalidated:
        state = "08"
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])


def in_its_words(error: BaseException) -> str:
    """Give the engine's own words for what is wrong, without the statement in which it happened."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
