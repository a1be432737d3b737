"""Who spoke up stays unknown: no page, row, order, time, letter or log line tells who gave a protected
signaal.
"""

from __future__ import annotations

import io
import logging
import os
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from signalen import clock
from signalen.bericht import operations as bericht
from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt
from signalen.medewerker import operations as medewerkers
from signalen.voorbeeld import mensen as voorbeeld
from tests.house.strict import StrictClient
from tests.integratie import plein
from tests.integratie.conftest import MAANDAG, Stad
from tests.integratie.plein import binnen, ik_ook
from tests.integratie.test_route import AANPASSEN, SAMENVATTING


@dataclass(frozen=True)
class Kanarie:
    """A person whose name, address and team are words that occur nowhere else."""

    adres: str
    naam: str
    eenheid: str
    partij: bool = False

    @property
    def woorden(self) -> tuple[str, ...]:
        return (self.naam, f"{self.adres}@{voorbeeld.DOMEIN}", self.eenheid)


MELDERS = (
    Kanarie("kwartelvogel", "Quirijn Kwartelvogel", "Team Kwartelvogel"),
    Kanarie("zwaluwstaart", "Zeger Zwaluwstaart", "Team Zwaluwstaart"),
    Kanarie("pimpelmees", "Pien Pimpelmees", "Team Pimpelmees"),
    Kanarie("grutto", "Gijs Weidegrutto", "Team Weidegrutto"),
    Kanarie("wielewaal", "Wies Wielewaal", "Buurtteam Wielewaal", partij=True),
)
ZWIJGER = Kanarie("roerdomp", "Roos Roerdomp", "Team Roerdomp")
"""Somebody who never signalled: a list of all staff shows this person too."""


def neem_in_dienst(stad: Stad) -> None:
    with transaction():
        eigen = medewerkers.organisatie(voorbeeld.GEMEENTE, "eigen")
        partij = medewerkers.organisatie(voorbeeld.PARTIJ, "gecontracteerd")
        for k in (*MELDERS, ZWIJGER):
            team = medewerkers.eenheid(k.eenheid, (partij if k.partij else eigen).id)
            rij = medewerkers.voeg_toe(k.naam, f"{k.adres}@{voorbeeld.DOMEIN}", team.id)
            medewerkers.geef_rol(rij.id, "uitvoerder", team.id, stad.nu.date())
            stad.ids[k.adres] = rij.id


# ------------------------------------------------------------------ pages


@pytest.fixture
def vol(app: Flask, zet_klok: Callable[[datetime], None]) -> plein.Plein:
    """The square, with five protected melders who gave, joined, reacted, judged, contested and answered."""
    p = plein.vul(app, zet_klok)
    with app.app_context():
        stad = Stad(app, p.mensen, MAANDAG, zet_klok)
        stad.naar(date(2026, 3, 12))
        neem_in_dienst(stad)
        _leef(stad, p.ding)
        db.session.rollback()
    return p


def _leef(stad: Stad, ding: dict[str, Any]) -> None:
    from signalen.knelpunt.operations import melders, oordelen, ordenen
    from signalen.register import operations as register

    gegeven = [stad.geef(k.adres, mag_getoond=True, regeling="Wmo") for k in MELDERS[:3]]
    gegeven += [ik_ook(stad, stad.knelpunt_id(gegeven[0]), k.adres, tekst="Hier ook.") for k in MELDERS[3:]]
    k0, k1 = stad.knelpunt_id(gegeven[0]), stad.knelpunt_id(gegeven[1])
    with transaction():
        ordenen.beschrijf(k0, {"titel": "De kanariezaak", "oorzaak": "beleid"}, stad.nu)
    for k in (k0, k1):
        stad.doe(k, "coordinator", "extern", **SAMENVATTING)
        stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
        stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
    with transaction():
        oordelen.oordeel(
            plein.signaal(gegeven[0]), {"begrepen": "ja", "beantwoord": "nee"}, "Nog niet.", stad.nu
        )
    with transaction():
        oordelen.betwist(plein.signaal(gegeven[0]), "Het blijft gebeuren.", stad.nu)
    with transaction():
        melders.nog_steeds(plein.signaal(gegeven[1]), "Ik zie het nog.", stad.nu)
    with transaction():
        vraag = ordenen.stel_vraag(gegeven[2], stad.knelpunt_id(gegeven[2]), "Hoe vaak?", stad.nu)
        db.session.flush()
        melders.beantwoord_vraag(plein.signaal(gegeven[2]), vraag.id, "Elke week.", stad.nu)
    stad.naar(date(2026, 4, 1))
    stad.tik()
    with transaction():
        register.maak_op("2026-K1", stad.nu)
    with transaction():
        register.stel_vast("2026-K1", "griffier", stad.nu)
    ding.update(zip(("g0", "g1", "g2", "g3", "g4"), gegeven, strict=True))
    ding["nummer"] = db.session.scalar(select(Knelpunt.nummer).where(Knelpunt.id == k0))
    ding["kanarie_k"] = [k0, k1]


