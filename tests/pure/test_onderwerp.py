"""When the words of a subject of a luistersessie go: after its session, and never not at all."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.agendadrager import GEHOUDEN, GEPLAND, VERVALLEN
from workflows.onderwerp import Sessie, telt_vanaf, vooraf, wanneer_gewist, weg_op

DAG = date(2026, 3, 12)
VANDAAG = date(2026, 4, 1)


def op(dag: int, maand: int = 3) -> date:
    return date(2026, maand, dag)


def test_een_besloten_onderwerp_telt_vanaf_zijn_dag() -> None:
    assert weg_op(DAG, 30) == op(11, 4)
    assert weg_op(DAG, 1) == op(13)


def test_wat_meegaat_leeft_tot_de_volgende() -> None:
    geweest = [Sessie(DAG, GEHOUDEN, DAG)]
    assert telt_vanaf(op(20, 6), geweest, VANDAAG) == op(20, 6)


def test_zonder_volgende_telt_de_laatste_die_voorbijging() -> None:
    assert telt_vanaf(None, [Sessie(DAG, GEHOUDEN, op(14)), Sessie(op(1), GEHOUDEN, op(1))], VANDAAG) == op(
        14
    )
    assert telt_vanaf(None, [Sessie(DAG, GEPLAND)], VANDAAG) == DAG, "forgotten: it went by"
    assert telt_vanaf(None, [Sessie(DAG, VERVALLEN, None, op(10))], VANDAAG) == op(10)
    assert telt_vanaf(None, [Sessie(DAG, VERVALLEN, None, op(20))], VANDAAG) == DAG, "cancelled afterwards"
    assert telt_vanaf(None, [Sessie(DAG, VERVALLEN)], VANDAAG) == DAG, "nobody wrote down when"


def test_afzeggen_van_een_verre_dag_houdt_niets_in_leven() -> None:
    sessies = [Sessie(DAG, GEHOUDEN, DAG), Sessie(date(2030, 1, 8), VERVALLEN, None, op(30))]
    assert telt_vanaf(None, sessies, VANDAAG) == op(30)


def test_een_onderwerp_dat_nooit_besproken_wordt_gaat_ooit_weg() -> None:
    """However often it moves on: once nothing is planned any more, the day comes."""
    sessies = [Sessie(DAG + timedelta(days=30 * n), VERVALLEN, None, DAG) for n in range(40)]
    assert weg_op(telt_vanaf(None, sessies, VANDAAG), 365) <= DAG + timedelta(days=365)
    assert telt_vanaf(None, [], VANDAAG) == VANDAAG


def test_de_schrijver_leest_de_dag_vooraf_en_achteraf() -> None:
    weg = op(11, 4)
    assert vooraf(weg).startswith("Je woorden worden gewist op zaterdag 11 april 2026.")
    assert "schuift die dag op" in wanneer_gewist(weg, None, True, DAG)
    assert "geen volgende luistersessie" in wanneer_gewist(weg, None, True, None)
    assert wanneer_gewist(weg, None, False, None).endswith("Daarna blijft alleen staan wat ervan kwam.")
    assert wanneer_gewist(weg, op(12, 4), False, None).startswith("Je woorden zijn gewist op zondag 12 april")
