"""Puts the acts of the example in order of time: each working day a sweep of the clock, then what people do.

Makes the list only; `bouw` carries it out. The same moment always gives the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from signalen.register import operations as register
from signalen.register.rules import Kwartaal
from signalen.voorbeeld import kaartenbak, leeszaal, oogstkamer, toneel, vergaderzaal, werkvloer
from signalen.voorbeeld.tijdpad import BEGIN
from signalen.voorbeeld.toneel import Decor
from signalen.voorbeeld.verhalen import bijeenkomsten, verhalen
from workflows.stand import Geweigerd

Daad = Callable[[datetime], object]


@dataclass(frozen=True)
class Dag:
    """One day of the build: the moment of the sweep, and then each act with its own moment."""

    ochtend: datetime
    daden: tuple[tuple[datetime, Daad], ...] = ()


def dagen(decor: Decor) -> list[Dag]:
    """Return every day in order. What falls on today or later happens now, after the last sweep."""
    per_dag: dict[date, list[Daad]] = {}
    for dag, daad in _daden(decor):
        per_dag.setdefault(dag, []).append(daad)
    uit = [_dag(decor, nummer, per_dag) for nummer in range(BEGIN, 0)]
    rest = tuple((decor.pad.nu, daad) for dag in sorted(per_dag) for daad in per_dag[dag])
    return [*uit, Dag(decor.pad.nu, rest)]


def _dag(decor: Decor, nummer: int, per_dag: dict[date, list[Daad]]) -> Dag:
    dag = decor.pad.dag(nummer)
    daden = enumerate(per_dag.pop(dag, []))
    return Dag(decor.pad.ochtend(nummer), tuple((decor.pad.kantoor(dag, plek), daad) for plek, daad in daden))


def _daden(decor: Decor) -> Iterator[tuple[date, Daad]]:
    """Yield (day, act). On one day overleggen come first, then signalen, then what is done with them."""
    yield from _kaarten(decor)
    yield from _overleggen(decor)
    yield from oogstkamer.daden(decor)
    yield from werkvloer.daden(decor)
    for verhaal in verhalen():
        yield decor.pad.dag(verhaal.geboren), partial(toneel.geef, decor, verhaal)
    for verhaal in verhalen():
        for beurt in verhaal.beurten:
            yield decor.pad.dag(beurt.dag), partial(toneel.speel, decor, verhaal, beurt)
    kwartalen = decor.pad.kwartalen()
    for kwartaal in kwartalen:
        yield from _editie(decor, kwartaal)
    yield from leeszaal.daden(decor, kwartalen[-1], _vast_op(decor, kwartalen[-1]))


def _kaarten(decor: Decor) -> Iterator[tuple[date, Daad]]:
    yield decor.pad.dag(BEGIN), partial(kaartenbak.vul, decor)
    yield decor.pad.dag(kaartenbak.CONCEPT_OP), partial(kaartenbak.leg_voor, decor)


def _overleggen(decor: Decor) -> Iterator[tuple[date, Daad]]:
    """First what ends on a day, then what is planned on it, so that the next one follows on the last."""
    zalen = bijeenkomsten()
    for zaal in zalen:
        if zaal.houden:
            yield vergaderzaal.dag_van(decor, zaal), partial(vergaderzaal.houd, decor, zaal)
        if zaal.vervallen is not None:
            yield decor.pad.dag(zaal.vervallen), partial(vergaderzaal.laat_vervallen, decor, zaal)
        for afspraak in zaal.afspraak:
            if "gedaan" in afspraak:
                yield decor.pad.dag(afspraak["gedaan"]), partial(vergaderzaal.kom_na, afspraak)
    for zaal in zalen:
        yield decor.pad.dag(zaal.gepland), partial(vergaderzaal.plan, decor, zaal)


def _editie(decor: Decor, kwartaal: Kwartaal) -> Iterator[tuple[date, Daad]]:
    """The griffier makes the edition on the first working day after a quarter and freezes it a day later."""
    yield decor.pad.na(kwartaal, 1), partial(register.maak_op, kwartaal.code)
    yield _vast_op(decor, kwartaal), partial(_stel_vast, kwartaal)


def _vast_op(decor: Decor, kwartaal: Kwartaal) -> date:
    return decor.pad.na(kwartaal, 2)


def _stel_vast(kwartaal: Kwartaal, moment: datetime) -> None:
    """Freeze it; in the first hour after the quarter it stays a concept for whoever tries the example."""
    try:
        register.stel_vast(kwartaal.code, "griffier", moment)
    except Geweigerd as fout:
        if fout.code != register.NET_VOORBIJ:
            raise
