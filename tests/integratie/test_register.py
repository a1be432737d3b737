"""The register with a real database: what an edition holds, what it withholds, freezing, and its pages."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from signalen.bericht.models import Bericht
from signalen.clock import ZONE
from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.models import Gebeurtenis, Stilte
from signalen.knelpunt.operations import melders, ordenen
from signalen.knelpunt.rules import OngeldigeInvoer, Verouderd
from signalen.opvolging import operations as opvolging
from signalen.opvolging.models import Afspraak
from signalen.register import operations, rules, stilte
from signalen.register.controle import controleer
from signalen.register.models import Editie
from signalen.signaal.models import Signaal
from tests.house.strict import Page, StrictClient
from tests.integratie import deuren
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_route import AANPASSEN, SAMENVATTING
from workflows.stand import Geweigerd

K1, K2 = "2026-K1", "2026-K2"
WOORDEN = "Elke maand volgt een verrekening."


def maak(stad: Stad, kwartaal: str = K1) -> Editie:
    with transaction():
        return operations.maak_op(kwartaal, stad.nu)


def stel_vast(stad: Stad, kwartaal: str = K1, gezien: str = "") -> Editie:
    with transaction():
        return operations.stel_vast(kwartaal, "griffier", stad.nu, gezien)


def signaal(id_: uuid.UUID) -> Signaal:
    rij = db.session.get(Signaal, id_)
    assert rij is not None
    return rij


def alles_van(editie: Editie) -> str:
    return json.dumps([editie.regels, editie.ingehouden, editie.inhoud], ensure_ascii=False)


def met_besluit(stad: Stad, mag: bool | None = True, **velden: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """A signaal of 2 March with a besluit, an answer and a promise for 1 May, all on 10 March."""
    s = stad.geef(mag_getoond=mag, **velden)
    k = stad.knelpunt_id(s)
    stad.naar(date(2026, 3, 10))
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
    stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
    return s, k


# ------------------------------------------------------------------ what stands in it


def test_elk_knelpunt_met_een_gebeurtenis_staat_precies_een_keer(stad: Stad) -> None:
    for mag in (True, False, None, True):
        stad.geef(mag_getoond=mag)
    editie = maak(stad)
    nummers = [r["nummer"] for r in editie.regels + editie.ingehouden]
    bekend = db.session.scalars(text("SELECT nummer FROM knelpunt")).all()
    assert sorted(nummers) == sorted(bekend)
    assert len(editie.regels) == 2
    assert sorted(r["grond"] for r in editie.ingehouden) == sorted([rules.WEIGERT, rules.NIET_GEVRAAGD])


def test_een_regel_zegt_wat_er_is_besloten_en_beloofd(stad: Stad) -> None:
    met_besluit(stad)
    stad.naar(date(2026, 4, 3))
    (regel,) = maak(stad).regels
    assert (regel["stand"], regel["laag"], regel["ronde"]) == ("gesloten", "Management", 1)
    assert regel["besluit"]["soort"] == "aanpassen"
    assert regel["besluit"]["redenen"] == AANPASSEN["redenen"]
    assert regel["besluit"]["wat_moet_anders"] == "Een werkinstructie of werkwijze"
    (afspraak,) = regel["afspraken"]
    assert (afspraak["beloofd"], afspraak["stand"]) == ("2026-05-01", "loopt")
    assert regel["woorden"].startswith(WOORDEN)
    assert regel["nameting"]["volgende"] is not None


def test_de_stand_is_die_van_de_laatste_dag(stad: Stad) -> None:
    """What happens in April does not change what K1 says, however late it is made."""
    met_besluit(stad)
    stad.naar(date(2026, 4, 1))
    vroeg = maak(stad).vingerafdruk
    stad.naar(date(2026, 5, 20))
    with transaction():
        rij = db.session.scalars(select(Afspraak)).one()
        opvolging.is_gedaan(rij.id, "De instructie is aangepast.", "afdelingshoofd", stad.nu)
    stad.tik()
    laat = maak(stad)
    assert laat.regels[0]["afspraken"][0]["stand"] == "loopt"
    assert laat.vingerafdruk == vroeg
    (regel,) = maak(stad, K2).regels
    assert regel["afspraken"][0]["stand"] == "te_laat_nagekomen"


def test_stilte_staat_in_het_kwartaal_waarin_zij_bleek(stad: Stad) -> None:
    stad.geef(mag_getoond=True)
    stad.naar(date(2026, 3, 17))
    stad.tik()
    stad.naar(date(2026, 4, 20))
    stad.tik()
    eerste, tweede = maak(stad, K1), maak(stad, K2)
    assert [s["datum"] for s in eerste.regels[0]["stiltes"]] == ["2026-03-16"]
    assert eerste.regels[0]["laag"] == "Management"
    assert eerste.inhoud["stil_per_laag"] == [{"laag": rules.SAMEN, "aantal": 1}]
    assert len(tweede.regels[0]["stiltes"]) == 2
    assert tweede.inhoud["stil_per_laag"] == [{"laag": rules.SAMEN, "aantal": 1}]


def test_stilte_van_spoed_valt_niet_tussen_twee_uitgaven(stad: Stad) -> None:
    """The knelpunt has its answer in K1 and nothing happens to it in K2; the spoed beside it is silent."""
    met_besluit(stad, spoed=True)
    for dag in (date(2026, 3, 20), date(2026, 4, 2), date(2026, 4, 20)):
        stad.naar(dag)
        stad.tik()
    genoteerd = sorted(db.session.scalars(select(Stilte.verwerkt_op)))
    assert [dag.month for dag in genoteerd] == [3, 3, 4, 4]
    for kwartaal in (K1, K2):
        editie = maak(stad, kwartaal)
        lijst = stilte.van_kwartaal(editie.regels, rules.lees_kwartaal(kwartaal))
        assert len(lijst) == 2
        assert sum(laag["aantal"] for laag in editie.inhoud["stil_per_laag"]) == 2


def test_een_week_in_twee_kwartalen_valt_nergens_tussen(stad: Stad) -> None:
    stad.naar(date(2026, 7, 2))
    nummer = db.session.scalar(text("SELECT nummer FROM knelpunt")) if stad.geef(mag_getoond=True) else 0
    for kwartaal in ("2026-K2", "2026-K3"):
        assert [r["nummer"] for r in maak(stad, kwartaal).regels] == [nummer]


def test_een_nieuwe_ronde_is_een_eigen_regel(stad: Stad) -> None:
    s, _ = met_besluit(stad)
    stad.naar(date(2026, 3, 24))
    with transaction():
        melders.nog_steeds(signaal(s), "Het gebeurt nog steeds.", stad.nu)
    een, twee = maak(stad).regels
    assert (een["ronde"], een["stand"], een["besluit"]["soort"]) == (1, "gesloten", "aanpassen")
    assert (twee["ronde"], twee["stand"], twee["besluit"]) == (2, "lopend", None)
    assert len(een["afspraken"]) == 1
    assert twee["afspraken"] == []
    stad.naar(date(2026, 4, 20))
    stad.tik()
    assert [r["ronde"] for r in maak(stad, K2).regels] == [2]


def test_opgegaan_hoort_elders_en_ingetrokken_zijn_ingehouden(stad: Stad) -> None:
    weg, elders, op, blijft = (
        stad.geef(mag_getoond=True, wie=w) for w in ("uitvoerder", "buurtteam", "uitvoerder2", "uitvoerder3")
    )
    k_elders, k_op, k_blijft = map(stad.knelpunt_id, (elders, op, blijft))
    with transaction():
        melders.trek_in(signaal(weg), stad.nu)
    stad.doe(k_elders, "coordinator", "hoort_elders", waarheen="ict", redenen="Dit is een storing.")
    with transaction():
        ordenen.koppel(k_op, k_blijft, "Hetzelfde knelpunt.", stad.nu)
    editie = maak(stad)
    assert len(editie.regels) == 1
    assert {r["grond"] for r in editie.ingehouden} == {rules.INGETROKKEN, rules.ELDERS, rules.OPGEGAAN}


# ------------------------------------------------------------------ consent


@pytest.mark.parametrize("mag", [False, None])
def test_zonder_toestemming_staat_er_geen_woord(stad: Stad, mag: bool | None) -> None:
    met_besluit(stad, mag)
    stad.naar(date(2026, 4, 3))
    tekst = alles_van(maak(stad))
    assert all(woord not in tekst for woord in (WOORDEN, AANPASSEN["redenen"], AANPASSEN["afspraak"]))


def test_woorden_van_wie_nee_zegt_ook_niet_bij_drie_inbrengers(stad: Stad) -> None:
    s = stad.geef(mag_getoond=False, antwoorden={"wat_zie_je": "Woorden van de eerste."})
    k = stad.knelpunt_id(s)
    for wie, mag in (("uitvoerder2", None), ("uitvoerder3", True)):
        ander = stad.knelpunt_id(
            stad.geef(wie=wie, mag_getoond=mag, antwoorden={"wat_zie_je": f"Woorden van {wie}."})
        )
        with transaction():
            ordenen.koppel(ander, k, "Hetzelfde.", stad.nu)
    editie = maak(stad)
    (regel,) = editie.regels
    assert regel["woorden"] == "Woorden van uitvoerder3."
    assert "Woorden van de eerste" not in alles_van(editie)
    assert "Woorden van uitvoerder2" not in alles_van(editie)


def test_nergens_een_aantal_signalen_en_geen_naam(stad: Stad) -> None:
    met_besluit(stad, niveau="open")
    editie = maak(stad)
    tekst = alles_van(editie)
    assert "Noor" not in tekst
    assert list(editie.inhoud["signalen"]) == ["reden"]
    assert "signalen" not in tekst.replace('"signalen": ', "").replace(editie.inhoud["signalen"]["reden"], "")
    sleutel = db.session.scalars(select(Signaal.koppelsleutel)).one()
    assert sleutel not in tekst
    assert str(stad.ids["afdelingshoofd"]) not in tekst


def test_toestemming_die_na_het_concept_wordt_ingetrokken_telt(stad: Stad) -> None:
    s, _ = met_besluit(stad)
    stad.naar(date(2026, 4, 3))
    concept = maak(stad).vingerafdruk
    with transaction():
        melders.zet_toestemming(signaal(s), False, stad.nu)
    with pytest.raises(Verouderd):
        stel_vast(stad, gezien=concept)
    db.session.expire_all()
    vast = stel_vast(stad)
    assert vast.regels == []
    assert WOORDEN not in alles_van(vast)


# ------------------------------------------------------------------ freezing


def test_vaststellen_kan_pas_na_de_laatste_dag(stad: Stad) -> None:
    met_besluit(stad)
    stad.naar(date(2026, 3, 31))
    maak(stad)
    with pytest.raises(Geweigerd, match="loopt nog"):
        stel_vast(stad)
    stad.naar(date(2026, 4, 1))
    with pytest.raises(Geweigerd, match="net voorbij"), transaction():
        operations.stel_vast(K1, "griffier", stad.nu.replace(hour=0, minute=59))
    assert stel_vast(stad).staat == "vastgesteld"


def test_wat_niet_kan_wordt_geweigerd(stad: Stad) -> None:
    with pytest.raises(Geweigerd, match="2026-K3"):
        maak(stad, "2026-Q1")
    with pytest.raises(Geweigerd, match="nog niet begonnen"):
        maak(stad, K2)
    stad.naar(date(2026, 4, 1))
    with pytest.raises(Geweigerd, match="eerst een concept"):
        stel_vast(stad)
    maak(stad)
    stel_vast(stad)
    with pytest.raises(Geweigerd, match="verandert niet meer"):
        maak(stad)
    with pytest.raises(Geweigerd, match="verandert niet meer"):
        stel_vast(stad)


def test_een_vastgestelde_editie_is_bevroren_genummerd_en_geankerd(stad: Stad) -> None:
    s, _ = met_besluit(stad)
    stad.tik()
    stad.naar(date(2026, 4, 1))
    maak(stad)
    editie = stel_vast(stad)
    assert (editie.nummer, editie.vastgesteld_rol) == (1, "griffier")
    assert editie.anker == db.session.scalar(text("SELECT hash FROM anker ORDER BY datum DESC LIMIT 1"))
    voor = alles_van(editie)
    with transaction():
        melders.zet_toestemming(signaal(s), False, stad.nu)
    with pytest.raises(IntegrityError, match="never changed"), transaction():
        db.session.execute(update(Editie).values(regels=[]))
    db.session.expire_all()
    assert alles_van(db.session.scalars(select(Editie)).one()) == voor
    stad.naar(date(2026, 7, 1))
    maak(stad, K2)
    assert stel_vast(stad, K2).nummer == 2


def test_wie_het_leest_krijgt_een_keer_bericht(stad: Stad) -> None:
    stad.naar(date(2026, 4, 1))
    maak(stad)
    stel_vast(stad)
    brieven = db.session.scalars(select(Bericht).where(Bericht.soort == "editie")).all()
    wie = {stad.ids[rol] for rol in ("wethouder", "directeur", "afdelingshoofd", "griffier")}
    assert {b.medewerker_id for b in brieven} == wie
    assert len(brieven) == 4
    assert brieven[0].verwijst_naar == "/register/2026-K1"
    assert "kwartaal 1 van 2026" in brieven[0].tekst


def test_een_erratum_staat_ernaast(stad: Stad) -> None:
    stad.naar(date(2026, 4, 1))
    with pytest.raises(NietGevonden), transaction():
        operations.erratum(K1, "Er ging iets mis.", stad.nu)
    maak(stad)
    with pytest.raises(Geweigerd, match="concept"), transaction():
        operations.erratum(K1, "Er ging iets mis.", stad.nu)
    afdruk = stel_vast(stad).vingerafdruk
    with pytest.raises(OngeldigeInvoer), transaction():
        operations.erratum(K1, "  ", stad.nu)
    with transaction():
        operations.erratum(K1, "De datum was 2 mei.", stad.nu)
    db.session.expire_all()
    editie = db.session.scalars(select(Editie)).one()
    assert [e.tekst for e in editie.errata] == ["De datum was 2 mei."]
    assert editie.vingerafdruk == afdruk


def test_controleer_kan_ook_binnen_een_geleende_verbinding(stad: Stad) -> None:
    met_besluit(stad)
    stad.tik()
    maak(stad)
    uitslag = controleer()
    assert uitslag["fouten"] == []
    assert uitslag["gecontroleerd"]["edities"] == 1


# ------------------------------------------------------------------ pages


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad with one knelpunt that is shown and one that is not; no context stays open."""
    ids = deuren.bouw(app, zet_klok)
    stad = Stad(app, ids, MAANDAG, zet_klok)
    with app.app_context():
        met_besluit(stad)
        stad.naar(MAANDAG.date())
        stad.geef(wie="uitvoerder2", antwoorden={"wat_zie_je": "Dit mag niemand lezen."})
        stad.naar(date(2026, 3, 17))
        stad.tik()
    stad.naar(date(2026, 4, 2))
    return stad


