"""Landelijk: published editions of several municipalities beside each other. Files in, files out; no
database.

`vorm` reads one edition, `wetten` finds the articles, `lijken` groups what looks alike, `rules` makes
proposals and says why, `oordeel` keeps what a person answered, `stapel` builds the picture, `blad` puts it
in words. These are pure. `inlezen`, `werkbank` (DuckDB), `uitvoer` and `stapelen` do the work with files.
"""
