"""Bad luck: Redis gone, the database gone, the mail server refusing. What was typed and what was promised
stays.
"""

from __future__ import annotations

import html
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from redis import Redis
from sqlalchemy import create_engine, select

from signalen.bericht import mail
from signalen.bericht import operations as bericht
from signalen.bericht.models import Bericht
from signalen.db import db
from signalen.signaal.models import Signaal
from signalen.voorbeeld.mensen import DOMEIN, WACHTWOORD
from tests.house.strict import Page, StrictClient
from tests.integratie import deuren
from tests.integratie.conftest import Stad

DOOD = "postgresql+psycopg://niemand@127.0.0.1:1/niets"
SNEL, HOOGSTENS = 2.0, 3.0
"""Seconds: what a page may take while Redis is gone, and how long a 503 may take (CONTRACTS)."""


@contextmanager
def binnen(seconden: float) -> Iterator[None]:
    """Fail when what happens inside takes longer."""
    begin = perf_counter()
    yield
    duur = perf_counter() - begin
    assert duur < seconden, f"took {duur:.1f} s"


@contextmanager
def zwijgende_poort() -> Iterator[int]:
    """A port that accepts and never answers: worse than one that refuses."""
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        aangenomen: list[socket.socket] = []

        def neem_aan() -> None:
            while True:
                try:
                    aangenomen.append(luisteraar.accept()[0])
                except OSError:
                    return

        draad = threading.Thread(target=neem_aan, daemon=True)
        draad.start()
        yield luisteraar.getsockname()[1]
        luisteraar.shutdown(socket.SHUT_RDWR)
    draad.join(2)
    for verbinding in aangenomen:
        verbinding.close()


# ------------------------------------------------------------------ Redis


