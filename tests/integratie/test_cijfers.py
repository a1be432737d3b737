"""Tables over signalen in an edition: read from the rows, frozen, fixed for the year, shown with words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from signalen.clock import ZONE
from signalen.db import db, transaction
from signalen.knelpunt.models import Knelpunt, Koppeling
from signalen.knelpunt.operations import melders
from signalen.register import operations, rules
from signalen.register.cijfers import deel, lezen
from signalen.register.models import Editie, Kwartaaltelling
from signalen.signaal.models import Signaal
from tests.integratie import deuren
from tests.integratie.conftest import Stad

K1 = rules.Kwartaal(2026, 1)
WEKEN = (date(2026, 1, 12), date(2026, 2, 2), date(2026, 3, 2))
DOMEINEN = ("werk en inkomen", "wmo", "jeugd")


def vul(weken: tuple[date, ...] = WEKEN) -> None:
    """Put rows there as they are stored: 33 knelpunten of four signalen each, every one by another melder."""
    with transaction():
        for nr in range(33):
            week, domein = weken[nr % len(weken)], DOMEINEN[nr % 3]
            k = Knelpunt(id=uuid.uuid4(), nummer=1_000 + nr, domein=domein, oorzaak="wet", week=week)
            signalen = [_signaal(f"{nr}-{keer}", week, domein) for keer in range(4)]
            db.session.add_all([k, *signalen])
            db.session.flush()
            db.session.add_all([Koppeling(signaal_id=s.id, knelpunt_id=k.id, van=week) for s in signalen])


def _signaal(kenmerk: str, week: date, domein: str) -> Signaal:
    vast = {"formulier": kenmerk, "koppelsleutel": kenmerk, "niveau": "beschermd"}
    return Signaal(id=uuid.uuid4(), week=week, domein=domein, **vast)


def _maak(stad: Stad, kwartaal: str = "2026-K1") -> Editie:
    with transaction():
        return operations.maak_op(kwartaal, stad.nu)


def _stel_vast(stad: Stad, kwartaal: str = "2026-K1") -> Editie:
    _maak(stad, kwartaal)
    with transaction():
        return operations.stel_vast(kwartaal, "griffier", stad.nu)


def test_onder_dertig_knelpunten_staat_er_een_reden(stad: Stad) -> None:
    stad.geef()
    editie = _maak(stad)
    assert editie.inhoud["signalen"] == {"reden": deel.TE_WEINIG.format(30)}
    assert editie.inhoud["controlegetal"] == rules.controlegetal_van_inhoud(editie.inhoud)


def test_de_tabellen_zijn_bevroren_en_tellen_later_zoals_toen(stad: Stad) -> None:
    vul()
    s = stad.geef(mag_getoond=True)
    stad.naar(date(2026, 4, 2))
    eerste = _stel_vast(stad)
    voor = eerste.inhoud["signalen"]
    assert [t["totaal"] for t in voor["tabellen"]] == ["135"] * len(voor["tabellen"])
    assert {t["naam"] for t in voor["tabellen"]} >= {"domein_kwartaal"}
    telling = db.session.scalars(select(Kwartaaltelling)).all()
    assert sum(rij.signalen for rij in telling) == 133
    with transaction():
        rij = db.session.get(Signaal, s)
        assert rij is not None
        melders.trek_in(rij, stad.nu)
    stad.naar(date(2026, 7, 2))
    tweede = _stel_vast(stad, "2026-K2")
    db.session.expire_all()
    assert db.session.get(Editie, eerste.id).inhoud["signalen"] == voor  # type: ignore[union-attr]
    jaar = [t for t in tweede.inhoud["signalen"].get("tabellen", []) if t["naam"].endswith("_jaar")]
    assert all(t["totaal"] == "135" for t in jaar)
    assert (
        deel.telling(lezen.cijferbron(K1.volgende, date(2026, 6, 30))).som(
            (r.kwartaal, r.domein, r.oorzaak) for r in telling
        )
        == 133
    )
    with pytest.raises(ProgrammingError, match="permission denied"), transaction():
        db.session.execute(update(Kwartaaltelling).values(signalen=0))


def test_een_kwartaal_zonder_signalen_ligt_ook_vast(stad: Stad) -> None:
    stad.naar(date(2026, 4, 2))
    _stel_vast(stad)
    (rij,) = db.session.scalars(select(Kwartaaltelling)).all()
    assert (rij.kwartaal, rij.signalen, rij.begonnen) == ("2026-K1", 0, 0)


@pytest.fixture
def huis(app: Flask, zet_klok: Callable[[datetime], None]) -> Iterator[Any]:
    """Voorbeeldstad with a vastgestelde editie that has tables; no context stays open."""
    stad = Stad(app, deuren.bouw(app, zet_klok), zet=zet_klok)
    stad.zet(datetime(2026, 4, 2, 9, tzinfo=ZONE))
    stad.nu = datetime(2026, 4, 2, 9, tzinfo=ZONE)
    with app.app_context():
        vul()
        _stel_vast(stad)
    yield stad


def test_de_pagina_zegt_wat_onder_tien_betekent_en_wijst_naar_de_telregels(huis: Stad) -> None:
    lezer = deuren.als(huis.app, "wethouder")
    pagina = lezer.pagina("/register/2026-K1/cijfers")
    assert "Signalen per domein, kwartaal 1 van 2026" in pagina.tekst
    assert "<10 betekent: minder dan 10, misschien ook geen enkel." in pagina.tekst
    regels = lezer.pagina(pagina.link("Welke cijfers zijn precies, welke niet, en waarom?"))
    assert regels.h1 == "Telregels van het register"
    assert "Een vastgestelde uitgave verandert niet." in regels.tekst
