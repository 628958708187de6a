"""What can be wrong with a database."""


class DatabaseError(Exception):
    """The database cannot be used; says what is wrong and what to do."""
