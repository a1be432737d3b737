"""Kennis: handreikingen that say what the law already allows."""
