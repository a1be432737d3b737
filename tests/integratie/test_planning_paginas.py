"""The pages of planning through the strict reader: series in two steps, absence, warnings, own calendar."""

from __future__ import annotations

import uuid

import pytest

from tests.house.strict import Page, StrictClient
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als
from tests.integratie.test_overleg_paginas import huis, knelpunt, plan

__all__ = ["huis"]
REEKS = {
    "soort": "casuistiekbespreking",
    "ritme": "maand",
    "welke": "1",
    "weekdag": "MO",
    "vanaf": "2-3-2026",
    "bij_vrij": "volgende",
    "begin": "14:00",
    "titel": "Casusmaandag",
}


def stuur(klant: StrictClient, pad: str, **velden: object) -> object:
    klant.pagina("/overleg")
    return klant.verstuur(pad, {**velden, "formulier": str(uuid.uuid4())})


def laat_zien(klant: StrictClient, **velden: object) -> Page:
    """Post to the page that stores nothing: it answers with the page itself."""
    klant.pagina("/overleg")
    antwoord = klant.post("/overleg/reeksen/nakijken", data={**velden, "csrf_token": klant.nieuw_teken()})
    assert antwoord.status_code == 200
    return Page(antwoord)


def test_een_reeks_begint_in_woorden_en_pas_na_het_zien_van_de_dagen(huis: Stad) -> None:
    klant, pad = als(huis.app, "gespreksleider"), "/overleg/reeksen/nieuw"
    klant.pagina(pad)
    kijk = "/overleg/reeksen/nakijken"
    fout = stuur(klant, kijk, **{**REEKS, "welke": "", "vanaf": "31-2-2026"})
    assert isinstance(fout, Page) and fout.status == 422 and len(fout.fouten) == 2
    assert fout.soup.find("input", attrs={"name": "titel"})["value"] == "Casusmaandag"  # type: ignore[index]
    mensen = [str(huis.ids["uitvoerder"]), str(huis.ids["jurist"])]
    zien = laat_zien(klant, **REEKS, deelnemers=mensen)
    assert zien.h1 == "Kloppen deze dagen?"
    assert "Elke maand op de eerste maandag om 14.00 uur, 90 minuten" in zien.tekst
    assert "Maandag 6 april 2026 is geen werkdag (tweede paasdag): wordt dinsdag 7 april 2026" in zien.tekst
    assert len(zien.formulier(pad).find_all("input", attrs={"name": "deelnemers"})) == 2
    assert "Casusmaandag" not in klant.pagina("/overleg").tekst
    assert laat_zien(klant, **REEKS, anders="ja").h1 == "Reeks beginnen"
    klaar = stuur(klant, pad, **REEKS)
    assert not isinstance(klaar, Page)
    blad = klant.pagina(klaar.location)  # type: ignore[attr-defined]
    assert "Dinsdag 7 april 2026 om 14.00 uur" in blad.tekst
    leeg = stuur(klant, klaar.location.split("?")[0] + "/einde", reden=" ")  # type: ignore[attr-defined]
    assert isinstance(leeg, Page) and leeg.fouten == ["Schrijf waarom de reeks stopt."]
    eind = stuur(klant, klaar.location.split("?")[0] + "/einde", reden="Het kan minder.")  # type: ignore[attr-defined]
    assert "Deze reeks is beëindigd" in klant.pagina(eind.location).tekst  # type: ignore[attr-defined]
    als(huis.app, "teamleider").pagina(klaar.location, 404)  # type: ignore[attr-defined]


def kijk(klant: StrictClient, pad: str, **velden: object) -> Page:
    """Press a button of a form that shows the same page again."""
    return Page(klant.post(pad, data={**velden, "csrf_token": klant.nieuw_teken()}))


def test_een_dag_die_past_vult_de_dag_en_laat_staan_wat_er_getypt_is(huis: Stad) -> None:
    knelpunt(huis)
    klant, pad = als(huis.app, "gespreksleider"), "/overleg/plannen/nakijken"
    blad = klant.pagina(klant.pagina("/overleg").link("Kies een dag voor Casuïstiekbespreking"))
    assert "Op tijd voor wat wacht." in blad.tekst
    dag, *_ = blad.formulier("/overleg/plannen").find_all("button", attrs={"name": "dag"})
    assert str(dag["formaction"]).startswith(pad)
    mensen = [str(huis.ids["uitvoerder"]), str(huis.ids["jurist"])]
    getypt = {"soort": "casuistiekbespreking", "begin": "9:15", "plaats": "Kamer 2", "titel": "Onze dag"}
    gevuld = kijk(klant, pad, **getypt, minuten="45", deelnemers=mensen, dag=dag["value"])
    velden = gevuld.velden("/overleg/plannen")
    assert velden["datum"] == dag["value"] == "2026-03-05"
    assert velden.items() >= {**getypt, "minuten": "45"}.items() and not gevuld.fouten
    aan = gevuld.soup.select("input[name=deelnemers][checked]")
    assert {v["value"] for v in aan} == set(mensen)
    zonder = kijk(klant, pad, **{**getypt, "soort": ""}, anders="dagen")
    assert (zonder.status, zonder.fouten) == (422, ["Kies eerst wat voor overleg het is."])
    assert zonder.velden("/overleg/plannen")["titel"] == "Onze dag"


