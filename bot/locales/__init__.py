"""The catalogues of the interface, a folder a language, and `gather`, which brings them up to date."""
