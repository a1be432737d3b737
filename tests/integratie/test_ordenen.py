"""The coordinator's work with a real database: joining, splitting, titles, and who may decide what."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from signalen.db import NietGevonden, db, transaction
from signalen.knelpunt.models import Besluit, Bevoegdheid, Gebeurtenis, Knelpunt, Koppeling, Termijn
from signalen.knelpunt.operations import ordenen, traject
from signalen.knelpunt.rules import OngeldigeInvoer
from tests.integratie import plein
from tests.integratie.conftest import Stad
from tests.integratie.plein import ik_ook
from tests.integratie.test_route import AANPASSEN, SAMENVATTING, stap_van
from workflows.stand import Geweigerd


def knelpunt(id_: uuid.UUID) -> Knelpunt:
    db.session.expire_all()
    rij = db.session.get(Knelpunt, id_)
    assert rij is not None
    return rij


def termijn(k: uuid.UUID, soort: str) -> Termijn:
    zoek = select(Termijn).where(
        Termijn.knelpunt_id == k, Termijn.soort == soort, Termijn.vervallen_op.is_(None)
    )
    return db.session.scalars(zoek.order_by(Termijn.start.desc())).first()  # type: ignore[return-value]


def koppel(stad: Stad, van: uuid.UUID, naar: uuid.UUID, reden: str = "Hetzelfde.") -> None:
    with transaction():
        ordenen.koppel(van, naar, reden, stad.nu)


def test_koppelen_verhuist_elk_signaal_en_beweegt_geen_termijn(stad: Stad) -> None:
    a, b = stad.geef(), stad.geef("uitvoerder2")
    van, naar = stad.knelpunt_id(a), stad.knelpunt_id(b)
    extra = ik_ook(stad, van, "uitvoerder3")
    stad.naar(date(2026, 3, 10))
    stad.doe(naar, "coordinator", "extern", **SAMENVATTING)
    voor = (termijn(naar, "stap").uiterste, termijn(naar, "plafond").uiterste)
    koppel(stad, van, naar)
    assert {stad.knelpunt_id(s) for s in (a, b, extra)} == {naar}
    assert (termijn(naar, "stap").uiterste, termijn(naar, "plafond").uiterste) == voor
    leeg = knelpunt(van)
    assert leeg.opgegaan_in_id == naar and stap_van(van) == "opgegaan"
    assert not traject.open_termijnen(traject.hoofdtraject(leeg))
    open_ = db.session.scalars(select(Koppeling).where(Koppeling.tot.is_(None))).all()
    assert len(open_) == 3, "exactly one open koppeling per signaal"


def test_het_oude_nummer_verwijst_door(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    p = plein.vul(app, zet_klok)
    van, naar = p.ding["k1"], p.ding["k7"]
    velden = {"naar": str(p.ding["n7"]), "reden": "Hetzelfde."}
    p.stuur("coordinator", f"/knelpunten/{van}/koppelen", velden)
    antwoord = p.als("coordinator").get(f"/knelpunten/{van}")
    assert (antwoord.status_code, antwoord.location) == (303, f"/knelpunten/{naar}")
    assert p.als("coordinator").get(f"/knelpunten/{van}?toch=1").status_code == 200
    weer = p.stuur(
        "coordinator", f"/knelpunten/{p.ding['k3']}/koppelen", {"naar": str(p.ding["n7"]), "reden": "Ook."}
    )
    assert weer.status_code == 303


def test_koppelen_kan_niet_met_zichzelf_of_wat_klaar_is(stad: Stad) -> None:
    a, b, c = (stad.knelpunt_id(stad.geef(wie)) for wie in ("uitvoerder", "uitvoerder2", "uitvoerder3"))
    with pytest.raises(Geweigerd, match="zichzelf"):
        koppel(stad, a, a)
    with pytest.raises(OngeldigeInvoer):
        koppel(stad, a, b, " ")
    koppel(stad, a, b)
    with pytest.raises(Geweigerd):
        koppel(stad, a, c)
    with pytest.raises(Geweigerd):
        koppel(stad, c, a)
    stad.doe(c, "coordinator", "extern", **SAMENVATTING)
    stad.doe(c, "afdelingshoofd", "aanpassen", **AANPASSEN)
    with pytest.raises(Geweigerd, match="zonder besluit"):
        koppel(stad, c, b)
    with pytest.raises(NietGevonden):
        koppel(stad, b, uuid.uuid4())


def test_koppelen_aan_een_gesloten_knelpunt_opent_een_ronde(stad: Stad) -> None:
    dicht, nieuw = stad.knelpunt_id(stad.geef()), stad.knelpunt_id(stad.geef("uitvoerder2"))
    stad.doe(dicht, "coordinator", "extern", **SAMENVATTING)
    stad.doe(dicht, "afdelingshoofd", "aanpassen", **AANPASSEN)
    stad.doe(dicht, "afdelingshoofd", "verzonden", antwoord="Wij passen het aan.")
    koppel(stad, nieuw, dicht)
    assert traject.hoofdtraject(knelpunt(dicht)).ronde == 2


def test_splitsen_houdt_de_oudste_week_en_het_plafond(stad: Stad) -> None:
    oud = stad.knelpunt_id(stad.geef())
    stad.naar(date(2026, 3, 12))
    later = ik_ook(stad, oud, "uitvoerder2", tekst="Dit is toch iets anders.")
    plafond = termijn(oud, "plafond").uiterste
    with transaction():
        nieuw = ordenen.splits(oud, later, "Een andere regel.", stad.nu).id
    assert stad.knelpunt_id(later) == nieuw and stap_van(nieuw) == "uitzoeken"
    assert knelpunt(nieuw).week == date(2026, 3, 2), "the oldest receipt date"
    assert termijn(nieuw, "plafond").uiterste == plafond, "the plafond is never reset"
    for k in (oud, nieuw):
        zoek = select(Gebeurtenis.soort).where(Gebeurtenis.knelpunt_id == k)
        assert "gesplitst" in db.session.scalars(zoek).all()


def test_splitsen_vraagt_er_twee_en_een_reden(stad: Stad) -> None:
    s = stad.geef()
    k = stad.knelpunt_id(s)
    with pytest.raises(Geweigerd, match="enige"), transaction():
        ordenen.splits(k, s, "Waarom niet.", stad.nu)
    ander = ik_ook(stad, k, "uitvoerder2")
    with pytest.raises(OngeldigeInvoer), transaction():
        ordenen.splits(k, ander, "", stad.nu)
    vreemd = stad.geef("uitvoerder3")
    with pytest.raises(NietGevonden), transaction():
        ordenen.splits(k, vreemd, "Hoort hier niet.", stad.nu)


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("titel", ""),
        ("titel", "x" * 201),
        ("oorzaak", "pech"),
        ("oplosniveau", "maan"),
        ("regeling", "x" * 301),
    ],
)
def test_beschrijven_keurt_elk_veld(stad: Stad, veld: str, waarde: str) -> None:
    k = stad.knelpunt_id(stad.geef())
    goed = {"titel": "Verrekening", "oorzaak": "beleid", "oplosniveau": "management", "regeling": "PW"}
    with pytest.raises(OngeldigeInvoer) as fout, transaction():
        ordenen.beschrijf(k, {**goed, veld: waarde}, stad.nu)
    assert [f.veld for f in fout.value.fouten] == [veld]
    with transaction():
        ordenen.beschrijf(k, goed, stad.nu)
    assert knelpunt(k).titel == "Verrekening"


def test_wie_het_zelf_zei_ordent_en_beslist_niet(app: Flask, zet_klok: Callable[[datetime], None]) -> None:
    """Nobody decides on his own signaal: the coordinator who signalled gets no form and is refused."""
    p = plein.vul(app, zet_klok)
    with app.app_context():
        stad = Stad(app, p.mensen, zet=zet_klok)
        stad.naar(plein.NU)
        s = stad.geef("coordinator")
        k = stad.knelpunt_id(s)
        db.session.rollback()
    assert p.als("coordinator").get(f"/knelpunten/{k}").status_code == 200
    for actie, data in (("doen/gewoon", SAMENVATTING), ("beschrijven", {"titel": "Mijn eigen zaak"})):
        assert p.stuur("coordinator", f"/knelpunten/{k}/{actie}", data).status_code in (404, 422), actie
    with app.app_context():
        assert stap_van(k) == "uitzoeken" and knelpunt(k).titel == ""


def test_de_tabel_van_bevoegdheden_beslist_wie_mag(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    for wat, wie in (("beleidsregel", "wethouder"), ("verordening", "griffier")):
        with pytest.raises(Geweigerd, match=wie):
            stad.doe(k, "afdelingshoofd", "aanpassen", **{**AANPASSEN, "wat_moet_anders": wat})
    with pytest.raises(Geweigerd, match="Doorgeven"):
        stad.doe(k, "afdelingshoofd", "aanpassen", **{**AANPASSEN, "wat_moet_anders": "wet"})
    with transaction():
        ordenen.zet_bevoegdheid("beleidsregel", ["afdelingshoofd"])
    stad.doe(k, "afdelingshoofd", "aanpassen", **{**AANPASSEN, "wat_moet_anders": "beleidsregel"})
    assert db.session.scalars(select(Besluit.soort)).all() == ["aanpassen"]
    rij = db.session.get(Bevoegdheid, "beleidsregel")
    assert rij is not None and rij.rollen == ["afdelingshoofd"]
