"""Medians of the register, always with their n: no figure of an official layer points at a few people. Pure.

Which small official layers count together stands in `register.rules.samengevoegd`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

AMBTELIJK_VANAF = 5
"""Of an official layer there is no median over fewer values."""


@dataclass(frozen=True)
class Mediaan:
    """The value in the middle with how many there were; `waarde` is None where it may not be said."""

    n: int
    waarde: float | None


def mediaan_met_n(waarden: Sequence[float], ambtelijk: bool) -> Mediaan:
    """Return the median and its n. Exact for bestuur; for an official layer there is none under five values.

    A median of four values of a small layer is nearly what one person did; of the college and the raad it
    may be said, because they answer in public.
    """
    n = len(waarden)
    if not n or (ambtelijk and n < AMBTELIJK_VANAF):
        return Mediaan(n, None)
    return Mediaan(n, float(median(waarden)))
