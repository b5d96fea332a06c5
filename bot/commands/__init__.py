"""What the commands of the terminal do, beside running the bot."""
