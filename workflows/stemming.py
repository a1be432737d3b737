"""A secret vote about one agenda item: which choices, when it closes by itself, and what the sum may tell.

Pure, like the rest of this folder. Knows no voter: ballots come in as bare choices. Storing and keeping who
voted apart from what was voted is done in signalen.overleg. Source: SAFETY rules 3, 18 and 25, asset level
P3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

STANDAARD = ("voor", "tegen", "onthouding")
HOOGSTENS = 5
MINSTENS = 2
LENGTE = 60
VERDELING_VANAF = 3
"""With fewer ballots the split would tell who voted what, so only their number is shown."""


@dataclass(frozen=True)
class Uitslag:
    """What may be told after closing: how many ballots, and the split per choice when there are enough."""

    stemmen: int
    verdeling: tuple[tuple[str, int], ...]


def lees_keuzes(ruw: str) -> tuple[str, ...]:
    """Read choices, one a line; nothing is voor, tegen and onthouding. Raises ValueError with a sentence."""
    keuzes = tuple(" ".join(regel.split()) for regel in ruw.splitlines() if regel.strip())
    if not keuzes:
        return STANDAARD
    if not MINSTENS <= len(keuzes) <= HOOGSTENS:
        raise ValueError(f"Noem {MINSTENS} tot {HOOGSTENS} keuzes, elk op een eigen regel.")
    if len({keuze.casefold() for keuze in keuzes}) < len(keuzes):
        raise ValueError("Twee keuzes zijn hetzelfde. Maak ze verschillend.")
    if any(len(keuze) > LENGTE for keuze in keuzes):
        raise ValueError(f"Een keuze is te lang. Kort hem in tot {LENGTE} tekens.")
    return keuzes


def is_compleet(gestemd: int, stemmers: int) -> bool:
    """Say whether everyone who may vote has done so, so that the vote closes by itself."""
    return 0 < stemmers <= gestemd


def uitslag(keuzes: Sequence[str], briefjes: Sequence[str]) -> Uitslag:
    """Return the sum of a closed vote, in the order of the choices; no split below three ballots."""
    telling = Counter(briefjes)
    genoeg = len(briefjes) >= VERDELING_VANAF
    return Uitslag(len(briefjes), tuple((keuze, telling[keuze]) for keuze in keuzes) if genoeg else ())
