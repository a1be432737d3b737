"""The gate: tries to derive small counts from everything that is published, before it is published.

For each count below ten it asks a linear program for the lowest and the highest value that fit with all
figures of the year together (SAFETY rule 27). Only this module needs scipy; without it there are no tables.
Deterministic: there is a limit on work and none on time, so the same edition comes out on a slow machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from typing import Any

from signalen.register.cijfers.stelsel import Doel, Kennis, Stelsel

SMAL = 3
"""An interval of so many values, or fewer, says too much."""

MAX_STAPPEN = 20_000
"""Steps that one linear program may take; it needs some hundreds."""

MAX_SOMMEN = 6_000
"""Linear programs for one verdict; past it there is no verdict."""

ONTHOUDEN = 300
PRECIES, NAUW, AANWEZIG = "precies", "smal", "aanwezig"
_RUIS = 1e-6


class GeenOordeel(Exception):
    """The gate could not finish, so nothing may be published; the message is a Dutch reason."""


@dataclass(frozen=True)
class Schending:
    """A count that a reader could derive: exactly, within three values, or that it is not zero."""

    doel: Doel
    soort: str


def kan_rekenen() -> bool:
    """Say whether the library that solves linear programs is here."""
    return find_spec("scipy") is not None


@dataclass
class Geheugen:
    """Answers of before, per kind of knowledge: what fits with the new figures need not be found again."""

    plekken: dict[int, list[Any]] = field(default_factory=dict)
    punten: dict[int, list[Any]] = field(default_factory=dict)
    half: dict[Any, Any] = field(default_factory=dict)


def keur(
    stelsel: Stelsel,
    vooraf: Mapping[Any, str] | None = None,
    genoeg: int = 10**9,
    geheugen: Geheugen | None = None,
) -> list[Schending]:
    """Return every count that a reader could derive. Raises GeenOordeel when that can't be said.

    `vooraf` tells what could be derived without the new table (places to soort): only what is worse comes
    back. Past `genoeg` the rest is not looked for: one leak is enough to refuse.

    Who knows most comes first in `stelsel.kennis`: what fits with that also fits with knowing less.
    """
    gevonden: dict[Doel, str] = {}
    gezien: dict[Doel, tuple[float, float]] = {}
    geheugen = geheugen or Geheugen()
    for nr, kennis in enumerate(stelsel.kennis):
        rekenaar = _Rekenaar(stelsel, kennis, gezien)
        rekenaar.herinner(geheugen, nr)
        for schending in rekenaar.schendingen(vooraf or {}, genoeg - len(gevonden)):
            gevonden.setdefault(schending.doel, schending.soort)
        gezien = rekenaar.gezien()
        geheugen.punten[nr] = rekenaar.punten[-ONTHOUDEN:]
        if len(gevonden) >= genoeg:
            break
    if not gevonden:
        rekenaar = _Rekenaar(stelsel, stelsel.kennis[0], {})
        for schending in islice(rekenaar.half_onthuld(stelsel.kennis[-1], vooraf or {}, geheugen), genoeg):
            gevonden.setdefault(schending.doel, schending.soort)
    return [Schending(doel, soort) for doel, soort in gevonden.items()]


def erger(soort: str, vooraf: str | None) -> bool:
    """Say whether a leak is worse than what could be derived already, which no table can take back."""
    ernst = (None, AANWEZIG, NAUW, PRECIES)
    return ernst.index(soort) > ernst.index(vooraf)


class _Rekenaar:
    """One linear program with a changing question. Every answer is a witness for all counts at once."""

    def __init__(self, stelsel: Stelsel, kennis: Kennis, gezien: Mapping[Doel, tuple[float, float]]) -> None:
        """Lay the sums down as a sparse matrix; a figure about one place is a bound and no row."""
        import numpy as np

        self.np, self.kennis, self.sommen = np, kennis, 0
        self.punten: list[Any] = []
        self.gezegd_laag: dict[Any, int] = {}
        plekken = sorted({plek for een in stelsel.gezegd for plek in een.plekken})
        self.plaats = {plek: n for n, plek in enumerate(plekken)}
        self.doelen = [d for d in stelsel.doelen if not d.plekken <= kennis.leeg]
        self.laag = np.array([kennis.minstens.get(plek, 0) for plek in plekken], dtype=float)
        self.hoog = np.array([0.0 if plek in kennis.leeg else np.inf for plek in plekken])
        self._lijnen(stelsel)
        self.vragen = self._matrix([d.plekken for d in self.doelen])
        self.zeker = np.array([kennis.zeker(d.plekken) for d in self.doelen])
        vooraf = [gezien.get(doel, (np.inf, -np.inf)) for doel in self.doelen]
        self.min, self.max = np.array(vooraf).reshape(-1, 2).T

    def herinner(self, geheugen: Geheugen, nr: int) -> None:
        """Take the answers of before that fit with every figure of now."""
        plekken = list(self.plaats)
        oude = geheugen.punten.get(nr, []) if geheugen.plekken.get(nr) == plekken else []
        geheugen.plekken[nr] = plekken
        for punt in oude:
            if self._past(punt, self.laag):
                self._getuig(punt)

    def _past(self, punt: Any, laag: Any) -> bool:
        if len(punt) != len(laag) or (punt < laag - _RUIS).any() or (punt > self.hoog + _RUIS).any():
            return False
        return bool((self.a @ punt <= self.b + _RUIS).all())

    def half_onthuld(self, nu: Kennis, vooraf: Mapping[Any, str], geheugen: Geheugen) -> Iterator[Schending]:
        """Yield counts that are proven once every other knelpunt is shown and their own are not yet."""
        vast = self.laag
        for doel in self.doelen:
            zeker = nu.zeker(doel.plekken)
            if zeker == self.kennis.zeker(doel.plekken) or not erger(AANWEZIG, vooraf.get(doel.plekken)):
                continue
            eigen = [self.plaats[plek] for plek in doel.plekken]
            self.laag = vast.copy()
            self.laag[eigen] = [
                max(nu.minstens.get(plek, 0), self.gezegd_laag.get(plek, 0)) for plek in doel.plekken
            ]
            oud = geheugen.half.get(doel.plekken)
            if oud is None or not self._past(oud, self.laag) or oud[eigen].sum() > zeker + _RUIS:
                kosten = self.np.zeros(len(self.plaats))
                kosten[eigen] = 1.0
                self._los_op(kosten, self.a, self.b)
                geheugen.half[doel.plekken] = self.punten[-1]
                if self.np.ceil(self.punten[-1][eigen].sum() - _RUIS) > zeker:
                    yield Schending(doel, AANWEZIG)
        self.laag = vast

    def gezien(self) -> dict[Doel, tuple[float, float]]:
        """Return the lowest and highest value that was witnessed per count."""
        return {d: (float(a), float(b)) for d, a, b in zip(self.doelen, self.min, self.max, strict=True)}

    def _matrix(self, groepen: Sequence[frozenset[Any]]) -> Any:
        from scipy.sparse import csr_matrix

        rij = [n for n, groep in enumerate(groepen) for _ in groep]
        kolom = [self.plaats[plek] for groep in groepen for plek in groep]
        vorm = (len(groepen), len(self.plaats))
        return csr_matrix((self.np.ones(len(rij)), (rij, kolom)), shape=vorm)

    def _lijnen(self, stelsel: Stelsel) -> None:
        from scipy.sparse import vstack

        grenzen: dict[frozenset[Any], tuple[int, int]] = {}
        for een in stelsel.gezegd:
            laag, hoog = grenzen.get(een.plekken, (een.laag, een.hoog))
            grenzen[een.plekken] = max(laag, een.laag), min(hoog, een.hoog)
        for groep in [g for g in grenzen if len(g) == 1]:
            laag, hoog = grenzen.pop(groep)
            n = self.plaats[next(iter(groep))]
            self.gezegd_laag[next(iter(groep))] = laag
            self.laag[n], self.hoog[n] = max(self.laag[n], laag), min(self.hoog[n], hoog)
        a = self._matrix(list(grenzen))
        paren = self.np.array(list(grenzen.values()), dtype=float).reshape(-1, 2)
        self.a = vstack([a, -a], format="csr")
        self.b = self.np.concatenate([paren[:, 1], -paren[:, 0]])

    def _los_op(self, kosten: Any, a: Any, b: Any, bovengrens: Any = ()) -> None:
        """Solve once; the answer witnesses for every count. Unknowns beyond the places have only a top."""
        from scipy.optimize import linprog

        self.sommen += 1
        if self.sommen > MAX_SOMMEN:
            raise GeenOordeel("Het narekenen van de tabellen vroeg te veel werk.")
        np = self.np
        extra = np.column_stack([np.full(len(bovengrens), -np.inf), np.asarray(bovengrens, dtype=float)])
        grenzen = np.vstack([np.column_stack([self.laag, self.hoog]), extra.reshape(-1, 2)])
        opties = {"maxiter": MAX_STAPPEN}
        uit = linprog(kosten, A_ub=a, b_ub=b, bounds=grenzen, method="highs", options=opties)
        if uit.status != 0:
            raise GeenOordeel("Het narekenen van de tabellen kwam niet klaar.")
        self._getuig(uit.x[: len(self.plaats)])

    def _getuig(self, punt: Any) -> None:
        waarden = self.vragen @ punt
        self.punten.append(punt)
        self.min, self.max = self.np.minimum(self.min, waarden), self.np.maximum(self.max, waarden)

    def bereik(self) -> tuple[Any, Any]:
        """Return per count the lowest and highest whole number that was witnessed."""
        return self.np.ceil(self.min - _RUIS), self.np.floor(self.max + _RUIS)

    def _te_hoog(self) -> Any:
        """Say per count whether nothing witnessed yet that there may be none but those in the lines."""
        return self.bereik()[0] > self.zeker

    def _te_nauw(self) -> Any:
        laag, hoog = self.bereik()
        return hoog - laag < SMAL

    def schendingen(self, vooraf: Mapping[Any, str], genoeg: int) -> list[Schending]:
        """Return what can be derived. A count that was witnessed wide enough is not asked for any more."""
        if not self.doelen:
            return []
        if not self.np.isfinite(self.min).all():
            self._los_op(self.np.ones(len(self.plaats)), self.a, self.b)
        self._samen(self._laagste, self._te_hoog)
        self._samen(self._hoogste, self._te_nauw)
        return list(islice(self._los(vooraf), genoeg))

    def _open(self) -> Any:
        return self._te_hoog() | self._te_nauw()

    def _samen(self, ronde: Callable[[Any], None], wie: Callable[[], Any]) -> None:
        """Ask for many counts at once, for as long as each round settles some of them."""
        open_ = wie()
        while open_.any():
            ronde(self.np.flatnonzero(open_))
            over = wie()
            if over.sum() >= open_.sum():
                return
            open_ = over

    def _laagste(self, wie: Any) -> None:
        self._los_op(self.vragen[wie].sum(axis=0).A1, self.a, self.b)

    def _hoogste(self, wie: Any) -> None:
        """Lift as many counts as possible just far enough above the lowest value that was seen."""
        from scipy.sparse import bmat, identity

        np, vraag = self.np, self.vragen[wie]
        a = bmat([[self.a, None], [-vraag, identity(len(wie))]], format="csr")
        b = np.concatenate([self.b, np.zeros(len(wie))])
        kosten = np.concatenate([np.zeros(len(self.plaats)), -np.ones(len(wie))])
        self._los_op(kosten, a, b, self.bereik()[0][wie] + SMAL)

    def _los(self, vooraf: Mapping[Any, str]) -> Iterator[Schending]:
        """Ask for the lowest and the highest value of each count that is still open."""
        for n, doel in enumerate(self.doelen):
            for teken in (1.0, -1.0):
                if self._open()[n]:
                    self._los_op(teken * self.vragen[[n]].toarray().ravel(), self.a, self.b)
            if self._open()[n] and erger(self._soort(n), vooraf.get(doel.plekken)):
                yield Schending(doel, self._soort(n))

    def _soort(self, n: int) -> str:
        laag, hoog = self.bereik()
        if hoog[n] - laag[n] < 1:
            return PRECIES
        return NAUW if hoog[n] - laag[n] < SMAL else AANWEZIG
