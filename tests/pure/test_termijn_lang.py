"""The calendar against an independent one, and laws of counting on many random terms."""

from __future__ import annotations

import json
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.termijn import Berekening, Kalender, eerste_termijn_start, feestdagen, opschorten, tel, uitstel

pytestmark = pytest.mark.slow

DAGEN = st.dates(date(2015, 1, 1), date(2060, 12, 31))
AANTALLEN = st.integers(1, 300)
VRIJ = st.dictionaries(DAGEN, st.just("KB"), max_size=40)


@pytest.mark.parametrize("jaar", range(2020, 2061))
def test_dezelfde_feestdagen_als_een_ander_rekende(jaar: int) -> None:
    ander = holidays.NL(years=jaar, categories=("public", "optional"))
    # Easter Sunday and Pentecost are always a Sunday; the act does not name them and no count meets them.
    verwacht = {dag for dag in ander if dag.weekday() != 6}

    assert {dag for dag in feestdagen(jaar) if dag.weekday() != 6} == verwacht


@settings(max_examples=600, deadline=None)
@given(DAGEN, AANTALLEN, VRIJ, VRIJ)
def test_de_index_telt_hetzelfde_als_dag_voor_dag(
    start: date, aantal: int, extra: dict[date, str], dicht: dict[date, str]
) -> None:
    kalender = Kalender(extra, dicht)
    dag, geteld = start, 0
    while geteld < aantal:
        dag += timedelta(1)
        vrij = dag.weekday() > 4 or dag in feestdagen(dag.year) or dag in extra or dag in dicht
        geteld += not vrij

    assert kalender.werkdag_na(start, aantal) == dag
    assert kalender.werkdagen_tussen(start, dag) == aantal
    assert kalender.is_werkdag(dag)


@pytest.mark.parametrize("jaar", range(2000, 2100))
def test_de_lengte_van_een_jaar_klopt_met_zijn_dagen(jaar: int) -> None:
    extra = {date(jaar, 6, 1) + timedelta(n): "KB" for n in range(4)} | {date(jaar, 12, 25): "KB"}
    kalender = Kalender(extra)
    dagen = [date(jaar, 1, 1) + timedelta(n) for n in range((date(jaar + 1, 1, 1) - date(jaar, 1, 1)).days)]
    geteld = sum(kalender.is_werkdag(d) for d in dagen)

    # From the last day of the year before, over the whole of this year, into the next.
    assert kalender.werkdagen_tussen(date(jaar - 1, 12, 31), date(jaar, 12, 31)) == geteld
    assert kalender.werkdagen_tussen(date(jaar, 1, 1), date(jaar + 1, 1, 1)) == geteld


@settings(max_examples=400, deadline=None)
@given(DAGEN, AANTALLEN, AANTALLEN)
def test_later_beginnen_of_langer_tellen_eindigt_nooit_eerder(start: date, aantal: int, meer: int) -> None:
    kalender = Kalender()
    uiterste = tel(start, aantal, kalender).uiterste

    assert tel(start + timedelta(1), aantal, kalender).uiterste >= uiterste
    assert uitstel(tel(start, aantal, kalender), meer, kalender).uiterste == kalender.werkdag_na(
        start, aantal + meer
    )
    assert opschorten(tel(start, aantal, kalender), start, meer, "UWV", kalender).uiterste > uiterste


@settings(max_examples=400, deadline=None)
@given(DAGEN, AANTALLEN, VRIJ)
def test_elke_overgeslagen_dag_staat_in_de_uitleg(start: date, aantal: int, extra: dict[date, str]) -> None:
    kalender = Kalender(extra)
    berekening = tel(start, aantal, kalender)
    genoemd = {r.datum for r in berekening.regels if "telt niet mee" in r.tekst}
    dagen = [start + timedelta(n) for n in range(1, (berekening.uiterste - start).days + 1)]

    assert genoemd == {d for d in dagen if d.weekday() < 5 and not kalender.is_werkdag(d)}
    assert Berekening.from_dict(json.loads(json.dumps(berekening.as_dict()))) == berekening


@settings(max_examples=400, deadline=None)
@given(DAGEN, VRIJ)
def test_de_start_zegt_alleen_in_welke_week_het_was(dag: date, extra: dict[date, str]) -> None:
    kalender = Kalender(extra)
    maandag = dag - timedelta(dag.weekday())

    assert eerste_termijn_start(dag, kalender) == eerste_termijn_start(maandag, kalender)
    assert eerste_termijn_start(dag, kalender) >= maandag + timedelta(7)
