"""What went from a knelpunt to the raad, the Rijk or a partner, as the events tell it. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from signalen.register.bron import Feit, Zaak, iso
from workflows.definition import BESLUITER

RAAD_ROL = "griffier"
"""A step where the griffier acts is the raad: the griffier records what the raad decides."""


def doorgezet(zaak: Zaak) -> list[dict[str, Any]]:
    """Return what went to the raad, the Rijk or a partner: to whom, when, when it was sent, the answer."""
    uit: list[dict[str, Any]] = []
    for feit in zaak.feiten:
        if feit.soort == "uitkomst":
            _naar_raad(zaak, feit, uit)
            _van_raad(zaak, feit, uit)
            _naar_buiten(zaak, feit, uit)
        elif feit.soort == "naast_uitkomst":
            _vervolg(zaak, feit, uit)
    return uit


def _stuk(soort: str, aan: str, dag: date, verstuurd: date | None = None) -> dict[str, Any]:
    basis = {"soort": soort, "aan": aan, "datum": iso(dag), "verstuurd": iso(verstuurd)}
    return {**basis, "antwoord": "", "antwoord_op": None}


def _is_raad(zaak: Zaak, stap: str) -> bool:
    return stap in zaak.route.stappen and zaak.route.stap(stap).rol == RAAD_ROL


def _naar_raad(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    naar, van = feit.inhoud.get("naar", ""), feit.inhoud.get("stap", "")
    if _is_raad(zaak, naar) and naar != van:
        uit.append(_stuk("raad", "de raad", feit.dag, feit.dag))
    if _is_raad(zaak, feit.inhoud.get("naast", "")):
        uit.append(_stuk("raadsbrief", "de raad, met een brief", feit.dag))


def _van_raad(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    if _is_raad(zaak, feit.inhoud["stap"]):
        _zet(uit, "raad", antwoord=knop(zaak, feit), antwoord_op=iso(feit.dag))


def _naar_buiten(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    if feit.inhoud.get("besluit") == "doorgeven":
        ruw = feit.inhoud.get("velden", {}).get("naar_wie", "")
        keuzes = dict(zaak.route.velden["naar_wie"].keuzes) if "naar_wie" in zaak.route.velden else {}
        uit.append(_stuk("buiten", keuzes.get(ruw, ruw) or "een ander", feit.dag))


def _vervolg(zaak: Zaak, feit: Feit, uit: list[dict[str, Any]]) -> None:
    """What came of it beside the route: the letter went out, or the other one answered."""
    if _is_raad(zaak, feit.inhoud["stap"]):
        _zet(uit, "raadsbrief", verstuurd=iso(feit.dag))
        return
    buiten = [stuk for stuk in uit if stuk["soort"] == "buiten"]
    if not buiten or zaak.route.stap(feit.inhoud["stap"]).rol != BESLUITER:
        return
    if feit.inhoud["naar"] in zaak.route.einden:
        woord = zaak.teksten.get(feit.inhoud.get("velden", {}).get("stand", ""), "") or knop(zaak, feit)
        _zet(uit, "buiten", antwoord=woord, antwoord_op=iso(feit.dag))
    elif buiten[-1]["verstuurd"] is None:
        _zet(uit, "buiten", verstuurd=iso(feit.dag))


def _zet(uit: list[dict[str, Any]], soort: str, **waarden: Any) -> None:
    for stuk in reversed(uit):
        if stuk["soort"] == soort:
            stuk.update(waarden)
            return


def knop(zaak: Zaak, feit: Feit) -> str:
    """Return the words of the button behind an act."""
    keuze = zaak.route.stap(feit.inhoud["stap"]).uitkomsten.get(feit.inhoud["uitkomst"])
    return keuze.knop if keuze else ""