@pytest.fixture(params=["weigert", "zwijgt"])
def zonder_redis(
    request: pytest.FixtureRequest, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """The app while Redis refuses, or accepts and says nothing."""
    opties = app.config["SIGNALEN"].redis_options()
    with zwijgende_poort() as poort:
        waar = f"redis://127.0.0.1:{poort if request.param == 'zwijgt' else 1}/0"
        met = Redis.from_url(waar, **opties)
        monkeypatch.setitem(app.extensions, "signalen_redis", met)
        yield app
        met.close()


def test_zonder_redis_werkt_alles_door(zonder_redis: Flask, zet_klok: Callable[[datetime], None]) -> None:
    """Log-in, giving a signaal and deciding, each quickly, and every letter waits in PostgreSQL."""
    app = zonder_redis
    deuren.bouw(app, zet_klok)
    klant = StrictClient(app)
    klant.nieuw_teken()
    with binnen(SNEL):
        klant.inloggen(f"uitvoerder@{DOMEIN}", WACHTWOORD)
    klant.pagina("/signaal-geven")
    signaal = {
        "wat_zie_je": "Elke maand.",
        "niveau": "beschermd",
        "domein": "wmo",
        "formulier": str(uuid.uuid4()),
    }
    with binnen(SNEL):
        antwoord = klant.verstuur("/signaal-geven", signaal)
    assert antwoord.status_code == 303
    chef = deuren.als(app, "coordinator")
    pad = chef.pagina("/mijn-werk").soup.select_one("main a[href^='/knelpunten/']")["href"]
    with binnen(SNEL):
        besluit = chef.verstuur(
            f"{pad}/doen/gewoon", {"samenvatting": "Elke maand.", "formulier": str(uuid.uuid4())}
        )
    assert besluit.status_code == 303
    with app.app_context():
        wachtend = db.session.scalars(select(Bericht).where(Bericht.verstuurd_op.is_(None))).all()
        assert {b.soort for b in wachtend} == {"aan_zet"}
    with binnen(SNEL):
        stand = klant.get("/readyz")
    assert (stand.status_code, stand.json["redis"], stand.json["database"]) == (200, "verstoord", "goed")


# ------------------------------------------------------------------ the database


def dode_app(app: Flask, url: str) -> Flask:
    from signalen import create_app

    return create_app(replace(app.config["SIGNALEN"], database_url=url))


def test_zonder_database_leeft_het_proces_maar_is_het_niet_klaar(gedeelde_app: Flask) -> None:
    klant = dode_app(gedeelde_app, DOOD).test_client()
    assert klant.get("/healthz").status_code == 200
    with binnen(HOOGSTENS):
        stand = klant.get("/readyz")
    assert (stand.status_code, stand.json["database"], stand.headers["Retry-After"]) == (
        503,
        "verstoord",
        "10",
    )


@pytest.fixture(params=["weigert", "zwijgt"])
def kapot(
    request: pytest.FixtureRequest, app: Flask, zet_klok: Callable[[datetime], None]
) -> Iterator[tuple[Flask, Callable[[], Any]]]:
    """A live app with people, and a way to break its pool: nothing listens, or what listens says nothing."""
    deuren.bouw(app, zet_klok)
    opties = app.config["SIGNALEN"].engine_options()
    with zwijgende_poort() as poort:
        url = DOOD.replace(":1/", f":{poort}/") if request.param == "zwijgt" else DOOD
        motor = create_engine(url, **opties)

        @contextmanager
        def breek() -> Iterator[None]:
            with app.app_context():
                heel = db.engines[None]
            db_motoren(app)[None] = motor
            try:
                yield
            finally:
                db_motoren(app)[None] = heel

        yield app, breek
        motor.dispose()


def db_motoren(app: Flask) -> Any:
    """Return the map of engines of this app, to break one."""
    with app.app_context():
        return db.engines


TEKSTEN = {
    "/signaal-geven": {
        "wat_zie_je": "Elke maand volgt een verrekening en dan begint alles weer opnieuw.\nOok in april.",
        "wat_knelt_er": "Kort.",
        "niveau": "beschermd",
        "domein": "wmo",
    },
    "/overleg/plannen": {
        "soort": "casuistiekbespreking",
        "datum": "24-3-2026",
        "begin": "14:00",
        "titel": "Onze dag",
    },
}


@pytest.mark.parametrize("pad", TEKSTEN)
def test_zonder_database_geen_tekst_weg(kapot: tuple[Flask, Any], pad: str) -> None:
    """503 within 3 s, with Retry-After, what was typed on the page, and sending that page again works,
    once.
    """
    app, breek = kapot
    klant = deuren.als(app, "gespreksleider")
    data = {**TEKSTEN[pad], "formulier": str(uuid.uuid4()), "csrf_token": klant.nieuw_teken()}
    with breek(), binnen(HOOGSTENS):
        antwoord = klant.post(pad, data=data)
    pagina = Page(antwoord)
    assert (antwoord.status_code, antwoord.headers["Retry-After"]) == (503, "10")
    assert "Opnieuw versturen" in pagina.tekst and "Traceback" not in antwoord.get_data(as_text=True)
    rauw = html.unescape(antwoord.get_data(as_text=True)).replace("\r\n", "\n")
    assert all(waarde in rauw for waarde in TEKSTEN[pad].values())
    opnieuw = pagina.velden(pad)
    assert opnieuw == data
    eerste, tweede = klant.post(pad, data=opnieuw), klant.post(pad, data=opnieuw)
    assert (eerste.status_code, tweede.status_code) == (303, 303)
    assert eerste.location == tweede.location


def test_zonder_database_is_lezen_ook_503_en_niet_uitgelogd(kapot: tuple[Flask, Any]) -> None:
    app, breek = kapot
    klant = deuren.als(app, "coordinator")
    for pad in ("/mijn-werk", "/mijn-signalen", "/"):
        with breek(), binnen(HOOGSTENS):
            antwoord = klant.get(pad)
        assert (antwoord.status_code, antwoord.headers.get("Retry-After")) == (503, "10"), (
            f"{pad}: {antwoord.location}"
        )
    assert klant.get("/mijn-werk").status_code == 200, "the session is still there"
    with breek():
        programma = klant.get("/mijn-werk", headers={"Accept": "application/json"})
    assert (programma.status_code, programma.mimetype) == (503, "application/problem+json")


def test_inloggen_zonder_database_geeft_geen_wachtwoord_terug(kapot: tuple[Flask, Any]) -> None:
    app, breek = kapot
    klant = deuren.als(app)
    velden = {
        "csrf_token": klant.nieuw_teken(),
        "email": f"uitvoerder@{DOMEIN}",
        "wachtwoord": "heel geheim woord",
    }
    with breek(), binnen(HOOGSTENS):
        antwoord = klant.post("/inloggen", data=velden)
    assert antwoord.status_code == 503
    assert "heel geheim woord" not in antwoord.get_data(as_text=True)
    assert f"uitvoerder@{DOMEIN}" in antwoord.get_data(as_text=True)


def test_een_onverwachte_fout_is_een_rustige_pagina(
    app: Flask, zet_klok: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """500 without a trace, what was typed still there, and nothing half stored."""
    from signalen.knelpunt.operations import ontvangst

    deuren.bouw(app, zet_klok)
    klant = deuren.als(app, "uitvoerder")

    def stuk(*args: Any, **rest: Any) -> None:
        raise ZeroDivisionError("halverwege")

    with monkeypatch.context() as even:
        even.setattr(ontvangst, "begin_route", stuk)
        data = {
            **TEKSTEN["/signaal-geven"],
            "csrf_token": klant.nieuw_teken(),
            "formulier": str(uuid.uuid4()),
        }
        antwoord = klant.post("/signaal-geven", data=data)
    rauw = html.unescape(antwoord.get_data(as_text=True))
    assert antwoord.status_code == 500
    assert "ZeroDivision" not in rauw and "halverwege" not in rauw
    assert "Elke maand volgt een verrekening" in rauw
    with app.app_context():
        assert db.session.scalars(select(Signaal)).all() == []


# ------------------------------------------------------------------ mail


def brieven(stad: Stad) -> list[Bericht]:
    db.session.expire_all()
    return list(db.session.scalars(select(Bericht).order_by(Bericht.id)))


def test_een_weigerende_mailserver_verliest_geen_brief(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    dicht = replace(stad.app.config["SIGNALEN"], smtp_url="smtp://127.0.0.1:1")
    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", mail.bezorger(dicht))
    stad.geef()
    assert bericht.bezorgen() == (0, 1)
    assert bericht.bezorgen() == (0, 1)
    (brief,) = brieven(stad)
    assert (brief.verstuurd_op, brief.pogingen) == (None, 2)
    assert "ConnectionRefusedError" in brief.fout
    gestuurd: list[tuple[str, ...]] = []
    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", lambda *b: gestuurd.append(b))
    assert bericht.bezorgen() == (1, 0)
    assert bericht.bezorgen() == (0, 0)
    assert [b[3] for b in gestuurd] == [brief.message_id]


def test_na_vijf_keer_wacht_een_brief_op_handen(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    def weigert(*brief: str) -> None:
        raise OSError("nee")

    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", weigert)
    stad.geef()
    assert [bericht.bezorgen() for _ in range(6)] == [(0, 1)] * 5 + [(0, 0)]
    (brief,) = brieven(stad)
    assert brief.pogingen == 5 and brief.verstuurd_op is None
    from signalen.db import transaction

    with transaction():
        bericht.opnieuw(brief.id)
    assert bericht.bezorgen() == (0, 1)


def test_wie_twijfelt_krijgt_dezelfde_mail_en_geen_tweede(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server took the mail and the line broke: what is sent again bears the same Message-ID, also when
    another letter came in between (SAFETY rule 23)."""
    gestuurd: list[str] = []

    def breekt_af(aan: str, onderwerp: str, tekst: str, message_id: str) -> None:
        gestuurd.append(message_id)
        if len(gestuurd) <= 3:
            raise OSError("connection lost after DATA")

    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", breekt_af)
    # Ids that go down: every letter that comes later would be the first by id.
    nummers = iter(range(1000, 0, -1))
    monkeypatch.setattr(
        bericht, "uuid", SimpleNamespace(UUID=uuid.UUID, uuid4=lambda: uuid.UUID(int=next(nummers)))
    )
    for _ in range(4):
        stad.geef()
        stad.naar(date(2026, 3, 3))
        bericht.bezorgen()
    assert len(gestuurd) == 4 and len(set(gestuurd)) == 1
    assert all(b.verstuurd_op for b in brieven(stad))


def test_een_proces_dat_valt_na_het_versturen_herhaalt_dezelfde_mail(
    stad: Stad, monkeypatch: pytest.MonkeyPatch
) -> None:
    gestuurd: list[str] = []

    def valt(aan: str, onderwerp: str, tekst: str, message_id: str) -> None:
        gestuurd.append(message_id)
        if len(gestuurd) == 1:
            raise RuntimeError("the process died here")

    monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", valt)
    stad.geef()
    with pytest.raises(RuntimeError):
        bericht.bezorgen()
    assert [b.verstuurd_op for b in brieven(stad)] == [None]
    assert bericht.bezorgen() == (1, 0)
    assert gestuurd[0] == gestuurd[1]


class Postbus:
    """An SMTP server that keeps what it gets, and refuses one address."""

    def __init__(self) -> None:
        self.post: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Refuse the coordinator, take the rest."""
        if address.startswith("coordinator@"):
            return "550 die kennen wij niet"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the mail."""
        self.post.append(envelope)
        return "250 OK"


def test_een_echte_mailserver_die_een_adres_weigert(stad: Stad, monkeypatch: pytest.MonkeyPatch) -> None:
    """One refused address does not hold up the others, and each mail has one recipient."""
    bus = Postbus()
    server = Controller(bus, hostname="127.0.0.1", port=_vrije_poort())
    server.start()
    try:
        smtp = replace(stad.app.config["SIGNALEN"], smtp_url=f"smtp://127.0.0.1:{server.port}")
        monkeypatch.setitem(stad.app.extensions, "signalen_bezorger", mail.bezorger(smtp))
        k = stad.knelpunt_id(stad.geef())
        stad.doe(k, "coordinator", "extern", samenvatting="Elke maand.")
        assert bericht.bezorgen() == (1, 1)
    finally:
        server.stop()
    assert [e.rcpt_tos for e in bus.post] == [[f"afdelingshoofd@{DOMEIN}"]]
    tekst = bus.post[0].content.decode()
    assert (
        "Er is nieuws in Signalen" in tekst and "Elke maand" not in tekst and "knelpunt" not in tekst.lower()
    )


def _vrije_poort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as even:
        return int(even.getsockname()[1])
