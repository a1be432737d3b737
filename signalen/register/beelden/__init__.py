"""The four pictures of an edition as SVG, each with its message in a sentence and its table. Pure.

The same SVG stands on the page and in print: presentation attributes only, no style and no script, so that it
passes a strict policy and typst. Knows no page and no edition row: `inhoud` goes in, `Beeldje` comes out.
What is not drawn (an old edition, an empty quarter) has a sentence instead of a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from signalen.register.beelden.beeldje import Beeldje
from signalen.register.beelden.gestapeld import gestapeld
from signalen.register.beelden.kaart import kaart
from signalen.register.beelden.stroom import stroom
from signalen.register.beelden.tijd import tijd

__all__ = ["Beeldje", "svg"]

MAKERS: Mapping[str, Callable[[Mapping[str, Any]], Beeldje]] = {
    "gestapeld": gestapeld,
    "tijd": tijd,
    "stroom": stroom,
    "kaart": kaart,
}


def svg(inhoud: Mapping[str, Any]) -> dict[str, Beeldje]:
    """Return every picture of an edition by name, in reading order; the same edition gives the same text."""
    return {naam: maak(inhoud) for naam, maak in MAKERS.items()}
