"""Pure: what differs between two versions of a route, in words. Reads nothing and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from workflows import render
from workflows.definition import Route

NIEUW, WEG = "deze stap is nieuw", "deze stap is er niet meer"


@dataclass(frozen=True)
class Verschil:
    """One thing that another version does differently."""

    stap: str
    wat: str
    eerst: str
    nu: str


def vergelijk(oud: Route, nieuw: Route) -> list[Verschil]:
    """Return what changed from one version to another, in the order of the newer one."""
    voor = {rij.stap: _in_woorden(rij) for rij in render.tabel(oud)}
    na = {rij.stap: _in_woorden(rij) for rij in render.tabel(nieuw)}
    uit = [verschil for stap in na for verschil in _stap(nieuw.titel_van(stap), voor.get(stap), na[stap])]
    uit += [Verschil(oud.titel_van(stap), WEG, "", "") for stap in voor if stap not in na]
    if oud.plafond != nieuw.plafond:
        uit.append(Verschil("Hele route", "plafond in werkdagen", str(oud.plafond), str(nieuw.plafond)))
    return uit


def _in_woorden(rij: render.Rij) -> dict[str, str]:
    return {
        "wie": rij.rol,
        "werkdagen": str(rij.werkdagen),
        "uitstel": str(rij.uitstel or "nee"),
        "blijft het stil": rij.bij_stilte,
        "laag erboven": rij.hoger or "geen",
        "uitkomsten": "; ".join(f"{knop}: {naar}" for knop, naar in rij.uitkomsten),
    }


def _stap(titel: str, voor: dict[str, str] | None, na: dict[str, str]) -> list[Verschil]:
    if voor is None:
        return [Verschil(titel, NIEUW, "", "")]
    return [Verschil(titel, wat, voor[wat], na[wat]) for wat in na if voor[wat] != na[wat]]
