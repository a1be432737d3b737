"""The switch of the public site, marks for caches, names of files, and the memory of what never changes."""

from __future__ import annotations

from datetime import date

import pytest

from signalen.register.bewaren import Geheugen
from signalen.register.openbaar import rules
from signalen.register.openbaar.rules import Schakelaar
from workflows.stand import Geweigerd

DAG = date(2026, 4, 10)
AAN = Schakelaar(True, "2026-114", "2026-04-10", "Iedereen mag dit lezen.")


def test_aan_en_uit_gaan_heen_en_terug_door_de_instelling() -> None:
    assert rules.zet_aan(Schakelaar(), "2026-114", DAG, "Iedereen mag dit lezen.", DAG) == AAN
    assert rules.lees(rules.schrijf(AAN)) == AAN
    assert AAN.dag == DAG
    uit = rules.zet_uit(AAN, "Er staat een fout in.")
    assert rules.lees(rules.schrijf(uit)) == uit
    assert (uit.aan, uit.reden, uit.dag) == (False, "Er staat een fout in.", None)


@pytest.mark.parametrize(
    "waarde",
    [
        None,
        "",
        "ja",
        "[]",
        '{"aan": true}',
        '{"aan": "true", "nummer": "1", "datum": "2026-04-10", "reden": ""}',
        '{"aan": true, "nummer": "1", "datum": "", "reden": ""}',
        '{"aan": true, "nummer": "1", "datum": "31-02", "reden": ""}',
    ],
)
def test_wat_niet_te_lezen_is_betekent_uit(waarde: str | None) -> None:
    assert not rules.lees(waarde).aan


def test_wat_al_zo_is_of_nog_niet_mag_wordt_geweigerd() -> None:
    with pytest.raises(Geweigerd, match="al openbaar"):
        rules.zet_aan(AAN, "2026-115", DAG, "Nog eens.", DAG)
    with pytest.raises(Geweigerd, match="al niet openbaar"):
        rules.zet_uit(Schakelaar(), "Toch niet.")
    with pytest.raises(Geweigerd, match="toekomst"):
        rules.zet_aan(Schakelaar(), "2026-114", DAG, "Alvast.", date(2026, 4, 9))


def test_een_merk_hoort_bij_alles_waarvan_een_pagina_is_gemaakt() -> None:
    merken = {
        rules.merk("/a", "html", "v1", "afdruk", ""),
        rules.merk("/b", "html", "v1", "afdruk", ""),
        rules.merk("/a", "json", "v1", "afdruk", ""),
        rules.merk("/a", "html", "v2", "afdruk", ""),
        rules.merk("/a", "html", "v1", "ander", ""),
        rules.merk("/a", "html", "v1", "afdruk", "erratum"),
        rules.merk("/a", "html", "v1", "afdrukerratum", ""),
    }
    assert len(merken) == 7
    assert rules.merk("x", 1) == rules.merk("x", 1)


@pytest.mark.parametrize(
    ("vorm", "soort", "naam"),
    [
        ("pdf", "application/pdf", "kwartaalregister-gemeente-sud-oost-2026-K1.pdf"),
        ("csv", "text/csv; charset=utf-8", "kwartaalregister-gemeente-sud-oost-2026-K1.csv"),
        ("leestas", "application/pdf", "kwartaalregister-gemeente-sud-oost-2026-K1-leestas.pdf"),
        ("Raads/brief", "x/y", "kwartaalregister-gemeente-sud-oost-2026-K1-raads-brief.bin"),
    ],
)
def test_een_bestand_heet_naar_wat_het_is(vorm: str, soort: str, naam: str) -> None:
    assert rules.bestandsnaam('Gemeente "Súd"/Oost', "2026-K1", vorm, soort) == naam


def test_het_geheugen_blijft_onder_zijn_grens_en_houdt_wat_gevraagd_wordt() -> None:
    houdt: Geheugen[str] = Geheugen(40)
    for naam in "abcd":
        houdt.zet(naam, naam * 10, 10)
    assert houdt.get("a") == "a" * 10
    houdt.zet("e", "e" * 10, 10)
    assert houdt.get("b") is None
    assert houdt.get("a") == "a" * 10
    assert houdt.gewicht == 40
    houdt.zet("a", "kort", 4)
    assert (houdt.get("a"), houdt.gewicht, len(houdt)) == ("kort", 34, 4)
    houdt.zet("reus", "x", 21)
    assert houdt.get("reus") is None
