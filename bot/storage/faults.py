"""What can be wrong with a database, or with a copy of one."""


class DatabaseError(Exception):
    """The database cannot be used; says what is wrong and what to do."""


class DamagedError(Exception):
    """A copy of a database cannot be trusted; says what is wrong and what to do."""


class UpgradedError(Exception):
    """A database was to be copied as it is in one version, and another process has just upgraded it."""
