"""Dated news articles and the sentences in them that answer a question; knows nothing of chats."""
