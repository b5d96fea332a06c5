"""Expressions of time in a question: words, shapes and readings; `mentions` is the door to it."""
