"""Berichten: the outbox, the letters themselves, and one neutral mail that tells nothing."""
