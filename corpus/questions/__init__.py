"""A question in a person's words, understood; `reading` is the door to it."""
