"""What differs between two versions of a method, as sentences for who decides about the newer one. Pure.

Every part of a method that somebody can see or notice is compared; a test holds that none is left out. It
judges nothing and adopts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.definition import Gespreksstap, Gespreksveld, Methode
from workflows.methode_render import SOORTWOORDEN, SPREKERWOORDEN

VELDWOORDEN = {
    "tekst": "één regel",
    "lang": "een stuk tekst",
    "keuze": "een keuze",
    "bedrag": "een bedrag",
    "vink": "een vinkje",
}


@dataclass(frozen=True)
class Vergelijking:
    """One sentence that says how it stands, and what differs in detail."""

    zin: str
    verschillen: tuple[str, ...] = ()


def vergelijk(oud: Methode | None, nieuw: Methode) -> Vergelijking:
    """Compare a version with the one before it; None says that there is none."""
    if oud is None:
        return Vergelijking("Dit is de eerste versie van deze methode. Er is niets om mee te vergelijken.")
    gevonden = verschillen(oud, nieuw)
    if not gevonden:
        return Vergelijking(f"Er verandert niets: versie {nieuw.versie} is gelijk aan versie {oud.versie}.")
    return Vergelijking(f"Dit verandert van versie {oud.versie} naar versie {nieuw.versie}.", gevonden)


def verschillen(oud: Methode, nieuw: Methode) -> tuple[str, ...]:
    """Return what is different: first of the whole method, then per step in the order of the newer one."""
    voor = {stap.naam: stap for stap in oud.stappen}
    na = {stap.naam: stap for stap in nieuw.stappen}
    uit = list(_geheel(oud, nieuw))
    for stap in nieuw.stappen:
        uit += _stap(voor[stap.naam], stap) if stap.naam in voor else [_erbij(stap)]
    uit += [f"De stap ‘{stap.titel}’ is weg." for stap in oud.stappen if stap.naam not in na]
    return (*uit, *_volgorde(oud, nieuw), *_uitleg(oud, nieuw))


def _geheel(oud: Methode, nieuw: Methode) -> Iterator[str]:
    yield from _anders("Naam", oud.titel, nieuw.titel)
    yield from _anders("Waarvoor", SOORTWOORDEN[oud.soort], SOORTWOORDEN[nieuw.soort])
    yield from _anders("Het hele gesprek", _minuten(oud.minuten), _minuten(nieuw.minuten))
    yield from _anders("Met hoeveel mensen", _mensen(oud), _mensen(nieuw))
    if oud.besluit != nieuw.besluit:
        kan = "kan nu iets worden" if nieuw.besluit else "wordt niets meer"
        yield f"In dit gesprek {kan} besloten of geadviseerd."
    yield from _anders("Hoeveel collega's akkoord moeten zijn", str(oud.akkoord_min), str(nieuw.akkoord_min))
    maanden = (str(oud.terugkijken_maanden), str(nieuw.terugkijken_maanden))
    yield from _anders("Na hoeveel maanden wordt teruggekeken", *maanden)


def _mensen(methode: Methode) -> str:
    return f"{methode.deelnemers_min} tot en met {methode.deelnemers_max}"


def _minuten(aantal: int) -> str:
    return "1 minuut" if aantal == 1 else f"{aantal} minuten"


def _anders(wat: str, eerst: str, nu: str) -> Iterator[str]:
    if eerst != nu:
        yield f"{wat}: eerst {eerst or 'niets'}, nu {nu or 'niets'}."


def _erbij(stap: Gespreksstap) -> str:
    wie, schrijft = SPREKERWOORDEN[stap.spreekt], ", ".join(f"‘{v.label}’" for v in stap.velden) or "niets"
    alleen = " Ieder schrijft alleen." if stap.individueel else ""
    return (
        f"De stap ‘{stap.titel}’ is nieuw: {_minuten(stap.minuten)}. Wie spreekt: {wie}. "
        f"Opgeschreven wordt: {schrijft}.{alleen}"
    )


def _stap(oud: Gespreksstap, nieuw: Gespreksstap) -> Iterator[str]:
    bij = f"‘{nieuw.titel}’"
    if oud.titel != nieuw.titel:
        yield f"De stap ‘{oud.titel}’ heet nu {bij}."
    yield from _anders(bij, _minuten(oud.minuten), _minuten(nieuw.minuten))
    yield from _anders(f"{bij}, wie spreekt", SPREKERWOORDEN[oud.spreekt], SPREKERWOORDEN[nieuw.spreekt])
    yield from _anders(f"{bij}, wat je vraagt", f"‘{oud.vraag}’", f"‘{nieuw.vraag}’")
    yield from _merken(bij, oud, nieuw)
    yield from _velden(bij, oud, nieuw)


def _merken(bij: str, oud: Gespreksstap, nieuw: Gespreksstap) -> Iterator[str]:
    if oud.individueel != nieuw.individueel:
        yield f"{bij}: " + (
            "ieder schrijft nu alleen; de antwoorden blijven dicht tot iedereen klaar is."
            if nieuw.individueel
            else "ieder schreef alleen, nu schrijft één iemand en ziet iedereen het meteen."
        )
    if oud.inbrenger_luistert != nieuw.inbrenger_luistert:
        wat = "luistert nu alleen" if nieuw.inbrenger_luistert else "mag nu meepraten"
        yield f"{bij}: de inbrenger {wat}."
    if oud.tegenspraak != nieuw.tegenspraak:
        yield f"{bij}: de tegenspreker begint {'nu' if nieuw.tegenspraak else 'niet meer'}."


def _velden(bij: str, oud: Gespreksstap, nieuw: Gespreksstap) -> Iterator[str]:
    voor, na = ({veld.naam: veld for veld in stap.velden} for stap in (oud, nieuw))
    for naam, veld in na.items():
        if naam in voor:
            yield from _veld(bij, voor[naam], veld)
        else:
            yield f"{bij}: er wordt ook opgeschreven ‘{veld.label}’ ({_hoe(veld)})."
    for naam, veld in voor.items():
        if naam not in na:
            yield f"{bij}: ‘{veld.label}’ wordt niet meer opgeschreven."
    if [n for n in voor if n in na] != [n for n in na if n in voor]:
        yield f"{bij}: wat wordt opgeschreven, staat in een andere volgorde."


def _veld(bij: str, oud: Gespreksveld, nieuw: Gespreksveld) -> Iterator[str]:
    wat = f"{bij}, ‘{nieuw.label}’"
    if oud.label != nieuw.label:
        yield f"{bij}: ‘{oud.label}’ heet nu ‘{nieuw.label}’."
    yield from _anders(wat, _hoe(oud), _hoe(nieuw))
    yield from _anders(f"{wat}, waaruit je kiest", _keuzes(oud), _keuzes(nieuw))
    if oud.hulp != nieuw.hulp:
        yield f"{wat}: de hulp erbij is anders."
    if oud.oogst != nieuw.oogst:
        yield f"{wat}: kan {'nu' if nieuw.oogst else 'niet meer'} in het deel dat de kamer uit mag."
    if oud.besluit != nieuw.besluit:
        yield f"{wat}: is {'nu' if nieuw.besluit else 'niet meer'} een keuze, besluit, advies of actie."


def _hoe(veld: Gespreksveld) -> str:
    return f"{VELDWOORDEN[veld.soort]}, {veld.aard}"


def _keuzes(veld: Gespreksveld) -> str:
    return ", ".join(f"‘{label}’" for _, label in veld.keuzes)


def _volgorde(oud: Methode, nieuw: Methode) -> Iterator[str]:
    """What stays may stand in another order; where steps came or went says the list of steps itself."""
    voor, na = [s.naam for s in oud.stappen], [s.naam for s in nieuw.stappen]
    if [n for n in voor if n in na] != [n for n in na if n in voor]:
        yield f"De stappen komen in een andere volgorde: {', '.join(f'‘{s.titel}’' for s in nieuw.stappen)}."


def _uitleg(oud: Methode, nieuw: Methode) -> Iterator[str]:
    if oud.kern != nieuw.kern:
        yield f"De zin bovenaan is anders. Nu: ‘{nieuw.kern}’"
    if dict(oud.past_bij) != dict(nieuw.past_bij):
        yield "Wanneer deze methode wordt voorgesteld, is anders."
    if oud.bron != nieuw.bron:
        yield f"Waar de methode vandaan komt, is anders beschreven. Nu: ‘{nieuw.bron}’"
    if oud.uitleg.strip() != nieuw.uitleg.strip():
        yield "De uitleg waarom elke stap er is, is anders."
