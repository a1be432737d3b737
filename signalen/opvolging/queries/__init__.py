"""Reading what came of it: promises, the melder's page and the work list. Queries return records, never
change rows.
"""
