"""How one value of a TOML file is read: routes and methods share these.

Every reader returns the value or raises ValueError with the remedy. No value is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Vorm = Mapping[str, Callable[[Any], Any]]
"""The words that a table may hold, each with how its value is read."""


def tekst(waarde: Any) -> str:
    """Return text that is not empty."""
    if not isinstance(waarde, str) or not waarde.strip():
        raise ValueError("zet er tekst tussen aanhalingstekens")
    return waarde


def getal(waarde: Any) -> int:
    """Return a whole number from 1 to 9999."""
    if not isinstance(waarde, int) or isinstance(waarde, bool) or not 1 <= waarde <= 9999:
        raise ValueError("schrijf een getal van 1 tot en met 9999, zonder aanhalingstekens")
    return waarde


def vink(waarde: Any) -> bool:
    """Return true or false."""
    if not isinstance(waarde, bool):
        raise ValueError("schrijf true of false")
    return waarde


def namen(waarde: Any) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(waarde, list) or not all(isinstance(w, str) and w for w in waarde):
        raise ValueError('schrijf een lijst, zoals ["samenvatting"]')
    return tuple(waarde)


def woorden(waarde: Any) -> dict[str, str]:
    """Return pairs of a name and words."""
    if not isinstance(waarde, dict) or not all(isinstance(w, str) and w for w in waarde.values()):
        raise ValueError('schrijf paren, zoals { ja = "Ja" }')
    return waarde


def lijsten(waarde: Any) -> dict[str, tuple[str, ...]]:
    """Return pairs of a name and a list of words."""
    if not isinstance(waarde, dict):
        raise ValueError('schrijf per vraag een lijst, zoals doel = ["kiezen"]')
    return {naam: namen(lijst) for naam, lijst in waarde.items()}


def tabel(waarde: Any) -> dict[str, dict[str, Any]]:
    """Return a table of tables, by name."""
    if not isinstance(waarde, dict) or not all(isinstance(w, dict) for w in waarde.values()):
        raise ValueError("maak hier een tabel van, met een naam erachter")
    return waarde


def werkdagen(waarde: Any) -> int:
    """Return a number of working days, written with its unit."""
    treffer = re.fullmatch(r"([1-9]\d{0,3}) werkdag(en)?", waarde) if isinstance(waarde, str) else None
    if not treffer:
        raise ValueError('schrijf het aantal met de eenheid, zoals "5 werkdagen"')
    return int(treffer[1])


def herinner(waarde: Any) -> tuple[int, ...]:
    """Return how many working days before the last day somebody is reminded."""
    return tuple(_herinnering(regel) for regel in namen(waarde))


def _herinnering(regel: str) -> int:
    treffer = re.fullmatch(r"([1-9]\d?) werkdag(en)? ervoor", regel)
    if not treffer and regel != "op de dag zelf":
        raise ValueError('schrijf "2 werkdagen ervoor" of "op de dag zelf"')
    return int(treffer[1]) if treffer else 0