def paden(p: plein.Plein, **anders: list[Any]) -> list[str]:
    """Return every GET of the URL map, with the ids of things that exist; `anders` replaces some of them."""
    d = {"kanarie_k": [], "g0": "", "g4": "", "nummer": 0, **p.ding}
    waarden: dict[str, list[Any]] = {
        "knelpunt_id": d["kanarie_k"],
        "signaal_id": [d["g0"], d["g4"]],
        "overleg_id": [d["o1"], d["o2"], d["o4"], d["o8"]],
        "soort": ["knelpunt", "onderwerp"],
        "ding_id": [d["w4"], d["k4"]],
        "code": [d["code"], d["kamercode"]],
        "reeks_id": [d["r1"]],
        "geheim": [d["geheim"]],
        "agendapunt_id": [d["p8"], d["p10"]],
        "oogst_id": [d["u8"], d["u9"]],
        "afweging_id": [d["w1"]],
        "stuk": ["agenda", "verslag"],
        "vorm": ["odt"],
        "lijst": ["regels", "afspraken", "stiltes", "raad"],
        "blad": ["samenvatting", "cijfers", "leestas"],
        "gesprek_id": [d["gesprek_id"]],
        "handreiking_id": [d["h1"]],
        "medewerker_id": [p.mensen.get("wielewaal")],
        "kwartaal": ["2026-K1"],
        "versie": [1],
        "nummer": [d["nummer"]],
        "tab": ["overleg", "afspraken", "lijkt-op"],
        "wat": ["brief"],
        "afspraak_id": [d["lp"]],
        "punt_id": [d["p1"], d["p2"]],
        "maatwerk_id": [d["m1"], d["m3"]],
        **anders,
    }
    uit = []
    for regel in p.app.url_map.iter_rules():
        if "GET" in (regel.methods or ()) and regel.endpoint != "static":
            naam = "dilemmamethode" if "methoden" in regel.rule else "knelpunt"
            gevuld = {**waarden, "naam": [naam]}
            if "/register/" in regel.rule:
                gevuld["vorm"] = ["jsonld", "ttl"] if "catalogus" in regel.rule else ["csv", "json"]
            assert regel.arguments <= set(gevuld), f"{regel.rule}: say which ids exist"
            uit += list(_gevuld(p.app, regel, gevuld))
    return uit


def _gevuld(app: Flask, regel: Any, waarden: dict[str, list[Any]]) -> Iterator[str]:
    combinaties: list[dict[str, Any]] = [{}]
    for naam in sorted(regel.arguments):
        combinaties = [{**c, naam: w} for c in combinaties for w in waarden[naam]]
    with app.test_request_context():
        for c in combinaties:
            yield app.url_for(regel.endpoint, **c)


def leesbaar(antwoord: Any) -> str:
    """Return what stands in an answer. A PDF holds no letters but the same record as the ODT beside it."""
    inhoud: bytes = antwoord.get_data()
    if antwoord.mimetype == "application/vnd.oasis.opendocument.text":
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bestand:
            inhoud = b"".join(bestand.read(naam) for naam in bestand.namelist())
    return inhoud.decode("utf-8", "replace")


def gezien(tekst: str) -> set[str]:
    """Return whose words stand in this text."""
    return {k.adres for k in (*MELDERS, ZWIJGER) if any(woord in tekst for woord in k.woorden)}


