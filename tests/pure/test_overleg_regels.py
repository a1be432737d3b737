"""Rules of an overleg without a database: time on the agenda, planning, two cancellations, the verslag."""

from __future__ import annotations

import uuid
from datetime import date, time
from typing import Any

import pytest

from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.koppen import passend
from signalen.overleg import rules
from workflows.loader import load_file, shipped
from workflows.termijn import Kalender

KALENDER = Kalender()
MAANDAG = date(2026, 3, 2)


def feit(soort: str, stap: str = "casuistiekbespreking", **rest: str) -> tuple[str, dict[str, Any]]:
    return soort, {"stap": stap, **rest}


def test_elke_soort_vindt_haar_stappen_op_de_gewone_route() -> None:
    route = load_file(shipped()["knelpunt-1"])
    gevonden = {soort: rules.stappen_voor(route, soort) for soort in rules.SOORTEN}
    assert gevonden == {
        "casuistiekbespreking": ("casuistiekbespreking",),
        "moreel_beraad": ("moreel_beraad",),
        "management": ("management",),
        "college": ("college",),
        "luistersessie": (),
    }


def test_de_kleine_route_komt_op_dezelfde_agenda_s() -> None:
    route = load_file(shipped()["knelpunt-klein-1"])
    assert rules.stappen_voor(route, "casuistiekbespreking") == ("gesprek",)
    assert rules.stappen_voor(route, "management") == ("afdelingshoofd",)


def test_elke_soort_heeft_een_leider_en_een_naam() -> None:
    assert set(rules.LEIDERS) == set(rules.SOORTEN)
    assert rules.rol_als_leider({"coordinator", "gespreksleider"}, "casuistiekbespreking") == "gespreksleider"
    assert rules.rol_als_leider({"teamleider"}, "casuistiekbespreking") == ""
    assert rules.rol_als_leider({"wethouder"}, "borrel") == ""


@pytest.mark.parametrize(
    ("minuten", "ruimte", "past"),
    [([], 90, 0), ([15] * 6, 90, 6), ([15] * 7, 90, 6), ([3, 15, 15], 20, 2), ([120, 15], 90, 1)],
)
def test_wat_past_is_op_volgorde_en_het_eerste_punt_komt_altijd_aan_bod(
    minuten: list[int], ruimte: int, past: int
) -> None:
    assert rules.hoeveel_past(minuten, ruimte) == past


def test_minuten_per_soort_punt() -> None:
    assert rules.minuten_voor("afspraak", "moreel_beraad") == 3
    assert rules.minuten_voor("knelpunt", "management") == 15
    assert rules.minuten_voor("knelpunt", "moreel_beraad") == 60


@pytest.mark.parametrize(
    ("ruw", "tijd"),
    [("14:00", time(14)), ("9.30", time(9, 30)), ("14", time(14)), (" 16:15 uur", time(16, 15))],
)
def test_tijden_zoals_mensen_ze_schrijven(ruw: str, tijd: time) -> None:
    assert rules.lees_tijd(ruw) == tijd


@pytest.mark.parametrize("ruw", ["", "24:00", "12:60", "half drie", "1400", "-1:00"])
def test_wat_geen_tijd_is_krijgt_een_zin(ruw: str) -> None:
    with pytest.raises(ValueError, match="hoe laat"):
        rules.lees_tijd(ruw)


def test_een_overleg_is_vandaag_of_later_op_een_werkdag() -> None:
    assert rules.lees_overlegdag("2-3-2026", MAANDAG, KALENDER) == MAANDAG
    for ruw, zin in [("1-3-2026", "al geweest"), ("7-3-2026", "zaterdag"), ("5-5-2026", "bevrijdingsdag")]:
        with pytest.raises(ValueError, match=rf"(?i){zin}"):
            rules.lees_overlegdag(ruw, MAANDAG, KALENDER)


def test_alle_fouten_van_een_plan_komen_tegelijk() -> None:
    voorstel = rules.Voorstel("borrel", "", "", uuid.uuid4(), minuten="tien", plaats="Bij jan@example.org")
    with pytest.raises(OngeldigeInvoer) as fout:
        rules.lees_plan(voorstel, MAANDAG, KALENDER)
    assert [f.veld for f in fout.value.fouten] == ["soort", "datum", "begin", "minuten", "plaats"]


def test_wat_leeg_mag_krijgt_een_gewone_waarde() -> None:
    plan = rules.lees_plan(
        rules.Voorstel("moreel_beraad", "2-3-2026", "14:00", uuid.uuid4()), MAANDAG, KALENDER
    )
    assert (plan.titel, plan.minuten, plan.plaats) == ("Moreel beraad", 90, "")


def test_twee_keer_vervallen_op_rij_wordt_per_stap_geteld() -> None:
    een = feit("overleg_vervallen")
    ander = feit("overleg_vervallen", "moreel_beraad")
    assert rules.vervallen_op_rij([], "casuistiekbespreking") == 0
    assert rules.vervallen_op_rij([een, ander], "casuistiekbespreking") == 1
    assert rules.vervallen_op_rij([een, feit("dag_genoemd"), een], "casuistiekbespreking") == 2


@pytest.mark.parametrize("soort", rules.BREEKT_DE_RIJ)
def test_gehouden_verder_of_stil_breekt_de_rij(soort: str) -> None:
    een = feit("overleg_vervallen")
    assert rules.vervallen_op_rij([een, feit(soort), een], "casuistiekbespreking") == 1


def test_de_uitkomst_is_de_eerste_die_na_dit_overleg_volgde() -> None:
    gehouden = feit("overleg_gehouden", naar="casuistiek_verslag", overleg="o1")
    eerder = feit("uitkomst", "casuistiek_verslag", uitkomst="teamleider")
    later = feit("uitkomst", "casuistiek_verslag", uitkomst="advies")
    elders = feit("uitkomst", "management", uitkomst="aanpassen")
    assert rules.uitkomst_na([eerder, gehouden], "o1") == ("", "")
    assert rules.uitkomst_na([eerder, gehouden, elders, later], "o1") == ("casuistiek_verslag", "advies")
    assert rules.uitkomst_na([gehouden, later], "o2") == ("", "")
    stil = feit("stilte", "casuistiek_verslag")
    assert rules.uitkomst_na([gehouden, stil, later], "o1") == ("casuistiek_verslag", "stilte")


def test_het_verslag_zet_onze_koppen_boven_die_van_de_schrijver() -> None:
    tekst = rules.verslag_markdown({"feit": "### Wat\n\n##### Meer", "alternatief": "", "opvatting": "Krom."})
    assert tekst == "# Feiten\n\n## Wat\n\n### Meer\n\n# Opvattingen\n\nKrom."


def test_koppen_slaan_geen_niveau_over() -> None:
    assert passend("## A\n\n#### B\n\n## C", 1) == "# A\n\n## B\n\n# C"
    assert passend("Geen kop, wel #hekje.", 1) == "Geen kop, wel #hekje."
