"""Making an edition in the background: by a worker, by the clock, after a kill, twice at once, in vain."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from redis import Redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import select, text, update

from signalen import clock, deurbel, jobs
from signalen.config import libpq_url
from signalen.db import db, transaction
from signalen.register import operations
from signalen.register.klus import operations as klussen
from signalen.register.klus import queries, rules, werk
from signalen.register.models import Editie, Editiebestand, Opmaakklus
from signalen.voorbeeld import mensen
from tests.house.strict import Page
from tests.integratie import deuren
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_samen import tegelijk

K1 = "2026-K1"


def vraag(stad: Stad) -> uuid.UUID:
    with transaction():
        operations.vraag_op(K1, stad.nu)
        return klussen.vraag(K1, "opmaken")


def klus(id_: uuid.UUID) -> Opmaakklus:
    return db.session.scalars(
        select(Opmaakklus).where(Opmaakklus.id == id_).execution_options(populate_existing=True)
    ).one()


def zet(id_: uuid.UUID, **waarden: Any) -> None:
    with transaction():
        db.session.execute(update(Opmaakklus).where(Opmaakklus.id == id_).values(**waarden))


def editie() -> Editie | None:
    return db.session.scalars(select(Editie).execution_options(populate_existing=True)).first()


def over(seconden: float) -> datetime:
    return clock.system_now() + timedelta(seconds=seconden)


# ------------------------------------------------------------------ asked, rung, done


def test_wie_het_twee_keer_vraagt_vraagt_het_een_keer(stad: Stad) -> None:
    assert vraag(stad) == vraag(stad)
    (rij,) = db.session.scalars(select(Opmaakklus)).all()
    assert (rij.staat, rij.soort) == ("wacht", "opmaken")


def test_een_werker_die_de_bel_hoort_maakt_het_concept(stad: Stad) -> None:
    rij = Queue(
        deurbel.RIJ, connection=stad.app.extensions["signalen_redis_worker"], serializer=JSONSerializer
    )
    rij.empty()
    stad.geef(mag_getoond=True)
    id_ = vraag(stad)
    assert f"opmaakklus-{id_}" in rij.job_ids
    SimpleWorker([rij], connection=rij.connection, serializer=JSONSerializer).work(
        burst=True, logging_level="WARNING"
    )
    db.session.rollback()
    gemaakt, gedaan = editie(), klus(id_)
    assert gemaakt is not None
    assert (gemaakt.staat, len(gemaakt.regels)) == ("concept", 1)
    assert (gedaan.staat, gedaan.pogingen, gedaan.gedaan, gedaan.totaal) == ("klaar", 1, 1, 1)


def test_zonder_redis_doet_de_klok_het(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    dood = Redis.from_url("redis://127.0.0.1:1/0", **stad.app.config["SIGNALEN"].redis_options())
    monkeypatch.setitem(stad.app.extensions, "signalen_redis", dood)
    id_ = vraag(stad)
    assert stad.tik()["klussen"] == 0, "who just asked may still be heard by a worker"
    zet(id_, gevraagd_op=over(-11))
    assert stad.tik()["klussen"] == 1
    assert klus(id_).staat == "klaar"
    assert editie() is not None


def test_na_het_opmaken_en_vaststellen_worden_de_bestanden_gevraagd(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of a concept go when it is made again: of a vastgestelde editie none could ever go."""
    gezien = []

    def maak_alle(wat: Editie, voortgang: Callable[[int, int], None]) -> None:
        gezien.append(wat.staat)
        voortgang(0, 1)
        nu = {"mediatype": "text/csv", "inhoud": wat.staat.encode(), "sha256": "0" * 64}
        db.session.add(Editiebestand(editie_id=wat.id, vorm="csv", gemaakt_op=stad.nu, **nu))
        voortgang(1, 1)

    monkeypatch.setattr(werk.vormen, "maak_alle", maak_alle)
    vraag(stad)
    assert deuren.werk(stad.app) == 2
    stad.naar(date(2026, 4, 1))
    with transaction():
        operations.stel_vast(K1, "griffier", stad.nu)
    assert db.session.scalars(select(Editiebestand)).all() == []
    assert deuren.werk(stad.app) == 1
    assert gezien == ["concept", "vastgesteld"]
    assert db.session.scalars(select(Editiebestand.inhoud)).all() == [b"vastgesteld"]


