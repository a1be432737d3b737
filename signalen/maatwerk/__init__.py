"""Maatwerk: a team decides together on a small amount for one situation, and looks back on it."""
