"""What a picture is to a page or a document: drawing, message, and the same numbers as a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Beeldje:
    """One picture. `svg` is empty when there is nothing to draw; `alt` then says that in a sentence.

    `koppen` and `rijen` are the table beside it, made of the values that were drawn: the mark in the drawing
    with `data-rij=r data-kolom=k` shows `rijen[r][k]`. `breed` asks for the whole width of a page.
    """

    naam: str
    titel: str
    alt: str
    svg: str = ""
    koppen: Sequence[str] = ()
    rijen: Sequence[Sequence[str]] = ()
    breed: bool = False