@pytest.mark.slow
def test_geen_enkele_pagina_noemt_wie_het_zei(vol: plein.Plein) -> None:
    """Every GET page, every role: a protected melder is named on own pages only, or in a list of all staff
    alike.
    """
    iedereen = {k.adres for k in (*MELDERS, ZWIJGER)}
    alle, fout, bekeken = paden(vol), [], 0
    lezers = [m.adres for m in voorbeeld.MENSEN if m.adres not in ("uitvoerder2", "uitvoerder3")]
    for wie in [*lezers, "roerdomp", "wielewaal", ""]:
        klant = kale_klant(vol, wie)
        for pad in alle:
            antwoord = klant.get(pad)
            assert antwoord.status_code < 500, f"{wie} {pad}"
            bekeken += antwoord.status_code == 200
            staan_er = gezien(leesbaar(antwoord)) - {wie}
            staflijst = staan_er | {wie} >= iedereen or (
                pad.startswith("/beheer/mensen/") and len(staan_er) == 1
            )
            if staan_er and not (staflijst and wie in ("beheerder", *LEIDERS)):
                fout.append(f"{wie or 'niemand'} {pad}: {sorted(staan_er)}")
    assert fout == [], "\n" + "\n".join(fout)
    assert bekeken > 300, "too few pages were really read"


LEIDERS = (
    "coordinator",
    "gespreksleider",
    "teamleider",
    "afdelingshoofd",
    "directeur",
    "secretaris",
    "wethouder",
    "griffier",
)
"""Who may plan an overleg chooses from a list of all staff; who adds people sees all people."""


def kale_klant(p: plein.Plein, wie: str) -> FlaskClient:
    """Return a plain client: thousands of pages are read here, and what they look like is tested
    elsewhere.
    """
    klant = p.app.test_client()
    if wie:
        koekje = binnen(p.app, p.mensen[wie]).get_cookie("signalen")
        assert koekje is not None
        klant.set_cookie("signalen", koekje.value)
    return klant


