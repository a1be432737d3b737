"""Comparing two versions of a route: what changed, in words."""

from __future__ import annotations

from dataclasses import replace

from signalen.beheer.rules import NIEUW, WEG, Verschil, vergelijk
from workflows.loader import load_file, shipped

ROUTE = load_file(shipped()["spoed-1"])
EERSTE = next(iter(ROUTE.stappen))


def met(**velden: object) -> object:
    stap = replace(ROUTE.stappen[EERSTE], **velden)  # type: ignore[arg-type]
    return replace(ROUTE, versie=2, stappen={**ROUTE.stappen, EERSTE: stap})


def test_gelijke_versies_verschillen_niet() -> None:
    assert vergelijk(ROUTE, replace(ROUTE, versie=2)) == []


def test_een_andere_termijn_staat_er_met_oud_en_nieuw() -> None:
    titel = ROUTE.titel_van(EERSTE)
    oud = str(ROUTE.stappen[EERSTE].termijn)
    assert vergelijk(ROUTE, met(termijn=9)) == [Verschil(titel, "werkdagen", oud, "9")]  # type: ignore[arg-type]


def test_een_stap_erbij_en_een_stap_eraf() -> None:
    kort = replace(ROUTE, stappen={k: v for k, v in ROUTE.stappen.items() if k != EERSTE})
    titel = ROUTE.titel_van(EERSTE)
    assert Verschil(titel, WEG, "", "") in vergelijk(ROUTE, kort)
    assert Verschil(titel, NIEUW, "", "") in vergelijk(kort, ROUTE)


def test_een_ander_plafond() -> None:
    assert vergelijk(ROUTE, replace(ROUTE, plafond=65))[-1].nu == "65"
