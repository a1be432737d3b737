"""The acts on a knelpunt, by who performs them: ontvangst and melders, handelen and tijd, ordenen, and the
clock.

`traject` turns what the engine decided into rows; nothing else writes events or terms.
"""