def test_bestanden_van_een_uitgave_die_intussen_veranderde_tellen_niet(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a vastgestelde editie could keep the files of its concept for ever."""

    def maak_alle(wat: Editie, voortgang: Callable[[int, int], None]) -> None:
        db.session.execute(text("UPDATE editie SET opgemaakt_op = opgemaakt_op + interval '1 second'"))

    monkeypatch.setattr(werk.vormen, "maak_alle", maak_alle)
    with transaction():
        operations.maak_op(K1, stad.nu)
        id_ = klussen.vraag(K1, "vormen")
    assert werk.doe(str(id_)) is False
    assert (klus(id_).staat, klus(id_).pogingen) == ("wacht", 1)


# ------------------------------------------------------------------ in vain


def test_wat_misgaat_wordt_vijf_keer_geprobeerd(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuk(*args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(operations.lezen, "voorproef", stuk)
    id_ = vraag(stad)
    staten = []
    for _ in range(rules.POGINGEN):
        assert jobs.doe("opmaakklus", str(id_)) is False
        staten.append(klus(id_).staat)
    assert staten == ["wacht"] * 4 + ["mislukt"]
    assert "vijf keer" in klus(id_).fout
    assert jobs.doe("opmaakklus", str(id_)) is False
    assert klus(id_).pogingen == rules.POGINGEN
    assert editie() is None
    assert vraag(stad) != id_, "somebody may ask again"


def test_een_weigering_zegt_meteen_waarom(stad: Stad) -> None:
    id_ = vraag(stad)
    stad.naar(date(2025, 12, 1))
    deuren.werk(stad.app)
    assert (klus(id_).staat, klus(id_).pogingen) == ("mislukt", 1)
    assert klus(id_).fout == "Kwartaal 1 van 2026 is nog niet begonnen."


def test_wie_midden_in_de_laatste_poging_stierf_wordt_opgegeven(stad: Stad) -> None:
    id_ = vraag(stad)
    zet(id_, staat="bezig", pogingen=5, teken_op=over(-61))
    assert stad.tik()["klussen"] == 0
    assert klus(id_).staat == "mislukt"


def test_wie_werd_ingehaald_schrijft_niets(stad: Stad) -> None:
    id_ = vraag(stad)
    eerste = klussen.begin(id_, clock.system_now())
    assert eerste is not None
    assert klussen.begin(id_, clock.system_now()) is None
    tweede = klussen.begin(id_, over(61))
    assert tweede is not None
    assert tweede.poging == 2
    with pytest.raises(klussen.Ingehaald):
        eerste(1, 2)
    with pytest.raises(klussen.Ingehaald), transaction():
        klussen.klaar(eerste)
    klussen.mislukt(eerste)
    assert klus(id_).staat == "bezig"


# ------------------------------------------------------------------ real commits


@pytest.fixture
def echt(echte_db: Flask, zet_klok: Callable[[datetime], None]) -> Iterator[Stad]:
    """Voorbeeldstad on a committed database, with three knelpunten."""
    zet_klok(MAANDAG)
    with echte_db.app_context():
        with transaction():
            ids = mensen.bouw(MAANDAG.date(), Path(echte_db.config["SIGNALEN_SLEUTELS"]))
        stad = Stad(echte_db, ids, MAANDAG, zet_klok)
        for _ in range(3):
            stad.geef(mag_getoond=True)
        yield stad
        db.session.rollback()


def test_voortgang_een_dode_werker_en_twee_tegelijk(echt: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    """One walk, as a fresh database is dear: what others see meanwhile, a kill halfway, four at once."""
    url, gezien = libpq_url(echt.app.config["SQLALCHEMY_DATABASE_URI"]), []
    lees = operations.lezen.lees
    monkeypatch.setattr(operations.lezen, "PARTIJ", 1)

    def dood(kwartaal: Any, peildag: date, voortgang: Callable[[int, int], None]) -> Any:
        def kijk(gedaan: int, totaal: int) -> None:
            voortgang(gedaan, totaal)
            with psycopg.connect(url) as ander:
                gezien.append(ander.execute("SELECT staat, gedaan, totaal FROM opmaakklus").fetchone())
            if gedaan == 2:
                with psycopg.connect(url) as ander:
                    mij = db.session.scalar(text("SELECT pg_backend_pid()"))
                    ander.execute("SELECT pg_terminate_backend(%s)", [mij])

        return lees(kwartaal, peildag, kijk)

    id_ = vraag(echt)
    monkeypatch.setattr(operations.lezen, "lees", dood)
    monkeypatch.setattr(klussen, "mislukt", lambda *delen: None)  # a killed process writes no last words
    assert werk.doe(str(id_)) is False
    assert gezien == [("bezig", 0, 3), ("bezig", 1, 3), ("bezig", 2, 3)]
    assert (klus(id_).staat, editie()) == ("bezig", None)
    db.session.rollback()
    monkeypatch.undo()

    assert werk.tik(over(30)) == 0, "it may still be alive"
    zet(id_, teken_op=over(-61))
    daden = [lambda: werk.doe(str(id_))] * 4
    assert sorted(tegelijk(echt.app, daden)) == [False, False, False, True]
    assert (klus(id_).staat, klus(id_).pogingen) == ("klaar", 2)
    gemaakt = editie()
    assert gemaakt is not None
    assert len(gemaakt.regels) == 3


# ------------------------------------------------------------------ the page


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    return Stad(app, deuren.bouw(app, zet_klok), MAANDAG, zet_klok)


def test_de_pagina_zegt_hoe_ver_het_is_en_leidt_naar_het_concept(huis: Stad) -> None:
    klant, pad = deuren.als(huis.app, "griffier"), f"/register/{K1}/opmaken"
    assert "Er is nog niet om gevraagd" in klant.pagina(pad).tekst
    begin = klant.verstuur(pad, klant.pagina(pad).velden(pad), volg=True)
    assert isinstance(begin, Page)
    assert begin.soup.find("progress").get("value") is None
    assert begin.soup.select_one("noscript meta[http-equiv=refresh]")
    with huis.app.app_context():
        id_ = db.session.scalars(select(Opmaakklus.id)).one()
        zet(id_, staat="bezig", pogingen=2, gedaan=500, totaal=1000, teken_op=over(0), gevraagd_op=over(-70))
    bezig = klant.pagina(pad)
    assert "Knelpunten lezen: 500 van 1.000" in bezig.tekst
    assert "poging 2 van 5" in bezig.tekst
    assert "langer dan gewoon" in bezig.tekst
    balk = bezig.soup.find("progress")
    assert (balk["value"], balk["max"]) == ("500", "1000")
    vraag = bezig.soup.find(id="voortgang")["hx-get"]
    assert klant.get(vraag, headers={"HX-Request": "true"}).status_code == 204
    with huis.app.app_context():
        zet(id_, staat="mislukt", fout="Het is vijf keer niet gelukt.")
    deel = Page(klant.get(vraag, headers={"HX-Request": "true"}))
    assert deel.soup.find(id="voortgang").get("hx-get") is None, "asking must stop"
    weer = klant.verstuur(pad, klant.pagina(pad).velden(pad))
    assert weer.status_code == 303
    deuren.werk(huis.app)
    klaar = klant.get(vraag, headers={"HX-Request": "true"})
    assert klaar.headers["HX-Redirect"] == f"/register/{K1}?gedaan=opgemaakt"
    assert klant.get(pad).location == f"/register/{K1}?gedaan=opgemaakt"


def test_twee_mensen_tegelijk_wachten_op_hetzelfde(huis: Stad) -> None:
    pad = f"/register/{K1}/opmaken"
    for wie in ("griffier", "coordinator"):
        klant = deuren.als(huis.app, wie)
        for _ in range(2):
            assert klant.verstuur(pad, klant.pagina("/register").velden(pad)).location == pad
    with huis.app.app_context():
        assert len(db.session.scalars(select(Opmaakklus)).all()) == 1


def test_wie_niet_opmaakt_ziet_niet_hoe_ver_het_is(huis: Stad) -> None:
    for wie in ("wethouder", "uitvoerder", "beheerder"):
        deuren.als(huis.app, wie).pagina(f"/register/{K1}/opmaken", 404)


def test_de_laatste_klus_telt(stad: Stad) -> None:
    eerste = vraag(stad)
    zet(eerste, staat="mislukt", fout="x", gevraagd_op=over(-100))
    vraag(stad)
    laatste = queries.laatste(K1)
    assert laatste is not None
    assert laatste.staat == "wacht"
