"""A conversation by method through the pages: seats without names, sealed rounds, notes, who may not look."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from signalen.db import db, transaction
from signalen.overleg import gesprek_code
from signalen.overleg.models import Gesprek, Inbreng, Ingeleverd, Stoel, Werkblad
from signalen.overleg.operations import stoel as operations
from tests.house.strict import Page
from tests.integratie.beraad import TOT_OORDEEL, Zaal, begin, lever_in
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from tests.integratie.test_overleg_paginas import knelpunt, plan


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def test_van_begin_tot_klaar(huis: Stad) -> None:
    zaal = begin(
        huis, vraag="Mag de consulent de boete laten vervallen?", tegenspreker="2", verslaglegger="1"
    )
    scherm = zaal.scherm
    assert scherm.h1 == "Opening" and "stap 1 van 10" in scherm.tekst
    assert "De vraag: Mag de consulent de boete laten vervallen?" in scherm.tekst
    assert "Nog 5 minuten (tot 10.05 uur)" in scherm.tekst
    assert "Stoel 2: tegenspreker (nog leeg)" in scherm.tekst
    een, pad_een = zaal.zit()
    twee, pad_twee = zaal.zit(als(huis.app, "uitvoerder"))
    assert "Je zit op stoel 1 , verslaglegger: typt mee" in een.pagina(pad_een).tekst
    assert "2 van 3 stoelen bezet" in zaal.scherm.tekst and "(nog leeg)" not in zaal.scherm.tekst
    huis.zet(huis.nu + timedelta(minutes=7))
    assert "2 minuten over de tijd" in zaal.scherm.tekst
    assert "Nog 3 minuten" in zaal.daad("verlengen").tekst
    zaal.naar(*TOT_OORDEEL)
    assert zaal.scherm.h1 == "Ieder weegt voor zich" and "0 van 2 hebben ingeleverd" in zaal.scherm.tekst
    blad = lever_in(een, pad_een, waarde="Rechtvaardigheid eerst")
    assert "Je oordeel is ingeleverd. Niemand ziet het tot de ronde opengaat." in blad.tekst
    assert blad.velden(f"{pad_een}/inbreng")["waarde"] == "Rechtvaardigheid eerst"
    assert "Rechtvaardigheid eerst" not in zaal.scherm.tekst + twee.pagina(pad_twee).tekst
    assert f"{zaal.pad}/verder" not in {f["action"] for f in zaal.scherm.soup.find_all("form")}
    lever_in(twee, pad_twee, waarde="Nabijheid eerst", eigen_keuze="b")
    lever_in(een, pad_een, waarde="Toch nabijheid")
    assert "Iedereen heeft ingeleverd." in zaal.scherm.tekst
    scherm = zaal.daad("openen")
    for pagina in (scherm, een.pagina(pad_een), twee.pagina(pad_twee)):
        assert "Toch nabijheid" in pagina.tekst and "Wat kies jij? Kant B" in pagina.tekst
        assert "Rechtvaardigheid eerst" not in pagina.tekst
        assert not pagina.soup.find("form", action=re.compile("/inbreng$"))
    zaal.naar("afweging", "dialoog", "slotsom")
    klaar = zaal.daad("klaar")
    assert klaar.h1 == "Het gesprek is klaar" and "Nabijheid eerst" in klaar.tekst
    assert "Nabijheid eerst" in een.pagina(pad_een).tekst
    assert "Eerdere gesprekken in dit overleg" in zaal.scherm.tekst


def test_op_het_scherm_staat_nooit_een_naam(huis: Stad) -> None:
    from signalen.voorbeeld.mensen import MENSEN

    zaal = begin(huis)
    zaal.zit(als(huis.app, "uitvoerder"))
    heel = zaal.leider.get(zaal.pad).get_data(as_text=True)
    assert [m.naam for m in MENSEN if m.naam in heel] == []
    assert re.fullmatch(f"[{gesprek_code.LETTERS}]{{4}} [{gesprek_code.LETTERS}]{{4}}", zaal.code)
    assert '<svg viewBox="' in heel and "style=" not in heel


def test_kijken_neemt_geen_stoel_en_de_knop_een_keer(huis: Stad) -> None:
    zaal = begin(huis)
    klant, code = als(huis.app), zaal.code
    blad = klant.pagina(f"/meedoen/{code.replace(' ', '').lower()}")
    assert blad.velden("/meedoen")["code"] == code.replace(" ", "")
    assert "0 van 3 stoelen bezet" in zaal.scherm.tekst
    vorm = blad.velden("/meedoen")
    eerste, tweede = klant.verstuur("/meedoen", vorm), klant.verstuur("/meedoen", vorm)
    assert eerste.location == tweede.location  # type: ignore[union-attr]
    zaal.zit(klant)
    assert "1 van 3 stoelen bezet" in zaal.scherm.tekst
    for _ in range(3):
        zaal.zit()
    assert "4 van 4 stoelen bezet" in zaal.scherm.tekst, "who comes later finds a chair"


def test_de_dubbele_klik_van_wie_het_eerste_antwoord_miste(huis: Stad) -> None:
    """The browser may throw away the first answer, cookie and all: the second one gives the same seat."""
    zaal = begin(huis)
    klant = als(huis.app)
    vorm = {**klant.pagina("/meedoen").velden("/meedoen"), "code": zaal.code}
    klant.verstuur("/meedoen", vorm)
    klant.delete_cookie(f"stoel-{uuid.UUID(zaal.id).hex}")
    antwoord = klant.verstuur("/meedoen", vorm)
    assert "stoel 1" in klant.pagina(antwoord.location).tekst  # type: ignore[union-attr]


def test_een_code_telt_vandaag_en_raden_gaat_traag(huis: Stad) -> None:
    zaal = begin(huis)
    code, klant = zaal.code, als(huis.app)
    fout = klant.verstuur("/meedoen", {"code": "niks"})
    assert isinstance(fout, Page) and fout.fouten[0].startswith("Deze code klopt niet")
    for _ in range(4):
        klant.verstuur("/meedoen", {"code": code[:2] + "222222"})
    traag = klant.verstuur("/meedoen", {"code": code})
    assert isinstance(traag, Page) and traag.fouten == fout.fouten
    with huis.app.app_context(), transaction():
        db.session.execute(text("DELETE FROM inlogpoging"))
    huis.verder(1)
    gisteren = klant.verstuur("/meedoen", {"code": code})
    assert isinstance(gisteren, Page) and gisteren.fouten == fout.fouten
    assert zaal.scherm.soup.select_one(".kamer__code") is None
    with huis.app.app_context():
        rij = db.session.scalars(select(Gesprek)).one()
        assert code.replace(" ", "") not in repr(rij.__dict__)


def test_wie_er_niet_bij_zit_ziet_niets(huis: Stad) -> None:
    zaal = begin(huis)
    klant, pad = zaal.zit()
    ander = begin_ander(huis)
    _, pad_ander = ander.zit(klant)
    naam = f"stoel-{uuid.UUID(zaal.id).hex}"
    vervalst = als(huis.app)
    vervalst.set_cookie(naam, gesprek_code.nieuw_token())
    leeg = als(huis.app)
    leeg.set_cookie(naam, "x" * 3000)
    geruild = als(huis.app)
    geruild.set_cookie(naam, klant.get_cookie(f"stoel-{uuid.UUID(ander.id).hex}").value)  # type: ignore[union-attr]
    for vreemd in (
        als(huis.app),
        als(huis.app, "uitvoerder"),
        als(huis.app, "coordinator"),
        vervalst,
        leeg,
        geruild,
    ):
        vreemd.pagina(pad, 404)
        assert vreemd.get(f"/gesprek-stand/{zaal.id}").status_code == 404
        for daad in ("inbreng", "notities"):
            antwoord = vreemd.verstuur(f"{pad}/{daad}", {"waarde": "x"})
            assert isinstance(antwoord, Page) and antwoord.status == 404
    assert klant.get(pad_ander).status_code == 200
    assert leeg.get(f"/gesprek-stand/{zaal.id}?teken=0123").status_code == 404
    for wie in ("uitvoerder", "coordinator", "wethouder", "beheerder"):
        als(huis.app, wie).pagina(zaal.pad, 404)
        antwoord = als(huis.app, wie).verstuur(f"{zaal.pad}/openen", {})
        assert isinstance(antwoord, Page) and antwoord.status == 404
    elders = plan(huis, "coordinator", soort="luistersessie") + "/gesprek"
    als(huis.app, "coordinator").pagina(elders)
    als(huis.app, "coordinator").pagina(f"{elders}?gesprek={zaal.id}", 404)
    leider = zaal.leider
    leider.pagina(f"{ander.pad}?gesprek={zaal.id}", 404)
    assert leider.verstuur(f"{ander.pad}/terug", {"gesprek": zaal.id}).status == 404  # type: ignore[union-attr]


def begin_ander(huis: Stad) -> Zaal:
    return begin(huis, methode="socratisch-gesprek")


def test_geen_rij_zegt_van_wie_een_kaart_is(huis: Stad) -> None:
    """Neither while it is sealed nor afterwards: no person, no seat, no moment, no order."""
    zaal = begin(huis)
    stoelen = [zaal.zit(als(huis.app, wie) if wie else None) for wie in ("uitvoerder", "uitvoerder2", "")]
    zaal.naar(*TOT_OORDEEL)
    for nummer, (klant, pad) in enumerate(stoelen):
        lever_in(klant, pad, waarde=f"waarde {nummer}")
    with huis.app.app_context():
        for tabel in (Gesprek, Stoel, Inbreng, Ingeleverd):
            soorten = {c.name: str(c.type) for c in tabel.__table__.columns}
            assert not {n for n in soorten if "medewerker" in n or "persoon" in n or "sessie" in n}
            momenten = {n for n, soort in soorten.items() if soort.startswith(("DATE", "TIME"))}
            assert momenten <= {"stap_begonnen_op", "code_tot", "weg_op"}
        assert not {k.column.table.name for k in Inbreng.__table__.foreign_keys} - {"gesprek"}
        tokens = [k.get_cookie(f"stoel-{uuid.UUID(zaal.id).hex}").value for k, _ in stoelen]  # type: ignore[union-attr]
        rijen = str([r.__dict__ for t in (Stoel, Inbreng) for r in db.session.scalars(select(t))])
        assert not [t for t in tokens if t in rijen]
        sleutels = set(db.session.scalars(select(Inbreng.sleutel)))
        assert len(sleutels) == 3 and "" not in sleutels
        oud = set(db.session.scalars(select(Inbreng.id)))
    zaal.daad("openen")
    with huis.app.app_context():
        na = db.session.execute(text("SELECT id, sleutel FROM inbreng ORDER BY ctid")).all()
        assert {r.sleutel for r in na} == {""} and not oud & {r.id for r in na}
        assert [r.id for r in na] == sorted(r.id for r in na), "the rows lie in the order of random keys"


def test_de_ronde_gaat_open_terwijl_iemand_typt(huis: Stad) -> None:
    zaal = begin(huis)
    (een, pad), (twee, pad_twee) = zaal.zit(), zaal.zit()
    zaal.naar(*TOT_OORDEEL)
    vorm = twee.pagina(pad_twee).velden(f"{pad_twee}/inbreng")
    lever_in(een, pad, waarde="De eerste")
    assert "te raden wie wat schreef" in zaal.scherm.tekst
    zaal.daad("openen")
    laat = twee.verstuur(f"{pad_twee}/inbreng", {**vorm, "waarde": "Net te laat", "eigen_keuze": "a"})
    assert isinstance(laat, Page) and laat.status == 409
    assert "Dit schreef je, maar het is niet bewaard" in laat.tekst and "Net te laat" in laat.tekst
    assert "Net te laat" not in zaal.scherm.tekst


def test_overslaan_laat_verzegeld_wat_is_ingeleverd(huis: Stad) -> None:
    zaal = begin(huis)
    klant, pad = zaal.zit()
    zaal.naar(*TOT_OORDEEL)
    lever_in(klant, pad, waarde="Nog dicht")
    zaal.daad("overslaan")
    assert "Nog dicht" not in zaal.scherm.tekst + klant.pagina(pad).tekst
    zaal.daad("terug")
    assert klant.pagina(pad).velden(f"{pad}/inbreng")["waarde"] == "Nog dicht"
    assert "Nog dicht" in zaal.daad("openen").tekst


def test_twee_schermen_slaan_samen_geen_stap_over(huis: Stad) -> None:
    zaal = begin(huis)
    vorm = zaal.scherm.velden(f"{zaal.pad}/verder")
    zaal.daad("verder")
    tweede = zaal.leider.verstuur(f"{zaal.pad}/verder", {**vorm, "formulier": str(uuid.uuid4())})
    assert isinstance(tweede, Page) and tweede.status == 409
    assert tweede.h1 == "De casus" and "intussen verder gegaan" in tweede.tekst


def schrijvers(huis: Stad) -> tuple[Zaal, list[tuple[Page, Callable[..., Page]]]]:
    """Return a room at the step dilemma, and two verslagleggers who both have its form before them."""
    zaal = begin(huis, verslaglegger="1")
    paren = [zaal.zit(), zaal.zit()]
    zaal.daad("rol", nummer="2", rol="verslaglegger")
    zaal.naar("opening", "casus")

    def schrijver(klant, pad):  # type: ignore[no-untyped-def]
        blad = klant.pagina(pad)

        def bewaar(vanaf: Page = blad, **velden: str) -> Page:
            vorm = vanaf.velden(f"{pad}/notities") | {"formulier": str(uuid.uuid4())}
            antwoord = klant.verstuur(f"{pad}/notities", {**vorm, **velden}, volg=True)
            assert isinstance(antwoord, Page)
            return antwoord

        return blad, bewaar

    return zaal, [schrijver(*paar) for paar in paren]


def test_twee_schrijvers_in_verschillende_vakken_gaan_stil_samen(huis: Stad) -> None:
    zaal, ((_, een), (_, twee)) = schrijvers(huis)
    assert een(kant_a="Wel terugvorderen").status == 200
    assert twee(kant_b="Niet terugvorderen").status == 200
    for woord in ("Wel terugvorderen", "Niet terugvorderen"):
        assert woord in zaal.scherm.tekst


def test_twee_schrijvers_in_hetzelfde_vak_verliezen_niets(huis: Stad) -> None:
    zaal, ((_, een), (_, twee)) = schrijvers(huis)
    een(kant_a="De eerste tekst")
    botst = twee(kant_a="De tweede tekst", schade_a="Ook nog dit")
    assert botst.status == 409
    pad = botst.path.removesuffix("/notities")
    assert "Iemand anders schreef intussen bij ‘Kant A: wat doe je dan?’" in botst.tekst
    assert "De eerste tekst" in botst.tekst
    velden = botst.velden(f"{pad}/notities")
    assert (velden["kant_a"], velden["schade_a"]) == ("De tweede tekst", "Ook nog dit")
    assert "De eerste tekst" in zaal.scherm.tekst and "De tweede tekst" not in zaal.scherm.tekst
    assert twee(botst, kant_a="De eerste en de tweede tekst").status == 200
    assert "De eerste en de tweede tekst" in zaal.scherm.tekst and "Ook nog dit" in zaal.scherm.tekst
    with huis.app.app_context():
        blad = db.session.scalars(select(Werkblad)).one()
        assert blad.versie == 2 and blad.weg_op == huis.nu.date() + timedelta(days=30)


def test_wie_nog_typt_bij_een_vorige_stap_bewaart_het_daar(huis: Stad) -> None:
    zaal, ((_, een), _) = schrijvers(huis)
    zaal.daad("verder")
    assert een(kant_a="Wel terugvorderen").status == 200
    assert "Wel terugvorderen" in zaal.scherm.tekst


def test_gegevens_van_een_inwoner_komen_er_niet_in(huis: Stad) -> None:
    zaal = begin(huis, verslaglegger="1")
    klant, pad = zaal.zit()
    zaal.naar("opening")
    fout = klant.verstuur(f"{pad}/notities", {"stap": "casus", "casus": "Mail jan.jansen@provider.nl"})
    assert isinstance(fout, Page) and "lijkt op een e-mailadres" in fout.fouten[0]
    assert fout.velden(f"{pad}/notities")["casus"] == "Mail jan.jansen@provider.nl"


def test_een_begin_dat_niet_kan_houdt_wat_er_getypt_is(huis: Stad) -> None:
    zaal = begin(huis)
    leider = zaal.leider
    morgen = (huis.nu + timedelta(days=1)).date().isoformat()
    plan = {"soort": "moreel_beraad", "datum": morgen, "begin": "14:00", "formulier": str(uuid.uuid4())}
    leider.pagina("/overleg/plannen")
    pad = leider.verstuur("/overleg/plannen", plan).location.split("?")[0] + "/gesprek"  # type: ignore[union-attr]
    assert "op de dag van het overleg" in leider.pagina(pad).tekst
    huis.verder(1)
    fout = leider.verstuur(
        pad, {"methode": "dilemmamethode", "vraag": "Mag het?", "stoelen": "nul", "inbrenger": "1"}
    )
    assert isinstance(fout, Page) and fout.fouten == [
        "Schrijf met hoeveel mensen jullie zijn, van 2 tot en met 40."
    ]
    assert fout.velden(pad)["vraag"] == "Mag het?"
    for velden, zin in (
        ({"methode": "bestaat-niet"}, "Kies een van de methoden."),
        ({"methode": "dilemmamethode", "punt": str(uuid.uuid4())}, "staat niet (meer) op de agenda"),
        ({"methode": "dilemmamethode", "stoelen": "4", "inbrenger": "5"}, "van 1 tot en met 4"),
        ({"methode": "dilemmamethode", "inbrenger": "1", "tegenspreker": "1"}, "heeft al een rol"),
    ):
        fout = leider.verstuur(pad, velden)
        assert isinstance(fout, Page) and zin in fout.fouten[0]


def test_een_gesprek_over_een_knelpunt_van_de_agenda(huis: Stad) -> None:
    k = knelpunt(huis, "De verrekening komt te laat")
    pad = plan(huis, datum=huis.nu.date().isoformat()) + "/gesprek"
    leider = als(huis.app, "gespreksleider")
    vorm = leider.pagina(pad).velden(pad)
    leider.verstuur(pad, {**vorm, "methode": "incidentmethode", "punt": str(k), "stoelen": "3"})
    zaal = Zaal(huis, leider, pad)
    assert "De verrekening komt te laat" in zaal.scherm.tekst
    klant, stoel = zaal.zit()
    assert "Het gaat over: De verrekening komt te laat." in klant.pagina(stoel).tekst
    assert "Incidentmethode" not in als(huis.app, "coordinator").pagina(f"/knelpunten/{k}").tekst


def test_er_loopt_er_een_tegelijk(huis: Stad) -> None:
    zaal = begin(huis)
    tweede = zaal.leider.verstuur(zaal.pad, {"methode": "dilemmamethode", "stoelen": "3"})
    assert isinstance(tweede, Page) and "loopt al een gesprek" in tweede.fouten[0]


def test_het_kleine_adres_zegt_alleen_of_er_iets_veranderde(huis: Stad) -> None:
    zaal = begin(huis)
    klant, pad = zaal.zit()
    nu = klant.pagina(pad).soup.select_one("#gesprek-plaats")["data-versie"]  # type: ignore[index]
    assert klant.get(f"/gesprek-stand/{zaal.id}?versie={nu}").status_code == 204
    zaal.daad("verder")
    anders = klant.get(f"/gesprek-stand/{zaal.id}?versie={nu}")
    assert (anders.status_code, anders.text) == (200, str(int(str(nu)) + 1))
    adres = zaal.scherm.soup.select_one("[data-gesprek]")["data-gesprek"]  # type: ignore[index]
    assert als(huis.app).get(f"{adres}&versie={int(str(nu)) + 1}").status_code == 204


def test_het_kleine_adres_kost_een_vraag_en_geen_sessie(huis: Stad) -> None:
    from sqlalchemy import event

    zaal = begin(huis)
    klant, _ = zaal.zit(als(huis.app, "uitvoerder"))
    adres, vragen = f"/gesprek-stand/{zaal.id}?versie=1", []  # type: ignore[var-annotated]
    with huis.app.app_context():
        verbinding = db.engines[None]

    def tel(conn, cursor, statement, *rest):  # type: ignore[no-untyped-def]
        vragen.append(statement)

    event.listen(verbinding, "before_cursor_execute", tel)
    try:
        klant.get(adres)
    finally:
        event.remove(verbinding, "before_cursor_execute", tel)
    echt = [v for v in vragen if v.startswith(("SELECT", "UPDATE", "INSERT", "DELETE"))]
    assert len(echt) == 1 and "sessie" not in echt[0]


def test_op_de_dag_is_alles_weg_en_nog_niet_de_dag_ervoor(huis: Stad) -> None:
    zaal = begin(huis, vraag="Mag het?")
    klant, pad = zaal.zit()
    zaal.naar(*TOT_OORDEEL)
    lever_in(klant, pad, waarde="Kanarie")
    with huis.app.app_context():
        with transaction():
            assert operations.vergeet(huis.nu + timedelta(days=29)) == 0
        with transaction():
            assert operations.vergeet(huis.nu + timedelta(days=30)) == 1
        rij = db.session.scalars(select(Gesprek)).one()
        assert (rij.vraag, rij.staat) == ("", "klaar")
        assert not [t for t in (Stoel, Inbreng, Ingeleverd) if db.session.scalars(select(t)).first()]
        with transaction():
            assert operations.vergeet(huis.nu + timedelta(days=31)) == 0
    klant.pagina(pad, 404)
    assert "Eerdere gesprekken" not in zaal.scherm.tekst
