"""The versions of the chat's tables, run by `corpus.versions.migrate`."""

PACKAGES = ("corpus.migrations", "bot.migrations")
"""Whose versions make all tables of an installation."""
