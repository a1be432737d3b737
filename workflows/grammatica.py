"""The words that a route may hold, and how each value is read: the grammar of the TOML files.

Every reader returns the value or raises ValueError with the remedy. No value is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

# ------------------------------------------------------------------ one value


def _tekst(waarde: Any) -> str:
    if not isinstance(waarde, str) or not waarde.strip():
        raise ValueError("zet er tekst tussen aanhalingstekens")
    return waarde


def _getal(waarde: Any) -> int:
    if not isinstance(waarde, int) or isinstance(waarde, bool) or not 1 <= waarde <= 9999:
        raise ValueError("schrijf een getal van 1 tot en met 9999, zonder aanhalingstekens")
    return waarde


def _vink(waarde: Any) -> bool:
    if not isinstance(waarde, bool):
        raise ValueError("schrijf true of false")
    return waarde


def _namen(waarde: Any) -> tuple[str, ...]:
    if not isinstance(waarde, list) or not all(isinstance(w, str) and w for w in waarde):
        raise ValueError('schrijf een lijst, zoals ["samenvatting"]')
    return tuple(waarde)


def _woorden(waarde: Any) -> dict[str, str]:
    if not isinstance(waarde, dict) or not all(isinstance(w, str) and w for w in waarde.values()):
        raise ValueError('schrijf paren, zoals { ja = "Ja" }')
    return waarde


def _tabel(waarde: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(waarde, dict) or not all(isinstance(w, dict) for w in waarde.values()):
        raise ValueError("maak hier een tabel van, met een naam erachter")
    return waarde


def _werkdagen(waarde: Any) -> int:
    treffer = re.fullmatch(r"([1-9]\d{0,3}) werkdag(en)?", waarde) if isinstance(waarde, str) else None
    if not treffer:
        raise ValueError('schrijf het aantal met de eenheid, zoals "5 werkdagen"')
    return int(treffer[1])


def _herinner(waarde: Any) -> tuple[int, ...]:
    return tuple(_herinnering(regel) for regel in _namen(waarde))


def _herinnering(regel: str) -> int:
    treffer = re.fullmatch(r"([1-9]\d?) werkdag(en)? ervoor", regel)
    if not treffer and regel != "op de dag zelf":
        raise ValueError('schrijf "2 werkdagen ervoor" of "op de dag zelf"')
    return int(treffer[1]) if treffer else 0


# ------------------------------------------------------------------ the shape of each table

Vorm = Mapping[str, Callable[[Any], Any]]

ROUTE: Vorm = {
    "naam": _tekst,
    "versie": _getal,
    "titel": _tekst,
    "soort": _tekst,
    "begin": _tekst,
    "plafond": _werkdagen,
    "einde": _woorden,
    "rust": _woorden,
    "veld": _tabel,
    "besluit": _tabel,
    "stap": _tabel,
}
VELD: Vorm = {
    "label": _tekst,
    "soort": _tekst,
    "hulp": _tekst,
    "verplicht": _vink,
    "aard": _tekst,
    "voorvullen": _tekst,
    "keuzes": _woorden,
    "max_werkdagen": _getal,
}
BESLUIT: Vorm = {
    "knop": _tekst,
    "uitleg": _tekst,
    "naar": _tekst,
    "vraagt": _namen,
    "naast": _tekst,
    "eenmaal": _tekst,
    "naar_bij": _woorden,
    "brief": _tekst,
}
UITKOMST: Vorm = {**BESLUIT, "besluit": _tekst}
STAP: Vorm = {
    "titel": _tekst,
    "uitleg": _tekst,
    "rol": _tekst,
    "termijn": _werkdagen,
    "uitstel": _werkdagen,
    "herinner": _herinner,
    "bij_stilte": _tekst,
    "stiltemerk": _tekst,
    "hoger": _tekst,
    "antwoordt": _tekst,
    "overleg": _tekst,
    "dag_noemen": _werkdagen,
    "gehouden": _tekst,
    "naast": _vink,
    "besluiten": _namen,
    "uitkomst": _tabel,
}
MOET: Mapping[str, Mapping[str, Any]] = {
    "route": {"naam": "", "versie": 0, "titel": "", "begin": "", "einde": {}, "stap": {}},
    "veld": {"label": "", "soort": "tekst"},
    "uitkomst": {"knop": "", "naar": ""},
    "stap": {"titel": "", "rol": "", "termijn": 0, "bij_stilte": "blijft"},
}
