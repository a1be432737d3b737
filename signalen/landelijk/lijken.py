"""Which knelpunten about one article with one cause look alike in their words. Pure; proposes, joins
nothing.

Titles are held against each other by pieces of four letters of their words (so that `boodschap` and
`boodschappen` meet), weighed by how rare a piece is over all titles; approved words by whole words. A group
gathers around its most typical member; the order of the files makes no difference.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from signalen.knelpunt.woorden_rules import MINSTENS, kernwoorden

GENOEG = 0.35
"""From this likeness (cosine, 0 to 1) two titles are proposed as one. Set by hand on varied titles: see the
tests.
"""

GENOEG_WOORDEN = 0.5
"""The same for approved words: longer texts share more by chance."""

STUK = 4
MEESTE = 0.5
"""A word is named as shared when at least this part of a group has it."""


@dataclass(frozen=True)
class Tekst:
    """The words of one knelpunt; `sleutel` orders and names it."""

    sleutel: tuple[str, int]
    titel: str
    woorden: str = ""


Vector = Mapping[str, float]


def kenmerken(tekst: Tekst) -> frozenset[str]:
    """Return the pieces of the title, and the words (marked) of the approved text."""
    stukken = {w[i : i + STUK] for w in kernwoorden(tekst.titel) for i in range(len(w) - STUK + 1)}
    return frozenset(stukken | {f"={w}" for w in kernwoorden(tekst.woorden)})


class Weger:
    """Weighs pieces by how rare they are among all texts; counts first, weighs after."""

    def __init__(self, teksten: Iterable[Tekst]) -> None:
        self.aantal = 0
        self.vaak: Counter[str] = Counter()
        for tekst in teksten:
            self.aantal += 1
            self.vaak.update(kenmerken(tekst))

    def vectoren(self, tekst: Tekst) -> tuple[Vector, Vector]:
        """Return the weighed pieces of the title and of the approved words, each of length 1."""
        alle = kenmerken(tekst)
        return self._vector(k for k in alle if k[0] != "="), self._vector(k for k in alle if k[0] == "=")

    def _vector(self, stukken: Iterable[str]) -> Vector:
        ruw = {s: math.log(1 + self.aantal / max(1, self.vaak[s])) for s in sorted(stukken)}
        lengte = math.sqrt(sum(w * w for w in ruw.values())) or 1.0
        return {s: w / lengte for s, w in ruw.items()}


def groepeer(teksten: Sequence[Tekst], weger: Weger) -> list[list[Tekst]]:
    """Return groups of two or more that look alike, each with its most typical member first, by key after."""
    vectoren = {t.sleutel: weger.vectoren(t) for t in teksten}
    groepen: list[list[Tekst]] = []
    index: dict[str, list[tuple[int, float]]] = {}
    for tekst in _typisch_eerst(teksten, vectoren):
        beste = _beste(vectoren[tekst.sleutel], index)
        if beste is None:
            _leidt(len(groepen), vectoren[tekst.sleutel], index)
            groepen.append([tekst])
        else:
            groepen[beste].append(tekst)
    return [[g[0], *sorted(g[1:], key=lambda t: t.sleutel)] for g in groepen if len(g) > 1]


def _typisch_eerst(
    teksten: Sequence[Tekst], vectoren: Mapping[tuple[str, int], tuple[Vector, Vector]]
) -> list[Tekst]:
    samen: Counter[str] = Counter()
    for titel, _ in vectoren.values():
        samen.update(titel.keys())
    waarde = {
        sleutel: round(sum(w * (samen[s] - 1) for s, w in titel.items()), 6)
        for sleutel, (titel, _) in vectoren.items()
    }
    return sorted(teksten, key=lambda t: (-waarde[t.sleutel], t.sleutel))


def _beste(vector: tuple[Vector, Vector], index: Mapping[str, list[tuple[int, float]]]) -> int | None:
    titel, woorden = _scores(vector[0], index), _scores(vector[1], index)
    ruim = {plek: score / GENOEG for plek, score in titel.items()}
    for plek, score in woorden.items():
        ruim[plek] = max(ruim.get(plek, 0.0), score / GENOEG_WOORDEN)
    goed = [(-round(score, 6), plek) for plek, score in ruim.items() if score >= 1]
    return min(goed)[1] if goed else None


def _scores(vector: Vector, index: Mapping[str, list[tuple[int, float]]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for stuk, gewicht in vector.items():
        for plek, ander in index.get(stuk, ()):
            scores[plek] = scores.get(plek, 0.0) + gewicht * ander
    return scores


def _leidt(plek: int, vectoren: tuple[Vector, Vector], index: dict[str, list[tuple[int, float]]]) -> None:
    for vector in vectoren:
        for stuk, gewicht in vector.items():
            index.setdefault(stuk, []).append((plek, gewicht))


def gedeelde_woorden(teksten: Sequence[Tekst], hoogstens: int = 5) -> list[str]:
    """Return the words that at least two, and most, of the titles share, the most shared first.

    Nothing when they share fewer than two whole words: then the words are alike, not the same.
    """
    telling = Counter(w for t in teksten for w in kernwoorden(t.titel))
    vaak = [(-n, w) for w, n in telling.items() if n >= max(2, MEESTE * len(teksten))]
    return [w for _, w in sorted(vaak)][:hoogstens] if len(vaak) >= MINSTENS else []
