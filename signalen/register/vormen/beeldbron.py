"""Where the pictures of a form come from: makers of drawings by name. Without any, tables stand alone. Pure.

A maker gets the front page of an edition. Its drawings know their title and their message in a sentence,
which stands beside the picture; the table that follows gives the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from signalen.register.vormen.zetsel import Zetsel


class Tekening(Protocol):
    """A picture: `svg` is empty when there is nothing to draw."""

    @property
    def titel(self) -> str:
        """What it is a picture of."""

    @property
    def alt(self) -> str:
        """Its message in a sentence."""

    @property
    def svg(self) -> str:
        """The drawing."""


Maker = Callable[[Mapping[str, Any]], Mapping[str, Tekening]]
MAKERS: Sequence[Maker] = ()
"""Every maker of pictures."""


def beelden(z: Zetsel) -> dict[str, Tekening]:
    """Return every picture of an edition by name, without those in which there was nothing to draw."""
    return {naam: tekening for maker in MAKERS for naam, tekening in maker(z.inhoud).items() if tekening.svg}
