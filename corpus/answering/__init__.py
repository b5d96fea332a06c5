"""From a question to a briefing: which articles, which of their sentences, in what order, and whether to answer at all."""