def stuur(klant: StrictClient, pad: str, pagina: Page) -> Page:
    antwoord = klant.verstuur(pad, pagina.velden(pad), volg=True)
    assert isinstance(antwoord, Page)
    return antwoord


def maak_op(klant: StrictClient, kwartaal: str) -> Page:
    """Press the button, let a worker do it, and go where the page of the progress then leads."""
    wacht = stuur(klant, f"/register/{kwartaal}/opmaken", klant.pagina("/register"))
    assert "staat klaar en begint zo" in wacht.tekst
    deuren.werk(klant.application)
    klaar = klant.get(f"/register/{kwartaal}/opmaken")
    assert klaar.status_code == 303
    return klant.pagina(klaar.location)


def test_zonder_uitgave_zegt_de_lijst_wat_er_komt(huis: Stad) -> None:
    pagina = deuren.als(huis.app, "uitvoerder").pagina("/register")
    assert "nog geen uitgave" in pagina.tekst
    assert "Concept opmaken" not in pagina.tekst


def test_een_kwartaal_waarin_niemand_iets_gaf_kan_ook_vast(
    app: Flask, zet_klok: Callable[[datetime], None]
) -> None:
    """The route was adopted in the first quarter and nothing happened; it still gets its edition."""
    stad = Stad(app, deuren.bouw(app, zet_klok), zet=zet_klok)
    stad.zet(datetime(2026, 4, 2, 9, tzinfo=ZONE))
    griffier = deuren.als(app, "griffier")
    concept = maak_op(griffier, K1)
    na = griffier.pagina(concept.link("Nakijken en vaststellen"))
    assert "staat nu vast" in stuur(griffier, "/register/2026-K1/vaststellen", na).tekst


