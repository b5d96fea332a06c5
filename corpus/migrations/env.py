"""What Alembic runs: the versions on the connection that `versions.migrate` hands over, inside its transaction."""

from alembic import context

attributes = context.config.attributes
context.configure(connection=attributes["connection"], version_table=attributes["version_table"])
context.run_migrations()
