"""What Alembic runs: the caller gives the connection, see reader.notes.migrations.upgrade."""

from alembic import context
from sqlmodel import SQLModel

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    # SQLite can roll back changes of tables: a migration that fails leaves the file as it was.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
