"""Random walks over every route: acts, silences, contests and waiting in any order, up to forty steps.

Whatever people do, a traject is never lost: replay equals living, nothing but Geweigerd is raised, and there
is always an open term, a resting state or an end.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pure.baan import Baan, actor, route_van
from workflows import engine
from workflows.definition import ROLLEN
from workflows.loader import shipped
from workflows.stand import Actor, Geweigerd, Stand

pytestmark = pytest.mark.slow

ACTOREN = [*(actor(rol) for rol in ROLLEN), actor(*ROLLEN), actor(*ROLLEN, eigen=True), actor()]


def _kies(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    naast = data.draw(st.sampled_from(["", *baan.stand.naast, "onzin"]))
    stap = baan.route.stappen.get(naast or baan.stand.stap)
    uitkomst = data.draw(st.sampled_from([*(stap.uitkomsten if stap else ()), "onzin"]))
    ingevuld = data.draw(st.sampled_from([list(baan.route.velden), []]))
    baan.verwerk(engine.decide(baan.route, baan.stand, wie, uitkomst, ingevuld, naast))


def _mag(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    """Choose something that is allowed, so that walks get somewhere."""
    rol = engine.rol_aan_zet(baan.route, baan.stand)
    keuzes = engine.allowed(baan.route, baan.stand, actor(rol))
    if keuzes:
        baan.doe(data.draw(st.sampled_from([k.naam for k in keuzes])))


def _stil(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    if baan.open:
        baan.verloop(data.draw(st.sampled_from(baan.open)))


def _plafond(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.lapse(baan.route, baan.stand, baan.stand.stap, "plafond", "plafond"))


def _uitstel(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.uitstel(baan.route, baan.stand, wie))


def _wacht(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.opschorten(baan.route, baan.stand, wie, data.draw(st.integers(-1, 40))))


def _betwist(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.betwist(baan.route, baan.stand))


def _terug(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.terug_op_tafel(baan.route, baan.stand))


def _dag(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    baan.verwerk(engine.dag_genoemd(baan.route, baan.stand, baan.stand.stap))


def _houd(data: st.DataObject, baan: Baan, wie: Actor) -> None:
    stap = data.draw(st.sampled_from([baan.stand.stap, *baan.stand.naast]))
    baan.verwerk(engine.gehouden(baan.route, baan.stand, stap))


STAPPEN: list[Callable[[st.DataObject, Baan, Actor], None]] = [
    _mag, _mag, _mag, _stil, _stil, _kies, _plafond, _uitstel, _wacht, _betwist, _terug, _dag, _houd
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.data())
@pytest.mark.parametrize("naam", list(shipped()))
def test_een_traject_raakt_nooit_zoek(naam: str, data: st.DataObject) -> None:
    baan = Baan(route_van(naam))
    for _ in range(data.draw(st.integers(1, 40))):
        doen = data.draw(st.sampled_from(STAPPEN))
        voor = (baan.stand, len(baan.feiten))
        try:
            doen(data, baan, data.draw(st.sampled_from(ACTOREN)))
        except Geweigerd as fout:
            assert fout.code
            assert (baan.stand, len(baan.feiten)) == voor, "een weigering verandert niets"
        _houdt(baan)


def _houdt(baan: Baan) -> None:
    route, stand = baan.route, baan.stand
    assert engine.replay(route, [(f.soort, f.inhoud) for f in baan.feiten]) == stand
    assert Stand.from_dict(stand.as_dict()) == stand
    hoofd = [t for t in baan.open if t.soort == "stap"]
    if stand.stap in route.stappen:
        assert [t.stap for t in hoofd] == [stand.stap], "precies één termijn op de route"
        assert engine.rol_aan_zet(route, stand) in ROLLEN
    else:
        assert stand.stap in {*route.einden, *route.rust}
        assert hoofd == []
    naast = sorted(t.stap for t in baan.open if t.soort == "naast")
    assert naast == sorted(stand.naast), "precies één termijn per stap naast de route"
    assert stand.opgeschort <= 60


@settings(max_examples=200, deadline=None)
@given(st.lists(st.booleans(), max_size=12))
@pytest.mark.parametrize("naam", ["knelpunt-1", "knelpunt-klein-1"])
def test_met_alleen_stilte_komt_het_altijd_bij_het_college(naam: str, dagen: list[bool]) -> None:
    baan = Baan(route_van(naam))
    for dag in dagen:
        baan.stil(soort="dag" if dag and "dag" in dict(baan.termijnen()) else "stap")
    baan.stil(5)

    assert baan.stand.stap == "college"
