"""The steps between versions, and how Alembic runs them."""
