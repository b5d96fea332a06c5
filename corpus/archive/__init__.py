"""Articles kept: worked out once when they are brought in, stored with their sentences and terms, and let go when old."""
