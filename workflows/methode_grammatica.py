"""The words that a method and the intake may hold, and how each value is read: their grammar.

It only lists them; how a value is read stands in `waarden`, and nothing is ever run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.waarden import Vorm, getal, lijsten, tabel, tekst, vink, woorden

METHODE: Vorm = {
    "naam": tekst,
    "versie": getal,
    "titel": tekst,
    "soort": tekst,
    "kern": tekst,
    "besluit": vink,
    "minuten": getal,
    "deelnemers_min": getal,
    "deelnemers_max": getal,
    "akkoord_min": getal,
    "terugkijken_maanden": getal,
    "past_bij": lijsten,
    "bron": tekst,
    "stap": tabel,
}
GESPREKSSTAP: Vorm = {
    "titel": tekst,
    "minuten": getal,
    "spreekt": tekst,
    "vraag": tekst,
    "individueel": vink,
    "inbrenger_luistert": vink,
    "tegenspraak": vink,
    "veld": tabel,
}
GESPREKSVELD: Vorm = {
    "label": tekst,
    "soort": tekst,
    "aard": tekst,
    "hulp": tekst,
    "keuzes": woorden,
    "oogst": vink,
    "besluit": vink,
}
INTAKE: Vorm = {"vraag": tabel}
INTAKEVRAAG: Vorm = {"label": tekst, "hulp": tekst, "gewicht": getal, "antwoord": tabel}
INTAKEANTWOORD: Vorm = {"label": tekst, "omdat": tekst}

MOET: Mapping[str, Mapping[str, Any]] = {
    "methode": {
        "naam": "",
        "versie": 0,
        "titel": "",
        "soort": "",
        "kern": "",
        "besluit": True,
        "minuten": 0,
        "deelnemers_min": 0,
        "deelnemers_max": 0,
        "bron": "",
        "stap": {},
    },
    "stap": {"titel": "", "minuten": 0, "spreekt": "", "vraag": ""},
    "veld": {"label": "", "soort": "lang", "aard": ""},
    "intake": {"vraag": {}},
    "vraag": {"label": "", "antwoord": {}},
    "antwoord": {"label": "", "omdat": ""},
}
