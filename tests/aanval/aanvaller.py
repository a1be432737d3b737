"""A reader with all editions and a solver: lines, withheld numbers, tables of quarters and of years.

Own formulation, nothing of `signalen`: every figure is a slack variable that equals a sum of cells, and the
figures are first subtracted from each other with plain arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

Cel = tuple[str, str, str]
Groep = frozenset[Cel]
Bereik = tuple[float, float]
INF = float("inf")


def tien_vijf(tekst: str) -> Bereik:
    """Read a figure of a register that keeps to 10-5."""
    if tekst.startswith("<"):
        return 0, int(tekst[1:]) - 1
    return max(10, int(tekst) - 2), int(tekst) + 2


@dataclass
class Weten:
    """What an attacker knows of one calendar year before solving anything."""

    cijfers: dict[Groep, Bereik] = field(default_factory=dict)
    regels: dict[Cel, int] = field(default_factory=dict)
    leeg: set[Cel] = field(default_factory=set)

    def zeker(self, groep: Groep) -> int:
        """How many signalen the lines prove without any table."""
        return sum(self.regels.get(c, 0) for c in groep)


@dataclass(frozen=True)
class Vondst:
    """A count and the range that was derived, with how."""

    groep: Groep
    laag: int
    hoog: float
    hoe: str


def weten(
    uitgaven: Iterable[Any], jaar: str, lees: Callable[[str], Bereik], geteld_als: Mapping[int, Any]
) -> Weten:
    """Read the editions of all years for what they say about one of them.

    `geteld_als` makes this attacker better than a real one: lines that were put under another oorzaak after
    the count are known as such, and are not believed.
    """
    alle = list(uitgaven)
    weet = Weten()
    for uitgave in alle:
        for tabel in uitgave.signalen.get("tabellen", []):
            if tabel["periode"][0].startswith(jaar):
                _lees_tabel(tabel, weet, lees)
    _lees_regels(alle, jaar, weet, geteld_als)
    return weet


def _lees_tabel(tabel: Mapping[str, Any], weet: Weten, lees: Callable[[str], Bereik]) -> None:
    rijen, kolommen = tabel["rijgroepen"], tabel["kolomgroepen"]
    alle_r = [x for g in rijen for x in g]
    alle_k = [x for g in kolommen for x in g]
    stukken = [(r, k, tabel["cellen"][i][j]) for i, r in enumerate(rijen) for j, k in enumerate(kolommen)]
    stukken += [(rijen[i], alle_k, t) for i, t in enumerate(tabel["rijtotalen"])]
    stukken += [(alle_r, kolommen[j], t) for j, t in enumerate(tabel["kolomtotalen"])]
    stukken.append((alle_r, alle_k, tabel["totaal"]))
    for r, k, tekst in stukken:
        domeinen, oorzaken = (k, r) if tabel["rijkop"] == "Oorzaak" else (r, k)
        groep = frozenset((q, d, o) for q in tabel["periode"] for d in domeinen for o in oorzaken)
        oud, nieuw = weet.cijfers.get(groep, (0, INF)), lees(tekst)
        weet.cijfers[groep] = max(oud[0], nieuw[0]), min(oud[1], nieuw[1])


def _lees_regels(uitgaven: list[Any], jaar: str, weet: Weten, geteld_als: Mapping[int, Any]) -> None:
    """A shown knelpunt began in a known week. With nothing withheld, cells without a line are empty."""
    cellen = {c for groep in weet.cijfers for c in groep}
    gezien: dict[int, Mapping[str, Any]] = {}
    for uitgave in uitgaven:
        for regel in uitgave.regels:
            gezien.setdefault(regel["nummer"], regel)
    for regel in gezien.values():
        if geteld_als[regel["nummer"]] != (regel["domein"], regel["oorzaak"]):
            continue
        cel = (
            _kwartaal(regel["verloop"][0]["datum"]),
            regel["domein"],
            regel["oorzaak"] or "nog niet bekend",
        )
        if cel in cellen:
            weet.regels[cel] = weet.regels.get(cel, 0) + 1
    for uitgave in uitgaven:
        nummers = [*uitgave.ingehouden, *(r["nummer"] for r in uitgave.regels)]
        if uitgave.kwartaal.startswith(jaar) and all(n in gezien for n in nummers):
            if any(geteld_als[n] != (gezien[n]["domein"], gezien[n]["oorzaak"]) for n in nummers):
                continue
            eigen = {r["nummer"]: r for r in uitgave.regels}
            als = [eigen.get(n, gezien[n]) for n in nummers]
            bezet = {(r["domein"], r["oorzaak"] or "nog niet bekend") for r in als}
            weet.leeg |= {c for c in cellen if c[0] == uitgave.kwartaal and c[1:] not in bezet}


def _kwartaal(dag: str) -> str:
    jaar, maand, _ = re.split("-", dag)
    return f"{jaar}-K{(int(maand) + 2) // 3}"


# ------------------------------------------------------------------ subtracting


def trek_af(weet: Weten) -> dict[Groep, Bereik]:
    """Subtract figures whose cells lie in each other, over and over, until nothing gets narrower.

    A year minus its quarters, an edition minus the one before, a total minus its rows, merged minus unmerged.
    """
    bekend = dict(weet.cijfers)
    for _ in range(3):
        groepen = sorted(bekend, key=len)
        nieuw: dict[Groep, Bereik] = {}
        for n, klein in enumerate(groepen):
            for groot in groepen[n + 1 :]:
                if len(groot) <= 4 * len(klein) and klein < groot:
                    rest = groot - klein
                    laag = max(0, bekend[groot][0] - bekend[klein][1])
                    hoog = bekend[groot][1] - bekend[klein][0]
                    oud = nieuw.get(rest) or bekend.get(rest) or (0, INF)
                    nieuw[rest] = max(oud[0], laag), min(oud[1], hoog)
        beter = {g: b for g, b in nieuw.items() if g in bekend and b != bekend[g]}
        bekend.update(beter)
        if not beter:
            break
    return bekend


# ------------------------------------------------------------------ solving


def los_op(weet: Weten, met_regels: bool = True) -> dict[Groep, Bereik]:
    """Return for every cell and every published figure the lowest and highest value that fit with all.

    Returns nothing when the figures contradict each other. What was seen as far apart as to be harmless is
    not narrowed further.
    """
    return _Som(weet, met_regels).alles()


class _Som:
    def __init__(self, weet: Weten, met_regels: bool) -> None:
        self.weet = weet
        self.cellen = sorted({c for g in weet.cijfers for c in g})
        plek = {c: n for n, c in enumerate(self.cellen)}
        groepen = list(weet.cijfers)
        self.groepen = groepen + [frozenset((c,)) for c in self.cellen if frozenset((c,)) not in weet.cijfers]
        n = len(self.cellen)
        rij, kolom, waarde = [], [], []
        for i, groep in enumerate(self.groepen):
            for c in groep:
                rij.append(i)
                kolom.append(plek[c])
                waarde.append(1.0)
            rij.append(i)
            kolom.append(n + i)
            waarde.append(-1.0)
        self.gelijk = coo_matrix(
            (waarde, (rij, kolom)), shape=(len(self.groepen), n + len(self.groepen))
        ).tocsc()
        leeg = weet.leeg if met_regels else set()
        minstens = weet.regels if met_regels else {}
        self.grenzen = [(minstens.get(c, 0), 0 if c in leeg else None) for c in self.cellen]
        self.grenzen += [weet.cijfers.get(g, (0, None)) for g in self.groepen]
        self.grenzen = [(a, None if b in (None, INF) else b) for a, b in self.grenzen]
        self.nul = np.zeros(len(self.groepen))
        self.vanaf = np.array([weet.zeker(g) if met_regels else 0 for g in self.groepen])
        self.laag, self.hoog = np.full(len(self.groepen), INF), np.full(len(self.groepen), -INF)

    def vraag(self, gewichten: np.ndarray, hoogstens: np.ndarray | None = None) -> bool:
        """Solve for the cheapest figures; `hoogstens` keeps some lower, so that others can be high too."""
        c = np.concatenate([np.zeros(len(self.cellen)), gewichten])
        grenzen = np.array(self.grenzen, dtype=float)
        if hoogstens is not None:
            top = grenzen[len(self.cellen) :, 1]
            grenzen[len(self.cellen) :, 1] = np.where(np.isnan(top), hoogstens, np.fmin(top, hoogstens))
        uit = linprog(c, A_eq=self.gelijk, b_eq=self.nul, bounds=grenzen, method="highs")
        if uit.status != 0:
            return False
        s = uit.x[len(self.cellen) :]
        self.laag, self.hoog = np.minimum(self.laag, s), np.maximum(self.hoog, s)
        return True

    def bereik(self) -> tuple[np.ndarray, np.ndarray]:
        return np.ceil(self.laag - 1e-6), np.floor(self.hoog + 1e-6)

    def spannend(self) -> np.ndarray:
        laag, hoog = self.bereik()
        klein = np.array([self.weet.cijfers.get(g, (0, INF))[0] < 10 for g in self.groepen])
        return klein & ((hoog - laag < 3) | (laag > self.vanaf))

    def alles(self) -> dict[Groep, Bereik]:
        m = len(self.groepen)
        if not self.vraag(np.ones(m)) or not self.vraag(-np.ones(m)):
            return {}
        for ronde in range(12):
            w = self.spannend() * (1.0 + np.arange(m) * (ronde % 3) / m)
            if not w.any():
                break
            self.vraag(w)
            doel = np.where(w > 0, np.ceil(self.laag - 1e-6) + 3, INF)
            if not self.vraag(-w, doel):
                self.vraag(-w)
        for i in range(m):
            for teken in (1, -1):
                if self.spannend()[i]:
                    self.vraag(teken * np.eye(1, m, i).ravel())
        laag, hoog = self.bereik()
        return {g: (laag[i], hoog[i]) for i, g in enumerate(self.groepen)}
