"""A list of an edition in pages of thirty. Pure: which list it is, is chosen elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PER_PAGINA = 30


@dataclass(frozen=True)
class Blad:
    """One page of a list."""

    rijen: Sequence[Any]
    pagina: int
    paginas: int


def welk_blad(aantal: int, pagina: int) -> tuple[int, int]:
    """Return which page that is of a list of so many, and how many there are."""
    paginas = max(1, -(-aantal // PER_PAGINA))
    return min(max(1, pagina), paginas), paginas


def blad(rijen: Sequence[Any], pagina: int) -> Blad:
    """Return one page of a list; a page past the end is the last one."""
    nr, paginas = welk_blad(len(rijen), pagina)
    return Blad(rijen[(nr - 1) * PER_PAGINA : nr * PER_PAGINA], nr, paginas)
