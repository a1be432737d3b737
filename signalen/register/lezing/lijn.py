"""What a bestuurder did with a knelpunt, as it stands in the line of the next edition. Pure.

Made from the events of the chain, so that what an edition says can be verified with the chain. The words are
a public act of a bestuurder; who melders are is in none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from signalen.register.bron import Feit, Zaak
from signalen.register.lezing.rules import SOORTEN

DAAD = {f"bestuur_{soort}": soort for soort in SOORTEN}
BEANTWOORD, STIL = "bestuur_antwoord_op_vraag", "bestuur_stil"
VERLOOP = {
    "bestuur_antwoord": "De wethouder reageerde op het register",
    "bestuur_vraag": "De wethouder stelde een vraag",
    "bestuur_datum": "De wethouder beloofde iets, met een dag",
    BEANTWOORD: "De vraag van de wethouder is beantwoord",
}
"""Events that stand in the story of a line. That it was read stands in `bestuur` only: nothing happened."""


def bestuur(zaak: Zaak) -> list[dict[str, Any]]:
    """Return each act with its words, the answer and how often it stayed silent, oldest first."""
    uit: dict[str, dict[str, Any]] = {}
    for feit in zaak.feiten:
        if feit.soort in DAAD:
            uit[feit.inhoud["reactie"]] = _daad(zaak, feit)
        elif feit.soort == BEANTWOORD and feit.inhoud["vraag"] in uit:
            antwoord = {"antwoord": _woorden(zaak, feit), "antwoord_op": feit.dag.isoformat()}
            uit[feit.inhoud["vraag"]].update(antwoord)
        elif feit.soort == STIL and feit.inhoud["vraag"] in uit:
            uit[feit.inhoud["vraag"]]["stil"] += 1
    return list(uit.values())


def _daad(zaak: Zaak, feit: Feit) -> dict[str, Any]:
    basis = {"soort": DAAD[feit.soort], "datum": feit.dag.isoformat(), "woorden": _woorden(zaak, feit)}
    return {**basis, "antwoord": "", "antwoord_op": None, "stil": 0}


def _woorden(zaak: Zaak, feit: Feit) -> str:
    return zaak.teksten.get(feit.inhoud.get("tekst", ""), "")


def digests(feit: Feit) -> Iterator[str]:
    """Yield the digest of the words of an act or an answer."""
    if (feit.soort in DAAD or feit.soort == BEANTWOORD) and feit.inhoud.get("tekst"):
        yield feit.inhoud["tekst"]
