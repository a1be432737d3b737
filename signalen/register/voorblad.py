"""What the front page of an edition adds for its reader: an order, a limit, lists from the lines. Pure.

The edition is the same for everybody; only the order of the portefeuilles is the reader's own. Also knows
which parts an edition of before lacks, so that no page has to ask.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from signalen.register.woorden import BEWEGING, hoofd

LEEG: Mapping[str, Any] = {
    "vorm": 1,
    "vorige": None,
    "samenvatting": [],
    "tijd_per_laag": [],
    "stroom": [],
    "thema_oorzaak": {"themas": [], "oorzaken": [], "cellen": []},
    "per_kwartaal": [],
    "signalen": None,
    "afwijkingen": [],
    "moresprudentie": [],
    "inzage": {},
    "raad": [],
    "vergelijking": {"met": None, "nieuw": [], "verder": [], "stil": [], "klaar": []},
    "leerpunten": [],
}
"""Parts that came later. `vorm` 1 says that they are unknown there, which is not the same as none."""

DELEN = (
    ("bord", "Op uw bord", 1),
    ("stil", "Stil gebleven", 1),
    ("beloofd", "Beloofd en nagekomen", 1),
    ("veranderd", "Wat veranderde", 1),
    ("doorgezet", "Doorgezet naar raad, Rijk en keten", 1),
    ("buikpijn", "Buikpijn van het kwartaal", 1),
    ("vorige", "Sinds de vorige uitgave", 2),
    ("raad", "Gaat de raad hierover?", 2),
    ("leerpunten", "Leerpunten", 1),
    ("beleidsregels", "Beleidsregels waar vaak van wordt afgeweken", 2),
    ("afwegingen", "Eerdere afwegingen", 2),
    ("overleg", "Overleg", 1),
    ("cijfers", "Cijfers en beelden", 2),
    ("niet-getoond", "Niet getoond, en waarom", 1),
    ("controlegetal", "Controlegetal", 1),
)
"""Id, heading and first `vorm` of the parts of the front page, in reading order."""

KLEINSTE = 2
"""A portefeuille that is shown shows so many rows at least."""


def aangevuld(inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """Return the front page with every part that a page may ask for."""
    return {**LEEG, **inhoud}


def delen(inhoud: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (id, heading) of the parts that this edition knows, in reading order."""
    return [(naam, titel) for naam, titel, vanaf in DELEN if inhoud["vorm"] >= vanaf]


@dataclass(frozen=True)
class Groep:
    """One portefeuille of *Op uw bord*: the rows shown here, how many there are, how many were missed."""

    domein: str
    regels: Sequence[Mapping[str, Any]]
    aantal: int
    gemist: int
    eigen: bool = False


def bord(op_uw_bord: Sequence[Mapping[str, Any]], eigen: Collection[str] = ()) -> list[Groep]:
    """Return the portefeuilles, those of the reader first; none is marked when all or none are theirs."""
    domeinen = {deel["domein"] for deel in op_uw_bord}
    mijn = domeinen & set(eigen)
    if mijn == domeinen:
        mijn = set()
    groepen = [
        Groep(
            deel["domein"],
            deel["regels"],
            len(deel["regels"]),
            sum(rij["stand"] == "niet_nagekomen" for rij in deel["regels"]),
            deel["domein"] in mijn,
        )
        for deel in op_uw_bord
    ]
    return sorted(groepen, key=lambda groep: not groep.eigen)


def beperkt(groepen: Sequence[Groep], hoogstens: int, per_groep: int) -> list[Groep]:
    """Return the same portefeuilles with no more rows than a front page has room for, in reading order.

    The room is shared by the reader's own portefeuilles first, then by the others. One without room keeps its
    heading and its counts: none of them disappears.
    """
    uit, over = [], hoogstens
    for eigen in (True, False):
        deel = [groep for groep in groepen if groep.eigen == eigen]
        ieder = min(per_groep, max(KLEINSTE, over // len(deel))) if deel else 0
        for groep in deel:
            rijen = groep.regels[: min(over, ieder)]
            over -= len(rijen)
            uit.append(replace(groep, regels=rijen))
    return uit


def beweging(soort: str) -> Sequence[tuple[str, str]]:
    """Return (kind, heading) of the comparison to show: the one that was asked for, else all."""
    alle = [(naam, hoofd(wat)) for naam, wat in BEWEGING.items()]
    return [deel for deel in alle if deel[0] == soort] or alle
