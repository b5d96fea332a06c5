"""Languages: which one a text is in, where its sentences end, and the terms it is found by."""
