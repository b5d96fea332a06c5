"""Feeds and the pages they name: fetched safely, parsed, brought in, remembered; `following` is the door to it."""
