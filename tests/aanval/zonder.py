"""What an edition would publish without the gate: 10-5 alone, or the old way of hiding what is small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from signalen.register.cijfers.deel import Cijferbron, telling
from signalen.register.cijfers.tabellen import SOORTEN, alles_los, kwartalen, plekken

VERBORGEN = "*"


def alleen_10_5(bron: Cijferbron, vorige: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Publish every table unmerged, each figure by 10-5."""
    return _bouw(bron, lambda n: "<10" if n < 10 else str(5 * ((n + 2) // 5)))


def verbergen(bron: Cijferbron, vorige: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Publish every table unmerged, with a star for 1 to 9 and every other figure exact."""
    return _bouw(bron, lambda n: VERBORGEN if 0 < n < 10 else str(n))


def lees_verborgen(tekst: str) -> tuple[float, float]:
    """Read a figure of the old way."""
    return (1, 9) if tekst == VERBORGEN else (int(tekst), int(tekst))


def _bouw(bron: Cijferbron, zeg: Callable[[int], str]) -> dict[str, Any]:
    tel = telling(bron)
    tabellen = []
    for soort in SOORTEN:
        periode = kwartalen(bron.kwartaal, soort.jaar)
        rijen, kolommen = alles_los(soort, bron.lijst)

        def cel(r: Any, k: Any, naam: str = soort.naam, periode: Any = periode) -> str:
            return zeg(tel.som(plekken(naam, periode, r, k)))

        alle_r, alle_k = [x for r in rijen for x in r], [x for k in kolommen for x in k]
        tabel = {
            "naam": soort.naam,
            "rijkop": soort.rijas.capitalize(),
            "periode": list(periode),
            "rijgroepen": [list(r) for r in rijen],
            "kolomgroepen": [list(k) for k in kolommen],
            "cellen": [[cel(r, k) for k in kolommen] for r in rijen],
            "rijtotalen": [] if soort.plat else [cel(r, alle_k) for r in rijen],
            "kolomtotalen": [] if soort.plat else [cel(alle_r, k) for k in kolommen],
            "totaal": cel(alle_r, alle_k),
        }
        tabellen.append(tabel)
    return {"tabellen": tabellen}
