"""Mijn werk: what is whose, in which order, found by which words, and over how many pages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from signalen import velden
from signalen.db import transaction
from signalen.kluis import operations as kluis
from signalen.knelpunt.operations import ordenen
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import operations as opvolging
from signalen.opvolging.queries import werk
from signalen.opvolging.queries.werk import Werklijst
from signalen.visibility import Werkregel
from tests.integratie.conftest import Stad

MIJN = {"samenvatting": "Elke maand verrekening."}


def lijst(stad: Stad, wie: str = "coordinator", erbij: Sequence[Werkregel] = (), **keuze: Any) -> Werklijst:
    persoon = medewerkers.persoon(stad.ids[wie])
    assert persoon is not None
    sleutels = kluis.koppelsleutels(stad.sleutelmap, stad.ids[wie], stad.nu.date())
    return werk.mijn_werk(persoon, stad.nu.date(), str, sleutels, erbij, werk.Keuze(**keuze))


def titels(gevonden: Werklijst) -> list[str]:
    return [r.titel for _, _, regels in gevonden.groepen for r in regels]


def knelpunt(stad: Stad, titel: str, **velden: object) -> uuid.UUID:
    id_ = stad.knelpunt_id(stad.geef(**velden))
    with transaction():
        ordenen.beschrijf(id_, {"titel": titel}, stad.nu)
    return id_


def test_zoeken_vindt_titel_nummer_week_en_vraag(stad: Stad) -> None:
    knelpunt(stad, "Korting van 100% op de bijstand")
    knelpunt(stad, "Wachten op de huisarts")
    zonder = stad.knelpunt_id(stad.geef())
    alles = lijst(stad)
    assert (alles.aantal, alles.alles, dict(alles.stappen)) == (3, 3, {"Uitzoeken": 3})
    assert titels(lijst(stad, zoek="BIJSTAND korting")) == ["Korting van 100% op de bijstand"]
    assert titels(lijst(stad, zoek="100%")) == ["Korting van 100% op de bijstand"]
    assert titels(lijst(stad, zoek="1%_")) == [], "what people type is no pattern"
    assert titels(lijst(stad, zoek="week 10")) == ["Signaal uit week 10"]
    nummer = next(r.nummer for _, _, rij in alles.groepen for r in rij if str(zonder) in r.url)
    assert titels(lijst(stad, zoek=str(nummer))) == ["Signaal uit week 10"]
    assert len(titels(lijst(stad, zoek="weg kiezen"))) == 3, "what is asked counts as well"
    niets = lijst(stad, zoek="bestaat niet")
    assert (titels(niets), niets.alles, niets.bladen) == ([], 3, 1)


def test_de_lijst_komt_in_bladen_en_telt_alles(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(werk, "PER_BLAD", 2)
    for nummer in range(5):
        knelpunt(stad, f"Knelpunt {nummer}")
    bladen = [lijst(stad, blad=n) for n in (1, 2, 3)]
    samen = [titel for blad in bladen for titel in titels(blad)]
    assert sorted(samen) == [f"Knelpunt {n}" for n in range(5)], "nothing is lost and nothing shown twice"
    assert [len(titels(b)) for b in bladen] == [2, 2, 1]
    assert {b.groepen[0][1] for b in bladen} == {5}
    assert titels(lijst(stad, blad=99)) == titels(bladen[2]), "a page past the end is the last one"
    assert titels(lijst(stad, blad=-1)) == titels(bladen[0])


def test_groepen_volgen_de_dag_en_spoed_staat_vooraan(stad: Stad) -> None:
    knelpunt(stad, "Gewoon")
    knelpunt(stad, "Met spoed", spoed=True)
    eerste = lijst(stad)
    assert titels(eerste)[0] == "Met spoed"
    assert [naam for naam, _, _ in eerste.groepen] == ["Later", "Wacht op een ander"], "spoed has a casus"
    uiterste = eerste.groepen[0][2][1].uiterste
    stad.naar(uiterste - timedelta(days=1))
    assert "Vandaag en morgen" in [naam for naam, _, _ in lijst(stad).groepen]
    stad.naar(uiterste + timedelta(days=1))
    assert "Te laat" in [naam for naam, _, _ in lijst(stad).groepen]


def test_wat_bij_een_ander_ligt_ziet_alleen_de_coordinator(stad: Stad) -> None:
    id_ = knelpunt(stad, "Ligt bij de gespreksleider")
    stad.doe(id_, "coordinator", "gewoon", **MIJN)
    van_mij = lijst(stad)
    assert [naam for naam, _, _ in van_mij.groepen] == ["Wacht op een ander"]
    assert (van_mij.aantal, van_mij.alles) == (0, 1)
    (regel,) = van_mij.groepen[0][2]
    assert regel.vraag.startswith("ligt bij de gespreksleider: ") and not regel.signalen
    assert titels(lijst(stad, "gespreksleider")) == ["Ligt bij de gespreksleider"]
    assert titels(lijst(stad, "wethouder")) == []


def test_mijn_eigen_signaal_staat_niet_in_mijn_werk(stad: Stad) -> None:
    knelpunt(stad, "Zelf gezien", wie="coordinator")
    knelpunt(stad, "Door een ander gezien")
    assert titels(lijst(stad)) == ["Door een ander gezien"]


def test_een_afspraak_staat_er_met_wat_er_is_afgesproken(stad: Stad) -> None:
    with transaction():
        opvolging.maak_afspraak(
            "De brief is herschreven", "teamleider", "10-3-2026", stad.nu.date(), laag="team"
        )
    ((naam, aantal, (regel,)),) = lijst(stad, "teamleider").groepen
    assert (naam, aantal) == ("Later", 1)
    assert (regel.titel, regel.vraag) == ("De brief is herschreven", "afspraak nakomen")
    assert regel.url.startswith("/afspraken/")
    assert titels(lijst(stad, "teamleider", zoek="herschreven")) == ["De brief is herschreven"]
    assert titels(lijst(stad, "teamleider", stap="Afspraak")) == ["De brief is herschreven"]


def test_een_stap_kiezen_laat_de_rest_weg(stad: Stad) -> None:
    knelpunt(stad, "Nog uit te zoeken")
    id_ = knelpunt(stad, "Naar de gespreksleider")
    stad.doe(id_, "coordinator", "gewoon", **MIJN)
    assert titels(lijst(stad, stap="Uitzoeken")) == ["Nog uit te zoeken"]
    assert titels(lijst(stad, stap="Casuïstiekbespreking")) == ["Naar de gespreksleider"]
    assert titels(lijst(stad, stap="verzonnen")) == []


def test_wat_een_ander_nomen_vraagt_staat_ertussen(stad: Stad) -> None:
    knelpunt(stad, "Uit de lijst")
    later = stad.nu.date() + timedelta(days=30)
    groep = werk.groep_van(later, stad.nu.date())
    erbij = Werkregel("m-1", "/maatwerk/1", "Terugkijken", 0, "terugkijken", "Maatwerk", later, "", groep, "")
    alles = lijst(stad, erbij=[erbij])
    assert titels(alles) == ["Uit de lijst", "Terugkijken"]
    assert (alles.aantal, alles.groepen[0][1], dict(alles.stappen)["Maatwerk"]) == (2, 2, 1)
    assert titels(lijst(stad, erbij=[erbij], zoek="terug")) == ["Terugkijken"]
    assert titels(lijst(stad, erbij=[erbij], stap="Uitzoeken")) == ["Uit de lijst"]
    assert titels(lijst(stad, "wethouder", erbij=[erbij])) == ["Terugkijken"], "also where nothing else is"


def test_een_getekend_formulier_is_gelijk_aan_een_gewoon(stad: Stad) -> None:
    """What the process remembers is the shape; the words that differ are filled in and stay theirs."""
    vragen = velden.vragen(
        ("titel", "Titel", "tekst", True, "Kort."),
        ("uitleg", "Waarom?", "lang", False, ""),
        ("soort", "Welke?", "keuze", True, ""),
    )
    keuzes = {"soort": [("a", "Eén"), ("b", "Twee")]}
    teken = stad.app.jinja_env.get_template("components/velden.html").module.velden  # type: ignore[attr-defined]
    for vooraf in ({}, {"titel": 'a"b<c>&', "uitleg": "regel 1\nregel <2>"}, {"uitleg": "anders"}):
        gewoon = teken(velden.formulier("proef", vragen, keuzes, vooraf))
        assert teken(velden.onaangeraakt("proef", vragen, keuzes, vooraf)) == gewoon
    assert "anders" not in teken(velden.onaangeraakt("proef", vragen, keuzes))
