"""Luistersessies: anyone puts a subject on one without a name; it is discussed, comes back, or is dropped."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from signalen.db import db, transaction
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Onderwerp, OnderwerpAfspraak, Overleg
from signalen.overleg.queries import luistersessies, onderwerpen
from signalen.signaal.models import Signaal, Tekst
from tests.house.strict import Page
from tests.integratie.conftest import Stad
from tests.integratie.deuren import als, bouw
from tests.integratie.vergaderen import houd, plan, sleutels
from workflows.stand import Geweigerd

WOORDEN = "De brief over de huur <b>snapt</b> niemand."


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """Voorbeeldstad without an open application context, so that each page is a request of its own."""
    return Stad(app, bouw(app, zet_klok), zet=zet_klok)


def zet_op(stad: Stad, o: uuid.UUID, tekst: str = "Waar blijft de brief?") -> uuid.UUID:
    with transaction():
        code = operations.zet_op(o, tekst, stad.nu)
    return onderwerpen.met_code(code)


# ------------------------------------------------------------------ what waits where


def test_een_onderwerp_wacht_tot_het_besproken_is(stad: Stad) -> None:
    eerste, tweede = (plan(stad, d, "luistersessie", wie="wethouder") for d in ("2026-03-02", "2026-03-19"))
    elders = plan(stad, "2026-03-19", "luistersessie", wie="directeur")
    a, b, c = (zet_op(stad, eerste, f"Onderwerp {n}") for n in range(3))
    later = zet_op(stad, tweede)
    assert set(sleutels(stad, eerste)) == {f"onderwerp:{x}" for x in (a, b, c)}
    assert sleutels(stad, tweede) == [f"onderwerp:{later}"]
    with transaction():
        operations.laat_onderwerp_vervallen(eerste, c, "Dit hoort bij de OR.", stad.nu)
    houd(stad, eerste, f"onderwerp:{a}")
    rijen = {r.onderwerp_id: r for r in db.session.scalars(select(Agendapunt))}
    assert rijen[a].uitkomst == "besproken"
    assert (rijen[c].uitkomst, rijen[c].toelichting) == ("vervallen", "Dit hoort bij de OR.")
    assert (rijen[b].uitkomst, rijen[b].naar_overleg_id) == ("doorgeschoven", tweede)
    assert all("Onderwerp 1" not in r.onderwerp for r in rijen.values()), "the agenda row copies no words"
    assert set(sleutels(stad, tweede)) == {f"onderwerp:{b}", f"onderwerp:{later}"}
    assert sleutels(stad, elders) == [], "another leader gets none of them"
    with transaction():
        operations.verval(tweede, "Ziek.", stad.nu)
    derde = plan(stad, "2026-03-26", "luistersessie", wie="wethouder")
    assert set(sleutels(stad, derde)) == {f"onderwerp:{b}", f"onderwerp:{later}"}
    for gesloten, zin in ((a, "al besproken"), (c, "van de agenda")):
        with pytest.raises(Geweigerd, match=zin):
            operations.trek_in(gesloten, stad.nu)
    with transaction():
        operations.trek_in(b, stad.nu)
    assert sleutels(stad, derde) == [f"onderwerp:{later}"]
    assert onderwerpen.teksten([b])[b].tekst == "(Deze tekst is leeggemaakt.)"


def bon(stad: Stad, id_: uuid.UUID) -> luistersessies.Ontvangst:
    db.session.expire_all()
    return luistersessies.ontvangst(id_, stad.nu.date(), str)


def test_de_woorden_gaan_weg_op_de_dag_die_vooraf_is_gezegd(stad: Stad) -> None:
    o = plan(stad, "2026-03-02", "luistersessie", wie="wethouder")
    a, b, weg = (zet_op(stad, o, WOORDEN) for _ in range(3))
    s = stad.geef(antwoorden={"wat_zie_je": WOORDEN})
    assert "gewist op woensdag 1 april 2026" in bon(stad, a).gewist
    with transaction():
        operations.zeg_toe(o, a, "De brief wordt herschreven.", "teamleider", "1-6-2026", stad.nu)
        operations.laat_onderwerp_vervallen(o, weg, "Dit hoort bij de OR.", stad.nu)
    houd(stad, o, f"onderwerp:{a}")
    assert bon(stad, a).gewist.startswith("Je woorden worden gewist op woensdag 1 april 2026. Daarna")
    assert "geen volgende luistersessie" in bon(stad, b).gewist
    stad.naar(date(2026, 3, 31))
    operations.tik(stad.nu)
    assert bon(stad, a).tekst == bon(stad, b).tekst == bon(stad, weg).tekst == WOORDEN
    stad.naar(date(2026, 4, 1))
    operations.tik(stad.nu)
    for gewist in (a, b, weg):
        o_ = bon(stad, gewist)
        assert (o_.tekst_er_nog, o_.mag_intrekken) == (False, False) and "zijn gewist op" in o_.gewist
        with pytest.raises(Geweigerd):
            operations.trek_in(gewist, stad.nu)
    assert bon(stad, a).zin == "Besproken op maandag 2 maart 2026."
    assert bon(stad, a).toezeggingen[0].omschrijving == "De brief wordt herschreven."
    assert bon(stad, b).zin.startswith("Dit onderwerp is niet besproken.")
    assert bon(stad, weg).reden == "Dit hoort bij de OR."
    over = db.session.scalars(select(Tekst.inhoud).where(Tekst.inhoud.contains(WOORDEN))).all()
    assert over and db.session.get_one(Signaal, s).teksten[0].tekst.inhoud == WOORDEN, (
        "a signaal keeps its own"
    )
    volgende = plan(stad, "2026-04-08", "luistersessie", wie="wethouder")
    assert sleutels(stad, volgende) == [f"afspraak:{bon_afspraak()}"], "what lost its words is on no agenda"


def bon_afspraak() -> uuid.UUID:
    return db.session.scalars(select(OnderwerpAfspraak.afspraak_id)).one()


def test_wat_meegaat_leeft_tot_de_volgende_en_een_afgezegde_houdt_niets_vast(stad: Stad) -> None:
    eerste, tweede = (plan(stad, d, "luistersessie", wie="wethouder") for d in ("2026-03-02", "2026-05-18"))
    a = zet_op(stad, eerste)
    houd(stad, eerste)
    stad.naar(date(2026, 4, 20))
    operations.tik(stad.nu)
    assert bon(stad, a).tekst_er_nog and "gewist op woensdag 17 juni 2026" in bon(stad, a).gewist
    with transaction():
        operations.verval(tweede, "Ziek.", stad.nu)
    assert "gewist op woensdag 20 mei 2026" in bon(stad, a).gewist
    stad.naar(date(2026, 5, 20))
    operations.tik(stad.nu)
    assert not bon(stad, a).tekst_er_nog


def test_de_volgorde_zegt_niet_wie_eerst_kwam(stad: Stad) -> None:
    o = plan(stad, "2026-03-19", "luistersessie", wie="wethouder")
    gezet = [f"onderwerp:{zet_op(stad, o, f'Onderwerp {n}')}" for n in range(12)]
    regels = sleutels(stad, o)
    assert set(regels) == set(gezet) and regels != gezet
    assert regels == sleutels(stad, o)


def test_geen_rij_wijst_naar_wie_het_schreef(huis: Stad) -> None:
    """The post writes a Tekst, an Onderwerp and the key of the form, and nothing else (SAFETY rule 10)."""
    with huis.app.app_context():
        o = plan(huis, "2026-03-19", "luistersessie", wie="wethouder")
        db.session.remove()
    klant = als(huis.app, "buurtteam")
    klant.pagina(f"/luistersessies/{o}/onderwerp")
    voor = _stand(huis)
    klant.verstuur(f"/luistersessies/{o}/onderwerp", {"tekst": WOORDEN, "formulier": str(uuid.uuid4())})
    na = _stand(huis)
    veranderd = {tabel for tabel in na if na[tabel] != voor[tabel]}
    assert veranderd == {"tekst", "onderwerp", "formulier"}
    kolommen = {k.name for k in Onderwerp.__table__.columns}
    assert kolommen.isdisjoint({"medewerker_id", "niveau", "naam", "moment"})


def _stand(stad: Stad) -> dict[str, Any]:
    """Return every row of every table as text, so that any change shows."""
    with stad.app.app_context():
        return {
            t: sorted(str(r) for r in db.session.execute(text(f"SELECT * FROM {t}")))
            for t in db.metadata.tables
        }


# ------------------------------------------------------------------ pages


def test_van_onderwerp_tot_toezegging(huis: Stad) -> None:
    with huis.app.app_context():
        id_ = plan(huis, "2026-03-12", "luistersessie", wie="wethouder", plaats="Kantine")
        db.session.remove()
    schrijver, pad = als(huis.app, "buurtteam"), f"/overleg/{id_}"
    assert schrijver.pagina("/").soup.find("a", href="/luistersessies")
    lijst = schrijver.pagina("/luistersessies")
    assert "wethouder luistert" in lijst.tekst and "Kantine" in lijst.tekst
    vorm = f"/luistersessies/{id_}/onderwerp"
    assert lijst.soup.find("a", href=vorm)
    schrijver.pagina(vorm)
    fout = schrijver.verstuur(vorm, {"tekst": "Bel jan@example.org"})
    assert isinstance(fout, Page) and fout.velden(vorm)["tekst"] == "Bel jan@example.org"
    bon = schrijver.verstuur(vorm, {"tekst": WOORDEN}, volg=True)
    assert isinstance(bon, Page)
    assert "Dit onderwerp staat op de agenda van donderdag 12 maart 2026." in bon.tekst
    assert WOORDEN in bon.tekst
    # What was said becomes a signaal in one step: the form is filled, nothing is sent.
    naar = bon.velden("/signaal-geven")
    knelt = Page(schrijver.post("/signaal-geven", data=naar))
    assert knelt.h1 == "Dit knelt" and knelt.velden("/signaal-geven/nakijken")["wat_zie_je"] == WOORDEN
    wethouder = als(huis.app, "wethouder")
    blad = wethouder.pagina(pad)
    assert "Onderwerpen" in blad.tekst and WOORDEN in blad.tekst
    for lezer in ("griffier", "coordinator"):
        assert WOORDEN not in als(huis.app, lezer).pagina(pad).tekst
    huis.naar(date(2026, 3, 12))
    wethouder = als(huis.app, "wethouder")
    (punt,) = [a["href"] for a in wethouder.pagina(pad).soup.find_all("a") if "/punt/" in a["href"]]
    als(huis.app, "coordinator").pagina(punt, 404)
    data = {"omschrijving": "De brief wordt herschreven.", "rol": "teamleider", "datum": ""}
    fout = wethouder.verstuur(f"{punt}/afspraak", data)
    assert isinstance(fout, Page) and fout.fouten
    blad = wethouder.verstuur(f"{punt}/afspraak", {**data, "datum": "1-4-2026"}, volg=True)
    assert isinstance(blad, Page) and "De brief wordt herschreven: teamleider" in blad.tekst
    sleutel = f"onderwerp:{punt.rsplit('/', 1)[1]}"
    blad = wethouder.verstuur(f"{pad}/houden", {"besproken": [sleutel]}, volg=True)
    assert isinstance(blad, Page) and WOORDEN in blad.tekst
    assert WOORDEN not in als(huis.app, "griffier").pagina(pad).tekst
    bon = als(huis.app, "buurtteam").pagina(bon.path)
    assert "Besproken op donderdag 12 maart 2026." in bon.tekst
    assert "De brief wordt herschreven: teamleider, beloofd voor woensdag 1 april 2026" in bon.tekst
    assert not bon.soup.find("form", action=f"{bon.path}/intrekken")


def test_intrekken_kan_met_het_adres_en_een_ander_adres_is_er_niet(huis: Stad) -> None:
    with huis.app.app_context():
        id_ = plan(huis, "2026-03-12", "luistersessie", wie="directeur")
        casus = plan(huis, "2026-03-12")
        db.session.remove()
    klant = als(huis.app, "uitvoerder")
    klant.pagina(f"/luistersessies/{id_}/onderwerp")
    bon = klant.verstuur(f"/luistersessies/{id_}/onderwerp", {"tekst": WOORDEN}, volg=True)
    assert isinstance(bon, Page)
    na = klant.verstuur(f"{bon.path}/intrekken", {}, volg=True)
    assert isinstance(na, Page) and "ingetrokken" in na.tekst and WOORDEN not in na.tekst
    dubbel = klant.verstuur(f"{bon.path}/intrekken", {})
    assert isinstance(dubbel, Page) and dubbel.fouten == ["Dit onderwerp is al ingetrokken."]
    for pad in (
        f"{bon.path[:-1]}x",
        f"/luistersessies/{casus}/onderwerp",
        f"/luistersessies/{uuid.uuid4()}/onderwerp",
    ):
        klant.pagina(pad, 404)
    with huis.app.app_context(), transaction():
        rij = db.session.get(Overleg, id_)
        assert rij is not None
        rij.staat, rij.reden = "vervallen", "Ziek."
    klant.pagina(f"/luistersessies/{id_}/onderwerp", 404)
