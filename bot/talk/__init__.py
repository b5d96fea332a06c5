"""Understanding a message in the light of what was said before. Pure."""
