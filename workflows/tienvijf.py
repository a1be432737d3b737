"""The 10-5 rule for what counts signalen, melders or requests of colleagues (SAFETY rules 26 and 29). Pure.

Decides about one figure, for every page and form alike. What can be derived from several figures together is
for `signalen.register.cijfers.poort`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

STAP = 5
"""Figures are rounded to the nearest multiple of this."""

LAAGST = {"drempel": 10, "anoniem": 10, "jaar": 30}
"""What each threshold is when nobody raised it."""

PATROON_MELDERS = 3
PATROON_TEAMS = 2


class TeLaag(ValueError):
    """A threshold below what SAFETY rule 29 allows; the message is a Dutch sentence for who sets it."""


@dataclass(frozen=True)
class Grenzen:
    """The thresholds: raised by configuration, never lowered (SAFETY rule 29).

    `drempel`: below it a figure is not said. `anoniem`: so many melders stand behind a figure that is said.
    `jaar`: below so many knelpunten a year there are no tables on signalen.
    """

    drempel: int = LAAGST["drempel"]
    anoniem: int = LAAGST["anoniem"]
    jaar: int = LAAGST["jaar"]

    def __post_init__(self) -> None:
        """Refuse a lower threshold. Raises TeLaag."""
        for naam, waarde in asdict(self).items():
            if waarde < LAAGST[naam]:
                raise TeLaag(f"De grens '{naam}' mag hoger zijn dan {LAAGST[naam]}, maar nooit lager.")
        if self.drempel % STAP:
            raise TeLaag("De grens 'drempel' is een veelvoud van 5: 10, 15, 20.")


def toon(aantal: int, grenzen: Grenzen) -> str:
    """Return a count as it is shown: `<10` (zero too), else the nearest multiple of five.

    A whole number never lies halfway between two multiples of five, so there are no halves to decide: 12
    becomes 10 and 13 becomes 15. A total goes through here with its own true count and is never a sum of
    what is shown. Raises ValueError for a negative count.
    """
    gerond = _gerond(aantal, grenzen)
    return f"<{grenzen.drempel}" if gerond is None else str(gerond)


def in_woorden(aantal: int, grenzen: Grenzen) -> str:
    """Return the same count in words: `minder dan 10`, `ongeveer 15`. Raises ValueError as `toon` does."""
    gerond = _gerond(aantal, grenzen)
    return f"minder dan {grenzen.drempel}" if gerond is None else f"ongeveer {gerond}"


def _gerond(aantal: int, grenzen: Grenzen) -> int | None:
    """Return the nearest multiple of five, or None below the threshold."""
    if aantal < 0:
        raise ValueError("Een aantal is nul of meer.")
    return None if aantal < grenzen.drempel else (aantal + STAP // 2) // STAP * STAP


def waarden(getoond: str, drempel: int) -> tuple[int, int]:
    """Return the lowest and highest count behind a shown figure; `drempel` is that of its edition."""
    if not re.fullmatch(r"<?\d+", getoond):
        raise ValueError(f"'{getoond}' is geen getoond aantal.")
    if getoond.startswith("<"):
        return 0, int(getoond[1:]) - 1
    midden = int(getoond)
    return max(midden - STAP // 2, drempel), midden + STAP // 2


def genoeg_melders(aantal: int, melders: int, grenzen: Grenzen) -> bool:
    """Say whether the anonymity set is large enough: a figure that is said comes from ten melders or more.

    What is shown as `<10` says nothing of anybody and needs no set.
    """
    return aantal < grenzen.drempel or melders >= grenzen.anoniem


def patroon_mag(melders: Collection[str], teams: Collection[str], toestemming: bool = False) -> bool:
    """Say whether a pattern may be told: three melders in two teams, or with everyone's consent."""
    return toestemming or (len(set(melders)) >= PATROON_MELDERS and len(set(teams)) >= PATROON_TEAMS)
