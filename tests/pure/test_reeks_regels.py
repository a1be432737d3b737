"""Rules of a series without a database: a rhythm in words becomes days, and days off are said beforehand."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from signalen.knelpunt.rules import OngeldigeInvoer
from signalen.overleg import reeksregels as regels
from signalen.overleg.reeksregels import Reeksvoorstel, dagen, eerste_dag, in_woorden, lees_reeks, regel_van
from workflows.termijn import Kalender

KALENDER = Kalender()
MAANDAG = date(2026, 3, 2)
VOORSTEL = Reeksvoorstel(
    "casuistiekbespreking", "twee_weken", "TU", "2026-03-05", "14:00", uuid.uuid4(), bij_vrij="volgende"
)


def rij(ritme: str, weekdag: str, welke: str, vanaf: date, weken: int = 26) -> list[date]:
    regel = regel_van(ritme, weekdag, welke)
    eerste = eerste_dag(regel, vanaf)
    gevonden = dagen(regel, eerste, vanaf + timedelta(weeks=weken), KALENDER, "volgende")
    return [dag.regel_dag for dag in gevonden]


def test_elke_tweede_dinsdag_telt_vanaf_de_eerste_dinsdag() -> None:
    dagen_ = rij("twee_weken", "TU", "", date(2026, 3, 5), 8)
    assert dagen_[:3] == [date(2026, 3, 10), date(2026, 3, 24), date(2026, 4, 7)]
    assert {dag.weekday() for dag in dagen_} == {1}


def test_de_laatste_donderdag_van_de_maand() -> None:
    dagen_ = rij("maand", "TH", "-1", date(2026, 3, 30), 40)
    assert dagen_[0] == date(2026, 4, 30)
    assert all(dag.weekday() == 3 and (dag + timedelta(7)).month != dag.month for dag in dagen_)


def test_vier_keer_per_jaar_begint_bij_de_eerste_die_past_en_slaat_geen_kwartaal_over() -> None:
    assert rij("kwartaal", "TH", "-1", date(2026, 1, 30), 52) == [
        date(2026, 2, 26),
        date(2026, 5, 28),
        date(2026, 8, 27),
        date(2026, 11, 26),
    ]


@pytest.mark.parametrize(
    ("ritme", "welke", "zin"),
    [
        ("week", "", "elke week op donderdag"),
        ("twee_weken", "", "om de twee weken op donderdag"),
        ("maand", "-1", "elke maand op de laatste donderdag"),
        ("kwartaal", "1", "vier keer per jaar op de eerste donderdag"),
    ],
)
def test_een_regel_leest_als_een_zin(ritme: str, welke: str, zin: str) -> None:
    assert in_woorden(regel_van(ritme, "TH", welke)) == zin


@pytest.mark.parametrize(
    ("keuze", "dag", "zin"),
    [
        ("volgende", date(2026, 4, 7), "wordt dinsdag 7 april 2026"),
        ("overslaan", None, "die keer slaan we over"),
    ],
)
def test_een_vrije_dag_gaat_naar_de_volgende_werkdag_of_valt_uit(
    keuze: str, dag: date | None, zin: str
) -> None:
    regel = regel_van("week", "MO")
    (paasmaandag,) = [
        d for d in dagen(regel, date(2026, 3, 30), date(2026, 4, 13), KALENDER, keuze) if d.waarom
    ]
    assert paasmaandag.dag == dag
    assert paasmaandag.zin == f"maandag 6 april 2026 is geen werkdag (tweede paasdag): {zin}"


def test_een_eigen_sluitingsdag_telt_ook() -> None:
    kalender = Kalender({}, {date(2026, 3, 10): "studiedag"})
    (dag,) = dagen(regel_van("week", "TU"), date(2026, 3, 10), date(2026, 3, 10), kalender, "volgende")
    assert (dag.dag, dag.waarom) == (date(2026, 3, 11), "studiedag")


def test_een_reeks_die_kan_wordt_gelezen() -> None:
    gelezen = lees_reeks(replace(VOORSTEL, tot="31-12-2026"), MAANDAG, KALENDER)
    assert (gelezen.titel, gelezen.eerste, gelezen.tot) == (
        "Casuïstiekbespreking",
        date(2026, 3, 10),
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"soort": "borrel"}, "soort"),
        ({"ritme": "FREQ=SECONDLY"}, "ritme"),
        ({"ritme": "maand"}, "welke"),
        ({"ritme": "maand", "welke": "99"}, "welke"),
        ({"weekdag": "SU"}, "weekdag"),
        ({"bij_vrij": ""}, "bij_vrij"),
        ({"vanaf": "31-02-2026"}, "vanaf"),
        ({"vanaf": "2026-03-01"}, "vanaf"),
        ({"vanaf": "2036-03-01"}, "vanaf"),
        ({"tot": "2026-03-09"}, "tot"),
        ({"tot": "2096-03-09"}, "tot"),
        ({"begin": "25:00"}, "begin"),
        ({"minuten": "-1"}, "minuten"),
        ({"titel": "Over 111222333"}, "titel"),
        ({"plaats": "x" * 201}, "plaats"),
    ],
)
def test_wat_niet_kan_krijgt_een_zin_bij_het_veld(velden: dict[str, str], veld: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_reeks(replace(VOORSTEL, **velden), MAANDAG, KALENDER)  # type: ignore[arg-type]
    assert [f.veld for f in fout.value.fouten] == [veld]


def test_een_reeks_zonder_een_enkele_werkdag_wordt_geweigerd() -> None:
    voorstel = replace(VOORSTEL, weekdag="MO", vanaf="2026-04-06", tot="2026-04-06", bij_vrij="overslaan")
    with pytest.raises(OngeldigeInvoer, match="gemarkeerde"):
        lees_reeks(voorstel, MAANDAG, KALENDER)
    assert regels.VENSTER.days == 182
