"""The part `signalen` of an edition: tables that passed the gate, or the reason why there are none. Pure.

Tables are tried one by one, each with all that was published before. What is vastgesteld is never made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from signalen.register.cijfers import poort, stelsel, tabellen
from signalen.register.cijfers.samenvoegen import voeg_samen
from signalen.register.cijfers.tabellen import Groepen, Lijsten, Melding, Soort, Tel
from signalen.register.rules import Kwartaal
from workflows.tienvijf import Grenzen, genoeg_melders

TE_WEINIG = (
    "In een jaar tijd waren er minder dan {} knelpunten. Dan maken we geen tabellen over signalen, "
    "want een tabel zou iets kunnen zeggen over één persoon."
)
GEEN_SCIPY = (
    "De tabellen over signalen zijn niet nagerekend, want het rekenprogramma daarvoor staat niet op "
    "deze computer. Wat niet is nagerekend, tonen we niet."
)
NIETS_OVER = (
    "De tabellen over signalen zijn nagerekend. Uit elke tabel was af te leiden hoeveel signalen er in "
    "een kleine groep waren. Daarom staan ze hier niet."
)
NIET_GEREKEND = (
    "Het narekenen van de tabellen over signalen kwam niet klaar. Wat niet is nagerekend, tonen we niet."
)
NIET_GETOOND = "{} tonen we niet: daaruit was af te leiden hoeveel signalen er in een kleine groep waren."
NIET_KLAAR = "{} tonen we niet: het narekenen kwam niet klaar."


GENOEG = 4
"""So many leaks are enough to see what to merge."""


@dataclass(frozen=True)
class Cijferbron:
    """What the tables of one edition are made of.

    `meldingen`: those of the calendar year up to and with this quarter. `geteld`: per quarter that was fixed
    when an edition was vastgesteld, the signalen and the begun knelpunten per place.
    `getoond`: numbers of knelpunten that this or an earlier edition shows. `knelpunten_jaar`: how many
    knelpunten began in the year that ends here.
    """

    kwartaal: Kwartaal
    lijst: Lijsten
    meldingen: tuple[Melding, ...]
    knelpunten_jaar: int
    getoond: frozenset[int] = frozenset()
    geteld: Mapping[str, Mapping[tabellen.Plek, tuple[int, int]]] = field(default_factory=dict)
    grenzen: Grenzen = field(default_factory=Grenzen)


def signalen_deel(bron: Cijferbron, vorige_edities: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return `{"reden": ...}` or `{"tabellen": [...], "samengevoegd": [...], "drempel": 10}`.

    `vorige_edities` are the parts `signalen` of the vastgestelde edities of the same calendar year.
    """
    if bron.knelpunten_jaar < bron.grenzen.jaar:
        return {"reden": TE_WEINIG.format(bron.grenzen.jaar)}
    if not poort.kan_rekenen():
        return {"reden": GEEN_SCIPY}
    zetter = _Zetter(bron, list(vorige_edities))
    for soort in tabellen.SOORTEN:
        if not soort.jaar or bron.kwartaal.deel > 1:
            zetter.probeer(soort)
    if not zetter.tabellen:
        return {"reden": NIETS_OVER if zetter.af else NIET_GEREKEND}
    return {
        "tabellen": sorted(zetter.tabellen, key=lambda t: _volgorde(t["naam"])),
        "samengevoegd": zetter.zinnen,
        "drempel": bron.grenzen.drempel,
    }


def _volgorde(naam: str) -> tuple[bool, int]:
    """The quarter before the year, the plain tables before the crossed one."""
    namen = [soort.naam for soort in tabellen.SOORTEN]
    return naam.endswith("_jaar"), namen.index(naam)


def telling(bron: Cijferbron) -> Tel:
    """Return the true counts: those fixed before for their quarters, for the others those of now."""
    nu = tabellen.tel(bron.meldingen, bron.lijst)
    aantal = {plek: n for plek, n in nu.aantal.items() if plek[0] not in bron.geteld}
    begonnen = {plek: n for plek, n in nu.begonnen.items() if plek[0] not in bron.geteld}
    for per_plek in bron.geteld.values():
        aantal.update({plek: signalen for plek, (signalen, _) in per_plek.items()})
        begonnen.update({plek: knelpunten for plek, (_, knelpunten) in per_plek.items()})
    return Tel(aantal, begonnen, nu.melders)


