"""Made-up municipalities: signalen over quarters, sparse themes, consent, late changes; and their editions.

Every draw comes from the seed. Counts are kept apart as they were when a quarter was vastgesteld.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from signalen.knelpunt.rules import OORZAKEN
from signalen.register.cijfers.deel import Cijferbron, telling
from signalen.register.cijfers.tabellen import Melding, lijsten
from signalen.register.rules import Kwartaal, kwartaal_van
from signalen.signaal.rules import DOMEINEN

LIJST = lijsten(DOMEINEN, OORZAKEN)
Deel = Callable[[Cijferbron, list[Mapping[str, Any]]], dict[str, Any]]


@dataclass
class Knelpunt:
    """One knelpunt with its signalen: (week, melder)."""

    nummer: int
    domein: str
    oorzaak: str
    begin: date
    mag: bool
    signalen: list[tuple[date, str]] = field(default_factory=list)

    def getoond(self) -> bool:
        """Whether it may be shown: everyone agreed, or three melders in one quarter."""
        per: dict[Kwartaal, set[str]] = {}
        for week, melder in self.signalen:
            per.setdefault(kwartaal_van(week), set()).add(melder)
        return bool(self.signalen) and (self.mag or max(map(len, per.values())) >= 3)


@dataclass(frozen=True)
class Uitgave:
    """What the public has of one quarter."""

    kwartaal: str
    regels: list[dict[str, Any]]
    ingehouden: list[int]
    signalen: dict[str, Any]


@dataclass(frozen=True)
class Verleden:
    """All editions of one municipality, and the truth that nobody may derive."""

    uitgaven: list[Uitgave]
    waarheid: dict[tuple[str, str, str], int]
    begonnen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    geteld_als: dict[int, tuple[str, str]] = field(default_factory=dict)


def simuleer(
    zaad: int, kwartalen: int, deel: Deel, per_editie: Callable[[Verleden], None] | None = None
) -> Verleden:
    """Play a municipality quarter by quarter; `per_editie` sees what the public has after each edition."""
    plaats = _Plaats(zaad)
    verleden = Verleden([], {})
    kwartaal = Kwartaal(2026, 1)
    for _ in range(kwartalen):
        plaats.leef(kwartaal)
        _geef_uit(plaats, kwartaal, verleden, deel)
        if per_editie:
            per_editie(verleden)
        kwartaal = kwartaal.volgende
    return verleden


def _geef_uit(plaats: _Plaats, kwartaal: Kwartaal, verleden: Verleden, deel: Deel) -> None:
    actief = [k for k in plaats.knelpunten if any(kwartaal_van(w) == kwartaal for w, _ in k.signalen)]
    regels = [_regel(k) for k in actief if k.getoond()]
    nummers = {r["nummer"] for u in verleden.uitgaven for r in u.regels} | {r["nummer"] for r in regels}
    vast: dict[str, dict[tuple[str, str, str], tuple[int, int]]] = {}
    for plek, aantal in verleden.waarheid.items():
        vast.setdefault(plek[0], {})[plek] = aantal, verleden.begonnen[plek]
    bron = Cijferbron(
        kwartaal=kwartaal,
        lijst=LIJST,
        meldingen=tuple(plaats.meldingen(kwartaal)),
        knelpunten_jaar=sum(k.begin > kwartaal.laatste - timedelta(days=365) for k in plaats.knelpunten),
        getoond=frozenset(nummers),
        geteld=vast,
    )
    eerder = [u.signalen for u in verleden.uitgaven if u.kwartaal.startswith(str(kwartaal.jaar))]
    signalen = deel(bron, eerder)
    tel = telling(bron)
    for d in LIJST.domeinen:
        for o in LIJST.oorzaken:
            plek = kwartaal.code, d, o
            verleden.waarheid[plek] = tel.som([plek])
            verleden.begonnen[plek] = tel.begonnen.get(plek, 0)
    for k in plaats.knelpunten:
        verleden.geteld_als.setdefault(k.nummer, (k.domein, k.oorzaak))
    weg = [k.nummer for k in actief if not k.getoond()]
    verleden.uitgaven.append(Uitgave(kwartaal.code, regels, weg, signalen))


def _regel(k: Knelpunt) -> dict[str, Any]:
    week = f"Ontvangen in week {k.begin.isocalendar().week}"
    verloop = [{"datum": k.begin.isoformat(), "titel": week}]
    return {"nummer": k.nummer, "domein": k.domein, "oorzaak": k.oorzaak, "verloop": verloop}


class _Plaats:
    """Where people work: some themes often, most seldom; some people say much, most say little."""

    def __init__(self, zaad: int) -> None:
        self.r = random.Random(f"gemeente {zaad}")
        self.drukte = math.exp(self.r.uniform(math.log(12), math.log(500)))
        self.mensen = [f"m{n}" for n in range(int(self.drukte * self.r.uniform(0.5, 2)) + 5)]
        self.domein = self._gewichten(len(DOMEINEN))
        self.oorzaak = [self._gewichten(len(OORZAKEN)) for _ in DOMEINEN]
        self.knelpunten: list[Knelpunt] = []

    def _gewichten(self, n: int) -> list[float]:
        """Return uneven weights: a gamma of a small shape gives a few large ones and many near zero."""
        return [self.r.gammavariate(0.7, 1) + 0.01 for _ in range(n)]

    def leef(self, kwartaal: Kwartaal) -> None:
        """Let a quarter pass: what was known changes a little, and new signalen come in."""
        self._verander()
        maandagen = list(_maandagen(kwartaal))
        for _ in range(max(3, int(self.r.gauss(self.drukte, self.drukte / 4)))):
            self._signaal(self.r.choice(maandagen), kwartaal)

    def _verander(self) -> None:
        for k in self.knelpunten:
            if k.oorzaak == "" and self.r.random() < 0.5:
                k.oorzaak = self.r.choice(OORZAKEN)
            if not k.mag and self.r.random() < 0.1:
                k.mag = True
            if self.r.random() < 0.01:
                k.signalen.pop() if k.signalen else None

    def _signaal(self, week: date, kwartaal: Kwartaal) -> None:
        melder = f"{kwartaal.code}:{self.r.choice(self.mensen)}"
        if self.knelpunten and self.r.random() < 0.6:
            recent = self.knelpunten[-max(20, int(self.drukte)) :]
            k = self.r.choice(recent)
            if k.begin <= week and k.signalen:
                k.signalen.append((week, melder))
                return
        d = self.r.choices(range(len(DOMEINEN)), self.domein)[0]
        oorzaak = "" if self.r.random() < 0.15 else self.r.choices(OORZAKEN, self.oorzaak[d])[0]
        nieuw = Knelpunt(len(self.knelpunten) + 1, DOMEINEN[d], oorzaak, week, self.r.random() < 0.65)
        nieuw.signalen.append((week, melder))
        self.knelpunten.append(nieuw)

    def meldingen(self, kwartaal: Kwartaal) -> Iterator[Melding]:
        """Yield what the tables may know of this calendar year, up to and with a quarter."""
        for k in self.knelpunten:
            for week, melder in k.signalen:
                q = kwartaal_van(week)
                if q.jaar == kwartaal.jaar and q <= kwartaal:
                    yield Melding(week, k.nummer, k.domein, k.oorzaak, melder, k.begin)


def _maandagen(kwartaal: Kwartaal) -> Iterator[date]:
    dag = kwartaal.eerste + timedelta(days=-kwartaal.eerste.weekday() % 7)
    while dag <= kwartaal.laatste:
        yield dag
        dag += timedelta(days=7)
