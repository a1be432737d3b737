"""Overleggen with a real database: an agenda that fills itself, named days, and nothing lost between two."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Gebeurtenis, Knelpunt, Stilte, Termijn
from signalen.knelpunt.operations import traject
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Overleg, Verslag
from signalen.overleg.queries import agenda, staat_op_agenda_van, van_knelpunt, volgende_luistersessie
from signalen.overleg.rules import Voorstel
from tests.integratie.conftest import Stad
from workflows.stand import Geweigerd, replay

SAMENVATTING = {"samenvatting": "Elke maand verrekening."}


def plan(stad: Stad, datum: str, soort: str = "casuistiekbespreking", **rest):  # type: ignore[no-untyped-def]
    wie = rest.pop("wie", "gespreksleider")
    basis = {"soort": soort, "datum": datum, "begin": "14:00", "door": stad.ids[wie]}
    with transaction():
        return operations.plan(Voorstel(**{**basis, **rest}), stad.nu).id


def overleg(id_: uuid.UUID) -> Overleg:
    db.session.expire_all()
    rij = db.session.get(Overleg, id_)
    assert rij is not None
    return rij


def sleutels(stad: Stad, id_: uuid.UUID) -> list[str]:
    return [punt.sleutel for punt in agenda.van(overleg(id_), stad.nu.date())]


def houd(stad: Stad, id_: uuid.UUID, *besproken: str) -> None:
    with transaction():
        operations.houd(id_, besproken, 5, stad.nu)


def in_casuistiek(stad: Stad, **velden: object) -> uuid.UUID:
    k = stad.knelpunt_id(stad.geef(**velden))
    stad.doe(k, "coordinator", "gewoon", **SAMENVATTING)
    return k


def stap_van(k: uuid.UUID) -> str:
    db.session.expire_all()
    knelpunt = db.session.get(Knelpunt, k)
    assert knelpunt is not None
    return traject.hoofdtraject(knelpunt).stap


def soorten(k: uuid.UUID) -> list[str]:
    zoek = select(Gebeurtenis.soort).where(Gebeurtenis.knelpunt_id == k).order_by(Gebeurtenis.volgnummer)
    return list(db.session.scalars(zoek))


def open_dag(k: uuid.UUID) -> list[Termijn]:
    zoek = select(Termijn).where(
        Termijn.knelpunt_id == k, Termijn.soort == "dag", Termijn.gedaan_op.is_(None)
    )
    return list(db.session.scalars(zoek))


# ------------------------------------------------------------------ planning


def test_plannen_noemt_de_dag_voor_elk_knelpunt_op_de_agenda(stad: Stad) -> None:
    k = in_casuistiek(stad)
    assert open_dag(k)
    o = plan(stad, "2026-03-12", deelnemers=(stad.ids["uitvoerder"], stad.ids["teamleider"]))
    assert not open_dag(k)
    assert sleutels(stad, o) == [f"knelpunt:{k}"]
    brieven = db.session.scalars(select(Bericht.medewerker_id).where(Bericht.soort == "overleg")).all()
    assert set(brieven) == {stad.ids["uitvoerder"], stad.ids["teamleider"]}


def test_wat_later_op_de_agenda_komt_krijgt_bij_de_tik_een_dag(stad: Stad) -> None:
    plan(stad, "2026-03-12")
    k = in_casuistiek(stad)
    assert open_dag(k)
    assert stad.tik()["overleg"] == 1
    assert not open_dag(k)
    assert stad.tik()["overleg"] == 0


@pytest.mark.parametrize(
    ("velden", "veld", "zin"),
    [
        ({"datum": "2026-03-01"}, "datum", "al geweest"),
        ({"datum": "2026-03-07"}, "datum", "geen werkdag \\(zaterdag\\)"),
        ({"datum": "2026-04-06"}, "datum", "tweede paasdag"),
        ({"datum": "31-2-2026"}, "datum", "bestaat niet"),
        ({"begin": "25:00"}, "begin", "hoe laat"),
        ({"minuten": "2000"}, "minuten", "aantal minuten"),
        ({"soort": "borrel"}, "soort", "Kies wat voor overleg"),
        ({"titel": "Casus van BSN 111222333"}, "titel", "burgerservicenummer"),
        ({"deelnemers": (uuid.uuid4(),)}, "deelnemers", "in dienst"),
    ],
)
def test_een_plan_dat_niet_kan_krijgt_een_zin_bij_het_veld(stad: Stad, velden, veld: str, zin: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OngeldigeInvoer) as fout:
        plan(stad, **{"datum": "2026-03-12", **velden})
    assert [f.veld for f in fout.value.fouten] == [veld]
    assert re.search(zin, fout.value.fouten[0].reden)
    assert db.session.scalars(select(Overleg)).all() == []


def test_wie_geen_gespreksleider_kan_zijn_leidt_niet(stad: Stad) -> None:
    with pytest.raises(OngeldigeInvoer, match="gemarkeerde"):
        plan(stad, "2026-03-12", wie="teamleider")
    o = plan(stad, "2026-03-12", wie="teamleider", gespreksleider=stad.ids["gespreksleider"])
    assert overleg(o).gespreksleider_id == stad.ids["gespreksleider"]
    brieven = db.session.scalars(select(Bericht.medewerker_id).where(Bericht.soort == "overleg")).all()
    assert brieven == [stad.ids["gespreksleider"]]


# ------------------------------------------------------------------ the agenda


def test_de_agenda_begint_met_afspraken_en_zet_spoed_voorop(stad: Stad) -> None:
    gewoon, spoed = in_casuistiek(stad), in_casuistiek(stad, spoed=True)
    eerste = plan(stad, "2026-03-03")
    stad.naar(date(2026, 3, 3))
    houd(stad, eerste)
    with transaction():
        af = operations.spreek_af(eerste, "Iris belt het UWV.", "coordinator", "2026-03-20", stad.nu).id
    tweede = plan(stad, "2026-03-10")
    assert sleutels(stad, tweede) == [f"afspraak:{af}", f"knelpunt:{spoed}", f"knelpunt:{gewoon}"]


def test_alleen_het_eerste_overleg_van_een_leider_draagt_de_knelpunten(stad: Stad) -> None:
    k = in_casuistiek(stad)
    later, eerder = plan(stad, "2026-03-19"), plan(stad, "2026-03-12")
    assert sleutels(stad, eerder) == [f"knelpunt:{k}"]
    assert sleutels(stad, later) == []
    stad.naar(date(2026, 3, 13))
    assert sleutels(stad, later) == [f"knelpunt:{k}"], "an overleg that was forgotten blocks nobody"


def test_alleen_domeinen_van_de_eenheid_van_de_leider(stad: Stad) -> None:
    from signalen.medewerker import operations as medewerkers
    from signalen.medewerker import queries as mensen

    anders = stad.ids["jurist"]
    with transaction():
        eenheid = mensen.persoon(stad.ids["griffier"]).eenheid_id  # type: ignore[union-attr]
        medewerkers.geef_rol(anders, "gespreksleider", eenheid, stad.nu.date())
        medewerkers.zet_portefeuille("gespreksleider", eenheid, domein="jeugd")
        mensen.vergeet()
    werk, jeugd = in_casuistiek(stad), stad.knelpunt_id(stad.geef(domein="jeugd"))
    stad.doe(jeugd, "coordinator", "gewoon", **SAMENVATTING)
    assert sleutels(stad, plan(stad, "2026-03-12")) == [f"knelpunt:{werk}"]
    assert sleutels(stad, plan(stad, "2026-03-12", wie="jurist")) == [f"knelpunt:{jeugd}"]


def test_management_en_moreel_beraad_krijgen_hun_eigen_knelpunten(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "moreel", **SAMENVATTING)
    m = stad.knelpunt_id(stad.geef())
    stad.doe(m, "coordinator", "extern", **SAMENVATTING)
    beraad = plan(stad, "2026-03-12", "moreel_beraad")
    assert sleutels(stad, beraad) == [f"knelpunt:{k}"]
    assert agenda.van(overleg(beraad), stad.nu.date())[0].minuten == 60
    assert sleutels(stad, plan(stad, "2026-03-12", "management", wie="afdelingshoofd")) == [f"knelpunt:{m}"]
    assert sleutels(stad, plan(stad, "2026-03-12", "college", wie="wethouder")) == []


# ------------------------------------------------------------------ holding


def test_houden_voldoet_aan_de_termijn_en_begint_die_van_de_uitkomst(stad: Stad) -> None:
    besproken, blijft = in_casuistiek(stad), in_casuistiek(stad)
    o, volgende = plan(stad, "2026-03-12"), plan(stad, "2026-03-19")
    with pytest.raises(Geweigerd, match="dag van het overleg"):
        houd(stad, o)
    stad.naar(date(2026, 3, 12))
    houd(stad, o, f"knelpunt:{besproken}")
    assert stap_van(besproken) == "casuistiek_verslag"
    assert stap_van(blijft) == "casuistiekbespreking"
    rijen = {p.knelpunt_id: p for p in db.session.scalars(select(Agendapunt))}
    assert rijen[besproken].uitkomst == "besproken"
    assert (rijen[blijft].uitkomst, rijen[blijft].naar_overleg_id) == ("doorgeschoven", volgende)
    assert soorten(blijft)[-1] == "doorgeschoven"
    assert sleutels(stad, volgende) == [f"knelpunt:{blijft}"]
    with pytest.raises(Geweigerd, match="al gehouden"):
        houd(stad, o)


def test_een_knelpunt_dat_verder_ging_verlaat_de_agenda(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-30")
    stad.naar(date(2026, 3, 30))
    stad.tik()
    assert stap_van(k) == "management"
    assert sleutels(stad, o) == []
    houd(stad, o, f"knelpunt:{k}")
    punt = db.session.scalars(select(Agendapunt)).one()
    assert (punt.uitkomst, punt.toelichting) == ("vervallen", "ligt bij Management")


def test_wie_op_de_dag_te_laat_is_vindt_het_knelpunt_bij_management(stad: Stad) -> None:
    k = in_casuistiek(stad)
    o = plan(stad, "2026-03-27")
    stad.naar(date(2026, 3, 30))
    houd(stad, o, f"knelpunt:{k}")
    punt = db.session.scalars(select(Agendapunt)).one()
    assert (punt.uitkomst, punt.toelichting) == ("vervallen", "ligt bij Management")
    assert db.session.scalars(select(Stilte.stap)).all() == ["casuistiekbespreking"]


def test_een_vreemde_sleutel_wordt_geweigerd(stad: Stad) -> None:
    o = plan(stad, "2026-03-02")
    with pytest.raises(OngeldigeInvoer):
        houd(stad, o, f"knelpunt:{uuid.uuid4()}")
    assert overleg(o).staat == "gepland"


def test_bespreken_in_management_laat_de_termijn_lopen(stad: Stad) -> None:
    k = stad.knelpunt_id(stad.geef())
    stad.doe(k, "coordinator", "extern", **SAMENVATTING)
    o = plan(stad, "2026-03-02", "management", wie="afdelingshoofd")
    houd(stad, o, f"knelpunt:{k}")
    assert (stap_van(k), soorten(k)[-1]) == ("management", "besproken")


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
    brief = db.session.scalars(select(Bericht).where(Bericht.soort == "overleg_vervallen")).one()
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
