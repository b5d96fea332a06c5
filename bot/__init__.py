"""The chat around the corpus: what a person said, what the bot replies, and the edges to Telegram and the terminal."""