class _Zetter:
    """Puts one table after the other beside what is published, merging until the gate lets it through."""

    def __init__(self, bron: Cijferbron, vorige: Sequence[Mapping[str, Any]]) -> None:
        self.bron, self.tel = bron, telling(bron)
        self.kennis = stelsel.kennis(bron.meldingen, bron.lijst, self.tel, bron.getoond)
        self.tabellen: list[dict[str, Any]] = []
        self.zinnen: list[str] = []
        self.af = True
        self.gezegd = [
            een
            for deel in vorige
            for tabel in deel.get("tabellen", ())
            for een in stelsel.gezegd(tabel, deel["drempel"])
        ]
        self.geheugen = poort.Geheugen()
        self.vooraf: dict[frozenset[tabellen.Plek], str] = {}
        self.vooraf = self._keur(self.gezegd)

    def probeer(self, soort: Soort) -> None:
        """Add a table, with categories merged as far as needed, or say why it is not there."""
        naam = tabellen.titel(soort, self.bron.kwartaal)
        tabel: dict[str, Any] | None = self._maak(soort, *tabellen.alles_los(soort, self.bron.lijst))
        try:
            for stap in count():
                lek = self._lek(tabel) if tabel else []
                if tabel is None or not lek:
                    break
                tabel = self._grover(soort, tabel, lek, 1 + stap // 2)
        except poort.GeenOordeel:
            self.zinnen.append(NIET_KLAAR.format(naam))
            self.af = False
            return
        if tabel is None:
            self.zinnen.append(NIET_GETOOND.format(naam))
        else:
            self._neem(tabel)

    def _grover(
        self, soort: Soort, tabel: dict[str, Any], lek: Sequence[frozenset[tabellen.Plek]], keer: int
    ) -> dict[str, Any] | None:
        """Merge so many times; more each turn, because every turn is a verdict of the gate."""
        for _ in range(keer):
            nieuw = voeg_samen(tabel, lek, self.bron.grenzen.drempel)
            if nieuw is None:
                return None
            tabel = self._maak(soort, *nieuw)
        return tabel

    def _maak(self, soort: Soort, rijen: Groepen, kolommen: Groepen) -> dict[str, Any]:
        bron = self.bron
        return tabellen.maak(soort, bron.kwartaal, rijen, kolommen, self.tel, bron.grenzen)

    def _lek(self, tabel: Mapping[str, Any]) -> list[frozenset[tabellen.Plek]]:
        """Return what could be derived if this table were published too, or has too few melders behind it."""
        drempel = self.bron.grenzen.drempel
        eigen = list(stelsel.gezegd(tabel, drempel))
        dun = [een.plekken for een in eigen if self._te_dun(een.plekken)]
        if dun:
            return dun
        return list(self._keur([*self.gezegd, *eigen], GENOEG))

    def _keur(
        self, alles: Sequence[stelsel.Gezegd], genoeg: int = 10**9
    ) -> dict[frozenset[tabellen.Plek], str]:
        doelen = stelsel.doelen(alles, self.tel, self.bron.grenzen.drempel)
        vraag = stelsel.Stelsel(tuple(alles), self.kennis, doelen)
        return {
            schending.doel.plekken: schending.soort
            for schending in poort.keur(vraag, self.vooraf, genoeg, self.geheugen)
        }

    def _te_dun(self, waar: frozenset[tabellen.Plek]) -> bool:
        return not genoeg_melders(self.tel.som(waar), self.tel.minstens(waar), self.bron.grenzen)

    def _neem(self, tabel: dict[str, Any]) -> None:
        self.tabellen.append(tabel)
        self.gezegd += stelsel.gezegd(tabel, self.bron.grenzen.drempel)
        assen = [tabel["rijgroepen"], tabel["kolomgroepen"] if tabel["kolomkop"] else []]
        for groep in (groep for as_ in assen for groep in as_ if len(groep) > 1):
            namen = f"{', '.join(groep[:-1])} en {groep[-1]}"
            self.zinnen.append(f"{tabel['titel']}: {namen} zijn samen geteld.")
