"""A soak: many people, an hour's use, and faults by chance."""
