"""The pictures of a form: those of the page, without those in which there is nothing to draw. Pure.

A picture knows its title and its message in a sentence, which stands beside it; the table that follows gives
the same figures.
"""

from __future__ import annotations

from signalen.register.beelden import Beeldje, svg
from signalen.register.vormen.zetsel import Zetsel


def beelden(z: Zetsel) -> dict[str, Beeldje]:
    """Return every picture of an edition by name."""
    return {naam: beeldje for naam, beeldje in svg(z.inhoud).items() if beeldje.svg}
