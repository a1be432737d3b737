"""What was seen around the tables of a story: the series, the method, sealed cards, harvests, and the search.

Holds only; it is filled by `overleggen`, `gesprek`, `nazorg` and `speuren`, and judged by `kamerbeloften`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field

from signalen.story.gang import Gang
from signalen.story.kamertekst import Kamertaal

STOELEN = 8


@dataclass(eq=False)
class Zitting:
    """One conversation by method. The lists hold one yes or no per look."""

    soort: str
    methode: str
    overleg_id: uuid.UUID
    gang: Gang
    kaarten: int = 0
    notities: int = 0
    dicht: list[bool] = field(default_factory=list)
    open: list[bool] = field(default_factory=list)
    meegelezen: list[bool] = field(default_factory=list)
    oogst: list[bool] = field(default_factory=list)

    @property
    def pad(self) -> str:
        """The page of the overleg."""
        return f"/overleg/{self.overleg_id}"


@dataclass
class Zoektocht:
    """One search for closed words: what was read, where one stood that should not, and in which of the tables
    of a conversation they stood.
    """

    gelezen: Counter[str] = field(default_factory=Counter)
    treffers: list[str] = field(default_factory=list)
    in_de_kamer: frozenset[str] = frozenset()

    @property
    def in_woorden(self) -> str:
        """What was read, counted per kind of source."""
        return ", ".join(f"{aantal} {soort}" for soort, aantal in self.gelezen.items())


@dataclass
class Tafel:
    """Everything that was seen around the tables."""

    taal: Kamertaal
    zittingen: list[Zitting] = field(default_factory=list)
    reeks: list[bool] = field(default_factory=list)
    methode: list[bool] = field(default_factory=list)
    voorbereid: list[bool] = field(default_factory=list)
    leerpunt: list[bool] = field(default_factory=list)
    feed: str = ""
    zoektochten: list[Zoektocht] = field(default_factory=list)
