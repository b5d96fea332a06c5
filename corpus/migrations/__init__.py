"""The versions of the corpus's tables, and the environment in which the versions of every package run."""
