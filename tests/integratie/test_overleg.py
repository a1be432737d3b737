"""Overleggen with a real database: a named day, an agenda that fills itself, nothing lost between two."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db, transaction
from signalen.knelpunt.models import Stilte
from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.overleg import operations
from signalen.overleg.models import Agendapunt, Overleg
from signalen.overleg.queries import agenda, laad
from tests.integratie.conftest import Stad
from tests.integratie.vergaderen import (
    SAMENVATTING,
    houd,
    in_casuistiek,
    open_dag,
    overleg,
    plan,
    sleutels,
    soorten,
    stap_van,
)
from workflows.stand import Geweigerd

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


def test_de_leidinggevende_van_een_deelnemer_leidt_het_gesprek_niet(stad: Stad) -> None:
    from signalen.medewerker import operations as medewerkers
    from signalen.medewerker import queries as mensen

    with transaction():
        eenheid = mensen.persoon(stad.ids["gespreksleider"]).eenheid_id  # type: ignore[union-attr]
        medewerkers.geef_rol(stad.ids["teamleider"], "gespreksleider", eenheid, stad.nu.date())
        mensen.vergeet()
    with pytest.raises(OngeldigeInvoer) as fout:
        plan(stad, "2026-03-12", wie="teamleider", deelnemers=(stad.ids["uitvoerder"],))
    assert "leidinggevende van een deelnemer" in fout.value.fouten[0].reden
    plan(stad, "2026-03-12", wie="teamleider", deelnemers=(stad.ids["uitvoerder2"],))


def test_een_vervanger_leidt_en_wie_vertrekt_houdt_niets_op(stad: Stad) -> None:
    from signalen.medewerker import operations as medewerkers
    from signalen.medewerker import queries as mensen

    def leidt(o: uuid.UUID, wie: str) -> bool:
        return laad(o, mensen.persoon(stad.ids[wie]))[1].gespreksleider

    o, dag = plan(stad, "2026-03-12"), stad.nu.date()
    assert leidt(o, "gespreksleider") and not leidt(o, "jurist") and not leidt(o, "coordinator")
    with transaction():
        medewerkers.vervang(stad.ids["gespreksleider"], stad.ids["jurist"], dag, dag)
        mensen.vergeet()
    assert leidt(o, "jurist") and not leidt(o, "coordinator")
    with transaction():
        medewerkers.uit_dienst(stad.ids["gespreksleider"], dag)
        mensen.vergeet()
    assert leidt(o, "coordinator") and not leidt(o, "teamleider")


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
