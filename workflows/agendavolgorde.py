"""The order of an agenda: the automatic one, and what the chair changed in it. Pure; knows no overleg.

An agenda has blocks that nobody mixes: open afspraken, then spoed, then the rest. Inside a block the chair
decides. What came onto the agenda after the chair chose takes the place where it disturbs the automatic order
least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

AFSPRAKEN, SPOED, REST = range(3)
Vanzelf = Sequence[tuple[str, int]]
"""The automatic order: (key, block) per item."""


def blok(soort: str, spoed: bool) -> int:
    """Return the block of an item: what was promised first, then who is in trouble now, then the rest."""
    if soort == "afspraak":
        return AFSPRAKEN
    return SPOED if spoed else REST


def volgorde(vanzelf: Vanzelf, plaatsen: Mapping[str, int]) -> list[str]:
    """Return the keys in order: block by block, inside it as the chair placed them, the others in between.

    Places of items that are no longer there are ignored; the rest keeps its order.
    """
    uit: list[str] = []
    for nummer in sorted({blok_ for _, blok_ in vanzelf}):
        uit += _in_blok([sleutel for sleutel, blok_ in vanzelf if blok_ == nummer], plaatsen)
    return uit


def _in_blok(vanzelf: Sequence[str], plaatsen: Mapping[str, int]) -> list[str]:
    rang = {sleutel: nummer for nummer, sleutel in enumerate(vanzelf)}
    gekozen = [sleutel for sleutel in vanzelf if sleutel in plaatsen]
    uit = sorted(gekozen, key=lambda sleutel: (plaatsen[sleutel], rang[sleutel]))
    if not uit:
        return list(vanzelf)
    for sleutel in vanzelf:
        if sleutel not in plaatsen:
            uit.insert(_beste_plek(uit, rang, rang[sleutel]), sleutel)
    return uit


def _beste_plek(rij: Sequence[str], rang: Mapping[str, int], nieuw: int) -> int:
    """Return the index that puts the fewest items on the wrong side of the new one; the latest of equals."""
    fout = sum(rang[ander] < nieuw for ander in rij)
    beste, minst = 0, fout
    for index, ander in enumerate(rij, start=1):
        fout += 1 if rang[ander] > nieuw else -1
        if fout <= minst:
            beste, minst = index, fout
    return beste


def verplaats(vanzelf: Vanzelf, plaatsen: Mapping[str, int], sleutel: str, stappen: int) -> dict[str, int]:
    """Return the places after moving one item `stappen` later (negative is earlier), never out of its block.

    A block that ends in its automatic order needs no places. Raises KeyError for a key that is not there.
    """
    mijn = dict(vanzelf)[sleutel]
    binnen = [s for s, blok_ in vanzelf if blok_ == mijn]
    rij = _in_blok(binnen, plaatsen)
    plek = rij.index(sleutel)
    rij.insert(max(0, min(len(rij) - 1, plek + stappen)), rij.pop(plek))
    anders = {s: plaats for s, plaats in plaatsen.items() if s not in binnen}
    nieuw = {} if rij == binnen else {s: plaats for plaats, s in enumerate(rij, start=1)}
    return {**anders, **nieuw}


def grenzen(vanzelf: Vanzelf, volgorde_: Sequence[str]) -> dict[str, tuple[bool, bool]]:
    """Return per key whether it can go earlier and whether it can go later, inside its block."""
    blokken = dict(vanzelf)
    rij = [blokken[sleutel] for sleutel in volgorde_]
    return {
        sleutel: (
            plek > 0 and rij[plek - 1] == rij[plek],
            plek + 1 < len(rij) and rij[plek + 1] == rij[plek],
        )
        for plek, sleutel in enumerate(volgorde_)
    }