def test_zoeken_naar_mensen_raakt_geen_vinkje_kwijt(huis: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signalen.overleg.queries.mensen.VEEL", 3)
    klant, noor = als(huis.app, "gespreksleider"), str(huis.ids["uitvoerder"])
    eerst = klant.pagina("/overleg/plannen")
    assert "Zoek op een naam of een team." in eerst.tekst
    for pad in ("/overleg/plannen/nakijken", "/overleg/reeksen/nakijken"):
        gezocht = kijk(klant, pad, titel="Onze dag", deelnemers=[noor], zoek="bestaat niet", anders="zoeken")
        assert "Niemand anders gevonden met ‘bestaat niet’." in gezocht.tekst
        (aan,) = gezocht.soup.select("input[name=deelnemers]")
        assert (aan["value"], aan.has_attr("checked")) == (noor, True)
        assert gezocht.soup.find("input", attrs={"name": "titel"})["value"] == "Onze dag"  # type: ignore[index]


def test_zonder_dag_staat_er_een_waarschuwing_tot_er_een_is(huis: Stad) -> None:
    k = knelpunt(huis)
    klant = als(huis.app, "gespreksleider")
    plekken = ("/mijn-werk", f"/knelpunten/{k}", "/overleg")
    for pad, zin in zip(plekken, ("geen dag gepland", "geen dag gepland", "geen dag op tijd"), strict=True):
        assert zin in klant.pagina(pad).tekst, pad
    plan(huis)
    for pad in plekken:
        assert "geen dag" not in klant.pagina(pad).tekst, pad


def test_afwezig_melden_laat_zien_wat_er_dan_is_en_draagt_het_over(huis: Stad) -> None:
    o, klant = plan(huis), als(huis.app, "gespreksleider")
    assert klant.pagina("/overleg/afwezig?van=31-2-2026&tot=x", 422).fouten
    blad = klant.pagina("/overleg/afwezig?van=12-3-2026&tot=13-3-2026")
    naam = f"vervanger-{o.rsplit('/', 1)[1]}"
    assert blad.soup.find(attrs={"name": naam})
    dagen = {"van": "2026-03-12", "tot": "2026-03-13"}
    fout = stuur(klant, "/overleg/afwezig", **dagen, **{naam: str(huis.ids["teamleider"])})
    assert isinstance(fout, Page) and fout.fouten == [
        "Deze collega kan dit overleg niet leiden. Kies een ander."
    ]
    stuur(klant, "/overleg/afwezig", **dagen)
    assert "Er is nog geen vervanger" in klant.pagina(o).tekst
    stuur(klant, "/overleg/afwezig", **dagen, **{naam: str(huis.ids["coordinator"])})
    assert "vervangt Bram Voorbeeld" in als(huis.app, "coordinator").pagina(o).tekst


@pytest.mark.parametrize("naam", ["vervanger-x", "vervanger-00000000-0000-4000-8000-000000000000"])
def test_een_verzonnen_overleg_of_een_ander_mens_doet_niets(huis: Stad, naam: str) -> None:
    klant = als(huis.app, "gespreksleider")
    klant.pagina("/overleg/afwezig")
    velden = {"van": "2026-03-12", "tot": "2026-03-13", naam: str(huis.ids["coordinator"])}
    antwoord = klant.verstuur("/overleg/afwezig", velden)
    assert (antwoord.status if isinstance(antwoord, Page) else antwoord.status_code) in (404, 422)
    klant.pagina(f"/overleg/afwezig?wie={huis.ids['wethouder']}", 404)
    klant.pagina("/overleg/afwezig?wie=x", 404)
    als(huis.app, "coordinator").pagina(f"/overleg/afwezig?wie={huis.ids['gespreksleider']}")


def test_mijn_agenda_maakt_toont_vernieuwt_en_trekt_het_adres_in(huis: Stad) -> None:
    plan(huis, deelnemers=[str(huis.ids["buurtteam"])])
    klant = als(huis.app, "buurtteam")
    assert "uit tot je het zelf aanzet" in klant.pagina("/mijn-agenda").tekst
    stuur(klant, "/mijn-agenda/adres")
    adres = klant.pagina("/mijn-agenda").soup.find(id="adres")["value"]  # type: ignore[index]
    pad = "/agenda/" + str(adres).split("/agenda/")[1]
    assert b"SUMMARY:Overleg (Signalen)" in huis.app.test_client().get(pad).data
    stuur(klant, "/mijn-agenda/intrekken")
    assert huis.app.test_client().get(pad).status_code == 404
    stuur(klant, "/mijn-agenda/mail", mail="ja")
    assert "krijg je een uitnodiging per mail" in klant.pagina("/mijn-agenda").tekst
