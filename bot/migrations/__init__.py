"""The versions of the chat's tables, run by `corpus.database.migrate`."""
