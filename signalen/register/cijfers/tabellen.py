"""The fixed set of small tables over signalen, of a quarter and of the year so far. Pure.

A table is plain JSON in the shape of an edition. There is no free choice of rows, columns or period: every
question that a reader could choose would be one more figure to subtract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from signalen.register.rules import Kwartaal, kwartaal_van
from workflows.tienvijf import Grenzen, toon

ONBEKEND = "nog niet bekend"
ANDERS = "anders"
Plek = tuple[str, str, str]
"""The smallest thing that is counted: quarter (`2026-K3`), domein and oorzaak."""

Groepen = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Melding:
    """What the tables may know of the signalen of one melder in one week about one knelpunt: no words, no id.

    `week` is the Monday, `melder` a key that is one person's within a quarter, `begin` the week in which the
    knelpunt began.
    """

    week: date
    nummer: int
    domein: str
    oorzaak: str
    melder: str
    begin: date
    aantal: int = 1

    @property
    def kwartaal(self) -> Kwartaal:
        """The quarter in which it counts: that of its Monday, so a week in two quarters counts once."""
        return kwartaal_van(self.week)

    @property
    def heel(self) -> bool:
        """Whether its week lies in one quarter; in a divided week one person may have two keys."""
        return self.kwartaal.bevat(self.week + timedelta(days=6))


@dataclass(frozen=True)
class Soort:
    """One of the six tables: what its rows and columns are, and whether it covers the year so far."""

    naam: str
    rijas: str
    kolomas: str
    jaar: bool

    @property
    def plat(self) -> bool:
        """Whether it has one column only."""
        return not self.kolomas


SOORTEN = (
    Soort("domein_kwartaal", "domein", "", False),
    Soort("oorzaak_kwartaal", "oorzaak", "", False),
    Soort("domein_jaar", "domein", "", True),
    Soort("oorzaak_jaar", "oorzaak", "", True),
    Soort("domein_oorzaak_kwartaal", "domein", "oorzaak", False),
    Soort("domein_oorzaak_jaar", "domein", "oorzaak", True),
)
"""In the order in which they are tried: the plain ones first, because they tell most."""


@dataclass(frozen=True)
class Lijsten:
    """The fixed domeinen and oorzaken. A row that is left out when empty would tell that it is empty."""

    domeinen: tuple[str, ...]
    oorzaken: tuple[str, ...]

    def van(self, as_: str) -> tuple[str, ...]:
        """Return the categories of an axis."""
        return self.domeinen if as_ == "domein" else self.oorzaken

    def plek(self, kwartaal: str, domein: str, oorzaak: str) -> Plek:
        """Return where something counts; what is in no list counts as `anders` or as not known yet."""
        eigen = domein if domein in self.domeinen else ANDERS
        return kwartaal, eigen, oorzaak if oorzaak in self.oorzaken else ONBEKEND


def lijsten(domeinen: Sequence[str], oorzaken: Sequence[str]) -> Lijsten:
    """Return the lists with `anders` among the domeinen and `nog niet bekend` after the oorzaken."""
    alle = tuple(domeinen) if ANDERS in domeinen else (*domeinen, ANDERS)
    return Lijsten(alle, (*oorzaken, ONBEKEND))


@dataclass(frozen=True)
class Tel:
    """True counts per place: signalen, knelpunten that began there, and the keys of melders. Never public."""

    aantal: Mapping[Plek, int]
    begonnen: Mapping[Plek, int] = field(default_factory=dict)
    melders: Mapping[Plek, frozenset[str]] = field(default_factory=dict)

    def som(self, plekken: Iterable[Plek]) -> int:
        """Return how many signalen these places hold together."""
        return sum(self.aantal.get(plek, 0) for plek in plekken)

    def minstens(self, plekken: Iterable[Plek]) -> int:
        """Return a number of melders that is never too high: keys change every quarter, so within one."""
        per: dict[str, set[str]] = {}
        for plek in plekken:
            per.setdefault(plek[0], set()).update(self.melders.get(plek, ()))
        return max((len(sleutels) for sleutels in per.values()), default=0)


def tel(meldingen: Iterable[Melding], lijst: Lijsten) -> Tel:
    """Count signalen, knelpunten that began and melders per place."""
    aantal: dict[Plek, int] = {}
    begonnen: dict[Plek, set[int]] = {}
    melders: dict[Plek, set[str]] = {}
    for m in meldingen:
        plek = lijst.plek(m.kwartaal.code, m.domein, m.oorzaak)
        aantal[plek] = aantal.get(plek, 0) + m.aantal
        if m.week == m.begin:
            begonnen.setdefault(plek, set()).add(m.nummer)
        if m.heel:
            melders.setdefault(plek, set()).add(m.melder)
    van_wie = {plek: frozenset(wie) for plek, wie in melders.items()}
    return Tel(aantal, {plek: len(nummers) for plek, nummers in begonnen.items()}, van_wie)


# ------------------------------------------------------------------ a table


def kwartalen(kwartaal: Kwartaal, jaar: bool) -> tuple[str, ...]:
    """Return the quarters that a table covers: this one, or the year up to and with this one."""
    delen = range(1, kwartaal.deel + 1) if jaar else (kwartaal.deel,)
    return tuple(Kwartaal(kwartaal.jaar, deel).code for deel in delen)


def alles_los(soort: Soort, lijst: Lijsten) -> tuple[Groepen, Groepen]:
    """Return rows and columns with nothing merged; a plain table has every other category in its column."""
    andere = "oorzaak" if soort.rijas == "domein" else "domein"
    kolommen = ((lijst.van(andere)),) if soort.plat else tuple((k,) for k in lijst.van(soort.kolomas))
    return tuple((r,) for r in lijst.van(soort.rijas)), kolommen


def plekken(soort: str, periode: Iterable[str], rij: Iterable[str], kolom: Iterable[str]) -> frozenset[Plek]:
    """Return the places behind one cell; `soort` is the name of the table, which says what its rows are."""
    rijen, kolommen = tuple(rij), tuple(kolom)
    om = soort.startswith("oorzaak")
    paren = [(k, r) if om else (r, k) for r in rijen for k in kolommen]
    return frozenset((kwartaal, d, o) for kwartaal in periode for d, o in paren)


def naam_van(groep: Sequence[str]) -> str:
    """Return the label of a row or column: its own name, a named pair, or *overig* with what is in it."""
    if len(groep) == 1:
        return groep[0]
    return " en ".join(groep) if len(groep) == 2 else f"overig ({', '.join(groep)})"


def maak(
    soort: Soort, kwartaal: Kwartaal, rijen: Groepen, kolommen: Groepen, telling: Tel, grenzen: Grenzen
) -> dict[str, Any]:
    """Return one table. Every cell and every total is rounded from its own true count.

    A plain table has no row and column totals. `periode`, `rijgroepen` and `kolomgroepen` say to programs
    which places are behind a cell, so that later editions can be held against it.
    """
    periode = kwartalen(kwartaal, soort.jaar)

    def cel(rij: Iterable[str], kolom: Iterable[str]) -> str:
        return toon(telling.som(plekken(soort.naam, periode, rij, kolom)), grenzen)

    alle_rijen, alle_kolommen = sum(rijen, ()), sum(kolommen, ())
    return {
        "naam": soort.naam,
        "titel": titel(soort, kwartaal),
        "rijkop": soort.rijas.capitalize(),
        "kolomkop": soort.kolomas.capitalize(),
        "rijen": [naam_van(r) for r in rijen],
        "kolommen": ["Signalen"] if soort.plat else [naam_van(k) for k in kolommen],
        "cellen": [[cel(r, k) for k in kolommen] for r in rijen],
        "rijtotalen": [] if soort.plat else [cel(r, alle_kolommen) for r in rijen],
        "kolomtotalen": [] if soort.plat else [cel(alle_rijen, k) for k in kolommen],
        "totaal": cel(alle_rijen, alle_kolommen),
        "periode": list(periode),
        "rijgroepen": [list(r) for r in rijen],
        "kolomgroepen": [list(k) for k in kolommen],
    }


def titel(soort: Soort, kwartaal: Kwartaal) -> str:
    """Return the caption of a table, with its period."""
    wat = f"per {soort.rijas}" + (f" en {soort.kolomas}" if soort.kolomas else "")
    tot = f"{kwartaal.jaar} tot en met kwartaal {kwartaal.deel}" if soort.jaar else kwartaal.woorden
    return f"Signalen {wat}, {tot}"
