"""Measurements: how well the answers answer, how fast, and how the learned weights came to be."""
