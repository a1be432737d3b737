"""The gate: tries to derive small counts from everything that is published, before it is published.

For each count below ten it asks a linear program for the lowest and the highest value that fit with all
figures of the year together (SAFETY rule 27). Only this module needs scipy; without it there are no tables.
Deterministic: there is a limit on work and none on time, so the same edition comes out on a slow machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from signalen.register.cijfers.stelsel import Doel, Kennis, Stelsel

SMAL = 3
"""An interval of so many values, or fewer, says too much."""

MAX_STAPPEN = 20_000
"""Steps that one linear program may take; it needs some hundreds."""

MAX_SOMMEN = 6_000
"""Linear programs for one verdict; past it there is no verdict."""

PRECIES, NAUW, AANWEZIG = "precies", "smal", "aanwezig"
_RUIS = 1e-6
_RONDES = 4


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


def keur(stelsel: Stelsel) -> list[Schending]:
    """Return every count that a reader could derive. Raises GeenOordeel when that can't be said."""
    gevonden: dict[Doel, str] = {}
    for kennis in stelsel.kennis:
        for schending in _Rekenaar(stelsel, kennis).schendingen():
            gevonden.setdefault(schending.doel, schending.soort)
    return [Schending(doel, soort) for doel, soort in gevonden.items()]


class _Rekenaar:
    """One linear program with a changing question. Every answer is a witness for all counts at once."""

    def __init__(self, stelsel: Stelsel, kennis: Kennis) -> None:
        """Lay the sums down as a sparse matrix; a figure about one place is a bound and no row."""
        import numpy as np

        self.np, self.kennis, self.sommen = np, kennis, 0
        plekken = sorted({plek for een in stelsel.gezegd for plek in een.plekken})
        self.plaats = {plek: n for n, plek in enumerate(plekken)}
        self.doelen = [d for d in stelsel.doelen if not d.plekken <= kennis.leeg]
        self.laag = np.array([kennis.minstens.get(plek, 0) for plek in plekken], dtype=float)
        self.hoog = np.array([0.0 if plek in kennis.leeg else np.inf for plek in plekken])
        self._lijnen(stelsel)
        self.vragen = self._matrix([d.plekken for d in self.doelen])
        self.min = np.full(len(self.doelen), np.inf)
        self.max = np.full(len(self.doelen), -np.inf)

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
            self.laag[n], self.hoog[n] = max(self.laag[n], laag), min(self.hoog[n], hoog)
        a = self._matrix(list(grenzen))
        paren = self.np.array(list(grenzen.values()), dtype=float).reshape(-1, 2)
        self.a = vstack([a, -a], format="csr")
        self.b = self.np.concatenate([paren[:, 1], -paren[:, 0]])

    def _los_op(self, doel: Any) -> None:
        """Solve for one question and let the answer witness for every count."""
        from scipy.optimize import linprog

        self.sommen += 1
        if self.sommen > MAX_SOMMEN:
            raise GeenOordeel("Het narekenen van de tabellen vroeg te veel werk.")
        grenzen = self.np.column_stack([self.laag, self.hoog])
        opties = {"maxiter": MAX_STAPPEN}
        uit = linprog(doel, A_ub=self.a, b_ub=self.b, bounds=grenzen, method="highs", options=opties)
        if uit.status != 0:
            raise GeenOordeel("Het narekenen van de tabellen kwam niet klaar.")
        waarden = self.vragen @ uit.x
        self.min = self.np.minimum(self.min, waarden)
        self.max = self.np.maximum(self.max, waarden)

    def _heel(self) -> tuple[Any, Any]:
        """Return the lowest and highest whole numbers that were witnessed."""
        return self.np.ceil(self.min - _RUIS), self.np.floor(self.max + _RUIS)

    def schendingen(self) -> list[Schending]:
        """Return what can be derived. A count that was witnessed wide enough is not asked for any more."""
        if not self.doelen:
            return []
        zeker = self.np.array([self.kennis.zeker(d.plekken) for d in self.doelen])
        self._ruwe_rondes(zeker)
        for n in range(len(self.doelen)):
            for teken in (1.0, -1.0):
                if self._open(zeker)[n]:
                    self._los_op(teken * self._vraag(n))
        return [
            Schending(self.doelen[n], self._soort(int(n))) for n in self.np.flatnonzero(self._open(zeker))
        ]

    def _vraag(self, n: int) -> Any:
        return self.vragen[[n]].toarray().ravel()

    def _ruwe_rondes(self, zeker: Any) -> None:
        """Ask for many counts at once, low and high, with changing weights: that settles nearly all."""
        dobbel = self.np.random.default_rng(26)
        for _ in range(_RONDES):
            open_ = self._open(zeker)
            if not open_.any():
                return
            gewicht = dobbel.uniform(0.5, 1.5, len(self.doelen)) * open_
            for teken in (1.0, -1.0):
                self._los_op(teken * (self.vragen.T @ gewicht))

    def _open(self, zeker: Any) -> Any:
        """Say per count whether it was not yet witnessed as wide and as possibly absent."""
        laag, hoog = self._heel()
        with self.np.errstate(invalid="ignore"):
            return ~((hoog - laag >= SMAL) & (laag <= zeker))

    def _soort(self, n: int) -> str:
        laag, hoog = self._heel()
        if hoog[n] - laag[n] < 1:
            return PRECIES
        return NAUW if hoog[n] - laag[n] < SMAL else AANWEZIG
