"""The example municipality Voorbeeldstad, with invented people, built by calling operations with a moved
clock.
"""
