"""A knelpunt on its route with a real database: acts, silence, decisions and what they leave behind."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from signalen.db import db
from signalen.knelpunt.models import Besluit, Gebeurtenis, Knelpunt, Stilte, Termijn
from signalen.knelpunt.operations import traject
from signalen.opvolging.models import Afspraak, Nameting
from tests.integratie.conftest import Stad
from workflows.stand import Geweigerd, replay

SAMENVATTING = {"samenvatting": "Elke maand verrekening."}
AANPASSEN = {
    "wat_moet_anders": "werkinstructie",
    "redenen": "De instructie vraagt meer dan de wet.",
    "herstel": "Wij bellen wie het trof.",
    "afspraak": "De instructie is aangepast.",
    "afspraak_rol": "afdelingshoofd",
    "afspraak_datum": "2026-05-01",
}


def knelpunt(id_):  # type: ignore[no-untyped-def]
    db.session.expire_all()
    rij = db.session.get(Knelpunt, id_)
    assert rij is not None
    return rij


def stap_van(id_) -> str:  # type: ignore[no-untyped-def]
    return traject.hoofdtraject(knelpunt(id_)).stap


def test_een_signaal_begint_de_maandag_erna(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    eerste = db.session.scalars(
        select(Termijn).where(Termijn.knelpunt_id == k, Termijn.soort == "stap")
    ).one()
    assert (eerste.start, eerste.uiterste) == (date(2026, 3, 9), date(2026, 3, 16))


def test_stilte_schuift_door_en_blijft_staan(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.naar(date(2026, 3, 16))
    assert stad.tik()["verlopen"] == 0
    stad.naar(date(2026, 3, 17))
    assert stad.tik()["verlopen"] == 1
    assert stap_van(k) == "management"
    stilte = db.session.scalars(select(Stilte).where(Stilte.knelpunt_id == k)).one()
    assert (stilte.stap, stilte.datum, stilte.reden) == ("uitzoeken", date(2026, 3, 16), "stil")
    assert stad.tik()["verlopen"] == 0


def test_besluit_antwoord_en_nametingen(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.naar(date(2026, 3, 10))
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    stad.doe(k, "afdelingshoofd", "aanpassen", **AANPASSEN)
    assert stap_van(k) == "terugkoppeling"
    stad.doe(k, "afdelingshoofd", "verzonden", antwoord="Wij passen de instructie aan.")
    assert stap_van(k) == "gesloten"
    afspraak = db.session.scalars(select(Afspraak).where(Afspraak.knelpunt_id == k)).one()
    assert (afspraak.beloofd, afspraak.eigenaar_rol) == (date(2026, 5, 1), "afdelingshoofd")
    assert db.session.scalars(select(Nameting.werkdagen).where(Nameting.knelpunt_id == k)).all() == [
        65,
        130,
        260,
    ]
    assert not traject.open_termijnen(traject.hoofdtraject(knelpunt(k)))


def test_wie_niet_aan_zet_is_kan_niet_handelen(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    with pytest.raises(Geweigerd):
        stad.doe(k, "wethouder", "gewoon", **SAMENVATTING)
    assert stap_van(k) == "uitzoeken"


def test_besluit_zonder_bevoegdheid_wordt_geweigerd(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    with pytest.raises(Geweigerd, match="wethouder"):
        stad.doe(k, "afdelingshoofd", "aanpassen", **{**AANPASSEN, "wat_moet_anders": "beleidsregel"})
    assert db.session.scalars(select(Besluit).where(Besluit.knelpunt_id == k)).all() == []


def test_de_gebeurtenissen_geven_dezelfde_stand_terug(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "gewoon", **SAMENVATTING)
    stad.naar(date(2026, 4, 30))
    for _ in range(4):
        stad.tik()
    loop = traject.hoofdtraject(knelpunt(k))
    feiten = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.knelpunt_id == k).order_by(Gebeurtenis.volgnummer)
    )
    eigen = [(g.soort, g.inhoud) for g in feiten if g.inhoud.get("traject") == str(loop.id)]
    assert replay(traject.route_van(loop), eigen) == traject.stand_van(loop)
