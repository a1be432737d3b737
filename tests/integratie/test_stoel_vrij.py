"""A seat whose phone died is freed: nothing is lost, nothing counts twice, and the old phone hears why."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from signalen.db import db, transaction
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd
from signalen.overleg.operations import stoel as operations
from tests.house.strict import Page, StrictClient
from tests.integratie.beraad import TOT_OORDEEL, Zaal, begin, lever_in
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als
from tests.integratie.test_gesprek import huis

__all__ = ["huis"]


def maak_vrij(zaal: Zaal, nummer: str) -> Page:
    return zaal.daad("vrij", nummer=nummer)


def in_de_ronde(huis: Stad) -> tuple[Zaal, list[tuple[StrictClient, str]]]:
    """Begin, seat three people and go to the individual round."""
    zaal = begin(huis)
    mensen = [zaal.zit() for _ in range(3)]
    zaal.naar(*TOT_OORDEEL)
    return zaal, mensen


def test_de_ronde_wacht_niet_op_een_lege_stoel_en_verliest_geen_oordeel(huis: Stad) -> None:
    zaal, [(een, pad), (twee, _), (drie, _)] = in_de_ronde(huis)
    lever_in(twee, pad, waarde="Het oordeel van de tweede")
    assert "1 van 3 heeft ingeleverd" in zaal.scherm.tekst
    assert "2 van 3 stoelen bezet" in maak_vrij(zaal, "2").tekst
    assert "1 van 3 heeft ingeleverd" in zaal.scherm.tekst, "handed in before: it still counts"
    assert "1 van 2 heeft ingeleverd" in maak_vrij(zaal, "3").tekst, "nothing handed in: nobody waits"
    al = zaal.leider.verstuur(f"{zaal.pad}/vrij", {"nummer": "3"})
    assert isinstance(al, Page) and al.fouten == ["Stoel 3 is al vrij."]
    lever_in(een, pad, waarde="Van de eerste")
    scherm = zaal.scherm
    assert "Iedereen heeft ingeleverd." in scherm.tekst and "tweede" not in scherm.tekst
    assert {"Van de eerste", "Het oordeel van de tweede"} <= set(kaarten(zaal.daad("openen")))
    assert drie.get(pad).status_code == 410


def kaarten(scherm: Page) -> list[str]:
    return [woorden.get_text() for woorden in scherm.soup.select("#gesprek-nu .kaart dd")]


def test_de_oude_telefoon_hoort_het_en_houdt_wat_er_getypt_is(huis: Stad) -> None:
    zaal, [(een, pad), _, _] = in_de_ronde(huis)
    vorm = een.pagina(pad).velden(f"{pad}/inbreng")
    maak_vrij(zaal, "1")
    stand = een.get(f"/gesprek-stand/{zaal.id}?versie=1")
    assert (stand.status_code, stand.mimetype) == (410, "text/plain")
    blad = een.pagina(pad, 410)
    assert blad.h1 == "Je stoel is vrijgemaakt" and blad.link("Doe opnieuw mee") == "/meedoen"
    weg = een.verstuur(f"{pad}/inbreng", {**vorm, "waarde": "Zo vind ik het nu eenmaal"})
    assert isinstance(weg, Page) and weg.status == 410
    assert "Zo vind ik het nu eenmaal" in weg.tekst
    assert weg.fouten == [operations.VRIJGEMAAKT]
    vreemd = als(huis.app)
    vreemd.set_cookie(f"stoel-{uuid.UUID(zaal.id).hex}", "x" * 43)
    vreemd.pagina(pad, 404)
    _, terug = zaal.zit(een)
    assert "Je zit op stoel 1" in een.pagina(terug).tekst


def test_een_ander_op_die_stoel_geeft_geen_tweede_oordeel_en_wie_terugkomt_houdt_het_eigene(
    huis: Stad,
) -> None:
    zaal, [(een, pad), _, _] = in_de_ronde(huis)
    lever_in(een, pad, waarde="Mijn eerste woord")
    maak_vrij(zaal, "1")
    ander, _ = zaal.zit()
    blad = ander.pagina(pad)
    assert "Je zit op stoel 1" in blad.tekst and "Op deze stoel is in deze ronde al ingeleverd." in blad.tekst
    assert "Mijn eerste woord" not in blad.tekst
    dubbel = ander.verstuur(f"{pad}/inbreng", {"stap": "afweging", "waarde": "Nog een woord"})
    assert isinstance(dubbel, Page) and dubbel.status == 409 and "Nog een woord" in dubbel.tekst
    zaal.zit(een)
    mijn = een.pagina(pad)
    assert "Je zit op stoel 4" in mijn.tekst
    assert mijn.velden(f"{pad}/inbreng")["waarde"] == "Mijn eerste woord"
    lever_in(een, pad, waarde="Mijn laatste woord")
    lever_in(ander, pad, waarde="Toch ook een woord")
    assert "2 van 4 hebben ingeleverd" in zaal.scherm.tekst
    with huis.app.app_context():
        assert len(list(db.session.scalars(select(Inbreng)))) == 2
        assert len(list(db.session.scalars(select(Ingeleverd)))) == 2
    assert sorted(kaarten(zaal.daad("openen"))) == ["Mijn laatste woord", "Toch ook een woord"]


def test_wat_van_een_oude_telefoon_bekend_is_gaat_met_het_gesprek_weg(huis: Stad) -> None:
    zaal = begin(huis, verslaglegger="1")
    klant, pad = zaal.zit()
    notitie = {"stap": "casus", "casus": "Wat ik zag"}
    zaal.naar("opening")
    maak_vrij(zaal, "1")
    weg = klant.verstuur(f"{pad}/notities", notitie)
    assert isinstance(weg, Page) and weg.status == 410 and "Wat ik zag" in weg.tekst
    assert "Stoel 1: verslaglegger (nog leeg)" in zaal.scherm.tekst
    huis.verder(31)
    with huis.app.app_context():
        with transaction():
            operations.vergeet(huis.nu)
        assert db.session.scalars(select(Gesprek)).one().vrijgemaakt == {}
    klant.pagina(pad, 404)
