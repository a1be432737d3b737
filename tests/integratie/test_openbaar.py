"""The public reading site: off and on, what it never shows, what caches get, and files to take along."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.medewerker.models import Beheerlog, Sessie
from signalen.register import operations
from signalen.register.klus import werk
from signalen.register.models import Editie, Editiebestand
from signalen.register.openbaar import operations as openbaar
from signalen.web import KOPPEN
from tests.house.strict import Page, StrictClient
from tests.integratie import deuren
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.test_register import met_besluit, stuur

OPEN = "/open/register/2026-K1"
WOORDEN = "Elke maand volgt een verrekening."


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Stad:
    """K1 is vastgesteld with one knelpunt shown and one withheld; K2 is a concept with one of its own."""
    stad = Stad(app, deuren.bouw(app, zet_klok), MAANDAG, zet_klok)
    with app.app_context():
        met_besluit(stad)
        stad.geef(wie="uitvoerder2", antwoorden={"wat_zie_je": "Dit mag niemand lezen."})
        stad.naar(date(2026, 4, 2))
        with transaction():
            operations.maak_op("2026-K1", stad.nu)
            operations.stel_vast("2026-K1", "griffier", stad.nu)
        stad.geef(mag_getoond=True, antwoorden={"wat_zie_je": "Alleen nog in het concept."})
        with transaction():
            operations.maak_op("2026-K2", stad.nu)
    return stad


def zet_aan(stad: Stad) -> None:
    with stad.app.app_context(), transaction():
        openbaar.zet_aan("2026-114", date(2026, 4, 2), "Iedereen mag dit lezen.", stad.nu.date())


@pytest.fixture
def open_huis(huis: Stad) -> Stad:
    zet_aan(huis)
    return huis


def nummers(stad: Stad, kwartaal: str) -> tuple[int, list[int]]:
    """Return a number that is shown, and those that are withheld."""
    with stad.app.app_context():
        rij = db.session.scalars(select(Editie).where(Editie.kwartaal == kwartaal)).one()
        return rij.regels[0]["nummer"], [w["nummer"] for w in rij.ingehouden]


@pytest.fixture
def vragen(app: Flask) -> Iterator[list[str]]:
    """Every statement that is sent to the database."""
    gezien: list[str] = []

    def kijk(verbinding: Any, cursor: Any, vraag: str, *rest: Any) -> None:
        if not vraag.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            gezien.append(vraag)

    with app.app_context():
        motor = db.engine.engine
    event.listen(motor, "before_cursor_execute", kijk)
    yield gezien
    event.remove(motor, "before_cursor_execute", kijk)


# ------------------------------------------------------------------ off and on


def test_zolang_het_college_niets_besluit_is_er_niets(huis: Stad) -> None:
    """The same answer as for an address that does not exist, also for who is logged in."""
    nummer, _ = nummers(huis, "2026-K1")
    paden = ["", "/telregels", "/2026-K1", "/2026-K1.json", "/2026-K1/regels", "/2026-K1/afspraken"]
    paden += [f"/2026-K1/{nummer}", "/2026-K1/bestand/pdf", "/2026-K2", "/onzin"]
    for wie in ("", "beheerder"):
        klant = deuren.als(huis.app, wie)
        onbekend = klant.get("/open/bestaat-niet")
        for pad in paden:
            antwoord = klant.get(f"/open/register{pad}")
            assert (antwoord.status_code, antwoord.data) == (404, onbekend.data), pad
            assert antwoord.headers["Cache-Control"] == "no-store"


def test_de_beheerder_zet_het_aan_en_uit_met_besluit_en_reden(huis: Stad) -> None:
    beheerder, lezer, pad = deuren.als(huis.app, "beheerder"), StrictClient(huis.app), "/beheer/openbaar"
    velden = beheerder.pagina(pad).velden(pad)
    leeg = beheerder.verstuur(pad, velden)
    assert isinstance(leeg, Page)
    assert len(leeg.fouten) == 3
    besluit = {"nummer": "2026-114", "datum": "2-4-2026", "reden": "Iedereen mag dit lezen."}
    straks = beheerder.verstuur(pad, {**leeg.velden(pad), **besluit, "datum": "3-4-2026"})
    assert isinstance(straks, Page)
    assert "toekomst" in straks.fouten[0]
    aan = beheerder.verstuur(pad, {**straks.velden(pad), **besluit}, volg=True)
    assert isinstance(aan, Page)
    assert "Door collegebesluit 2026-114 van 2 april 2026" in aan.tekst
    assert lezer.get(OPEN).status_code == 200
    nog_eens = beheerder.verstuur(pad, {**besluit, "stand": "aan"})
    assert isinstance(nog_eens, Page)
    assert nog_eens.fouten == ["Het register is al openbaar."]
    uit = beheerder.verstuur(pad, {**aan.velden(pad), "reden": "Er staat een fout in."}, volg=True)
    assert isinstance(uit, Page)
    assert "Er staat een fout in." in uit.tekst
    assert lezer.get(OPEN).status_code == 404
    with huis.app.app_context():
        log = db.session.scalars(select(Beheerlog.wat).where(Beheerlog.wat.contains("openbaar"))).all()
    assert sorted(log) == [
        "het register niet meer openbaar gemaakt: Er staat een fout in.",
        "het register openbaar gemaakt (collegebesluit 2026-114 van 2-4-2026): Iedereen mag dit lezen.",
    ]


# ------------------------------------------------------------------ what is there, and what never


def test_elke_openbare_pagina_is_er_zonder_iets_van_een_lezer(open_huis: Stad) -> None:
    nummer, _ = nummers(open_huis, "2026-K1")
    klant = StrictClient(open_huis.app)
    verwacht = {
        "/open/register": "Uitgave 1, vastgesteld op 2 april 2026",
        "/open/register/telregels": "<10 betekent niet dat er iets was.",
        OPEN: "Buikpijn van het kwartaal",
        f"{OPEN}/regels": str(nummer),
        f"{OPEN}/afspraken": "De instructie",
        f"{OPEN}/{nummer}": WOORDEN,
        f"{OPEN}/samenvatting": "Samenvatting van kwartaal 1 van 2026",
        f"{OPEN}/cijfers": "Stiltes en knelpunten per kwartaal",
        f"{OPEN}/stiltes": "Stil gebleven",
        f"{OPEN}/raad": "Gaat de raad hierover?",
        f"{OPEN}/vergelijking?soort=stil": "de eerste uitgave die zo vergelijkt",
        f"{OPEN}/leestas": WOORDEN,
    }
    for pad, zin in verwacht.items():
        pagina = klant.pagina(pad)
        assert zin in pagina.tekst, pad
        voet = pagina.soup.footer.get_text(" ")
        assert "besluit van het college van 2 april 2026 (nummer 2026-114)" in " ".join(voet.split())
        assert "Gemeente Voorbeeld" in pagina.soup.header.get_text()
        assert pagina.soup.find_all(["form", "input"]) == [], pad
        knoppen = pagina.soup.find_all("button")
        assert all(knop.has_attr("data-afdrukken") for knop in knoppen), pad
        assert [s["src"].split("?")[0] for s in pagina.soup.find_all("script")] == ["/static/signalen.js"]
        for link in pagina.soup.find_all("a", href=True):
            assert link["href"].startswith(("/open/register", "#")), f"{pad} links inside: {link['href']}"
        assert "Set-Cookie" not in pagina.response.headers


def test_een_concept_en_wat_is_ingehouden_zijn_nergens_te_zien(open_huis: Stad) -> None:
    """Not on the list, nor as page, story, JSON or file, nor for who is logged in and does not make it."""
    getoond, ingehouden = nummers(open_huis, "2026-K1")
    concept, _ = nummers(open_huis, "2026-K2")
    with open_huis.app.app_context():
        _bestand("2026-K2", "pdf", b"concept")
    for klant, basis in (
        (StrictClient(open_huis.app), "/open/register"),
        (deuren.als(open_huis.app, "wethouder"), "/register"),
    ):
        assert "2026-K2" not in klant.get(basis).get_data(as_text=True)
        weg = [f"/2026-K2{x}" for x in ("", ".json", "/regels", "/afspraken", f"/{concept}", "/bestand/pdf")]
        weg += [f"/2026-K1/{n}" for n in (*ingehouden, concept, 10**30)]
        for pad in weg:
            assert klant.get(basis + pad).status_code == 404, basis + pad
        for pad in ("/2026-K1", "/2026-K1.json", "/2026-K1/regels", f"/2026-K1/{getoond}"):
            tekst = klant.get(basis + pad).get_data(as_text=True)
            assert "Dit mag niemand lezen" not in tekst
            assert "Alleen nog in het concept" not in tekst
    with open_huis.app.app_context():
        gemeld = db.session.scalars(select(Bericht.verwijst_naar).where(Bericht.soort == "editie")).all()
    assert set(gemeld) == {"/register/2026-K1"}, "nobody is told of a concept"


def test_de_json_buiten_is_die_van_binnen(open_huis: Stad) -> None:
    binnen = deuren.als(open_huis.app, "uitvoerder").get("/register/2026-K1.json")
    buiten = StrictClient(open_huis.app).get(f"{OPEN}.json")
    assert buiten.get_json() == binnen.get_json()
    assert buiten.headers["Cache-Control"].startswith("public")


def test_zoekmachines_mogen_alleen_daar_komen(open_huis: Stad) -> None:
    robots = StrictClient(open_huis.app).get("/robots.txt").get_data(as_text=True)
    assert robots.splitlines() == ["User-agent: *", "Allow: /open/", "Disallow: /"]


# ------------------------------------------------------------------ caches


def test_koppen_voor_een_cache(open_huis: Stad) -> None:
    klant = StrictClient(open_huis.app)
    eerste = klant.get(OPEN)
    assert eerste.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=600"
    assert eerste.headers["Last-Modified"] == "Thu, 02 Apr 2026 08:00:00 GMT"
    assert "Cookie" not in eerste.headers.get("Vary", "")
    assert {naam: eerste.headers[naam] for naam in KOPPEN} == KOPPEN
    etag = eerste.headers["ETag"]
    assert not etag.startswith("W/")
    for gestuurd in (etag, f"W/{etag}", f'"ander", {etag}'):
        niets = klant.get(OPEN, headers={"If-None-Match": gestuurd})
        assert (niets.status_code, niets.data) == (304, b"")
        assert niets.headers["ETag"] == etag
        assert niets.headers["Cache-Control"] == eerste.headers["Cache-Control"]
    assert klant.get(OPEN, headers={"If-None-Match": '"ander"'}).status_code == 200
    assert klant.get(f"{OPEN}?gedaan=vastgesteld&pagina=7").data == eerste.data
    assert (
        klant.get(f"{OPEN}/regels?pagina=99").headers["ETag"] == klant.get(f"{OPEN}/regels").headers["ETag"]
    )


def test_uit_het_geheugen_kost_een_pagina_een_kleine_vraag(open_huis: Stad, vragen: list[str]) -> None:
    klant = StrictClient(open_huis.app)
    etag = klant.get(OPEN).headers["ETag"]
    for koppen in ({}, {"If-None-Match": etag}):
        vragen.clear()
        klant.get(OPEN, headers=koppen)
        (vraag,) = vragen
        assert "regels" not in vraag
        assert "editie.inhoud" not in vraag


def test_een_verbetering_geeft_een_ander_merk_en_staat_er_meteen(open_huis: Stad) -> None:
    klant = StrictClient(open_huis.app)
    etag = klant.get(OPEN).headers["ETag"]
    open_huis.naar(date(2026, 4, 9))
    with open_huis.app.app_context(), transaction():
        operations.erratum("2026-K1", "De datum was 2 mei.", open_huis.nu)
    nieuw = klant.get(OPEN, headers={"If-None-Match": etag})
    assert nieuw.status_code == 200
    assert "De datum was 2 mei." in nieuw.get_data(as_text=True)
    assert nieuw.headers["Last-Modified"] == "Wed, 08 Apr 2026 22:00:00 GMT"


def test_lezen_laat_geen_spoor_na(open_huis: Stad, vragen: list[str]) -> None:
    """Also who is logged in reads it as anybody: no session is looked up and nothing is written."""
    klant = deuren.als(open_huis.app, "griffier")
    with open_huis.app.app_context():
        voor = db.session.execute(select(Sessie.token_hash, Sessie.gebruikt_op)).all()
    vragen.clear()
    antwoord = klant.get(OPEN)
    assert "Griffier" not in antwoord.get_data(as_text=True)
    assert not [v for v in vragen if v.split()[0] in ("INSERT", "UPDATE", "DELETE") or "sessie" in v]
    with open_huis.app.app_context():
        assert db.session.execute(select(Sessie.token_hash, Sessie.gebruikt_op)).all() == voor


# ------------------------------------------------------------------ files


def _bestand(kwartaal: str, vorm: str, inhoud: bytes) -> None:
    with transaction():
        editie = db.session.scalars(select(Editie.id).where(Editie.kwartaal == kwartaal)).one()
        db.session.add(
            Editiebestand(
                editie_id=editie,
                vorm=vorm,
                mediatype="application/pdf",
                inhoud=inhoud,
                sha256=hashlib.sha256(inhoud).hexdigest(),
                gemaakt_op=MAANDAG,
            )
        )


def test_een_bestand_gaat_mee_met_naam_merk_en_lange_bewaartijd(open_huis: Stad) -> None:
    with open_huis.app.app_context():
        _bestand("2026-K1", "pdf", b"%PDF-1.7 echt")
    buiten, binnen = StrictClient(open_huis.app), deuren.als(open_huis.app, "uitvoerder")
    for klant, pad, voor in ((buiten, OPEN, "public"), (binnen, "/register/2026-K1", "private")):
        assert klant.pagina(pad).link("PDF") == f"{pad}/bestand/pdf"
        antwoord = klant.get(f"{pad}/bestand/pdf")
        assert (antwoord.data, antwoord.mimetype) == (b"%PDF-1.7 echt", "application/pdf")
        naam = 'attachment; filename="kwartaalregister-gemeente-voorbeeld-2026-K1.pdf"'
        assert antwoord.headers["Content-Disposition"] == naam
        assert antwoord.headers["Cache-Control"] == f"{voor}, max-age=31536000, immutable"
        merk = antwoord.headers["ETag"]
        assert merk.strip('"') == hashlib.sha256(b"%PDF-1.7 echt").hexdigest()
        assert klant.get(f"{pad}/bestand/pdf", headers={"If-None-Match": merk}).status_code == 304
        assert klant.get(f"{pad}/bestand/ods").status_code == 404
    assert StrictClient(open_huis.app).get("/register/2026-K1/bestand/pdf").status_code == 303


def test_een_bestand_van_een_concept_is_er_alleen_voor_wie_het_maakt(open_huis: Stad) -> None:
    with open_huis.app.app_context():
        _bestand("2026-K2", "pdf", b"concept")
    pad = "/register/2026-K2/bestand/pdf"
    maker = deuren.als(open_huis.app, "griffier").get(pad)
    assert (maker.status_code, maker.headers["Cache-Control"]) == (200, "no-store")
    for wie in ("wethouder", "uitvoerder", "beheerder"):
        assert deuren.als(open_huis.app, wie).get(pad).status_code == 404


def test_nieuws_en_catalogus_voor_programmas(open_huis: Stad) -> None:
    """Feed and catalogue name every edition and its files, are kept, and change with a correction."""
    with open_huis.app.app_context():
        _bestand("2026-K1", "pdf", b"%PDF-1.7 echt")
    buiten = StrictClient(open_huis.app)
    soorten = {
        "atom.xml": "application/atom+xml",
        "catalogus.jsonld": "application/ld+json",
        "catalogus.ttl": "text/turtle",
    }
    merken = {}
    for naam, soort in soorten.items():
        antwoord = buiten.get(f"/open/register/{naam}")
        assert (antwoord.status_code, antwoord.mimetype) == (200, soort)
        assert "/open/register/2026-K1" in antwoord.get_data(as_text=True)
        merken[naam] = antwoord.headers["ETag"]
        opnieuw = buiten.get(f"/open/register/{naam}", headers={"If-None-Match": merken[naam]})
        assert opnieuw.status_code == 304
    assert "/2026-K1/bestand/pdf" in buiten.get("/open/register/catalogus.ttl").get_data(as_text=True)
    with open_huis.app.app_context(), transaction():
        operations.erratum("2026-K1", "De datum klopt niet.", open_huis.nu)
    for naam, merk in merken.items():
        nieuw = buiten.get(f"/open/register/{naam}", headers={"If-None-Match": merk})
        assert nieuw.status_code == 200, naam
    assert "De datum klopt niet." in buiten.get("/open/register/atom.xml").get_data(as_text=True)


def test_een_nieuwe_uitgave_is_voor_iedereen_tegelijk_te_lezen(
    open_huis: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the pages: not while it is a concept, and after vaststellen at once, inside and outside."""
    monkeypatch.setattr(werk.vormen, "maak_alle", lambda *args: [])
    open_huis.naar(date(2026, 7, 2))
    griffier, buiten, lezer = (
        deuren.als(open_huis.app, "griffier"),
        StrictClient(open_huis.app),
        deuren.als(open_huis.app, "wethouder"),
    )
    adressen = ((buiten, "/open/register/2026-K2"), (lezer, "/register/2026-K2"))
    assert [klant.get(pad).status_code for klant, pad in adressen] == [404, 404]
    lijst = buiten.get("/open/register").headers["ETag"]
    stuur(griffier, "/register/2026-K2/vaststellen", griffier.pagina("/register/2026-K2/vaststellen"))
    assert [klant.get(pad).status_code for klant, pad in adressen] == [200, 200]
    nieuw = buiten.get("/open/register", headers={"If-None-Match": lijst})
    assert nieuw.status_code == 200
    assert "2026-K2" in nieuw.get_data(as_text=True)
