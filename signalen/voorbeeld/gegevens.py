"""The thirty knelpunten of the example: real texts with their source, read and checked. Makes nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

BRON = Path(__file__).resolve().parents[2] / "tests" / "gegevens" / "knelpunten.json"


@dataclass(frozen=True)
class Gegeven:
    """One knelpunt as it was written down elsewhere, with its source."""

    titel: str
    omschrijving: str
    regeling: str
    domein: str
    oorzaak: str
    oplosniveau: str
    bron: str


@lru_cache(maxsize=1)
def knelpunten() -> tuple[Gegeven, ...]:
    """Return the thirty knelpunten in order. Raises TypeError when one lacks a field or has one too many."""
    return tuple(Gegeven(**rij) for rij in json.loads(BRON.read_text("utf-8")))


def knelpunt(item: int) -> Gegeven:
    """Return one knelpunt by its number, counted from 1."""
    return knelpunten()[item - 1]