def test_van_concept_tot_vastgesteld(huis: Stad) -> None:
    griffier = deuren.als(huis.app, "griffier")
    lijst = griffier.pagina("/register")
    assert "Lopend, nog niet vastgesteld" in lijst.tekst
    concept = maak_op(griffier, K1)
    assert "Dit is een concept" in concept.tekst
    lezer = deuren.als(huis.app, "wethouder")
    lezer.pagina("/register/2026-K1", 404)
    assert lezer.get("/register/2026-K1.json").status_code == 404
    na = griffier.pagina(concept.link("Nakijken en vaststellen"))
    assert rules.NIET_GEVRAAGD.capitalize() in na.tekst
    vast = stuur(griffier, "/register/2026-K1/vaststellen", na)
    assert "staat nu vast" in vast.tekst
    assert "concept" not in vast.tekst
    assert "vastgesteld op 2 april 2026" in lezer.pagina("/register").tekst
    voorpagina = lezer.pagina("/register/2026-K1")
    assert voorpagina.h1 == "Kwartaal 1 van 2026"
    assert "Eén keer bleef een laag stil." in voorpagina.tekst
    for kop in (
        "Op uw bord",
        "Stil gebleven",
        "Wat veranderde",
        "Buikpijn van het kwartaal",
        "Controlegetal",
    ):
        assert kop in voorpagina.tekst
    assert "Dit mag niemand lezen" not in voorpagina.tekst


