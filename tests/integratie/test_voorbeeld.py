"""Voorbeeldstad on several days of the year: what the demo promises to show, and what a second build does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from signalen.db import db
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte, Termijn, Traject
from signalen.knelpunt.operations import traject
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Medewerker
from signalen.opvolging.models import Afspraak
from signalen.opvolging.queries import werk
from signalen.overleg.models import Overleg
from signalen.permissions import Recht, mag
from signalen.register.controle import controleer
from signalen.register.models import Bestuursreactie, Editie
from signalen.register.rules import kwartaal_van
from signalen.signaal.models import Oordeel, Signaal
from signalen.voorbeeld import bouw, mensen
from tests.integratie.conftest import AMSTERDAM
from workflows.termijn import Kalender

MAANDAG = date(2026, 11, 23)
# A whole build takes ten seconds and more. The Monday is built in two goes, below.
DAGEN = [
    pytest.param(date(2026, 9, 27), id="zondag"),
    pytest.param(date(2027, 1, 1), id="nieuwjaarsdag"),
    pytest.param(date(2026, 5, 5), id="bevrijdingsdag"),
]
pytestmark = pytest.mark.slow


@pytest.fixture
def stad_op(app: Flask, zet_klok: Callable[[datetime], None]):  # type: ignore[no-untyped-def]
    """Build Voorbeeldstad as it is at half past eight on a day, in a context that stays open."""
    with app.app_context():

        def maak(dag: date) -> bool:
            zet_klok(datetime(dag.year, dag.month, dag.day, 8, 30, tzinfo=AMSTERDAM))
            return bouw.bouw(Path(app.config["SIGNALEN_SLEUTELS"]))

        yield maak


def stappen() -> list[str]:
    """Return the step of every main traject that is open."""
    return list(db.session.scalars(select(Traject.stap).where(Traject.open, Traject.soort == "knelpunt")))


def open_termijnen() -> list[Termijn]:
    return [t for loop in db.session.scalars(select(Traject)) for t in traject.open_termijnen(loop)]


def werk_van(adres: str, vandaag: date) -> list[str]:
    """Return what stands in Mijn werk of somebody, without what waits for another."""
    id_ = db.session.scalars(
        select(Medewerker.id).where(Medewerker.email == f"{adres}@{mensen.DOMEIN}")
    ).one()
    wie = medewerkers.persoon(id_)
    assert wie is not None
    if not mag(Recht.WERK_ZIEN, wie):
        return []
    groepen = werk.mijn_werk(wie, vandaag, str, ()).groepen
    return [r.titel for naam, _, regels in groepen for r in regels if naam != "Wacht op een ander"]


@pytest.mark.parametrize("dag", DAGEN)
def test_de_stad_leeft(stad_op: Callable[[date], bool], dag: date) -> None:
    assert stad_op(dag)
    _de_stad_leeft(dag)


def _de_stad_leeft(dag: date) -> None:
    _er_is_iets_te_doen(dag)
    _er_ligt_iets_bij_elke_laag(dag)
    _er_wordt_overlegd(dag)
    _de_melders_spraken()
    _het_register_is_vastgesteld(dag)
    assert controleer()["fouten"] == []


def _er_is_iets_te_doen(dag: date) -> None:
    nul = Kalender().volgende_werkdag(dag)
    vandaag = [t for t in open_termijnen() if t.uiterste == nul]
    assert {"management", "college", "terugkoppeling", "aanvullen"} <= {t.stap for t in vandaag}
    assert all(t.uiterste >= dag for t in open_termijnen() if t.soort != "terug"), "a term is overdue"
    te_laat = select(Afspraak).where(
        Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None), Afspraak.datum < dag
    )
    assert db.session.scalars(te_laat).all(), "no afspraak is overdue"
    rollen = ("coordinator", "gespreksleider", "teamleider", "afdelingshoofd", "directeur", "wethouder")
    for adres in (*rollen, "griffier", "secretaris", "jurist"):
        assert werk_van(adres, dag), f"nothing in Mijn werk of {adres}"


def _er_ligt_iets_bij_elke_laag(dag: date) -> None:
    nu = set(stappen())
    assert {"uitzoeken", "klein", "casuistiekbespreking", "management", "directie", "college", "raad"} <= nu
    assert {"geparkeerd", "proef"} <= nu
    stil = {(s.stap, s.naar) for s in db.session.scalars(select(Stilte))}
    assert {("uitzoeken", "management"), ("management", "directie"), ("college", "college")} <= stil
    net = db.session.scalars(select(Stilte.verwerkt_op).where(Stilte.stap == "management")).all()
    assert max(net) >= dag - timedelta(days=7), "nothing climbed by silence lately"
    einden = set(db.session.scalars(select(Traject.stap).where(Traject.open.is_(False))))
    assert {"gesloten", "ingetrokken", "opgegaan"} <= einden


def _er_wordt_overlegd(dag: date) -> None:
    rijen = list(db.session.scalars(select(Overleg)))
    gepland = {o.soort: o.datum for o in rijen if o.staat == "gepland"}
    assert set(gepland) == {"casuistiekbespreking", "luistersessie", "moreel_beraad", "management", "college"}
    assert all(datum > dag for datum in gepland.values())
    dinsdag = gepland["casuistiekbespreking"]
    assert dinsdag.weekday() == 1 and dinsdag - dag <= timedelta(days=7)
    assert [o.reden for o in rijen if o.staat == "vervallen"] and not [
        o for o in rijen if o.staat == "gehouden" and o.verslag is None
    ]


def _de_melders_spraken() -> None:
    signalen = list(db.session.scalars(select(Signaal)))
    assert len([s for s in signalen if not s.ik_ook]) == 30 and any(s.ik_ook for s in signalen)
    assert {s.mag_getoond for s in signalen} == {True, False, None}
    assert {s.niveau for s in signalen} == {"open", "beschermd"}
    assert {"ja", "deels", "nee"} <= set(db.session.scalars(select(Oordeel.antwoord)))
    soorten = set(db.session.scalars(select(Gebeurtenis.soort)))
    assert {"betwist", "reactie", "uitstel", "opschorting", "gekoppeld", "vraag_beantwoord"} <= soorten
    standen = [traject.stand_van(t) for t in db.session.scalars(select(Traject))]
    assert any(s.omstreden for s in standen), "nothing is omstreden at the college"
    assert any(s.betwist and s.besluiter == "directie" for s in standen), (
        "nothing was contested to the directeur"
    )


def _het_register_is_vastgesteld(dag: date) -> None:
    vorige = kwartaal_van(kwartaal_van(dag).eerste - timedelta(days=1))
    editie = db.session.scalars(select(Editie).where(Editie.kwartaal == vorige.code)).one()
    assert editie.staat == "vastgesteld" and editie.vastgesteld_rol == "griffier"
    assert len(editie.regels) >= 8 and editie.inhoud["zinnen"]
    titels = {regel["titel"] for regel in editie.regels}
    assert not {"AOW misgelopen door een te late aanvraag"} & titels, (
        "what was withdrawn stands in the register"
    )
    daden = db.session.execute(select(Bestuursreactie.soort, Bestuursreactie.antwoord_id.is_not(None))).all()
    assert sorted(map(tuple, daden)) == [("gezien", False), ("vraag", False), ("vraag", True)]


def _alles() -> dict[str, int]:
    """Return how many rows there are of what a second build could add."""
    modellen = (Medewerker, Signaal, Knelpunt, Gebeurtenis, Termijn, Overleg, Editie, Afspraak)
    return {m.__name__: db.session.scalar(select(func.count()).select_from(m)) or 0 for m in modellen}


def test_een_afgebroken_bouw_gaat_verder_en_een_tweede_verandert_niets(
    stad_op: Callable[[date], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that dies goes on at that day with the same present, even when started again a day later."""
    echt, geteld = bouw.jobs.tik, []

    def valt_uit(moment: datetime) -> dict[str, int]:
        geteld.append(moment)
        if len(geteld) == 60:
            raise KeyboardInterrupt
        return echt(moment)

    monkeypatch.setattr(bouw.jobs, "tik", valt_uit)
    with pytest.raises(KeyboardInterrupt):
        stad_op(MAANDAG)
    half = _alles()
    assert 0 < half["Signaal"] < 30
    monkeypatch.setattr(bouw.jobs, "tik", echt)
    assert stad_op(MAANDAG + timedelta(days=1))
    klaar = _alles()
    _de_stad_leeft(MAANDAG)
    assert not stad_op(MAANDAG + timedelta(days=2))
    assert _alles() == klaar


def test_in_een_database_met_mensen_komt_geen_voorbeeld(app: Flask, tmp_path: Path) -> None:
    from signalen.db import transaction

    with app.app_context():
        with transaction():
            mensen.bouw(date(2026, 3, 2), Path(app.config["SIGNALEN_SLEUTELS"]))
        with pytest.raises(bouw.BezetteDatabase, match="lege database"):
            bouw.bouw(tmp_path)


def test_elke_rol_heeft_een_login() -> None:
    logins = bouw.logins()
    assert {"rol", "email", "wachtwoord"} == {naam for login in logins for naam in login}
    assert {m.rol for m in mensen.MENSEN} == {login["rol"] for login in logins}
