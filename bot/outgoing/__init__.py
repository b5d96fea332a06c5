"""From us to Telegram: a reply becomes messages, sent within Telegram's limits and never silently lost."""
