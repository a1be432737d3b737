"""Reads a route from TOML and its explanation, and refuses what is not right with file, key and remedy.

Only words, numbers and lists: a route holds no expressions, so nothing in it can run. The rules about what a
route must be stand in `keuring`; `methode_loader` reads the methods.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from workflows.definition import Route, Stap, Uitkomst, Veld
from workflows.fout import Fout, RouteFout, raad
from workflows.grammatica import BESLUIT, MOET, ROUTE, STAP, UITKOMST, VELD
from workflows.keuring import keur, keur_uitleg
from workflows.lezer import Lezer
from workflows.samenhang import BESLUITSOORTEN

__all__ = ["Fout", "RouteFout", "load_file", "load_route", "shipped"]

MAP = Path(__file__).parent / "opschaalroutes"


# ------------------------------------------------------------------ the records


def _veld(lezer: Lezer, naam: str, ruw: Mapping[str, Any]) -> Veld:
    waarden = lezer.tabel(f"veld.{naam}", ruw, VELD, MOET["veld"])
    keuzes = tuple(waarden.pop("keuzes", {}).items())
    return Veld(naam=naam, keuzes=keuzes, **waarden)


def _besluit(lezer: Lezer, naam: str, ruw: Mapping[str, Any]) -> Uitkomst:
    if naam not in BESLUITSOORTEN:
        lezer.fout(f"besluit.{naam}", f"`{naam}` is geen soort besluit", raad(naam, BESLUITSOORTEN))
    waarden = lezer.tabel(f"besluit.{naam}", ruw, BESLUIT, MOET["uitkomst"])
    return Uitkomst(naam=naam, besluit=naam, gedeeld=True, **waarden)


def _stap(lezer: Lezer, naam: str, ruw: Mapping[str, Any], besluiten: Mapping[str, Uitkomst]) -> Stap:
    waarden = lezer.tabel(f"stap.{naam}", ruw, STAP, MOET["stap"])
    eigen = waarden.pop("uitkomst", {})
    uitkomsten: list[Uitkomst] = []
    for soort in waarden.pop("besluiten", ()):
        if soort in besluiten:
            uitkomsten.append(besluiten[soort])
        else:
            lezer.fout(
                f"stap.{naam}.besluiten", f"het besluit `{soort}` bestaat niet", raad(soort, besluiten)
            )
    for sleutel, tabel in eigen.items():
        plek = f"stap.{naam}.uitkomst.{sleutel}"
        uitkomsten.append(Uitkomst(naam=sleutel, **lezer.tabel(plek, tabel, UITKOMST, MOET["uitkomst"])))
    _dubbel(lezer, naam, uitkomsten)
    return Stap(naam=naam, uitkomsten={u.naam: u for u in uitkomsten}, **waarden)


def _dubbel(lezer: Lezer, stap: str, uitkomsten: list[Uitkomst]) -> None:
    for wat, woorden in (("naam", [u.naam for u in uitkomsten]), ("knop", [u.knop for u in uitkomsten])):
        for woord in dict.fromkeys(w for w in woorden if woorden.count(w) > 1):
            lezer.fout(f"stap.{stap}", f"twee uitkomsten hebben de {wat} `{woord}`", "geef er een een andere")


def _route(lezer: Lezer, ruw: Mapping[str, Any], uitleg: str) -> Route:
    waarden = lezer.tabel("", ruw, ROUTE, MOET["route"])
    velden = {naam: _veld(lezer, naam, tabel) for naam, tabel in waarden.pop("veld", {}).items()}
    besluiten = {naam: _besluit(lezer, naam, tabel) for naam, tabel in waarden.pop("besluit", {}).items()}
    stappen = {naam: _stap(lezer, naam, tabel, besluiten) for naam, tabel in waarden.pop("stap").items()}
    einden = waarden.pop("einde")
    return Route(stappen=stappen, velden=velden, einden=einden, uitleg=uitleg, **waarden)


# ------------------------------------------------------------------ the doors


def load_route(
    tekst: str,
    uitleg: str | None = None,
    *,
    bestand: str = "route.toml",
    brieven: Collection[str] | None = None,
) -> Route:
    """Make a Route from TOML text. Raises RouteFout with every fault.

    `uitleg` is the Markdown beside it; None leaves it unread, when that was checked before.
    `brieven` are the names of the letters that exist; None leaves those unchecked.
    """
    lezer = Lezer(bestand, "een route", RouteFout)
    route = _route(lezer, lezer.toml(tekst), uitleg or "")
    gemeld = {fout.sleutel for fout in lezer.fouten}
    klachten = (klacht for klacht in dict.fromkeys(keur(route, brieven)) if klacht[0] not in gemeld)
    lezer.fouten.extend(Fout(bestand, *klacht) for klacht in klachten)
    if uitleg is not None:
        bij = str(Path(bestand).with_suffix(".md"))
        lezer.fouten.extend(Fout(bij, *klacht) for klacht in keur_uitleg(route.stappen, uitleg))
    lezer.klaar()
    return route


def load_file(pad: Path | str, brieven: Collection[str] | None = None) -> Route:
    """Make a Route from a .toml file and the .md beside it. Raises RouteFout; a missing .md is a fault."""
    pad = Path(pad)
    tekst, uitleg = Lezer(pad.name, "een route", RouteFout).bestanden(pad)
    return load_route(tekst, uitleg, bestand=pad.name, brieven=brieven)


def shipped() -> dict[str, Path]:
    """Return the routes that come with the app, as name-version: path. They are proposals to adopt."""
    return {pad.stem: pad for pad in sorted(MAP.glob("*.toml"))}
