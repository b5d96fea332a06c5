"""The sources that a question names, under all names that people have for them; `reading` is the door to it."""