def test_elk_kwartaal_zonder_uitgave_is_nog_op_te_maken(huis: Stad) -> None:
    """Also after years, and also when a later one was made first."""
    huis.naar(date(2027, 2, 1))
    griffier = deuren.als(huis.app, "griffier")
    maak_op(griffier, K2)
    lijst = griffier.pagina("/register")
    acties = {form["action"] for form in lijst.soup.find_all("form")}
    codes = ("2026-K1", "2026-K2", "2026-K3", "2026-K4", "2027-K1")
    assert {f"/register/{code}/opmaken" for code in codes} == {a for a in acties if "opmaken" in a}


@pytest.fixture
def uitgave(huis: Stad) -> Stad:
    """The same house after vaststellen."""
    with huis.app.app_context():
        maak(huis)
        stel_vast(huis)
    return huis


def test_de_json_draagt_een_controlegetal_dat_klopt(uitgave: Stad) -> None:
    stuk = deuren.als(uitgave.app, "uitvoerder").get("/register/2026-K1.json").get_json()
    assert set(stuk) == {"kwartaal", "regels", "ingehouden", "vingerafdruk"}
    afdruk = stuk.pop("vingerafdruk")
    canoniek = json.dumps(stuk, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert afdruk == "sha256:" + hashlib.sha256(canoniek).hexdigest()


def test_elke_pagina_van_een_uitgave(uitgave: Stad) -> None:
    lezer = deuren.als(uitgave.app, "buurtteam")
    stuk = lezer.get("/register/2026-K1.json").get_json()
    nummer, weg = stuk["regels"][0]["nummer"], stuk["ingehouden"][0]["nummer"]
    verhaal = lezer.pagina(f"/register/2026-K1/{nummer}")
    for zin in (WOORDEN, AANPASSEN["redenen"], "1 mei 2026", "Wij passen aan"):
        assert zin in verhaal.tekst
    lezer.pagina(f"/register/2026-K1/{weg}", 404)
    assert str(nummer) in lezer.pagina("/register/2026-K1/regels").tekst
    assert AANPASSEN["afspraak"] in lezer.pagina("/register/2026-K1/afspraken?pagina=99").tekst
    assert WOORDEN in lezer.pagina("/register/2026-K1/leestas").tekst
    for pad in ("2026-K2", "2026-K9", "2031-K1", "onzin", "2026-K1/1", "2026-K1x.json"):
        assert lezer.get(f"/register/{pad}").status_code == 404


def test_het_verhaal_is_bevroren(uitgave: Stad) -> None:
    """The page is made from the frozen line: what changes on the knelpunt is not seen."""
    lezer = deuren.als(uitgave.app, "uitvoerder")
    nummer = lezer.get("/register/2026-K1.json").get_json()["regels"][0]["nummer"]
    with uitgave.app.app_context(), transaction():
        db.session.execute(text("UPDATE knelpunt SET titel = 'Heel anders' WHERE nummer = :n"), {"n": nummer})
    assert lezer.pagina(f"/register/2026-K1/{nummer}").h1 == "Signaal uit week 10"


def test_wie_het_recht_niet_heeft_kan_niets_opmaken(huis: Stad) -> None:
    for wie in ("uitvoerder", "wethouder", "beheerder"):
        klant = deuren.als(huis.app, wie)
        assert klant.post(
            "/register/2026-K1/opmaken", data={"csrf_token": klant.nieuw_teken()}
        ).status_code in (403, 404)
    coordinator = deuren.als(huis.app, "coordinator")
    maak_op(coordinator, K1)
    coordinator.pagina("/register/2026-K1/vaststellen", 404)


def test_een_geweigerde_handeling_zegt_waarom(huis: Stad) -> None:
    griffier = deuren.als(huis.app, "griffier")
    leeg = griffier.verstuur("/register/2026-K1/vaststellen")
    assert isinstance(leeg, Page)
    assert leeg.fouten == ["Maak eerst een concept op van kwartaal 1 van 2026."]
    maak_op(griffier, K1)
    oud = griffier.verstuur("/register/2026-K1/vaststellen", {"gezien": "sha256:oud"})
    assert isinstance(oud, Page)
    assert "intussen" in oud.fouten[0]
    stuur(griffier, "/register/2026-K1/vaststellen", griffier.pagina("/register/2026-K1/vaststellen"))
    weer = griffier.verstuur("/register/2026-K1/opmaken")
    assert isinstance(weer, Page)
    assert "verandert niet meer" in weer.fouten[0]


def test_een_verbetering_plaatsen(uitgave: Stad) -> None:
    griffier = deuren.als(uitgave.app, "griffier")
    voorpagina = griffier.pagina("/register/2026-K1")
    velden = voorpagina.velden("/register/2026-K1/erratum")
    fout = griffier.verstuur("/register/2026-K1/erratum", velden)
    assert isinstance(fout, Page)
    assert len(fout.fouten) == 1
    klaar = griffier.verstuur("/register/2026-K1/erratum", {**velden, "tekst": "Het was 2 mei."}, volg=True)
    assert isinstance(klaar, Page)
    assert "Het was 2 mei." in klaar.tekst
    assert (
        "Een verbetering erbij zetten"
        not in deuren.als(uitgave.app, "wethouder").pagina("/register/2026-K1").tekst
    )


def test_de_gebeurtenissen_van_dit_verhaal_bestaan(uitgave: Stad) -> None:
    """A guard on the fixture: without events every test above would pass on an empty page."""
    with uitgave.app.app_context():
        assert len(db.session.scalars(select(Gebeurtenis)).all()) > 6
