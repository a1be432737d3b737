"""Which rows or columns of a table are counted together when the gate finds a leak. Pure, and deterministic.

Merging says less about everybody; hiding one more cell would point at what is hidden (SAFETY rule 27). The
order follows from what would be published, so the choice itself tells nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from signalen.register.cijfers.tabellen import Groepen, Plek, plekken
from workflows.tienvijf import waarden

MINSTENS = 3
"""With fewer rows or columns a table says nothing that its total does not, so it is not shown."""

_Maten = Mapping[tuple[str, ...], int]


def voeg_samen(
    tabel: Mapping[str, Any], geraakt: Collection[frozenset[Plek]], drempel: int
) -> tuple[Groepen, Groepen] | None:
    """Return coarser rows or columns for a table, or None when nothing is left to merge.

    `geraakt` are the counts that could be derived. The axis with most categories goes first, and on it the
    smallest category that a leak touches joins the smallest other one; what was merged before keeps growing.
    """
    rijen, kolommen = _groepen(tabel["rijgroepen"]), _groepen(tabel["kolomgroepen"])
    plat = not tabel["kolomkop"]
    maten_r, maten_k = _maten(tabel, drempel, plat)
    if plat or len(rijen) >= len(kolommen):
        raak = [r for r in rijen if any(_raakt(tabel, r, sum(kolommen, ()), g) for g in geraakt)]
        nieuw = _een_stap(rijen, raak or list(rijen), maten_r)
        return (nieuw, kolommen) if len(nieuw) >= MINSTENS else None
    raak = [k for k in kolommen if any(_raakt(tabel, sum(rijen, ()), k, g) for g in geraakt)]
    nieuw = _een_stap(kolommen, raak or list(kolommen), maten_k)
    return (rijen, nieuw) if len(nieuw) >= MINSTENS else None


def _groepen(ruw: Any) -> Groepen:
    return tuple(tuple(groep) for groep in ruw)


def _maten(tabel: Mapping[str, Any], drempel: int, plat: bool) -> tuple[_Maten, _Maten]:
    """Return per row and per column what is published of it; below ten they are all alike."""
    rijtotalen = [cellen[0] for cellen in tabel["cellen"]] if plat else tabel["rijtotalen"]
    rijen = {g: _maat(t, drempel) for g, t in zip(_groepen(tabel["rijgroepen"]), rijtotalen, strict=True)}
    paren = zip(_groepen(tabel["kolomgroepen"]), tabel["kolomtotalen"], strict=False)
    return rijen, {g: _maat(t, drempel) for g, t in paren}


def _maat(getoond: str, drempel: int) -> int:
    return waarden(getoond, drempel)[0]


def _raakt(
    tabel: Mapping[str, Any], rij: Collection[str], kolom: Collection[str], groep: frozenset[Plek]
) -> bool:
    """Say whether a count that leaks lies in this row or column, in any quarter of its year."""
    kwartalen = {plek[0] for plek in groep}
    return not groep.isdisjoint(plekken(tabel["naam"], kwartalen, rij, kolom))


def _een_stap(groepen: Groepen, raak: Sequence[tuple[str, ...]], maten: _Maten) -> Groepen:
    """Join one touched category with one other; the place in the list is that of the last of them."""

    def klein(groep: tuple[str, ...]) -> tuple[bool, int, int]:
        return len(groep) == 1, maten[groep], -groepen.index(groep)

    los: list[tuple[str, ...]] = [g for g in raak if len(g) == 1] or [*raak]
    eerste = min(los, key=lambda g: (maten[g], -groepen.index(g)))
    tweede = min((g for g in groepen if g != eerste), key=klein)
    samen = {*eerste, *tweede}
    volgorde = tuple(c for groep in groepen for c in groep if c in samen)
    laatste = max(groepen.index(eerste), groepen.index(tweede))
    return tuple(
        volgorde if n == laatste else groep
        for n, groep in enumerate(groepen)
        if n == laatste or groep not in (eerste, tweede)
    )
