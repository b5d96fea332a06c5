"""From Telegram to us: updates are fetched or received, written down, worked off in order, and become what somebody said."""
