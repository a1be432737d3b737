"""Overleggen with a real database: cancelled, moved, the verslag, and what others read of it."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte
from signalen.knelpunt.operations import adoptie, traject
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.medewerker import queries as medewerkers
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Verslag
from signalen.overleg.queries import (
    lijst,
    pagina,
    staat_op_agenda_van,
    van_knelpunt,
    volgende_luistersessie,
    werk,
)
from tests.integratie.conftest import Stad
from tests.integratie.vergaderen import houd, in_casuistiek, overleg, plan, soorten, stap_van
from workflows.stand import Geweigerd, replay

# ------------------------------------------------------------------ cancelling and moving


def laat_vervallen(stad: Stad, id_: uuid.UUID, reden: str = "De gespreksleider is ziek.") -> None:
    with transaction():
        operations.verval(id_, reden, stad.nu)


def test_vervallen_vraagt_een_reden_en_iedereen_hoort_het(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-12", deelnemers=(stad.ids["uitvoerder"],))
    with pytest.raises(OngeldigeInvoer):
        laat_vervallen(stad, o, "  ")
    laat_vervallen(stad, o)
    assert (overleg(o).staat, overleg(o).reden) == ("vervallen", "De gespreksleider is ziek.")
    brieven = db.session.scalars(select(Bericht).where(Bericht.soort == "overleg_vervallen")).all()
    assert {b.medewerker_id for b in brieven} == {stad.ids["uitvoerder"], stad.ids["gespreksleider"]}
    brief = next(b for b in brieven if b.medewerker_id == stad.ids["uitvoerder"])
    assert brief.medewerker_id == stad.ids["uitvoerder"]
    assert soorten(k)[-1] == "overleg_vervallen"
    assert stap_van(k) == "casuistiekbespreking"
    assert db.session.scalars(select(Stilte)).all() == []


def test_twee_keer_vervallen_telt_als_stilte(stad: Stad) -> None:
    k = in_casuistiek(stad)
    for _ in range(2):
        laat_vervallen(stad, plan(stad, "2026-03-12"))
    assert stap_van(k) == "management"
    stilte = db.session.scalars(select(Stilte).where(Stilte.knelpunt_id == k)).one()
    assert (stilte.stap, stilte.reden, stilte.datum) == (
        "casuistiekbespreking",
        "vervallen",
        date(2026, 3, 2),
    )
    assert stad.tik()["verlopen"] == 0
    loop = traject.hoofdtraject(db.session.get(Knelpunt, k))  # type: ignore[arg-type]
    rijen = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.knelpunt_id == k).order_by(Gebeurtenis.volgnummer)
    )
    feiten = [(g.soort, g.inhoud) for g in rijen if g.inhoud.get("traject") == str(loop.id)]
    assert replay(traject.route_van(loop), feiten) == traject.stand_van(loop)


def test_een_overleg_dat_wel_doorging_breekt_de_rij(stad: Stad) -> None:
    k = in_casuistiek(stad)
    laat_vervallen(stad, plan(stad, "2026-03-03"))
    o = plan(stad, "2026-03-02")
    houd(stad, o, f"knelpunt:{k}")
    laat_vervallen(stad, plan(stad, "2026-03-05"))
    assert stap_van(k) == "casuistiek_verslag"


def test_verzetten_kan_een_keer_met_een_reden(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-12", deelnemers=(stad.ids["uitvoerder"],))
    with pytest.raises(OngeldigeInvoer), transaction():
        operations.verzet(o, "2026-03-14", "", "Zaal bezet.", stad.nu)
    with transaction():
        operations.verzet(o, "2026-03-13", "10.30", "Zaal bezet.", stad.nu)
    assert (overleg(o).datum, f"{overleg(o).begin:%H:%M}") == (date(2026, 3, 13), "10:30")
    assert "overleg_verzet" in soorten(k)
    brieven = db.session.scalars(select(Bericht.tekst).where(Bericht.soort == "overleg")).all()
    assert len(brieven) == 2 and any("verplaatst van donderdag 12 maart 2026" in b for b in brieven)
    with pytest.raises(Geweigerd, match="één keer"), transaction():
        operations.verzet(o, "2026-03-16", "", "Weer bezet.", stad.nu)


def test_een_dag_die_vrij_werd_meldt_zich_een_keer_en_mag_altijd_verzet(stad: Stad) -> None:
    o = plan(stad, "2026-03-12")
    plan(stad, "2026-03-16")
    with transaction():
        operations.verzet(o, "2026-03-13", "", "Zaal bezet.", stad.nu)
        adoptie.voeg_dag_toe(date(2026, 3, 13), "sluiting", "verhuizing", "Besluit 3", stad.nu)
    assert "verzetten" in pagina(o, stad.nu.date(), str, True).acties
    for _ in range(2):
        operations.tik(stad.nu)
    with transaction():
        assert operations.meld_vrije_dagen(stad.nu) == 0
    brieven = db.session.scalars(select(Bericht).where(Bericht.soort == "vrije_dag")).all()
    assert [(b.medewerker_id, b.verwijst_naar) for b in brieven] == [
        (stad.ids["gespreksleider"], f"/overleg/{o}")
    ]
    leider = medewerkers.persoon(stad.ids["gespreksleider"])
    assert leider and [r.url for r in werk(leider, stad.nu.date())] == [f"/overleg/{o}"]
    assert pagina(o, stad.nu.date(), str, True).vrij == "verhuizing"
    eerste = lijst(leider, stad.nu.date()).komend[0].regels[0]
    assert eerste.let_op == "Deze dag is vrij geworden (verhuizing). Er moet een andere dag komen."
    with transaction():
        operations.verzet(o, "2026-03-17", "", "Verhuizing.", stad.nu)
    assert (overleg(o).datum, overleg(o).verzet) == (date(2026, 3, 17), 1)
    assert werk(leider, stad.nu.date()) == [] and not pagina(o, stad.nu.date(), str, True).vrij
    with pytest.raises(Geweigerd, match="één keer"), transaction():
        operations.verzet(o, "2026-03-18", "", "Nog eens.", stad.nu)


# ------------------------------------------------------------------ the verslag


def verslag(stad: Stad, id_: uuid.UUID, feit: str = "Drie casussen besproken.", **delen: str) -> None:
    delen = {"alternatief": "", "opvatting": "", **delen}
    with transaction():
        operations.leg_verslag_vast(id_, feit, rol="gespreksleider", moment=stad.nu, **delen)


def test_het_verslag_houdt_feit_alternatief_en_opvatting_uit_elkaar(stad: Stad) -> None:
    o = plan(stad, "2026-03-02", deelnemers=(stad.ids["uitvoerder"],))
    with pytest.raises(Geweigerd, match="gehouden"):
        verslag(stad, o)
    houd(stad, o)
    verslag(stad, o, alternatief="Eerder bellen.", opvatting="De meesten vinden het krom.")
    rij = db.session.scalars(select(Verslag)).one()
    assert rij.feit and rij.alternatief and rij.opvatting
    assert [t.aard for t in (rij.feit, rij.alternatief, rij.opvatting)] == [
        "feit",
        "alternatief",
        "opvatting",
    ]
    assert rij.vrijgegeven_op == date(2026, 3, 2)
    brief = db.session.scalars(select(Bericht).where(Bericht.soort == "verslag")).one()
    assert brief.medewerker_id == stad.ids["uitvoerder"]
    with pytest.raises(Geweigerd, match="al vrijgegeven"):
        verslag(stad, o)


def test_het_verslag_weigert_gegevens_van_inwoners(stad: Stad) -> None:
    o = plan(stad, "2026-03-02")
    houd(stad, o)
    with pytest.raises(OngeldigeInvoer) as fout:
        verslag(stad, o, opvatting="Zie BSN 111222333.")
    assert [f.veld for f in fout.value.fouten] == ["opvatting"]
    assert db.session.scalars(select(Verslag)).all() == []


# ------------------------------------------------------------------ what the clock and others read


def test_de_tik_schrijft_de_uitkomst_van_de_route_bij_het_punt(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-02")
    houd(stad, o, f"knelpunt:{k}")
    stad.tik()
    assert db.session.scalars(select(Agendapunt.uitkomst)).one() == "besproken"
    db.session.rollback()
    stad.doe(k, "gespreksleider", "advies", advies="Pas de instructie aan.")
    stad.tik()
    assert db.session.scalars(select(Agendapunt.uitkomst)).one() == "advies"
    regel = van_knelpunt(k)[0]
    assert (regel.wat, regel.staat) == ("Besproken.", "gehouden")


def test_een_deelnemer_neemt_deel_aan_wat_er_op_de_agenda_staat(stad: Stad) -> None:
    k, ander = in_casuistiek(stad), stad.knelpunt_id(stad.geef())
    plan(stad, "2026-03-12", deelnemers=(stad.ids["uitvoerder"],))
    assert staat_op_agenda_van(stad.ids["uitvoerder"], k)
    assert staat_op_agenda_van(stad.ids["gespreksleider"], k)
    assert not staat_op_agenda_van(stad.ids["uitvoerder2"], k)
    assert not staat_op_agenda_van(stad.ids["uitvoerder"], ander)


def test_de_tweede_keer_vervallen_is_bij_het_knelpunt_te_lezen(stad: Stad) -> None:
    k = in_casuistiek(stad)
    for dag in ("2026-03-12", "2026-03-13"):
        laat_vervallen(stad, plan(stad, dag))
    tweede, eerste = van_knelpunt(k)
    assert eerste.wat == "Het overleg ging niet door."
    assert tweede.wat == "Het overleg ging niet door. Dat was de tweede keer op rij. Dat telt als stilte."


def test_de_volgende_luistersessie_staat_voor_iedereen_open(stad: Stad) -> None:
    assert volgende_luistersessie(stad.nu.date()) is None
    o = plan(stad, "2026-03-19", "luistersessie", wie="wethouder", plaats="De kantine")
    gevonden = volgende_luistersessie(stad.nu.date())
    assert gevonden is not None
    assert (gevonden.id, gevonden.begin, gevonden.plaats) == (o, "14.00 uur", "De kantine")
