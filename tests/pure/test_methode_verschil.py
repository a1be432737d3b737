"""Comparing two versions of a method: nothing that differs is kept silent, and it is said in plain words."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from workflows.definition import Gespreksstap, Gespreksveld, Methode
from workflows.methode_loader import load_file, shipped
from workflows.methode_verschil import vergelijk, verschillen

OUD = load_file(shipped()["dilemmamethode-1"])
STAP = OUD.stap("dilemma")
VELD = STAP.velden[0]
ANDERS: dict[str, Any] = {
    "titel": "Anders",
    "soort": "budget",
    "kern": "Iets anders.",
    "besluit": not OUD.besluit,
    "stappen": OUD.stappen[:-1],
    "deelnemers_min": 2,
    "deelnemers_max": 12,
    "past_bij": {},
    "bron": "Elders.",
    "uitleg": "# Anders",
    "akkoord_min": 4,
    "terugkijken_maanden": 6,
}
ANDERE_STAP: dict[str, Any] = {
    "titel": "Anders",
    "minuten": 99,
    "spreekt": "niemand",
    "vraag": "Wat nu?",
    "velden": STAP.velden[1:],
    "individueel": not STAP.individueel,
    "inbrenger_luistert": not STAP.inbrenger_luistert,
    "tegenspraak": not STAP.tegenspraak,
}
ANDER_VELD: dict[str, Any] = {
    "label": "Anders",
    "soort": "bedrag",
    "aard": "feit",
    "hulp": "Zo.",
    "keuzes": (("a", "Dit"),),
    "oogst": not VELD.oogst,
    "besluit": not VELD.besluit,
}


def nieuw(**anders: Any) -> Methode:
    return replace(OUD, versie=2, **anders)


def met_stap(**anders: Any) -> Methode:
    return nieuw(stappen=tuple(replace(s, **anders) if s.naam == STAP.naam else s for s in OUD.stappen))


def met_veld(**anders: Any) -> Methode:
    return met_stap(velden=(replace(VELD, **anders), *STAP.velden[1:]))


def test_elk_deel_van_een_methode_wordt_vergeleken() -> None:
    """A part that is added later must be compared, or stand here as one that need not be."""
    for soort, gedaan in ((Methode, ANDERS), (Gespreksstap, ANDERE_STAP), (Gespreksveld, ANDER_VELD)):
        assert {f.name for f in fields(soort)} == set(gedaan) | {"naam"} | (
            {"versie"} if soort is Methode else set()
        )


@pytest.mark.parametrize("naam", ANDERS)
def test_een_ander_geheel(naam: str) -> None:
    assert verschillen(OUD, nieuw(**{naam: ANDERS[naam]}))


@pytest.mark.parametrize("naam", ANDERE_STAP)
def test_een_andere_stap(naam: str) -> None:
    assert verschillen(OUD, met_stap(**{naam: ANDERE_STAP[naam]}))


@pytest.mark.parametrize("naam", ANDER_VELD)
def test_een_ander_veld(naam: str) -> None:
    assert verschillen(OUD, met_veld(**{naam: ANDER_VELD[naam]}))


def test_in_gewone_zinnen() -> None:
    assert verschillen(OUD, met_stap(minuten=20)) == (
        "Het hele gesprek: eerst 120 minuten, nu 125 minuten.",
        "‘Het dilemma’: eerst 15 minuten, nu 20 minuten.",
    )
    assert verschillen(OUD, met_stap(spreekt="inbrenger")) == (
        "‘Het dilemma’, wie spreekt: eerst iedereen, nu de inbrenger.",
    )
    (zin,) = verschillen(OUD, met_stap(individueel=True))
    assert zin.startswith("‘Het dilemma’: ieder schrijft nu alleen")
    assert (
        verschillen(OUD, nieuw(besluit=False))[0]
        == "In dit gesprek wordt niets meer besloten of geadviseerd."
    )


def test_stappen_erbij_eraf_en_in_een_andere_volgorde() -> None:
    zonder = nieuw(stappen=tuple(s for s in OUD.stappen if s.naam != "dilemma"))
    assert "De stap ‘Het dilemma’ is weg." in verschillen(OUD, zonder)
    erbij = next(z for z in verschillen(zonder, nieuw()) if "is nieuw" in z)
    assert erbij.startswith("De stap ‘Het dilemma’ is nieuw: 15 minuten. Wie spreekt: iedereen.")
    a, b, *rest = OUD.stappen
    (zin,) = verschillen(OUD, nieuw(stappen=(b, a, *rest)))
    assert zin.startswith("De stappen komen in een andere volgorde: ‘De casus’, ‘Opening’")


def test_een_eerste_versie_en_een_gelijke_zeggen_dat() -> None:
    assert vergelijk(None, OUD).zin.startswith("Dit is de eerste versie")
    assert vergelijk(OUD, nieuw()).zin == "Er verandert niets: versie 2 is gelijk aan versie 1."
    assert vergelijk(OUD, met_stap(minuten=20)).zin == "Dit verandert van versie 1 naar versie 2."


@pytest.mark.parametrize("bestand", sorted(shipped()))
def test_elke_meegeleverde_methode_laat_zich_met_een_andere_vergelijken(bestand: str) -> None:
    ander = load_file(shipped()[bestand])
    for zin in (*verschillen(OUD, ander), *verschillen(ander, OUD)):
        assert zin[-1] in ".’" and "None" not in zin and "  " not in zin
