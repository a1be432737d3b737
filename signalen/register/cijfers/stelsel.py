"""What a reader of all editions knows, as sums with a lowest and a highest value. Pure; solves nothing.

The unknowns are true counts per place (quarter, domein, oorzaak). A year only touches its own four quarters,
so editions of another year are never part of the same sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from signalen.register.cijfers.tabellen import Lijsten, Melding, Plek, Tel, plekken
from workflows.tienvijf import waarden


@dataclass(frozen=True)
class Gezegd:
    """One published figure: what these places hold together lies from `laag` to `hoog`."""

    plekken: frozenset[Plek]
    laag: int
    hoog: int


@dataclass(frozen=True)
class Kennis:
    """What the lines of the editions tell beside the tables: at least so many, or certainly nothing."""

    minstens: Mapping[Plek, int] = field(default_factory=dict)
    leeg: frozenset[Plek] = frozenset()

    def zeker(self, waar: Iterable[Plek]) -> int:
        """Return how many signalen the lines alone prove in these places."""
        return sum(self.minstens.get(plek, 0) for plek in waar)


@dataclass(frozen=True)
class Doel:
    """A count that nobody may derive: the places, and the true count."""

    plekken: frozenset[Plek]
    waar: int


@dataclass(frozen=True)
class Stelsel:
    """All that is published of one year, what readers know beside it, and what must stay unsaid."""

    gezegd: tuple[Gezegd, ...]
    kennis: tuple[Kennis, ...]
    doelen: tuple[Doel, ...]


def gezegd(tabel: Mapping[str, Any], drempel: int) -> Iterator[Gezegd]:
    """Yield every figure of a published table with the places behind it."""
    rijen, kolommen = tabel["rijgroepen"], tabel["kolomgroepen"]
    alle_rijen, alle_kolommen = list(chain(*rijen)), list(chain(*kolommen))

    def een(rij: Iterable[str], kolom: Iterable[str], getoond: str) -> Gezegd:
        waar = plekken(tabel["naam"], tabel["periode"], rij, kolom)
        return Gezegd(waar, *waarden(getoond, drempel))

    for rij, cellen in zip(rijen, tabel["cellen"], strict=True):
        for kolom, getoond in zip(kolommen, cellen, strict=True):
            yield een(rij, kolom, getoond)
    for rij, getoond in zip(rijen, tabel["rijtotalen"], strict=False):
        yield een(rij, alle_kolommen, getoond)
    for kolom, getoond in zip(kolommen, tabel["kolomtotalen"], strict=False):
        yield een(alle_rijen, kolom, getoond)
    yield een(alle_rijen, alle_kolommen, tabel["totaal"])


def kennis(
    meldingen: Collection[Melding], lijst: Lijsten, telling: Tel, getoond: Collection[int]
) -> tuple[Kennis, Kennis]:
    """Return what the lines tell once every knelpunt is shown, and what they tell now.

    A shown knelpunt says in which week it began, so its first signaal is known. When no knelpunt of a quarter
    is withheld, a place without a line is known to be empty. Only what is true of the count is taken in: a
    line that was put under another oorzaak later proves nothing about what was counted before.
    """
    allen = {m.nummer for m in meldingen}
    straks = Kennis(telling.begonnen, _leeg(meldingen, telling, lijst, allen))
    nu = Kennis(_minstens(meldingen, lijst, telling, getoond), _leeg(meldingen, telling, lijst, getoond))
    return straks, nu


def _minstens(
    meldingen: Iterable[Melding], lijst: Lijsten, telling: Tel, getoond: Collection[int]
) -> dict[Plek, int]:
    per: dict[Plek, set[int]] = {}
    for m in meldingen:
        begin = lijst.plek(m.kwartaal.code, m.domein, m.oorzaak)
        if m.nummer in getoond and m.week == m.begin:
            per.setdefault(begin, set()).add(m.nummer)
    return {plek: min(len(nummers), telling.begonnen.get(plek, 0)) for plek, nummers in per.items()}


def _leeg(
    meldingen: Iterable[Melding], telling: Tel, lijst: Lijsten, getoond: Collection[int]
) -> frozenset[Plek]:
    bedekt: dict[str, bool] = {}
    for m in meldingen:
        code = m.kwartaal.code
        bedekt[code] = bedekt.get(code, True) and m.nummer in getoond
    return frozenset(
        (code, d, o)
        for code, open_ in bedekt.items()
        if open_
        for d in lijst.domeinen
        for o in lijst.oorzaken
        if not telling.aantal.get((code, d, o))
    )


def doelen(gepubliceerd: Iterable[Gezegd], telling: Tel, drempel: int) -> tuple[Doel, ...]:
    """Return what must stay unsaid: every place and every published figure with a true count below ten."""
    groepen = {een.plekken: None for een in gepubliceerd}
    los = {frozenset((plek,)): None for groep in groepen for plek in groep}
    alle = [Doel(waar, telling.som(waar)) for waar in {**los, **groepen}]
    klein = [doel for doel in alle if doel.waar < drempel]
    return tuple(sorted(klein, key=lambda doel: (len(doel.plekken), sorted(doel.plekken))))
