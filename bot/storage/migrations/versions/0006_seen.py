"""Which question of their practice a person saw last."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

revision = "0006"
down_revision = "0005"

INTEGER = sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def upgrade() -> None:
    """Add the column; of what is going on, the question before the place is taken for the one that was seen last."""
    op.add_column("sitting", sa.Column("seen", INTEGER, nullable=False, server_default=sa.text("0")))
    op.execute("UPDATE sitting SET seen = place - 1 WHERE place > 0")
