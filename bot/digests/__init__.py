"""Digests and alerts: what chats wish for, when it is due, and how it reaches them once."""
