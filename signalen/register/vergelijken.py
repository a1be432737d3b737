"""This edition beside those before it: what moved, what did not, and figures of at most eight quarters. Pure.

Reads frozen editions only and never counts an old quarter again: what was printed then, stays what it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from signalen.register.bron import Vorige
from signalen.register.lagen import STANDEN
from signalen.register.rules import Kwartaal

KWARTALEN = 8
OPEN = frozenset({"lopend", "besloten", "geparkeerd", "proef"})


def verwijzing(vroeger: Sequence[Vorige]) -> dict[str, str] | None:
    """Return quarter and fingerprints of the edition before: replacing an old one shows in the next."""
    if not vroeger:
        return None
    oud = vroeger[-1]
    return {"kwartaal": oud.kwartaal, "vingerafdruk": oud.vingerafdruk, "controlegetal": oud.controlegetal}


def per_kwartaal(
    delen: Mapping[str, Any], regels: int, kwartaal: Kwartaal, vroeger: Sequence[Vorige]
) -> list[dict[str, Any]]:
    """Return promises, silences and lines per quarter, oldest first; `vroeger` holds frozen editions."""
    oud = [_cijfers(v.kwartaal, v.inhoud, v.aantal) for v in vroeger[-(KWARTALEN - 1) :]]
    return [*oud, _cijfers(kwartaal.code, delen, regels)]


def _cijfers(code: str, inhoud: Mapping[str, Any], regels: int) -> dict[str, Any]:
    lagen = inhoud.get("afspraken_per_laag", [])
    standen = {stand: sum(laag.get(stand, 0) for laag in lagen) for stand in STANDEN if stand != "vervallen"}
    stil = sum(laag["aantal"] for laag in inhoud.get("stil_per_laag", []))
    return {"kwartaal": code, **standen, "stil": stil, "knelpunten": regels}


def vergelijking(
    regels: Iterable[Mapping[str, Any]], ingehouden: Iterable[Mapping[str, Any]], vroeger: Sequence[Vorige]
) -> dict[str, Any]:
    """Return what is new, went on, stood still or was closed since the edition before.

    A knelpunt in which nothing happened has no line; when it was open in the edition before, or stood still
    there, it stands still here too. What is withheld now is named nowhere.
    """
    if not vroeger:
        return {"met": None, "nieuw": [], "verder": [], "stil": [], "klaar": []}
    oud = vroeger[-1]
    uit: dict[str, list[dict[str, Any]]] = {"nieuw": [], "verder": [], "stil": [], "klaar": []}
    voor = {_sleutel(r): r for r in oud.regels}
    nu = {_sleutel(r): r for r in regels}
    for sleutel, regel in nu.items():
        soort, stuk = _soort(regel, voor.get(sleutel))
        if soort:
            uit[soort].append(stuk)
    weg = {_sleutel(r) for r in ingehouden} | set(nu)
    uit["stil"] += _zonder_gebeurtenis(oud, weg)
    return {"met": oud.kwartaal, **{naam: sorted(rij, key=_sleutel) for naam, rij in uit.items()}}


def _sleutel(regel: Mapping[str, Any]) -> tuple[int, int]:
    return regel["nummer"], regel["ronde"]


def _wie(regel: Mapping[str, Any]) -> dict[str, Any]:
    return {naam: regel[naam] for naam in ("nummer", "ronde", "titel")}


def _soort(nu: Mapping[str, Any], voor: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    if voor is None:
        return "nieuw", _wie(nu)
    if nu["stand"] == "gesloten":
        return ("klaar" if voor["stand"] != "gesloten" else ""), _wie(nu)
    if (nu["stand"], nu["laag"]) == (voor["stand"], voor["laag"]):
        return "stil", _wie(nu)
    return "verder", {**_wie(nu), "van": voor["laag"], "naar": nu["laag"]}


def _zonder_gebeurtenis(oud: Vorige, weg: Collection[tuple[int, int]]) -> list[dict[str, Any]]:
    open_ = [_wie(r) for r in oud.regels if r["stand"] in OPEN]
    al_stil = [_wie(r) for r in oud.inhoud.get("vergelijking", {}).get("stil", ())]
    per_sleutel = {_sleutel(r): r for r in (*al_stil, *open_)}
    return [stuk for sleutel, stuk in per_sleutel.items() if sleutel not in weg]
