"""The words that a route may hold, and how each value is read: the grammar of the TOML files.

It only lists them; how a value is read stands in `waarden`, and nothing is ever run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.waarden import Vorm, getal, herinner, namen, tabel, tekst, vink, werkdagen, woorden

# ------------------------------------------------------------------ the shape of each table

ROUTE: Vorm = {
    "naam": tekst,
    "versie": getal,
    "titel": tekst,
    "soort": tekst,
    "begin": tekst,
    "plafond": werkdagen,
    "einde": woorden,
    "rust": woorden,
    "veld": tabel,
    "besluit": tabel,
    "stap": tabel,
}
VELD: Vorm = {
    "label": tekst,
    "soort": tekst,
    "hulp": tekst,
    "verplicht": vink,
    "aard": tekst,
    "voorvullen": tekst,
    "keuzes": woorden,
    "max_werkdagen": getal,
}
BESLUIT: Vorm = {
    "knop": tekst,
    "uitleg": tekst,
    "naar": tekst,
    "vraagt": namen,
    "naast": tekst,
    "eenmaal": tekst,
    "naar_bij": woorden,
    "brief": tekst,
}
UITKOMST: Vorm = {**BESLUIT, "besluit": tekst}
STAP: Vorm = {
    "titel": tekst,
    "uitleg": tekst,
    "rol": tekst,
    "termijn": werkdagen,
    "uitstel": werkdagen,
    "herinner": herinner,
    "bij_stilte": tekst,
    "stiltemerk": tekst,
    "hoger": tekst,
    "antwoordt": tekst,
    "overleg": tekst,
    "dag_noemen": werkdagen,
    "gehouden": tekst,
    "naast": vink,
    "besluiten": namen,
    "uitkomst": tabel,
}
MOET: Mapping[str, Mapping[str, Any]] = {
    "route": {"naam": "", "versie": 0, "titel": "", "begin": "", "einde": {}, "stap": {}},
    "veld": {"label": "", "soort": "tekst"},
    "uitkomst": {"knop": "", "naar": ""},
    "stap": {"titel": "", "rol": "", "termijn": 0, "bij_stilte": "blijft"},
}
