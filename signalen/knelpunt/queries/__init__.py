"""Reading knelpunten: the story, the signaal page, the work list and the act. Queries return records, never
change rows.
"""