def test_open_wordt_gezien_en_beschermd_niet(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    """The same page with an open signaal does name its giver, so the test above can fail; raising the
    level ends it.
    """
    p = plein.vul(app, zet_klok)
    naam = next(m.naam for m in voorbeeld.MENSEN if m.adres == "uitvoerder3")
    mijn = p.stuur("uitvoerder3", "/signaal-geven", {**SIGNAAL, "niveau": "open"}).location.split("?")[0]
    with app.app_context():
        pad = f"/knelpunten/{Stad(app, p.mensen).knelpunt_id(uuid.UUID(mijn.split('/')[-1]))}"
    assert naam in p.lees("coordinator", pad).get_data(as_text=True)
    assert naam not in p.lees("afdelingshoofd", pad).get_data(as_text=True), "not at turn: no name"
    p.stuur("uitvoerder3", f"{mijn}/niveau")
    assert naam not in p.lees("coordinator", pad).get_data(as_text=True)


# ------------------------------------------------------------------ rows


@pytest.fixture
def eigenaar(settings: Any) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner: somebody with a dump of everything."""
    url = settings.need_owner().replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as verbinding:
        yield verbinding


@dataclass
class Echt:
    """A committed municipality with one protected melder of the contracted party, logged in."""

    app: Flask
    ids: dict[str, uuid.UUID]
    klanten: dict[str, StrictClient]

    def stuur(self, wie: str, pad: str, **data: str) -> Any:
        klant = self.klanten[wie]
        velden = {"csrf_token": klant.nieuw_teken(), "formulier": str(uuid.uuid4()), **data}
        antwoord = klant.post(pad, data=velden)
        assert antwoord.status_code == 303, f"{pad}: {antwoord.status_code}"
        return antwoord


@pytest.fixture
def echt(echte_db: Flask, zet_klok: Callable[[datetime], None]) -> Echt:
    zet_klok(datetime(2026, 3, 4, 14, 23, 51, 123456, tzinfo=clock.ZONE))
    with echte_db.app_context():
        with transaction():
            ids = voorbeeld.bouw(MAANDAG.date(), Path(echte_db.config["SIGNALEN_SLEUTELS"]))
        neem_in_dienst(Stad(echte_db, ids, MAANDAG, zet_klok))
    klanten = {wie: binnen(echte_db, ids[wie]) for wie in ("wielewaal", "coordinator", "afdelingshoofd")}
    for klant in klanten.values():
        klant.get("/mijn-signalen")
        klant.nieuw_teken()
    return Echt(echte_db, ids, klanten)


SIGNAAL = {"wat_zie_je": "Een zin met zeldzaamwoord erin.", "niveau": "beschermd", "domein": "wmo"}
MAG_MENSEN_KENNEN = {"medewerker", "sessie", "rol", "identiteit"}
"""Only the first three hold a person at all; what the fourth holds is sealed."""


def tabellen(eigenaar: psycopg.Connection[Any]) -> list[str]:
    zoek = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    return [rij[0] for rij in eigenaar.execute(zoek).fetchall()]


def waar_staat(eigenaar: psycopg.Connection[Any], *woorden: str) -> dict[str, int]:
    """Return in how many rows of which tables any of these words stands, in whatever column."""
    gevonden = {}
    for tabel in tabellen(eigenaar):
        patroon = [f"%{woord}%" for woord in woorden]
        aantal = eigenaar.execute(
            f"SELECT count(*) FROM {tabel} t WHERE t::text ILIKE ANY(%s)", (patroon,)
        ).fetchone()
        assert aantal is not None
        if aantal[0]:
            gevonden[tabel] = aantal[0]
    return gevonden


def test_geen_rij_verbindt_een_beschermde_melder_met_zijn_woorden(
    echt: Echt, eigenaar: psycopg.Connection[Any]
) -> None:
    """Give, be answered, react, judge, contest: afterwards only the staff tables know this person."""
    naar = echt.stuur("wielewaal", "/signaal-geven", **SAMEN_SIGNAAL).location.split("?")[0]
    k = f"/knelpunten/{eigenaar.execute('SELECT id FROM knelpunt').fetchone()[0]}"  # type: ignore[index]
    echt.stuur("coordinator", f"{k}/doen/extern", samenvatting="Elke maand.")
    echt.stuur("afdelingshoofd", f"{k}/doen/aanpassen", **AANPASSEN)
    echt.stuur("afdelingshoofd", f"{k}/doen/verzonden", antwoord="Wij passen het aan.")
    doorgeving = eigenaar.execute("SELECT id FROM doorgeving").fetchone()[0]  # type: ignore[index]
    echt.stuur("wielewaal", f"{naar}/doorgeving/{doorgeving}", antwoord="niet", correctie="Het is elke week.")
    echt.stuur("wielewaal", f"{naar}/aanvullen", tekst="En ook in april.")
    echt.stuur("wielewaal", f"{naar}/oordeel", begrepen="ja", beantwoord="nee", toelichting="Nee.")
    echt.stuur("wielewaal", f"{naar}/betwisten", reden="Het klopt niet.")
    kanarie, id_ = MELDERS[-1], echt.ids["wielewaal"]
    gevonden = waar_staat(eigenaar, str(id_), id_.hex, kanarie.naam, f"{kanarie.adres}@", kanarie.eenheid)
    assert {"medewerker", "sessie", "rol"} <= set(gevonden), "the search itself works"
    assert set(gevonden) - MAG_MENSEN_KENNEN - {"eenheid"} == set()
    assert gevonden["sessie"] == 1 and "identiteit" not in gevonden
    assert waar_staat(eigenaar, "zeldzaamwoord") == {"tekst": 2}, "the words stand in Tekst, and nowhere else"


SAMEN_SIGNAAL = {**SIGNAAL, "tonen": "ja"}


def versies(eigenaar: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """Return which transaction last wrote each row about a person."""
    return {
        tabel: eigenaar.execute(f"SELECT id, xmin::text, ctid::text FROM {tabel} ORDER BY id").fetchall()
        for tabel in ("medewerker", "sessie", "rol", "vervanging", "inlogpoging")
    }


def test_een_signaal_raakt_geen_rij_van_een_mens(echt: Echt, eigenaar: psycopg.Connection[Any]) -> None:
    """SAFETY rule 10: no last-seen, no counter, no session: equal xmin or time tells nothing."""
    voor = versies(eigenaar)
    naar = echt.stuur("wielewaal", "/signaal-geven", **SIGNAAL).location.split("?")[0]
    echt.stuur("wielewaal", f"{naar}/aanvullen", tekst="En ook in april.")
    assert versies(eigenaar) == voor


def momenten(eigenaar: psycopg.Connection[Any], soort: str) -> list[tuple[str, str]]:
    zoek = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND data_type = %s"
    )
    return list(eigenaar.execute(zoek, (soort,)).fetchall())


def test_geen_moment_zegt_wanneer_iemand_schreef(echt: Echt, eigenaar: psycopg.Connection[Any]) -> None:
    """What the transaction of a protected signaal wrote holds the week: Monday 00:00, no minute and no day.

    The letter to who must act is the one exception: it is a mail, and a mail has a time.
    """
    echt.stuur("wielewaal", "/signaal-geven", **SIGNAAL)
    merk = eigenaar.execute("SELECT xmin::text FROM signaal").fetchone()[0]  # type: ignore[index]
    maandag = datetime.combine(date(2026, 3, 2), time(), tzinfo=clock.ZONE)
    fout = []
    for tabel, kolom in momenten(eigenaar, "timestamp with time zone"):
        rijen = eigenaar.execute(
            f"SELECT {kolom} FROM {tabel} WHERE xmin::text = %s AND {kolom} IS NOT NULL", (merk,)
        )
        fout += [
            f"{tabel}.{kolom} {m[0]}" for m in rijen.fetchall() if tabel != "bericht" and m[0] != maandag
        ]
    for tabel, kolom in momenten(eigenaar, "date"):
        rijen = eigenaar.execute(
            f"SELECT {kolom} FROM {tabel} WHERE xmin::text = %s AND {kolom} IS NOT NULL", (merk,)
        )
        fout += [f"{tabel}.{kolom} {m[0]}" for m in rijen.fetchall() if m[0] == date(2026, 3, 4)]
    assert fout == []


def test_daden_van_melders_staan_op_maandag(stad: Stad) -> None:
    from signalen.knelpunt.operations import melders

    s = stad.geef()
    stad.naar(date(2026, 3, 5))
    with transaction():
        melders.vul_aan(plein.signaal(s), "Nog iets.", stad.nu)
    with transaction():
        melders.zet_toestemming(plein.signaal(s), True, stad.nu)
    ik_ook(stad, stad.knelpunt_id(s), "buurtteam")
    rijen = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.rol == "inbrenger")).all()
    assert {g.soort for g in rijen} >= {"ontvangen", "aanvulling", "toestemming", "begin"}
    for g in rijen:
        lokaal = g.moment.astimezone(clock.ZONE)
        assert (lokaal.date(), lokaal.time()) == (date(2026, 3, 2), time()), g.soort


def test_de_volgorde_is_niet_die_van_aankomst(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    """SAFETY 1.6, channel 3: twelve signalen of one week stand in another order than they came, on every
    list.
    """
    from tests.integratie import deuren

    ids = deuren.bouw(app, zet_klok)
    with app.app_context():
        stad = Stad(app, ids, MAANDAG, zet_klok)
        gegeven = [stad.geef() for _ in range(12)]
        knelpunten = [str(stad.knelpunt_id(s)) for s in gegeven]
        samen = stad.knelpunt_id(gegeven[0])
        for wie in (
            "buurtteam",
            "uitvoerder2",
            "uitvoerder3",
            "griffier",
            "jurist",
            "fg",
            "auditor",
            "secretaris",
        ):
            ik_ook(stad, samen, wie, tekst=f"Als {wie} gezien.")
        nummers = [db.session.get(Knelpunt, uuid.UUID(k)).nummer for k in knelpunten]
        db.session.rollback()
    mijn = re.findall(
        r"/mijn-signalen/([0-9a-f-]{36})",
        deuren.als(app, "uitvoerder").get("/mijn-signalen").get_data(as_text=True),
    )
    werk = re.findall(
        r"/knelpunten/([0-9a-f-]{36})",
        deuren.als(app, "coordinator").get("/mijn-werk").get_data(as_text=True),
    )
    pagina = deuren.als(app, "coordinator").get(f"/knelpunten/{samen}").get_data(as_text=True)
    woorden = list(dict.fromkeys(re.findall(r"Als (\w+) gezien", pagina)))
    for volgorde, aankomst in ((mijn, [str(s) for s in gegeven]), (werk, knelpunten)):
        uniek = list(dict.fromkeys(volgorde))
        assert sorted(uniek) == sorted(aankomst)
        assert uniek not in (aankomst, aankomst[::-1])
    assert len(woorden) == 8
    assert woorden not in (
        kwam := [
            "buurtteam",
            "uitvoerder2",
            "uitvoerder3",
            "griffier",
            "jurist",
            "fg",
            "auditor",
            "secretaris",
        ],
        kwam[::-1],
    )
    assert nummers not in (sorted(nummers), sorted(nummers, reverse=True)), (
        "numbers that count tell the order"
    )


# ------------------------------------------------------------------ letters, mail and logs


def test_mail_zegt_iedereen_hetzelfde(stad: Stad) -> None:
    """Same subject and, but for the name, the same words for whoever must act, hears news, or is invited."""
    neem_in_dienst(stad)
    post = stad.app.config["SIGNALEN"].var / "post"
    for oud in post.glob("*.eml"):
        oud.unlink()
    k = stad.knelpunt_id(stad.geef("wielewaal"))
    stad.geef("uitvoerder", niveau="open")
    stad.naar(date(2026, 3, 10))
    stad.nu += timedelta(hours=1)
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.naar(date(2026, 3, 11))
    stad.tik()
    while any(bericht.bezorgen()):
        pass
    brieven = [message_from_bytes(p.read_bytes(), policy=policy.default) for p in post.glob("*.eml")]
    namen = {m.naam for m in (*voorbeeld.MENSEN, *MELDERS)}
    assert len(brieven) >= 3
    assert {str(b["To"]).split("@")[0] for b in brieven} >= {"coordinator", "afdelingshoofd", "wielewaal"}
    lichamen = set()
    for b in brieven:
        tekst = b.get_content()
        for naam in namen:
            tekst = tekst.replace(naam, "NAAM")
        lichamen.add(tekst)
    assert len(lichamen) == 1 and {str(b["Subject"]) for b in brieven} == {bericht.ONDERWERP}
    assert "knelpunt" not in lichamen.pop().lower()
    koppen = {naam for b in brieven for naam in b.keys()}  # noqa: SIM118 - a message is no dict
    assert koppen <= {
        "From",
        "To",
        "Subject",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }


def test_een_brief_aan_een_melder_noemt_geen_knelpunt(stad: Stad) -> None:
    """The outbox row of a melder says that there is news, and not about what (DESIGN section 8)."""
    neem_in_dienst(stad)
    k = stad.knelpunt_id(stad.geef("wielewaal"))
    stad.naar(date(2026, 3, 10))
    stad.nu += timedelta(hours=1)
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.naar(date(2026, 3, 11))
    stad.tik()
    nummer = db.session.scalar(select(Knelpunt.nummer))
    rijen = db.session.scalars(select(Bericht).where(Bericht.medewerker_id == stad.ids["wielewaal"])).all()
    assert [b.soort for b in rijen] == ["nieuws"]
    for b in rijen:
        assert str(k) not in f"{b.sleutel} {b.verwijst_naar} {b.tekst}" and str(nummer) not in b.tekst


def test_de_woorden_van_een_melder_komen_in_geen_log(
    app: Flask,
    zet_klok: Callable[[datetime], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Neither when it goes well nor when the database refuses: no words, no names, no ids of people."""
    from signalen.signaal import rules
    from tests.integratie import deuren

    ids = deuren.bouw(app, zet_klok)
    klant = deuren.als(app, "uitvoerder")
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    data = {**SIGNAAL, "csrf_token": klant.nieuw_teken(), "formulier": str(uuid.uuid4())}
    assert klant.post("/signaal-geven", data=data).status_code == 303
    with monkeypatch.context() as stuk:
        stuk.setattr(rules, "digest", lambda zout, inhoud: None)
        assert klant.post("/signaal-geven", data={**data, "formulier": str(uuid.uuid4())}).status_code == 500
    uitvoer = "".join(capfd.readouterr())
    assert "unexpected error" in caplog.text and "NotNullViolation" in caplog.text, (
        "the fault itself is in the log"
    )
    for woord in ("zeldzaamwoord", str(ids["uitvoerder"]), "Noor Verzonnen", "uitvoerder@"):
        assert woord not in caplog.text + uitvoer, woord


def test_de_toegangslog_staat_uit() -> None:
    """SAFETY 1.6, channel 6: who was at work in the minute of a signaal stands in no file that we start."""
    bron = (Path(__file__).resolve().parents[2] / "signalen" / "supervisor_parts.py").read_text("utf-8")
    bron += (Path(__file__).resolve().parents[2] / "Procfile").read_text("utf-8")
    assert "gunicorn" in bron and "--access-logfile" not in bron and "accesslog" not in bron
    assert "GUNICORN_CMD_ARGS" not in os.environ or "access" not in os.environ["GUNICORN_CMD_ARGS"]
